"""What is served of an app that nobody has opened yet: its first frame's files, no code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import NotFound
from sandbox.view.scheme import BLANK_PATH
from sandbox.weixin_ahead import ForeseenResources, is_foreseeable
from sandbox.weixin_mount import WeixinMount
from sandbox.weixin_runtime import RuntimeAhead
from tests.unit.test_weixin_mount import PAGE, mount

FRAME = f"weixin/first/{PAGE}.json"
STYLE = "weixin/style/app.css"


def framed(folder: Path, frame: object, style: bytes = b".a { color: red; }") -> WeixinMount:
    return mount(folder, {FRAME: json.dumps(frame).encode(), STYLE: style})


def test_a_quiet_frame_may_be_drawn_ahead(tmp_path: Path) -> None:
    assert is_foreseeable(framed(tmp_path, {"quiet": True}), PAGE)


@pytest.mark.parametrize(
    ("frame", "style"),
    [
        ({"quiet": False}, b""),
        ({}, b""),
        ({"quiet": "yes"}, b""),
        ([], b""),
        ({"quiet": True}, b".a { background: url(https://a.example/b.png); }"),
        ({"quiet": True}, b"@font-face { src: url(//a.example/b.woff) }"),
    ],
)
def test_what_reaches_out_or_runs_is_not(tmp_path: Path, frame: object, style: bytes) -> None:
    assert not is_foreseeable(framed(tmp_path, frame, style), PAGE)


def test_an_app_without_a_frame_is_not(tmp_path: Path) -> None:
    assert not is_foreseeable(mount(tmp_path), PAGE)


def test_none_of_the_apps_code_is_served_and_no_page_of_it(tmp_path: Path) -> None:
    resources = ForeseenResources(
        RuntimeAhead("miniapp://abc", BLANK_PATH), framed(tmp_path, {"quiet": True})
    )
    for path in ("weixin/main.js", "evil.js", "weixin/packages/a/main.js", f"{PAGE}.html"):
        with pytest.raises(NotFound):
            resources.resource(path)
    assert resources.resource(STYLE).content == b".a { color: red; }"
    assert resources.resource("icon.png").content
    assert not resources.is_document(f"{PAGE}.html")


def test_the_document_and_the_runtime_are(tmp_path: Path) -> None:
    resources = ForeseenResources(
        RuntimeAhead("miniapp://abc", BLANK_PATH), framed(tmp_path, {"quiet": True})
    )
    assert resources.is_document(BLANK_PATH)
    assert b"fanlightForesee" in resources.resource(BLANK_PATH).content
    # It waits anyway: a launch is not to compile it. One that is not made ahead has to.
    hint = b"//# allFunctionsCalledOnLoad\n"
    at_once, as_needed = (
        made.resource(".fanlight/runtime/logic.js").content
        for made in (resources, framed(tmp_path, {}))
    )
    assert at_once.startswith(hint)
    assert hint not in as_needed
