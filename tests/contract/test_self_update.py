"""Fanlight replaces itself: from a repository of its own, on trial, and only where it may."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
import zstandard
from click.testing import CliRunner

import archive
from bridge.errors import (
    EngineUnavailable,
    NotInstalled,
    NoUpdateSource,
    PublishRefused,
    UpdateManaged,
)
from host.cli.frame import Invocation, command
from host.cli.root import fanlight
from host.diag.check import Health
from host.diag.own_version import own_version
from host.paths import Home
from host.release.index import BuildName, index_path
from host.release.installed import Installation, Installer, installer_of
from host.release.proof import plain_environment
from host.release.updater import State, Updater
from host.release.version import ReleaseVersion
from host.version import VERSION
from tests.registry_kit import BadServer, Shop, reply
from tests.release_kit import BUILD, REAL, SHELL, Works, runs, start, unpack, updater, whole

MADE_S = 1_700_000_000
HELLO = Path(__file__).resolve().parents[2] / "sample_apps" / "hello"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the starter is a shell script")


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


def pack_bytes_asked(server: BadServer) -> int:
    asked = [each for each in server.requests if each.path.endswith(".pack")]
    return sum((each.end_byte or 0) - (each.first_byte or 0) for each in asked)


def test_a_newer_version_is_brought_and_runs_from_the_next_start(
    works: Works, server: BadServer, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    assert runs(place) == "0.1.0"
    released = works.publish("0.2.0")
    found = updater(place, home).check()
    assert (found.state, str(found.offered)) == (State.AVAILABLE, "0.2.0")
    assert runs(place) == "0.1.0", "looking changes nothing"
    done = updater(place, home).update()
    assert done.state is State.UPDATED
    assert runs(place) == "0.2.0"
    assert whole(place, "0.2.0", works)
    assert updater(place, home).update().state is State.UP_TO_DATE
    # What the version before had was not fetched again.
    assert 0 < done.fetched_bytes < released.pack_bytes / 10
    assert pack_bytes_asked(server) == done.fetched_bytes


def test_the_whole_way_by_the_command_line(works: Works, home: Home, tmp_path: Path) -> None:
    """The real command line as both versions' program: proved, switched, started, settled."""
    place = unpack(works, tmp_path / "apps", template=REAL)
    words = ("self-update", "--json", "--home", str(home.root))
    assert json.loads(start(place, *words, "--check").stdout)["state"] == "up_to_date"
    works.publish("0.2.0", REAL)
    answer = json.loads(start(place, *words, "--check").stdout)
    assert (answer["state"], answer["offered"]) == ("available", "0.2.0")
    assert (answer["installer"], answer["command"]) == ("archive", "fanlight self-update")
    done = start(place, *words)
    assert json.loads(done.stdout)["state"] == "updated", done.stderr
    assert place.previous() == ReleaseVersion.parse("0.1.0")
    assert start(place, "list", "--home", str(home.root)).returncode == 0
    assert place.previous() is None, "it has started"
    assert runs(place) == "0.2.0"


