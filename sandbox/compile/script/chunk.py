"""Chunks: the scripts of a package that the runtime's loader runs, one file each.

sandbox/runtime/src/logic/ has the loader. What stands in a chunk is decided here and in
sandbox/compile/wxml; a module's function takes the parameters of MODULE_PARAMETERS, which shadow
what a browser's Worker has and a mini-program must not see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import msgspec

from sandbox.compile.script.parameters import module_parameters
from sandbox.compile.script.source_map import MapPart, MapWriter, whole_lines

MAIN_CHUNK = "weixin/main.js"
WORKERS_CHUNK = "weixin/workers.js"


class ModuleText(msgspec.Struct, frozen=True):
    """One CommonJS module. `path`: the file it comes from; `declared`: its `let`, `const`, `class`.

    A function's body may not declare those under a parameter's name.
    """

    id: str
    path: str
    code: str
    part: MapPart
    declared: tuple[str, ...] = ()


class WxsText(msgspec.Struct, frozen=True):
    """One WXS module: `js` is a function whose second line is line `line` (from 1) of `path`."""

    id: str
    js: str
    path: str
    line: int


class ChunkParts(msgspec.Struct, frozen=True):
    """All of one chunk, in the order in which it is written.

    `jsons`: id → JSON text; `templates`: id → glass-easel's text; `template_runtime` is what
    templates share, needed when there are any.
    """

    modules: tuple[ModuleText, ...] = ()
    jsons: Mapping[str, str] = {}
    template_runtime: str = ""
    wxs: tuple[WxsText, ...] = ()
    templates: Mapping[str, str] = {}


class Chunk(msgspec.Struct, frozen=True):
    """A chunk's script and its source map."""

    js: str
    source_map: str


def chunk_path(root: str) -> str:
    """Where the chunk of a subpackage lies in the package; `root` "": the main one."""
    return f"weixin/packages/{root}/main.js" if root else MAIN_CHUNK


class ChunkWriter:
    """Writes chunks for a loader that calls modules with these parameters."""

    def __init__(self, parameters: Iterable[str] | None = None) -> None:
        self.parameters = tuple(parameters) if parameters is not None else module_parameters()
        self._head = ",".join(self.parameters)

    def write(self, name: str, parts: ChunkParts, *, placed: bool = False) -> Chunk:
        """One chunk; `name` is its path in the package.

        `placed`: it tells the runtime which of its lines are whose, so that the console names
        the developer's own. For parts whose lines are those of their sources.
        """
        out: list[str] = []
        rows: list[tuple[str, int, int, int]] = []
        places = MapWriter()
        line = 1
        for module in parts.modules:
            head = f"__fanlight.module({_quoted(module.id)},function({self._names(module)}){{"
            out.append(f"{head}{module.code}\n}});\n")
            places.add(module.path, module.part, at_column=_utf16_length(head))
            places.skip(2)
            rows.append((module.path, line, module.part.lines, _utf16_length(head)))
            line += module.part.lines + 1
        for identity, text in parts.jsons.items():
            out.append(f"__fanlight.json({_quoted(identity)},JSON.parse({_quoted(text)}));\n")
            places.skip(1)
        if parts.template_runtime and (parts.templates or parts.wxs):
            _plain(f"__fanlight.templates({parts.template_runtime});\n", out, places)
        for wxs in parts.wxs:
            out.append(f"__fanlight.script({_quoted(wxs.id)},{wxs.js});\n")
            places.skip(1)
            own_lines = wxs.js.count("\n") - 1
            if own_lines > 0:
                places.add(wxs.path, whole_lines(own_lines), from_line=wxs.line - 1)
                places.skip(1)
            places.skip(1 if wxs.js.count("\n") else 0)
        for identity, text in parts.templates.items():
            _plain(f"__fanlight.template({_quoted(identity)},{text});\n", out, places)
        if placed and rows:
            _plain(f"__fanlight.places({json.dumps(rows, ensure_ascii=False)});\n", out, places)
        return Chunk("".join(out), places.text(name.rpartition("/")[2]))

    def _names(self, module: ModuleText) -> str:
        """The parameters; one whose name the module declares itself goes by another name."""
        if not set(module.declared) & set(self.parameters):
            return self._head
        return ",".join(
            f"{name}$own" if name in module.declared else name for name in self.parameters
        )


def _plain(text: str, out: list[str], places: MapWriter) -> None:
    out.append(text)
    places.skip(text.count("\n"))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _utf16_length(text: str) -> int:
    """JavaScript's columns count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
