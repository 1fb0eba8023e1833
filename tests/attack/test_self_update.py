"""Rows S09, S11–S13, Z01, Z04, Z05, Z11, Z13 and D05–D07 where Fanlight replaces itself.

Whatever is served, signed by whomever, and whenever it is killed: the version that stands goes on
starting, and nothing is written outside the folder of the one that arrives.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import filelock
import msgspec
import pytest
import zstandard

from bridge.errors import (
    ContentMismatch,
    FanlightError,
    RegistryExpired,
    RegistryInvalid,
    RegistryRollback,
    RegistrySignature,
    RegistryUnreachable,
    ReleaseBroken,
    ReleaseInvalid,
    StoreBusy,
    StoreFull,
    UpdateRefused,
    UpdateWaits,
)
from bridge.names import Digest
from host.dev.publish import RegistryMaker
from host.dev.publish.keys import Role
from host.paths import Home
from host.release.index import ReleaseFile, ReleaseIndex, ReleaseLink, read_index
from host.release.place import Place
from host.release.updater import State
from host.store.registry.layout import RegistryName
from tests.registry_kit import BadServer, Request, reply, send
from tests.release_kit import SHELL, Works, runs, start, unpack, updater, whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the starter is a shell script")
ROOT = Path(__file__).resolve().parents[2]
PATHS = [
    "../fanlight",
    "/tmp/fanlight",
    "_internal/../../../fanlight",
    "_internal/./x",
    "_internal//x",
    "_internal/x/",
    "_internal\\x",
    "..",
    "",
    "a\x00b",
    "a\nb",
    "a\u202eb",
    "x" * 600,
]


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


@pytest.fixture
def place(works: Works, tmp_path: Path) -> Place:
    return unpack(works, tmp_path / "apps")


def refused(place: Place, home: Home, kind: type[FanlightError]) -> FanlightError:
    """Neither taken nor begun: the version that stood there goes on, and nothing else does."""
    with pytest.raises(kind) as caught:
        updater(place, home).update()
    assert not place.version_folder(place.current().parse("0.2.0")).exists()
    assert str(place.current()) == "0.1.0"
    assert place.previous() is None
    assert runs(place) == "0.1.0"
    return caught.value


# What is served, and who signed it.


def test_S09_S11_an_older_state_is_refused_though_tufs_cache_is_gone(
    works: Works, place: Place, home: Home
) -> None:
    old = works.keep("old")
    works.publish("0.2.0")
    updater(place, home).check()
    works.put_back(old)
    shutil.rmtree(place.updates / "cache")
    refused(place, home, RegistryRollback)


def test_S09_S12_a_frozen_state_is_refused(tmp_path: Path, server: BadServer, home: Home) -> None:
    late = datetime.now(UTC) - timedelta(days=30)
    works = Works(tmp_path / "works", server.url, lambda: late)
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0")
    refused(place, home, RegistryExpired)


@pytest.mark.parametrize("key", [Role.SNAPSHOT, Role.TIMESTAMP])
def test_S09_the_online_keys_publish_nothing(
    works: Works, place: Place, home: Home, key: Role
) -> None:
    index, pack = works.index("0.2.0")
    works.offer(msgspec.json.encode(index), pack, key)
    refused(place, home, RegistrySignature)


def test_S09_another_repository_at_the_same_address_is_refused(
    works: Works, server: BadServer, place: Place, home: Home, tmp_path: Path
) -> None:
    other = Works(tmp_path / "other", server.url)
    other.publish("0.2.0")
    works.put_back(other.files)
    refused(place, home, RegistrySignature)


def test_S09_a_registry_of_apps_is_no_source(
    works: Works, server: BadServer, place: Place, home: Home, tmp_path: Path
) -> None:
    shop = RegistryMaker(tmp_path / "shop", tmp_path / "shop-keys")
    root = shop.init(RegistryName("shop"), url=server.url).root_file
    works.put_back(tmp_path / "shop")
    place.pinned_root.write_bytes(root.read_bytes())
    assert "root of Fanlight's releases" in refused(place, home, RegistryInvalid).message


def test_S06_what_is_older_or_the_same_is_not_taken(works: Works, place: Place, home: Home) -> None:
    """Though it is rightly signed: by a mistake, or by who holds the key."""
    for version in ("0.0.9", "0.1.0"):
        made = works.folder / f"made-{version}"
        shutil.rmtree(works.folder / f"made-linux-x86_64-qt-{version}", ignore_errors=True)
        index, pack = works.index(version)
        works.offer(msgspec.json.encode(index), pack)
        assert updater(place, home).update().state is State.UP_TO_DATE, made
        assert runs(place) == "0.1.0"


def test_S05_another_builds_release_is_refused(works: Works, place: Place, home: Home) -> None:
    index, pack = works.index("0.2.0")
    other = msgspec.structs.replace(index, build="linux-aarch64-qt")
    works.offer(msgspec.json.encode(other), pack)
    assert "aarch64" in refused(place, home, ReleaseInvalid).message


def test_Z13_every_flipped_byte_is_seen(works: Works, place: Place, home: Home) -> None:
    """In the pack; the metadata's and the index's are TUF's, and tested with it."""
    works.publish("0.2.0", zlast=os.urandom(3000))
    pack, sound = works.pack, works.pack.read_bytes()
    index = works.published
    new = [file for file in index.files if file.path in ("_internal/zlast", "fanlight")]
    chance = random.Random(5)
    for file in new:
        at = file.at + chance.randrange(file.packed_bytes)
        pack.write_bytes(sound[:at] + bytes([sound[at] ^ 0x10]) + sound[at + 1 :])
        refused(place, home, ContentMismatch)
    pack.write_bytes(sound)
    assert updater(place, home).update().state is State.UPDATED


