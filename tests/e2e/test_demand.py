"""The 209 items that real mini-programs use first work: a test each (tests/demand_shown.py)."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.demand_network import network_seen
from tests.demand_shown import SCENES, SHOWN, Shown
from tests.fanlight_child import SAMPLES, Fanlight, finish, needs_display, start

pytestmark = needs_display

GALLERY = SAMPLES / "gallery"
PLACE = {"latitude": 48.8566, "longitude": 2.3522}


class Scenes:
    """Plays each scene once, in a home of its own, when its first item is looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seen = cache(self._play)

    def _play(self, scene: str) -> dict[str, Any]:
        home = self._folder / scene
        home.mkdir(mode=0o700)
        if scene == "network":
            return network_seen(Fanlight(home), self._folder / "app")
        (home / "settings.json").write_text(json.dumps({"location": PLACE}))
        if scene == "demand-outside":
            Fanlight(home).json("install", str(SAMPLES / "notes"))
        words = [sys.executable, "-m", "tests.weixin_child", scene, str(home), str(GALLERY)]
        ran = finish(start(words, {"HOME": str(self._folder)}))
        assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
        return ran.document


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("demand"))


def in_order() -> list[object]:
    """Scene by scene, so that a scene's process has ended before the next begins."""
    rows = [(name, each) for name, each in SHOWN.items() if isinstance(each, Shown)]
    rows.sort(key=lambda row: SCENES.index(row[1].scene))
    return [pytest.param(name, each, id=name) for name, each in rows]


@pytest.mark.parametrize(("item", "shown"), in_order())
def test_works(item: str, shown: Shown, scenes: Scenes) -> None:
    seen = scenes.seen(shown.scene)
    assert item in seen, f"{shown.scene} shows nothing of {item}"
    assert shown.fits(seen[item]), (item, seen[item], shown.expected)
