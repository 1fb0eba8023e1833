"""What keeps WKWebView's pages off the network, in the WebKit that is here.

WebKitGTK compiles the same rule lists and runs the same scripts. It stands here without the
network namespace that it has in Fanlight, so that the rules alone decide.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sandbox.view.outside.available import unavailable
from tests.fanlight_child import ROOT, needs_display

pytestmark = [
    needs_display,
    pytest.mark.skipif(
        sys.platform != "linux" or unavailable("linux") is not None, reason="no WebKitGTK here"
    ),
]


class Away:
    """A server that only notes who came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.came: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._note, args=(caller,), daemon=True).start()

    def _note(self, caller: socket.socket) -> None:
        with caller:
            self.came.append("connected")
            caller.settimeout(5)
            try:
                words = caller.recv(4096).split(b" ")
                if len(words) > 1:
                    self.came.append(words[1].decode("ascii", "replace"))
                caller.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            except OSError:
                pass

    def close(self) -> None:
        self._socket.close()


def shown(folder: Path, *, walled: bool) -> tuple[set[str], dict[str, Any]]:
    """Where the page came, and what it saw of its own."""
    away = Away()
    try:
        rules = "with" if walled else "without"
        words = ["-m", "tests.webkit_rules_child", str(folder), str(away.port), rules]
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    finally:
        away.close()
    return set(away.came), json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], dict[str, Any]]:
    return shown(tmp_path_factory.mktemp("rules"), walled=True)


def test_no_road_of_a_page_leads_out(
    tmp_path: Path, walled: tuple[set[str], dict[str, Any]]
) -> None:
    reached, _ = shown(tmp_path, walled=False)
    # Without the rules the same page goes everywhere: the roads are real ones.
    roads = {"/fetch", "/img", "/script", "/style", "/frame", "/xhr", "/worker", "/socket"}
    roads |= {"/shared", "/import", "/beacon", "/events", "/object", "/video"}
    assert roads <= reached
    reached, told = walled
    assert reached == set()
    assert told["seen"]["own"] == "own"
    assert told["seen"]["blob"] == "blob"


def test_a_pages_console_is_told_by_the_private_world_alone(
    walled: tuple[set[str], dict[str, Any]],
) -> None:
    _, told = walled
    assert told["seen"]["handlers"] == "undefined"
    assert told["seen"]["key"] == "undefined"
    lines = {line["text"]: line for line in told["said"]}
    warned = lines['said {"a":1}']
    assert (warned["level"], warned["source"].rpartition("/")[2]) == ("warning", "index.html")
    assert warned["line"] > 1
    assert any("not caught" in text for text in lines)
