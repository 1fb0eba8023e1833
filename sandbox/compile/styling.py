"""Compiles the sheets of an app, its pages and its components."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from sandbox.compile.diagnostics import Diagnostic, is_lasting
from sandbox.compile.memo import Memo, Read
from sandbox.compile.script.tools import ScriptTools
from sandbox.compile.sources import SHEET_SUFFIX, Sources
from sandbox.compile.wxss import CompiledSheet, SheetCompiler


class Styling:
    """Sheets by path; Less and Sass become WXSS on the way, also where they are imported."""

    def __init__(self, memo: Memo, tools: ScriptTools, sources: Sources) -> None:
        self._memo = memo
        self._tools = tools
        self._sources = sources
        self._compiler = SheetCompiler()

    def compiled(self, sheet: str, scope: str | None, *, also: str = "") -> CompiledSheet:
        """The sheet in the file `sheet`; `scope` is put before its classes, if any.

        `also`: a sheet that counts as imported by it, before all others.
        """

        def compute(read: Read) -> CompiledSheet:
            found: list[Diagnostic] = []
            also_read: dict[str, None] = {}
            text = self._text(sheet, read, found, also_read) or ""
            if also:
                # On the first line, so that the author's lines stay where they are.
                text = f'@import "/{also}";{text}'
            done = self._compiler.compile(
                sheet, text, self._importing(read, found, also_read), scope
            )
            return CompiledSheet(
                css=done.css,
                dependencies=done.dependencies | also_read.keys(),
                asset_paths=done.asset_paths,
                data_attributes=done.data_attributes,
                diagnostics=(*found, *done.diagnostics),
            )

        return self._memo.get(
            f"sheet {scope or ''} {also}",
            sheet,
            CompiledSheet,
            compute,
            lambda made: is_lasting(made.diagnostics),
        )

    def _importing(
        self, read: Read, found: list[Diagnostic], also_read: dict[str, None]
    ) -> Callable[[str], str | None]:
        """Reads what a sheet imports: `x.wxss` may be written as `x.less` or `x.scss`."""

        def text_of(path: str) -> str | None:
            text = self._text(path, read, found, also_read)
            if text is None and path.endswith(SHEET_SUFFIX):
                written = self._sources.sheet(path.removesuffix(SHEET_SUFFIX))
                return self._text(written, read, found, also_read) if written else None
            return text

        return text_of

    def _text(
        self, path: str, read: Read, found: list[Diagnostic], also_read: dict[str, None]
    ) -> str | None:
        """A sheet as WXSS; `also_read` gets what Less and Sass made part of it."""
        text = read(path)
        if text is None:
            return None
        match PurePosixPath(path).suffix:
            case ".less":
                made = self._tools.less(path, text, read)
            case ".scss" | ".sass":
                made = self._tools.sass(path, text, read)
            case _:
                return text
        found.extend(made.diagnostics)
        also_read.update(dict.fromkeys(made.dependencies))
        return made.text
