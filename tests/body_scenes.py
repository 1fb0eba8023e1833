"""An app with one file behind a gate, and what its page's end says to it: no view, no disk."""

from __future__ import annotations

import json
import time

import msgspec

from bridge.api.appfiles import (
    FS_READ_FILE,
    FS_WRITE_FILE,
    ReadOutcome,
    ReadParams,
    WriteParams,
)
from bridge.conversation import Conversation
from bridge.dispatch import AuditRow, Gate
from bridge.messages import MAX_BODY_BYTES, PROTOCOL_VERSION, AppFacts, Call, LaunchFacts
from bridge.methods import Done, bind, table
from bridge.permissions import Grant, Scope
from bridge.wire import INLINE_BODY_BYTES, Body
from sandbox.view.holding import Holding
from sandbox.view.posted import CARRY_PATH, answer_posted, take_posted

FEW = bytes(range(256))
MANY = bytes(range(256)) * (INLINE_BODY_BYTES // 256) + b"!"
PATH = "wxfile://usr/a"


class Nobody:
    @property
    def declared(self) -> frozenset[Scope]:
        return frozenset()

    async def grant(self, scope: Scope) -> Grant | None:
        return None

    async def ask(self, scope: Scope) -> Grant:
        return Grant.DENY


class App:
    """One file of an app's, behind a gate; and the conversation of its view."""

    def __init__(self) -> None:
        self.content = b""
        self.rows: list[AuditRow] = []
        self.sent: list[str] = []
        bindings = (bind(FS_READ_FILE, self.read), bind(FS_WRITE_FILE, self.write))
        self.gate = Gate(table(bindings), Nobody(), self, time.monotonic)
        self.arriving = Holding(MAX_BODY_BYTES)
        self.talk = Conversation(
            self.made,
            AppFacts(app_id="org.example.a", name="A", version_name="1", version_code=1),
            LaunchFacts(path="a", query={}, scene="launcher"),
            "auto",
            lambda: ("en", "light"),
            lambda _hello: None,
            lambda _mark: None,
            lambda _violation: None,
        )
        self.talk.connect(self.sent.append, "key")

    async def made(self) -> Gate:
        return self.gate

    async def admit(self) -> bool:
        return True

    def record(self, row: AuditRow) -> None:
        self.rows.append(row)

    async def read(self, params: ReadParams) -> ReadOutcome:
        return ReadOutcome(base64="", size=len(self.content), data=Body(self.content))

    async def write(self, params: WriteParams) -> Done:
        self.content = b"" if params.data is None else params.data.content
        return Done()

    def hello(self, document: str = "key.d1") -> str:
        """A document speaks; its session."""
        hello = {
            "type": "hello",
            "protocol": PROTOCOL_VERSION,
            "document": document,
            "timeOriginMs": 1.0,
        }
        text = self.talk.receive("", json.dumps(hello)).partition("\n")[2]
        session: str = json.loads(text)["session"]
        return session

    async def post(self, body: bytes, path: str = CARRY_PATH) -> tuple[dict, bytes]:
        """What the scheme answers to `body`: the message, and the bytes beside it."""
        answer = await answer_posted(self, path, take_posted(memoryview(body), self.arriving))
        assert answer is not None
        text, _, beside = answer.partition(b"\n")
        return json.loads(text), beside


def call(method: str, **params: object) -> Call:
    return Call(id=7, method=method, params=msgspec.Raw(json.dumps(params).encode()))


def framed(session: str, message: Call, beside: bytes | None = None) -> bytes:
    text = msgspec.json.encode(message)
    if beside is None:
        return session.encode() + b"\n" + text
    return f"{session} {len(text)}\n".encode() + text + beside
