"""What an end user gets: the wheel and the source archive, made by the real build."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
    entries = [*ROOT.glob("bridge/js/src/*.entry.ts"), *ROOT.glob("sandbox/runtime/src/*.entry.ts")]
    assert entries
    for entry in entries:
        name = entry.name.removesuffix(".entry.ts")
        place = entry.parent.parent.relative_to(ROOT).as_posix()
        assert {f"{place}/dist/{name}.js", f"{place}/dist/{name}.js.map"} <= names
    assert [name for name in names if name.endswith(".ts")] == []


def test_wheel_carries_the_floors_the_samples_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"host", "bridge", "sandbox", "fanlight-0.1.0.dist-info"}
    for sample in (path for path in (ROOT / "sample_apps").iterdir() if path.is_dir()):
        assert f"host/sample_apps/{sample.name}/manifest.json" in names
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
