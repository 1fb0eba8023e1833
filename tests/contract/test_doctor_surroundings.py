"""What `fanlight doctor` sees around the library: engine, sandbox, keys, registries, the clock."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from host.cli.report import report as report_command
from host.diag.check import Check, Health
from host.diag.doctor import examine
from host.diag.engine import engine_checks
from host.diag.report import collect, pack, redacted
from host.diag.surroundings import clock_check, reachability, surroundings
from host.paths import Home
from host.store.keys import KeyStore
from host.store.store import Store
from tests.registry_kit import BadServer, Shop, open_book, reply
from tests.store_apps import home

NAMES = {"python", "sqlite", "qt", "chromium", "libraries", "display", "fonts", "gpu", "settings"}
NAMES |= {"engine", "sandbox", "home", "input", "paths", "keys", "library", "disk", "version"}
TIMESTAMP = "/metadata/timestamp.json"


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return home(tmp_path)


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_every_check_is_made_once_and_gives_advice_where_it_is_not_well(place: Home) -> None:
    found = list(examine(place))
    names = [check.name for check in found]
    assert set(names) >= NAMES
    assert len(names) == len(set(names))
    for check in found:
        assert check.finding
        assert bool(check.advice) is (check.health is not Health.OK), check


def test_what_others_tell_the_engine_is_seen(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_REMOTE_DEBUGGING", raising=False)
    calm = by_name(list(engine_checks(place)))["engine"]
    assert calm.health is Health.OK
    assert "MAP * ~NOTFOUND" in calm.finding
    monkeypatch.setenv("QTWEBENGINE_REMOTE_DEBUGGING", "9222")
    told = by_name(list(engine_checks(place)))["engine"]
    assert told.health is Health.WARNING
    assert "QTWEBENGINE_REMOTE_DEBUGGING" in told.finding
    assert os.environ["QTWEBENGINE_REMOTE_DEBUGGING"] == "9222", "looking changes nothing"


def test_settings_that_cannot_be_read_fail(place: Home) -> None:
    place.root.mkdir(mode=0o700, exist_ok=True)
    place.settings.write_text('{"software_webgl": 1}')
    assert by_name(list(engine_checks(place)))["settings"].health is Health.FAILED
    place.settings.write_text('{"software_webgl": true}')
    found = by_name(list(engine_checks(place)))
    assert found["settings"].health is Health.OK
    if "software" in found["engine"].finding:
        assert "software WebGL" in found["engine"].finding


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_key_that_others_can_read_fails(place: Home) -> None:
    KeyStore(place.keys).new("me")
    assert by_name(list(surroundings(place)))["keys"].health is Health.OK
    file = next(path for path in place.keys.rglob("*") if path.is_file())
    file.chmod(0o644)
    found = by_name(list(surroundings(place)))["keys"]
    assert found.health is Health.FAILED
    assert file.name in found.finding


def test_an_input_method_without_a_plugin_is_told(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    assert by_name(list(surroundings(place)))["input"].health is Health.OK
    monkeypatch.setenv("QT_IM_MODULE", "fcitx5")
    assert by_name(list(surroundings(place)))["input"].health is Health.WARNING


def test_registries_are_asked_and_their_clocks_believed(tmp_path: Path, place: Home) -> None:
    assert [check.name for check in reachability(place)] == ["registry"]
    shop = Shop(tmp_path / "registry")
    with BadServer(shop.files) as server, open_book(place) as book:
        book.add(server.url, root=shop.metadata("1.root.json").read_bytes())
        (answers,) = reachability(place)
        assert answers == Check("registry shop", Health.OK, f"{server.url} answers")
        ahead = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
        server.answers[TIMESTAMP] = reply("200 OK", b"{}", Date=ahead)
        _, clock = reachability(place)
        assert clock.health is Health.WARNING
        assert "120 min behind" in clock.finding
        server.answers[TIMESTAMP] = reply("404 Not Found")
        (missing,) = reachability(place)
        assert (missing.health, "404" in missing.finding) == (Health.WARNING, True)
    (gone,) = reachability(place)
    assert gone.health is Health.WARNING
    assert "could not be fetched" in gone.finding


def test_small_differences_of_clocks_are_none() -> None:
    assert clock_check(-30.0).health is Health.OK
    assert "6 min ahead" in clock_check(360.0).finding


def test_a_report_is_whole_and_tells_no_place(place: Home) -> None:
    Store(place).close()
    files = collect(place)
    host = json.loads(files["host.json"])
    assert host["machine"]["chromium"]
    assert str(place.root) not in b"".join(files.values()).decode()
    assert "<home>" in files["doctor.json"].decode()
    with zipfile.ZipFile(BytesIO(pack(files))) as bundle:
        assert set(bundle.namelist()) == set(files)
    told = redacted({"a": "https://x.example/p?token=1#f", "b": "/a/b/c"}, {Path("/a/b"): "~"})
    assert json.loads(told) == {"a": "https://x.example/p?…", "b": "~/c"}


@pytest.mark.parametrize(
    "said",
    [
        "wss://x.example/s?token=SECRET",
        "fanlight://open/org.example.a/p?code=SECRET#mode=SECRET",
        "HTTPS://x.example/p?token=SECRET",
        "https://me:SECRET@x.example/",
        "https://SECRET@x.example/p?q",
        "'https://x.example/p?a='SECRET' did not answer",
        'address "https://x.example/p?a=\\"SECRET\\"&b=SECRET" refused',
        "/srv/me/SECRET/x and /srv/me/SECRET",
    ],
)
def test_a_report_leaves_out_what_may_be_secret_in_an_address(said: str) -> None:
    text = redacted({"rows": [{"reason": said}], said: said}, {Path("/srv/me/SECRET"): "~"})
    assert b"SECRET" not in text
    told = json.loads(text)
    (reason,) = [row["reason"] for row in told["rows"]]
    assert "~" in reason or "://" in reason


def test_a_report_takes_no_other_folder_for_a_place() -> None:
    text = redacted(["/srv/me2/x", "/srv/me/x", "/srv/me"], {Path("/srv/me"): "~"})
    assert json.loads(text) == ["/srv/me2/x", "~/x", "~"]


def test_a_report_is_not_saved_unseen_unless_told(place: Home, tmp_path: Path) -> None:
    Store(place).close()
    out = tmp_path / "report.zip"
    words = ["--home", str(place.root), "--out", str(out)]
    refused = CliRunner().invoke(report_command, words)
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert not out.exists()
    assert CliRunner().invoke(report_command, [*words, "--yes"]).exit_code == 0
    assert out.exists()