@pytest.mark.webview
@pytest.mark.parametrize("words", [(), ("open", str(HELLO))])
def test_a_window_that_stands_is_a_start(
    works: Works, home: Home, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Though the machine is switched off before it is closed."""
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0", REAL)
    updater(place, home).update()
    command = [str(place.root / "fanlight"), *words, "--home", str(home.root)]
    with subprocess.Popen(command) as running:
        try:
            until_s = time.monotonic() + 60
            while place.previous() is not None:
                assert running.poll() is None
                assert time.monotonic() < until_s
                time.sleep(0.05)
        finally:
            running.kill()
    assert runs(place) == "0.2.0"


def test_the_version_before_is_kept_until_the_new_one_has_started(
    works: Works, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0")
    updater(place, home).update()
    (place.root / "previous").unlink()  # as a version that stands does it
    works.publish("0.3.0")
    updater(place, home, "0.2.0").update()
    assert sorted(path.name for path in (place.root / "versions").iterdir()) == ["0.2.0", "0.3.0"]


def test_a_version_whose_first_start_ends_without_a_word_is_left(
    works: Works, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    falls = SHELL.replace('*) echo "{version} runs"', "*) kill -SEGV $$")
    works.publish("0.2.0", falls)
    assert updater(place, home).update().state is State.UPDATED
    assert start(place).returncode < 0, "the first start is lost"
    again = start(place)
    assert again.stdout == "0.1.0 runs\n"
    assert "0.2.0 did not start; 0.1.0 runs again" in again.stderr
    told = updater(place, home).check()
    assert (str(told.version), str(told.failed)) == ("0.1.0", "0.2.0")
    assert told.state is State.AVAILABLE, "whoever wants to try again may"
    works.publish("0.3.0")
    assert updater(place, home).update().state is State.UPDATED
    assert start(place).stdout == "0.3.0 runs\n"
    assert place.failed() is None


def test_a_start_beside_the_first_one_does_not_end_the_trial(
    works: Works, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0", SHELL.replace("*) echo", "wait) read _ ;;\n  *) echo"))
    updater(place, home).update()
    with subprocess.Popen([str(place.root / "fanlight"), "wait"], stdin=subprocess.PIPE) as first:
        while not (place.root / "trying").is_file():
            assert first.poll() is None
        assert runs(place) == "0.2.0"
        first.communicate(b"\n", timeout=60)
    assert runs(place) == "0.1.0", "the first has ended, and said nothing"


def test_the_starter_is_found_by_a_link_and_says_what_is_missing(
    works: Works, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    link = tmp_path / "bin" / "fan"
    link.parent.mkdir()
    link.symlink_to(place.root / "fanlight")
    told = subprocess.run([str(link), "a b"], capture_output=True, text=True, check=True)
    assert told.stdout == "0.1.0 runs\n"
    (place.root / "current").unlink()
    lost = start(place)
    assert lost.returncode == 1
    assert "current is missing" in lost.stderr


def test_a_server_without_ranges_serves_as_well(
    works: Works, server: BadServer, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0", first=b"a" * 1000, zlast=b"z" * 1000)
    path = f"/{works.pack.relative_to(works.files).as_posix()}"
    server.answers[path] = reply("200 OK", works.pack.read_bytes())
    updater(place, home).update()
    assert whole(place, "0.2.0", works)


def test_withdrawn_is_not_taken_and_not_offered_again(
    works: Works, home: Home, tmp_path: Path
) -> None:
    place = unpack(works, tmp_path / "apps")
    works.publish("0.2.0")
    assert str(works.maker.withdraw(BUILD)) == "0.2.0"
    assert updater(place, home).update().state is State.UP_TO_DATE
    assert works.bench.targets().signed.targets == {}


def test_only_what_is_newer_is_published(works: Works) -> None:
    works.publish("0.2.0")
    for version in ("0.2.0", "0.1.9"):
        folder = works.folder / f"made-{BUILD}-{version}"
        folder = folder if folder.exists() else works.frozen(version)
        with pytest.raises(PublishRefused, match="not newer"):
            works.maker.publish(folder)
    assert index_path(BUILD) in works.bench.targets().signed.targets


def test_releases_and_apps_do_not_mix(works: Works, tmp_path: Path) -> None:
    from host.dev.publish.releases import ReleaseMaker

    shop = Shop(tmp_path / "shop")
    with pytest.raises(PublishRefused, match="registry of apps"):
        ReleaseMaker(shop.files, shop.keys).publish(works.frozen("0.2.0"))


def test_what_another_installed_is_its_own_to_update(home: Home) -> None:
    for installer in set(Installer) - {Installer.ARCHIVE}:
        installation = Installation(installer)
        assert installation.advice
        mine = Updater(installation, ReleaseVersion.parse("0.1.0"), home)
        assert mine.check().state is State.MANAGED
        with pytest.raises(UpdateManaged) as refused:
            mine.update()
        assert refused.value.detail["command"] == (installation.command or None)
        assert installation.advice in refused.value.message


def test_a_package_is_updated_by_its_own_name() -> None:
    for engine, name in (("system", "fanlight-light"), ("qt", "fanlight")):
        for installer in (Installer.DPKG, Installer.RPM):
            build = BuildName(f"linux-x86_64-{engine}")
            assert Installation(installer, build).command.split()[-1] == name


def test_an_archive_without_a_root_has_no_source(works: Works, home: Home, tmp_path: Path) -> None:
    place = unpack(works, tmp_path / "apps")
    place.pinned_root.unlink()
    assert updater(place, home).check().state is State.NO_SOURCE
    with pytest.raises(NoUpdateSource):
        updater(place, home).update()


@pytest.mark.parametrize(
    ("files", "installer"),
    [
        ({"INSTALLER": "pip\n"}, Installer.PIP),
        ({"INSTALLER": "uv"}, Installer.UV),
        ({"INSTALLER": "rpm\n"}, Installer.RPM),
        ({"INSTALLER": "debian"}, Installer.DPKG),
        ({"INSTALLER": "somebody"}, Installer.UNKNOWN),
        ({}, Installer.UNKNOWN),
        (
            {"INSTALLER": "pip", "direct_url.json": '{"dir_info": {"editable": true}}'},
            Installer.CHECKOUT,
        ),
        ({"INSTALLER": "pip", "direct_url.json": '{"url": "file:///a.whl"}'}, Installer.PIP),
        ({"INSTALLER": "pip", "direct_url.json": "[]"}, Installer.PIP),
    ],
)
def test_installers_are_known_by_what_they_leave(
    tmp_path: Path, files: dict[str, str], installer: Installer
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    assert installer_of(PathDistribution(tmp_path)) is installer


def test_versions_have_an_order() -> None:
    assert str(ReleaseVersion.parse(VERSION)) == VERSION, "else no archive of it can be made"
    texts = ["0.9", "0.9.0", "0.9.1", "0.10.0", "1.0", "1.0.0.1"]
    assert sorted(map(ReleaseVersion.parse, texts)) == list(map(ReleaseVersion.parse, texts))
    for text in ("1", "1.0a1", "01.0", "1..0", "../1.0", "1.0\n", "1.0.0.0.0", "١.٢", ""):
        assert ReleaseVersion.read(text) is None


def test_the_doctor_says_what_is_newer_and_what_did_not_start(
    works: Works, server: BadServer, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = unpack(works, tmp_path / "apps")
    installation = Installation(Installer.ARCHIVE, BUILD, place)
    monkeypatch.setattr("host.diag.own_version.find_installation", lambda: installation)
    assert "is the newest" in own_version(home, network=True).finding
    works.publish("0.2.0")
    quiet = own_version(home, network=False)
    assert (quiet.health, "self-update" in quiet.finding) == (Health.OK, True)
    newer = own_version(home, network=True)
    assert (newer.health, "0.2.0 is there" in newer.finding) == (Health.WARNING, True)
    (place.root / "failed").write_text("0.2.0\n")
    for network in (False, True):
        found = own_version(home, network=network)
        assert (found.health, "did not start" in found.finding) == (Health.WARNING, True)
    server.answers["/metadata/timestamp.json"] = reply("503 Service Unavailable")
    lost = own_version(home, network=True)
    assert lost.health is Health.WARNING
    assert lost.advice


@pytest.mark.parametrize(
    ("end", "started"),
    [
        (None, True),
        (SystemExit(1), True),
        (KeyboardInterrupt(), True),
        (NotInstalled("no such app"), True),
        (EngineUnavailable("a library is missing"), False),
        (ValueError("nobody foresaw this"), False),
    ],
)
def test_which_ends_of_a_command_show_that_a_version_stands(
    end: BaseException | None, started: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    @command(name="try")
    def tried(_invocation: Invocation) -> None:
        if end is not None:
            raise end

    monkeypatch.setattr("host.own_program.stands", lambda: told.append(True))
    CliRunner().invoke(tried, [])
    assert told == [], "only a frozen build is on trial"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    CliRunner().invoke(tried, [])
    assert told == [True] * started


@pytest.mark.parametrize("words", [["--version"], ["list", "--help"], ["no-such-command"]])
def test_what_is_answered_before_a_command_runs_is_a_start_too(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr("host.own_program.stands", lambda: told.append(True))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    CliRunner().invoke(fanlight, words)
    assert told


def test_a_new_version_is_tried_without_the_old_ones_libraries() -> None:
    frozen = {"_PYI_ARCHIVE_FILE": "/old", "LD_LIBRARY_PATH": "/old/_internal", "HOME": "/h"}
    plain = plain_environment(frozen | {"FANLIGHT_HOME": "/mine"})
    assert plain == {"HOME": "/h", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    before = plain_environment(frozen | {"LD_LIBRARY_PATH_ORIG": "/usr/local/lib"})
    assert before["LD_LIBRARY_PATH"] == "/usr/local/lib"
    assert plain_environment({"LD_LIBRARY_PATH": "/mine"})["LD_LIBRARY_PATH"] == "/mine"


def test_it_is_a_command() -> None:
    assert {"self-update", "release"} <= set(fanlight.list_commands(None))


def test_an_archive_is_the_same_each_time_and_nobody_elses_to_write(
    works: Works, tmp_path: Path
) -> None:
    made = works.frozen("0.1.0")
    packed = [
        archive.make_archive(
            made, tmp_path / str(n), "0.1.0", BUILD, works.root_file, 1_700_000_000
        )
        for n in range(2)
    ]
    assert packed[0].read_bytes() == packed[1].read_bytes()
    content = zstandard.ZstdDecompressor().decompressobj().decompress(packed[0].read_bytes())
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        members = tar.getmembers()
    assert {each.mode & 0o022 for each in members if not each.issym()} == {0}
    assert {(each.uid, each.gid, each.uname, each.mtime) for each in members} == {
        (0, 0, "", MADE_S)
    }
    names = [each.name for each in members]
    assert names[-1] == "fanlight/fanlight", "what is not unpacked whole does not start"
    above = {str(Path(name).parent) for name in names} - {"."}
    assert above <= {each.name for each in members if each.isdir()}, "else the umask decides"
    assert not any(name.endswith("gone.so") for name in names)
    assert BuildName(archive.build_name(web_engine=True)).endswith("-qt")
