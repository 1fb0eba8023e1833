"""Less and Sass become WXSS; they read project files through the compiler alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from sandbox.compile.script.tools import ScriptTools, SheetText


@pytest.fixture(scope="module")
def tools() -> Iterator[ScriptTools]:
    made = ScriptTools()
    yield made
    made.close()


def reading(files: Mapping[str, str], asked: list[str]) -> Callable[[str], str | None]:
    def read(path: str) -> str | None:
        asked.append(path)
        return files.get(path)

    return read


def compiled(tools: ScriptTools, path: str, files: Mapping[str, str]) -> SheetText:
    asked: list[str] = []
    compile_ = tools.less if path.endswith(".less") else tools.sass
    made = compile_(path, files[path], reading(files, asked))
    assert len(set(asked)) == len(asked), "each file is read once"
    assert not [name for name in asked if name.startswith(("/", "..")) or ":" in name]
    return made


def plain(text: str) -> str:
    """Without what does not matter in a sheet's text."""
    return "".join(text.split()).replace(";}", "}").replace("0.5", ".5")


LESS = {
    "pages/a/a.less": "@import '../../style/vars';\n@import 'part.wxss';\n@import 'typed.wxss';\n"
    ".a { .b { width: @w * 2; &:hover { color: fade(@c, 50%) } } height: 100rpx / 2; }\n"
    ".mix(@x) { top: @x } .c { .mix(1rpx); background: url('./i.png'); w: ~'calc(1px + 1rpx)' }",
    "style/vars.less": "@import './deep.less'; @w: 10rpx;",
    "style/deep.less": "@c: #ff0000;",
    "pages/a/part.wxss": ".p { color: red }",
    "pages/a/typed.less": ".t { color: blue }",
}


def test_less(tools: ScriptTools) -> None:
    made = compiled(tools, "pages/a/a.less", LESS)
    assert made.diagnostics == ()
    assert set(made.dependencies) == set(LESS) - {"pages/a/a.less"}
    assert plain(made.text) == plain(
        ".p{color:red}.t{color:blue}.a{height:100rpx / 2}.a .b{width:20rpx}"
        ".a .b:hover{color:rgba(255,0,0,.5)}"
        ".c{top:1rpx;background:url('./i.png');w:calc(1px + 1rpx)}"
    )


SASS = {
    "pages/a/a.scss": "@use '../../kit' as k; @use 'sass:math';\n"
    "@import '../../style/vars', 'part.wxss';\n@import 'http://a.example/x.css';\n"
    ".a { .b { width: $w * 2; &:hover { color: rgba($c, .5) } } height: math.div(100rpx, 2); }\n"
    ".c { @include k.mix(1rpx); @extend .a; }",
    "style/_vars.scss": "@import './deep'; $w: 10rpx;",
    "style/deep.sass": "$c: #ff0000\n",
    "pages/a/part.wxss": ".p { color: red }",
    "kit/_index.scss": "@mixin mix($x) { top: $x }",
}


def test_sass(tools: ScriptTools) -> None:
    made = compiled(tools, "pages/a/a.scss", SASS)
    assert made.diagnostics == ()
    assert set(made.dependencies) == set(SASS) - {"pages/a/a.scss"}
    assert plain(made.text) == plain(
        "@import 'http://a.example/x.css';.p{color:red}"
        ".a .b,.c .b{width:20rpx}.a .b:hover,.c .b:hover{color:rgba(255,0,0,.5)}"
        ".a,.c{height:50rpx}.c{top:1rpx}"
    )


def test_sass_by_indentation_and_with_names_of_any_script(tools: ScriptTools) -> None:
    files = {
        "页 面/甲.sass": "@use '样 式' as s\n.a\n  content: '中'\n  color: s.$c",
        "页 面/_样 式.scss": "$c: red;",
    }
    made = compiled(tools, "页 面/甲.sass", files)
    assert (made.text.split(), made.diagnostics) == (
        [".a", "{", "content:", '"中";', "color:", "red;", "}"],
        (),
    )


@pytest.mark.parametrize("suffix", ["less", "scss"])
def test_imports_lead_from_the_root_and_to_packages(tools: ScriptTools, suffix: str) -> None:
    """What lies beside the sheet comes first, then the root's, then a package's."""
    files = {
        f"pages/a/a.{suffix}": "@import 'style/near';@import 'style/far.wxss';"
        f"@import '@org/kit/deep.{suffix}';@import '~other/b';",
        f"pages/a/style/near.{suffix}": ".near { a: b }",
        f"style/near.{suffix}": ".wrong { a: b }",
        "style/far.wxss": ".far { a: b }",
        "node_modules/style/far.wxss": ".wrong { a: b }",
        f"node_modules/@org/kit/deep.{suffix}": f"@import './deeper.{suffix}';",
        f"node_modules/@org/kit/deeper.{suffix}": ".deeper { a: b }",
        f"node_modules/other/b.{suffix}": ".other { a: b }",
    }
    made = compiled(tools, f"pages/a/a.{suffix}", files)
    assert made.diagnostics == ()
    assert plain(made.text) == plain(".near{a:b}.far{a:b}.deeper{a:b}.other{a:b}")


@pytest.mark.parametrize("path", ["../style/far", "/pages/style/far"])
@pytest.mark.parametrize("suffix", ["less", "scss"])
def test_a_path_that_says_from_where_leads_nowhere_else(
    tools: ScriptTools, suffix: str, path: str
) -> None:
    files = {f"pages/a/a.{suffix}": f"@import '{path}';", f"style/far.{suffix}": ".far { a: b }"}
    (found,) = compiled(tools, f"pages/a/a.{suffix}", files).diagnostics
    assert found.code in {"C4010", "C4011"}


@pytest.mark.parametrize(
    ("path", "files", "place", "words"),
    [
        ("a.less", {"a.less": ".a {\n  width: @none;\n}"}, ("a.less", 2, 10), "@none"),
        ("a.less", {"a.less": ".a {\n  width: 1px;\n"}, ("a.less", 3, 1), "missing"),
        (
            "a.less",
            {"a.less": "@import 'b';", "b.less": "\n.b { @c(); }"},
            ("b.less", 2, 6),
            "@c",
        ),
        ("a.less", {"a.less": "\n@import 'none';"}, ("a.less", 2, 1), "none"),
        ("a.scss", {"a.scss": ".a {\n  width: $none;\n}"}, ("a.scss", 2, 10), "Undefined"),
        (
            "a.scss",
            {"a.scss": "@use 'b';", "_b.scss": "\n.b { c: d "},
            ("_b.scss", 2, 11),
            "expected",
        ),
        ("a.scss", {"a.scss": "\n@use 'none';"}, ("a.scss", 2, 1), "find stylesheet"),
    ],
)
def test_errors_say_where(
    tools: ScriptTools,
    path: str,
    files: Mapping[str, str],
    place: tuple[str, int, int],
    words: str,
) -> None:
    (found,) = compiled(tools, path, files).diagnostics
    assert ((found.path, found.line, found.column), words in found.message) == (place, True), found
    assert found.code == ("C4010" if path.endswith(".less") else "C4011")
