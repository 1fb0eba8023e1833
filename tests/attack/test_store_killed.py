"""SECURITY D5, D6: killed at every step, a full disk, and two hosts on one store."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bridge.errors import NotInstalled, StoreBusy
from bridge.names import AppId
from host.paths import Home
from host.store.lock import writing
from host.store.steps import Step
from host.store.store import Store
from host.store.uninstall import data_folders
from tests.package_forge import KEY
from tests.store_apps import HELLO, home, install, package, read_all

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
OTHER = AppId("org.example.other")
MORE = {f"common/{number}.txt": bytes([number]) * 3000 for number in range(80)}

INSTALL_STEPS = [
    (Step.ACCEPTED, 1),
    (Step.FILE_STAGED, 1),
    (Step.FILE_STAGED, 40),
    (Step.STAGED, 1),
    (Step.FLUSHED, 1),
    (Step.PLACED, 1),
    (Step.RECORDED, 1),
    (Step.FINISHED, 1),
]
ROLLBACK_STEPS = [(Step.ACCEPTED, 1), (Step.RECORDED, 1)]
UNINSTALL_STEPS = [
    (Step.RECORDED, 1),
    (Step.DATA_MOVED, 1),
    (Step.DATA_REMOVED, 1),
    (Step.FILES_REMOVED, 1),
    (Step.FINISHED, 1),
]
RECORDED = {Step.RECORDED, *(step for step, _ in UNINSTALL_STEPS)}


def run_child(place: Home, operation: str, content: Path | None, step: Step, nth: int) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.store_child",
            str(place.root),
            operation,
            str(content) if content else "-",
            step.value,
            str(nth),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def check_sound(place: Home, expected: int | None) -> None:
    """Opening finishes what is left; then the state is whole, and nothing lies about."""
    with Store(place) as store:
        if expected is None:
            with pytest.raises(NotInstalled):
                store.library.get(HELLO)
        else:
            assert read_all(store) == expected
        assert read_all(store, OTHER) == 1
        assert store.library.damaged() == ()
        assert list(place.staging.iterdir()) == []
        store.collect()
        wanted = set()
        for app in store.library.installed():
            codes = [app.version.code, *([app.previous.code] if app.previous else [])]
            for code in codes:
                bundle = store.library.bundle_of(app.app_id, code)
                assert bundle is not None
                wanted.update(file.sha256 for file in bundle.index.files)
        assert set(store.blobs.digests()) == wanted
        tombstones = "SELECT count(*) FROM tombstones"
        assert store.database.read(lambda held: held.execute(tombstones).fetchone()[0]) == 0


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """A home in which another app, which shares files with ours, is installed."""
    made = home(tmp_path)
    with Store(made) as store:
        install(store, package(1, app_id=OTHER))
    return made


@posix
@pytest.mark.parametrize(("step", "nth"), INSTALL_STEPS)
def test_D05_killed_while_installing(place: Home, tmp_path: Path, step: Step, nth: int) -> None:
    content = tmp_path / "1.ma"
    content.write_bytes(package(1, more=MORE))
    run_child(place, "install", content, step, nth)
    check_sound(place, 1 if step in {Step.RECORDED, Step.FINISHED} else None)
    with Store(place) as store:
        install(store, content.read_bytes())
    check_sound(place, 1)


@posix
@pytest.mark.parametrize(("step", "nth"), INSTALL_STEPS)
def test_D05_killed_while_updating(place: Home, tmp_path: Path, step: Step, nth: int) -> None:
    with Store(place) as store:
        install(store, package(1))
    content = tmp_path / "2.ma"
    content.write_bytes(package(2, more=MORE))
    run_child(place, "install", content, step, nth)
    check_sound(place, 2 if step in {Step.RECORDED, Step.FINISHED} else 1)
    with Store(place) as store:
        install(store, content.read_bytes())
    check_sound(place, 2)


@posix
@pytest.mark.parametrize(("step", "nth"), ROLLBACK_STEPS)
def test_D05_killed_while_rolling_back(place: Home, step: Step, nth: int) -> None:
    with Store(place) as store:
        install(store, package(1))
        install(store, package(2, more=MORE))
    run_child(place, "rollback", None, step, nth)
    check_sound(place, 1 if step is Step.RECORDED else 2)


@posix
@pytest.mark.parametrize(("step", "nth"), UNINSTALL_STEPS)
def test_D05_X03_killed_while_uninstalling(place: Home, step: Step, nth: int) -> None:
    with Store(place) as store:
        install(store, package(1, more=MORE))
        host = store.library.get(HELLO).host
    for folder in data_folders(place, host):
        (folder / "browser").mkdir(parents=True)
        (folder / "browser" / "cookies").write_bytes(b"secret")
    run_child(place, "uninstall", None, step, nth)
    check_sound(place, None)
    assert not any(folder.exists() for folder in data_folders(place, host))
    assert not list(place.root.rglob("cookies"))


@pytest.fixture
def packages(place: Home, tmp_path: Path) -> Path:
    """Beside the home, two versions for tests.store_rounds."""
    (tmp_path / "1.ma").write_bytes(package(1, more=MORE))
    (tmp_path / "2.ma").write_bytes(package(2, more=MORE | {"new.txt": b"new"}))
    return tmp_path


@posix
@pytest.mark.timeout(600)
def test_D05_killed_two_hundred_times_at_any_moment(place: Home, packages: Path) -> None:
    words = [sys.executable, "-m", "tests.store_rounds", str(packages), "200", "20261121"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["rounds"] >= 200
    # It was killed in the midst of each kind of change, and each version was found.
    assert {moment.partition(":")[0] for moment in told["moments"]} >= set("12346")
    assert set(told["versions"]) == {"1", "2", "None"}
    found = None
    with Store(place) as store:
        found = store.library.find(HELLO)
    check_sound(place, found.version.code if found else None)


@pytest.mark.timeout(600)
def test_D06_two_hosts_change_one_store_at_the_same_time(place: Home, packages: Path) -> None:
    hosts = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store_rounds", "beside", str(packages), str(seed)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in (1, 2)
    ]
    for host in hosts:
        assert host.stdout is not None
        assert host.stdout.readline() == "ready\n"
    for host in hosts:
        assert host.stdin is not None
        host.stdin.write("\n")
        host.stdin.flush()
    for host in hosts:
        out, err = host.communicate()
        assert host.returncode == 0, err[-3000:]
        answers = json.loads(out)
        assert answers["done"] > 0
        assert set(answers) <= {"done", "store.busy", "store.not_installed", "trust.rollback"}
    with Store(place) as store:
        found = store.library.find(HELLO)
    check_sound(place, found.version.code if found else None)


CLOCKS = ["-10y", "+20y", "-3d", "+0"]


@pytest.mark.skipif(shutil.which("faketime") is None, reason="moves the clock with faketime")
def test_D05_the_clock_moves_between_changes(place: Home, packages: Path) -> None:
    """Each change on another day than the one before, earlier and later; none minds."""

    def at(clock: str, operation: str, content: Path | None = None) -> None:
        words = ["faketime", "-f", clock, sys.executable, "-m", "tests.store_child"]
        words += [str(place.root), operation, str(content) if content else "-", "-", "1"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    for turn, clock in enumerate(CLOCKS):
        before, after = CLOCKS[turn - 1], CLOCKS[(turn + 1) % len(CLOCKS)]
        at(before, "install", packages / "1.ma")
        at(clock, "install", packages / "2.ma")
        check_sound(place, 2)
        at(after, "rollback")
        check_sound(place, 1)
        at(before, "install", packages / "2.ma")
        with Store(place) as store:
            years = {app.installed_at[:4] for app in store.library.installed()}
            assert len(years) == (1 if before in {"-3d", "+0"} else 2), "the clock did not move"
        at(clock, "uninstall")
        check_sound(place, None)


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("unshare") is None,
    reason="needs a small file system of its own: Linux user and mount namespaces",
)
def test_D05_a_full_disk_leaves_the_old_version(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    random_bytes = random.Random(1).randbytes
    small, large = tmp_path / "1.ma", tmp_path / "2.ma"
    small.write_bytes(package(1))
    large.write_bytes(
        package(2, more={f"common/{number}.bin": random_bytes(60_000) for number in range(60)})
    )
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from bridge.errors import StoreFull
        from host.paths import Home
        from host.store.store import Store
        from tests.store_apps import install, read_all
        place = Home(Path(sys.argv[1]) / "home")
        with Store(place) as store:
            install(store, Path(sys.argv[2]).read_bytes())
            try:
                install(store, Path(sys.argv[3]).read_bytes())
            except StoreFull as error:
                print(error.code)
            assert read_all(store) == 1
            assert not list(place.staging.iterdir())
            assert len(list(store.blobs.digests())) == 5
        """
    )
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    inner = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -c "$3" "$1" "$4" "$5"'
    done = subprocess.run(
        [*command, inner, "sh", disk, sys.executable, script, small, large],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no namespaces here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "store.full"


def test_D06_a_second_writer_is_told_and_readers_go_on(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from host.store import install as install_file
    from host.store import rollback as rollback_file
    from host.store import store as store_file
    from host.store import uninstall as uninstall_file

    for file in (install_file, rollback_file, store_file, uninstall_file):
        monkeypatch.setattr(file, "LOCK_WAIT_S", 0.0)
    with Store(place) as store:
        install(store, package(1))
        install(store, package(2))
    script = (
        "import sys; from pathlib import Path; from host.store.lock import writing\n"
        "with writing(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(place.lock)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with Store(place) as store:
            with pytest.raises(StoreBusy):
                install(store, package(3))
            with pytest.raises(StoreBusy):
                store.uninstall(HELLO)
            with pytest.raises(StoreBusy):
                store.roll_back(HELLO)
            assert store.collect().files == 0
            assert read_all(store) == 2
    finally:
        other.communicate(b"\n")
    with Store(place) as store:
        install(store, package(3))
        assert read_all(store) == 3


@posix
def test_D06_the_lock_of_a_killed_process_is_free(place: Home) -> None:
    content = place.root.parent / "1.ma"
    content.write_bytes(package(1))
    run_child(place, "install", content, Step.ACCEPTED, 1)
    assert os.path.exists(place.lock)
    with writing(place.lock):
        pass


def test_staging_of_a_running_writer_is_left_alone(place: Home) -> None:
    with Store(place) as writer:
        with writing(place.lock), writer.blobs.batch():
            working = list(place.staging.iterdir())
            assert working
            with Store(place) as reader:
                assert read_all(reader, OTHER) == 1
            assert list(place.staging.iterdir()) == working


def test_an_edited_tombstone_removes_no_installed_app(place: Home) -> None:
    with Store(place) as store:
        install(store, package(1))
        host = store.library.get(HELLO).host
        (place.profiles / host).mkdir()
        store.database.write(
            lambda held: held.execute(
                "INSERT INTO tombstones VALUES (?, ?, '../../..', '')", (HELLO, KEY.key_id)
            )
        )
    with Store(place) as store:
        assert read_all(store) == 1
        assert (place.profiles / host).is_dir()
