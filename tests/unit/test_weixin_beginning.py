"""What a page made ahead is told in one word when it becomes an app's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import ContentMismatch, NotFound
from sandbox.mount import Resource
from sandbox.weixin_beginning import MAX_BYTES, beginning_of
from sandbox.weixin_mount import WeixinMount
from tests.unit.test_weixin_mount import PAGE, mount

FRAME = f"weixin/first/{PAGE}.json"
CARD = "weixin/style/parts/card.css"
OPS = json.dumps({"ops": [18, CARD, 18, "weixin/style/none.css", 1, 2, "weixin/style/no"]})


class Asked:
    """A mount that notes what is asked of it, and has one file that was changed."""

    def __init__(self, mounted: WeixinMount, changed: str = "") -> None:
        self._mount = mounted
        self._changed = changed
        self.paths: list[str] = []

    def resource(self, path: str) -> Resource:
        self.paths.append(path)
        if path == self._changed:
            raise ContentMismatch("not what was signed", path=path)
        return self._mount.resource(path)

    def at_hand(self, path: str) -> Resource | None:
        return None

    def is_document(self, path: str) -> bool:
        return self._mount.is_document(path)


def styled(folder: Path, **more: bytes) -> WeixinMount:
    files = {"weixin/style/app.css": b"a{}", f"weixin/style/{PAGE}.css": b"b{}", CARD: b"c{}"}
    return mount(folder, {**files, FRAME: OPS.encode(), **more})


def told(mounted: WeixinMount, changed: str = "") -> tuple[Any, list[str]]:
    asked = Asked(mounted, changed)
    return json.loads(beginning_of(mounted, asked, PAGE)), asked.paths


def test_it_is_all_that_the_first_screen_is_drawn_of(tmp_path: Path) -> None:
    mounted = styled(tmp_path)
    begun, asked = told(mounted)
    assert begun["route"] == PAGE
    assert begun["config"] == mounted.resource("weixin/app.json").content.decode()
    assert list(begun["sheets"].items()) == [
        ("weixin/style/app.css", "a{}"),
        (f"weixin/style/{PAGE}.css", "b{}"),
        (CARD, "c{}"),
    ]
    assert begun["frame"] == OPS
    # Each by the way on which a changed file has consequences.
    assert {"weixin/app.json", FRAME, *begun["sheets"]} <= set(asked)


def test_what_the_page_made_of_itself_comes_first(tmp_path: Path) -> None:
    mounted = styled(tmp_path)
    mounted.draw_last(lambda route: b"its own" if route == PAGE else None)
    assert told(mounted)[0]["frame"] == "its own"


def test_an_app_without_a_frame_has_the_rest(tmp_path: Path) -> None:
    begun, _ = told(mount(tmp_path))
    assert begun["frame"] is None
    assert begun["sheets"] == {}


@pytest.mark.parametrize("path", ["weixin/app.json", FRAME, CARD])
def test_with_a_changed_file_the_page_asks_itself(tmp_path: Path, path: str) -> None:
    assert told(styled(tmp_path), path)[0] is None


@pytest.mark.parametrize("content", [b" " * MAX_BYTES, b"\xff"])
def test_what_is_too_much_or_no_text_the_page_asks_for(tmp_path: Path, content: bytes) -> None:
    assert told(styled(tmp_path, **{CARD: content}))[0] is None


def test_it_is_of_this_package_alone(tmp_path: Path) -> None:
    mounted = styled(tmp_path)
    with pytest.raises(NotFound):
        mounted.resource("weixin/style/none.css")
    assert "weixin/style/none.css" not in told(mounted)[0]["sheets"]
