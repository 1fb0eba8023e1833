"""The template compiler in Python against the one that npm's package is: byte for byte."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import msgspec
import pytest

import build_js
from sandbox.compile.wxml.engine import TemplateEngine
from sandbox.compile.wxml.names import BUILT_IN
from sandbox.compile.wxml.wxs import NAMES
from tests.compiled_before import compiler_folder
from tests.wxml_stage import WASM

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "glass-easel-template-compiler"
SHARED = ROOT / "sandbox" / "runtime" / "src" / "shared"

SOURCES = [
    "",
    "<view>{{a}}</view>",
    "<view a='{{a}}' b='{{b}}' c='{{c}}' wx:for='{{d}}' wx:key='e'>{{item.f}}<text/></view>",
    "<view wx:if='{{a}}'>é</view><view wx:elif='{{b}}'>😀</view><view wx:else>\u2028</view>",
    "<template name='n'>{{a}}</template><template is='{{n}}' data='{{...a, b: [1, c]}}'/>",
    "<import src='../x'/><include src='/y.wxml'/><wxs module='m'>exports.a = 1</wxs>{{m.a}}",
    "<slot name='{{a}}' b='{{c}}'/><x-card slot:d='e' generic:f='g' change:h='{{i}}'/>",
    "<view a='{{b'>\n<text a=1 a=2></view></text><wxs>x</wxs>&bad;{{a b}}{{",
]

# A fresh instance for each source, as in Python: the order of hash maps depends on the past.
SCRIPT = """
const fs = require("fs"), path = require("path");
const [folder] = process.argv.slice(1);
const glue = fs.readFileSync(path.join(folder, "glass_easel_template_compiler.js"), "utf8");
const answers = JSON.parse(fs.readFileSync(0, "utf8")).map((source) => {
  const module = { exports: {} };
  new Function("module", "exports", "require", "__dirname", glue)(
    module, module.exports, require, folder);
  const group = new module.exports.TmplGroup();
  const findings = group.addTmpl("pages/a/a", source);
  return [group.getTmplGenObject("pages/a/a"), findings];
});
console.log(JSON.stringify(answers));
"""


def test_code_and_findings_are_those_of_node() -> None:
    done = subprocess.run(
        [*build_js.node_command(), "-e", SCRIPT, str(PACKAGE)],
        input=json.dumps(SOURCES),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    engine = TemplateEngine(WASM, compiler_folder())
    for source, (js, findings) in zip(SOURCES, json.loads(done.stdout), strict=True):
        generated = engine.generate("pages/a/a", source)
        assert generated.js == js
        assert json.loads(msgspec.json.encode(generated.findings)) == findings


def test_the_wasm_is_the_one_that_is_locked() -> None:
    assert WASM.read_bytes() == (PACKAGE / WASM.name).read_bytes()


def test_wxs_has_the_same_names_on_both_sides() -> None:
    assert tuple(json.loads((SHARED / "wxs_names.json").read_text(encoding="utf-8"))) == NAMES


def test_the_views_components_are_known_to_the_compiler() -> None:
    text = (SHARED / "built_in_tags.ts").read_text(encoding="utf-8")
    tags = set(re.findall(r'^  "([a-z-]+)",$', text, re.MULTILINE))
    assert len(tags) > 50
    assert tags <= BUILT_IN


@pytest.mark.parametrize("kind", ["2", "3"])
def test_each_number_stands_in_one_place(kind: str) -> None:
    folder = {"2": "wxml", "3": "wxss"}[kind]
    codes = [
        code
        for path in sorted((ROOT / "sandbox" / "compile" / folder).glob("*.py"))
        for code in re.findall(rf'"(C{kind}\d{{3}})"', path.read_text(encoding="utf-8"))
    ]
    assert len(codes) > 5
    assert sorted(codes) == sorted(set(codes))
