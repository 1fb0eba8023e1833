"""npm packages in a mini-program: which there are, where they appear, and what is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bridge.errors import BuildError
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import FolderFiles, MemoryFiles, ProjectFiles
from sandbox.compile.npm.building import NpmPackage, find_packages
from sandbox.compile.npm.overlay import WEUI_FOLDER, WEUI_SHEET, NpmFiles
from sandbox.compile.project import NpmRelation
from sandbox.compile.script.resolver import Resolver


def package(**members: object) -> str:
    return json.dumps(members)


PROJECT: dict[str, str] = {
    "app.json": "{}",
    "package.json": package(
        dependencies={"dayjs": "1", "kit": "1", "@scope/tool": "1", "both": "1", "none": "1"},
        devDependencies={"typescript": "5"},
    ),
    "node_modules/dayjs/package.json": package(main="dayjs.min.js"),
    "node_modules/dayjs/dayjs.min.js": "min",
    "node_modules/dayjs/index.d.ts": "types",
    "node_modules/dayjs/README.md": "words",
    "node_modules/dayjs/style.css": "css",
    "node_modules/dayjs/locale/de.js": "de",
    "node_modules/kit/package.json": package(
        miniprogram="./dist/", main="lib/index.js", dependencies={"deep": "1", "dayjs": "1"}
    ),
    "node_modules/kit/dist/button/button.json": "{}",
    "node_modules/kit/dist/button/button.wxml": "<view/>",
    "node_modules/kit/dist/button/button.js": "Component({})",
    "node_modules/kit/dist/icon.png": "png",
    "node_modules/kit/lib/index.js": "not for mini-programs",
    "node_modules/kit/node_modules/deep/package.json": package(main="lib"),
    "node_modules/kit/node_modules/deep/lib/index.js": "require('../other')",
    "node_modules/kit/node_modules/deep/other.js": "other",
    "node_modules/@scope/tool/package.json": package(dependencies={"hoisted": "1", "lost": "1"}),
    "node_modules/@scope/tool/index.js": "tool",
    "node_modules/hoisted/package.json": package(main="./cjs/x", module="esm/x.mjs"),
    "node_modules/hoisted/cjs/x.cjs": "x",
    "node_modules/both/package.json": package(
        main="gone.js", exports={".": {"require": "./r.cjs"}}
    ),
    "node_modules/both/r.cjs": "r",
    "node_modules/both/miniprogram_dist/index.js": "as it is",
    "node_modules/typescript/package.json": package(main="lib/typescript.js"),
    "node_modules/typescript/lib/typescript.js": "a tool",
}


def build(
    files: Mapping[str, str],
    *,
    root: str = "",
    folders: Sequence[str] = (),
    relations: Sequence[NpmRelation] | None = None,
    weui: bool = False,
) -> tuple[NpmFiles, list[NpmPackage], Diagnostics]:
    outer = MemoryFiles(files)
    inside = {
        path.removeprefix(f"{root}/"): text
        for path, text in files.items()
        if not root or path.startswith(f"{root}/")
    }
    found = Diagnostics()
    packages = find_packages(outer, root, folders, relations, found)
    return NpmFiles(MemoryFiles(inside), outer, packages, weui=weui), packages, found


def test_dependencies_become_packages_and_so_do_theirs() -> None:
    _, packages, found = build(PROJECT)
    assert sorted((each.place, each.package.folder) for each in packages) == [
        ("miniprogram_npm/@scope/tool", "node_modules/@scope/tool"),
        ("miniprogram_npm/both", "node_modules/both"),
        ("miniprogram_npm/dayjs", "node_modules/dayjs"),
        ("miniprogram_npm/hoisted", "node_modules/hoisted"),
        ("miniprogram_npm/kit", "node_modules/kit"),
        ("miniprogram_npm/kit/miniprogram_npm/deep", "node_modules/kit/node_modules/deep"),
    ]
    assert [(each.code, each.path) for each in found] == [("C5004", "package.json")]
    assert "'none'" in next(iter(found)).message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.json", "{}"),
        ("miniprogram_npm/dayjs/index.js", 'module.exports = require("./dayjs.min.js");\n'),
        ("miniprogram_npm/dayjs/dayjs.min.js", "min"),
        ("miniprogram_npm/dayjs/locale/de.js", "de"),
        ("miniprogram_npm/dayjs/README.md", None),
        ("miniprogram_npm/dayjs/index.d.ts", None),
        ("miniprogram_npm/dayjs/style.css", None),
        ("miniprogram_npm/dayjs/../../app.json", None),
        ("miniprogram_npm/kit/button/button.wxml", "<view/>"),
        ("miniprogram_npm/kit/icon.png", "png"),
        ("miniprogram_npm/kit/lib/index.js", None),
        ("miniprogram_npm/kit/index.js", None),
        ("miniprogram_npm/kit/package.json", None),
        (
            "miniprogram_npm/kit/miniprogram_npm/deep/index.js",
            'module.exports = require("./lib/index.js");\n',
        ),
        ("miniprogram_npm/kit/miniprogram_npm/deep/other.js", "other"),
        ("miniprogram_npm/@scope/tool/index.js", "tool"),
        ("miniprogram_npm/hoisted/index.js", 'module.exports = require("./cjs/x.cjs");\n'),
        ("miniprogram_npm/both/index.js", "as it is"),
        ("miniprogram_npm/typescript/index.js", None),
        ("miniprogram_npm/dayjs", None),
        ("miniprogram_npm/@scope", None),
    ],
)
def test_files_of_packages(path: str, text: str | None) -> None:
    files, _, _ = build(PROJECT)
    assert files.exists(path) is (text is not None)
    assert (files.stamp(path) is None) is (text is None)
    if text is None:
        with pytest.raises(BuildError, match="no such file"):
            files.read(path)
    else:
        assert files.read(path) == text.encode()


def test_only_packages_for_mini_programs_are_listed() -> None:
    """What is listed gets into the package as it is: pictures do, a library's texts do not."""
    files, _, _ = build(PROJECT)
    assert "miniprogram_npm/" in files.list("") and "app.json" in files.list("/")
    names = ("@scope/", "both/", "dayjs/", "hoisted/", "kit/")
    assert files.list("miniprogram_npm") == files.list("/miniprogram_npm/") == names
    assert files.list("miniprogram_npm/@scope") == ("tool/",)
    assert files.list("miniprogram_npm/dayjs") == ()
    assert files.list("miniprogram_npm/kit") == ("button/", "icon.png", "miniprogram_npm/")
    assert files.list("miniprogram_npm/kit/button") == ("button.js", "button.json", "button.wxml")
    assert files.list("miniprogram_npm/kit/miniprogram_npm") == ("deep/",)


