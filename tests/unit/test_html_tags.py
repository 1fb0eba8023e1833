"""Tags of an HTML file, and what the linter says of them."""

from __future__ import annotations

import pytest

from sandbox.html_tags import start_tags
from sandbox.package.page_lint import page_faults


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", []),
        ("a < b <3", []),
        ("<P>", [("p", {})]),
        ("<a\tB = 'x y' c=\"&amp;\" D=d/>", [("a", {"b": "x y", "c": "&amp;", "d": "d/"})]),
        ("<a b c>", [("a", {"b": "", "c": ""})]),
        ("<a b=1 B=2>", [("a", {"b": "1"})]),
        ("<br/><img src=a/>", [("br", {}), ("img", {"src": "a/"})]),
        ("<a ='x'>", [("a", {"='x'": ""})]),
        ("<a b='>'><i>", [("a", {"b": ">"}), ("i", {})]),
        ("</a b='<i>'><i>", [("i", {})]),
        ("<a b='<i>", []),
        ("<!--<i>--><b>", [("b", {})]),
        ("<!--><b><!---><i><!--<u>--!><s>", [("b", {}), ("i", {}), ("s", {})]),
        ("<!-- <b>", []),
        ("<!doctype html><?xml <i>><b>", [("b", {})]),
        ("</><b>", [("b", {})]),
        ("<title><b></title><i>", [("title", {}), ("i", {})]),
        ("<textarea><b></textareas><b></TEXTAREA ><i>", [("textarea", {}), ("i", {})]),
        ("<style><b>", [("style", {})]),
    ],
)  # fmt: skip
def test_start_tags(text: str, tags: list[tuple[str, dict[str, str]]]) -> None:
    assert [(tag.name, dict(tag.attributes)) for tag in start_tags(text)] == tags


def test_what_stands_in_a_script_and_where() -> None:
    found = list(start_tags("<p>\n<script a=b>1 < 2 </scripts></Script\n><script>open"))
    assert [(tag.name, tag.offset, tag.inside) for tag in found] == [
        ("p", 0, None),
        ("script", 4, "1 < 2 </scripts>"),
        ("script", 42, None),
    ]


def test_the_linter_names_lines() -> None:
    page = (
        "<!doctype html>\r\n"
        "<base href='https://a.example/'>\r"
        "<script src=https://a.example/a.js></script>\n"
        "<p ONCLICK='go()' onx>\n"
        "<link rel=canonical href=//a.example><link rel=stylesheet href=//a.example/b.css>\n"
        "<a href='java&#115;cript:go()'>\n"
        "<!-- <base> --><script>'<base>'</script><img src=https://a.example/c.png>\n"
        "<iframe src='HTTP://a.example'></iframe>\n"
    )
    found = list(page_faults(page.encode()))
    assert [line for line, _ in found] == [2, 3, 4, 5, 6, 8]
    for (_, message), words in zip(
        found, ("<base>", "a.js", "onclick=", "b.css", "href=javascript", "HTTP://"), strict=True
    ):
        assert words in message
