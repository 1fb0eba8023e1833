"""The 209 items that real mini-programs use first work: a test each (tests/demand_shown.py)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_before import lend_compiled, lend_compiler
from tests.demand_network import network_seen
from tests.demand_shown import SCENES, SHOWN, Shown
from tests.fanlight_child import SAMPLES, Fanlight, finish, needs_display, start

pytestmark = needs_display

GALLERY = SAMPLES / "gallery"
PLACE = {"latitude": 48.8566, "longitude": 2.3522}


class Scenes:
    """Plays each scene once, in a home of its own, when its first item is looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ran: dict[str, dict[str, Any] | str] = {}

    def seen(self, scene: str) -> dict[str, Any]:
        """What a scene showed; a scene that broke off is not played again for its other items."""
        if scene not in self._ran:
            self._ran[scene] = self._play(scene)
        found = self._ran[scene]
        assert isinstance(found, dict), f"{scene} broke off: {found}"
        return found

    def _play(self, scene: str) -> dict[str, Any] | str:
        home = self.folder / scene
        if scene == "network":
            return network_seen(Fanlight(lend_compiler(home)), self.folder / "app")
        lend_compiled(home, GALLERY)
        (home / "settings.json").write_text(json.dumps({"location": PLACE}))
        if scene == "demand-outside":
            Fanlight(home).json("install", str(SAMPLES / "notes"))
        words = [sys.executable, "-m", "tests.weixin_child", scene, str(home), str(GALLERY)]
        ran = finish(start(words, {"HOME": str(self.folder)}))
        return ran.document if ran.code == 0 else ran.err[-3000:]


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


def test_what_other_programs_were_lent_is_gone_with_the_host(scenes: Scenes) -> None:
    seen = scenes.seen("demand-outside")
    assert seen["openDocument"] == ["openDocument:ok", "tea"], "a copy was there to be read"
    assert list((scenes.folder / "demand-outside" / "lent").iterdir()) == []
