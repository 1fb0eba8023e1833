"""The licence texts of the npm packages that a bundle contains; standard library alone.

esbuild's metafile says which files went into a bundle; each file's package brings its own text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

LICENCE_NAMES = ("license", "licence", "copying", "notice")
OWN_LICENCE = "Apache-2.0"


class LicenceMissing(Exception):
    """A package that neither carries a licence text nor has this project's own licence."""


def bundled_packages(metafile: str, root: Path) -> list[Path]:
    """The folders of the npm packages that esbuild's metafile names, sorted.

    `root` is the folder that esbuild ran in; the metafile's paths are relative to it.
    """
    inputs = (Path(root, name).resolve() for name in json.loads(metafile)["inputs"])
    return sorted({found for path in inputs if (found := _package_of(path)) is not None})


def licences(packages: Iterable[Path]) -> str:
    """One text with each package's name, version, licence and licence text.

    Raises LicenceMissing.
    """
    parts = ["Third-party software in this folder's files, with its licences."]
    for folder in sorted(set(packages), key=lambda folder: (folder.name, str(folder))):
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        name, licence = f"{about['name']} {about['version']}", about.get("license", "")
        texts = [path.read_text(encoding="utf-8").strip() for path in _licence_files(folder)]
        if not texts and licence != OWN_LICENCE:
            raise LicenceMissing(f"npm package {name} ({licence}) carries no licence text")
        text = "\n\n".join(texts) or (
            f"{_author(about)}\nLicensed under the Apache License, Version 2.0, whose text is this "
            "project's own licence (LICENSE)."
        )
        parts.append(f"{'=' * 72}\n{name}: {licence}\n\n{text}")
    return "\n\n".join(parts) + "\n"


def _licence_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(LICENCE_NAMES):
            yield path


def _author(about: dict[str, object]) -> str:
    author = about.get("author", "")
    name = author.get("name", "") if isinstance(author, dict) else author
    return f"Copyright {name}" if name else "Copyright by its authors"


def _package_of(path: Path) -> Path | None:
    """The innermost `node_modules/NAME` or `node_modules/@SCOPE/NAME` that holds a file."""
    for folder in path.parents:
        scope = folder.parent
        is_plain = scope.name == "node_modules" and not folder.name.startswith("@")
        is_scoped = scope.name.startswith("@") and scope.parent.name == "node_modules"
        if is_plain or is_scoped:
            return folder
    return None
