"""A page's or component's own JSON, and where the components it names are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sandbox.compile.config.members import Members
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import ProjectFiles, join_path, normal_path
from sandbox.compile.loose_json import JsonText, read_json

NPM_FOLDER = "miniprogram_npm"
SCRIPT_SUFFIXES = (".js", ".ts")

_FOREIGN = ("plugin://", "plugin-private://", "ext://", "dynamicLib://")
_ISOLATIONS = (
    "isolated",
    "apply-shared",
    "shared",
    "page-isolated",
    "page-apply-shared",
    "page-shared",
)


class DeclaredGeneric(msgspec.Struct, frozen=True):
    """One of `componentGenerics`; `default` is a path as it was written."""

    name: str
    default: str | None


class ComponentJson(msgspec.Struct, frozen=True):
    """What one JSON declares; paths as they were written."""

    source: Members
    component: bool
    using: Mapping[str, str]
    generics: tuple[DeclaredGeneric, ...]
    placeholder: Mapping[str, str]
    style_isolation: str | None
    add_global_class: bool | None
    pure_data_pattern: str | None
    renderer: str | None


class Finder:
    """Looks component paths up in a project, as WeChat's tools do.

    `aliases` is app.json's `resolveAlias`: `@/*` → `components/*` and the like.
    """

    def __init__(self, files: ProjectFiles, aliases: Mapping[str, str]) -> None:
        self._files = files
        self._aliases = aliases

    def find(self, using: str, named: str) -> str | None:
        """The component's path that `named` means in the file `using`; None when there is none.

        Tried in turn: the path itself (from the root with a leading slash, else from the file),
        npm packages from the nearest folder up, the path from the root; each also as a folder
        with an `index`.
        """
        for path in self._places(using, self._aliased(named)):
            for candidate in (path, f"{path}/index" if path else "index"):
                if self.is_component(candidate):
                    return candidate
        return None

    def is_component(self, path: str) -> bool:
        """Whether a component's files are at a path."""
        if self._files.exists(f"{path}.json"):
            return self._files.exists(f"{path}.wxml") or self.script(path) is not None
        return self._files.exists(f"{path}.wxml") and self.script(path) is not None

    def script(self, path: str) -> str | None:
        """The script beside a page or component."""
        names = (f"{path}{suffix}" for suffix in SCRIPT_SUFFIXES)
        return next((name for name in names if self._files.exists(name)), None)

    def _places(self, using: str, named: str) -> Iterator[str]:
        name = named.removesuffix(".json").removesuffix(".wxml").removesuffix(".js")
        beside = join_path(using, name)
        if beside is not None:
            yield beside
        if name.startswith(("/", "./", "../")):
            return
        folder = using
        while folder:
            folder = folder.rpartition("/")[0]
            yield f"{folder}/{NPM_FOLDER}/{name}" if folder else f"{NPM_FOLDER}/{name}"
        from_root = normal_path(name)
        if from_root is not None:
            yield from_root

    def _aliased(self, named: str) -> str:
        for pattern, target in self._aliases.items():
            head, star, _ = pattern.partition("*")
            if star and named.startswith(head):
                return "/" + target.lstrip("/").replace("*", named[len(head) :])
            if not star and named == pattern:
                return "/" + target.lstrip("/")
        return named


def read_component(path: str, text: str | None, diagnostics: Diagnostics) -> ComponentJson:
    """Read the text of `path.json`; a missing or unreadable one declares nothing."""
    name = f"{path}.json"
    source = read_json(name, text, diagnostics) if text is not None else None
    members = Members.of(source or JsonText(name, "{}", {}), diagnostics)
    return ComponentJson(
        source=members,
        component=members.flag("component") or False,
        using=members.texts("usingComponents"),
        generics=tuple(_generics(members)),
        placeholder=members.texts("componentPlaceholder"),
        style_isolation=_isolation(members),
        add_global_class=members.flag("addGlobalClass"),
        pure_data_pattern=members.text("pureDataPattern"),
        renderer=members.text("renderer"),
    )


def is_foreign(named: str) -> bool:
    """Whether a component's path names what only WeChat has: a plugin's or a library's."""
    return named.startswith(_FOREIGN)


def _isolation(members: Members) -> str | None:
    chosen = members.text("styleIsolation")
    if chosen is None or chosen in _ISOLATIONS:
        return chosen
    known = ", ".join(_ISOLATIONS)
    members.warn("C1005", f"styleIsolation is {chosen!r}; there are {known}", "styleIsolation")
    return None


def _generics(members: Members) -> Iterator[DeclaredGeneric]:
    generics = members.object("componentGenerics")
    for name in generics or ():
        value = generics.raw(name) if generics else None
        if value is True:
            yield DeclaredGeneric(name, None)
        elif isinstance(value, dict) and isinstance(value.get("default"), str):
            yield DeclaredGeneric(name, str(value["default"]))
        elif generics:
            generics.warn(
                "C1052",
                f"the generic {name!r} is neither true nor holds a default; read as true",
                name,
            )
            yield DeclaredGeneric(name, None)
