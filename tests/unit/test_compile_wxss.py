"""WXSS as CSS for the view's page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.compile.diagnostics import Severity
from sandbox.compile.wxss import CompiledSheet, SheetCompiler, compile_sheet
from sandbox.compile.wxss.rpx import viewport_width

VECTORS = json.loads(
    (Path(__file__).resolve().parents[2] / "sandbox/runtime/src/shared/rpx_vectors.json").read_text(
        encoding="utf-8"
    )
)
FILES = {
    "b.wxss": ".b{left:1px}",
    "p/c.wxss": '@import "../b.wxss";.c{background:url(c.png)}',
    "p/d.css": ".d{left:2px}",
    "loop.wxss": '@import "loop2";.l{left:3px}',
    "loop2.wxss": '@import "./loop.wxss";.m{left:4px}',
    "p/miniprogram_npm/lib/x.wxss": ".near{left:5px}",
    "miniprogram_npm/lib/x.wxss": ".far{left:6px}",
    "miniprogram_npm/lib/y.wxss": ".y{left:7px}",
}


def compiled(source: str, scope: str | None = None, path: str = "p/a.wxss") -> CompiledSheet:
    return compile_sheet(path, source, FILES.get, scope)


def css(source: str, scope: str | None = None) -> str:
    sheet = compiled(source, scope)
    assert [one for one in sheet.diagnostics if one.severity is not Severity.NOTE] == []
    return sheet.css


@pytest.mark.parametrize(("count", "length"), VECTORS["lengths"])
def test_rpx_lengths(count: str, length: str) -> None:
    assert css(f".a{{width:{count}rpx}}") == f".a{{width:{length}}}"


@pytest.mark.parametrize(("style", "expected"), VECTORS["styles"])
def test_rpx_in_styles(style: str, expected: str) -> None:
    assert css(f".a{{{style}}}") == f".a{{{expected}}}"


def test_rpx_is_rounded_as_javascript_does() -> None:
    assert viewport_width(7.5 * 0.0078125) == "0.007813"
    assert viewport_width(-1e-9) == "0"


def test_rpx_in_media_conditions_stays_a_plain_length() -> None:
    """`max()` is no length that a media feature would take in every place."""
    assert css("@media (min-width:1rpx) and (max-width: 75rpx){.a{top:0}}") == (
        "@media (min-width:0.133333vw) and (max-width: 10vw){.a{top:0}}"
    )


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("page", "wx-page"),
        ("Page , view>text", "wx-page,wx-view>wx-text"),
        ("div  .a  + #b ~ [c=d]", "wx-div .a+#b~[c=d]"),
        ("*", "*"),
        (".a.b:hover::after", ".a.b:hover::after"),
        (".a :first-child", ".a :first-child"),
        ("input::-webkit-input-placeholder", "wx-input::-webkit-input-placeholder"),
        ("::-webkit-scrollbar", "::-webkit-scrollbar"),
        (".a:not(.b, view .c)", ".a:not(.b,wx-view .c)"),
        ("view:nth-child( 2n + 1 )", "wx-view:nth-child(2n + 1)"),
        (":nth-last-child(odd of .a view)", ":nth-last-child(odd of .a wx-view)"),
        (":is(.a,view):where(.b)", ":is(.a,wx-view):where(.b)"),
        (".a:lang(en)", ".a:lang(en)"),
        (":root", ":host"),
        (":host", "wx-page"),
        (":host .a", "wx-page .a"),
        (":host(.a)::before", "wx-page:is(.a)::before"),
        ("my-card", "wx-my-card"),
        (".\\31 a,.a\\:b", ".\\31 a,.a\\:b"),
        (".中文", ".中文"),
        (".a/**/.b/* c */ .d", ".a.b .d"),
    ],
)
def test_selectors(selector: str, expected: str) -> None:
    assert css(f"{selector} {{ left: 0 }}") == f"{expected}{{left:0}}"


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (".a.b > .c", ".s--a.s--b>.s--c"),
        (".a:not(.b):is(.c, .d)", ".s--a:not(.s--b):is(.s--c,.s--d)"),
        (".a view::after", ".s--a wx-view::after"),
        (":host", '[wx-host="s"]'),
        (":host(.x) .a", '[wx-host="s"]:is(.s--x) .s--a'),
        (".\\31 2", ".s--\\31 2"),
        ("#i[class~=a]", "#i[class~=a]"),
        ("view:nth-child(2 of .a)", "wx-view:nth-child(2 of .s--a)"),
    ],
)
def test_scoped_selectors(selector: str, expected: str) -> None:
    assert css(f"{selector}{{left:0}}", "s") == f"{expected}{{left:0}}"


def test_scopes_reach_into_every_rule_but_keyframes() -> None:
    source = (
        "@media print{.a{left:0}@supports (top:0){.b{left:0}}}"
        "@keyframes k{from{left:0}50.5%{left:1px}}@-webkit-keyframes k{to{left:0}}"
        "@font-face{font-family:f;src:url(https://x.org/f.woff)}"
    )
    assert css(source, "s") == source.replace(".a", ".s--a").replace(".b", ".s--b")


def test_a_host_may_be_given() -> None:
    sheet = compile_sheet("a.wxss", ":host{left:0}", FILES.get, None, host=".h")
    assert sheet.css == ".h{left:0}"


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("width: calc( 100%  - 75rpx )", "width:calc(100% - 10vw)"),
        ("color : RED ! important", "color:RED!important"),
        ("font: 12px / 1.5 'A B' , C", 'font:12px / 1.5 "A B",C'),
        ("--x:  a  b ", "--x:a b"),
        ("--x:", "--x: "),
        ("--x:{a:b}; left:0", "--x:{a:b};left:0"),
        ("top: constant( safe-area-inset-top )", "top:env(safe-area-inset-top)"),
        ("top: calc(1px + env(safe-area-inset-top))", "top:calc(1px + env(safe-area-inset-top))"),
        ("content: '\\e600'", 'content:"\ue600"'),
        ("content:'a' attr(data-b)", 'content:"a" attr(data-b)'),
        ("-webkit-box-orient : vertical", "-webkit-box-orient:vertical"),
        ("color:#FFF;;top:0;", "color:#FFF;top:0"),
        ("margin:-0.5px +1px", "margin:-0.5px +1px"),
        (
            "transform:translate(-50% , -50%)rotate(1deg)",
            "transform:translate(-50%,-50%)rotate(1deg)",
        ),
    ],
)
def test_declarations(declaration: str, expected: str) -> None:
    assert css(f".a{{{declaration}}}") == f".a{{{expected}}}"


@pytest.mark.parametrize(
    ("address", "expected", "asset"),
    [
        ("a.png", "url(/p/a.png)", "p/a.png"),
        ("'./a b.png'", 'url("/p/a b.png")', "p/a b.png"),
        ('"../i/a.eot?#iefix"', "url(/i/a.eot?#iefix)", "i/a.eot"),
        ("/i/a.svg#b", "url(/i/a.svg#b)", "i/a.svg"),
        ("https://x.org/a.png", "url(https://x.org/a.png)", None),
        ("//x.org/a.png", "url(https://x.org/a.png)", None),
        ("data:image/png;base64,AA==", "url(data:image/png;base64,AA==)", None),
        ("#filter", "url(#filter)", None),
        ("wxfile://usr/a.png", "url(wxfile://usr/a.png)", None),
        ("../../out.png", "url(../../out.png)", None),
    ],
)
def test_addresses(address: str, expected: str, asset: str | None) -> None:
    sheet = compiled(f".a{{background:url({address})}}")
    assert sheet.css == f".a{{background:{expected}}}"
    assert sheet.asset_paths == ({asset} if asset else set())


def test_addresses_in_image_sets_and_imports() -> None:
    sheet = compiled('@import "c.wxss";.a{background:image-set("a.png" 1x,"b.png" 2x)}')
    assert sheet.css == (
        ".b{left:1px}.c{background:url(/p/c.png)}"
        '.a{background:image-set("/p/a.png" 1x,"/p/b.png" 2x)}'
    )
    assert sheet.asset_paths == {"p/a.png", "p/b.png", "p/c.png"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@import "../b.wxss";', ".b{left:1px}"),
        ("@import '/b';", ".b{left:1px}"),
        ("@import url(../b.wxss);.a{top:0}", ".b{left:1px}.a{top:0}"),
        ("@import url('b.wxss');", ".b{left:1px}"),
        ('@import "./d.css" print;', "@media print{.d{left:2px}}"),
        ('.a{top:0}@import "../b";', ".a{top:0}.b{left:1px}"),
        (
            '@import "../b";.a{top:0}@import "c";',
            ".a{top:0}.b{left:1px}.c{background:url(/p/c.png)}",
        ),
        ('@import "lib/x";@import "lib/y.wxss";', ".near{left:5px}.y{left:7px}"),
        ('@charset "utf-8";.a{top:0}', ".a{top:0}"),
    ],
)
def test_imports(source: str, expected: str) -> None:
    assert css(source) == expected


@pytest.mark.parametrize(
    ("source", "expected", "ends"),
    [
        ("@import '../b'\n\n.a{top:0}", ".b{left:1px}.a{top:0}", 1),
        ("@import '../b' .a{top:0}", ".b{left:1px}.a{top:0}", 1),
        ("@import '../b' print\n.a{top:0}", "@media print{.b{left:1px}}.a{top:0}", 1),
        ("@import '../b'\n@import './d.css'\n.a{top:0}", ".b{left:1px}.d{left:2px}.a{top:0}", 2),
        ("@import '../b'\n@import './d.css';.a{top:0}", ".b{left:1px}.d{left:2px}.a{top:0}", 1),
        (
            "@import '../b'\n@media print{.a{top:0}}",
            ".b{left:1px}@media print{.a{top:0}}",
            1,
        ),
        ("@import '../b'", ".b{left:1px}", 0),
    ],
)
def test_an_import_without_its_end(source: str, expected: str, ends: int) -> None:
    sheet = compiled(source)
    assert sheet.css == expected
    assert [each.code for each in sheet.diagnostics] == ["C3011"] * ends


def test_imports_in_a_circle_end() -> None:
    sheet = compiled('@import "loop";', path="x.wxss")
    assert sheet.css == ".m{left:4px}.l{left:3px}"
    assert [(one.code, one.path) for one in sheet.diagnostics] == [("C3004", "loop2.wxss")]


def test_dependencies_are_what_was_looked_for() -> None:
    sheet = compiled('@import "c";@import "none.wxss";')
    assert {"p/c.wxss", "b.wxss", "p/none.wxss", "none.wxss"} <= sheet.dependencies


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "// it's {\n.a{top:0}//.b{top:0}\n.c{top:0;// don't\nleft:0}",
            ".a{top:0}.c{top:0;left:0}",
        ),
        (".a{background:url(//x/y)}/* // */.b{top:0}", ".a{background:url(https://x/y)}.b{top:0}"),
        ('.a{content:"//x"}', '.a{content:"//x"}'),
        ("<!-- .a{top:0} -->", ".a{top:0}"),
        (".a{}.b{/**/}@media print{}", ""),
        (".a{top:0", ".a{top:0}"),
        ("@font-feature-values F{@swash{a:1}}", "@font-feature-values F{@swash{a:1}}"),
    ],
)
def test_tolerance(source: str, expected: str) -> None:
    assert css(source) == expected


@pytest.mark.parametrize(
    ("source", "expected", "findings"),
    [
        ("@import;.a{top:0}", ".a{top:0}", [("error", "C3001", 1, 1)]),
        ('@import "https://x.org/y.css";', "", [("warning", "C3002", 1, 1)]),
        ('\n @import "no";', "", [("error", "C3003", 2, 2)]),
        (".a{top:0}}\n.b{top:0}", ".a{top:0}.b{top:0}", [("warning", "C3006", 1, 10)]),
        (".a{top:0;\n.b{left:0}", ".a{top:0;.b{left:0}}", [("warning", "C3007", 2, 1)]),
        (".1a{top:0}.b{top:0}", ".b{top:0}", [("warning", "C3008", 1, 1)]),
        (".a,{top:0}", "", [("warning", "C3008", 1, 1)]),
        ("{top:0}", "", [("warning", "C3008", 1, 1)]),
        (".a /deep/ .b{top:0}", "", [("warning", "C3008", 1, 4)]),
        (".a:{top:0}", "", [("warning", "C3008", 1, 3)]),
        (".a", "", [("warning", "C3008", 1, 2)]),
        (".a{top:0;*zoom:1;left:0}", ".a{top:0;left:0}", [("warning", "C3009", 1, 10)]),
        (".a{top;left:0}", ".a{left:0}", [("warning", "C3009", 1, 4)]),
        (".a{top:;left:0}", ".a{left:0}", [("warning", "C3009", 1, 4)]),
        (".a{content:'x\n;left:0}", ".a{left:0}", [("warning", "C3009", 1, 12)]),
        (
            "@media print{@import 'b';.a{top:0}}",
            "@media print{.a{top:0}}",
            [("warning", "C3008", 1, 14)],
        ),
        ("@keyframes k{from{top:0}x}", "@keyframes k{from{top:0}}", [("warning", "C3009", 1, 25)]),
    ],
)
def test_findings(source: str, expected: str, findings: list[tuple[str, str, int, int]]) -> None:
    sheet = compiled(source)
    assert sheet.css == expected
    assert [(one.severity, one.code, one.line, one.column) for one in sheet.diagnostics] == findings


def test_a_scoped_sheet_is_told_once_what_no_scope_holds() -> None:
    sheet = compiled('@import "../b";\n.a view,.a #x{top:0}text{top:0}', "s")
    assert [(one.severity, one.code, one.line, one.column) for one in sheet.diagnostics] == [
        ("note", "C3005", 2, 4)
    ]
    assert compiled("view{top:0}").diagnostics == ()


def test_brackets_without_end_are_an_error() -> None:
    sheet = compiled(".a{top:" + "(" * 5000)
    assert [one.code for one in sheet.diagnostics] == ["C3010"]


def test_files_are_read_once_and_again_when_they_change() -> None:
    compiler = SheetCompiler()
    files = {"b.wxss": ".b{top:0}"}
    source = '@import "b";.a{top:0}'
    assert compiler.compile("a.wxss", source, files.get, None).css == ".b{top:0}.a{top:0}"
    assert compiler.file("b.wxss", ".b{top:0}", None, "wx-page") is compiler.file(
        "b.wxss", ".b{top:0}", None, "wx-page"
    )
    files["b.wxss"] = ".b{left:0}"
    assert compiler.compile("a.wxss", source, files.get, "s").css == ".s--b{left:0}.s--a{top:0}"
    assert compiler.compile("a.wxss", source, files.get, None).css == ".b{left:0}.a{top:0}"


def test_names_of_data_attributes_in_selectors() -> None:
    """Nothing else of an app's datasets reaches the view."""
    source = """
    [data-weui-theme=dark] .a, .b:not([ data-Kind ~= "x" i ]), [title="data-no"] { top: 0 }
    @media (min-width: 1px) { page { &[data-in] { top: 0 } } }
    .c { content: "[data-text]" } .broken..d[data-gone] { top: 0 }
    """
    assert compiled(source).data_attributes == {"data-weui-theme", "data-kind", "data-in"}
    importing = compile_sheet("r.wxss", '@import "q";', {"q.wxss": "[data-q]{top:0}"}.get, "s")
    assert importing.data_attributes == {"data-q"}
