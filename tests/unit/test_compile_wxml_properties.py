"""Whatever a template's text is, the compiler answers, and what it answers is JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox.compile.wxml.edits import Edits
from sandbox.compile.wxml.scan import Scanner, mustache_end
from sandbox.compile.wxml.wxs import tokens
from tests.compiled_before import compiler_folder
from tests.wxml_stage import Stage

PIECES = (
    *("<view", "<text", "<block", "<template", "<wxs", "<import", "<include", "<slot", "<br"),
    *("</view", "</text", "</block", "</template", "</wxs", "</", "<", ">", "/>", "/", "=", " "),
    *('"', "'", "{{", "}}", "{", "}", "[", "]", "(", ")", "a", "b.c", "1", ",", "...", ":", "?"),
    *("wx:if", "wx:for", "wx:else", "wx:key", "bind:tap", "bindtap", "data-a", "class", "name"),
    *("is", "data", "src", "module", "m", "x.wxml", "\n", "\t", "&nbsp;", "&", "\\", "\\n", "\\'"),
    *("<!--", "-->", "<!", "<?", "\u00a0", "\u3000", "\ufeff", "\u2028", "😀", "é", "@", "//"),
    *("/*", "*/", "require(", "constructor", ".", ";", "import", "\x00", "\x85", "\x1c"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage(compiler_folder())
    yield made
    made.close()


@given(TEXTS)
@settings(max_examples=400)
def test_pieces_are_the_whole_source(source: str) -> None:
    at = 0
    for piece in Scanner(source).pieces():
        assert piece.start == at
        assert piece.end >= at
        at = piece.end
    assert at == len(source)


@given(TEXTS)
@settings(max_examples=400)
def test_a_mustache_ends_in_braces(source: str) -> None:
    end = mustache_end("{{" + source, 0, len(source) + 2)
    assert end is None or ("{{" + source)[:end].endswith("}}")


@given(TEXTS)
@settings(max_examples=400)
def test_tokens_are_the_whole_script(source: str) -> None:
    assert "".join(token.text for token in tokens(source)) == source


@given(
    st.text(max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.text(max_size=3)), max_size=6),
)
def test_edits_know_where_everything_came_from(
    source: str, wanted: list[tuple[int, int, str]]
) -> None:
    edits = Edits(source)
    last = 0
    taken: list[tuple[int, int]] = []
    for start, length, text in sorted(wanted):
        begin = min(max(start, last), len(source))
        last = min(begin + length, len(source))
        edits.replace(begin, last, text)
        taken.append((begin, last))
    edited = edits.apply()
    kept = [
        (offset, edited.origin(offset))
        for offset in range(len(edited.text))
        if (origin := edited.origin(offset)) is not None
        and origin < len(source)
        and not any(begin <= origin < end or begin == origin for begin, end in taken)
    ]
    for offset, origin in kept:
        assert origin is not None
        assert edited.text[offset] == source[origin]
    assert len({origin for _, origin in kept}) == len(kept)


@given(source=TEXTS, other=TEXTS)
@settings(max_examples=300)
def test_every_source_gives_code(stage: Stage, source: str, other: str) -> None:
    files = {"pages/a/x.wxml": other, "pages/a/m.wxs": other}
    template = stage.compile(source, files)
    assert stage.parses(template.js), template.js
    for script in template.scripts.values():
        assert script.js.count("\n") >= 2
    lines = source.count("\n") + 1
    for found in template.diagnostics:
        assert found.line is not None
        assert found.line <= max(lines, other.count("\n") + 1)


NAMES = st.sampled_from(["view", "text", "my-card", "div"])
VALUES = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\\{}\"'\r\x00"), max_size=12
)


@example(tag="view", value="..colon..", text="..colon..")
@given(tag=NAMES, value=VALUES, text=VALUES)
@settings(max_examples=200)
def test_static_text_shows_as_it_is(stage: Stage, tag: str, value: str, text: str) -> None:
    text = text.replace("<", "").strip() or "x"
    source = f"<{tag} a=\"{value}\" b='{value}'>{text}</{tag}>"
    expected = stage.show("<view a='{{a}}' b='{{a}}'>{{t}}</view>", {"a": value, "t": text})
    assert stage.show(source) == expected.replace("view", tag)
