"""The audit of what really ran: calls granted and denied, what the walls kept back, launches
refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bridge.names import Digest
from host.paths import Home
from host.store.blobs import BlobStore
from sandbox.package.signing import SigningKey
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    install_signed,
    needs_display,
    page,
    write_app,
)

pytestmark = needs_display
APP = "org.example.probe"
AS_ROOT = ("unshare", "--user", "--map-root-user", "--")
TRYING = """
  const tried = async () => {
    await fanlight.setClipboardData({data: "x"});
    await fanlight.getLocation().catch(() => {});
    await fanlight.getClipboardData().catch(() => {});
    await fanlight.request({url: "https://undeclared.example/a?secret=1"}).catch(() => {});
    await fetch("https://undeclared.example/b").catch(() => {});
    location.href = "https://elsewhere.example/";
    await new Promise((resolve) => setTimeout(resolve, 300));
    return true;
  };
"""


def rows(fanlight: Fanlight, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fanlight.json("audit", APP, "--last", "500", *words)["rows"]
    return found


def refusals(fanlight: Fanlight) -> list[tuple[str, str]]:
    """What the host itself refused, oldest first."""
    told = [(x["call"], x["outcome"]) for x in rows(fanlight, "--refused") if not x["instance"]]
    return told[::-1]


def can_be_root() -> bool:
    if not (sys.platform.startswith("linux") and shutil.which("unshare")):
        return False
    return not subprocess.run([*AS_ROOT, "true"], capture_output=True, check=False).returncode


def test_calls_and_what_the_walls_kept_back(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(
        tmp_path / "app", {PAGE: page(TRYING)}, scopes=("clipboard.write", "clipboard.read")
    )
    fanlight.open(app, "--permissions", "deny", "--eval", "await tried()")
    by_call = {(row["call"], row["decision"]): row for row in rows(fanlight)}
    granted = by_call["setClipboardData", "declared"]
    assert (granted["outcome"], granted["reason"]) == ("ok", None)
    refused = by_call["getClipboardData", "refused"]
    assert refused["outcome"] == "call.permission_denied"
    assert "the person refused" in refused["reason"]
    undeclared = by_call["getLocation", "not_declared"]
    assert "declare location" in undeclared["reason"]
    asked = by_call["request", "no_scope_needed"]
    assert asked["outcome"] == "call.network"
    assert asked["reason"] == "url not in domain list"
    walls = {row["call"]: row for row in rows(fanlight) if row["outcome"] == "denied"}
    assert walls["navigation"]["reason"] == "https://elsewhere.example/"
    assert any("undeclared.example" in str(row["reason"]) for row in walls.values())
    assert all(row["instance"] for row in walls.values())
    text = fanlight.run("audit", APP).out
    for words in ("a person allowed it", "declared in its manifest", "not declared"):
        assert (words in text) == (words != "a person allowed it"), words


def test_each_refused_launch_is_a_row(tmp_path: Path) -> None:
    """A page that is not declared, an update that wants more, files changed on the disk."""
    fanlight, key = Fanlight(tmp_path / "home"), SigningKey.generate()
    app = write_app(tmp_path / "app", {PAGE: page()}, {"common/big.js": "//" + "x" * 5_000})
    install_signed(fanlight, app, key)
    link = f"fanlight://open/{APP}/pages/secret/secret?admin=1"
    assert fanlight.error("open", link)["code"] == "launch.page_not_found"
    assert refusals(fanlight) == [("launch", "launch.page_not_found")]
    assert "pages/secret/secret" in rows(fanlight)[0]["reason"]

    wider = write_app(
        tmp_path / "wider",
        {PAGE: page()},
        scopes=("location",),
        version={"name": "2.0.0", "code": 2},
    )
    install_signed(fanlight, wider, key)
    assert fanlight.error("open", APP)["code"] == "trust.consent_needed"
    assert refusals(fanlight)[1:] == [("launch", "trust.consent_needed")]
    assert "scope:location" in rows(fanlight)[0]["reason"]
    fanlight.json("update", APP, "--accept")

    home = Home(fanlight.home)
    blobs = BlobStore(home.blobs)
    until = ("--until", "first-screen")
    document = blobs.path(Digest.of((wider / f"{PAGE}.html").read_bytes()))
    document.write_bytes(document.read_bytes().replace(b"Probe", b"Prove"))
    assert fanlight.error("open", APP, *until)["code"] == "store.corrupt"
    assert refusals(fanlight)[2:] == [("launch", "store.corrupt")]
    fanlight.json("install", str(tmp_path / "wider.ma"))

    manifest = blobs.path(Digest.of((wider / "manifest.json").read_bytes()))
    manifest.write_bytes(manifest.read_bytes().replace(b"Probe", b"Prove"))
    assert fanlight.error("open", APP)["code"] == "store.corrupt"
    assert refusals(fanlight)[3:] == [("launch", "store.corrupt")]
    assert fanlight.error("open", "org.example.nobody")["code"] == "store.not_installed"
    (stranger,) = fanlight.json("audit", "org.example.nobody")["rows"]
    assert (stranger["call"], stranger["outcome"]) == ("launch", "store.not_installed")


@pytest.mark.skipif(not can_be_root(), reason="this system makes no user namespaces")
def test_an_unsandboxed_renderer_is_a_row(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    install_signed(fanlight, app)
    ran = fanlight.run("open", APP, "--until", "first-screen", "--json", prefix=AS_ROOT)
    assert ran.document["error"]["code"] == "view.not_sandboxed"
    assert refusals(fanlight) == [("launch", "view.not_sandboxed")]
    assert "sandbox" in rows(fanlight)[0]["reason"]


def test_a_file_that_changed_while_the_app_runs_is_a_row(tmp_path: Path) -> None:
    """The read is refused, and the app goes on."""
    fanlight = Fanlight(tmp_path / "home")
    later = """
      fanlight.ready();
      setTimeout(async () => {
        const found = await fetch("/common/late.json");
        const ended = `read ${found.status} ${await found.text()}`;
        console.log(ended);
      }, 200);
    """
    app = write_app(
        tmp_path / "app",
        {PAGE: page(later)},
        {"common/late.json": "[1, 2, 3]"},
        fanlight={"ready": "explicit"},
    )
    install_signed(fanlight, app)
    late = BlobStore(Home(fanlight.home).blobs).path(Digest.of(b"[1, 2, 3]"))
    late.write_bytes(b"[1, 2, 4]")
    report = fanlight.open(APP, "--linger", "3")
    assert [line["text"] for line in report["console"]][-1:] == ["read 404 "]
    assert refusals(fanlight) == [("read", "store.corrupt")]


def test_an_app_that_crashed_is_a_row(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    fanlight.play("crash", write_app(tmp_path / "app", {PAGE: page()}))
    assert refusals(fanlight) == [("run", "view.renderer_gone")]
