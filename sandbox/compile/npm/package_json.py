"""package.json, as far as building a mini-program's npm packages goes by it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import ProjectFiles, normal_path, read_text
from sandbox.decoding import readable

PACKAGE_JSON = "package.json"
DEFAULT_FOLDER = "miniprogram_dist"

_ENTRY_SUFFIXES = ("", ".js", ".json", "/index.js", ".cjs", ".mjs")


class PackageJson(msgspec.Struct, frozen=True):
    """What one package.json says; `folder` is where it stands.

    `miniprogram`: the folder in it that is copied as it is; None for a package of plain scripts,
    which has `entry`, its first script from `folder` (None: it has none).
    """

    folder: str
    miniprogram: str | None
    entry: str | None
    dependencies: tuple[str, ...]


def read_package_json(files: ProjectFiles, folder: str, found: Diagnostics) -> PackageJson | None:
    """Read `folder`/package.json; None when it is missing, or with a warning when it is none."""
    path = within(folder, PACKAGE_JSON)
    text = read_text(files, path)
    if text is None:
        return None
    try:
        value = msgspec.json.decode(text, type=readable(dict[str, object]))
    except msgspec.MsgspecError as error:
        found.warning("C5001", path, f"this package.json is passed over: {error}")
        return None
    dependencies = value.get("dependencies")
    miniprogram = _miniprogram(files, folder, value)
    return PackageJson(
        folder=folder,
        miniprogram=miniprogram,
        entry=None if miniprogram is not None else _entry(files, folder, value),
        dependencies=tuple(dependencies) if isinstance(dependencies, dict) else (),
    )


def within(folder: str, path: str) -> str:
    """The path of what stands in a folder; "" is the root."""
    return f"{folder}/{path}" if folder and path else folder or path


def _miniprogram(files: ProjectFiles, folder: str, value: Mapping[str, object]) -> str | None:
    named = value.get("miniprogram")
    for place in (named, DEFAULT_FOLDER):
        path = normal_path(place) if isinstance(place, str) else None
        if path and files.list(within(folder, path)):
            return path
    return None


def _entry(files: ProjectFiles, folder: str, value: Mapping[str, object]) -> str | None:
    """`main` as WeChat goes by it; packages without one fall back to what newer ones name."""
    named = [value.get("main"), "index", *_exported(value.get("exports")), value.get("module")]
    for place in named:
        path = normal_path(place) if isinstance(place, str) else None
        if path is None:
            continue
        for suffix in _ENTRY_SUFFIXES:
            if files.exists(within(folder, f"{path}{suffix}")):
                return f"{path}{suffix}"
    return None


def _exported(exports: object) -> list[object]:
    """What `exports` gives for the package itself, `require` before `default` before `import`."""
    if isinstance(exports, str):
        return [exports]
    if not isinstance(exports, dict):
        return []
    if "." in exports:
        return _exported(exports["."])
    return [
        entry
        for condition in ("require", "default", "import", "browser", "node")
        for entry in _exported(exports.get(condition))
    ]
