"""Compiles a project folder into the files of a package, again and again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sandbox.compile.building import Build, Built, Mode, Shop
from sandbox.compile.chunks import Chunks
from sandbox.compile.config.app import AppJson, read_app
from sandbox.compile.contents import Contents
from sandbox.compile.declarations import Declarations
from sandbox.compile.diagnostics import Diagnostics, Severity
from sandbox.compile.files import ProjectFiles
from sandbox.compile.memo import SUFFIX, Memo, prune, version_of
from sandbox.compile.npm.building import find_packages
from sandbox.compile.npm.overlay import NpmFiles
from sandbox.compile.project import Project, open_project
from sandbox.compile.script.chunk import ChunkWriter
from sandbox.compile.script.tools import ScriptTools
from sandbox.compile.scripting import Scripting
from sandbox.compile.wxml import CheckScript, TemplateCompiler

__all__ = ["Built", "Compiler", "Mode", "open_compiler"]

_HERE = Path(__file__).resolve().parent
_TOOLS = _HERE / "tools" / "dist"
_TEMPLATE_WASM = _TOOLS / "glass_easel_template_compiler_bg.wasm"


class Compiler:
    """One project's compiler. The first build does everything, later ones what has changed.

    One build at a time.
    """

    def __init__(self, project: Project, shop: Shop) -> None:
        self._project = project
        self._shop = shop
        self._saved = False

    @property
    def project(self) -> Project:
        """What is compiled."""
        return self._project

    def is_stale(self) -> bool:
        """Whether the project's settings changed since it was opened: then open it anew."""
        return self._project.is_stale()

    def build(self, mode: Mode, *, allow_secrets: bool = False) -> Built:
        """Compile the project as it is on disk now.

        What looks like a secret is an error unless `allow_secrets`. With an error there are no
        files; all findings are there in any case. Raises BuildError when the disk or a tool fails.
        """
        self._project.refresh()
        found = Diagnostics(self._project.diagnostics)
        contents = self._shop.contents
        contents.begin(self._project.files)
        app = read_app(contents.files, found)
        if app is None:
            return Built({}, found.sorted())
        contents.begin(self._with_npm(app, found))
        built = Build(self._project, app, self._shop, found).run(mode, allow_secrets=allow_secrets)
        if not self._saved:
            # Once: a person who edits waits for each build, and a later run makes up the few.
            self._shop.memo.save()
            self._saved = True
        return built

    def rest(self) -> None:
        """Give back the memory of the JavaScript tools; the next build starts them again."""
        self._shop.tools.close()

    def _with_npm(self, app: AppJson, found: Diagnostics) -> ProjectFiles:
        """The mini-program's files, and those of npm packages where "build npm" puts them."""
        project, settings = self._project, self._project.settings
        folders = [one.root for one in app.routes.subpackages]
        relations = settings.npm_relations if settings.pack_npm_manually else None
        packages = find_packages(project.outer, project.root, folders, relations, found)
        if not packages and not app.weui:
            return project.files
        return NpmFiles(project.files, project.outer, packages, weui=app.weui)


def open_compiler(folder: Path, cache: Path | None) -> Compiler:
    """A compiler for the project in `folder`.

    `cache` is a folder of the person's own, where parts are kept between runs; None: nowhere.
    Raises BuildError when the folder holds no project.
    """
    project = open_project(folder)
    contents = Contents(project.files)
    place = None
    if cache is not None:
        name = hashlib.sha256(str(project.folder).encode()).hexdigest()[:32]
        place = cache / f"{name}{SUFFIX}"
        prune(cache)
    memo = Memo(contents, version_of(_made_of()), place)
    tools = ScriptTools()
    shop = Shop(
        contents=contents,
        memo=memo,
        tools=tools,
        templates=TemplateCompiler(_TEMPLATE_WASM, cache, _wxs_check(tools)),
        declarations=Declarations(contents),
        scripting=Scripting(memo, tools, contents),
        chunks=Chunks(ChunkWriter()),
    )
    return Compiler(project, shop)


def _wxs_check(tools: ScriptTools) -> CheckScript:
    """Parses WXS: one that does not parse would take its whole chunk with it."""

    def check(code: str) -> tuple[str, int, int] | None:
        for found in tools.to_commonjs("script.wxs", code, typescript=False).diagnostics:
            if found.severity is Severity.ERROR:
                message = found.message.partition(": ")[2] or found.message
                return message, found.line or 1, found.column or 1
        return None

    return check


def _made_of() -> list[Path]:
    """Everything that decides what comes out."""
    return [*_HERE.rglob("*.py"), *(place for place in _TOOLS.glob("*") if place.is_file())]
