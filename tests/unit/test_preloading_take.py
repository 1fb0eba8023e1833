"""Which view made ahead is given: one whose page could be told whose it is."""

from __future__ import annotations

from typing import Any

from host.compose.preloading import Preloading


def test_a_view_whose_page_is_still_loading_stays_for_the_next_launch() -> None:
    preloading: Any = Preloading()
    view = object()
    preloading._ready = view
    assert preloading.take() is None
    assert preloading.stands
    preloading._loaded = True
    assert preloading.take() is view
    assert not preloading.stands
    assert preloading.take() is None
