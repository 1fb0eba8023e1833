"""What a command and a running host say to each other: four bytes of length, then JSON.

A command asks once; the host says at once whether it takes that on, and later how it went.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bridge.errors import FanlightError, HostGone, MessageInvalid
from bridge.names import AppId, PageRoute
from host.launch.request import Scene
from host.launch.target import FolderTarget, InstalledTarget, Opening, Target, Until
from host.links import WindowMode
from sandbox.decoding import readable

LENGTH = struct.Struct(">I")
MAX_ASK_BYTES = 1 << 20
"""A command line's own bound: Linux takes 128 KiB an argument, and 2 MiB of all."""
MAX_ANSWER_BYTES = 1 << 28
_SCENES = frozenset({Scene.COMMAND_LINE, Scene.LINK})


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="ask"):
    """`version` is the asking Fanlight's, `display` where its person looks (`display_name`)."""

    version: str
    display: str


class AskOpen(Ask, frozen=True, forbid_unknown_fields=True, tag="open"):
    """An `Opening` in plain values. Of `app_id` and `folder` one is given; `base` is the folder
    that a relative `screenshot` is meant in."""

    asked_s: float
    until: Until
    scene: Scene
    timeout_s: float
    linger_s: float
    base: str
    app_id: str | None = None
    folder: str | None = None
    page: str | None = None
    query: dict[str, str] = msgspec.field(default_factory=dict)
    screenshot: str | None = None
    visits: tuple[str, ...] = ()
    expression: str | None = None
    window_px: tuple[int, int] | None = None
    relaunch: bool = False
    mode: WindowMode | None = None


class AskLauncher(Ask, frozen=True, forbid_unknown_fields=True, tag="launcher"):
    """The launcher shall come to the front, and open what was `handed` to the command
    (`host.launch.handed`)."""

    handed: tuple[str, ...] = ()


class AskYield(Ask, frozen=True, forbid_unknown_fields=True, tag="yield"):
    """The profile of the app whose origin is `host` is wanted: a view that was only made ahead
    shall go."""

    host: str


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="answer"):
    """What the host says."""


class Taken(Answer, frozen=True, forbid_unknown_fields=True, tag="taken"):
    """The host does it; `Done` or `Failed` follows."""


class Declined(Answer, frozen=True, forbid_unknown_fields=True, tag="declined"):
    """The host cannot do this as it was asked; the command does it in a host of its own."""

    reason: str


class Done(Answer, frozen=True, forbid_unknown_fields=True, tag="done"):
    """`report` is the document of docs/cli.md."""

    report: dict[str, object]


class Failed(Answer, frozen=True, forbid_unknown_fields=True, tag="failed"):
    """A FanlightError."""

    code: str
    message: str
    detail: dict[str, str | int | float | bool | None]


Asked = AskOpen | AskLauncher | AskYield


def framed(message: Ask | Answer) -> bytes:
    """`message` as it goes over the socket."""
    content = content_of(message)
    return LENGTH.pack(len(content)) + content


def content_of(message: Ask | Answer) -> bytes:
    """`message` without its length, for a way that keeps messages apart itself."""
    return msgspec.json.encode(message, enc_hook=_plain)


def _plain(value: object) -> str:
    """Ids and routes are kinds of text. Raises NotImplementedError for what is none."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} does not go over the socket")


def read_ask(content: bytes) -> Asked:
    """Raises MessageInvalid."""
    try:
        asked: Asked = msgspec.json.decode(content, type=readable(Asked))
    except msgspec.MsgspecError as error:
        raise MessageInvalid(f"not a request to a running host: {error}") from None
    return asked


def read_answer(content: bytes) -> Taken | Declined | Done | Failed:
    """Raises MessageInvalid."""
    try:
        return msgspec.json.decode(content, type=readable(Taken | Declined | Done | Failed))
    except msgspec.MsgspecError as error:
        raise MessageInvalid(f"not an answer of a running host: {error}") from None


def ask_of(opening: Opening, version: str, display: str) -> AskOpen:
    """`opening` in plain values; its target is an installed app or a folder."""
    target = opening.target
    return AskOpen(
        version=version,
        display=display,
        asked_s=opening.asked_s,
        until=opening.until,
        scene=opening.scene,
        timeout_s=opening.timeout_s,
        linger_s=opening.linger_s,
        base=str(opening.base),
        app_id=target.app_id if isinstance(target, InstalledTarget) else None,
        folder=str(target.folder) if isinstance(target, FolderTarget) else None,
        page=opening.page,
        query=dict(opening.query),
        screenshot=None if opening.screenshot is None else str(opening.screenshot),
        visits=opening.visits,
        expression=opening.expression,
        window_px=opening.window_px,
        relaunch=opening.relaunch,
        mode=opening.mode,
    )


def opening_of(ask: AskOpen, now_s: float) -> Opening:
    """What a command asked for, read as strictly as its own words. Raises NameInvalid,
    MessageInvalid."""
    if ask.scene not in _SCENES:
        raise MessageInvalid(f"a command opens nothing as {ask.scene}")
    if not Path(ask.base).is_absolute():
        raise MessageInvalid("the folder of a command is absolute")
    return Opening(
        target=_target(ask),
        # A clock that all processes share; a moment to come would make a launch shorter.
        asked_s=min(ask.asked_s, now_s),
        until=ask.until,
        timeout_s=ask.timeout_s,
        linger_s=ask.linger_s,
        page=None if ask.page is None else PageRoute(ask.page),
        query=ask.query,
        screenshot=None if ask.screenshot is None else Path(ask.screenshot),
        visits=tuple(PageRoute(route) for route in ask.visits),
        expression=ask.expression,
        scene=ask.scene,
        base=Path(ask.base),
        window_px=ask.window_px,
        relaunch=ask.relaunch,
        mode=ask.mode,
    )


def failed(error: FanlightError) -> Failed:
    """`error` on its way to the command."""
    return Failed(error.code, error.message, dict(error.detail))


def error_of(answer: Failed) -> FanlightError:
    """The error that the host meant: of its own class, so that its exit code is the same."""
    for kind in _leaves(FanlightError):
        if kind.code == answer.code:
            return kind(answer.message, **answer.detail)
    return HostGone(f"the running Fanlight failed with {answer.code}: {answer.message}")


def _target(ask: AskOpen) -> Target:
    if ask.app_id is not None and ask.folder is None:
        return InstalledTarget(AppId(ask.app_id))
    if ask.folder is not None and ask.app_id is None and Path(ask.folder).is_absolute():
        return FolderTarget(Path(ask.folder))
    raise MessageInvalid("a command opens one app, or one folder by its absolute path")


def _leaves(kind: type[FanlightError]) -> Iterator[type[FanlightError]]:
    for each in kind.__subclasses__():
        if "code" in vars(each):
            yield each
        yield from _leaves(each)
