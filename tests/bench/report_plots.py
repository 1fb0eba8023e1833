"""The report's plots, as SVG that takes its colours from the page (report_page)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

STRIP_WIDTH, STRIP_HEIGHT = 300, 22
CHART_WIDTH, CHART_HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 12, 44
TICKS = 4
LINES = 8
"""How many colours there are for lines."""


def ticks(most: float) -> list[float]:
    """Round values from 0 to `most` or a little less, some TICKS of them."""
    if most <= 0 or not math.isfinite(most):
        return [0.0]
    rough = most / TICKS
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= rough)
    return [step * at for at in range(int(most / step + 1e-9) + 1)]


def figure(value: float) -> str:
    """A number as people read it."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:.3g}" if value else "0"
    if abs(value) >= 100:
        text = f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.0f}"
    return text.replace(",", "\u202f").replace("-", "\u2212")


def reach(least: float, most: float) -> str:
    """From one figure to another."""
    return f"{figure(least)}{' to ' if least < 0 else '–'}{figure(most)}"


def _along(value: float, least: float, most: float) -> float:
    """Where a value stands in a strip whose axis goes from `least`, 0 or below it, to `most`."""
    return 4 + (value - least) / (most - least) * (STRIP_WIDTH - 8)


def strip(row: Mapping[str, Any], least: float, most: float, *, accent: bool) -> str:
    """One row's spread: a line from least to most, every run as a dot, the median as a bar."""

    def x(value: float) -> float:
        return _along(value, least, most)

    middle = STRIP_HEIGHT / 2
    dots = "".join(
        f'<circle cx="{x(value):.1f}" cy="{middle}" r="2"/>' for value in row.get("values", [])
    )
    words = f"{figure(row['median'])} {row['unit']}, {figure(row['min'])} to {figure(row['max'])}"
    return (
        f'<svg class="strip{" ours" if accent else ""}" role="img" aria-label="{escape(words)}" '
        f'viewBox="0 0 {STRIP_WIDTH} {STRIP_HEIGHT}" width="{STRIP_WIDTH}" height="{STRIP_HEIGHT}">'
        f'<line class="reach" x1="{x(row["min"]):.1f}" x2="{x(row["max"]):.1f}" '
        f'y1="{middle}" y2="{middle}"/>{dots}'
        f'<line class="median" x1="{x(row["median"]):.1f}" x2="{x(row["median"]):.1f}" '
        f'y1="{middle - 7}" y2="{middle + 7}"/></svg>'
    )


def scale(least: float, most: float, unit: str) -> str:
    """The axis that the strips of one table share."""
    marks = []
    for value in sorted({*(-mark for mark in ticks(-least)), *ticks(most)}):
        at = _along(value, least, most)
        anchor = "start" if at < 12 else "end" if at > STRIP_WIDTH - 24 else "middle"
        marks.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="14" y2="18"/>'
            f'<text x="{at:.1f}" y="11" text-anchor="{anchor}">{figure(value)}</text>'
        )
    return (
        f'<svg class="scale" aria-hidden="true" viewBox="0 0 {STRIP_WIDTH} 18" '
        f'width="{STRIP_WIDTH}" height="18"><title>{escape(unit)}</title>{"".join(marks)}</svg>'
    )


def chart(curve: Mapping[str, Any]) -> str:
    """Lines over two axes; the horizontal one logarithmic where the curve says so."""
    lines: Mapping[str, Sequence[Sequence[float]]] = curve["lines"]
    points = [point for of in lines.values() for point in of]
    if not points:
        return ""
    logarithmic = bool(curve.get("logarithmic")) and all(x > 0 and y > 0 for x, y in points)
    x_axis = _Axis([x for x, _ in points], logarithmic, LEFT, CHART_WIDTH - RIGHT)
    y_axis = _Axis([y for _, y in points], logarithmic, CHART_HEIGHT - BOTTOM, TOP)
    parts = []
    for value in y_axis.marks:
        at = y_axis.place(value)
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{CHART_WIDTH - RIGHT}" y1="{at:.1f}" '
            f'y2="{at:.1f}"/><text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">'
            f"{figure(value)}</text>"
        )
    for value in x_axis.marks:
        at = x_axis.place(value)
        parts.append(
            f'<text x="{at:.1f}" y="{CHART_HEIGHT - BOTTOM + 18}" text-anchor="middle">'
            f"{figure(value)}</text>"
        )
    for number, of in enumerate(lines.values()):
        way = " ".join(f"{x_axis.place(x):.1f},{y_axis.place(y):.1f}" for x, y in of)
        colour = f"line{number % LINES}"
        parts.append(f'<polyline class="{colour}" points="{way}"/>')
        if len(of) <= 24:
            parts += [
                f'<circle class="{colour}" cx="{x_axis.place(x):.1f}" cy="{y_axis.place(y):.1f}" '
                'r="3"/>'
                for x, y in of
            ]
    middle = (LEFT + CHART_WIDTH - RIGHT) / 2
    parts.append(
        f'<text class="axis" x="{middle}" y="{CHART_HEIGHT - 6}" text-anchor="middle">'
        f"{escape(curve['x'])}</text>"
        f'<text class="axis" x="{LEFT}" y="{TOP - 2}">{escape(curve["y"])}</text>'
    )
    keys = "".join(
        f'<li><i class="line{number % LINES}"></i>{escape(name)}</li>'
        for number, name in enumerate(lines)
    )
    return (
        f'<figure><figcaption>{escape(curve["title"])}</figcaption><svg class="chart" role="img" '
        f'aria-label="{escape(curve["title"])}" viewBox="0 -10 {CHART_WIDTH} {CHART_HEIGHT + 10}">'
        f'{"".join(parts)}</svg><ul class="keys">{keys}</ul></figure>'
    )


class _Axis:
    """Where values stand between two places."""

    def __init__(self, values: list[float], logarithmic: bool, start: float, end: float) -> None:
        self._logarithmic = logarithmic
        self._start, self._end = start, end
        least, most = min(values), max(values)
        if logarithmic:
            low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))
            high = max(high, low + 1)
            self.marks = [10.0**power for power in range(low, high + 1)]
            self._low, self._high = float(low), float(high)
        else:
            self.marks = ticks(most if most > 0 else 1.0)
            self._low, self._high = min(0.0, least), max(most, self.marks[-1], 1e-9)

    def place(self, value: float) -> float:
        """The pixel for a value."""
        at = math.log10(value) if self._logarithmic else value
        share = (at - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)
