"""Which npm packages a mini-program has, and where they appear in it.

The rules are those of developers.weixin.qq.com, devtools/npm: `dependencies` of a package.json and
theirs in turn become packages in `miniprogram_npm`; those made for mini-programs are taken from
their own folder as they are, others from their main script on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import msgspec

from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import ProjectFiles
from sandbox.compile.npm.package_json import PACKAGE_JSON, PackageJson, read_package_json, within
from sandbox.compile.project import NpmRelation

NPM_FOLDER = "miniprogram_npm"
_NODE_MODULES = "node_modules"
# Where pnpm keeps what it does not link to the top.
_HOISTED_BY_PNPM = f"{_NODE_MODULES}/.pnpm/{_NODE_MODULES}"


class NpmPackage(msgspec.Struct, frozen=True):
    """One package: `place` is its folder in the mini-program, `package.folder` in the project."""

    place: str
    package: PackageJson


def find_packages(
    outer: ProjectFiles,
    root: str,
    folders: Sequence[str],
    relations: Sequence[NpmRelation] | None,
    found: Diagnostics,
) -> list[NpmPackage]:
    """The packages to build. `outer`: the project's folder; `root`: the mini-program's root in it.

    `folders`: the mini-program's root "" and its subpackages' roots, where a package.json counts.
    `relations`: what packNpmManually lists instead; None: it is not set. A folder that holds
    `miniprogram_npm` already was built by its author and is left alone.
    """
    packages: list[NpmPackage] = []
    for relation in _sources(outer, root, folders) if relations is None else relations:
        inside = _inside(relation.out_folder, root)
        if inside is None:
            found.warning(
                "C5002",
                relation.package_json,
                f"its packages would go to {relation.out_folder!r}, which is outside the "
                "mini-program; they are left out",
                fix="correct miniprogramNpmDistDir in project.config.json",
            )
        elif not outer.list(within(relation.out_folder, NPM_FOLDER)):
            packages += _packages(outer, relation, within(inside, NPM_FOLDER), found)
    return packages


def _sources(outer: ProjectFiles, root: str, folders: Sequence[str]) -> list[NpmRelation]:
    """Each folder's own package.json; for the root, that of the project when it has none."""
    sources = []
    for folder in dict.fromkeys(["", *folders]):
        place = within(root, folder)
        if outer.exists(within(place, PACKAGE_JSON)):
            sources.append(NpmRelation(within(place, PACKAGE_JSON), place))
        elif not folder and outer.exists(PACKAGE_JSON) and outer.list(_NODE_MODULES):
            sources.append(NpmRelation(PACKAGE_JSON, root))
    return sources


def _inside(folder: str, root: str) -> str | None:
    if folder == root or not root:
        return "" if folder == root else folder
    return folder.removeprefix(f"{root}/") if folder.startswith(f"{root}/") else None


def _packages(
    outer: ProjectFiles, relation: NpmRelation, out: str, found: Diagnostics
) -> list[NpmPackage]:
    top = relation.package_json.rpartition("/")[0]
    package = read_package_json(outer, top, found)
    if package is None or not package.dependencies:
        return []
    if not outer.list(within(top, _NODE_MODULES)):
        found.warning(
            "C5003",
            relation.package_json,
            "its dependencies are not installed, so the mini-program lacks them",
            fix=f"run npm install in {top or 'the project folder'}",
        )
        return []
    packages: dict[str, NpmPackage] = {}
    waiting = deque([package])
    while waiting:
        using = waiting.popleft()
        for name in using.dependencies:
            folder = _installed(outer, top, using.folder, name)
            if folder is None:
                if using is package:
                    found.warning(
                        "C5004",
                        relation.package_json,
                        f"the dependency {name!r} is not in node_modules",
                        fix=f"run npm install in {top or 'the project folder'}",
                    )
                continue
            place = _place(folder, top, out)
            if place not in packages:
                depended = read_package_json(outer, folder, found)
                if depended is not None:
                    packages[place] = NpmPackage(place, depended)
                    waiting.append(depended)
    return list(packages.values())


def _installed(outer: ProjectFiles, top: str, using: str, name: str) -> str | None:
    """The folder of the package that `name` means in the package `using`, as Node looks it up."""
    folder = using
    while True:
        candidate = within(folder, f"{_NODE_MODULES}/{name}")
        if outer.exists(within(candidate, PACKAGE_JSON)):
            return candidate
        if folder == top:
            break
        folder = folder.rpartition(f"{_NODE_MODULES}/")[0].rstrip("/")
        if not folder.startswith(top):
            return None
    candidate = within(top, f"{_HOISTED_BY_PNPM}/{name}")
    return candidate if outer.exists(within(candidate, PACKAGE_JSON)) else None


def _place(folder: str, top: str, out: str) -> str:
    """`node_modules/a/node_modules/b` → `miniprogram_npm/a/miniprogram_npm/b`."""
    below = folder.removeprefix(f"{top}/") if top else folder
    names = below.replace(_HOISTED_BY_PNPM, _NODE_MODULES, 1)
    parts = names.removeprefix(f"{_NODE_MODULES}/").split(f"/{_NODE_MODULES}/")
    return within(out, f"/{NPM_FOLDER}/".join(parts))