def test_Z13_an_index_that_was_changed_on_the_server_is_refused(
    works: Works, place: Place, home: Home
) -> None:
    works.publish("0.2.0")
    (index,) = (works.files / "targets").rglob("*.index.json")
    index.write_bytes(index.read_bytes().replace(b"0.2.0", b"0.3.0"))
    refused(place, home, RegistryInvalid)


@pytest.mark.parametrize(
    "answer",
    [
        reply("206 Partial Content", b"abc", Content_Range="bytes 0-2/999"),
        reply("200 OK", b"short"),
        reply("404 Not Found"),
        reply("302 Found", Location="http://localhost:1/elsewhere"),
        reply("200 OK", b"x", Content_Encoding="gzip"),
    ],
)
def test_S13_a_bad_server_ends_in_an_error(
    works: Works,
    server: BadServer,
    place: Place,
    home: Home,
    answer: Callable[[Request, socket.socket], None],
) -> None:
    works.publish("0.2.0")
    server.answers[f"/{works.pack.relative_to(works.files).as_posix()}"] = answer
    error = refused(place, home, FanlightError)
    assert isinstance(error, RegistryUnreachable | RegistryInvalid | ContentMismatch), error


def test_S13_what_came_before_a_line_broke_is_kept(
    works: Works, server: BadServer, place: Place, home: Home
) -> None:
    works.publish("0.2.0", aaa=os.urandom(90_000), aab=os.urandom(90_000))
    content, asked = works.pack.read_bytes(), []

    def breaks(request: Request, connection: socket.socket) -> None:
        start, end = request.first_byte or 0, request.end_byte or 0
        asked.append(end - start)
        given = f"bytes {start}-{end - 1}/{len(content)}"
        body = content[start : min(end, start + 100_000)]
        send(connection, "206 Partial Content", body, end - start, Content_Range=given)

    server.answers[f"/{works.pack.relative_to(works.files).as_posix()}"] = breaks
    assert updater(place, home).update().state is State.UPDATED
    first, second, *_ = asked
    assert second < first - 90_000, "the file that had come whole is not asked for again"
    assert whole(place, "0.2.0", works)


# What a release says of itself: signed, and hostile all the same.


def test_Z01_Z02_no_path_leaves_the_folder(works: Works, place: Place, home: Home) -> None:
    index, _ = works.index("0.2.0")
    *others, last = index.files

    def moved(path: str) -> ReleaseIndex:
        return msgspec.structs.replace(
            index, files=(*others, msgspec.structs.replace(last, path=path))
        )

    assert read_index(msgspec.json.encode(moved("a/b.txt")))
    for path in PATHS:
        with pytest.raises(ReleaseInvalid):
            read_index(msgspec.json.encode(moved(path)))
    before = set(place.root.parent.rglob("*"))
    works.offer(msgspec.json.encode(moved(PATHS[0])), b"")
    refused(place, home, ReleaseInvalid)
    after = {each for each in place.root.parent.rglob("*") if place.updates not in each.parents}
    assert after <= before


