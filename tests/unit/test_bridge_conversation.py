"""Sessions, pending calls, late replies: one view's talk with its documents."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time

import msgspec
import pytest

from bridge.api.storage import CLEAR_STORAGE, GET_STORAGE, KeyParams, StoredValue
from bridge.api.system import Theme, ThemeChange
from bridge.conversation import MAX_WAITING_CALLS, Conversation
from bridge.dispatch import AuditRow, Gate
from bridge.messages import (
    MAX_BODY_BYTES,
    MAX_MESSAGE_BYTES,
    PROTOCOL_VERSION,
    AppFacts,
    Hello,
    LaunchFacts,
    PageMark,
    Violation,
)
from bridge.methods import Done, NoParams, bind, table
from bridge.permissions import Grant, Scope
from bridge.wire import Beside

APP = AppFacts(app_id="org.example.hello", name="Hello", version_name="1.0.0", version_code=1)
LAUNCH = LaunchFacts(path="pages/index/index", query={"a": "1"}, scene="launcher")


class Nobody:
    @property
    def declared(self) -> frozenset[Scope]:
        return frozenset()

    async def grant(self, scope: Scope) -> Grant | None:
        return None

    async def ask(self, scope: Scope) -> Grant:
        return Grant.DENY


def read(addressed: str) -> dict:
    """A message of the host without its address."""
    return json.loads(addressed.partition("\n")[2])


class View:
    """A conversation with a document's end of it."""

    def __init__(self) -> None:
        self.sent: list[dict] = []
        self.hellos: list[Hello] = []
        self.marks: list[PageMark] = []
        self.violations: list[Violation] = []
        self.rows: list[AuditRow] = []
        self.release = asyncio.Event()
        self.started = 0
        self.cancelled = 0
        gate = Gate(
            table((bind(GET_STORAGE, self.get), bind(CLEAR_STORAGE, self.wait))),
            Nobody(),
            self,
            time.monotonic,
        )

        self.standing = asyncio.Event()
        self.standing.set()

        async def made() -> Gate:
            await self.standing.wait()
            return gate

        self.talk = Conversation(
            made,
            APP,
            LAUNCH,
            "auto",
            lambda: ("zh_CN", "dark"),
            self.hellos.append,
            self.marks.append,
            self.violations.append,
        )
        self.talk.connect(lambda text: self.sent.append(read(text)), "key")

    def record(self, row: AuditRow) -> None:
        self.rows.append(row)

    async def get(self, params: KeyParams) -> StoredValue:
        return StoredValue(data=msgspec.Raw(msgspec.json.encode(params.key)))

    async def wait(self, params: NoParams) -> Done:
        self.started += 1
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return Done()

    def hello(self, document: str = "key.d1", protocol: int = PROTOCOL_VERSION) -> str:
        """A new document speaks; its session, empty when it got no answer."""
        before = len(self.sent)
        self.say("", type="hello", protocol=protocol, document=document, timeOriginMs=1.0)
        return self.sent[-1]["session"] if len(self.sent) > before else ""

    def say(self, session: str, **message: object) -> None:
        self.receive(session, json.dumps(message))

    def receive(self, session: str, text: str) -> None:
        """An answer that there is at once counts as sent."""
        if answer := self.talk.receive(session, text):
            self.sent.append(read(answer))

    def call(self, session: str, call_id: int, method: str = "getStorage") -> None:
        params = {"key": f"k{call_id}"} if method == "getStorage" else {}
        self.say(session, type="call", id=call_id, method=method, params=params)

    async def settled(self) -> list[dict]:
        """What was sent once everything that can go on has gone on."""
        for _ in range(20):
            await asyncio.sleep(0)
        return self.sent


async def test_hello_is_answered_with_what_the_page_may_know() -> None:
    view = View()
    session = view.hello()
    assert view.sent == [
        {
            "type": "welcome",
            "protocol": PROTOCOL_VERSION,
            "session": session,
            "app": {
                "appId": "org.example.hello",
                "name": "Hello",
                "versionName": "1.0.0",
                "versionCode": 1,
            },
            "launch": {
                "path": "pages/index/index",
                "query": {"a": "1"},
                "scene": "launcher",
                "referrerAppId": None,
                "extraData": None,
            },
            "language": "zh_CN",
            "theme": "dark",
            "ready": "auto",
        }
    ]
    assert len(session) >= 20
    assert len(view.hellos) == 1


