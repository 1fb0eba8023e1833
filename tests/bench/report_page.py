"""The report as one HTML page that needs nothing else: no script, no font, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from report_plots import chart, figure, reach, scale, strip
from report_style import STYLE

OURS = re.compile(r"[ …]*(fanlight|through the gate|(web|weixin)[ :,(])", re.IGNORECASE)
"""Rows of the host's own, which stand out."""
_STATES = {True: ("met", "goal met"), False: ("missed", "goal missed"), None: ("open", "no figure")}


def page(report: Mapping[str, Any]) -> str:
    """The whole page for a report as report.py makes it."""
    machine = " · ".join(escape(str(value)) for value in report["machine"].values())
    chapters = report["chapters"]
    contents = "".join(
        f'<li><a href="#{escape(one["bench"])}">{escape(one["title"])}</a></li>' for one in chapters
    )
    quick = " Quick: fewer runs, so wider spreads." if report["quick"] else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>Fanlight: benchmarks</title>'
        f"<style>{STYLE}</style></head><body><header><div class=mark></div>"
        f"<h1>Fanlight <span>benchmarks</span></h1><p class=machine>{machine}</p>"
        f"<p>{escape(report['made_at'])} · {report['took_s'] / 60:.1f} min · load "
        f"{escape(' → '.join(map(str, report['load'])))}.{quick}</p></header><main>"
        f'<section class="goals">{"".join(_tiles(report["goals"]))}</section>'
        "<p class=hint>Each figure is a median of interleaved runs; a strip shows every run "
        "(dots), their reach (line) and the median (bar). Ratios are medians of paired runs in "
        "this very report, beside the peer that each table names.</p>"
        f"<nav><ul>{contents}</ul></nav>"
        f"{''.join(_chapter(one) for one in chapters)}</main></body></html>\n"
    )


def _tiles(goals: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in goals:
        state, words = _STATES[one["met"]]
        sign, limit = (
            ("≤", one["at_most"]) if one["at_most"] is not None else ("≥", one["at_least"])
        )
        value = "–" if one["value"] is None else figure(one["value"])
        unit = "" if one["value"] is None else escape(one.get("unit", "×"))
        reach = max(limit, one["value"] or 0) * 1.15 or 1
        bar = 100 * (one["value"] or 0) / reach
        yield (
            f'<article class="tile {state}"><h3>{escape(one["name"])}</h3>'
            f"<p class=value>{value}<small>{unit}</small></p>"
            f'<div class=track role="img" aria-label="{words}"><b style="width:{bar:.1f}%"></b>'
            f'<i style="left:{100 * limit / reach:.1f}%"></i></div>'
            f"<p class=state>{words} · {sign} {figure(limit)}</p><p>{escape(one['what'])}</p>"
            "</article>"
        )


def _chapter(one: Mapping[str, Any]) -> str:
    parts = [
        f'<section class="chapter" id="{escape(one["bench"])}"><h2>{escape(one["title"])}</h2>'
    ]
    if one.get("about"):
        parts.append(f"<p>{escape(one['about'])}</p>")
    if one.get("absent"):
        parts.append(f'<p class="absent">{escape(one["absent"])}</p>')
    if one.get("failed"):
        parts.append(f'<p class="failed">Failed: {escape(one["failed"])}</p>')
    parts += [_table(table) for table in one.get("tables", ())]
    parts += [chart(curve) for curve in one.get("curves", ())]
    if rest := one.get("rest"):
        parts.append(_facts(rest))
    parts.append(
        f'<p class="foot"><code>python3 dev.py bench {escape(one["bench"])}</code> · '
        f"{one['took_s']:.0f} s</p></section>"
    )
    return "".join(parts)


def _table(table: Mapping[str, Any]) -> str:
    rows: Sequence[Mapping[str, Any]] = table["rows"]
    measured = [row for row in rows if "median" in row]
    units = sorted({row["unit"] for row in measured})
    least = min([0.0, *(row["min"] for row in measured)])
    most = max([0.0, *(row["max"] for row in measured)])
    drawn = len(units) == 1 and most > least
    ratio = "<th class=number>ratio</th>" if any("ratio" in row for row in rows) else ""
    axis = f"<th class=plot>{scale(least, most, units[0])}</th>" if drawn else ""
    columns = 4 + bool(ratio) + bool(axis)
    parts = [
        f"<h3>{escape(table['title'])}</h3>",
        f"<p class=hint>{escape(table['about'])}</p>" if table.get("about") else "",
        f'<div class="scroll"><table><thead><tr><th></th><th class=number>n</th><th class=number>'
        f"median{f', {escape(units[0])}' if len(units) == 1 else ''}</th><th class=number>min–max"
        f"</th>{axis}{ratio}</tr></thead><tbody>",
    ]
    group = None
    for row in rows:
        if row.get("group") and row["group"] != group:
            group = row["group"]
            parts.append(f'<tr class="group"><th colspan="{columns}">{escape(group)}</th></tr>')
        parts.append(_row(row, (least, most), units, drawn=drawn, ratio=bool(ratio)))
    return "".join([*parts, "</tbody></table></div>"])


def _row(
    row: Mapping[str, Any],
    ends: tuple[float, float],
    units: Sequence[str],
    *,
    drawn: bool,
    ratio: bool,
) -> str:
    label = str(row["label"])
    ours = OURS.match(label) is not None
    note = f" <small>{escape(row['note'])}</small>" if row.get("note") else ""
    if row.get("failures"):
        note += f' <small class="failed">{row["failures"]} failed</small>'
    head = f"<tr{' class=ours' if ours else ''}><th>{escape(label)}{note}</th>"
    if "median" not in row:
        word, why = ("failed", row["failed"]) if "failed" in row else ("absent", row["absent"])
        told = f"{'failed' if word == 'failed' else 'not measured'}: {escape(why)}"
        return f'{head}<td class="{word}" colspan="{3 + drawn + ratio}">{told}</td></tr>'
    unit = "" if len(units) == 1 else f" {escape(row['unit'])}"
    plot = f"<td class=plot>{strip(row, *ends, accent=ours)}</td>" if drawn else ""
    beside = ""
    if ratio:
        found = row.get("ratio")
        beside = "<td class=number>" + (
            f"<b>{figure(found['median'])}×</b> <small>"
            f"{reach(found['min'], found['max'])}</small></td>"
            if found
            else "</td>"
        )
    return (
        f"{head}<td class=number>{row['n']}</td><td class=number><b>{figure(row['median'])}</b>"
        f"{unit}</td><td class=number>{reach(row['min'], row['max'])}</td>"
        f"{plot}{beside}</tr>"
    )


def _facts(rest: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in _flat(rest)
    )
    return f"<details><summary>Every figure</summary><table>{rows}</table></details>"


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, of in value.items():
            yield from _flat(of, f"{name} · {key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(each, (Mapping, list)) for each in value):
        for at, of in enumerate(value):
            yield from _flat(of, f"{name} · {at}")
    elif isinstance(value, list):
        yield name, ", ".join(str(each) for each in value)
    else:
        yield name, figure(value) if isinstance(value, float) else str(value)
