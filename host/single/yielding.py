"""Asking the running host for a profile that it holds only for a guess."""

from __future__ import annotations

from bridge.errors import FanlightError
from host.paths import Home
from host.single.client import joined
from host.single.messages import AskYield
from host.store.profile_lock import open_elsewhere
from host.version import VERSION

_YIELDING_S = 10.0


def yielded(home: Home, host: str) -> bool:
    """Whether another process let the profile of the app whose origin is `host` go, because no
    person has that app open there. Blocks; never asks this process itself."""
    if not open_elsewhere(home.profiles / host):
        return False
    try:
        with joined(home) as running:
            ask = AskYield(VERSION, "", host)
            return running is not None and running.ask(ask, _YIELDING_S) is not None
    except FanlightError:
        return False