async def test_sessions_are_not_guessable_and_differ() -> None:
    sessions = {View().hello() for _ in range(100)}
    assert len(sessions) == 100
    assert all(re.fullmatch(r"[\w-]{20,}", session) for session in sessions)


async def test_a_page_of_another_protocol_gets_no_session() -> None:
    view = View()
    assert view.hello(protocol=PROTOCOL_VERSION + 1) == ""
    assert view.hellos == []


async def test_calls_are_answered_by_their_ids() -> None:
    view = View()
    session = view.hello()
    for call_id in (1, 5, 2):
        view.call(session, call_id)
    replies = (await view.settled())[1:]
    assert {reply["id"]: reply["value"]["data"] for reply in replies} == {
        1: "k1", 5: "k5", 2: "k2",
    }  # fmt: skip


@pytest.mark.parametrize("session", ["", "wrong", "茶", "\ud800", "x" * 100_000])
async def test_without_the_session_nothing_is_heard(session: str) -> None:
    view = View()
    view.call(session, 1)
    view.hello()
    view.call(session, 1)
    view.say(session, type="mark", name="ready", atMs=1.0)
    view.say(session, type="violation", directive="script-src", blocked="inline")
    sent = await view.settled()
    assert [message["type"] for message in sent] == ["welcome"]
    assert (view.rows, view.marks, view.violations) == ([], [], [])


async def test_a_new_document_ends_the_one_before() -> None:
    view = View()
    old = view.hello("key.d1")
    view.call(old, 1, "clearStorage")
    await view.settled()
    assert view.started == 1
    new = view.hello("key.d2")
    assert new != old
    view.call(old, 2)
    view.call(new, 1)
    view.release.set()
    sent = await view.settled()
    assert view.cancelled == 1
    answers = [message for message in sent if message["type"] != "welcome"]
    assert [(reply["type"], reply["id"]) for reply in answers] == [("result", 1)]
    assert answers[0]["value"] == {"data": "k1"}


async def test_the_same_document_may_say_hello_again() -> None:
    view = View()
    first = view.hello("key.d1")
    view.call(first, 1, "clearStorage")
    await view.settled()
    assert view.hello("key.d1") == first
    view.release.set()
    sent = await view.settled()
    assert sent[-1] == {"type": "result", "id": 1, "value": {}}
    assert len(view.hellos) == 1


async def test_a_reply_that_comes_after_the_end_goes_nowhere() -> None:
    view = View()
    session = view.hello()
    view.call(session, 1, "clearStorage")
    await view.settled()
    view.talk.end()
    view.release.set()
    view.call(session, 2)
    view.talk.emit("themeChange", ThemeChange(theme=Theme.DARK))
    sent = await view.settled()
    assert [message["type"] for message in sent] == ["welcome"]
    assert view.cancelled == 1


async def test_cancel_ends_the_call_and_says_so_once() -> None:
    view = View()
    session = view.hello()
    view.call(session, 3, "clearStorage")
    await view.settled()
    view.say(session, type="cancel", id=3)
    view.say(session, type="cancel", id=3)
    view.say(session, type="cancel", id=99)
    sent = await view.settled()
    assert view.cancelled == 1
    assert [(m["id"], m["code"]) for m in sent[1:]] == [(3, "call.cancelled")]


async def test_a_call_cancelled_before_its_task_begins_is_told_so() -> None:
    view = View()
    session = view.hello()
    view.call(session, 3, "clearStorage")
    view.say(session, type="cancel", id=3)
    sent = await view.settled()
    assert [(m["id"], m["code"]) for m in sent[1:]] == [(3, "call.cancelled")]


