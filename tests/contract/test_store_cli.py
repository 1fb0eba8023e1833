"""The library's commands, by their JSON, their exit codes and what they do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppVersion, PageRoute
from host.cli.root import fanlight
from host.paths import Home
from host.store.store import Store
from host.timings.record import Launched, Recorder
from tests.package_forge import KEY, sample_files
from tests.store_apps import HELLO, package


class Shell:
    """Runs commands in one home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder / "home")

    def run(self, *words: str, exit_code: int = 0) -> dict[str, Any]:
        """The JSON of a command, after checking its exit code."""
        done = CliRunner().invoke(fanlight, [*words, "--home", str(self.home.root), "--json"])
        assert done.exit_code == exit_code, done.output
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    def text(self, *words: str) -> str:
        """A command's output for people."""
        done = CliRunner().invoke(fanlight, [*words, "--home", str(self.home.root)])
        assert done.exit_code == 0, done.output
        return done.stdout

    def file(self, code: int, **members: Any) -> str:
        """A package file of version `code`."""
        path = self.folder / f"{code}.ma"
        path.write_bytes(package(code, **members))
        return str(path)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_install_list_info_rollback_uninstall(shell: Shell) -> None:
    first = shell.run("install", shell.file(1), "--trust", KEY.key_id.fingerprint)
    assert first["app_id"] == HELLO
    assert first["version"] == {"name": "1.0.0", "code": 1}
    assert {"bytes_downloaded", "bytes_reused", "verify_ms", "total_ms"} <= set(first)
    second = shell.run("install", shell.file(2))
    assert second["bytes_reused"] > 0
    (listed,) = shell.run("list")["apps"]
    assert (listed["app_id"], listed["version"]["code"]) == (HELLO, 2)
    assert HELLO in shell.text("list")
    info = shell.run("info", HELLO)
    assert info["previous"] == {"name": "1.0.0", "code": 1}
    assert info["fingerprint"] == KEY.key_id.fingerprint
    assert info["pages"] == ["pages/index/index"]
    assert KEY.key_id.fingerprint in shell.text("info", HELLO)
    assert shell.run("rollback", HELLO)["version"]["code"] == 1
    assert shell.run("rollback", HELLO, exit_code=1)["error"]["code"] == "store.not_installed"
    assert shell.run("uninstall", HELLO)["app_id"] == HELLO
    assert shell.run("list") == {"apps": [], "damaged": []}
    assert shell.run("info", HELLO, exit_code=1)["error"]["code"] == "store.not_installed"


def test_an_app_is_kept_at_its_version_and_follows_again(shell: Shell) -> None:
    shell.run("install", shell.file(1), "--trust", KEY.key_id.fingerprint)
    assert "stays" not in shell.text("list") + shell.text("info", HELLO)
    stayed = shell.run("update", HELLO, "--stay")
    assert stayed["skipped"] == [{"app_id": HELLO, "reason": "pinned"}]
    assert [app["pinned"] for app in shell.run("list")["apps"]] == [True]
    assert shell.run("info", HELLO)["pinned"] is True
    assert "1.0.0 (1), stays" in shell.text("list")
    assert f"stays      until `fanlight update {HELLO}`" in shell.text("info", HELLO)
    assert shell.run("update", HELLO, "--follow")["skipped"] == []
    assert shell.run("info", HELLO)["pinned"] is False
    for words in (["--stay"], [HELLO, "--stay", "--follow"], [HELLO, "--stay", "--accept"]):
        assert shell.run("update", *words, exit_code=2)["error"]["code"] == "usage"
    gone = shell.run("update", "org.example.gone", "--stay", exit_code=1)
    assert gone["error"]["code"] == "store.not_installed"


def test_an_unknown_publisher_is_refused_where_nobody_can_be_asked(shell: Shell) -> None:
    error = shell.run("install", shell.file(1), exit_code=1)["error"]
    assert error["code"] == "trust.publisher_unknown"
    assert error["detail"]["fingerprint"] == KEY.key_id.fingerprint
    assert set(error) == {"code", "message", "detail", "retriable"}
    (row,) = shell.run("audit", HELLO)["rows"]
    assert (row["call"], row["outcome"]) == ("install", "trust.publisher_unknown")
    assert "trust.publisher_unknown" in shell.text("audit")


