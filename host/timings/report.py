"""Timings as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence

from host.timings.history import Month
from host.timings.query import RecordedLaunch, Summary

BAR_CHARS = 40


def waterfall(launch: RecordedLaunch) -> str:
    """One launch: a line a mark, a bar from the mark before it to it, all on one scale."""
    head = (
        f"launch {launch.number}: {launch.app_id} {launch.version}, {launch.kind.value}, "
        f"engine {launch.engine}, {launch.at}"
    )
    if (guess := json.loads(launch.facts_json).get("guess")) is not None:
        head += f", guess {guess}"
    if not launch.marks:
        return head
    end_ms = max(launch.marks[-1].at_ms, 0.001)
    wide = max(len(mark.name) for mark in launch.marks)
    lines = [head]
    before_ms = 0.0
    for mark in launch.marks:
        start = round(before_ms / end_ms * BAR_CHARS)
        stop = max(round(mark.at_ms / end_ms * BAR_CHARS), start)
        bar = " " * start + "█" * (stop - start) + "▏"
        took = f"+{mark.at_ms - before_ms:.1f}"
        lines.append(f"  {mark.name:<{wide}} {mark.at_ms:9.1f} ms {took:>9}  {bar}")
        before_ms = mark.at_ms
    return "\n".join(lines)


def months_table(months: Sequence[Month]) -> str:
    """The months, oldest first, a line a launch kind."""
    if not months:
        return "all launches are among the newest, which are kept whole"
    lines = [f"{'month':<8}  {'launch':<9}  {'count':>7}  {'p50':>6}  {'p90':>6}  {'p99':>6} (ms)"]
    for month in months:
        times = (month.p50_ms, month.p90_ms, month.p99_ms)
        shown = "  ".join(f"{'–' if ms is None else f'{ms:.0f}':>6}" for ms in times)
        lines.append(f"{month.month:<8}  {month.kind.value:<9}  {month.count:>7}  {shown}")
    return "\n".join(lines)


def table(launches: Sequence[RecordedLaunch], summaries: Sequence[Summary]) -> str:
    """The newest launches, then the percentiles."""
    if not launches:
        return "no launches were recorded yet"
    lines = [f"{'id':>6}  {'first screen':>12}  {'launch':<9}  app"]
    for launch in launches:
        first = f"{launch.first_screen_ms:.0f} ms" if launch.first_screen_ms is not None else "–"
        lines.append(
            f"{launch.number:>6}  {first:>12}  {launch.kind.value:<9}  "
            f"{launch.app_id} {launch.version}"
        )
    lines += ["", f"{'p50':>6}  {'p90':>6}  {'p99':>6}  {'count':>5}  {'launch':<9}  app (ms)"]
    for summary in summaries:
        of_version = f" {summary.version}" if summary.version else ""
        lines.append(
            f"{summary.p50_ms:>6.0f}  {summary.p90_ms:>6.0f}  {summary.p99_ms:>6.0f}  "
            f"{summary.count:>5}  {summary.kind.value:<9}  {summary.app_id}{of_version}"
        )
    return "\n".join(lines)
