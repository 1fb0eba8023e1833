"""Compiles the scripts that an app reaches: its own, and what those require."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sandbox.compile.contents import Contents, digest_of
from sandbox.compile.diagnostics import Diagnostics, is_lasting
from sandbox.compile.memo import Memo, Read
from sandbox.compile.script.chunk import ModuleText
from sandbox.compile.script.linking import Linked, link, read_json_module
from sandbox.compile.script.resolver import NPM_FOLDER, Resolver, module_id
from sandbox.compile.script.source_map import whole_lines
from sandbox.compile.script.tools import Minified, ScriptTools, Transformed


class Scripts(msgspec.Struct, frozen=True):
    """All that was reached: modules in the order they were met, and JSON text by id."""

    modules: tuple[ModuleText, ...]
    jsons: dict[str, str]
    paths: tuple[str, ...]
    """The files of both, as they are in the project."""


class Scripting:
    """Scripts by path."""

    def __init__(self, memo: Memo, tools: ScriptTools, contents: Contents) -> None:
        self._memo = memo
        self._tools = tools
        self._contents = contents
        self._texts: dict[str, ModuleText] = {}

    def reached(
        self, roots: Iterable[str], resolver: Resolver, found: Diagnostics, *, small: bool
    ) -> Scripts:
        """The scripts `roots` and everything that they require; `small`: minified."""
        modules: dict[str, ModuleText] = {}
        jsons: dict[str, str] = {}
        waiting = list(dict.fromkeys(roots))[::-1]
        paths: dict[str, None] = {}
        while waiting:
            path = waiting.pop()
            if path in paths:
                continue
            paths[path] = None
            if path.endswith(".json"):
                jsons[path], problems = read_json_module(path, self._contents.text(path) or "")
                found.extend(problems)
                continue
            linked = link(path, self._transformed(path), resolver)
            found.extend(linked.diagnostics)
            modules[path] = self._module(path, linked, found, small=small)
            waiting.extend(one.module.path for one in reversed(linked.dependencies))
        return Scripts(tuple(modules.values()), jsons, tuple(paths))

    def _transformed(self, path: str) -> Transformed:
        def compute(read: Read) -> Transformed:
            return self._tools.to_commonjs(
                path,
                read(path) or "",
                typescript=path.endswith(".ts"),
                is_npm=f"{NPM_FOLDER}/" in path,
            )

        return self._memo.get(
            "script", path, Transformed, compute, lambda made: is_lasting(made.diagnostics)
        )

    def _module(self, path: str, linked: Linked, found: Diagnostics, *, small: bool) -> ModuleText:
        if small:
            made = self._minified(path, linked.code)
            found.extend(made.diagnostics)
            return ModuleText(module_id(path), path, made.code, made.part, linked.declared)
        known = self._texts.get(path)
        if known is None or known.code != linked.code:
            part = whole_lines(linked.code.count("\n") + 1)
            known = ModuleText(module_id(path), path, linked.code, part, linked.declared)
            self._texts[path] = known
        return known

    def _minified(self, path: str, code: str) -> Minified:
        """What it is made of is the linked code, not a file: so that is its name in the memo."""
        name = f"{path}\n{digest_of(code.encode()).hex()}"
        return self._memo.get(
            "minified",
            name,
            Minified,
            lambda _: self._tools.minify(path, code),
            lambda made: is_lasting(made.diagnostics),
        )


def made_up(path: str, code: str) -> ModuleText:
    """A module that no file of the project holds, such as for a page without a script."""
    return ModuleText(f"{path}.js", f"{path}.js", code, whole_lines(1))
