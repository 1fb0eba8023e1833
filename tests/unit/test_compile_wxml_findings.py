"""What the WXML compiler says of a template, and what it reports besides the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sandbox.compile.diagnostics import Severity
from sandbox.compile.wxml import TemplateCompiler
from tests.compiled_before import compiler_folder
from tests.wxml_stage import WASM

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.fixture(scope="module")
def compiler() -> TemplateCompiler:
    return TemplateCompiler(WASM, compiler_folder())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<view>\n  {{a b}}</view>", [(ERROR, "C2001", 2, 7)]),
        ("<view a='{{a.}}'/>", [(ERROR, "C2038", 1, 14)]),
        ("<view>{{a ? b}}</view>", [(ERROR, "C2042", 1, 14)]),
        ("<view>{{a[1}}</view>", [(ERROR, "C2043", 1, 12)]),
        ("<view>{{f(1}}</view>", [(ERROR, "C2044", 1, 12)]),
        ("<view>{{'\\xq1'}}</view>", [(ERROR, "C2041", 1, 12)]),
        ("<view>{{a</view>", [(ERROR, "C2002", 1, 7)]),
        ("<view a='{{a'/>", [(ERROR, "C2002", 1, 10)]),
        (
            "<view><text",
            [(ERROR, "C2003", 1, 7), (WARNING, "C2022", 1, 1), (WARNING, "C2022", 1, 7)],
        ),
        ("<view a='b\n/>", [(ERROR, "C2004", 1, 9)]),
        ("<!DOCTYPE html><view/>", [(WARNING, "C2005", 1, 1)]),
        ('<view \' a="b"/>', [(WARNING, "C2006", 1, 7)]),
        ("<view a=b/>", [(WARNING, "C2007", 1, 9)]),
        ("<view a= />", [(WARNING, "C2008", 1, 8)]),
        ("<view <!-- x --> a/>", [(WARNING, "C2009", 1, 7)]),
        ("<view></view\n<text/>", [(WARNING, "C2010", 1, 7)]),
        ("<view @tap='a'/>", [(WARNING, "C2011", 1, 7)]),
        ("<view x:y='a'/>", [(WARNING, "C2012", 1, 7)]),
        ("<view wx-if='{{a}}'/>", [(WARNING, "C2013", 1, 7)]),
        ("<view wx-for='{{a}}'/>", [(WARNING, "C2014", 1, 7)]),
        ("<view wx:item='x'/>", [(WARNING, "C2015", 1, 7)]),
        ("<view a='1' a='2'/>", [(WARNING, "C2016", 1, 7)]),
        ("<view wx:for='{{a}}' wx:key='{{item.x}}'/>", [(WARNING, "C2017", 1, 30)]),
        ("</view>", [(WARNING, "C2020", 1, 1)]),
        ("<view><br></view>", [(WARNING, "C2021", 1, 7)]),
        ("<view>\n<text></view>", [(WARNING, "C2022", 2, 1)]),
        ("<import/>", [(WARNING, "C2023", 1, 1)]),
        ("<include src='none'/>", [(WARNING, "C2024", 1, 1)]),
        ("<wxs>1</wxs>", [(ERROR, "C2026", 1, 1)]),
        ("<wxs module='a-b'>1</wxs>", [(ERROR, "C2026", 1, 1)]),
        ("<wxs module='m'/><wxs module='m'/>", [(WARNING, "C2027", 1, 18)]),
        ("<wxs module='m' src='none'/>", [(ERROR, "C2028", 1, 1)]),
        ("<view wx:else/>", [(WARNING, "C2034", 1, 7)]),
        ("<block class='a'><view/></block>", [(WARNING, "C2034", 1, 8)]),
        ("<template name='n'/><template name='n'/>", [(WARNING, "C2035", 1, 37)]),
        ("<template/>", [(WARNING, "C2045", 1, 10)]),
        ("<template is='n' data='a: 1'/>", [(WARNING, "C2033", 1, 24)]),
        ("<template name='{{n}}'/>", [(WARNING, "C2037", 1, 17)]),
        ("<view wx:for='{{a}}' wx:for-item='1a'/>", [(WARNING, "C2039", 1, 35)]),
        ("<slot><view/></slot>", [(WARNING, "C2040", 1, 7)]),
        ("<view wx:if/>", [(WARNING, "C2036", 1, 10)]),
        ("<wxs module='m'>\nvar a = [1;\n</wxs>", [(ERROR, "C2018", 2, 9)]),
        ("<wxs module='m'>var a = 'x\n</wxs>", [(ERROR, "C2018", 1, 25)]),
        ("<wxs module='m'>/* x </wxs>", [(ERROR, "C2018", 1, 17)]),
        ("<wxs module='m'>}, x(){ </wxs>", [(ERROR, "C2018", 1, 17)]),
        ("<wxs module='m'>\nimport a from 'b'</wxs>", [(ERROR, "C2018", 2, 1)]),
        ("<wxs module='m'>\n var a = require('./no')</wxs>", [(ERROR, "C2019", 2, 18)]),
        # All errors of a file, each in its place, also behind what was changed before it.
        (
            "<view bindtap='x' openType='y'>😀{{a b}}</view><text b='{{c d}}'/>",
            [(ERROR, "C2001", 1, 37), (ERROR, "C2001", 1, 60)],
        ),
    ],
)
def test_findings(
    compiler: TemplateCompiler, source: str, expected: list[tuple[Severity, str, int, int]]
) -> None:
    found = compiler.compile("pages/a/a", source, lambda _: None).diagnostics
    assert sorted((one.severity, one.code, one.line, one.column) for one in found) == sorted(
        expected
    )
    assert {one.path for one in found} == {"pages/a/a.wxml"}


@pytest.mark.parametrize(
    "source",
    [
        "<view wx:if='{{a}}'/><view wx:elif='{{b}}'/><!-- c --><view wx:else=''/>",
        "<view bindtap='a' catchtap='b' data-aB='1' hidden openType='x' wx:for-items='{{a}}'/>",
        "<Text/><div/><my-card/><a:b/><view>{{ }}</view>",
        "<template is='{{a}}' data='{{...b, c}}'/><block wx:for='{{9}}' wx:key='*this'/>",
        "<view>&nbsp; &amp &#x; a < b</view>",
        "",
    ],
)
def test_what_wechat_takes_is_taken_in_silence(compiler: TemplateCompiler, source: str) -> None:
    assert compiler.compile("pages/a/a", source, lambda _: None).diagnostics == ()


def test_every_message_says_what_and_where(compiler: TemplateCompiler) -> None:
    found = compiler.compile("pages/a/a", "<view>{{a b}}</view>", lambda _: None).diagnostics
    assert str(found[0]) == (
        "pages/a/a.wxml:1:11: error C2001: this expression cannot be read; nothing is shown for "
        "it Fix: WXML takes JavaScript's operators, calls and literals only"
    )


def test_a_scripts_findings_are_of_its_own_file(compiler: TemplateCompiler) -> None:
    files = {"t/m.wxs": "var a = (1;"}
    found = compiler.compile("a", "<wxs module='m' src='t/m.wxs'/>", files.get).diagnostics
    assert [(one.path, one.code, one.column) for one in found] == [("t/m.wxs", "C2018", 9)]


def test_the_given_parser_is_asked_about_scripts() -> None:
    compiler = TemplateCompiler(
        WASM, compiler_folder(), lambda code: ("no", 3, 3) if "@" in code else None
    )
    source = "<wxs module='m'>\n\n  @</wxs><wxs module='n'>1</wxs>"
    template = compiler.compile("a", source, lambda _: None)
    assert [(one.code, one.line, one.column) for one in template.diagnostics] == [("C2018", 3, 3)]
    assert "@" not in template.scripts["a#m"].js


def test_a_broken_script_breaks_no_other(compiler: TemplateCompiler) -> None:
    source = "<wxs module='m'>}; evil(); {</wxs><wxs module='n'>exports.a = 1</wxs>"
    scripts = compiler.compile("a", source, lambda _: None).scripts
    assert "evil" not in scripts["a#m"].js
    assert "exports.a = 1" in scripts["a#n"].js


def test_files_that_include_themselves(compiler: TemplateCompiler) -> None:
    files = {
        "b.wxml": "<block wx:for='{{a}}'><include src='c'/></block>",
        "c.wxml": "<include src='b'/>",
    }
    for path in ("b", "c"):
        template = compiler.compile(path, files[f"{path}.wxml"], files.get)
        assert template.templates <= {"b", "c"}
    own = compiler.compile("b", "<view wx:for='{{1}}'><include src='b'/></view>", files.get)
    assert [one.code for one in own.diagnostics] == ["C2025"]


def test_what_a_template_uses(compiler: TemplateCompiler) -> None:
    files = {
        "t/x.wxml": "<x-inner/><image src='in.png'/>",
        "t/m.wxs": "require('./n')",
        "t/n.wxs": "",
    }
    source = """
      <import src="../../t/x"/><import src="../../t/none.wxml"/>
      <block wx:for="{{a}}"><include src="/t/x.wxml"/></block>
      <wxs module="m" src="../../t/m.wxs"/><wxs module="own">exports.a = 1</wxs>
      <x-card generic:item="x-item"/><div/>
      <image src="b.png"/><cover-image src="/c.png?x#y"/><video poster="../d e.jpg" src="{{v}}"/>
      <image src="https://x.org/y.png"/><image src="data:image/png;base64,AA"/><image src=""/>
      <view style="background: url( 'f.png' )"/>
      <template name="n"><image src="g.png"/><navigator/></template>
    """
    template = compiler.compile("pages/a/a", source, files.get)
    assert template.used_tags == {
        *("x-card", "x-item", "div", "image", "cover-image", "video", "view", "navigator"),
        "x-inner",
    }
    assert template.templates == {"t/x"}
    assert set(template.scripts) == {"t/m", "t/n", "pages/a/a#own"}
    assert {"t/x.wxml", "t/none.wxml", "t/m.wxs", "t/n.wxs"} <= template.dependencies
    assert template.asset_paths == {
        *("pages/a/b.png", "c.png", "pages/d e.jpg", "pages/a/f.png", "pages/a/g.png"),
        "t/in.png",
    }
    for address in ("/pages/a/b.png", "/c.png?x#y", "/pages/d e.jpg", "url('/pages/a/f.png')"):
        assert f'"{address}"' in template.js or address in template.js
    assert '"g.png"' in template.js, "whoever uses the template resolves it"
    assert '"in.png"' in template.js


def test_addresses_in_a_file_for_others_stay_relative(compiler: TemplateCompiler) -> None:
    template = compiler.compile("t/x", "<image src='a.png'/>", lambda _: None, is_component=False)
    assert '"a.png"' in template.js
    assert template.asset_paths == {"t/a.png"}


def test_scripts_keep_their_lines(compiler: TemplateCompiler) -> None:
    source = "<view/>\n<wxs module='m'>\nvar a = 1;\n\nexports.b = a;\n</wxs>"
    script = compiler.compile("pages/a/a", source, lambda _: None).scripts["pages/a/a#m"]
    lines = script.js.split("\n")
    assert (script.path, script.line) == ("pages/a/a.wxml", 2)
    for number, line in enumerate(source.split("\n")[2:5], 3):
        assert lines[1 + number - script.line] == line


def test_only_what_changed_is_compiled_again() -> None:
    compiler = TemplateCompiler(WASM, compiler_folder())
    files = {"m.wxs": "exports.a = 1", "i.wxml": "{{item}}"}
    source = "<wxs module='m' src='m'/><block wx:for='{{3}}'><include src='i'/></block>"

    def compile_again() -> object:
        return compiler.compile("a", source, files.get)

    first = compile_again()
    assert compile_again() is first
    files["other.wxml"] = "x"
    assert compile_again() is first
    files["m.wxs"] = "exports.a = 2"
    second = compile_again()
    assert second != first
    files["i.wxml"] = "{{index}}"
    assert compile_again() != second


def test_what_is_nested_too_deeply_is_an_error(compiler: TemplateCompiler) -> None:
    source = "<view>" * 5000 + "</view>" * 5000
    template = compiler.compile("a", source, lambda _: None)
    assert [one.code for one in template.diagnostics] == ["C2029"]
    assert compiler.compile("b", "<view/>", lambda _: None).diagnostics == ()


def test_equal_sources_give_equal_code(compiler: TemplateCompiler, tmp_path: Path) -> None:
    source = "<view a='{{a}}' b='{{b}}' c='{{c}}' d='{{d}}'>{{e}}{{f}}{{g}}</view>"
    made = {compiler.compile(f"p{number}", source, lambda _: None).js for number in range(8)}
    made.add(TemplateCompiler(WASM, tmp_path).compile("x", source, lambda _: None).js)
    assert len(made) == 1


def test_golden(compiler: TemplateCompiler) -> None:
    source = '<view class="a" bindtap="f">{{b}}</view>'
    assert compiler.compile("a", source, lambda _: None).js == (
        "(G,R,D,P,Q,X,Y,Z)=>(()=>{var H={};var S;"
        "var I=(P)=>{if(!S)S=Object.assign({},H);return S[P]};"
        'H[""]=(R,C,D,U)=>{var L=R.c,M=R.m,O=R.r,A={"b":new Array(1)},K=U===true,'
        'b=(C,T)=>{C||K||U.b?T(Y(D.b),(N)=>{A["b"][0]=(D,E,T)=>{T(N,Y(D.b))}}):T()},'
        'a=(C,T,E)=>{E("view",{},(N,C)=>{if(C)L(N,"a");'
        'if(C)R.v(N,"tap","f",!1,!1,!1,!1)},b)};;return {C:a,B:A}};'
        "return Object.assign(function(R){return H[R]},{_:H})})()"
    )
    assert re.fullmatch(r"\(\)=>\{var X=.*;return\{X,Y,Z,P,Q\}\}", compiler.runtime_js())
