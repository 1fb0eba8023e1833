"""A project's files with its npm packages among them; nothing is written to the disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bridge.errors import BuildError
from sandbox.compile.files import FolderFiles, ProjectFiles, Stamp
from sandbox.compile.npm.building import NPM_FOLDER, NpmPackage
from sandbox.compile.npm.package_json import within

INDEX = "index.js"
WEUI_FOLDER = Path(__file__).resolve().parents[1] / "tools" / "dist" / "weui"
WEUI_PLACE = f"{NPM_FOLDER}/weui-miniprogram"
WEUI_SHEET = f"{WEUI_PLACE}/weui-wxss/dist/style/weui.wxss"
"""What `useExtendedLib.weui` imports into the app's sheet by itself."""

_SCRIPT_SUFFIXES = (".js", ".cjs", ".mjs", ".json")


class _Mounted:
    """A package's place in the mini-program, and where its files come from.

    `entry`: the script that its index.js stands for; None: all its files are taken as they are.
    """

    def __init__(self, files: ProjectFiles, folder: str, entry: str | None, whole: bool) -> None:
        self.files = files
        self.folder = folder
        self.entry = entry
        self.whole = whole

    def source(self, rest: str) -> str | None:
        """The file that `rest`, a path in the package, comes from; None when there is none."""
        path = within(self.folder, rest)
        if not self.whole and not rest.endswith(_SCRIPT_SUFFIXES):
            return None
        return path if self.files.exists(path) else None

    def made(self, rest: str) -> bytes | None:
        """The text of an index.js that only leads to the package's entry; None for other files."""
        if rest != INDEX or self.entry is None or self.entry == INDEX:
            return None
        return f'module.exports = require("./{self.entry}");\n'.encode()


class NpmFiles:
    """`files`, and in them the packages of `outer` at their places.

    Plain packages are not listed: their scripts are there for who asks by name, so that none of
    their other files gets into a package.
    """

    def __init__(
        self,
        files: ProjectFiles,
        outer: ProjectFiles,
        packages: Iterable[NpmPackage],
        *,
        weui: bool,
        weui_folder: Path = WEUI_FOLDER,
    ) -> None:
        """`weui`: the app relies on `useExtendedLib`; its own copy, if any, comes first."""
        self._files = files
        self._mounted: dict[str, _Mounted] = {}
        for each in packages:
            whole = each.package.miniprogram is not None
            folder = within(each.package.folder, each.package.miniprogram or "")
            self._mounted[each.place] = _Mounted(outer, folder, each.package.entry, whole)
        if weui and WEUI_PLACE not in self._mounted and not files.list(WEUI_PLACE):
            self._mounted[WEUI_PLACE] = _Mounted(FolderFiles(weui_folder), "", None, True)
        self._listed = _listed(self._mounted)

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        found = self._find(path)
        if found is None:
            return self._files.read(path)
        package, rest = found
        made = package.made(rest)
        if made is not None:
            return made
        source = package.source(rest)
        if source is None:
            raise BuildError(f"{path}: there is no such file in the npm package", path=path)
        return package.files.read(source)

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.stamp(path) is not None

    def list(self, folder: str) -> tuple[str, ...]:
        """Names in a folder, sorted; folders end in `/`."""
        folder = folder.strip("/")
        names = set(self._listed.get(folder, ()))
        found = self._find(f"{folder}/") if folder else None
        if found is None:
            names.update(self._files.list(folder))
        else:
            package, rest = found
            inside = package.files.list(within(package.folder, rest.rstrip("/")))
            names.update(inside if package.whole else ())
        return tuple(sorted(names))

    def stamp(self, path: str) -> Stamp | None:
        """The file's stamp."""
        found = self._find(path)
        if found is None:
            return self._files.stamp(path)
        package, rest = found
        made = package.made(rest)
        if made is not None:
            return Stamp(hash(made), len(made))
        source = package.source(rest)
        return None if source is None else package.files.stamp(source)

    def _find(self, path: str) -> tuple[_Mounted, str] | None:
        """The innermost package that a path leads into, and the path in it."""
        at = path.rfind(f"{NPM_FOLDER}/")
        while at >= 0:
            if at == 0 or path[at - 1] == "/":
                name_at = at + len(NPM_FOLDER) + 1
                end = path.find("/", name_at)
                if path.startswith("@", name_at) and end >= 0:
                    end = path.find("/", end + 1)
                package = self._mounted.get(path[:end]) if end >= 0 else None
                if package is not None:
                    return package, path[end + 1 :]
            at = path.rfind(f"{NPM_FOLDER}/", 0, at)
        return None


def _listed(places: Iterable[str]) -> dict[str, set[str]]:
    """Folder → the folders in it that lead to packages."""
    listed: dict[str, set[str]] = {}
    for place in places:
        while place:
            folder, _, name = place.rpartition("/")
            listed.setdefault(folder, set()).add(f"{name}/")
            place = folder
    return listed
