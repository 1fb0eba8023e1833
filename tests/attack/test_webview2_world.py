"""What is said to WebView2 by the engine's own protocol, said to the engine itself: Chromium.

WebView2 is not here, but Qt WebEngine is of the same engine and speaks the same protocol. So the
private world, its functions and its lines are the real ones; the page is a hostile one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from sandbox.view.port import ConsoleLevel
from sandbox.view.systemview.webview2 import devtools
from sandbox.view.systemview.webview2.devtools import Called, Command
from sandbox.view.systemview.wire import Begin, Said
from tests.fanlight_child import PAGE, Fanlight, kill_group, needs_display, page, write_app

pytestmark = [
    needs_display,
    pytest.mark.skipif(sys.platform != "linux", reason="Qt WebEngine stands for it here alone"),
]

# In WebKit's and our names, as the real channel has them (bridge/js/src/system.entry.ts).
CHANNEL = """
const say = (text) => webkit.messageHandlers.fanlight.postMessage(text);
Object.defineProperty(globalThis, "fanlightDeliver", {value: (text) => say("s\\nheard " + text)});
say("s\\nhello " + [typeof forged, typeof Object.prototype.evil, location.pathname]);
"""
PAGE_SCRIPT = "globalThis.pageScriptRan = (globalThis.pageScriptRan ?? 0) + 1;"
HOSTILE = """
globalThis.before = [typeof fanlightFrame, typeof fanlightTouch, typeof fanlightDeliver];
Object.prototype.evil = 1;
globalThis.forged = 1;
for (const name of ["fanlightFrame", "fanlightTouch", "fanlightDeliver"])
  globalThis[name] = () => { throw new Error("called in the page"); };
globalThis.requestAnimationFrame = globalThis.MessageChannel = globalThis.MutationObserver = null;
globalThis.seen = () => [typeof webkit, typeof pywebview, print.toString(), pageScriptRan];
document.addEventListener("DOMContentLoaded", () => {
  for (const sandbox of [null, "allow-scripts"]) {
    const frame = document.createElement("iframe");
    if (sandbox !== null) frame.sandbox = sandbox;
    frame.srcdoc = "<p>a frame</p>";
    document.body.append(frame);
  }
  console.warn("said", 1, null, undefined, [1, 2]);
  dispatchEvent(new KeyboardEvent("keydown", {key: "a"}));
  setTimeout(() => { throw new TypeError("thrown"); });
});
"""

WORKER = "onmessage = (event) => console.log(event.data, typeof fanlight);"


class Engine:
    """One page of Chromium's, by its protocol."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._number = 0
        self.events: list[tuple[str, str]] = []

    def say(self, command: Command, session: str | None = None) -> str:
        """The answer, as WebView2 gives it: the result's JSON."""
        self._number += 1
        parameters = json.loads(command.parameters)
        said = {"id": self._number, "method": command.method, "params": parameters}
        self._line.send(json.dumps(said | ({"sessionId": session} if session else {})))
        while True:
            message = json.loads(self._line.recv(timeout=60))
            if message.get("id") == self._number:
                assert "error" not in message, message
                return json.dumps(message["result"])
            self._note(message)

    def until(self, found: Callable[[], Any]) -> Any:
        """What `found` gives, once it gives something."""
        given_up_s = time.monotonic() + 60
        while not (value := found()):
            assert time.monotonic() < given_up_s, self.events
            self._note(json.loads(self._line.recv(timeout=60)))
        return value

    def heard(self, event: str) -> list[str]:
        return [parameters for name, parameters in self.events if name == event]

    def called(self, name: str) -> list[Called]:
        told = map(devtools.called, self.heard(devtools.BINDING_CALLED))
        return [each for each in told if each is not None and each.name == name]

    def value(self, expression: str) -> Any:
        found, error = devtools.evaluated(self.say(devtools.evaluating(expression)))
        assert found is not None, error
        return json.loads(found)

    def _note(self, message: dict[str, Any]) -> None:
        self.events.append((message["method"], json.dumps(message["params"])))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("webview2")
    app = write_app(
        folder / "app",
        {PAGE: page(head='<script src="/common/hostile.js"></script>')},
        {"common/hostile.js": HOSTILE, "common/worker.js": WORKER},
    )
    told_in = folder / "control.json"
    process = Fanlight(folder / "home").start("open", str(app), "--remote-control", str(told_in))
    try:
        url, origin = _told(told_in)
        with connect(_page(url, origin), max_size=None, proxy=None, compression=None) as line:
            found = Engine(line)
            for command in devtools.opening(_begin(urlsplit(origin).netloc)):
                found.say(command)
            found.events.clear()  # of the document before
            found.say(Command("Page.reload", "{}"))
            found.until(lambda: found.called(devtools.SAY))
            found.until(lambda: found.heard(devtools.THROWN))
            yield found
    finally:
        kill_group(process)


def _told(file: Path) -> tuple[str, str]:
    given_up_s = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < given_up_s
        time.sleep(0.05)
    told = json.loads(file.read_text())
    return told["url"], told["origin"]


