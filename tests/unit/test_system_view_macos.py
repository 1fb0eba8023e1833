"""The system view on macOS, as far as it can be asked where there is no Cocoa.

Rules, stores and the host's half are the real ones. WKWebView itself is not here: what the adapter
does with it is asked of small doubles of its objects, which note what they are told.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from sandbox.manifest import read_manifest
from sandbox.view.outside.guarantees import given, promises, refusal
from sandbox.view.outside.mac_side import MacSide
from sandbox.view.outside.on_macos import too_old
from sandbox.view.outside.promise import By
from sandbox.view.port import Guarantee, Sandboxed
from sandbox.view.systemview.wkwebview.store import orphans, own_store
from sandbox.view.systemview.wkwebview.walls import (
    PEERS,
    WALLS,
    environment,
    is_own,
    named,
    own_only,
    part_of,
    rules,
    still_on,
    upturned,
)
from tests.package_forge import manifest

HOST = "a" * 52
RENDERER = (
    "/System/Library/Frameworks/WebKit.framework/Versions/A/XPCServices/"
    "com.apple.WebKit.WebContent.xpc/Contents/MacOS/com.apple.WebKit.WebContent"
)


def is_loaded(url: str) -> bool:
    """What a content blocker's list decides: the last rule that fits, or yes."""
    blocked = False
    for rule in json.loads(rules(HOST)):
        if re.search(rule["trigger"]["url-filter"], url, re.IGNORECASE):
            blocked = rule["action"]["type"] == "block"
    return not blocked


def test_the_rules_let_nothing_through_but_the_apps_own() -> None:
    for url in (f"miniapp://{HOST}/index.html", f"blob:miniapp://{HOST}/1", "data:,x"):
        assert is_loaded(url), url
    for url in (
        "https://example.org/",
        f"https://example.org/?miniapp://{HOST}/",
        f"http://miniapp://{HOST}/",
        "ws://127.0.0.1:1/",
        "wss://example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        f"miniapp://b{HOST[1:]}/x",
        f"miniapp://{HOST}.example.org/x",
    ):
        assert not is_loaded(url), url


def test_what_must_be_off_and_is_not_is_said() -> None:
    all_off = {f"{name}Enabled": False for name in WALLS}
    assert still_on(all_off) == []
    assert still_on({PEERS: False}) == []  # what this WebKit has not got, no page has
    assert still_on(all_off | {"WebTransportEnabled": True}) == ["WebTransport"]
    assert still_on(all_off | {"ApplePayEnabled": True}) == []  # a person is asked first
    assert still_on({}) == [PEERS]  # every version has it: nobody can say that it is off
    keys = ["PeerConnectionEnabled", "LinkPreconnect", "ApplePayEnabled", "CSSGridEnabled"]
    assert named(keys) == keys[:3]


def test_a_script_of_the_bridge_is_for_the_apps_own_documents() -> None:
    text = own_only(HOST, "const fanlightKey = 'x';")
    assert text.startswith(f'if (location.protocol === "miniapp:" && location.host === "{HOST}")')
    assert is_own("miniapp", HOST, HOST)
    assert not is_own("https", HOST, HOST)
    assert not is_own("miniapp", "", HOST)


def test_cocoa_counts_from_below() -> None:
    assert upturned(100, 300, 1080) == 680
    assert upturned(-500, 300, 1080) == 1280  # a screen above the main one


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-1", range(2)),
        ("bytes=0-", range(10)),
        ("bytes=8-99", range(8, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=-0", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_a_range_is_what_it_says_or_all(asked: str, part: range | None) -> None:
    assert part_of(asked, 10) == part


def test_nobody_elses_word_reaches_the_engine() -> None:
    others = {"__XPC_DYLD_INSERT_LIBRARIES": "x", "JSC_dumpOptions": "1", "https_proxy": "x"}
    others |= {"DYLD_INSERT_LIBRARIES": "x", "WEBKIT_INSPECTOR_SERVER": "x", "HOME": "/Users/a"}
    told = environment(others)
    assert set(told) & set(others) == {"HOME"}
    assert told["__XPC_JSC_useSharedArrayBuffer"] == "1"


def test_a_store_is_an_apps_own_until_its_folder_goes(tmp_path: Path) -> None:
    folders = [tmp_path / "a" / name / "system" for name in ("one", "two")]
    elsewhere = tmp_path / "b" / "one" / "system"
    one, two, other = (own_store(folder) for folder in (*folders, elsewhere))
    assert len({one, two, other}) == 3
    assert own_store(folders[0]) == one
    everything = [one, two, other, uuid.uuid4()]
    assert orphans(folders[0], everything) == []
    (folders[1] / "store-id").unlink()  # uninstalled
    assert orphans(folders[0], everything) == [two]
    assert own_store(folders[1]) != two  # and installed again: it starts with nothing
    (folders[0] / "store-id").write_text("what is no identifier", encoding="ascii")
    assert own_store(folders[0]) != one


def test_every_wall_stands_or_says_who_built_it() -> None:
    assert given("darwin") == set(Guarantee)
    assert refusal(read_manifest(manifest()), "darwin") is None
    assert promises("darwin")[Guarantee.NETWORK_DENIED].by is By.FANLIGHT


@pytest.mark.parametrize("release", ["14.0", "14.6.1", "26.0", "15"])
def test_a_macos_that_has_everything(release: str) -> None:
    assert too_old(release) is None


@pytest.mark.parametrize("release", ["13.6", "10.15.7", "", "x"])
def test_a_macos_that_lacks_something(release: str) -> None:
    assert "14 or later" in str(too_old(release))


class KernelDouble:
    """libSystem's answers: which program a process runs, and is it in a sandbox."""

    def __init__(self, paths: dict[int, str], sandboxed: bool | None = True) -> None:
        self._paths = paths
        self._sandboxed = sandboxed

    def path(self, pid: int) -> str:
        return self._paths.get(pid, "")

    def is_sandboxed(self, pid: int) -> bool | None:
        return self._sandboxed if pid in self._paths else None


def test_only_the_systems_own_renderers_are_touched() -> None:
    paths = {7: RENDERER, 8: "/usr/bin/ssh-agent", 9: f"/tmp{RENDERER}", 1: RENDERER}
    side = MacSide(lambda: KernelDouble(paths))
    assert side.renderers(5) == ()
    side.told((7, 8, 9, 1, 0, -1, 4))
    assert side.renderers(5) == (7,)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [(True, Sandboxed.YES), (False, Sandboxed.NO), (None, Sandboxed.UNKNOWN)],
)
def test_the_kernel_says_whether_a_renderer_is_held(
    answer: bool | None, meaning: Sandboxed
) -> None:
    assert MacSide(lambda: KernelDouble({7: RENDERER}, answer)).sandboxed(7) is meaning


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killing_ends_the_view_and_its_renderer_and_no_other() -> None:
    sleepers = [subprocess.Popen(["sleep", "60"]) for _ in range(3)]
    view, renderer, other = sleepers
    paths = {renderer.pid: RENDERER, other.pid: "/bin/sleep"}
    side = MacSide(lambda: KernelDouble(paths))
    side.told((renderer.pid, other.pid))
    try:
        side.kill(view.pid)
        assert view.wait(10) == -signal.SIGKILL
        assert renderer.wait(10) == -signal.SIGKILL
        assert other.poll() is None
    finally:
        for each in sleepers:
            each.kill()
            each.wait()
