"""Fanlight replaces itself on Windows and macOS, as far as plain folders tell: the layouts, the
exchange, the choice. Neither system is asked anything here (docs/packaging.md)."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import macos_bundle
import windows_installer
from bridge.errors import ReleaseBroken, ReleaseInvalid, UpdateRefused
from host.dev.publish.frozen_folder import read_release
from host.own_program import takes_releases
from host.paths import Home
from host.release.bundle import RESOURCES, Bundle
from host.release.exchange import exchange
from host.release.index import ReleaseLink, program_of, read_index
from host.release.installed import Installer, installation_of
from host.release.place import Place
from host.release.starting import chosen, is_alive, own_environment
from host.release.updater import State
from host.release.version import ReleaseVersion
from host.release.whose import refuse_outside
from tests.registry_kit import BadServer
from tests.release_elsewhere import (
    LINKS,
    MACOS,
    WINDOWS,
    frozen_bundle,
    frozen_windows,
    installed_bundle,
    installed_windows,
    is_whole,
    listing,
    runs_there,
    updater_of,
)
from tests.release_kit import ROOT, SHELL, Works

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
FALLS = SHELL.replace('--version) echo "fanlight, version {version}"', "--version) exit 3")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BadServer]:
    with BadServer(tmp_path / "works" / "files") as server:
        yield server


@pytest.fixture
def works(tmp_path: Path, server: BadServer) -> Works:
    return Works(tmp_path / "works", server.url)


def killed(root: Path, home: Home, folder: Path, *numbers: int) -> list[tuple[Path, int]]:
    """Copies of an installation, each with how its update ended before its n-th change."""
    copies = []
    for nth in numbers:
        copy = folder / f"copy-{nth}" / root.name
        shutil.copytree(root, copy, symlinks=True)
        copies.append(copy)
    words = [word for nth, copy in zip(numbers, copies, strict=True) for word in (nth, copy)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.selfupdate_child", str(home.root), *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return list(zip(copies, map(int, done.stdout.split()), strict=True))


def test_a_bundle_is_exchanged_as_a_whole(works: Works, home: Home, tmp_path: Path) -> None:
    bundle = installed_bundle(works, tmp_path / "Applications")
    made = frozen_bundle(works, "0.2.0")
    released = works.maker.publish(made)
    assert runs_there(bundle.root) == "0.1.0"
    done = updater_of(bundle.root, home).update()
    assert (done.state, str(done.version)) == (State.UPDATED, "0.2.0")
    assert done.fetched_bytes < released.pack_bytes / 10  # Qt was there already
    assert runs_there(bundle.root) == "0.2.0"
    assert is_whole(bundle.root, made)
    (before,) = bundle.arriving.iterdir()  # until the next update
    assert is_whole(before, works.folder / f"made-{MACOS}-0.1.0" / "Fanlight.app")
    assert updater_of(bundle.root, home).update().state is State.UP_TO_DATE
    works.maker.publish(frozen_bundle(works, "0.3.0"))
    updater_of(bundle.root, home).update()
    assert runs_there(bundle.root) == "0.3.0"
    (before,) = bundle.arriving.iterdir()
    assert runs_there(before) == "0.2.0"


def test_windows_takes_a_version_beside_its_own(works: Works, home: Home, tmp_path: Path) -> None:
    place = installed_windows(works, tmp_path / "Programs" / "Fanlight")
    before = listing(place.root)
    made = frozen_windows(works, "0.2.0")
    works.maker.publish(made)
    assert updater_of(place.root, home).update().state is State.UPDATED
    assert runs_there(place.root) == "0.2.0"
    assert is_whole(place.root / "versions" / "0.2.0", made)
    # Nothing that the installer put there, which may be in use, is another than it was.
    assert before.items() <= listing(place.root).items()
    assert place.previous() == ReleaseVersion.parse("0.1.0")


@pytest.mark.parametrize("system", [MACOS, WINDOWS])
def test_killed_at_any_step_the_old_version_starts_or_the_new_one(
    system: str, works: Works, home: Home, tmp_path: Path
) -> None:
    if system == MACOS:
        root = installed_bundle(works, tmp_path / "Applications").root
        made = frozen_bundle(works, "0.2.0")
    else:
        root = installed_windows(works, tmp_path / "Programs" / "Fanlight").root
        made = frozen_windows(works, "0.2.0")
    works.maker.publish(made)
    ((_, last),) = killed(root, home, tmp_path / "whole", 10_000)
    numbers = [*range(1, last - 7, 12), *range(last - 7, last + 1)]
    seen = set()
    for copy, end in killed(root, home, tmp_path / "killed", *numbers):
        assert end == -signal.SIGKILL
        version = runs_there(copy)
        seen.add(version)
        if version == "0.1.0":  # and the next try comes to its end from there
            assert updater_of(copy, home).update().state is State.UPDATED
        assert runs_there(copy) == "0.2.0"
        assert is_whole(copy if system == MACOS else copy / "versions" / "0.2.0", made)
    assert seen == {"0.1.0", "0.2.0"}


@pytest.mark.parametrize("system", [MACOS, WINDOWS])
def test_what_does_not_start_takes_nobodys_place(
    system: str, works: Works, home: Home, tmp_path: Path
) -> None:
    if system == MACOS:
        root = installed_bundle(works, tmp_path / "Applications").root
        works.maker.publish(frozen_bundle(works, "0.2.0", FALLS))
    else:
        root = installed_windows(works, tmp_path / "Programs" / "Fanlight").root
        works.maker.publish(frozen_windows(works, "0.2.0", FALLS))
    with pytest.raises(ReleaseBroken):
        updater_of(root, home).update()
    assert runs_there(root) == "0.1.0"


def test_a_bundle_that_is_not_the_persons_to_replace_is_left(works: Works, tmp_path: Path) -> None:
    bundle = installed_bundle(works, tmp_path / "Applications")
    bundle.refuse_others()
    apart = tmp_path / "private" / "AppTranslocation" / "5A1B" / "d"
    shutil.copytree(bundle.root, apart / "Fanlight.app", symlinks=True)
    with pytest.raises(UpdateRefused, match="Move it to Applications"):
        Bundle(apart / "Fanlight.app").refuse_others()
    bundle.root.parent.chmod(0o555)  # a disk image
    try:
        with pytest.raises(UpdateRefused, match="out of its disk image"):
            bundle.refuse_others()
    finally:
        bundle.root.parent.chmod(0o755)
    (bundle.root / "Contents").chmod(0o777)
    with pytest.raises(UpdateRefused, match="others may write"):
        bundle.refuse_others()
    (bundle.root / "Contents").chmod(0o755)
    (bundle.root / "Contents" / "_MASReceipt").mkdir()
    with pytest.raises(UpdateRefused, match="App Store"):
        bundle.refuse_others()


def test_a_folder_that_is_everybodys_is_the_installers(tmp_path: Path) -> None:
    mine, everybodys = tmp_path / "Users" / "me", tmp_path / "Program Files" / "Fanlight"
    own = mine / "AppData" / "Fanlight"
    for folder in (own, everybodys):
        folder.mkdir(parents=True)
    refuse_outside(own, mine)
    with pytest.raises(UpdateRefused, match="newer installer"):
        refuse_outside(everybodys, mine)
    (mine / "link").symlink_to(everybodys)
    with pytest.raises(UpdateRefused):
        refuse_outside(mine / "link", mine)
    own.chmod(0o500)
    with pytest.raises(UpdateRefused, match="written"):
        refuse_outside(own, mine)


def test_folders_change_places_or_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    exchange(one, other)
    assert [(each / "name").read_text() for each in (one, other)] == ["other", "one"]
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "none")


def test_folders_on_two_disks_are_not_exchanged(tmp_path: Path) -> None:
    here = tmp_path.stat().st_dev
    places = (Path("/dev/shm"), Path(tempfile.gettempdir()))
    other = next((each for each in places if each.is_dir() and each.stat().st_dev != here), None)
    if other is None:
        pytest.skip("no second file system")
    with tempfile.TemporaryDirectory(dir=other, prefix="fanlight-") as elsewhere:
        with pytest.raises(UpdateRefused, match="by hand"):
            exchange(tmp_path, Path(elsewhere))


def test_a_bundles_links_may_name_folders_and_lead_by_others(works: Works) -> None:
    index, _ = read_release(frozen_bundle(works, "0.2.0"))
    assert {link.path: link.to for link in index.links} == LINKS
    for links in (
        [("Contents/a", "../../..")],
        [("Contents/a", "b"), ("Contents/b", "a")],
        [("Contents/a", "a")],
        [("Contents/a", "b/c"), ("Contents/b", "../../etc")],
        [("Contents/a", "MacOS/none")],
        [("Contents/MacOS/x", "fanlight"), ("Contents/MacOS/x/y", "../fanlight")],
    ):
        made = tuple(ReleaseLink(path, to) for path, to in links)
        with pytest.raises(ReleaseInvalid):
            read_index(msgspec.json.encode(msgspec.structs.replace(index, links=made)))
    # A folder of files has none that lead to folders, whatever a bundle has.
    plain, _ = works.index("0.2.0")
    to_folder = (ReleaseLink("_internal/dir", "../_internal"),)
    with pytest.raises(ReleaseInvalid):
        read_index(msgspec.json.encode(msgspec.structs.replace(plain, links=to_folder)))
    assert program_of(WINDOWS) == "fanlight.exe"


def test_who_updates_what_is_known_by_what_lies_there(works: Works, tmp_path: Path) -> None:
    bundle = installed_bundle(works, tmp_path / "Applications")
    found = installation_of(bundle.root / "Contents" / "MacOS", None)
    assert (found.installer, found.place) == (Installer.DMG, bundle)
    assert found.command == "fanlight self-update"
    bundle.pinned_root.unlink()  # made without a place to take versions from
    found = installation_of(bundle.root / "Contents" / "MacOS", None)
    assert (found.place, found.command) == (None, "")
    assert "disk image" in found.advice
    (bundle.root / RESOURCES / "installed.json").unlink()
    assert installation_of(bundle.root / "Contents" / "MacOS", None).installer is Installer.DMG

    place = installed_windows(works, tmp_path / "Programs" / "Fanlight")
    found = installation_of(place.root, None)
    assert (found.installer, found.place) == (Installer.NSIS, place)
    newer = place.root / "versions" / "0.2.0"
    shutil.copytree(frozen_windows(works, "0.2.0"), newer)
    found = installation_of(newer, place.root)
    assert found.place == Place(place.root, ReleaseVersion.parse("0.1.0"))
    (place.root / "updates" / "root.json").unlink()
    assert installation_of(place.root, None).place is None


def test_only_who_takes_releases_asks_for_news(
    works: Works, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = installed_bundle(works, tmp_path / "Applications")
    place = installed_windows(works, tmp_path / "Programs" / "Fanlight")
    programs = (bundle.root / "Contents" / "MacOS" / "fanlight", place.root / "fanlight.exe")
    for program, root in zip(programs, (bundle.pinned_root, place.pinned_root), strict=True):
        monkeypatch.setattr(sys, "executable", str(program))
        assert not takes_releases()
        with monkeypatch.context() as frozen:
            frozen.setattr(sys, "frozen", True, raising=False)
            assert takes_releases()
            root.unlink()
            assert not takes_releases()


def a_place(folder: Path, base: str, **names: str) -> Path:
    """Windows' layout: `base` in the folder itself, 0.1.0 to 0.3.0 beside it."""
    folder.mkdir(parents=True)
    (folder / "installed.json").write_text(f'{{"version": "{base}"}}')
    for program in (folder / "fanlight", *(folder / "versions" / v / "fanlight" for v in OLD)):
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text('#!/bin/sh\necho "$0"\n')
        program.chmod(0o755)
    for name, text in names.items():
        if text:
            (folder / name).write_text(f"{text}\n")
    return folder


