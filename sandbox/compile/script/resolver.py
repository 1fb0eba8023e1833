"""What `require("…")` names, by WeChat's rules and with the tolerance that real projects need.

The rules are those of developers.weixin.qq.com, framework/app-service/module and
devtools/npm; a name without `./` also means a file beside the requiring one, then one from the
root, as older projects write it. A name with a slash before it counts from the root; where nothing
is there it means a file beside, since WeChat's loader drops the slash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sandbox.compile.files import ProjectFiles, join_path, normal_path

NPM_FOLDER = "miniprogram_npm"
JSON_SUFFIX = ".json"
TYPESCRIPT_SUFFIX = ".ts"

_SUFFIXES = (".js", ".ts", ".cjs", ".mjs", ".json")
_ADDED = (".js", ".ts", ".json", "/index.js", "/index.ts", "/index.json")


class Resolution(msgspec.Struct, frozen=True):
    """A file of the project, and the id that its module has in a chunk."""

    path: str
    id: str

    @property
    def is_json(self) -> bool:
        """Whether it is data, not a script."""
        return self.path.endswith(JSON_SUFFIX)


class Resolver:
    """Looks names up in a project. `aliases`: app.json's `resolveAlias`."""

    def __init__(self, files: ProjectFiles, aliases: Mapping[str, str]) -> None:
        self._files = files
        self._aliases = aliases

    def resolve(self, using: str, specifier: str) -> Resolution | None:
        """What `specifier` means in the file `using`; None when there is no such file."""
        for place in self._places(using, specifier.strip()):
            path = self._file(place)
            if path is not None:
                return Resolution(path, module_id(path))
        return None

    def inside(self, using: str, prefix: str, suffix: str) -> Iterator[Resolution]:
        """What a name with such a beginning and end may mean in the file `using`.

        `prefix` names a folder at least: that folder's own scripts and data, and its folders'
        index scripts; what lies deeper is not looked for.
        """
        folder, _, begun = prefix.rpartition("/")
        for place in self._places(using, folder):
            names = self._files.list(place) if place else ()
            found = [name for name in names if name.startswith(begun)]
            for name in found:
                path = self._file(f"{place}/{name.rstrip('/')}")
                if path is not None and self._ends(path, suffix) and not path.endswith(".d.ts"):
                    yield Resolution(path, module_id(path))
            if found:
                return

    @staticmethod
    def _ends(path: str, suffix: str) -> bool:
        """Whether a name that ends with `suffix` may lead to the file."""
        ids = (path, module_id(path))
        return any(each.endswith((suffix, *(suffix + added for added in _ADDED))) for each in ids)

    def _places(self, using: str, name: str) -> Iterator[str]:
        """Paths from the root to try in turn, with or without their suffix."""
        if not name:
            return
        aliased = self._aliased(name)
        if aliased is not None:
            yield aliased
        beside = join_path(using, name)
        if beside is not None:
            yield beside
        if name.startswith("/"):
            slashless = join_path(using, name.lstrip("/"))
            if slashless is not None:
                yield slashless
        if name.startswith(("/", "./", "../")) or name in (".", ".."):
            return
        folder = using
        while folder:
            folder = folder.rpartition("/")[0]
            place = normal_path(f"{folder}/{NPM_FOLDER}/{name}")
            if place is not None:
                yield place
        from_root = normal_path(name)
        if from_root is not None:
            yield from_root

    def _aliased(self, name: str) -> str | None:
        for pattern, target in self._aliases.items():
            head, star, _ = pattern.partition("*")
            if star and name.startswith(head):
                return normal_path(target.replace("*", name[len(head) :]))
            if not star and name == pattern:
                return normal_path(target)
        return None

    def _file(self, place: str) -> str | None:
        if place.endswith(_SUFFIXES) and self._files.exists(place):
            return place
        if place.endswith(".js") and self._files.exists(typed := f"{place[:-3]}.ts"):
            return typed
        added = _ADDED if place else tuple(suffix.lstrip("/") for suffix in _ADDED[3:])
        for suffix in added:
            if self._files.exists(f"{place}{suffix}"):
                return f"{place}{suffix}"
        return None


def module_id(path: str) -> str:
    """The id of a file's module: its path, with what TypeScript is compiled to."""
    if path.endswith(TYPESCRIPT_SUFFIX):
        return f"{path.removesuffix(TYPESCRIPT_SUFFIX)}.js"
    return path
