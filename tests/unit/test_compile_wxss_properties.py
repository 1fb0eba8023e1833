"""Whatever a sheet's text is, what comes out is CSS, without rpx, in its scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tinycss2 import ast

from sandbox.compile.wxss import compile_sheet
from sandbox.compile.wxss.rpx import viewport_width

PIECES = (
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ":",
        ",",
        ".",
        "#",
        "@",
        "!",
        "*",
        "+",
        ">",
        "~",
        "|",
        "&",
    ),
    *(" ", "\n", "/", "//", "/*", "*/", "'", '"', "\\", "url(", "calc(", "not(", ":host", ":root"),
    *("a", "view", "page", ".a", "#b", "10rpx", "-1RPX", ".5rpx", "1e3rpx", "1px", "50%", "x.png"),
    *(
        "@media",
        "@import",
        "@keyframes",
        "@font-face",
        "@charset",
        "!important",
        "--x",
        "constant(",
    ),
    *("top", "content", "2n+1", "of", "é", "😀", "\x00", "\ufeff", "-->", "<!--", "u+26", "\\31 "),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)
FILES = {"x.png": "", "a.wxss": ".imported{top:1rpx}"}

NAMES = st.sampled_from(["a", "b-c", "_d", "é", "x1"])
TAGS = st.sampled_from(["view", "text", "my-card", "page"])
SIMPLE = st.one_of(
    NAMES.map(".{}".format),
    st.tuples(NAMES, NAMES).map(lambda pair: f".{pair[0]}:not(.{pair[1]})"),
    st.tuples(TAGS, NAMES).map(lambda pair: f"{pair[0]}.{pair[1]}::after"),
)
SELECTORS = st.lists(SIMPLE, min_size=1, max_size=3).map(" > ".join)
COUNTS = st.decimals(-2000, 2000, places=3, allow_nan=False).map("{:f}".format)
DECLARATIONS = st.one_of(
    COUNTS.map("width: {}rpx".format),
    COUNTS.map("margin: calc(1px + {}rpx) 2px".format),
    st.sampled_from(["color: red", "content: '10rpx'", "--x: 1px", "top: 0 !important"]),
)
RULES = st.tuples(SELECTORS, st.lists(DECLARATIONS, min_size=1, max_size=3)).map(
    lambda rule: f"{rule[0]} {{ {'; '.join(rule[1])} }}"
)
SHEETS = st.lists(RULES | RULES.map("@media print {{ {} }}".format), min_size=1, max_size=4).map(
    "\n".join
)


def nodes_of(nodes: list[ast.Node]) -> Iterator[ast.Node]:
    for node in nodes:
        yield node
        for member in ("content", "arguments", "prelude", "value"):
            inner = getattr(node, member, None)
            if isinstance(inner, list):
                yield from nodes_of(inner)


def parsed(css: str) -> list[ast.Node]:
    return list(nodes_of([*tinycss2.parse_stylesheet(css)]))


@given(source=TEXTS, scope=st.sampled_from([None, "s"]))
@example(source="@\\31 ", scope=None)
@settings(max_examples=600)
def test_every_text_gives_css(source: str, scope: str | None) -> None:
    sheet = compile_sheet("p.wxss", source, FILES.get, scope)
    for node in parsed(sheet.css):
        assert not isinstance(node, ast.ParseError), sheet.css
        if isinstance(node, ast.DimensionToken):
            assert node.lower_unit != "rpx" or "e" in node.representation


@given(SHEETS)
@settings(max_examples=300)
def test_a_scope_is_nothing_but_a_prefix(source: str) -> None:
    plain = compile_sheet("p.wxss", source, FILES.get, None)
    scoped = compile_sheet("p.wxss", source, FILES.get, "zz")
    assert plain.diagnostics == ()
    assert scoped.css.replace("zz--", "") == plain.css
    classes = re.findall(r"\.([\w-]+)(?=[^{}]*\{)", re.sub(r"\d\.\d", "0", scoped.css))
    assert classes
    assert all(name.startswith("zz--") for name in classes)


@given(SHEETS)
@settings(max_examples=200)
def test_no_rule_and_no_declaration_is_lost(source: str) -> None:
    css = compile_sheet("p.wxss", source, FILES.get, None).css
    assert css.count("{") == source.count("{")
    before = sum(line.count(";") + line.count("{") for line in source.split("\n"))
    at_rules = source.count("@media")
    declarations = sum(
        len([one for one in block.split(";") if one]) for block in re.findall(r"\{([^{}]*)\}", css)
    )
    assert declarations == before - at_rules


@given(st.lists(RULES, max_size=4).map("\n".join))
@settings(max_examples=200)
def test_what_was_compiled_stays_as_it_is(source: str) -> None:
    """But for tags, which would get their prefix once more."""
    source = re.sub(r"(view|text|my-card|page)\.", ".", source)
    once = compile_sheet("p.wxss", source, FILES.get, None).css
    assert compile_sheet("p.wxss", once, FILES.get, None).css == once


@given(st.floats(-1e6, 1e6))
def test_rpx_is_a_share_of_750(count: float) -> None:
    text = viewport_width(count)
    assert abs(float(text) - count / 7.5) <= 5.1e-7
    assert re.fullmatch(r"-?\d+(\.\d{1,6})?", text)
    assert not text.endswith(".") and text != "-0"