async def test_an_id_in_use_is_refused_and_the_first_call_goes_on() -> None:
    view = View()
    session = view.hello()
    view.call(session, 1, "clearStorage")
    await view.settled()
    view.call(session, 1)
    view.release.set()
    sent = (await view.settled())[1:]
    assert [(m["type"], m.get("code")) for m in sent] == [
        ("failure", "call.message_invalid"),
        ("result", None),
    ]
    view.call(session, 1)
    assert (await view.settled())[-1]["type"] == "result"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"type":"eval"}',
        '{"type":"result","id":1,"value":1}',
        "x" * (MAX_MESSAGE_BYTES + 1),
        "茶" * (MAX_MESSAGE_BYTES // 3 + 1),
    ],
    ids=range(8),
)
async def test_what_is_no_message_is_dropped_and_the_talk_goes_on(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    view = View()
    session = view.hello()
    with caplog.at_level(logging.WARNING, "fanlight.bridge"):
        view.receive(session, text)
    assert "message refused" in caplog.text
    assert len(caplog.text) < 2_000
    view.call(session, 1)
    sent = await view.settled()
    assert [message["type"] for message in sent] == ["welcome", "result"]


async def test_a_call_that_cannot_be_read_is_answered_all_the_same() -> None:
    view = View()
    session = view.hello()
    view.receive(session, '{"type":"call","id":7,"method":"x","params":"\ud800"}')
    answer = (await view.settled())[-1]
    assert (answer["type"], answer["id"], answer["code"]) == ("failure", 7, "call.message_invalid")


async def test_an_unreadable_call_of_an_earlier_document_is_not_answered() -> None:
    view = View()
    view.hello()
    view.receive("of-before", '{"type":"call","id":7,"method":"x","params":"\ud800"}')
    assert [message["type"] for message in await view.settled()] == ["welcome"]


async def test_calls_that_wait_are_capped() -> None:
    view = View()
    session = view.hello()
    view.standing.clear()
    for number in range(MAX_WAITING_CALLS + 3):
        view.call(session, number)
    refused = [message for message in await view.settled() if message["type"] == "failure"]
    assert {message["code"] for message in refused} == {"call.rate_limited"}
    assert len(refused) == 3


async def test_marks_and_violations_reach_their_listeners() -> None:
    view = View()
    session = view.hello()
    view.say(session, type="mark", name="ready", atMs=12.5)
    view.say(session, type="violation", directive="img-src", blocked="https://example.org")
    assert view.marks == [PageMark(name="ready", at_ms=12.5)]
    assert view.violations == [Violation(directive="img-src", blocked="https://example.org")]


@pytest.mark.parametrize("document", ["d1", "key", "key.", "kez.d1", ".d1", "d1.key", "ké.d1"])
async def test_only_who_knows_the_views_key_opens_the_bridge(document: str) -> None:
    """B2: a frame or worker of the same origin can write a Hello, but not this one."""
    view = View()
    session = view.hello()
    assert view.hello(document) == ""
    view.call(session, 1)
    assert (await view.settled())[-1]["type"] == "result"


async def test_events_go_to_a_document_that_has_said_hello() -> None:
    view = View()
    view.talk.emit("appHidden")
    view.hello()
    view.talk.emit("appHidden")
    view.talk.emit("themeChange", ThemeChange(theme=Theme.LIGHT))
    assert view.sent[1:] == [
        {"type": "event", "name": "appHidden", "payload": None},
        {"type": "event", "name": "themeChange", "payload": {"theme": "light"}},
    ]


async def test_a_flood_is_answered_and_leaves_nothing_behind() -> None:
    view = View()
    session = view.hello()
    for call_id in range(3_000):
        view.call(session, call_id)
    for _ in range(50):
        await view.settled()
    replies = view.sent[1:]
    assert sorted(reply["id"] for reply in replies) == list(range(3_000))
    codes = {reply.get("code") for reply in replies}
    assert codes <= {None, "call.rate_limited"}
    assert "call.rate_limited" in codes
    view.talk.end()


async def served(view: View, session: str, **message: object) -> dict:
    return json.loads(await view.talk.serve(session, json.dumps(message).encode(), Beside()))


async def test_calls_by_the_scheme_are_answered_in_place() -> None:
    view = View()
    session = view.hello()
    long = "k" * 500
    reply = await served(
        view, session, type="call", id=4, method="getStorage", params={"key": long}
    )
    assert reply == {"type": "result", "id": 4, "value": {"data": long}}
    assert len(view.sent) == 1


async def test_hello_by_the_scheme_and_by_the_channel_is_one_session() -> None:
    view = View()
    welcome = await served(
        view, "", type="hello", protocol=PROTOCOL_VERSION, document="key.d1", timeOriginMs=0
    )
    assert view.hello("key.d1") == welcome["session"]
    assert len(view.hellos) == 1


async def test_by_the_scheme_the_session_is_asked_for_too() -> None:
    view = View()
    session = view.hello()
    for wrong in ("", "wrong", session + "x", session[:-1]):
        reply = await served(view, wrong, type="call", id=1, method="getStorage", params={})
        assert (reply["type"], reply["code"]) == ("failure", "call.stale_document")
    reply = await served(view, session, type="cancel", id=1)
    assert reply["code"] == "call.message_invalid"
    assert view.rows == []


async def test_the_scheme_takes_longer_calls_up_to_its_own_limit() -> None:
    view = View()
    session = view.hello()
    shell = '{"type":"call","id":1,"method":"getStorage","params":{"key":"k"}}'
    over_channel = shell + " " * MAX_MESSAGE_BYTES
    reply = json.loads(await view.talk.serve(session, over_channel.encode(), Beside()))
    assert reply["type"] == "result"
    over_scheme = shell.encode() + b" " * MAX_BODY_BYTES
    reply = json.loads(await view.talk.serve(session, over_scheme, Beside()))
    assert reply["code"] == "call.too_large"


async def test_a_call_is_answered_even_where_no_gate_can_be_made() -> None:
    sent: list[dict] = []

    async def broken() -> Gate:
        raise ValueError("a secret of the host")

    def ignore(_: object) -> None:
        pass

    talk = Conversation(
        broken, APP, LAUNCH, "auto", lambda: ("en", "light"), ignore, ignore, ignore
    )
    talk.connect(lambda text: sent.append(read(text)), "key")
    hello = {
        "type": "hello",
        "protocol": PROTOCOL_VERSION,
        "document": "key.d",
        "timeOriginMs": 1.0,
    }
    sent.append(read(talk.receive("", json.dumps(hello))))
    for _ in range(2):  # the id is free again
        call = {"type": "call", "id": 1, "method": "clearStorage", "params": {}}
        sent.append(read(talk.receive(sent[0]["session"], json.dumps(call))))
        for _ in range(20):
            await asyncio.sleep(0)
    assert [(each["id"], each["code"]) for each in sent[1:]] == [(1, "internal")] * 2
    assert "secret" not in json.dumps(sent)


async def test_what_is_sent_names_the_document_it_is_for() -> None:
    sent: list[str] = []
    view = View()
    view.talk.connect(sent.append, "key")
    hello = {"type": "hello", "protocol": 1, "document": "key.d1", "timeOriginMs": 1.0}
    welcome = view.talk.receive("", json.dumps(hello))
    assert welcome.partition("\n")[0] == "key.d1"
    session = read(welcome)["session"]
    call = {"type": "call", "id": 1, "method": "getStorage", "params": {"key": "k"}}
    at_once = view.talk.receive(session, json.dumps(call))
    assert at_once.partition("\n")[0] == session
    assert read(at_once)["type"] == "result"
    assert sent == []  # no second message for it


async def test_what_has_to_wait_is_answered_by_a_message() -> None:
    sent: list[str] = []
    view = View()
    view.talk.connect(sent.append, "key")
    hello = {"type": "hello", "protocol": 1, "document": "key.d1", "timeOriginMs": 1.0}
    session = read(view.talk.receive("", json.dumps(hello)))["session"]
    view.standing.clear()
    call = {"type": "call", "id": 1, "method": "getStorage", "params": {"key": "k"}}
    assert view.talk.receive(session, json.dumps(call)) == ""
    view.standing.set()
    await view.settled()
    assert [text.partition("\n")[0] for text in sent] == [session]
    assert read(sent[0])["type"] == "result"
