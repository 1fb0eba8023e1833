"""Compiles the templates of pages and components, and those that they import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sandbox.compile.contents import Contents
from sandbox.compile.diagnostics import Diagnostics, is_lasting, position
from sandbox.compile.graph import Part
from sandbox.compile.memo import Memo, Read
from sandbox.compile.sources import TEMPLATE_SUFFIX
from sandbox.compile.wxml import CompiledTemplate, TemplateCompiler
from sandbox.compile.wxml.names import BUILT_IN, STRUCTURE

XR_PREFIX = "xr-"
"""WeChat's 3D framework draws these itself; here they are plain elements, said once an app."""


class Templating:
    """Templates by path (without suffix)."""

    def __init__(self, memo: Memo, compiler: TemplateCompiler, contents: Contents) -> None:
        self._memo = memo
        self._compiler = compiler
        self._contents = contents

    def compiled(self, parts: Iterable[Part], found: Diagnostics) -> dict[str, CompiledTemplate]:
        """The templates of all parts, and of every wxml file that one of them needs."""
        done: dict[str, CompiledTemplate] = {}
        waiting: list[str] = []
        for part in parts:
            template = self._one(part.path, is_component=True)
            done[part.path] = template
            found.extend(template.diagnostics)
            waiting.extend(template.templates)
            self._check_tags(part, template, found)
        while waiting:
            path = waiting.pop()
            if path not in done:
                template = done[path] = self._one(path, is_component=False)
                found.extend(template.diagnostics)
                waiting.extend(template.templates)
        return done

    @property
    def runtime_js(self) -> str:
        """What every chunk's templates need (`__fanlight.templates`)."""
        return self._compiler.runtime_js()

    def _one(self, path: str, *, is_component: bool) -> CompiledTemplate:
        def compute(read: Read) -> CompiledTemplate:
            text = read(f"{path}{TEMPLATE_SUFFIX}") or ""
            return self._compiler.compile(path, text, read, is_component=is_component)

        kind = "template" if is_component else "import"
        return self._memo.get(
            kind, path, CompiledTemplate, compute, lambda made: is_lasting(made.diagnostics)
        )

    def _check_tags(self, part: Part, template: CompiledTemplate, found: Diagnostics) -> None:
        known = _names(part.using, part.generics)
        for tag in sorted(template.used_tags - BUILT_IN - STRUCTURE - known):
            if not tag.startswith(XR_PREFIX):
                self._tell_unknown(part.path, tag, found)

    def _tell_unknown(self, path: str, tag: str, found: Diagnostics) -> None:
        file = f"{path}{TEMPLATE_SUFFIX}"
        source = self._contents.text(file) or ""
        match = re.search(rf"<{re.escape(tag)}[\s/>]", source)
        line, column = position(source, match.start()) if match else (None, None)
        if tag.lower() in BUILT_IN:
            fix = f"write {tag.lower()}"
        elif "-" not in tag:
            fix = "write view or text"
        else:
            fix = f"name it in usingComponents of {path}.json"
        found.warning(
            "C1058",
            file,
            f"<{tag}> is no component here; it renders as a plain element",
            line=line,
            column=column,
            fix=fix,
        )


def _names(using: Mapping[str, str], generics: Mapping[str, str | None]) -> frozenset[str]:
    return frozenset(using) | frozenset(generics)
