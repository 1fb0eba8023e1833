"""Which app is opened next: often counts, and lately counts more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bridge.names import AppId
from host.timings.likely import HALF_LIFE_DAYS, ranked

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEA, CAKE, BUN = (AppId(f"org.example.{name}") for name in ("tea", "cake", "bun"))


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_often_comes_first() -> None:
    assert ranked([(TEA, ago(1)), (CAKE, ago(1)), (CAKE, ago(1))], NOW) == (CAKE, TEA)


def test_lately_counts_more_than_long_ago() -> None:
    old = [(TEA, ago(10 * HALF_LIFE_DAYS))] * 100
    assert ranked([*old, (CAKE, ago(0))], NOW) == (CAKE, TEA)
    assert ranked([*old * 20, (CAKE, ago(0))], NOW) == (TEA, CAKE)


def test_a_launch_of_tomorrow_is_worth_no_more_than_one_of_now() -> None:
    assert ranked([(TEA, ago(-400)), (CAKE, ago(0)), (CAKE, ago(0))], NOW) == (CAKE, TEA)
    assert ranked([], NOW) == ()
    assert set(ranked([(BUN, ago(0)), (TEA, ago(0))], NOW)) == {BUN, TEA}
