"""What `fanlight open` is asked for: targets, permissions, sizes, links. Read strictly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import LinkInvalid, UsageError
from bridge.names import AppId, PageRoute
from bridge.permissions import Scope
from host.launch.pipeline import encode_query
from host.launch.request import Scene
from host.launch.target import (
    FolderTarget,
    InstalledTarget,
    PackageTarget,
    parse_permissions,
    parse_size,
    parse_target,
)
from host.links import MAX_LINK_CHARS, MAX_QUERY_PAIRS, WindowMode, parse_link, parse_page

LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
APP_IDS = st.lists(LABEL, min_size=2, max_size=4).map(".".join)
PART = st.from_regex(r"[A-Za-z0-9_@-]{1,8}", fullmatch=True)
ROUTES = st.lists(PART, min_size=1, max_size=4).map("/".join)
# Anything but lone surrogates, which no URL can carry.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
QUERIES = st.dictionaries(TEXT.filter(bool), TEXT, max_size=5)


def test_a_target_is_a_package_a_folder_or_an_app_id(tmp_path: Path) -> None:
    package, other = tmp_path / "a.ma", tmp_path / "renamed.zip"
    for file in (package, other):
        file.write_bytes(b"")
    found = {
        str(package): PackageTarget(package),
        str(other): PackageTarget(other),
        str(tmp_path / "gone.ma"): PackageTarget(tmp_path / "gone.ma"),
        str(tmp_path): FolderTarget(tmp_path),
        "org.example.hello": InstalledTarget(AppId("org.example.hello")),
    }
    for text, target in found.items():
        assert parse_target(text, None, {"a": "1"}) == (
            target,
            None,
            {"a": "1"},
            Scene.COMMAND_LINE,
        )


def test_what_the_command_line_says_wins_over_the_link() -> None:
    link = "fanlight://open/org.example.hello/pages/a?x=1&y=2"
    target, page, query, scene = parse_target(link, PageRoute("pages/b"), {"y": "3"})
    assert target == InstalledTarget(AppId("org.example.hello"))
    assert (page, query, scene) == ("pages/b", {"x": "1", "y": "3"}, Scene.LINK)
    assert parse_target(link, None, {})[1] == "pages/a"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "Org.example.Hello",
        "../../etc/passwd",
        "https://example.org/a",
        "javascript:alert(1)",
        "miniapp://abc/pages/a.html",
        "-x",
        "org.example.hello\n",
    ],
)
def test_anything_else_is_wrong_usage(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError):
        parse_target(text, None, {})


@given(APP_IDS, st.none() | ROUTES, QUERIES)
def test_every_right_link_is_read(app_id: str, route: str | None, query: dict[str, str]) -> None:
    encoded = encode_query(query)
    link = f"fanlight://open/{app_id}"
    link += f"/{route}" if route else ""
    link += f"?{encoded}" if encoded else ""
    found = parse_link(link)
    assert (found.app_id, found.page, found.query) == (app_id, route, query)


@given(QUERIES, st.sampled_from(WindowMode), st.sampled_from(["open", "relaunch"]))
def test_what_the_host_is_told_is_apart_from_what_the_page_is(
    query: dict[str, str], mode: WindowMode, verb: str
) -> None:
    encoded = encode_query(query)
    found = parse_link(
        f"fanlight://{verb}/org.example.tea/p{encoded and f'?{encoded}'}#mode={mode}"
    )
    assert (found.query, found.mode, found.relaunch) == (query, mode, verb == "relaunch")


@given(ROUTES, QUERIES)
def test_a_page_with_its_query_is_read_back(route: str, query: dict[str, str]) -> None:
    encoded = encode_query(query)
    found = parse_page(f"{route}?{encoded}" if encoded else route)
    assert found == (PageRoute(route), query)


@pytest.mark.parametrize(
    "text",
    [
        "fanlight:",
        "fanlight://",
        "fanlight://open",
        "fanlight://open/",
        "fanlight://install/org.example.hello",
        "fanlight://open:80/org.example.hello",
        "fanlight://me@open/org.example.hello",
        "fanlight://open/org.example.hello#x",
        "fanlight://open/org.example.hello/../b",
        "fanlight://open/org.example.hello/a%2fb",
        "fanlight://open/org.example.hello//a",
        "fanlight://open/org.example.hello/a?b",
        "fanlight://open/org.example.hello?a=%ff",
        "fanlight://open/org.example.hello?a=1 --no-sandbox",
        "fanlight://open/org.example.hello?a=1\n--trust",
        "fanlight://open/--no-sandbox",
        "fanlight://open/orġ.example.hello",
        "fanlight://[open/org.example.hello",
        "fanlight://open/org.example.hello?" + "&".join(f"k{n}=1" for n in range(65)),
        "fanlight://open/org.example.hello?a=" + "x" * MAX_LINK_CHARS,
    ],
)
def test_a_link_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(LinkInvalid):
        parse_link(text)


@given(st.text(max_size=60) | TEXT.map(lambda rest: f"fanlight://open/{rest}"))
def test_a_link_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        found = parse_link(text)
    except LinkInvalid:
        return
    assert AppId(found.app_id) == found.app_id
    assert found.page is None or PageRoute(found.page) == found.page
    assert len(found.query) <= MAX_QUERY_PAIRS


@given(st.sets(st.sampled_from(sorted(Scope)), min_size=1))
def test_scopes_are_granted_by_name(scopes: set[Scope]) -> None:
    found = parse_permissions("grant:" + ",".join(scopes))
    assert found.granted == scopes
    assert not found.prompts


def test_asking_and_refusing() -> None:
    assert parse_permissions("prompt").prompts
    assert not parse_permissions("deny").prompts
    assert not parse_permissions("deny").granted


@pytest.mark.parametrize(
    "text", ["", "grant", "grant:", "grant:root", "grant:location,", "allow", "DENY", "deny "]
)
def test_other_words_for_permissions_are_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        parse_permissions(text)


@given(st.integers(10, 99_999), st.integers(10, 99_999))
def test_sizes(width: int, height: int) -> None:
    assert parse_size(f"{width}x{height}") == (width, height)


@given(st.text(max_size=16))
def test_no_other_text_is_a_size(text: str) -> None:
    if re.fullmatch(r"\d{2,5}x\d{2,5}", text):
        return
    with pytest.raises(UsageError):
        parse_size(text)