LINKS = [
    [("_internal/out", "../../../../etc/passwd")],
    [("_internal/out", "/etc/passwd")],
    [("_internal/dir", "../_internal")],
    [("../out", "fanlight")],
    [("_internal/a", "b"), ("_internal/b", "a")],
    [("_internal", "fanlight")],
    [("_internal/qt.so/x", "../qt.so")],
    [("fanlight", "_internal/qt.so")],
]


def test_Z05_no_link_leaves_the_folder_or_leads_a_file_astray(
    works: Works, place: Place, home: Home
) -> None:
    index, _ = works.index("0.2.0")
    for links in LINKS:
        made = tuple(ReleaseLink(path, to) for path, to in links)
        spoilt = msgspec.json.encode(msgspec.structs.replace(index, links=made))
        with pytest.raises(ReleaseInvalid):
            read_index(spoilt)
    works.offer(spoilt, b"")
    refused(place, home, ReleaseInvalid)


def test_Z04_no_name_stands_twice(works: Works, place: Place, home: Home) -> None:
    index, pack = works.index("0.2.0")
    *others, last = index.files
    for path in ("FANLIGHT", "fanlight", "_INTERNAL/Qt.so"):
        twice = msgspec.structs.replace(last, path=path)
        spoilt = msgspec.structs.replace(index, files=(*others, twice))
        with pytest.raises(ReleaseInvalid):
            read_index(msgspec.json.encode(spoilt))
    works.offer(msgspec.json.encode(spoilt), pack)
    refused(place, home, ReleaseInvalid)


def test_Z09_the_files_tile_the_pack(works: Works, place: Place, home: Home) -> None:
    index, pack = works.index("0.2.0")
    first, *others = index.files
    lies: list[dict[str, int | str]] = [
        {"at": 1},
        {"at": -1},
        {"packed_bytes": 0},
        {"packed_bytes": first.packed_bytes + 1},
        {"size_bytes": -1},
        {"size_bytes": 1 << 40},
        {"sha256": "0" * 63},
    ]
    for lie in lies:
        spoilt = msgspec.structs.replace(
            index, files=(msgspec.structs.replace(first, **lie), *others)
        )
        with pytest.raises(ReleaseInvalid):
            read_index(msgspec.json.encode(spoilt))
    works.offer(msgspec.json.encode(spoilt), pack)
    refused(place, home, ReleaseInvalid)


def test_Z11_a_bomb_is_stopped_at_the_size_that_was_signed(
    works: Works, place: Place, home: Home
) -> None:
    """64 MB of zeros, of which 1,000 bytes were signed for: no more is unpacked than a piece."""
    index, _ = works.index("0.2.0")
    bomb = zstandard.ZstdCompressor(19).compress(bytes(64_000_000))
    first, *_ = index.files
    file = ReleaseFile("fanlight", 1000, str(Digest.of(bytes(1000))), 0, len(bomb), True)
    assert first.at == 0
    one = msgspec.structs.replace(
        index, files=(file,), links=(), pack_bytes=len(bomb), pack_sha256=str(Digest.of(bomb))
    )
    works.offer(msgspec.json.encode(one), bomb)
    refused(place, home, ContentMismatch)
    arrived = [path.stat().st_size for path in place.arriving.rglob("*") if path.is_file()]
    assert sum(arrived) <= 1000


