"""Which pages and components an app is made of: everything that app.json leads to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

import msgspec

from sandbox.compile.config.app import AppJson
from sandbox.compile.config.component import ComponentJson, Finder, is_foreign
from sandbox.compile.config.members import Members
from sandbox.compile.config.routes import PageEntry
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.sources import Sources

CUSTOM_TAB_BAR = "custom-tab-bar/index"


class Part(msgspec.Struct, frozen=True):
    """One page or component: its files, and the components it may use, by tag.

    `generics`: name → the default's path, None where there is none. `chunk`: the root of its
    subpackage, "" for the main package.
    """

    path: str
    declared: ComponentJson
    is_page: bool
    chunk: str
    using: Mapping[str, str]
    generics: Mapping[str, str | None]
    script: str | None
    template: str | None
    sheet: str | None


class Graph:
    """Walks from app.json to every page and component; each is read once."""

    def __init__(
        self,
        app: AppJson,
        finder: Finder,
        sources: Sources,
        read: Callable[[str], ComponentJson],
        found: Diagnostics,
    ) -> None:
        self._app = app
        self._finder = finder
        self._sources = sources
        self._read = read
        self._found = found
        self._independent = {one.root for one in app.routes.subpackages if one.independent}

    def walk(self) -> dict[str, Part]:
        """All parts by their path, pages first; what is missing is added to the findings."""
        everywhere = self._resolved(self._app.source, self._app.using)
        pages = {page.route for page in self._app.routes.pages if self._is_there(page)}
        parts: dict[str, Part] = {}
        waiting = deque(sorted(pages))
        if self._app.tab_bar is not None and self._app.tab_bar.custom:
            if self._finder.is_component(CUSTOM_TAB_BAR):
                waiting.append(CUSTOM_TAB_BAR)
            else:
                self._app.source.at(self._found).warn(
                    "C1023",
                    f"the tab bar is custom, but there is no component {CUSTOM_TAB_BAR}",
                    "tabBar",
                )
        while waiting:
            path = waiting.popleft()
            if path not in parts:
                part = parts[path] = self._part(path, path in pages, everywhere)
                defaults = (default for default in part.generics.values() if default)
                waiting.extend([*part.using.values(), *defaults])
        return parts

    def _is_there(self, page: PageEntry) -> bool:
        if self._sources.template(page.route) or self._sources.script(page.route):
            return True
        page.source.at(self._found).fail(
            "C1012",
            f"the page {page.route} is missing: there is no {page.route}.wxml and no script",
            "pages",
            page.number,
            fix="make it, or take it out of app.json",
        )
        return False

    def _part(self, path: str, is_page: bool, everywhere: Mapping[str, str]) -> Part:
        declared = self._read(path)
        own = self._resolved(declared.source, declared.using)
        part = Part(
            path=path,
            declared=declared,
            is_page=is_page,
            chunk=self._app.routes.root_of(path),
            using={**everywhere, **own},
            generics=self._generics(declared),
            script=self._sources.script(path),
            template=self._sources.template(path),
            sheet=self._sources.sheet(path),
        )
        self._check(part, own)
        return part

    def _resolved(self, source: Members, using: Mapping[str, str]) -> dict[str, str]:
        here = source.at(self._found)
        found = {tag: self._resolve(here, tag, named.strip()) for tag, named in using.items()}
        return {tag: path for tag, path in found.items() if path is not None}

    def _resolve(self, source: Members, tag: str, named: str) -> str | None:
        if is_foreign(named):
            source.warn(
                "C1051",
                f"<{tag}> is {named!r}, which only WeChat has; it renders as a plain element",
                "usingComponents",
                tag,
            )
            return None
        path = self._finder.find(source.path, named)
        if path is None:
            source.warn(
                "C1050",
                f"<{tag}> is {named!r}, but there is no such component",
                "usingComponents",
                tag,
                fix="correct the path, or build npm packages first",
            )
        return path

    def _generics(self, declared: ComponentJson) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        file = declared.source.path
        for generic in declared.generics:
            default = self._finder.find(file, generic.default) if generic.default else None
            if generic.default and default is None:
                declared.source.at(self._found).warn(
                    "C1053",
                    f"the default of the generic {generic.name!r} is {generic.default!r}, but "
                    "there is no such component",
                    "componentGenerics",
                    generic.name,
                )
            found[generic.name] = default
        return found

    def _check(self, part: Part, own: Mapping[str, str]) -> None:
        kind = "page" if part.is_page else "component"
        if part.template is None:
            self._found.warning(
                "C1054", f"{part.path}.json", f"the {kind} has no {part.path}.wxml; it stays empty"
            )
        if part.script is None:
            self._found.warning(
                "C1056", f"{part.path}.json", f"the {kind} has no script; it has no data"
            )
        if not part.is_page and not part.declared.component:
            part.declared.source.at(self._found).note(
                "C1055", 'is used as a component, but does not say "component": true'
            )
        if part.chunk in self._independent:
            for tag, path in own.items():
                if self._app.routes.root_of(path) != part.chunk:
                    part.declared.source.at(self._found).warn(
                        "C1057",
                        f"<{tag}> is outside the independent subpackage {part.chunk!r}; WeChat "
                        "does not load it there",
                        "usingComponents",
                        tag,
                    )