@pytest.mark.parametrize(
    ("using", "name", "path"),
    [
        ("pages/a.js", "dayjs", "miniprogram_npm/dayjs/index.js"),
        ("pages/a.js", "dayjs/locale/de", "miniprogram_npm/dayjs/locale/de.js"),
        ("miniprogram_npm/dayjs/index.js", "./dayjs.min.js", "miniprogram_npm/dayjs/dayjs.min.js"),
        ("miniprogram_npm/kit/a.js", "deep", "miniprogram_npm/kit/miniprogram_npm/deep/index.js"),
        ("pages/a.js", "deep", None),
        ("pages/a.js", "kit/button/button", "miniprogram_npm/kit/button/button.js"),
        ("miniprogram_npm/@scope/tool/index.js", "hoisted", "miniprogram_npm/hoisted/index.js"),
        ("pages/a.js", "typescript", None),
    ],
)
def test_names_lead_into_packages(using: str, name: str, path: str | None) -> None:
    files, _, _ = build(PROJECT)
    found = Resolver(files, {}).resolve(using, name)
    assert (found and found.path) == path


def below(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in files.items()}


TINY = {
    "package.json": package(dependencies={"a": "1"}),
    "node_modules/a/package.json": package(main="index.js"),
    "node_modules/a/index.js": "a",
}


@pytest.mark.parametrize(
    ("files", "folders", "places"),
    [
        (below("mini", TINY), (), ["miniprogram_npm/a"]),
        (below("mini/sub", TINY), ("sub",), ["sub/miniprogram_npm/a"]),
        (below("mini/sub", TINY), (), []),
        # The project's own package.json serves where the mini-program has none.
        (TINY, (), ["miniprogram_npm/a"]),
        ({**TINY, "mini/package.json": package()}, (), []),
        # What its author built is left alone.
        ({**TINY, "mini/miniprogram_npm/a/index.js": "built"}, (), []),
        (below("mini", {**TINY, "miniprogram_npm/b/index.js": "built"}), (), []),
    ],
)
def test_where_packages_come_from(
    files: Mapping[str, str], folders: Sequence[str], places: list[str]
) -> None:
    made, packages, found = build({"mini/app.json": "{}", **files}, root="mini", folders=folders)
    assert ([each.place for each in packages], list(found)) == (places, [])
    for place in places:
        assert made.read(f"{place}/index.js") == b"a"
    if "mini/miniprogram_npm/a/index.js" in files:
        assert made.read("miniprogram_npm/a/index.js") == b"built"


