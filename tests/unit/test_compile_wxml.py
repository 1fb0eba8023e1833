"""What templates show: WeChat's reading of WXML, run in V8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.compiled_before import compiler_folder
from tests.wxml_stage import Stage

Files = Mapping[str, str]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage(compiler_folder())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("source", "data", "shown"),
    [
        ("<view>{{a}} {{ b.c }}</view>", {"a": 1, "b": {"c": "x"}}, "<view>1 x</view>"),
        ("<view>{{\n a\n + 1}}</view>", {"a": 1}, "<view>2</view>"),
        ("<view>{{none}}{{none.a.b}}</view>", {}, "<view></view>"),
        ("<view>{{a ? 'yes' : \"no\"}}</view>", {"a": 0}, "<view>no</view>"),
        ("<view>{{a[i][1]}}</view>", {"a": {"k": [1, 2]}, "i": "k"}, "<view>2</view>"),
        ("<view>{{ {x: {y: 1}}.x.y }}</view>", {}, "<view>1</view>"),
        ("<view>{{a < b && b > a}}</view>", {"a": 1, "b": 2}, "<view>true</view>"),
        ("<view>{{'}}'}}</view>", {}, "<view>}}</view>"),
        ("<view>{ a }} { {b} }</view>", {}, "<view>{ a }} { {b} }</view>"),
        ("<view a='1' b=\"2\"/>", {}, '<view a="1" b="2"></view>'),
        ("<view a b=\"\" c='{{true}}'/>", {}, '<view a=true b="" c=true></view>'),
        ('<view hidden="false"/>', {}, '<view hidden="false"></view>'),
        (
            "<view class=\"a {{b}} {{c ? 'd' : 'e'}}\" style=\"width:{{w}}rpx\"/>",
            {"b": "x", "w": 3},
            '<view class="a x e" style="width:3rpx"></view>',
        ),
        ('<view a="{{b["c"]}}"/>', {"b": {"c": 1}}, "<view a=1></view>"),
        ('<view a="it\\\'s \\"x\\""/>', {}, '<view a="it\'s \\"x\\""></view>'),
        ("<view a='&quot;&amp;'>&nbsp;&lt;</view>", {}, '<view a="&quot;&amp;">&nbsp;&lt;</view>'),
        ("<text>a\\nb\\tc\\\\nd\\d</text>", {}, "<text>a\nb\tc\\nd\\d</text>"),
        ('<view a="\\d\\n"/>', {}, '<view a="d\\n"></view>'),
        ("<view>a<!-- {{x --><!---->b</view>", {}, "<view>ab</view>"),
        ("<view>1 < 2</view>", {}, "<view>1 < 2</view>"),
        ("\ufeff<view/>\r\n", {}, "<view></view>"),
        ("<view\u3000a='1'\u00a0 b = '2'/>", {}, '<view a="1" b="2"></view>'),
        ("<view a=x b={{c}} d='1'>y</view>", {"c": 2}, '<view a="x" b=2 d="1">y</view>'),
        ("<view a='1' b='2' a='3'/>", {}, '<view b="2" a="3"></view>'),
    ],
)
def test_text_and_values(stage: Stage, source: str, data: Mapping[str, object], shown: str) -> None:
    assert stage.show(source, data) == shown


def test_methods_of_texts_and_arrays_give_nothing(stage: Stage) -> None:
    source = (
        "<view a='{{name.trim().length > 0}}'>{{list.join(',')}}{{none.at(1)}}"
        "{{w.join(list)}}</view>"
        "<wxs module='w'>module.exports = { join: function (l) { return l.join(';') } }</wxs>"
    )
    assert stage.show(source, {"name": " n ", "list": [1, 2]}) == "<view a=false>1;2</view>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<view wx:if='{{a}}'>1</view><view wx:elif='{{b}}'>2</view><view wx:else>3</view>", "2"),
        ("<view wx:if='{{n}}'>1</view><!-- c --> <view wx:else='{{x}}'>3</view>", "3"),
        ("<view wx-if='{{n}}'>1</view><view>2</view>", "2"),
        ("<block wx:for='{{l}}'>{{index}}{{item}};</block>", "0p;1q;"),
        ("<block wx:for-items='{{l}}' wx:for-item='x' wx:for-index='i'>{{i}}{{x}}</block>", "0p1q"),
        ("<block wx:for='{{l}}' wx:for-item='x' wx:for='{{2}}'>{{x}}</block>", "01"),
        ("<block wx:for='{{o}}'>{{index}}={{item}} </block>", "k=1 m=2 "),
        ("<block wx:for='{{3}}'>{{item}}</block>", "012"),
        ("<block wx:for='ab'>{{item}}.</block>", "a.b."),
        ("<block wx:for='{{[1, b]}}'>{{item}}.</block>", "1.5."),
        ("<block wx:for='{{l}}' wx:item='x'>{{x}}{{item}}</block>", "pq"),
        ("<block wx:for='{{l}}' wx:if='{{index}}'>{{item}}</block>", "q"),
        (
            "<block wx:for='{{2}}' wx:for-item='x'>"
            "<block wx:for='{{2}}'>{{x}}{{item}} </block></block>",
            "00 01 10 11 ",
        ),
        ("<block wx:for='{{l}}' wx:key='*this'>x</block>", "xx(*this)"),
        ("<block wx:for='{{l}}' wx:key='{{item.id}}'>x</block>", "xx(id)"),
        ("<block wx:for='{{l}}' wx:for-item='y' wx:key='y.id'>x</block>", "xx(id)"),
        ("<block wx:for='{{l}}' wx:key='{{item}}'>x</block>", "xx(*this)"),
        ("<block wx:for='{{l}}' wx:key='{{index}}'>x</block>", "xx"),
        ("<block wx:for='{{l}}' wx:key='a-b'>x</block>", "xx(a-b)"),
    ],
)
def test_conditions_and_loops(stage: Stage, source: str, shown: str) -> None:
    data = {"b": 5, "l": ["p", "q"], "o": {"k": 1, "m": 2}}
    text = stage.show(source, data)
    assert text.replace("<view>", "").replace("</view>", "") == shown


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ("bindtap='f'", '@tap="f"'),
        ("catchtap='f' bind:tap='g'", '@tap!="f" @tap="g"'),
        ("capture-bind:tap='f' capture-catch:tap='g'", '@tap^="f" @tap!^="g"'),
        ("mut-bind:tap='f'", '@tap~="f"'),
        ("bindtap='{{h}}'", '@tap="go"'),
        ("bindmy-event='f' bind:my-event='g'", '@myEvent="f" @my-event="g"'),
        ("bind:update:value='f'", '@update:value="f"'),
        ("data-fooBar='1' data-a-b='2' data:c='3'", 'data:foobar="1" data:aB="2" data:c="3"'),
        ("mark:m='1' id='i' slot='s'", 'slot="s" mark:m="1" id="i"'),
        ("model:value='{{v}}'", 'model:value[v]="w"'),
        ("openType='a' hover-class='b'", 'open-type="a" hover-class="b"'),
        ("scroll-top='1' scrollTop='2'", 'scroll-top="2"'),
        ("worklet:on-x='f'", 'onX="f"'),
        (":a='1' @tap='2' wx:id='3' xlink:href='4' b='5'", 'b="5"'),
    ],
)
def test_attributes_of_built_in_tags(stage: Stage, attributes: str, shown: str) -> None:
    data = {"h": "go", "v": "w"}
    assert stage.show(f"<view {attributes}/>", data) == f"<view {shown}></view>"


def test_attributes_of_components_keep_their_names(stage: Stage) -> None:
    source = "<my-card fooBar='1' foo-baz='2' iClass='c' generic:item='x-item' bindtap='f'/>"
    assert stage.show(source) == (
        '<my-card generic:item="x-item" fooBar="1" foo-baz="2" iClass="c" @tap="f"></my-card>'
    )


def test_change_listeners_hear_of_dashed_attributes(stage: Stage) -> None:
    """glass-easel compares the names as they are written."""
    source = (
        "<wxs module='m'>exports.f = function(){}</wxs><my-card change:a-b='{{m.f}}' a-b='{{1}}'/>"
    )
    assert stage.show(source) == "<my-card change:aB=fn aB=1></my-card>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<div><Text>a</Text><i/></div>", "<div><Text>a</Text><i></i></div>"),
        ("<a:b>x</a:b>", "<a:b>x</a:b>"),
        ("< view >x</ view >", "<view>x</view>"),
        (
            "<view>a<br>b<input type='text'></view>c",
            '<view>a<br></br>b<input type="text"></input></view>c',
        ),
        ("<view><text>a</view>b", "<view><text>a</text></view>b"),
        ("<view><text>a</view></text>b", "<view><text>a</text></view>b"),
        ("</view>a<view>b", "a<view>b</view>"),
        ("<view a='1'", '<view a="1"></view>'),
        ("<view a='1\n>b</view>", '<view a="1">b</view>'),
        ("<view / >x", "<view></view>x"),
        ("<!DOCTYPE html><?xml?><view/>", "<view></view>"),
        ("<view <!-- c --> a='1'/>", '<view a="1"></view>'),
        ("<view>{{a</view>", "<view>{{a</view>"),
        ("<view a='{{b'>c</view>", '<view a="{{b">c</view>'),
        ("<slot/><slot name='n' v='{{1}}'/>", "[][n v=1]"),
        ("<slot><view/></slot>", "[]"),
        ("<view/", "<view></view>"),
    ],
)
def test_what_wechat_refuses_is_read_the_likeliest_way(
    stage: Stage, source: str, shown: str
) -> None:
    assert stage.show(source) == shown


IMPORTED: Files = {
    "t/x.wxml": "<template name='x'><i>{{a}}{{b}}</i></template>main{{item}}{{z}}",
    "t/y.wxml": "<import src='x'/>"
    "<template name='y'>[<template is='x' data='{{a, b: 2}}'/>]</template>",
    "t/w.wxml": "<include src='./x.wxml'/><wxs module='w'>module.exports = 'W'</wxs>{{w}}",
}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<template name='n'>{{a}}</template><template is='n' data='{{a: 1}}'/>", "1"),
        ("<template is='n' data='{{...o, a}}'/><template name='n'>{{a}}{{k}}</template>", "A1"),
        ("<template is='{{which}}' data='{{a}}'/><template name='n'>{{a}}</template>", "A"),
        ("<template is='n'/><template name='n'>{{a}}.</template>", "."),
        ("<template is='none' data='{{a}}'/>x", "x"),
        ("<import src='../../t/x.wxml'/><template is='x' data='{{a}}'/>", "<i>A</i>"),
        ("<import src='/t/x'/><template is='x' data='{{a}}'/>", "<i>A</i>"),
        ("<import src='t/x.wxml'/><template is='x' data='{{a}}'/>", "<i>A</i>"),
        ("<import src='/t/y'/><template is='y' data='{{a}}'/>", "[<i>A2</i>]"),
        ("<import src='/t/y'/><template is='x'/>", ""),
        ("<include src='/t/x'/>", "mainzet"),
        ("<include src='/t/w'/>", "mainzetW"),
        ("<block wx:for='{{2}}'><include src='/t/x'/>,</block>", "main0zet,main1zet,"),
        ("<include wx:for='{{2}}' src='/t/w'></include>", "main0zetWmain1zetW"),
        ("<view wx:if='{{a}}'><include src='/t/x'/></view>", "<view>mainzet</view>"),
        ("<import src='/t/none'/><include src='/t/none'/>x", "x"),
        ("<import/><include src='{{a}}'/>x", "x"),
    ],
)
def test_templates_across_files(stage: Stage, source: str, shown: str) -> None:
    data = {"a": "A", "o": {"k": 1}, "which": "n", "z": "zet"}
    assert stage.show(source, data, IMPORTED) == shown


SCRIPTS: Files = {
    "t/m.wxs": "var n = require('./n.wxs');\nexports.f = function (x) { return n(x) + 1 };",
    "t/n.wxs": "module.exports = function (x) { return x * 2 };",
}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "<wxs module='m'>module.exports.f = function (x) { return x + '!' }</wxs>{{m.f(a)}}",
            "3!",
        ),
        ("{{m.f(a)}}<wxs src='../../t/m.wxs' module='m'></wxs>", "7"),
        ("{{m.f(a)}}<wxs src='/t/m' module='m' />", "7"),
        (
            "<wxs module='m'>exports.x = '</view>' + \"{{a}}\" + (1 < 2)</wxs>{{m.x}}",
            "</view>{{a}}true",
        ),
        ("<wxs module='m'>exports.x = [].constructor + {}.constructor</wxs>{{m.x}}", "ArrayObject"),
        (
            "<wxs module='m'>exports.x = typeof Array + typeof window</wxs>{{m.x}}",
            "undefinedundefined",
        ),
        ("<wxs module='m'>i = 4; exports.x = i</wxs>{{m.x}}", "4"),
        ("<wxs module='m'>exports.x = 'a.constructor' // it's</wxs>{{m.x}}", "a.constructor"),
        ("<wxs module='m'>exports.x = '4/2'.replace(/['\"{]|\\//, ':')</wxs>{{m.x}}", "4:2"),
        (
            "<template name='n'>{{m.f(2)}}</template><template is='n'/>"
            "<wxs src='/t/m' module='m'/>",
            "5",
        ),
        (
            "<wxs module='m'>exports.f = function (class, o) { class += 1; return o.class + class +"
            " {class: class}.class }</wxs>{{m.f(a, {class: 'b'})}}",
            "b44",
        ),
        (
            r"<wxs module='m'>exports.f = function (x) { return getRegExp('^\d+(\.\d+)?$').test(x)"
            r""" + getRegExp("^\\d'\"\\\\$", 'i').test(x + '\'"\\') + '\n'.length }</wxs>"""
            "{{m.f('3')}}",
            "3",
        ),
        ("<view bindtap='{{m.f}}'/><wxs src='/t/m' module='m'/>", "<view @tap=fn></view>"),
    ],
)
def test_wxs(stage: Stage, source: str, shown: str) -> None:
    assert stage.show(source, {"a": 3}, SCRIPTS) == shown


def test_an_included_files_templates_are_its_users_too(stage: Stage) -> None:
    files = {
        "t/i.wxml": "<template name='n'>({{a}})</template><template is='n' data='{{a: item}}'/>"
    }
    assert stage.show("<block wx:for='{{2}}'><include src='/t/i'/></block>", {}, files) == "(0)(1)"
