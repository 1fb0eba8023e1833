"""One build of one project, stage by stage."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import msgspec

from sandbox.compile.app_config import (
    make_config,
    page_order,
    style_isolation,
    style_path,
    style_scope,
)
from sandbox.compile.checking import check_identity, check_named, while_developing
from sandbox.compile.chunks import Chunks
from sandbox.compile.config.app import AppJson
from sandbox.compile.config.component import SCRIPT_SUFFIXES, ComponentJson, Finder
from sandbox.compile.config.model import CONFIG_PATH, encode_config
from sandbox.compile.contents import Contents
from sandbox.compile.declarations import Declarations
from sandbox.compile.diagnostics import Diagnostic, Diagnostics, Severity
from sandbox.compile.files import normal_path
from sandbox.compile.first_frame import with_first_frames
from sandbox.compile.graph import Graph, Part
from sandbox.compile.identity import read_identity
from sandbox.compile.manifest import make_manifest
from sandbox.compile.memo import Memo
from sandbox.compile.npm.overlay import WEUI_SHEET
from sandbox.compile.plain_files import PlainFiles
from sandbox.compile.project import Project
from sandbox.compile.scan import Traces, tell_leaks, traced
from sandbox.compile.script.resolver import NPM_FOLDER, Resolver
from sandbox.compile.script.tools import ScriptTools
from sandbox.compile.scripting import Scripting, Scripts, made_up
from sandbox.compile.sources import SHEET_SUFFIX, TEMPLATE_SUFFIX, WXS_SUFFIX, Sources
from sandbox.compile.styling import Styling
from sandbox.compile.templating import Templating
from sandbox.compile.wxml import CompiledTemplate, TemplateCompiler
from sandbox.compile.wxss import CompiledSheet
from sandbox.manifest import MANIFEST_PATH

APP = "app"
_OF_MARKUP = ("C1", "C2", "C3")


class Mode(enum.Enum):
    """What a build is for."""

    DEVELOPMENT = enum.auto()
    """Quickly done, readable."""
    RELEASE = enum.auto()
    """Small."""


class Built(msgspec.Struct, frozen=True):
    """`files`: path in the package → bytes; none when an error stands in `diagnostics`."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


class Shop(msgspec.Struct, frozen=True):
    """What stays from one build of a project to the next: compilers, and what they remember."""

    contents: Contents
    memo: Memo
    tools: ScriptTools
    templates: TemplateCompiler
    declarations: Declarations
    scripting: Scripting
    chunks: Chunks