def _page(url: str, origin: str) -> str:
    with httpx.Client(trust_env=False, timeout=30) as client:
        targets = client.get(f"{url}/json/list").json()
    pages = [each for each in targets if each["url"].startswith(f"{origin}/")]
    return str(pages[0]["webSocketDebuggerUrl"])


def _begin(host: str) -> Begin:
    return Begin(
        host=host,
        storage=None,
        channel=CHANNEL,
        page=PAGE_SCRIPT,
        manners="",
        background="#ffffff",
        dark=None,
        autoplay=False,
        width_px=1,
        height_px=1,
    )


def test_B08_the_page_has_no_name_for_the_private_world(engine: Engine) -> None:
    kinds = engine.value("seen()")
    assert kinds[:2] == ["undefined", "undefined"]
    assert kinds[2:] == ["() => {}", 1]  # no print dialog; the page's own script, once
    assert engine.value("before") == ["undefined"] * 3
    for name in devtools.BINDINGS[1:]:
        with pytest.raises(AssertionError, match="called in the page"):
            engine.value(f"{name}('x')")
    assert "called in the page" not in str(engine.heard(devtools.BINDING_CALLED))


def test_B05_what_a_page_pollutes_is_not_in_the_private_world(engine: Engine) -> None:
    (hello,) = [each for each in engine.called(devtools.SAY) if "hello" in each.text]
    assert hello.text == f"s\nhello undefined,undefined,/{PAGE}.html"
    engine.until(lambda: engine.called(devtools.FRAME))


def test_B02_a_frame_has_no_channel(engine: Engine) -> None:
    assert engine.value("document.querySelectorAll('iframe').length") == 2
    shown = "[...document.querySelectorAll('iframe')].map((each) => !!each.contentDocument)"
    assert engine.value(shown) == [True, False]  # the app's own, and an opaque one
    assert len([each for each in engine.called(devtools.SAY) if "hello" in each.text]) == 1


def test_a_word_of_the_hosts_is_heard_in_the_private_world_alone(engine: Engine) -> None:
    hello = engine.called(devtools.SAY)[0]
    text = 'a "quoted" </script> \u2028 é'
    engine.say(devtools.delivering(text, hello.context))
    engine.until(lambda: any(x.text == f"s\nheard {text}" for x in engine.called(devtools.SAY)))


def test_B12_a_press_that_no_person_made_is_none(engine: Engine) -> None:
    assert engine.called(devtools.TOUCH) == []
    press = {"type": "mousePressed", "x": 5, "y": 5, "button": "left", "clickCount": 1}
    engine.say(Command("Input.dispatchMouseEvent", json.dumps(press)))
    engine.until(lambda: engine.called(devtools.TOUCH))


def test_the_console_is_read(engine: Engine) -> None:
    lines = [devtools.console_line(each) for each in engine.heard(devtools.CONSOLE)]
    (line,) = [each for each in lines if each is not None and each.text.startswith("said")]
    assert (line.level, line.text) == (ConsoleLevel.WARNING, "said 1 null undefined Array(2)")
    assert line.source.endswith("/common/hostile.js")
    assert line.line == HOSTILE[: HOSTILE.index("console.warn")].count("\n") + 1
    thrown = [devtools.thrown(each) for each in engine.heard(devtools.THROWN)]
    assert any(
        isinstance(each, Said) and each.text.startswith("TypeError: thrown") for each in thrown
    )


def test_what_a_worker_prints_is_read(engine: Engine) -> None:
    engine.value("(globalThis.worker = new Worker('/common/worker.js'), 1)")
    sessions = engine.until(
        lambda: [x for x in map(devtools.worker, engine.heard(devtools.ATTACHED)) if x]
    )
    engine.say(devtools.listening(), sessions[-1])
    engine.value("(worker.postMessage('go'), 1)")

    def said() -> list[Said]:
        lines = map(devtools.console_line, engine.heard(devtools.CONSOLE))
        return [line for line in lines if line is not None and line.text == "go undefined"]

    assert engine.until(said)[0].source.endswith("/common/worker.js")


def test_an_expression_that_fails_says_so(engine: Engine) -> None:
    value, error = devtools.evaluated(engine.say(devtools.evaluating("nothing.there")))
    assert value is None and "nothing is not defined" in error
    value, error = devtools.evaluated(engine.say(devtools.evaluating("1 +")))
    assert value is None and "SyntaxError" in error
    assert engine.value("await Promise.resolve({a: [undefined]})") == {"a": [None]}
    assert engine.say(devtools.pinging())


def test_E10_a_file_chooser_stays_shut(engine: Engine) -> None:
    script = "document.body.append(Object.assign(document.createElement('input'), {type: 'file'})),"
    press = {"expression": f"{script} document.querySelector('input').click()", "userGesture": True}
    engine.say(Command("Runtime.evaluate", json.dumps(press)))
    engine.until(lambda: engine.heard(devtools.FILE_CHOOSER))