def test_a_source_folder_is_installed_under_the_development_key(shell: Shell) -> None:
    folder = shell.folder / "src"
    for path, content in sample_files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shell.run("install", str(folder))
    (folder / "app.css").write_bytes(b"body { color: red }")
    shell.run("install", str(folder))
    (listed,) = shell.run("list")["apps"]
    assert listed["origin"] == {"kind": "development", "place": str(folder)}


@pytest.mark.parametrize(
    "words",
    [
        ("install", "no/such/folder"),
        ("install", "missing.ma"),
        ("install", "Not An Id"),
        ("install", "org.example.hello", "--trust", "xyz"),
        ("uninstall", "Not An Id"),
        ("permissions", "Not An Id"),
    ],
)
def test_wrong_usage(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.run(*words, exit_code=2)["error"]["code"] == "usage"


def test_without_a_registry(shell: Shell) -> None:
    assert shell.run("install", HELLO, exit_code=1)["error"]["code"] == "registry.unknown"
    assert shell.run("update") == {
        "updated": [],
        "skipped": [],
        "failed": [],
        "consent_needed": {},
    }
    assert shell.run("update", HELLO, exit_code=1)["error"]["code"] == "store.not_installed"


def test_permissions_are_granted_denied_and_reset(shell: Shell) -> None:
    one = shell.file(1, scopes=["location", "clipboard.write"])
    shell.run("install", one, "--trust", KEY.key_id)

    def answers(*words: str) -> dict[str, str | None]:
        document = shell.run("permissions", HELLO, *words)
        return {row["scope"]: row["answer"] for row in document["permissions"]}

    assert answers() == {"location": None, "clipboard.write": None}
    assert answers("grant", "location")["location"] == "allow"
    assert answers("deny", "clipboard.write")["clipboard.write"] == "deny"
    assert answers("reset", "location") == {"location": None, "clipboard.write": "deny"}
    assert answers("reset") == {"location": None, "clipboard.write": None}
    assert "location" in shell.text("permissions", HELLO)
    for words in (("grant", "notification"), ("grant", "everything"), ("deny",)):
        error = shell.run("permissions", HELLO, *words, exit_code=2)["error"]
        assert error["code"] == "usage"


def test_what_an_update_asks_for_is_agreed_to(shell: Shell) -> None:
    shell.run("install", shell.file(1), "--trust", KEY.key_id)
    more = {"scopes": ["location"], "request": ["https://a.example"]}
    wanted = ["network:request:https://a.example", "scope:location"]
    assert shell.run("install", shell.file(2, **more))["consent_needed"] == wanted
    assert shell.run("update")["consent_needed"] == {HELLO: wanted}
    assert "https://a.example" in shell.text("info", HELLO)
    left = shell.run("permissions", HELLO, "grant", "location")["consent_needed"]
    assert left == wanted[:1]
    accepted = shell.run("update", HELLO, "--accept")
    assert accepted["consent_needed"] == {}
    assert accepted["skipped"] == [{"app_id": HELLO, "reason": "no_registry"}]
    assert shell.run("permissions", HELLO)["consent_needed"] == []


def test_timings(shell: Shell) -> None:
    assert shell.run("timings") == {"launches": [], "summary": []}
    with Store(shell.home) as store:
        trace = Trace(lambda: 0.0)
        trace.mark(Mark.FIRST_SCREEN, 0.25)
        launched = Launched(
            HELLO,
            KEY.key_id,
            AppVersion(1, "1.0.0"),
            LaunchKind.COLD,
            "qt",
            PageRoute("pages/index/index"),
        )
        number = Recorder(store.database).keep(launched, trace)
    document = shell.run("timings", HELLO)
    (launch,) = document["launches"]
    wanted = {"app_id", "version", "launch", "engine", "first_screen_ms", "marks", "at"}
    assert wanted <= set(launch)
    assert launch["first_screen_ms"] == 250.0
    assert document["summary"] == [
        {
            "app_id": HELLO,
            "launch": "cold",
            "count": 1,
            "p50_ms": 250.0,
            "p90_ms": 250.0,
            "p99_ms": 250.0,
        }
    ]
    by_version = shell.run("timings", "--by-version")["summary"]
    assert by_version[0]["version"] == {"name": "1.0.0", "code": 1}
    assert "first.screen" in shell.text("timings", "--waterfall", str(number))
    error = shell.run("timings", "--waterfall", "99", exit_code=1)["error"]
    assert error["code"] == "call.not_found"
