"""What an end user gets: the wheel and the source archive, made by the real build."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import build_js

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one wheel and one source archive of this tree."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    assert path.name == "fanlight-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path) as archive:
        return archive


def test_wheel_carries_every_bundle_and_no_typescript(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    folders = build_js.folders(ROOT)
    entries = [entry for folder in folders for entry in folder.entries()]
    assert len({entry.parent for entry in entries}) == 3
    for folder in folders:
        place = folder.dist.relative_to(ROOT).as_posix()
        for entry in folder.entries():
            name = f"{place}/{build_js.bundle_name(entry)}.js"
            assert {name, *([f"{name}.map"] if folder.maps else [])} <= names
    assert [name for name in names if name.endswith(".ts")] == []


def test_wheel_carries_what_the_compiler_reads_and_its_licences(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    tools = "sandbox/compile/tools/dist"
    assert f"{tools}/{build_js.TEMPLATE_COMPILER}" in names
    assert "sandbox/runtime/src/shared/module_parameters.json" in names
    weui = [path for path in (ROOT / tools / "weui").rglob("*") if path.is_file()]
    assert len(weui) > 50 and {path.relative_to(ROOT).as_posix() for path in weui} <= names
    assert {f"{tools}/LICENSES.txt", "sandbox/runtime/dist/LICENSES.txt"} <= names


def test_wheel_carries_what_the_shell_reads_in_other_languages(wheel: zipfile.ZipFile) -> None:
    place = "host/shell/texts/translations"
    made = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(f"{place}/*.qm")}
    assert f"{place}/fanlight_zh_CN.qm" in made
    assert made <= set(wheel.namelist())


def test_wheel_carries_the_floors_the_samples_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"host", "bridge", "sandbox", "fanlight-0.1.0.dist-info"}
    assert [name for name in names if "node_modules" in name] == []
    samples = [path.relative_to(ROOT) for path in (ROOT / "sample_apps").rglob("*.js*")]
    wanted = {f"host/{path.as_posix()}" for path in samples if "node_modules" not in path.parts}
    assert wanted <= set(names)
    assert {f"host/sample_apps/{name}" for name in ("gallery/app.json", "notes/manifest.json")} <= (
        wanted
    )
    assert "fanlight-0.1.0.dist-info/licenses/LICENSE" in names
    for source in ROOT.glob("host/**/*.py"):
        assert source.relative_to(ROOT).as_posix() in names


def test_source_archive_needs_no_node_to_become_a_wheel(built: Path, tmp_path: Path) -> None:
    """It holds the bundles and their stamp, so the build hook finds nothing stale."""
    (path,) = built.glob("*.tar.gz")
    unpack = [sys.executable, "-m", "tarfile", "--extract", str(path), str(tmp_path)]
    subprocess.run(unpack, check=True)
    root = tmp_path / path.name.removesuffix(".tar.gz")
    script = f"import sys; sys.path.insert(0, {str(root / 'packaging')!r}); import build_js; "
    command = [sys.executable, "-c", script + "sys.exit(not build_js.is_built())"]
    assert subprocess.run(command, check=False).returncode == 0
    assert not (root / "node_modules").exists()
