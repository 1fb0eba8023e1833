"""L01–L06: links into the host and addresses out of it are data, and a person decides."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import LinkInvalid
from host.links import MAX_LINK_CHARS, parse_link
from sandbox.package.signing import SigningKey
from tests.attack.link_scenes import ADDRESS
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    kill_group,
    needs_display,
    page,
    start,
    write_app,
)
from tests.http_site import serving
from tests.registry_kit import HELLO, BadServer, Shop

APP = "org.example.probe"
SECOND = "pages/second/second"
TELL = """
  fanlight.getLaunchOptions().then((it) => {
    console.log(JSON.stringify(it));
    fanlight.ready();
  });
"""
WISHES = ("development", "develop", "evaluable", "sideload", "trusted")

MALFORMED = (
    "fanlight:",
    "fanlight://",
    "fanlight://open",
    "fanlight://open/",
    "fanlight:open/org.example.probe",
    "fanlight://open/--no-sandbox",
    "fanlight://open/-org.example.probe",
    "fanlight://open/org.example.probe --no-sandbox",
    "fanlight://open/org.example.probe\n--no-sandbox",
    "fanlight://open/org.example.probe\0",
    "fanlight://open/org.example.probe/pages/../../x",
    "fanlight://open/org.example.probe//pages/a",
    "fanlight://open/org.example.probe/pages/%2e%2e/x",
    "fanlight://open/org.example.probe/pages/%zz",
    "fanlight://open/org.example.probe?a=%zz%ff",
    "fanlight://open/org.example.probe?a=%ff",
    "fanlight://open/org.example.probe?nothing",
    "fanlight://open/org.example.probe#fragment",
    "fanlight://open/org.example.probe#",
    "fanlight://open/org.example.probe#mode",
    "fanlight://open/org.example.probe#mode=",
    "fanlight://open/org.example.probe#mode=huge",
    "fanlight://open/org.example.probe#MODE=full",
    "fanlight://open/org.example.probe#mode=full&mode=compact",
    "fanlight://open/org.example.probe#mode=full#mode=full",
    "fanlight://open/org.example.probe#relaunch=true",
    "fanlight://open/'org.example.probe'",
    'fanlight://open/"org.example.probe"',
    "fanlight://open/$(id)",
    "fanlight://open/org.example.próbe",
    "fanlight://open@evil.example/org.example.probe",
    "fanlight://open:80/org.example.probe",
    "fanlight://OPEN/org.example.probe",
    "fanlight://install/org.example.probe",
    "fanlight://update/org.example.probe",
    "fanlight://uninstall/org.example.probe",
    "fanlight://permissions/org.example.probe",
    "fanlight://registry/https://evil.example",
    "fanlight://open/org.example.probe@0.9.0",
    "fanlight://open/org.example.probe;version=0.9.0",
    "fanlight://open//tmp/app",
    "fanlight://open/file:///tmp/app",
    "FANLIGHT://[open/org.example.probe",
    "fanlight://open/org.example.probe?" + "a=1&" * 65 + "a=1",
    "fanlight://open/org.example.probe?a=" + "x" * MAX_LINK_CHARS,
)


@pytest.mark.parametrize("link", MALFORMED, ids=range(len(MALFORMED)))
def test_L01_L03_L06_a_link_is_of_one_grammar_or_refused(link: str) -> None:
    with pytest.raises(LinkInvalid):
        parse_link(link)


def test_L01_what_a_system_hands_over_is_a_target_and_no_option(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    for word in ("--no-sandbox", "-v", "--permissions=grant:location"):
        assert fanlight.error("open", "--until", "ready", "--", word, code=2)["code"] == "usage"
    link = "fanlight://open/org.example.probe --no-sandbox"
    assert fanlight.error("open", link)["code"] == "launch.link"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Fanlight:
    """A home with two versions of one app, the newer one in use."""
    folder = tmp_path_factory.mktemp("links")
    fanlight, key = Fanlight(folder / "home"), SigningKey.generate()
    for code in (1, 2):
        app = write_app(
            folder / f"app{code}",
            {PAGE: page(TELL), SECOND: page(TELL)},
            {"pages/hidden/hidden.html": page(TELL)},
            version={"name": f"{code}.0.0", "code": code},
            fanlight={"ready": "explicit", **dict.fromkeys(WISHES, True)},
        )
        install_signed(fanlight, app, key)
    return fanlight


@needs_display
def test_L02_a_link_names_a_declared_page_and_hands_it_data(installed: Fanlight) -> None:
    forged = (
        "scene=launcher&scene=1001&referrerInfo=%7B%22appId%22%3A%22org.fanlight%22%7D"
        "&mode=full&relaunch=true&h=%23mode%3Dfull&appId=org.fanlight.notes&extraData=%7B%7D&__proto__=x&permission=granted&q=%26%3D%2F"
    )
    link = parse_link(f"fanlight://open/{APP}/{SECOND}?{forged}")
    assert (link.mode, link.relaunch) == (None, False)
    report = installed.open(f"fanlight://open/{APP}/{SECOND}?{forged}#mode=compact")
    assert report["page"] == SECOND
    (options,) = [json.loads(line["text"]) for line in report["console"]]
    assert options["scene"] == "link"
    assert options["path"] == SECOND
    assert options["referrerInfo"] is None
    assert options["query"]["q"] == "&=/"
    assert options["query"]["__proto__"] == "x"
    assert (options["query"]["mode"], options["query"]["h"]) == ("full", "#mode=full")
    assert options["query"]["referrerInfo"] == '{"appId":"org.fanlight"}'
    assert all(isinstance(value, str) for value in options["query"].values())
    for undeclared in ("pages/hidden/hidden", "common/icon", "manifest", "pages/index/index.html"):
        error = installed.error("open", f"fanlight://open/{APP}/{undeclared}")
        assert error["code"] in {"launch.page_not_found", "launch.link"}, undeclared


@needs_display
def test_L03_a_link_installs_nothing_and_goes_back_to_nothing(installed: Fanlight) -> None:
    before = installed.json("list")
    rows = len(installed.json("audit", "--last", "1000")["rows"])
    error = installed.error("open", "fanlight://open/org.example.unknown")
    assert error["code"] == "store.not_installed"
    for wish in ("version=1", "version=1.0.0&channel=develop", "registry=https%3A%2F%2Fevil"):
        report = installed.open(f"fanlight://open/{APP}?{wish}")
        assert report["version"]["code"] == 2
    assert installed.json("list") == before
    after = installed.json("audit", "--last", "1000")["rows"]
    acts = {row["call"] for row in after[: len(after) - rows]}
    assert not acts & {"install", "update", "rollback"}


@needs_display
def test_L03_a_link_fetches_nothing_from_a_trusted_registry(tmp_path: Path) -> None:
    """What a person opens by name arrives from there; a link makes no host ask for it."""
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    fanlight = Fanlight(tmp_path / "home")
    with BadServer(shop.files) as server:
        fanlight.json("registry", "add", server.url, "--fingerprint", shop.root_sha256)
        server.requests.clear()
        error = fanlight.error("open", f"fanlight://open/{HELLO}")
        assert error["code"] == "store.not_installed"
        assert server.requests == []
        assert fanlight.json("list")["apps"] == []
        # That it would have come, had a person said so.
        assert fanlight.open(HELLO)["app_id"] == HELLO
        assert server.requests


@needs_display
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sockets are read from /proc")
def test_L04_a_running_host_listens_on_nothing(tmp_path: Path) -> None:
    """The nearest there is: a host takes no requests of other processes at all, by any socket."""
    with serving():
        assert len(_listening(os.getpid())) >= 1, "what listens is seen"
    app = write_app(tmp_path / "app", {PAGE: page()})
    fanlight = Fanlight(tmp_path / "home")
    picture = tmp_path / "shown.png"
    process = fanlight.start(
        "open", str(app), "--until", "first-screen", "--screenshot", str(picture), "--linger", "60"
    )
    try:
        _until_it_runs(process.pid)
        assert _listening(process.pid) == []
    finally:
        kill_group(process)


def _until_it_runs(pid: int) -> None:
    """Wait until the host `pid` has started the engine's processes."""
    for _ in range(600):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if any(_name(child).startswith("QtWebEngine") for child in children):
            time.sleep(1.0)  # and whatever it opens behind them
            return
        time.sleep(0.1)
    raise AssertionError("the host did not start")


