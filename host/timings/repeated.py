"""Launches of one app, repeated: a file that can be held against another machine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from bridge.errors import UsageError
from bridge.marks import LaunchKind
from host.timings.query import percentile
from sandbox.decoding import readable

FORMAT: Final = 1
KINDS = (LaunchKind.COLD, LaunchKind.WARM)


class RepeatedApp(msgspec.Struct, frozen=True):
    """Whose launches they were."""

    app_id: str
    version: dict[str, int | str]
    kind: str
    page: str


class Repeated(msgspec.Struct, frozen=True, kw_only=True):
    """First screens by launch kind, in the order they were measured, in milliseconds.

    `machine` is host.diag.machine.machine_facts; `at` ISO 8601 in UTC.
    """

    format: int = FORMAT
    at: str
    app: RepeatedApp
    machine: dict[str, str | int | None]
    first_screens_ms: dict[str, tuple[float, ...]]

    def summary(self) -> dict[str, dict[str, float | int]]:
        """By launch kind: count, nearest-rank percentiles, least and most."""
        return {kind: _summed(times) for kind, times in self.first_screens_ms.items() if times}

    def as_json(self) -> dict[str, object]:
        """The document of `fanlight bench`, also that of its file."""
        document: dict[str, object] = msgspec.to_builtins(self)
        return document | {"summary": self.summary()}


def read_repeated(file: Path) -> Repeated:
    """A file of an earlier run, here or elsewhere. Raises UsageError."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=readable(Repeated))
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    except msgspec.MsgspecError as error:
        raise UsageError(f"{file} is no file of `fanlight bench`: {error}") from None
    if found.format != FORMAT:
        raise UsageError(f"{file} has format {found.format}; this version reads {FORMAT}")
    return found


def differing_facts(one: Repeated, other: Repeated) -> tuple[str, ...]:
    """What the two machines do not share, by name: a ratio between them is also of these."""
    names = one.machine.keys() | other.machine.keys()
    return tuple(sorted(x for x in names if one.machine.get(x) != other.machine.get(x)))


def ratios(one: Repeated, other: Repeated) -> dict[str, dict[str, float]]:
    """By launch kind that both have: p50 and p90 of `one` as multiples of those of `other`."""
    ours, theirs = one.summary(), other.summary()
    return {
        kind: {
            name: round(ours[kind][f"{name}_ms"] / theirs[kind][f"{name}_ms"], 3)
            for name in ("p50", "p90")
        }
        for kind in ours
        if kind in theirs
    }


def lines(one: Repeated, other: Repeated | None) -> Iterator[str]:
    """The summary as a person reads it; `other` is what it is held against."""
    against = ratios(one, other) if other is not None else {}
    for kind, found in one.summary().items():
        line = (
            f"{kind}: p50 {found['p50_ms']:.0f} ms, p90 {found['p90_ms']:.0f} ms "
            f"({found['min_ms']:.0f}-{found['max_ms']:.0f}, {found['count']} launches)"
        )
        if kind in against:
            line += f"; {against[kind]['p50']:.2f} and {against[kind]['p90']:.2f} times the other's"
        yield line
    if other is not None and (differing := differing_facts(one, other)):
        yield f"not the same there: {', '.join(differing)}"


def _summed(times: Sequence[float]) -> dict[str, float | int]:
    return {
        "count": len(times),
        "p50_ms": percentile(times, 50),
        "p90_ms": percentile(times, 90),
        "min_ms": min(times),
        "max_ms": max(times),
    }