class Build:
    """A project as it is now, on its way into a package."""

    def __init__(self, project: Project, app: AppJson, shop: Shop, found: Diagnostics) -> None:
        self._project = project
        self._app = app
        self._contents = shop.contents
        self._memo = shop.memo
        self._chunks = shop.chunks
        self._declarations = shop.declarations
        self._scripting = shop.scripting
        self._found = found
        self._sources = Sources(shop.contents.files, project.settings)
        self._finder = Finder(shop.contents.files, app.aliases)
        self._styling = Styling(shop.memo, shop.tools, self._sources)
        self._templating = Templating(shop.memo, shop.templates, shop.contents)
        self._resolver = Resolver(shop.contents.files, app.aliases)

    def run(self, mode: Mode, *, allow_secrets: bool) -> Built:
        """All stages; findings of all of them, and the files when none is an error."""
        small = mode is Mode.RELEASE
        identity = read_identity(self._project, self._found)
        parts = Graph(self._app, self._finder, self._sources, self._component, self._found).walk()
        pages = page_order(self._app, parts)
        told = Diagnostics()
        with ThreadPoolExecutor(1) as beside:
            # Scripts are compiled in V8 and templates in wasm: both without Python's lock.
            compiling = beside.submit(self._scripts, parts, told, small=small)
            templates = self._templating.compiled(parts.values(), self._found)
            scripts = compiling.result()
        self._found.extend(told)
        traces = self._traces(parts, scripts, templates)
        isolations = {
            path: style_isolation(part, traces[part.script].isolation if part.script else None)
            for path, part in parts.items()
        }
        sheets = dict(self._sheets(parts, isolations))
        imported = {path for sheet in sheets.values() for path in sheet.dependencies}
        traces |= {path: traced(self._memo, path) for path in imported - {WEUI_SHEET}}
        for path, each in sorted(traces.items()):
            tell_leaks(path, each.leaks, allowed=allow_secrets, found=self._found)
        plain = PlainFiles(self._contents, self._memo, self._project.settings, self._found).read(
            self._own_files(parts), allow_secrets=allow_secrets
        )
        check_named(templates, plain, self._found)
        if not pages:
            return self._built({})
        weixin_id = self._project.settings.weixin_app_id
        config = make_config(self._app, parts, isolations, sheets, weixin_id, self._found)
        apis = {api for trace in traces.values() for api in trace.apis}
        lived = identity if mode is Mode.RELEASE else while_developing(identity, traces)
        packaged = make_manifest(self._project, lived, self._app, pages, apis, self._found)
        check_identity(self._project, identity, plain, traces, self._found)
        if self._found.has_errors:
            return self._built({})
        roots = [one.root for one in self._app.routes.subpackages]
        files: dict[str, bytes] = {
            **plain,
            **packaged.icons,
            **self._chunks.files(
                scripts,
                templates,
                self._templating.runtime_js,
                self._app.routes.root_of,
                roots,
                placed=not small,
            ),
            **self._chunks.worker_files(self._worker_scripts(small=small), placed=not small),
            **{style_path(path): sheet.css.encode() for path, sheet in sheets.items()},
            MANIFEST_PATH: packaged.manifest,
        }
        if mode is Mode.RELEASE:
            config, frames = with_first_frames(config, files, self._found)
            files |= frames
        files[CONFIG_PATH] = encode_config(config)
        return self._built(files)

    def _built(self, files: Mapping[str, bytes]) -> Built:
        """What a library from npm could do better is not for this project's author to hear."""
        told = tuple(
            one
            for one in self._found.sorted()
            if one.severity is Severity.ERROR
            or f"{NPM_FOLDER}/" not in one.path
            or not one.code.startswith(_OF_MARKUP)
        )
        return Built(files, told)

    def _component(self, path: str) -> ComponentJson:
        return self._declarations.read(path, self._found)

    def _scripts(self, parts: Mapping[str, Part], found: Diagnostics, *, small: bool) -> Scripts:
        """The app's script, those of its parts, and all that they require."""
        roots = [part.script for part in parts.values() if part.script]
        made = [
            made_up(part.path, "Page({})" if part.is_page else "Component({})")
            for part in parts.values()
            if part.script is None
        ]
        app_script = self._sources.script(APP)
        if app_script is None:
            found.warning("C1059", "app.json", "there is no app.js; the app has no code")
            made.append(made_up(APP, "App({})"))
        else:
            roots.insert(0, app_script)
        scripts = self._scripting.reached(roots, self._resolver, found, small=small)
        return Scripts((*scripts.modules, *made), scripts.jsons, scripts.paths)

    def _worker_scripts(self, *, small: bool) -> Scripts:
        """Every script in the app's own `workers` folder: they are named at run time."""
        folder = self._app.workers
        roots = sorted(self._scripts_in(folder)) if folder else []
        return self._scripting.reached(roots, self._resolver, self._found, small=small)

    def _scripts_in(self, folder: str) -> Iterator[str]:
        for name in self._contents.files.list(folder):
            path = f"{folder}/{name}"
            if name.endswith("/"):
                yield from self._scripts_in(path.rstrip("/"))
            elif name.endswith(SCRIPT_SUFFIXES) and not name.endswith(".d.ts"):
                yield path

    def _sheets(
        self, parts: Mapping[str, Part], isolations: Mapping[str, str | None]
    ) -> Iterator[tuple[str, CompiledSheet]]:
        """Compiled sheets by the path of their part, "app" for the app's own."""
        weui = WEUI_SHEET if self._app.weui else ""
        app_sheet = self._sources.sheet(APP)
        if app_sheet is not None or weui:
            yield APP, self._sheet(app_sheet or f"{APP}{SHEET_SUFFIX}", None, also=weui)
        for path, part in parts.items():
            if part.sheet is not None:
                yield path, self._sheet(part.sheet, style_scope(part, isolations[path]))

    def _sheet(self, path: str, scope: str | None, *, also: str = "") -> CompiledSheet:
        compiled = self._styling.compiled(path, scope, also=also)
        self._found.extend(compiled.diagnostics)
        return compiled

    def _traces(
        self,
        parts: Mapping[str, Part],
        scripts: Scripts,
        templates: Mapping[str, CompiledTemplate],
    ) -> dict[str, Traces]:
        """What each source gives away, by its path; sheets that others import come later."""
        sheets = [part.sheet for part in parts.values() if part.sheet]
        app_sheet = self._sources.sheet(APP)
        wxml = (f"{path}{TEMPLATE_SUFFIX}" for path in templates)
        needed = {path for template in templates.values() for path in template.dependencies}
        wxs = (path for path in needed if path.endswith(WXS_SUFFIX))
        paths = (*scripts.paths, *wxml, *wxs, *sheets, *([app_sheet] if app_sheet else ()))
        return {path: traced(self._memo, path) for path in paths}

    def _own_files(self, parts: Mapping[str, Part]) -> frozenset[str]:
        """Files that were read as configuration: they are not packed a second time."""
        sitemap = self._app.source.text("sitemapLocation")
        named = [f"{path}.json" for path in (APP, *parts)]
        return frozenset([*named, self._app.theme_file, normal_path(sitemap or "") or ""])