def _name(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _listening(pid: int) -> list[str]:
    """The sockets on which the process `pid` listens: TCP in state 0A, or a Unix socket whose
    flags have SO_ACCEPTCON (proc(5), unix(7))."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except FileNotFoundError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            own.add(target[8:-1])
    assert own, "a host has sockets: to the display, to its engine"
    found = []
    for family in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{family}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in own:
                found.append(line)
    for line in Path(f"/proc/{pid}/net/unix").read_text().splitlines()[1:]:
        words = line.split()
        if int(words[3], 16) & 0x10000 and words[6] in own:
            found.append(line)
    return found


BAD_ADDRESSES = (
    "file:///etc/passwd",
    "smb://server/share",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://plain.example/",
    "ftp://example.org/",
    "ms-settings:",
    "vscode://x",
    "fanlight://open/org.example.probe",
    "miniapp://x/",
    "-flag",
    "--version",
    " https://example.org/",
    "HTTPS://example.org/",
    "https:example.org",
    "https:///etc/passwd",
    "https://",
    "https://example.org/\n--flag",
    "https://example.org/ x",
    "https://bank.example@evil.example/",
    "https://bank.example%40evil.example/",
    "https://bank.example\\@evil.example/",
    "https://b\u0430nk.example/",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\u200b",
    "https://example.org:99999/",
    "https://[::1/",
)
PRESS = """
  globalThis.answers = [];
  const raw = (url) => new Promise((done) => {
    const id = (raw.last = (raw.last ?? 600_000) + 1);
    window.addEventListener("fanlight:message", ({detail}) => {
      const message = JSON.parse(detail);
      if (message.id === id) done(message.code ?? "ok");
    });
    const text = {type: "call", id, method: "openExternal", params: {url}};
    window.dispatchEvent(new CustomEvent("fanlight:call", {detail: JSON.stringify(text)}));
  });
  document.querySelector("#open").onclick = async () => answers.push(await raw(ADDRESS));
"""


@needs_display
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the opener is xdg-open")
def test_L05_L06_what_leaves_is_shown_agreed_to_and_one_argument(tmp_path: Path) -> None:
    """A program of the test's stands for the system's opener and writes down its arguments."""
    programs, log = tmp_path / "bin", tmp_path / "opened"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> {log}\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    environment = {"PATH": f"{programs}:{os.environ['PATH']}"}
    button = '<button id="open" style="width: 200px; height: 80px">open</button>'
    app = write_app(
        tmp_path / "app", {PAGE: page(PRESS.replace("ADDRESS", json.dumps(ADDRESS)), button)}
    )
    fanlight = Fanlight(tmp_path / "home", environment)
    expression = f"await Promise.all({json.dumps(BAD_ADDRESSES)}.map(raw))"
    told = fanlight.probe(app, "--permissions", "deny", expression=expression)
    assert dict(zip(BAD_ADDRESSES, told, strict=True)) == dict.fromkeys(
        BAD_ADDRESSES, "call.invalid_params"
    )
    seen = play(tmp_path, "outside", app, environment)
    assert seen["badge"] is True, "an app in development says so"
    assert any(ADDRESS in text.replace("\u200b", "") for text in seen["shown"]), seen["shown"]
    assert seen["answers"] == ["call.cancelled", "ok"]
    for _ in range(100):
        if log.exists() and log.read_text().count("\n") >= 2:
            break
        time.sleep(0.1)
    assert log.read_text().splitlines() == ["1", ADDRESS]


def play(tmp_path: Path, scene: str, folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.attack.link_scenes", scene]
    ran = finish(start([*words, str(tmp_path / "home"), str(folder)], environment))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


@needs_display
def test_L06_neither_link_nor_manifest_makes_an_app_a_developers(installed: Fanlight) -> None:
    """Its manifest says all of WISHES; nobody asks it."""
    link = f"fanlight://open/{APP}?development=1&evaluable=1&permission=granted"
    error = installed.error("open", link, "--until", "ready", "--eval", "1", code=2)
    assert error["code"] == "usage"
    shown = play(installed.home.parent, "badge", Path(APP), {})
    assert shown == {"origin": "sideload", "shown": True}