OLD = ("0.1.0", "0.2.0", "0.3.0")


def test_both_starters_choose_alike(tmp_path: Path) -> None:
    """packaging/starter.sh and the one for Windows, in each state that a place can be in."""
    shell = ROOT / "packaging" / "starter.sh"
    dead = subprocess.Popen(["true"])
    dead.wait()
    firsts = ("", str(dead.pid), str(os.getpid()))
    cases = list(itertools.product(("0.2.0", "0.3.0"), ("", "0.1.0", "0.2.0", "0.9.0"), firsts))
    for number, (current, previous, trying) in enumerate(cases):
        state = {"current": current, "previous": previous, "trying": trying}
        # As with the shell's: the oldest stands among the versions, and none in the folder itself.
        one, other = (a_place(tmp_path / f"{kind}{number}", "0.0.1", **state) for kind in "ab")
        shutil.copyfile(shell, one / "fanlight")
        ran = subprocess.run([one / "fanlight"], capture_output=True, text=True, check=True)
        said: list[str] = []
        found = chosen(other, "fanlight", is_alive, said.append)
        assert found is not None
        assert found.parent.name == Path(ran.stdout.strip()).parent.name, state
        assert "".join(said) == ran.stderr, state
        for name in ("current", "previous", "failed"):
            texts = [
                (each / name).read_text() if (each / name).exists() else None
                for each in (one, other)
            ]
            assert texts[0] == texts[1], (state, name)
        assert (one / "trying").exists() is (other / "trying").exists(), state


