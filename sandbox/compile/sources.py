"""Which file is a page's script, template or sheet, and which files are no sources at all."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.compile.files import ProjectFiles
from sandbox.compile.ignoring import is_left_out, is_never_packed
from sandbox.compile.project import IDENTITY_FILE, PRIVATE_CONFIG, PROJECT_CONFIG, Settings

TEMPLATE_SUFFIX = ".wxml"
WXS_SUFFIX = ".wxs"
SHEET_SUFFIX = ".wxss"

# Files that are compiled, or that belong to the project and not to the mini-program.
_SOURCE_SUFFIXES = (
    ".wxml",
    ".wxss",
    ".wxs",
    ".js",
    ".ts",
    ".mjs",
    ".less",
    ".scss",
    ".sass",
    ".map",
    ".md",
    ".ma",
)
_PROJECT_NAMES = frozenset(
    {
        PROJECT_CONFIG,
        PRIVATE_CONFIG,
        IDENTITY_FILE,
        "package.json",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "tsconfig.json",
        "jsconfig.json",
        "Thumbs.db",
        "desktop.ini",
    }
)


class Sources:
    """Finds the sources of pages and components, by what the project's settings compile."""

    def __init__(self, files: ProjectFiles, settings: Settings) -> None:
        self._files = files
        typescript = "typescript" in settings.plugins
        self._scripts = (".ts", ".js") if typescript else (".js", ".ts")
        own = (".less",) if "less" in settings.plugins else ()
        if "sass" in settings.plugins:
            own = (*own, ".scss", ".sass")
        self._sheets = (SHEET_SUFFIX, *own)

    def script(self, path: str) -> str | None:
        """The script of a page or component, TypeScript included; None when there is none."""
        return self._first(path, self._scripts)

    def template(self, path: str) -> str | None:
        """Its WXML; None when there is none."""
        return self._first(path, (TEMPLATE_SUFFIX,))

    def sheet(self, path: str) -> str | None:
        """Its sheet: WXSS, or what `useCompilerPlugins` compiles to it; None when there is none."""
        return self._first(path, self._sheets)

    def _first(self, path: str, suffixes: tuple[str, ...]) -> str | None:
        names = (f"{path}{suffix}" for suffix in suffixes)
        return next((name for name in names if self._files.exists(name)), None)


def assets(files: ProjectFiles, settings: Settings) -> Iterator[str]:
    """All files that are packed as they are: images, fonts, media, data; sorted by folder."""
    yield from _walk(files, settings, "")


def _walk(files: ProjectFiles, settings: Settings, folder: str) -> Iterator[str]:
    for name in files.list(folder):
        path = f"{folder}/{name}" if folder else name
        if is_never_packed(name.rstrip("/")):
            continue
        if name.endswith("/"):
            yield from _walk(files, settings, path.rstrip("/"))
        elif not _is_source(name) and not is_left_out(path, settings.ignored, settings.included):
            yield path


def _is_source(name: str) -> bool:
    return name.endswith(_SOURCE_SUFFIXES) or name in _PROJECT_NAMES
