"""The engine's own protocol (Chrome DevTools) inside the process: no port, and no page speaks it.

It has what WebView2's API lacks: a script world that pages have no name for, functions that stand
in that world alone, lines of the console, and file choosers that stay shut.
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import json
from typing import Final

import msgspec

from sandbox.decoding import readable
from sandbox.view.environment import SCHEME
from sandbox.view.port import ConsoleLevel
from sandbox.view.systemview.wire import Begin, Said

WORLD: Final = "fanlight"
"""The private script world."""
SAY: Final = "fanlight"
"""Its function that says a text to the host."""
FRAME: Final = "fanlightFrame"
TOUCH: Final = "fanlightTouch"
BINDINGS: Final = (SAY, FRAME, TOUCH)

BINDING_CALLED: Final = "Runtime.bindingCalled"
CONSOLE: Final = "Runtime.consoleAPICalled"
THROWN: Final = "Runtime.exceptionThrown"
FILE_CHOOSER: Final = "Page.fileChooserOpened"
ATTACHED: Final = "Target.attachedToTarget"

_MAX_TEXT_CHARS: Final = 100_000
_LEVELS: Final = {
    "error": ConsoleLevel.ERROR,
    "assert": ConsoleLevel.ERROR,
    "warning": ConsoleLevel.WARNING,
}

# A frame is told of where something changed: one that draws nothing new tells nothing, and a still
# page costs nothing. Presses count only when a person made them.
_SENSES = """
(() => {
  const soon = new MessageChannel();
  let due = false;
  soon.port1.onmessage = () => { due = false; fanlightFrame(""); };
  const note = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => soon.port2.postMessage(0));
  };
  new MutationObserver(note).observe(document,
    {subtree: true, childList: true, attributes: true, characterData: true});
  addEventListener("load", note, true);
  addEventListener("scroll", note, true);
  for (const press of ["pointerdown", "keydown"])
    addEventListener(press, (event) => { if (event.isTrusted) fanlightTouch(""); }, true);
  note();
})();
"""
_SHIM = "const webkit = {messageHandlers: {fanlight: {postMessage: (text) => fanlight(text)}}};"
# WebView2 asks nobody before it shows its print dialog. No wall: a person stands before that.
_NO_PRINT = "Object.defineProperty(window, 'print', {value: () => {}, configurable: false});"
_EVALUATING = "(async () => JSON.stringify(await (async () => ({expression}\n))()) ?? 'null')()"


class Command(msgspec.Struct, frozen=True):
    """One call of the protocol; `parameters` is JSON."""

    method: str
    parameters: str


class _Remote(msgspec.Struct):
    """A value of the page's, as Runtime.RemoteObject."""

    type: str = ""
    value: object = None
    unserializableValue: str = ""
    description: str = ""


class _Place(msgspec.Struct):
    url: str = ""
    lineNumber: int = 0


class _Trace(msgspec.Struct):
    callFrames: list[_Place] = []


class _Call(msgspec.Struct):
    name: str
    payload: str
    executionContextId: int


class _Line(msgspec.Struct):
    type: str
    args: list[_Remote] = []
    stackTrace: _Trace | None = None


class _Details(msgspec.Struct):
    text: str = ""
    url: str = ""
    lineNumber: int = 0
    exception: _Remote | None = None


class _Thrown(msgspec.Struct):
    exceptionDetails: _Details


class _Evaluated(msgspec.Struct):
    result: _Remote
    exceptionDetails: _Details | None = None


class _Target(msgspec.Struct):
    type: str


class _Attached(msgspec.Struct):
    sessionId: str
    targetInfo: _Target


class Called(msgspec.Struct, frozen=True):
    """A function of the private world was called, in the script context `context`."""

    name: str
    text: str
    context: int


_CALLED: Final = msgspec.json.Decoder(readable(_Call))
_LINES: Final = msgspec.json.Decoder(readable(_Line))
_THROWNS: Final = msgspec.json.Decoder(readable(_Thrown))
_ATTACHED: Final = msgspec.json.Decoder(readable(_Attached))
_RESULTS: Final = msgspec.json.Decoder(readable(_Evaluated))


