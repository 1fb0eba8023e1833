"""dev.py and its set-up: what counts as stale, what a person is told, what is passed through."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import commands
import set_up
import system_packages
from one_at_a_time import alone
from system_packages import LIBRARIES, Missing

ROOT = Path(__file__).resolve().parents[2]


def test_dev_py_is_readable_to_an_old_python() -> None:
    """Python 3.4's grammar: whoever has only that gets a sentence, not a SyntaxError."""
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 4))


def test_set_up_needs_the_standard_library_alone() -> None:
    """`-I -S` leaves nothing else to import."""
    packaging = str(ROOT / "packaging")
    script = f"import sys; sys.path.insert(0, {packaging!r}); import commands"
    subprocess.run([sys.executable, "-I", "-S", "-c", script], check=True)


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 0), (["help"], 0), (["--help"], 0), (["tset"], 2)]
)
def test_usage_names_every_command(arguments: list[str], code: int) -> None:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == code
    for name in ("setup", "run", "test", "bench", "conformance", "fuzz", "lint", "fmt", "lock"):
        assert f"\n  {name} " in ran.stdout


def test_a_stamp_is_fresh_for_its_own_input_only(tmp_path: Path) -> None:
    stamps = set_up.Stamps(tmp_path / "stamps.json")
    assert not stamps.is_fresh("dependencies", "a")
    stamps.done("dependencies", "a")
    again = set_up.Stamps(tmp_path / "stamps.json")
    assert again.is_fresh("dependencies", "a")
    assert not again.is_fresh("dependencies", "b")
    assert not again.is_fresh("project", "a")


def test_a_damaged_stamp_file_means_stale(tmp_path: Path) -> None:
    path = tmp_path / "stamps.json"
    path.write_text('{"dependencies": "a', encoding="utf-8")
    assert not set_up.Stamps(path).is_fresh("dependencies", "a")


def test_a_step_that_fails_tells_its_last_words() -> None:
    lines: list[str] = []
    script = "import sys; print('one'); print('two', file=sys.stderr); sys.exit(7)"
    with pytest.raises(set_up.SetupFailed, match=r"(?s)ended with 7.*two"):
        set_up.stream([sys.executable, "-c", script], lines.append)
    assert sorted(lines) == ["one", "two"]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real virtual environment (without pip) in the place of .venv."""
    folder = tmp_path / "checkout" / ".venv"
    venv.create(folder, symlinks=os.name != "nt")
    monkeypatch.setattr(set_up, "VENV", folder)
    return folder


def test_an_environment_is_used_where_it_was_made(environment: Path) -> None:
    assert set_up.is_usable_environment()


def test_an_environment_that_was_moved_is_not_used(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its programs begin with the path of the old place."""
    moved = environment.parent.parent / "elsewhere" / ".venv"
    shutil.copytree(environment, moved, symlinks=True)
    monkeypatch.setattr(set_up, "VENV", moved)
    assert not set_up.is_usable_environment()


@pytest.mark.skipif(os.name == "nt", reason="Windows copies python.exe instead of linking it")
def test_an_environment_whose_python_is_gone_or_another_is_not_used(environment: Path) -> None:
    for name in ("python", "python3"):
        (environment / "bin" / name).unlink(missing_ok=True)
    assert not set_up.is_usable_environment()
    other = environment.parent / "python3.99"
    other.write_text("#!/bin/sh\n")
    (environment / "bin" / "python").symlink_to(other)
    assert not set_up.is_usable_environment()


def test_no_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "VENV", tmp_path / ".venv")
    assert not set_up.is_usable_environment()


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's loader")


@linux
def test_this_machine_lacks_nothing_once_set_up() -> None:
    assert system_packages.missing(display=True) == []


@linux
def test_every_library_that_qt_asks_the_system_for_is_listed() -> None:
    """Read from the ELF files themselves: an upgrade of PySide6 that needs more fails here."""
    import PySide6

    folder = Path(PySide6.__path__[0])
    asked: set[str] = set()
    for pattern in (
        "Qt/lib/libQt6WebEngineCore.so.6",
        "Qt/lib/libQt6XcbQpa.so.6",
        "Qt/libexec/QtWebEngineProcess",
        "Qt/plugins/platforms/libqxcb.so",
        "Qt/plugins/xcbglintegrations/*.so",
        "Qt/plugins/tls/*.so",
        *(f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "Network", "WebEngineCore")),
    ):
        found = list(folder.glob(pattern))
        assert found, pattern
        for path in found:
            asked |= system_libraries(path)
    base = {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "linux-vdso.so.1"}
    libc = {f"lib{x}" for x in ("c.so.6", "m.so.6", "dl.so.2", "pthread.so.0", "resolv.so.2")}
    compiler = {"libgcc_s.so.1", "libstdc++.so.6", "librt.so.1"}
    assert asked - base - libc - compiler - set(LIBRARIES) <= of_other_packages(set(LIBRARIES))