def test_relations_say_where_from_and_where_to() -> None:
    files = {"mini/app.json": "{}", **below("src", TINY), **below("tools", TINY), **TINY}
    relations = [
        NpmRelation("src/package.json", "mini/lib"),
        NpmRelation("tools/package.json", "elsewhere"),
    ]
    made, packages, found = build(files, root="mini", relations=relations)
    assert [each.place for each in packages] == ["lib/miniprogram_npm/a"]
    assert made.read("lib/miniprogram_npm/a/index.js") == b"a"
    assert [(each.code, each.path) for each in found] == [("C5002", "tools/package.json")]


def test_pnpm_keeps_packages_elsewhere() -> None:
    files = {
        "package.json": package(dependencies={"a": "1"}),
        "node_modules/a/package.json": package(main="index.js", dependencies={"b": "1"}),
        "node_modules/a/index.js": "require('b')",
        "node_modules/.pnpm/node_modules/b/package.json": package(),
        "node_modules/.pnpm/node_modules/b/index.js": "b",
    }
    made, packages, found = build(files)
    assert [each.place for each in packages] == ["miniprogram_npm/a", "miniprogram_npm/b"]
    assert made.read("miniprogram_npm/b/index.js") == b"b" and not list(found)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"package.json": "{"}, "C5001"),
        ({"package.json": "[]"}, "C5001"),
        ({"package.json": package(dependencies={"a": "1"})}, "C5003"),
        ({**TINY, "node_modules/a/package.json": "no"}, "C5001"),
    ],
)
def test_what_is_wrong_is_said_and_does_not_stop_the_build(
    files: Mapping[str, str], code: str
) -> None:
    made, packages, found = build(files)
    assert packages == [] and [each.code for each in found] == [code]
    assert made.exists("package.json")


@pytest.mark.parametrize(
    "members",
    [
        {"dependencies": []},
        {"dependencies": {"..": "1", "../..": "1", "/etc": "1", "": "1"}},
        {"dependencies": {"a": "1"}, "miniprogram": "../.."},
    ],
)
def test_a_hostile_package_json_leads_nowhere_else(members: dict[str, object]) -> None:
    files = {**TINY, "secret/package.json": package(), "package.json": package(**members)}
    files["node_modules/a/package.json"] = package(miniprogram="../../secret", main="../../x")
    _, packages, _ = build(files)
    assert {each.place for each in packages} <= {"miniprogram_npm/a"}
    for each in packages:
        assert each.package.miniprogram is None and each.package.entry == "index.js"


def test_weui_comes_with_the_host() -> None:
    files, _, _ = build({"app.json": "{}"}, weui=True)
    assert files.list("miniprogram_npm") == ("weui-miniprogram/",)
    assert b".weui-" in files.read(WEUI_SHEET)
    cell = Resolver(files, {}).resolve("pages/a.js", "weui-miniprogram/cell/cell")
    assert cell is not None and files.exists(cell.path.replace(".js", ".wxml"))
    without, _, _ = build({"app.json": "{}"})
    assert not without.exists(WEUI_SHEET)


def test_an_apps_own_weui_comes_first() -> None:
    own = {"miniprogram_npm/weui-miniprogram/index.js": "own"}
    files, _, _ = build(own, weui=True)
    assert files.read("miniprogram_npm/weui-miniprogram/index.js") == b"own"
    assert not files.exists(WEUI_SHEET)


def test_the_disk_is_not_written_and_links_stay_inside(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "lib").mkdir(parents=True)
    (outside / "package.json").write_text(package(main="lib/x.js"))
    (outside / "lib" / "x.js").write_text("secret")
    project = tmp_path / "project"
    for path, text in TINY.items():
        place = project / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    (project / "package.json").write_text(package(dependencies={"a": "1", "out": "1"}))
    (project / "node_modules" / "out").symlink_to(outside, target_is_directory=True)
    before = sorted(project.rglob("*"))
    files: ProjectFiles = FolderFiles(project)
    found = Diagnostics()
    packages = find_packages(files, "", [], None, found)
    made: ProjectFiles = NpmFiles(files, files, packages, weui=True)
    assert made.read("miniprogram_npm/a/index.js") == b"a"
    assert not made.exists("miniprogram_npm/out/lib/x.js")
    assert [each.code for each in found] == ["C5004"]
    assert sorted(project.rglob("*")) == before and WEUI_FOLDER.is_dir()
