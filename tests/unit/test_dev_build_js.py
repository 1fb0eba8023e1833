"""packaging/build_js.py: what counts as stale, and the bundles themselves by the real esbuild."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import build_js

ROOT = Path(__file__).resolve().parents[2]
GREETING = "\\u4F60\\u597D"
"""你好, as an escape: bundles are ASCII."""
SHARED = ("package.json", "package-lock.json", "tsconfig.json")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one entry, the project's own locked tools, and npm's packages by a link."""
    for name in SHARED:
        shutil.copy(ROOT / name, tmp_path)
    source = tmp_path / "bridge" / "js" / "src"
    source.mkdir(parents=True)
    (source / "greet.ts").write_text("export const greet = (who: string) => `你好 ${who}`;\n")
    (source / "client.entry.ts").write_text(
        'import { greet } from "./greet.ts";\n(globalThis as any).said = greet("fanlight");\n'
    )
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return tmp_path


def bundle(tree: Path) -> Path:
    return tree / "bridge" / "js" / "dist" / "client.js"


def test_bundles_run_as_one_script(tree: Path) -> None:
    build_js.build(tree)
    text = bundle(tree).read_text(encoding="utf-8")
    assert "import" not in text and GREETING in text
    assert text.isascii()  # one byte a character in the engine
    assert "sourceMappingURL" not in text and (bundle(tree).parent / "client.js.map").is_file()
    script = f"require({str(bundle(tree))!r}); console.log(globalThis.said)"
    command = [*build_js.node_command(), "--input-type=commonjs", "-e", script]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "你好 fanlight"


def test_built_once_until_a_source_changes(tree: Path) -> None:
    said: list[str] = []
    assert not build_js.is_built(tree)
    build_js.build(tree, say=said.append)
    build_js.build(tree, say=said.append)
    assert said == ["esbuild bridge/js"] and build_js.is_built(tree)
    (tree / "bridge" / "js" / "src" / "greet.ts").write_text("export const greet = String;\n")
    assert not build_js.is_built(tree)
    build_js.build(tree, say=said.append)
    assert build_js.is_built(tree) and GREETING not in bundle(tree).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["package-lock.json", "tsconfig.json"])
def test_stale_when_a_tool_changes(tree: Path, name: str) -> None:
    build_js.build(tree)
    with (tree / name).open("a") as file:
        file.write("\n")
    assert not build_js.is_built(tree)


def test_stale_when_a_bundle_is_gone(tree: Path) -> None:
    build_js.build(tree)
    bundle(tree).unlink()
    assert not build_js.is_built(tree)


def test_tests_beside_the_sources_are_no_sources(tree: Path) -> None:
    build_js.build(tree)
    (tree / "bridge" / "js" / "src" / "greet.test.ts").write_text("export {};\n")
    assert build_js.is_built(tree)


def test_an_entry_that_is_gone_leaves_no_bundle(tree: Path) -> None:
    build_js.build(tree)
    source = tree / "bridge" / "js" / "src"
    (source / "client.entry.ts").rename(source / "page.entry.ts")
    build_js.build(tree)
    assert not bundle(tree).exists() and bundle(tree).with_name("page.js").is_file()


def test_a_broken_source_keeps_the_old_bundle_and_says_where(tree: Path) -> None:
    build_js.build(tree)
    before = bundle(tree).read_bytes()
    (tree / "bridge" / "js" / "src" / "greet.ts").write_text("export const = 1;\n")
    with pytest.raises(build_js.BuildFailed, match=r"greet\.ts:1:13"):
        build_js.build(tree)
    assert bundle(tree).read_bytes() == before and not build_js.is_built(tree)


