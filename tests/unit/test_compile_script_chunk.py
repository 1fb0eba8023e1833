"""Chunks and their source maps: V8's own stack traces lead back to the project's lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import JSEvalException, MiniRacer

from sandbox.compile.script.chunk import (
    ChunkParts,
    ChunkWriter,
    ModuleText,
    WxsText,
    chunk_path,
)
from sandbox.compile.script.source_map import (
    MapPart,
    MapWriter,
    Place,
    SourceMap,
    SourceMapInvalid,
    mapped,
    whole_lines,
)
from sandbox.compile.script.tools import ScriptTools

LOADER = """
var __fanlight = {
  module(id, f) { (this.ids ??= []).push(id); if (id === boom) f(); },
  json() {},
  templates(f) { f(); },
  script(id, f) { if (id === boom) f({})(); },
  template(id, f) { if (id === boom) f(); },
};
"""
FIRST = "const a = 1; // first\nmodule.exports = a;\n// last"
SECOND = "\nfunction thrower(value) {\n  if (value)\n    throw new Error(value + '😀');\n}\n"
SECOND += "var location = 'here'; thrower(location);\n"


@pytest.fixture(scope="module")
def tools() -> Iterator[ScriptTools]:
    made = ScriptTools()
    yield made
    made.close()


def whole(path: str, code: str) -> ModuleText:
    return ModuleText(path, path, code, whole_lines(code.count("\n") + 1))


def small(tools: ScriptTools, path: str, code: str) -> ModuleText:
    made = tools.minify(path, code)
    assert made.diagnostics == ()
    return ModuleText(path, path, made.code, made.part)


def thrown(parts: ChunkParts, boom: str) -> tuple[int, int, SourceMap]:
    """Where V8 says that `boom` throws, line and column of the chunk, and the chunk's map."""
    chunk = ChunkWriter().write("weixin/main.js", parts)
    with MiniRacer() as racer:
        racer.eval(f"var boom = {json.dumps(boom)};{LOADER}")
        with pytest.raises(JSEvalException) as caught:
            racer.eval(chunk.js)
    places = re.findall(r"<anonymous>:(\d+):(\d+)\)?$", str(caught.value), re.MULTILINE)
    line, column = places[0]
    return int(line), int(column), SourceMap(chunk.source_map)


def test_a_stack_leads_to_whole_lines(tools: ScriptTools) -> None:
    modules = (whole("pages/é/a.js", FIRST), whole("pages/b.js", SECOND), whole("c.js", FIRST))
    line, column, source_map = thrown(ChunkParts(modules), "pages/b.js")
    assert source_map.resolve(line, column) == Place("pages/b.js", 4, 11)


def test_a_stack_leads_to_the_lines_that_were_minified(tools: ScriptTools) -> None:
    modules = tuple(
        small(tools, path, code)
        for path, code in [("a.js", FIRST), ("pages/b.js", SECOND), ("c.js", FIRST)]
    )
    assert "thrower" not in modules[1].code
    line, column, source_map = thrown(ChunkParts(modules), "pages/b.js")
    place = source_map.resolve(line, column)
    assert place is not None and (place.path, place.line) == ("pages/b.js", 4)


def test_the_first_line_of_a_module_is_the_authors_first() -> None:
    line, column, source_map = thrown(
        ChunkParts((whole("a.js", FIRST), whole("b.js", "  throw new Error('x')"))), "b.js"
    )
    assert source_map.resolve(line, column) == Place("b.js", 1, 9)
    assert source_map.resolve(line, 3) is None


def test_a_chunk_tells_which_lines_are_whose_where_it_is_wanted() -> None:
    parts = ChunkParts((whole("a.js", FIRST), whole("b.js", SECOND)), {"d.json": "{}"})
    writer = ChunkWriter(("module",))
    placed = writer.write("weixin/main.js", parts, placed=True).js
    *others, told = placed.splitlines()
    head = len('__fanlight.module("a.js",function(module){')
    rows = json.loads(told.removeprefix("__fanlight.places(").removesuffix(");"))
    lines = FIRST.count("\n") + 1
    second = SECOND.count("\n") + 1
    assert rows == [["a.js", 1, lines, head], ["b.js", lines + 2, second, head]]
    assert others[lines + 1][head:] == SECOND.splitlines()[0]
    assert writer.write("weixin/main.js", parts).js == "".join(f"{line}\n" for line in others)


