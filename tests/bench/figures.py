"""What every bench says in one form, so that `python3 dev.py bench` can show it all.

A bench is a script `tests/bench/bench_NAME.py` that prints one JSON document, and takes `--quick`
and a number of runs (see `options`). These keys of the document are shown by the report, and any
other is kept in its JSON:

- `title`, `about`: the chapter's name, and what was measured how, a sentence or two;
- `tables`: made by `table`; each row is a measured thing with its n, median, min and max, or with
  the reason why it could not be measured; rows of one `group` are drawn beside each other;
- `curves`: made by `curve`; how a figure grows;
- `ratios`: name → value, as in the report's `--json`; `goals`: name → made by `goal`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FAILURES_IN_A_ROW = 2
"""After so many a thing is not tried any more: each may cost a timeout."""


@dataclass(frozen=True, slots=True)
class Options:
    """How long a bench may take."""

    runs: int
    quick: bool


def options(runs: int, quick_runs: int) -> Options:
    """Read `[RUNS] [--quick]` from the command line; these are the defaults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", type=int, nargs="?")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    return Options(given.runs or (quick_runs if given.quick else runs), given.quick)


def spread(values: Sequence[float], unit: str = "ms") -> dict[str, Any]:
    """n, median, least and most of what was measured; of at least one value."""
    return {
        "n": len(values),
        "median": short(statistics.median(values)),
        "min": short(min(values)),
        "max": short(max(values)),
        "unit": unit,
        "values": [short(value) for value in values],
    }


def short(value: float) -> float:
    """Four figures, which is more than any of these numbers deserves."""
    if not value or not math.isfinite(value):
        return value
    return round(value, max(0, 3 - math.floor(math.log10(abs(value)))))


def percentile(values: Sequence[float], share: float) -> float:
    """By nearest rank: always a value that was measured."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(slots=True)
class Taken:
    """What one thing took, run by run; None where a run failed."""

    values: list[float | None] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def measured(self) -> list[float]:
        return [value for value in self.values if value is not None]

    @property
    def given_up(self) -> bool:
        """Whether its last runs have all failed."""
        last = self.values[-FAILURES_IN_A_ROW:]
        return len(last) == FAILURES_IN_A_ROW and all(value is None for value in last)


def interleaved(
    works: Mapping[str, Callable[[], float]], runs: int, *, warm: int = 1
) -> dict[str, Taken]:
    """`runs` rounds in which each work is done once, in an order that changes, after `warm` more
    that fill caches and do not count. Another load on the machine so meets all of them alike.

    A work that raises has failed that round, and after FAILURES_IN_A_ROW rounds for good; its last
    reason is kept.
    """
    taken = {name: Taken() for name in works}
    for number in range(warm + runs):
        print(f"round {number + 1} of {warm + runs}", file=sys.stderr, flush=True)
        names = [name for name in works if not taken[name].given_up]
        random.shuffle(names)
        for name in names:
            try:
                value: float | None = works[name]()
            except (Exception, SystemExit) as error:
                value = None
                taken[name].failures.append(str(error) or type(error).__name__)
                print(f"{name}: {taken[name].failures[-1]}", file=sys.stderr)
            if number >= warm or value is None:
                taken[name].values.append(value)
    return taken


def paired(one: Taken, other: Taken) -> list[float]:
    """The ratios of the runs in which both were measured."""
    both = zip(one.values, other.values, strict=False)
    return [a / b for a, b in both if a is not None and b]


def row(
    label: str,
    taken: Taken | Sequence[float],
    *,
    group: str = "",
    unit: str = "ms",
    beside: Taken | None = None,
    note: str = "",
) -> dict[str, Any]:
    """A line of a table. `beside`: its peer, to which the ratio is of paired runs."""
    found: dict[str, Any] = {"label": label, "group": group}
    values = taken.measured if isinstance(taken, Taken) else list(taken)
    if values:
        found |= spread(values, unit)
    if isinstance(taken, Taken) and taken.failures:
        word = "failed" if not values else "failures"
        found[word] = taken.failures[-1] if not values else len(taken.failures)
    elif not values:
        found["failed"] = "nothing was measured"
    if beside is not None and isinstance(taken, Taken) and (ratios := paired(taken, beside)):
        found["ratio"] = spread(ratios, "×")
    if note:
        found["note"] = note
    return found


def missing_row(label: str, why: str, *, group: str = "") -> dict[str, Any]:
    """A line of what was not measured here, with the reason."""
    return {"label": label, "group": group, "absent": why}


def table(title: str, rows: Sequence[Mapping[str, Any]], about: str = "") -> dict[str, Any]:
    """Rows that may be compared; `about` says how they were measured."""
    return {"title": title, "about": about, "rows": list(rows)}


def curve(
    title: str,
    lines: Mapping[str, Sequence[tuple[float, float]]],
    *,
    x: str,
    y: str,
    logarithmic: bool = False,
) -> dict[str, Any]:
    """How figures grow: for each line its points; `x` and `y` name the axes with their units."""
    points = {name: [[a, short(b)] for a, b in of] for name, of in lines.items()}
    return {"title": title, "x": x, "y": y, "logarithmic": logarithmic, "lines": points}


def goal(
    what: str, *, at_most: float | None = None, at_least: float | None = None
) -> dict[str, Any]:
    """What a ratio shall be; the report sets it beside what was measured."""
    return {"what": what, "at_most": at_most, "at_least": at_least}


def ratio_of(pairs: Sequence[tuple[Taken, Taken]]) -> float | None:
    """The median of all paired runs' ratios; None when no pair was measured."""
    ratios = [ratio for one, other in pairs for ratio in paired(one, other)]
    return short(statistics.median(ratios)) if ratios else None


def say(document: Mapping[str, Any]) -> None:
    """Print the bench's document."""
    print(json.dumps(document, indent=1, ensure_ascii=False))
