"""Hostile projects against the compiler's JavaScript tools: no code runs, nothing hangs or leaks.

What must not happen is that a build reads outside the project, runs what a sheet or a script says,
takes the host's memory or never ends.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from py_mini_racer import MiniRacer

from sandbox.compile.files import FolderFiles
from sandbox.compile.script.chunk import ChunkParts, ChunkWriter, ModuleText
from sandbox.compile.script.engine import Engine
from sandbox.compile.script.source_map import whole_lines
from sandbox.compile.script.tools import MAX_SCRIPT_BYTES, ScriptTools

SECRET = "only the host knows this"


@pytest.fixture(scope="module")
def tools() -> Iterator[ScriptTools]:
    made = ScriptTools()
    yield made
    made.close()


@pytest.fixture
def hurried() -> Iterator[ScriptTools]:
    """Tools that give up at once, so that a test of endless work ends."""
    made = ScriptTools(Engine(timeout_s=1.5, memory_limit_bytes=160 << 20))
    yield made
    made.close()


@pytest.mark.parametrize(
    "source",
    [
        "@plugin './evil';",
        "@plugin 'evil';\n.a { b: pi() }",
        ".a { b: `globalThis.process` }",
        ".a { b: ~`(function () { return this })()` }",
        "@import (inline) 'file:///etc/passwd';",
        "@import (inline) '/etc/passwd';",
        "@import (css) url('x'); @import (less) '../../../../etc/passwd';",
        "@import (inline) 'https://evil.example/x.less';",
        "@import (inline) '//evil.example/x.less';",
        ".a { b: data-uri('/etc/passwd') }",
        ".a { b: data-uri('text/plain', '../secret.txt') }",
    ],
)
def test_less_runs_no_code_and_reads_no_other_file(tools: ScriptTools, source: str) -> None:
    asked: list[str] = []

    def read(path: str) -> str | None:
        asked.append(path)
        return "module.exports = { install() { throw 1 } }" if "evil" in path else None

    made = tools.less("pages/a.less", source, read)
    assert SECRET not in made.text and "[object" not in made.text
    assert made.diagnostics or "data-uri" in source
    assert not [path for path in asked if path.startswith(("/", ".")) or ":" in path]


@pytest.mark.parametrize(
    "source",
    [
        "@use 'file:///etc/passwd';",
        "@use '/etc/passwd';",
        "@use '../../../../../../etc/passwd';",
        "@use 'pkg:sass';",
        "@use 'https://evil.example/x.scss';",
        "@import '//evil.example/x';\n@use 'data:text/css,a{b:c}';",
        "@use '%2e%2e/%2e%2e/etc/passwd';",
    ],
)
def test_sass_reads_no_other_file(tools: ScriptTools, source: str) -> None:
    asked: list[str] = []
    made = tools.sass("pages/a.scss", source, lambda path: asked.append(path))
    assert [each.code for each in made.diagnostics] == ["C4011"]
    assert not [path for path in asked if path.startswith("/") or ":" in path]


def test_what_a_sheet_asks_for_stays_in_the_folder(
    tools: ScriptTools, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Even a path that leads outside is refused by the project's files."""
    folder = tmp_path_factory.mktemp("outer")
    (folder / "secret.scss").write_text(f"/*! {SECRET} */")
    (folder / "app").mkdir()
    files = FolderFiles(folder / "app")

    def read(path: str) -> str | None:
        return files.read(path).decode() if files.exists(path) else None

    for source in ("@use '../secret';", "@use '%2e%2e/secret';", "@use '..%2fsecret';"):
        assert SECRET not in tools.sass("a.scss", source, read).text
    assert SECRET not in tools.less("a.less", "@import (inline) '../secret.scss';", read).text


@pytest.mark.parametrize(
    "source", ["@for $i from 1 through 100000000 { $x: $i }", "@while true { $x: 1 }"]
)
def test_an_endless_sheet_ends(hurried: ScriptTools, source: str) -> None:
    (found,) = hurried.sass("a.scss", source, lambda _: None).diagnostics
    assert (found.code, found.path) == ("C4003", "a.scss") and "not done after" in found.message
    assert hurried.sass("a.scss", "a { b: c }", lambda _: None).diagnostics == ()


def test_a_script_that_takes_all_memory_ends(hurried: ScriptTools) -> None:
    (found,) = hurried.to_commonjs("a.js", "a;" * 3_000_000, typescript=False).diagnostics
    assert found.code == "C4003"
    assert hurried.to_commonjs("a.js", "a", typescript=False).code == "a"


@pytest.mark.parametrize(
    "source",
    ["[" * 200_000, "a(" * 200_000, "a+" * 200_000, "`${" * 100_000, "(" * 100_000 + ")" * 100_000],
)
@pytest.mark.parametrize("typescript", [False, True])
def test_deep_nesting_is_an_error(tools: ScriptTools, source: str, typescript: bool) -> None:
    (found,) = tools.to_commonjs("a.js", source, typescript=typescript).diagnostics
    assert found.code in {"C4001", "C4003"}


def test_a_file_that_is_too_large_is_not_even_read_in(tools: ScriptTools) -> None:
    (found,) = tools.to_commonjs("a.js", " " * (MAX_SCRIPT_BYTES + 1), typescript=False).diagnostics
    assert found.code == "C4002"


def test_imports_without_end_are_refused(tools: ScriptTools) -> None:
    made = tools.sass("0.scss", "@use '1';", lambda path: f"@use '{path[:-5]}1';")
    assert [each.code for each in made.diagnostics] == ["C4011"]
    endless = tools.less("a.less", "@import 'a1';", lambda path: f"@import '{path[:-5]}1';")
    assert [each.code for each in endless.diagnostics] == ["C4010"]


@pytest.mark.parametrize(
    "source",
    [
        "}); __fanlight.module('app.js', function () {",
        "*/ }); evil(); /*",
        "return 1 }); evil(); (function () {",
        "`}); evil(); (function () {",
        "// \u2028}); evil(); (function () {",
        "/* \n",
        "if (1) {",
        "<!-- \n}); evil(); (function () {",
        "--> \n}); evil(); (function () {",
    ],
)
def test_no_script_breaks_out_of_its_wrapper(tools: ScriptTools, source: str) -> None:
    """The wrapper is what takes a browser's names from a module."""
    assert tools.to_commonjs("a.js", source, typescript=False).code == ""
    assert tools.to_commonjs("a.ts", source, typescript=True).code == ""


@pytest.mark.parametrize("name", ['a");evil();("', "a\u2028b", "a\\", "'\n", "</script>"])
def test_no_name_breaks_out_of_its_quotes(tools: ScriptTools, name: str) -> None:
    parts = ChunkParts(
        modules=(ModuleText(name, name, "x", whole_lines(1)),),
        jsons={name: '{"a": "\u2028\\");evil()"}'},
        templates={name: "1"},
    )
    chunk = ChunkWriter().write("weixin/main.js", parts).js
    with MiniRacer() as racer:
        racer.eval(
            "var told = [], evil = () => told.push('evil'); const tell = (x) => told.push(x)"
        )
        racer.eval("var __fanlight = { module: tell, json: tell, template: tell }")
        racer.eval(chunk)
        assert racer.execute("told") == [name, name, name]
