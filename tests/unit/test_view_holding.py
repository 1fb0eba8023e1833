"""sandbox.view.holding: what the engine does not take is bounded, and counted back."""

from __future__ import annotations

from sandbox.view.holding import Holding


def test_more_than_the_limit_is_refused_until_something_is_given_back() -> None:
    holding = Holding(limit_bytes=10)
    assert holding.take(6)
    assert not holding.take(5)
    assert holding.take(4)
    assert not holding.take(1)
    holding.give_back(6)
    assert holding.take(6)
    assert not holding.take(1)
