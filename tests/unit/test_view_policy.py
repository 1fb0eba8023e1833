"""What a page may load and where it may go: the pure policy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.view.policy import (
    Allow,
    Asked,
    Block,
    Redirect,
    decide_request,
    file_target,
    web_path,
    web_target,
)
from sandbox.view.port import RESERVED, WebUse

OWN = "a" * 52
OTHER = "b" * 52
EVERY = list(Asked)
FRAMES = [Asked.MAIN_FRAME, Asked.SUB_FRAME]
REST = [asked for asked in EVERY if asked not in FRAMES]


@pytest.mark.parametrize("asked", EVERY)
def test_own_files_are_served_and_those_of_other_apps_never(asked: Asked) -> None:
    assert decide_request(OWN, f"miniapp://{OWN}/pages/a.html?x#y", asked) == Allow()
    for url in (
        f"miniapp://{OTHER}/pages/a.html",
        f"miniapp://{OWN}.{OTHER}/a",
        f"miniapp://{OWN}:80/a",
        f"miniapp://user@{OWN}/a",
        f"miniapp://{OWN}@{OTHER}/a",
        f"miniapp://{OWN.upper()}/a",
        f"miniapp:{OWN}/a",
        f"miniapp:/{OWN}/a",
        "miniapp:///a",
        "miniapp:",
        f"MINIAPP://{OTHER}/a",
    ):
        answer = decide_request(OWN, url, asked)
        assert isinstance(answer, Block), url
        assert answer.what == "other_app"


@pytest.mark.parametrize("asked", FRAMES)
@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://127.0.0.1:80/",
        "data:text/html,hi",
        f"blob:miniapp://{OWN}/0",
        "file:///etc/passwd",
        "chrome://settings",
        "view-source:https://example.org",
        "javascript:1",
        "about:blank",
        "mailto:a@b.c",
        "qrc:///x",
        "x",
        "",
    ],
)
def test_no_frame_leaves_the_app(asked: Asked, url: str) -> None:
    answer = decide_request(OWN, url, asked)
    assert isinstance(answer, Block)
    assert answer.what == "navigation"


@pytest.mark.parametrize("url", ["https://example.org/a?b", "HTTP://127.0.0.1:8080/x"])
def test_what_the_host_can_fetch_is_sent_to_it(url: str) -> None:
    media, fetch = (decide_request(OWN, url, asked) for asked in (Asked.MEDIA, Asked.FETCH))
    assert media == Redirect(web_path(WebUse.MEDIA, url))
    assert fetch == Redirect(web_path(WebUse.REQUEST, url))
    other = decide_request(OWN, url, Asked.OTHER)
    assert isinstance(other, Block)
    assert other.what == "network"


@pytest.mark.parametrize("asked", REST)
@pytest.mark.parametrize(
    "url", ["ftp://a/b", "ws://a/b", "wss://a", "file:///etc/passwd", "chrome://x", "qrc:/x", ":"]
)
def test_every_other_scheme_is_blocked(asked: Asked, url: str) -> None:
    answer = decide_request(OWN, url, asked)
    assert isinstance(answer, Block)
    assert answer.what == "network"


@pytest.mark.parametrize("asked", REST)
def test_a_page_may_use_its_own_data_and_blobs(asked: Asked) -> None:
    assert decide_request(OWN, "data:image/png;base64,AA", asked) == Allow()
    assert decide_request(OWN, f"blob:miniapp://{OWN}/1", asked) == Allow()


@given(st.text(max_size=80), st.sampled_from(EVERY))
def test_nothing_but_own_data_and_blobs_passes(url: str, asked: Asked) -> None:
    answer = decide_request(OWN, url, asked)
    scheme = url.partition(":")[0].lower()
    if isinstance(answer, Allow):
        assert url.startswith(f"miniapp://{OWN}") or scheme in {"data", "blob"}
    if isinstance(answer, Redirect):
        assert scheme in {"http", "https"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from(WebUse))
def test_a_remote_address_survives_its_way_through_a_path(url: str, use: WebUse) -> None:
    path = web_path(use, url)
    assert path.startswith(f"/{RESERVED}")
    assert not set(path[1:]) & set("?#\\ ")
    assert web_target(path.removeprefix("/")) == (use, url)


@pytest.mark.parametrize(
    "path",
    ["", "a.html", RESERVED, f"{RESERVED}call", "fanlight/net/x/data", f"{RESERVED}net/x.js"],
)
def test_other_paths_name_no_remote_address(path: str) -> None:
    assert web_target(path) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from(EVERY))
def test_remote_bytes_are_only_what_they_were_asked_as(url: str, asked: Asked) -> None:
    for use, fit in ((WebUse.REQUEST, Asked.FETCH), (WebUse.MEDIA, Asked.MEDIA)):
        path = web_path(use, url)
        assert not path.endswith((".js", ".mjs", ".css"))
        answer = decide_request(OWN, f"miniapp://{OWN}{path}", asked)
        assert isinstance(answer, Allow if asked is fit else Block)


@pytest.mark.parametrize("asked", EVERY)
def test_the_hosts_own_paths_are_no_scripts_or_frames(asked: Asked) -> None:
    answer = decide_request(OWN, f"miniapp://{OWN}/{RESERVED}call", asked)
    passes = asked in {Asked.FETCH, Asked.MAIN_FRAME}  # the waiting view's blank page is one
    assert isinstance(answer, Allow if passes else Block)


def test_denials_hold_no_query_which_may_be_secret_and_no_endless_text() -> None:
    answer = decide_request(OWN, "https://a.example/p?token=1#frag", Asked.MAIN_FRAME)
    assert answer == Block("navigation", "https://a.example/p")
    long = decide_request(OWN, "https://a.example/" + "x" * 10_000, Asked.MAIN_FRAME)
    assert isinstance(long, Block)
    assert len(long.detail) <= 300


def test_the_runtimes_scripts_are_loaded_as_scripts_only() -> None:
    url = f"miniapp://{OWN}/.fanlight/runtime/logic.js"
    assert decide_request(OWN, url, Asked.OTHER) == Allow()
    for asked in (Asked.FETCH, Asked.MEDIA, Asked.MAIN_FRAME, Asked.SUB_FRAME):
        assert isinstance(decide_request(OWN, url, asked), Block)


def test_an_apps_own_files_are_media_and_data_never_scripts() -> None:
    path = ".fanlight/file/tmp%2Fa%20b.png/data"
    assert file_target(path) == "tmp/a b.png"
    assert file_target(".fanlight/file/tmp%2Fa.js") is None
    url = f"miniapp://{OWN}/{path}"
    assert decide_request(OWN, url, Asked.MEDIA) == Allow()
    assert decide_request(OWN, url, Asked.FETCH) == Allow()
    for asked in (Asked.OTHER, Asked.MAIN_FRAME, Asked.SUB_FRAME):
        assert isinstance(decide_request(OWN, url, asked), Block)