def system_libraries(path: Path) -> set[str]:
    """What the loader takes from outside PySide6 for this file, the libraries' own needs too."""
    ran = subprocess.run(["ldd", path], capture_output=True, encoding="utf-8", check=True)
    words = (line.split() for line in ran.stdout.splitlines())
    return {line[0] for line in words if line[1:2] == ["=>"] and "PySide6" not in line[2]}


def of_other_packages(listed: set[str]) -> set[str]:
    """What the listed libraries need themselves: their packages depend on those."""
    ran = subprocess.run(["ldconfig", "-p"], capture_output=True, encoding="utf-8", check=True)
    paths = {
        line.split()[0]: line.split()[-1] for line in ran.stdout.splitlines()[1:] if "=>" in line
    }
    needed: set[str] = set()
    for name in listed & set(paths):
        needed |= system_libraries(Path(paths[name]))
    return needed


def test_the_apt_line_is_exact_and_names_each_package_once() -> None:
    lacking = [Missing("a.so", "zlib1g"), Missing("b.so", "zlib1g"), Missing("Xvfb", "xvfb")]
    line = system_packages.apt_line(lacking)
    update, install = line.split(" && ")
    assert update == "sudo apt-get update"
    assert install == "sudo apt-get install -y --no-install-recommends zlib1g xvfb"


@pytest.mark.skipif(not system_packages.is_debian(), reason="asks apt")
def test_of_alternative_names_the_one_that_this_release_has_is_taken() -> None:
    line = system_packages.apt_line([Missing("x", "no-such-package-t64|coreutils")])
    assert line.endswith(" coreutils")


def test_what_is_lacking_is_named_with_the_way_to_get_it() -> None:
    text = set_up.how_to_get([Missing("libnss3.so", "libnss3")])
    assert "libnss3.so" in text
    if system_packages.is_debian():
        assert "apt-get install -y --no-install-recommends libnss3" in text


@pytest.mark.parametrize("code", [0, 3, 130])
def test_the_real_commands_exit_code_is_passed_on(code: int) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r}); import commands; "
        f"commands.start([sys.executable, '-c', 'raise SystemExit({code})'])"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == code


@linux
def test_chromiums_sandbox_may_run_under_the_prefix() -> None:
    """For root: uid 1000 in a user namespace, and the checkout still readable and writable."""
    prefix = commands.unprivileged(set_up.Progress())
    if not system_packages.is_root():
        assert prefix == []
        return
    assert prefix, "root without user namespaces: Chromium's sandbox cannot run here"
    script = f"id -u && test -w {ROOT}"
    ran = subprocess.run([*prefix, "sh", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "1000"


def test_the_benches_go_on_without_a_peer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = [Missing("WebKitGTK for Python", "gir1.2-webkit2-4.1")]
    monkeypatch.setattr(system_packages, "missing_peers", lambda: lacking)
    monkeypatch.setattr(system_packages, "is_root", lambda: False)
    set_up.bring_bench_peers(set_up.Progress())
    told = capsys.readouterr().err
    assert "will not be measured" in told
    assert "WebKitGTK for Python" in told


def test_nothing_is_said_of_peers_that_are_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "missing_peers", list)
    set_up.bring_bench_peers(set_up.Progress())
    assert capsys.readouterr().err == ""


def test_two_set_ups_take_turns(tmp_path: Path) -> None:
    place = tmp_path / "build" / "turn.lock"
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r})\n"
        "from pathlib import Path; from one_at_a_time import alone\n"
        f"with alone(Path({str(place)!r}), lambda: print('waits', flush=True)): print('in')"
    )
    with alone(place, pytest.fail):
        other = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert other.stdout is not None
        assert other.stdout.readline() == "waits\n"
    assert other.communicate()[0] == "in\n"


def test_the_environment_of_another_checkout_is_not_emptied(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "other" / ".venv"
    link.parent.mkdir()
    link.symlink_to(environment, target_is_directory=True)
    monkeypatch.setattr(set_up, "VENV", link)
    with pytest.raises(set_up.SetupFailed, match="link to another checkout"):
        set_up._environment(set_up.Progress())
    assert (environment / "pyvenv.cfg").is_file()
