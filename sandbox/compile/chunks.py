"""Parts all modules and templates among the chunks of the main package and its subpackages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from sandbox.compile.script.chunk import (
    WORKERS_CHUNK,
    ChunkParts,
    ChunkWriter,
    ModuleText,
    WxsText,
    chunk_path,
)
from sandbox.compile.scripting import Scripts
from sandbox.compile.wxml import CompiledTemplate

MAP_SUFFIX = ".map"


class _Pieces(msgspec.Struct):
    """A chunk while it is put together."""

    modules: list[ModuleText]
    jsons: dict[str, str]
    wxs: dict[str, WxsText]
    templates: dict[str, str]


class Chunks:
    """Writes chunks; one whose parts are as they were in the last build is not written again."""

    def __init__(self, writer: ChunkWriter) -> None:
        self._writer = writer
        self._last: dict[str, tuple[ChunkParts, bool, dict[str, bytes]]] = {}

    def files(
        self,
        scripts: Scripts,
        templates: Mapping[str, CompiledTemplate],
        runtime_js: str,
        root_of: Callable[[str], str],
        roots: Iterable[str],
        *,
        placed: bool,
    ) -> dict[str, bytes]:
        """Chunks and their source maps by package path; `placed` is ChunkWriter.write's.

        `root_of`: file → root of its subpackage. Every subpackage in `roots` has a chunk, and so
        has the main package, though there may be nothing in it.
        """
        pieces = {root: _Pieces([], {}, {}, {}) for root in ("", *roots)}
        for module in scripts.modules:
            pieces[root_of(module.path)].modules.append(module)
        for path, text in scripts.jsons.items():
            pieces[root_of(path)].jsons[path] = text
        for path, template in sorted(templates.items()):
            pieces[root_of(path)].templates[path] = template.js
            for one in template.scripts.values():
                pieces[root_of(one.path)].wxs[one.id] = WxsText(one.id, one.js, one.path, one.line)
        made: dict[str, bytes] = {}
        for root, piece in pieces.items():
            parts = ChunkParts(
                modules=tuple(piece.modules),
                jsons=piece.jsons,
                template_runtime=runtime_js,
                wxs=tuple(piece.wxs[name] for name in sorted(piece.wxs)),
                templates=piece.templates,
            )
            made |= self._written(chunk_path(root), parts, placed)
        return made

    def worker_files(self, scripts: Scripts, *, placed: bool) -> dict[str, bytes]:
        """The chunk of the app's own Workers; nothing when it has none."""
        if not scripts.modules:
            return {}
        parts = ChunkParts(modules=scripts.modules, jsons=scripts.jsons)
        return self._written(WORKERS_CHUNK, parts, placed)

    def _written(self, name: str, parts: ChunkParts, placed: bool) -> dict[str, bytes]:
        last = self._last.get(name)
        if last is None or last[:2] != (parts, placed):
            chunk = self._writer.write(name, parts, placed=placed)
            made = {name: chunk.js.encode(), f"{name}{MAP_SUFFIX}": chunk.source_map.encode()}
            last = self._last[name] = (parts, placed, made)
        return last[2]