def opening(begin: Begin) -> tuple[Command, ...]:
    """What is said before the first document: the private world, its functions, the scripts."""
    own = f"{SCHEME}://{begin.host}"
    return (
        _command("Page.enable"),
        _command("Runtime.enable"),
        *map(_binding, BINDINGS),
        _command("Page.setInterceptFileChooserDialog", enabled=True),
        _command(
            "Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True
        ),
        _script(_only_top(own, f"{_SHIM}\n{begin.channel}"), WORLD),
        _script(_SENSES, WORLD),
        _script(begin.manners, WORLD),
        _script(_NO_PRINT),
        _script(_only_top(own, begin.page)),
    )


def delivering(text: str, context: int) -> Command:
    """Hand `text` to the private world in `context`."""
    expression = f"globalThis.fanlightDeliver?.({json.dumps(text)})"
    return _command("Runtime.evaluate", expression=expression, contextId=context)


def evaluating(expression: str) -> Command:
    """An expression in the page's own world; its value comes as JSON text."""
    script = _EVALUATING.format(expression=expression)
    return _command("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)


def pinging() -> Command:
    """Answered, with a value or an error, once the page's thread has had a turn."""
    return _command("Runtime.evaluate", expression="0")


def evaluated(answer: str) -> tuple[str | None, str]:
    """The value (JSON text) and the error of `evaluating`'s answer."""
    try:
        found = _RESULTS.decode(answer)
    except msgspec.DecodeError:
        return None, "the engine's answer is none"
    if found.exceptionDetails is not None:
        return None, _thrown_text(found.exceptionDetails)
    value = found.result.value
    return (value, "") if isinstance(value, str) else (None, "it has no value")


def called(event: str) -> Called | None:
    """Which function of the private world was called; None for any other."""
    try:
        found = _CALLED.decode(event)
    except msgspec.DecodeError:
        return None
    if found.name not in BINDINGS:
        return None
    return Called(found.name, found.payload, found.executionContextId)


def worker(event: str) -> str | None:
    """The session of a Worker of the page's, which has begun; None for anything else."""
    try:
        found = _ATTACHED.decode(event)
    except msgspec.DecodeError:
        return None
    return found.sessionId if found.targetInfo.type == "worker" else None


def listening() -> Command:
    """Have a Worker's session tell what it prints; no function is in it."""
    return _command("Runtime.enable")


def console_line(event: str) -> Said | None:
    """What `console` was told."""
    try:
        found = _LINES.decode(event)
    except msgspec.DecodeError:
        return None
    text = " ".join(map(_text, found.args))[:_MAX_TEXT_CHARS]
    frames = found.stackTrace.callFrames if found.stackTrace is not None else []
    place = frames[0] if frames else _Place()
    level = _LEVELS.get(found.type, ConsoleLevel.INFO)
    return Said(level, text, place.url, place.lineNumber + 1 if frames else 0)


def thrown(event: str) -> Said | None:
    """An error that nobody caught."""
    try:
        found = _THROWNS.decode(event).exceptionDetails
    except msgspec.DecodeError:
        return None
    text = _thrown_text(found)[:_MAX_TEXT_CHARS]
    return Said(ConsoleLevel.ERROR, text, found.url, found.lineNumber + 1)


def _only_top(origin: str, script: str) -> str:
    """`script` for the app's own documents in the main frame alone."""
    return f"if (window.top === window && origin === {json.dumps(origin)}) {{\n{script}\n}}"


def _binding(name: str) -> Command:
    return _command("Runtime.addBinding", name=name, executionContextName=WORLD)


def _script(source: str, world: str | None = None) -> Command:
    method = "Page.addScriptToEvaluateOnNewDocument"
    if world is None:
        return _command(method, source=source)
    return _command(method, source=source, worldName=world)


def _command(method: str, **parameters: str | int | bool) -> Command:
    return Command(method, json.dumps(parameters))


def _thrown_text(details: _Details) -> str:
    said = details.exception
    if said is None:
        return details.text
    return said.description or _text(said) or details.text


def _text(value: _Remote) -> str:
    if value.type == "string" and isinstance(value.value, str):
        return value.value
    if value.type == "undefined":
        return value.type
    return value.unserializableValue or value.description or json.dumps(value.value)
