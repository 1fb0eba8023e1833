"""What a start reads ahead: the app that was named, and the lock on its profile."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from bridge.errors import NotInstalled, StoreBusy
from bridge.names import AppId
from host.compose.claim import Claim, foresee
from host.launch.installed_source import InstalledSource
from host.paths import Home
from host.store.library import Library

APP = AppId("org.example.notes")


class _Library:
    """Has nothing, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def get(self, app_id: AppId) -> None:
        self.asked += 1
        raise NotInstalled(f"{app_id} is not installed", app_id=app_id)


def test_what_fails_ahead_fails_when_it_is_asked_for() -> None:
    library = _Library()
    source = InstalledSource(cast("Library", library), APP)
    source.look_ahead()
    assert not source.is_at_hand
    with pytest.raises(NotInstalled):
        source.resolve()
    assert library.asked == 2


def test_nothing_is_foreseen_in_an_empty_home(tmp_path: Path) -> None:
    assert foresee(Home(tmp_path), APP) is None


def test_a_profile_has_one_claim(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = Claim(home, "a")
    with pytest.raises(StoreBusy):
        Claim(home, "a")
    Claim(home, "b").end()
    first.end()
    Claim(home, "a").end()
