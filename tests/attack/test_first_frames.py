"""First frames that no packer of ours has made: `quiet` is their own word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import NotFound
from bridge.names import PageRoute
from sandbox.package.weixin import MAX_FRAME_BYTES
from sandbox.view.policy import Allow, Asked, Redirect, decide_request
from sandbox.view.scheme import BLANK_PATH
from sandbox.weixin_ahead import ForeseenResources, is_foreseeable
from sandbox.weixin_runtime import RuntimeAhead
from tests.unit.test_weixin_mount import PAGE, mount

NODE = b'[1,1,"view"]'
HUGE = b'{"quiet":true,"ops":[' + b",".join([NODE] * (MAX_FRAME_BYTES // len(NODE))) + b"]}"
DEEP = b'{"quiet":true,"ops":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
SMALL = b'{"quiet":true,"ops":[' + NODE + b"]}"


@pytest.mark.parametrize(("frame", "drawn"), [(HUGE, False), (DEEP, False), (SMALL, True)])
def test_R07_no_more_is_drawn_unasked_than_a_packer_makes(
    tmp_path: Path, frame: bytes, drawn: bool
) -> None:
    """Hundreds of thousands of nodes, and lists within lists, of an app that nobody has opened."""
    foreseen = mount(tmp_path, {f"weixin/first/{PAGE}.json": frame})
    assert is_foreseeable(foreseen, PAGE) is drawn


@pytest.mark.parametrize("asked", [Asked.MEDIA, Asked.FETCH, Asked.SUB_FRAME, Asked.OTHER])
@pytest.mark.parametrize(
    "place", ["https://a.example/b.png", "http://127.0.0.1:80/b", "wxfile://a"]
)
def test_R07_a_frame_that_lies_about_its_addresses_is_served_none(
    tmp_path: Path, place: str, asked: Asked
) -> None:
    """The engine's question is refused, or led to the host, which serves nothing of elsewhere
    before the app is opened; a sheet may write its address so that no look at it finds it."""
    hidden = place.replace("//", r"\2f\2f ").encode()
    files = {
        f"weixin/first/{PAGE}.json": SMALL,
        "weixin/style/app.css": b".a { background: url(" + hidden + b") }",
    }
    lying = mount(tmp_path, files)
    assert is_foreseeable(lying, PAGE)
    resources = ForeseenResources(RuntimeAhead("miniapp://abc", BLANK_PATH), lying)
    answer = decide_request("abc", place, asked)
    assert not isinstance(answer, Allow)
    if isinstance(answer, Redirect):
        with pytest.raises(NotFound):
            resources.resource(answer.path.removeprefix("/"))


def test_E08_no_text_of_an_app_ends_the_string_it_stands_in(tmp_path: Path) -> None:
    """What a page made ahead is told of its app becomes part of a script of the host's own, where
    the host's code runs. A frame is the app's word, the last one even its running code's."""
    odd = '\u2028\u2029\r\n"\'`${x}\\"});alert(1)//</script><!--\x00\x7f\U0001f600'
    told = mount(tmp_path)
    told.draw_last(lambda _route: odd.encode())
    text = told.beginning(told, PageRoute(PAGE))
    assert json.loads(text)["frame"] == odd
    assert text.isascii()
    assert text.isprintable()