def test_wxs_and_templates_stand_after_the_modules() -> None:
    wxs = "function(W){with(W)return function(require){\nvar a = 1\nthrow new Error(a)\n}}"
    parts = ChunkParts(
        modules=(whole("a.js", FIRST),),
        jsons={"d.json": '{"a":\n1}'},
        template_runtime="()=>{\nvar X;return{X}}",
        wxs=(WxsText("t", wxs, "t.wxs", 1), WxsText("p#m", wxs, "p.wxml", 7)),
        templates={"p": "()=>{throw new Error('template')}"},
    )
    line, column, source_map = thrown(parts, "p#m")
    assert source_map.resolve(line, column) == Place("p.wxml", 8, 7)
    line, column, source_map = thrown(parts, "p")
    assert source_map.resolve(line, column) is None


def test_traces_name_the_projects_files() -> None:
    chunk = ChunkWriter().write(chunk_path("sub"), ChunkParts((whole("sub/a.js", SECOND),)))
    assert json.loads(chunk.source_map)["file"] == "main.js"
    maps = {"weixin/packages/sub/main.js": SourceMap(chunk.source_map)}
    trace = (
        "Error: x\n    at f (miniapp://abc/weixin/packages/sub/main.js:4:11)\n"
        "    at /weixin/packages/sub/main.js:6:24\n    at weixin/main.js:1:1\n"
        "    at miniapp://abc/.fanlight/runtime/logic.js:1:900"
    )
    assert mapped(trace, maps.get) == (
        "Error: x\n    at f (sub/a.js:4:11)\n    at sub/a.js:6:24\n    at weixin/main.js:1:1\n"
        "    at miniapp://abc/.fanlight/runtime/logic.js:1:900"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"version": 2, "sources": [], "mappings": ""}',
        '{"version": 3, "sources": 1, "mappings": ""}',
        b"\xff",
    ],
)
def test_what_is_no_map_is_refused(text: str | bytes) -> None:
    with pytest.raises(SourceMapInvalid):
        SourceMap(text)


@pytest.mark.parametrize("mappings", ["AAA*", "g", "A,,A", "gggggggggggggggg"])
def test_damaged_mappings_are_refused(mappings: str) -> None:
    text = json.dumps({"version": 3, "sources": ["a"], "mappings": mappings})
    with pytest.raises(SourceMapInvalid, match="damaged"):
        SourceMap(text).resolve(1, 1)


def test_a_map_may_name_a_source_that_is_not_there() -> None:
    text = json.dumps({"version": 3, "sources": [], "mappings": "AAAA;ADDD"})
    assert SourceMap(text).resolve(1, 1) is None
    assert SourceMap(text).resolve(2, 1) is None
    assert SourceMap(text).resolve(3, 1) is None


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.integers(0, 300),
            st.integers(0, 1000),
            st.integers(0, 3),
        ),
        min_size=1,
    )
)
def test_any_sequence_of_parts_is_found_again(pieces: list[tuple[int, int, int, int]]) -> None:
    """Parts of whole lines, each at a column and a line of its source, with gaps between."""
    writer = MapWriter()
    wanted: list[tuple[int, int, Place]] = []
    line = 1
    for number, (lines, at_column, from_line, gap) in enumerate(pieces):
        writer.skip(gap)
        line += gap
        writer.add(f"{number}.js", whole_lines(lines), at_column=at_column, from_line=from_line)
        for each in range(lines):
            column = 1 + (0 if each else at_column)
            wanted.append((line + each, column, Place(f"{number}.js", from_line + each + 1, 1)))
        writer.skip(1)
        line += lines
    source_map = SourceMap(writer.text("main.js"))
    for made_line, column, place in wanted:
        assert source_map.resolve(made_line, column) == place


def test_a_part_may_have_no_places_at_all() -> None:
    writer = MapWriter()
    writer.add("empty.js", MapPart("", 3, 0, 0))
    writer.skip(1)
    writer.add("a.js", whole_lines(1))
    assert SourceMap(writer.text("m.js")).resolve(4, 1) == Place("a.js", 1, 1)
