"""B02, B03, B07, B09, B13: every API × every state of its right × every place that could call."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from bridge.api.catalogue import ALL_METHODS
from bridge.conversation import MAX_WAITING_CALLS
from bridge.permissions import ASKED, Scope
from tests.attack.gate_scenes import GOOD
from tests.fanlight_child import APPS, Fanlight, finish, needs_display, start

pytestmark = needs_display
GATE = APPS / "gate"
NAMES = {spec.name for spec in ALL_METHODS}
SCOPES = {spec.name: spec.scope for spec in ALL_METHODS if spec.scope is not None}


def play(tmp_path: Path, scene: str, folder: Path, granted: tuple[Scope, ...] = ()) -> Any:
    words = [sys.executable, "-m", "tests.attack.gate_scenes", scene]
    words += [str(tmp_path / "home"), str(folder), json.dumps(granted)]
    ran = finish(start(words, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def undeclared(folder: Path) -> Path:
    """The gate's folder without any right in its manifest."""
    shutil.copytree(GATE, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["req_permissions"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.mark.parametrize("state", ["undeclared", "refused", "granted"])
def test_B02_B03_B09_every_api_from_every_place_in_every_state(tmp_path: Path, state: str) -> None:
    assert set(GOOD) == set(SCOPES), "each API that needs a right is called in each state"
    folder = undeclared(tmp_path / "app") if state == "undeclared" else GATE
    seen = play(tmp_path, "grid", folder, tuple(Scope) if state == "granted" else ())
    # Parameters come before rights: not even whether a right is there can be learnt by nonsense.
    assert seen["wrong"] == {name: ["call.invalid_params", None] for name in NAMES}
    for name, (code, reason) in seen["scoped"].items():
        if state == "undeclared":
            assert (code, reason) == ("call.permission_denied", "not_declared"), name
        elif state == "refused" and SCOPES[name] in ASKED:
            assert (code, reason) == ("call.permission_denied", "refused"), name
        else:
            assert code in {"ok", "call.not_supported", "call.not_found"}, (name, code)
    for place, told in seen["others"].items():
        if place == "data":
            assert told == "nothing"
            continue
        assert (told["fanlight"], told["heard"]) == ("undefined", []), place
        wanted = {"TypeError", 403} if place == "sandboxed" else {"call.stale_document"}
        assert set(told["told"]) == NAMES, place
        assert set(told["told"].values()) <= wanted, place
    assert seen["previous"] == dict.fromkeys(NAMES, "call.stale_document")
    assert seen["audited"] == 0, "none of them came as far as the gate"


def test_B07_B09_rights_are_one_apps_own_and_end_when_they_are_taken(tmp_path: Path) -> None:
    folder = tmp_path / "gate"
    shutil.copytree(GATE, folder)
    seen = play(tmp_path, "grants", folder)
    assert seen["granted"] == {"getClipboardData": ["ok", None]}
    refused = {"getClipboardData": ["call.permission_denied", "refused"]}
    assert seen["in_another"] == seen["revoked"] == refused
    assert seen["granted_again"] == [seen["granted"]] * 2
    assert seen["revoked_elsewhere"] == refused
    assert seen["batch"] == 1, "the answer to the call behind it, alone"
    # Calls that nobody answers hold their places; all beyond is refused at once.
    waiting = seen["unanswered"]
    assert waiting["codes"] == ["call.rate_limited"]
    assert waiting["refused"] >= 600 - MAX_WAITING_CALLS
    assert waiting.get("then") in {None, "call.rate_limited"}


def test_B13_files_of_an_app_lead_nowhere_else(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    write = "await asPage([['fsWriteFile', {path: 'wxfile://usr/own.txt', base64: 'eA=='}]])"
    assert fanlight.probe(GATE, expression=write) == {"fsWriteFile": ["ok", None]}
    (own,) = (tmp_path / "home").glob("profiles/*/files/**/own.txt")
    own.with_name("link.txt").symlink_to(secret)
    own.with_name("folder").symlink_to(tmp_path)
    other = tmp_path / "home" / "profiles" / "other" / "files" / "usr"
    other.mkdir(parents=True)
    (other / "theirs.txt").write_text("theirs")
    paths = [
        "wxfile://usr/link.txt",
        "wxfile://usr/folder/secret.txt",
        "wxfile://usr/../usr/own.txt",
        "wxfile://usr/%2e%2e/own.txt",
        "wxfile://usr/..\\own.txt",
        "wxfile://usr/./own.txt",
        "wxfile://usr/../../../other/files/usr/theirs.txt",
        f"wxfile://usr/{secret}",
        f"wxfile://{secret}",
        f"file://{secret}",
        str(secret),
        "wxfile://other/theirs.txt",
        "wxfile://usr/own.txt\0.png",
        "WXFILE://usr/own.txt",
        "wxfile://usr/OWN.TXT",
        "wxfile://usr/",
    ]
    expression = f"await Promise.all({json.dumps(['wxfile://usr/own.txt', *paths])}.map(read))"
    first, *rest = fanlight.probe(GATE, expression=expression)
    assert first == "ok"
    for path, code in zip(paths, rest, strict=True):
        assert code in {"call.file", "call.not_found", "call.invalid_params"}, (path, code)
