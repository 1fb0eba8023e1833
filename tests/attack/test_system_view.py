"""The system view as an attacker has it: pywebview's reach is not there, nor is anything else.

B04 of the table of attacks, with the names that reached pywebview's own process.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sandbox.view.outside.available import unavailable
from sandbox.view.renderer import descendants
from tests.attack.test_view_bridge import API_NAMED_LIKE_THE_INSIDE, BREAKER, assert_no_inside
from tests.fanlight_child import (
    APPS,
    PAGE,
    ROOT,
    Fanlight,
    kill_group,
    needs_display,
    page,
    write_app,
)

pytestmark = [
    needs_display,
    pytest.mark.skipif(unavailable(sys.platform) is not None, reason="no system view here"),
]
SYSTEM = ("--engine", "system", "--permissions", "deny")
DOTTED = (
    "_window.gui.os.system",
    "__setattr__",
    "__getattribute__",
    "__class__.__base__.__subclasses__",
    "_pywebviewAlert",
    "pywebviewEventHandler",
    "pywebviewAsyncCallback",
    "pywebviewStateUpdate",
    "pywebviewMoveWindow",
)
REACH = """
(async () => {
  const seen = [];
  const handlers = globalThis.webkit?.messageHandlers;
  for (const name of ["jsBridge", "external", "fanlight", "pywebview"]) {
    for (const funcName of %s) {
      for (const said of [{funcName, params: ["touch " + %r], id: "1"}, funcName, null]) {
        try {
          handlers[name].postMessage(typeof said === "object" ? JSON.stringify(said) : said);
          seen.push(name + " took " + funcName);
        } catch {}
      }
    }
  }
  addEventListener("fanlight:message", (event) => seen.push(String(event.detail).slice(0, 80)));
  const forged = '{"type":"hello","protocol":1,"document":"x.y","timeOriginMs":0}';
  for (const detail of [forged, '{"type":"call","id":1,"method":"_window.gui.os.system"}'])
    dispatchEvent(new CustomEvent("fanlight:call", {detail}));
  await new Promise((done) => setTimeout(done, 500));
  const own = (name) => typeof globalThis[name];
  return {
    seen,
    names: [own("pywebview"), own("webkit"), own("fanlightDeliver"), own("fanlightKey")],
    globals: Object.getOwnPropertyNames(globalThis).filter((x) => /pywebview|_returnV/i.test(x)),
  };
})()
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the mini-program `bridge` found in a system view."""
    fanlight = Fanlight(tmp_path_factory.mktemp("bridge") / "home")
    report = fanlight.open(BREAKER, *SYSTEM, "--eval", "await probe()")
    assert report["errors"] == []
    found = report["eval"]
    assert isinstance(found, dict)
    return found


def test_B04_nothing_of_pywebview_is_in_a_page(tmp_path: Path) -> None:
    mark = tmp_path / "reached"
    app = write_app(tmp_path / "app", {PAGE: page()})
    asked = REACH % (list(DOTTED), str(mark))
    report = Fanlight(tmp_path / "home").open(app, *SYSTEM, "--eval", asked)
    found = report["eval"]
    assert found["names"] == ["undefined"] * 4
    assert found["globals"] == []
    assert [said for said in found["seen"] if "took" in said] == []
    for said in found["seen"]:  # what the bridge itself says to a call that is none
        assert "call.unknown_method" in said or "call.message_invalid" in said
    assert not mark.exists()


def test_B04_a_method_is_an_exact_name_of_the_table(broken: dict[str, Any]) -> None:
    assert set(broken["methods"]) == {"call.unknown_method"}
    assert broken["world"]["api"] == API_NAMED_LIKE_THE_INSIDE


def test_B01_no_message_says_who_calls(broken: dict[str, Any]) -> None:
    assert set(broken["members"]) == {"call.message_invalid"}
    assert broken["params"]["appId"] == "call.invalid_params"


def test_B03_the_schemes_way_takes_no_forged_session(broken: dict[str, Any]) -> None:
    posts = broken["posts"]
    assert posts["noSession"] == posts["wrongSession"] == "call.stale_document"
    assert {posts[name] for name in ("get", "put", "other", "upper")} == {"TypeError"}


def test_B02_frames_and_workers_find_no_bridge(broken: dict[str, Any]) -> None:
    for name in ("own", "worker"):
        told = broken["frames"][name]
        assert (told["fanlight"], told["qt"], told["channel"]) == ("undefined",) * 3, name
        assert told["heard"] == []
        assert set(told["posts"].values()) == {"call.stale_document"}


def test_B02_a_second_document_cannot_take_the_bridge(tmp_path: Path) -> None:
    words = (*SYSTEM, "--eval", "await takeOver()")
    found = Fanlight(tmp_path / "home").open(BREAKER, *words)["eval"]
    assert found["then"] == "answered"
    assert "welcome" not in (found["own"], found["worker"])


def test_B10_answers_say_nothing_of_the_host(broken: dict[str, Any]) -> None:
    assert broken["texts"]
    for text in broken["texts"]:
        assert_no_inside(text)


def test_E02_a_script_goes_nowhere(tmp_path: Path) -> None:
    other = "a" * 52
    words = (*SYSTEM, "--eval", f"await probe('{other}')")
    report = Fanlight(tmp_path / "home").open(APPS / "navigation", *words)
    found = report["eval"]
    assert (found["here"], found["title"]) == (True, "Runaway")
    assert set(found["ended"].values()) == {True}
    for place in found["frames"]:
        assert place in {"opaque", "about:blank", "about:srcdoc"} or place.startswith("miniapp://")
    refused = {denial["detail"] for denial in report["denied"] if denial["what"] == "navigation"}
    for place in ("https://example.org", "data:", "about:srcdoc", "miniapp://example.org"):
        assert any(detail.startswith(place) for detail in refused), place


def test_what_a_view_lacks_is_said_before_anything_is_started(tmp_path: Path) -> None:
    media = {"network": {"media": ["https://example.org"]}}
    app = write_app(tmp_path / "app", {PAGE: page()}, fanlight=media)
    words = ("open", str(app), "--engine", "system", "--until", "first-screen")
    error = Fanlight(tmp_path / "home").error(*words)
    assert error["code"] == "view.engine_unavailable"
    assert "media of other origins" in error["message"]


def test_a_view_leaves_the_machines_network_before_anything_else() -> None:
    """With a listener on this machine, which an ordinary process reaches."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        script = (
            "import socket, sys; from sandbox.view.systemview.walls import deny_network\n"
            "if sys.argv[2] == 'walled': deny_network()\n"
            "socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"
        )

        def tried(how: str) -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-c", script, str(port), how]
            return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)

        assert tried("open").returncode == 0
        walled = tried("walled")
    assert walled.returncode == 1
    assert "Network is unreachable" in walled.stderr, walled.stderr


