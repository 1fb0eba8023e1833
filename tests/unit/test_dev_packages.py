"""What the installers carry (packaging/frozen.py, pygobject.py, linux_package.py)."""

from __future__ import annotations

import lzma
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import frozen
import linux_package
import pygobject
from sandbox.view.outside.process import FROZEN_WORD

ROOT = Path(__file__).resolve().parents[2]
NOT_READ = (
    "*.codes",
    "*.modules",
    "*.pyc",
    "*/py.typed",
    "bridge/js/*",
    "bridge/schema/api.schema.json",
    "bridge/vectors/*",
    "host/shell/texts/translations/*.ts",
    "sandbox/compile/tools/src/*",
    "sandbox/runtime/*",
)
"""Not Python, and read by nobody at run time: types, sources of bundles, the tests' vectors."""


def test_whatever_is_read_beside_a_module_is_carried() -> None:
    """The installers had neither the templates of `fanlight new` nor Chinese."""
    carried = [ROOT / each for each in frozen.DATA]
    carried += [path for pattern in frozen.READ_BY_NAME for path in ROOT.glob(pattern)]
    assert all(path.exists() for path in carried)
    lacking = []
    for house in ("bridge", "host", "sandbox"):
        for path in (ROOT / house).rglob("*"):
            name = path.relative_to(ROOT)
            if not path.is_file() or path.suffix == ".py":
                continue
            read = not any(name.match(each) or _below(name, each) for each in NOT_READ)
            if read and not any(path.is_relative_to(each) for each in carried):
                lacking.append(name.as_posix())
    assert lacking == []


def _below(name: Path, pattern: str) -> bool:
    return pattern.endswith("/*") and name.is_relative_to(pattern.removesuffix("/*"))


def test_a_frozen_program_asks_for_the_word_that_starts_a_view() -> None:
    assert f'"{FROZEN_WORD}"' in frozen.ENTRY
    compile(frozen.ENTRY, "entry.py", "exec")


@pytest.mark.skipif(sys.platform != "linux", reason="GTK's binding is Linux's here")
def test_gtks_binding_comes_with_what_it_imports_and_its_licence(tmp_path: Path) -> None:
    try:
        folders = pygobject.folders()
    except frozen.BuildImpossible as error:
        pytest.skip(str(error))
    wanted = {name for folder in folders.values() for name in pygobject.imported(folder)}
    assert {"optparse", "pkgutil", "importlib"} <= wanted
    assert {name.split(".")[0] for name in wanted} <= sys.stdlib_module_names
    pygobject.bring(tmp_path)
    for name, modules in pygobject.PACKAGES.items():
        assert (tmp_path / name / "__init__.py").is_file()
        assert len(list((tmp_path / name).rglob("*.so"))) == len(modules)
        licence = pygobject.LICENCES / pygobject.DEBIAN[name] / "copyright"
        assert (tmp_path / name / "copyright").is_file() is licence.is_file()
    # Nothing but what was brought, and the standard library.
    code = "import cairo, gi; print(gi.__file__, cairo.Context.__name__)"
    words = [
        sys.executable,
        "-S",
        "-E",
        "-P",
        "-c",
        f"import sys; sys.path.append(sys.argv[1]); {code}",
    ]
    ran = subprocess.run([*words, str(tmp_path)], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(tmp_path / "gi" / "__init__.py"), "Context"]


def test_a_binding_of_another_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pygobject.sysconfig.get_config_var", lambda _: ".cpython-20.so")
    with pytest.raises(frozen.BuildImpossible, match="python3-gi"):
        pygobject.folders()


@pytest.mark.skipif(shutil.which("ar") is None or shutil.which("xz") is None, reason="ar, xz")
def test_a_deb_is_compressed_the_same_way_each_time(tmp_path: Path) -> None:
    content = b"the files" * 10_000
    made = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, each in (
            ("debian-binary", b"2.0\n"),
            ("control.tar.gz", b"c"),
            ("data.tar", content),
        ):
            (folder / name).write_bytes(each)
        package = folder / "x.deb"
        members = ["debian-binary", "control.tar.gz", "data.tar"]
        subprocess.run(["ar", "rc", str(package), *members], check=True, cwd=folder)
        linux_package.compress(package, folder / "work")
        made.append(package.read_bytes())
    assert made[0] == made[1]
    listed = subprocess.run(["ar", "t", str(package)], capture_output=True, text=True, check=True)
    assert listed.stdout.split() == ["debian-binary", "control.tar.gz", "data.tar.xz"]
    subprocess.run(["ar", "x", str(package)], check=True, cwd=tmp_path)
    assert lzma.decompress((tmp_path / "data.tar.xz").read_bytes()) == content


@pytest.mark.skipif(shutil.which("ar") is None, reason="ar")
def test_another_kind_of_deb_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "data.tar.zst").write_bytes(b"x")
    subprocess.run(["ar", "rc", "x.deb", "data.tar.zst"], check=True, cwd=tmp_path)
    with pytest.raises(frozen.BuildImpossible, match="other members"):
        linux_package.compress(tmp_path / "x.deb", tmp_path / "work")


@pytest.mark.skipif(shutil.which("readelf") is None, reason="no readelf")
@pytest.mark.skipif(sys.platform != "linux", reason="programs of Linux")
def test_an_rpm_asks_for_what_it_does_not_carry(tmp_path: Path) -> None:
    shutil.copy("/bin/sh", tmp_path / "fanlight")
    assert "libc.so.6()(64bit)" in linux_package.needs(tmp_path)
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libc.so.6").touch()  # carried: then nobody is asked for it
    assert "libc.so.6()(64bit)" not in linux_package.needs(tmp_path)