def test_the_installers_own_version_is_gone_back_to(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    state = {"current": "0.2.0", "previous": "0.1.0", "trying": str(dead.pid)}
    place = a_place(tmp_path / "a", "0.1.0", **state)
    said: list[str] = []
    assert chosen(place, "fanlight", is_alive, said.append) is None
    assert said == ["fanlight: version 0.2.0 did not start; 0.1.0 runs again\n"]
    assert chosen(place, "fanlight", is_alive, said.append) is None
    assert Place(place, ReleaseVersion.parse("0.1.0")).failed() == ReleaseVersion.parse("0.2.0")


@pytest.mark.parametrize("current", ["0.1.0", "0.2.0", "", "../0.3.0", "0.9.0"])
def test_what_is_not_newer_or_not_there_is_not_run(tmp_path: Path, current: str) -> None:
    """A newer installer was run since, or a file is spoilt."""
    place = a_place(tmp_path / "a", "0.2.0", current=current)
    assert chosen(place, "fanlight", is_alive, print) is None
    assert Place(place, ReleaseVersion.parse("0.2.0")).current() in (
        ReleaseVersion.parse("0.2.0"),
        ReleaseVersion.parse("0.9.0"),
    )


def test_a_newer_version_gets_the_persons_words_and_not_the_old_ones_libraries() -> None:
    present = {"_PYI_ARCHIVE_FILE": "x", "FANLIGHT_HOME": "/mine", "PATH": "/bin"}
    assert own_environment(present) == {
        "FANLIGHT_HOME": "/mine",
        "PATH": "/bin",
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }


def test_the_starter_brings_nothing_in() -> None:
    """It runs before each start on Windows."""
    code = "import sys, host.release.starting; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    brought = done.stdout.split()
    assert not [name for name in brought if name.split(".")[0] in {"msgspec", "bridge", "sandbox"}]


def test_a_bundle_is_marked_before_it_is_sealed(works: Works, tmp_path: Path) -> None:
    bundle = tmp_path / "Fanlight.app"
    (bundle / RESOURCES).mkdir(parents=True)
    macos_bundle.mark_bundle(bundle, "macos-arm64-qt", "1.2.3", works.root_file)
    mine = Bundle(bundle)
    assert mine.current() == ReleaseVersion.parse("1.2.3")
    assert mine.pinned_root.read_bytes() == works.root


@pytest.mark.skipif(shutil.which("makensis") is None, reason="no makensis")
def test_windows_installer_is_made_with_a_root_and_without(tmp_path: Path, works: Works) -> None:
    made = frozen_windows(works, "0.1.0")
    for root in (None, works.root_file):
        target = tmp_path / f"{root is None}.exe"
        subprocess.run(
            windows_installer.command(made, target, "0.1.0", None, root),
            check=True,
            capture_output=True,
        )
        assert target.stat().st_size > 10_000