def test_a_tree_without_typescript_is_built(tmp_path: Path) -> None:
    assert build_js.is_built(tmp_path)
    build_js.build(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def tools(tree: Path) -> Path:
    """The folder of the compiler's tools in `tree`, with an entry that bundles a library."""
    source = tree / "sandbox" / "compile" / "tools" / "src"
    source.mkdir(parents=True)
    (source / "read.entry.ts").write_text(
        'import { parse } from "acorn";\n(globalThis as any).read = parse;\n'
    )
    return source.parent


def test_npm_files_stand_beside_the_bundles(tree: Path, tools: Path) -> None:
    build_js.build(tree)
    dist = tools / "dist"
    package = ROOT / "node_modules" / "glass-easel-template-compiler"
    compiler = "glass_easel_template_compiler_bg.wasm"
    assert (dist / compiler).read_bytes() == (package / compiler).read_bytes()
    assert (dist / "weui" / "weui-wxss" / "dist" / "style" / "weui.wxss").is_file()
    assert (dist / "read.js").is_file() and not list(dist.glob("*.map"))
    assert not (dist / build_js.METAFILE_NAME).exists()
    (dist / compiler).unlink()
    assert not build_js.is_built(tree)


def test_licences_of_what_npm_brought_come_along(tree: Path, tools: Path) -> None:
    """Bundled and copied packages alike; a folder without any has no such file."""
    build_js.build(tree)
    text = (tools / "dist" / build_js.LICENCES_NAME).read_text(encoding="utf-8")
    for name in ("acorn", "weui-miniprogram", "glass-easel-template-compiler"):
        folder = ROOT / "node_modules" / name
        assert f"\n{name} " in text
        assert (folder / "LICENSE").read_text(encoding="utf-8").strip() in text
    assert "sucrase" not in text
    assert not (tree / "bridge" / "js" / "dist" / build_js.LICENCES_NAME).exists()


def test_a_library_without_a_licence_text_is_not_bundled(tree: Path, tools: Path) -> None:
    own = tools / "node_modules" / "unlicensed"
    own.mkdir(parents=True)
    (own / "package.json").write_text('{"name": "unlicensed", "version": "1", "main": "i.js"}')
    (own / "i.js").write_text("export const parse = 1;\n")
    entry = tools / "src" / "read.entry.ts"
    entry.write_text(entry.read_text().replace("acorn", "unlicensed"))
    with pytest.raises(build_js.BuildFailed, match=r"unlicensed 1 .* no licence text"):
        build_js.build(tree)
    (own / "package.json").write_text(
        '{"name": "unlicensed", "version": "1", "license": "Apache-2.0", "author": "A. Person"}'
    )
    (own / "i.js").rename(own / "index.js")
    build_js.build(tree)
    text = (tools / "dist" / build_js.LICENCES_NAME).read_text(encoding="utf-8")
    assert "unlicensed 1: Apache-2.0\n\nCopyright A. Person" in text


def test_one_broken_folder_does_not_keep_the_others_back(tree: Path, tools: Path) -> None:
    (tree / "bridge" / "js" / "src" / "greet.ts").write_text("export const = 1;\n")
    with pytest.raises(build_js.BuildFailed, match=r"greet\.ts:1:13"):
        build_js.build(tree)
    assert (tools / "dist" / "read.js").is_file()


def test_the_linters_suffice_for_a_build_but_not_the_other_way(tree: Path) -> None:
    (tree / "node_modules").unlink()
    (tree / "node_modules").mkdir()
    assert not build_js.is_npm_ready(tree, checks=False)
    for held, wanted, ready in [
        (True, True, True),
        (True, False, True),
        (False, False, True),
        (False, True, False),
    ]:
        stamp = build_js._npm_digest(tree, held)
        (tree / build_js.NPM_STAMP).write_text(stamp, encoding="ascii")
        assert build_js.is_npm_ready(tree, checks=wanted) is ready


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A tree whose sample names a library that lies in the tree itself."""
    sample = tmp_path / build_js.SAMPLES_WITH_NPM[0]
    (sample / "kit").mkdir(parents=True)
    (sample / "kit" / "package.json").write_text('{"name": "kit", "version": "1.0.0"}')
    (sample / "package.json").write_text('{"name": "s", "dependencies": {"kit": "file:kit"}}')
    lock = {
        "name": "s",
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "s", "dependencies": {"kit": "file:kit"}},
            "kit": {"version": "1.0.0"},
            "node_modules/kit": {"resolved": "kit", "link": True},
        },
    }
    (sample / "package-lock.json").write_text(json.dumps(lock))
    return sample


def test_a_samples_libraries_are_installed_once_until_its_lock_changes(sample: Path) -> None:
    root, said = sample.parents[1], list[str]()
    assert not build_js.are_samples_ready(root)
    for _ in range(2):
        build_js.install_samples(root, say=said.append)
    assert said == ["npm ci sample_apps/gallery"] and build_js.are_samples_ready(root)
    assert (sample / "node_modules" / "kit" / "package.json").is_file()
    with (sample / "package-lock.json").open("a") as file:
        file.write("\n")
    assert not build_js.are_samples_ready(root)


def test_a_tree_without_samples_is_ready(tmp_path: Path) -> None:
    assert build_js.are_samples_ready(tmp_path)
    build_js.install_samples(tmp_path)
    assert list(tmp_path.iterdir()) == []