def test_the_views_processes_are_walled_and_end_with_it(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    words = ("open", str(app), "--engine", "system", "--until", "first-screen", "--linger", "60")
    process = Fanlight(tmp_path / "home").start(*words, "--json")
    try:
        spaces = _wait_for_engine(process.pid)
        own = os.readlink("/proc/self/ns/net")
        assert own not in spaces.values()
        found = tuple(descendants(process.pid))
        os.kill(process.pid, 9)
        given_up_s = time.monotonic() + 20
        while any(Path(f"/proc/{pid}/ns/net").exists() for pid in found):
            assert time.monotonic() < given_up_s, "something outlives its host"
            time.sleep(0.1)
    finally:
        kill_group(process)


def _wait_for_engine(pid: int) -> dict[int, str]:
    """The network namespaces of the engine's processes below `pid`, once there are renderers."""
    given_up_s = time.monotonic() + 60
    while time.monotonic() < given_up_s:
        found: dict[int, str] = {}
        names = set()
        for child in descendants(pid):
            try:
                name = Path(f"/proc/{child}/comm").read_text().strip()
                if name.startswith("WebKit"):
                    names.add(name)
                    found[child] = os.readlink(f"/proc/{child}/ns/net")
            except OSError:
                continue
        if any(name.startswith("WebKitWeb") for name in names) and len(names) > 1:
            return found
        time.sleep(0.1)
    raise AssertionError("no renderer came")