def test_Z11_what_the_disk_cannot_hold_is_not_begun(
    works: Works, place: Place, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.publish("0.2.0")
    usage = shutil.disk_usage(place.root)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    refused(place, home, StoreFull)


# Versions that do not start.


@pytest.mark.parametrize(
    "program",
    [
        SHELL.replace("--version) echo", "--version) exit 127; echo"),
        SHELL.replace("version {version}", "version 0.1.0"),
        SHELL.replace("doctor) echo", "doctor) kill -SEGV $$; echo"),
        SHELL.replace("doctor) echo", "doctor) exit 0; echo"),
        "#!/no/such/interpreter\n",
    ],
)
def test_D05_a_version_that_does_not_start_here_takes_nobodys_place(
    works: Works, place: Place, home: Home, program: str
) -> None:
    works.publish("0.2.0", program)
    refused(place, home, ReleaseBroken)


# Where, by whom, and when.


def test_D07_root_updates_nothing(
    works: Works, place: Place, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.publish("0.2.0")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert refused(place, home, UpdateRefused).message.startswith("root does not")


def test_D07_what_belongs_to_others_is_theirs(
    works: Works, place: Place, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.publish("0.2.0")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    refused(place, home, UpdateRefused)


@pytest.mark.parametrize("name", [".", "versions", "updates"])
def test_D07_a_folder_that_others_may_write_to_is_refused(
    works: Works, place: Place, home: Home, name: str
) -> None:
    works.publish("0.2.0")
    (place.root / name).chmod(0o775)
    refused(place, home, UpdateRefused)


def test_D06_a_second_update_waits_for_the_first(works: Works, place: Place, home: Home) -> None:
    works.publish("0.2.0")
    with filelock.FileLock(place.updates / "lock"):
        refused(place, home, StoreBusy)


def test_D06_nothing_is_replaced_while_a_host_has_the_home_open(
    works: Works, place: Place, tmp_path: Path
) -> None:
    home = Home(tmp_path / "h")
    home.single.mkdir(mode=0o700, parents=True)
    works.publish("0.2.0")
    with socket.socket(socket.AF_UNIX) as running:
        running.bind(str(home.single / "host.sock"))
        running.listen()
        refused(place, home, UpdateWaits)
    assert updater(place, home).update().state is State.UPDATED


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_D06_nothing_is_replaced_while_a_program_of_the_place_runs(
    works: Works, place: Place, home: Home
) -> None:
    """Of any home, and any version: by what the kernel says its program is."""
    works.publish("0.2.0")
    program = place.version_folder(place.current()) / "_internal" / "engine"
    sleep = shutil.which("sleep")
    assert sleep is not None
    shutil.copy(sleep, program)
    with subprocess.Popen([str(program), "600"]) as running:
        try:
            error = refused(place, home, UpdateWaits)
        finally:
            running.kill()
    assert error.detail["pid"] == running.pid
    assert updater(place, home).update().state is State.UPDATED


def killed(place: Place, home: Home, folder: Path, *numbers: int) -> dict[int, tuple[Place, int]]:
    """For each n a copy of the place, in which an update was killed before its n-th change of the
    disk, and minus the signal; or how many changes there were."""
    copies = {
        nth: Place(Path(shutil.copytree(place.root, folder / f"k{nth}", symlinks=True)))
        for nth in numbers
    }
    words = [word for nth, copy in copies.items() for word in (str(nth), str(copy.root))]
    command = [sys.executable, "-m", "tests.selfupdate_child", str(home.root), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ends = map(int, done.stdout.split())
    return {nth: (copy, end) for (nth, copy), end in zip(copies.items(), ends, strict=True)}


def steps_of(place: Place, home: Home, folder: Path) -> int:
    """How many changes of the disk an update of this place takes."""
    return killed(place, home, folder, 10**6)[10**6][1]


def test_D05_killed_at_any_step_the_old_version_starts_or_the_new_one(
    works: Works, place: Place, home: Home, tmp_path: Path
) -> None:
    """By SIGKILL before the n-th change of the disk, for steps from the first to the last."""
    works.publish("0.2.0", more=os.urandom(5000))
    last = steps_of(place, home, tmp_path)
    assert last > 30
    # All of the last ones, where the versions are exchanged; of those before, every fifth.
    numbers = [*range(1, last - 9, 5), *range(last - 9, last + 1)]
    seen = set()
    for nth, (here, end) in killed(place, home, tmp_path, *numbers).items():
        assert end == -signal.SIGKILL, nth
        version = runs(here)
        seen.add(version)
        assert whole(here, version, works), nth
        if version == "0.2.0":
            assert here.previous() is not None, "it is on trial"
        else:  # and the next try comes to its end from there
            assert updater(here, home).update().state is State.UPDATED, nth
            assert runs(here) == "0.2.0", nth
        assert whole(here, "0.2.0", works), nth
    assert seen == {"0.1.0", "0.2.0"}


def test_D05_an_update_that_was_killed_is_not_fetched_again(
    works: Works, place: Place, home: Home, server: BadServer, tmp_path: Path
) -> None:
    works.publish("0.2.0", more=os.urandom(90_000))
    nth = steps_of(place, home, tmp_path) - 6
    here, _ = killed(place, home, tmp_path, nth)[nth]
    server.requests.clear()
    assert updater(here, home).update().fetched_bytes == 0
    assert not [each for each in server.requests if each.path.endswith(".pack")]
    assert start(here).stdout == "0.2.0 runs\n"
