"""The gate: its order, its limits, and what it tells."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections.abc import Awaitable, Callable

import msgspec
import pytest

from bridge.api.catalogue import ALL_METHODS
from bridge.api.clipboard import GET_CLIPBOARD_DATA, SET_CLIPBOARD_DATA, ClipboardText
from bridge.api.storage import CLEAR_STORAGE, GET_STORAGE, SET_STORAGE, StoredValue
from bridge.dispatch import MAX_PENDING_CALLS, AuditRow, Gate, TokenBucket
from bridge.errors import NotFound, StoreCorrupt
from bridge.messages import MAX_BODY_BYTES, Call, Failure, Result
from bridge.methods import Binding, Done, MethodSpec, NoParams, Outcome, bind, table
from bridge.permissions import ASKED, Decision, Grant, Reason, Scope, Verdict, decide

DUNDERS = [
    "__class__", "__init__", "_window.gui.os.system", "constructor", "__proto__", "toString",
    "GETSTORAGE", "getstorage", "getStorage ", " getStorage", "getStorage\0", "getStorageSync",
    "get", "bindings", "storage.getStorage", "getStorage.__call__", "", "ｇetStorage", "a" * 10_000,
]  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Audit:
    def __init__(self) -> None:
        self.rows: list[AuditRow] = []

    def record(self, row: AuditRow) -> None:
        self.rows.append(row)


class People:
    """An authority that remembers what it was asked."""

    def __init__(
        self,
        declared: frozenset[Scope] = frozenset(Scope),
        grants: dict[Scope, Grant] | None = None,
        says: Grant = Grant.ALLOW,
    ) -> None:
        self._declared = declared
        self.grants = grants or {}
        self.says = says
        self.looked: list[Scope] = []
        self.asked: list[Scope] = []

    @property
    def declared(self) -> frozenset[Scope]:
        return self._declared

    async def grant(self, scope: Scope) -> Grant | None:
        self.looked.append(scope)
        return self.grants.get(scope)

    async def ask(self, scope: Scope) -> Grant:
        self.asked.append(scope)
        self.grants[scope] = self.says
        return self.says


class Door:
    """A gate over handlers that count their calls."""

    def __init__(
        self,
        bindings: tuple[Binding, ...],
        people: People | None = None,
        bucket: TokenBucket | None = None,
    ) -> None:
        self.clock = Clock()
        self.audit = Audit()
        self.people = people or People()
        self.gate = Gate(table(bindings), self.people, self.audit, self.clock, bucket)

    async def call(self, method: str, params: object = None) -> Result | Failure:
        raw = msgspec.Raw(msgspec.json.encode({} if params is None else params))
        return await self.gate.answer(Call(id=7, method=method, params=raw))


def counting(spec: MethodSpec, seen: list[str]) -> Binding:
    """A handler that would answer any call of `spec`: the gate is what is tried here."""

    async def handle(params: object) -> Outcome:
        seen.append(spec.name)
        return Done()

    return Binding(spec, handle)


def sample(spec: MethodSpec) -> dict[str, object]:
    """The smallest parameters that `spec` takes."""
    given: dict[str, object] = {
        "base64": "",
        "desc": "why",
        "filePath": "wxfile://usr/a",
        "oldPath": "wxfile://usr/a",
        "newPath": "wxfile://usr/b",
        "package": "order",
        "path": "wxfile://usr/a",
        "kind": "image",
        "route": "pages/a/a",
        "srcPath": "wxfile://usr/a",
        "destPath": "wxfile://usr/b",
        "task": 1,
        "tempFilePath": "wxfile://tmp/a",
        "tmplIds": ["a"],
        "zipFilePath": "wxfile://usr/a.zip",
        "targetPath": "wxfile://usr/z",
        "key": "k", "data": "x", "url": "https://example.org/", "title": "t", "name": "n.txt",
        "itemList": ["a"], "appId": "org.example.a", "scope": "location",
        "keepScreenOn": True, "level": "info", "text": "a line", "eventId": "bought",
        "frame": "", "watch": True, "frontColor": "#ffffff",
        "backgroundColor": "#000000", "state": {},
    }  # fmt: skip
    required = [
        field.encode_name for field in msgspec.structs.fields(spec.params) if field.required
    ]
    return {name: given[name] for name in required}


PARAMS = ("good", "wrong")
DECLARED = (True, False)
GRANTS: tuple[Grant | None, ...] = (None, *Grant)
SAYS = tuple(Grant)
FULL = (True, False)


@pytest.mark.parametrize("spec", ALL_METHODS, ids=lambda spec: spec.name)
async def test_the_order_of_the_gate_for_every_api_and_state(spec: MethodSpec) -> None:
    """known API, parameters, permission, limits, handler: the first that fails decides."""
    for params, declared, grant, says, full in itertools.product(
        PARAMS, DECLARED, GRANTS, SAYS, FULL
    ):
        seen: list[str] = []
        scopes = frozenset(Scope) if declared else frozenset(Scope) - {spec.scope}
        grants = {spec.scope: grant} if spec.scope and grant else {}
        people = People(scopes, grants, says)
        bucket = TokenBucket(1000.0 if full else 0.0, 0.0, Clock())
        door = Door((counting(spec, seen),), people, bucket)
        given = sample(spec) if params == "good" else {"noSuchMember": 1}
        reply = await door.call(spec.name, given)

        asks = spec.scope in ASKED and declared and grant is None
        if params == "wrong":
            expected, decided = "call.invalid_params", None
        elif spec.scope is None:
            expected, decided = ("ok" if full else "call.rate_limited"), Reason.NO_SCOPE_NEEDED
        elif not declared:
            expected, decided = "call.permission_denied", Reason.NOT_DECLARED
        elif grant is Grant.DENY or (asks and says is Grant.DENY):
            expected, decided = "call.permission_denied", Reason.REFUSED
        else:
            expected = "ok" if full else "call.rate_limited"
            decided = Reason.GRANTED if spec.scope in ASKED else Reason.DECLARED
        outcome = "ok" if isinstance(reply, Result) else reply.code
        state = (spec.name, params, declared, grant, says, full)
        assert (outcome, reply.id) == (expected, 7), state
        assert seen == ([spec.name] if expected == "ok" else []), state
        assert people.asked == ([spec.scope] if asks and params == "good" else []), state
        if not declared or params == "wrong":
            assert people.looked == [], state
        (row,) = door.audit.rows
        assert (row.method, row.scope, row.decision, row.outcome) == (
            spec.name,
            spec.scope,
            decided,
            expected,
        ), state


@pytest.mark.parametrize("method", DUNDERS, ids=lambda text: ascii(text)[:30])
async def test_only_exact_names_are_known(method: str) -> None:
    seen: list[str] = []
    door = Door(tuple(counting(spec, seen) for spec in ALL_METHODS))
    reply = await door.call(method, {"key": "k"})
    assert isinstance(reply, Failure)
    assert reply.code == "call.unknown_method"
    assert len(reply.message) < 200
    assert seen == []
    (row,) = door.audit.rows
    assert row.outcome == "call.unknown_method"
    assert len(row.method) <= 80


def test_refusal_wins_over_everything() -> None:
    for scope, grant in itertools.product(Scope, GRANTS):
        assert decide(scope, frozenset(), grant) == Decision(Verdict.DENIED, Reason.NOT_DECLARED)
        assert not decide(scope, frozenset({scope}), Grant.DENY).allowed
        assert decide(None, frozenset(), grant).allowed


def answering(spec: MethodSpec, work: Callable[[], Awaitable[Outcome]]) -> Binding:
    async def handle(params: object) -> Outcome:
        return await work()

    return Binding(spec, handle)


async def test_a_grant_taken_back_counts_for_the_next_call() -> None:
    async def text() -> ClipboardText:
        return ClipboardText(data="secret")

    people = People()
    door = Door((answering(GET_CLIPBOARD_DATA, text),), people)
    assert isinstance(await door.call("getClipboardData"), Result)
    people.grants[Scope.CLIPBOARD_READ] = Grant.DENY
    reply = await door.call("getClipboardData")
    assert isinstance(reply, Failure)
    assert (reply.code, reply.detail) == (
        "call.permission_denied",
        {"scope": "clipboard.read", "reason": "refused"},
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("no value under 'k'"), "call.not_found"),
        (StoreCorrupt("/home/someone/.local/share is damaged", path="/home/someone"), "internal"),
        (RuntimeError("/home/someone/secret"), "internal"),
        (KeyError("secret"), "internal"),
        (RecursionError("secret"), "internal"),
    ],
)
async def test_only_call_errors_cross_the_wall(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> Outcome:
        raise error

    door = Door((answering(GET_STORAGE, fail),))
    with caplog.at_level(logging.ERROR, "fanlight.bridge"):
        reply = await door.call("getStorage", {"key": "k"})
    assert isinstance(reply, Failure)
    assert reply.code == code
    if code == "internal":
        written = json.dumps([reply.message, reply.detail])
        assert "someone" not in written
        assert "secret" not in written
        assert str(reply.detail["incident"]) in reply.message
        assert str(reply.detail["incident"]) in caplog.text
    assert door.audit.rows[0].outcome == code


async def test_a_handler_that_is_too_slow_is_given_up() -> None:
    spec = MethodSpec("slow", NoParams, Done, "Never answers.", deadline_s=0.02)
    cancelled = asyncio.Event()

    async def slow(params: NoParams) -> Done:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            cancelled.set()
            raise
        return Done()

    door = Door((bind(spec, slow),))
    reply = await door.call("slow")
    assert isinstance(reply, Failure)
    assert (reply.code, reply.retriable) == ("call.deadline", True)
    assert cancelled.is_set()


async def test_calls_that_wait_are_counted_and_let_go() -> None:
    release = asyncio.Event()

    async def wait(params: NoParams) -> Done:
        await release.wait()
        return Done()

    door = Door((bind(CLEAR_STORAGE, wait),))
    waiting = [asyncio.ensure_future(door.call("clearStorage")) for _ in range(MAX_PENDING_CALLS)]
    await asyncio.sleep(0)
    refused = await door.call("clearStorage")
    assert isinstance(refused, Failure)
    assert (refused.code, refused.retriable) == ("call.rate_limited", True)
    waiting[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert door.audit.rows[-1].outcome == "call.cancelled"
    release.set()
    replies = await asyncio.gather(*waiting[1:])
    assert all(isinstance(reply, Result) for reply in replies)
    assert isinstance(await door.call("clearStorage"), Result)


async def test_a_flood_is_cut_and_the_rate_recovers() -> None:
    seen: list[str] = []
    clock = Clock()
    door = Door((counting(CLEAR_STORAGE, seen),), None, TokenBucket(10.0, 5.0, clock))
    outcomes = [isinstance(await door.call("clearStorage"), Result) for _ in range(100)]
    assert outcomes == [True] * 10 + [False] * 90
    clock.now_s += 1.0
    outcomes = [isinstance(await door.call("clearStorage"), Result) for _ in range(10)]
    assert outcomes == [True] * 5 + [False] * 5
    assert len(seen) == 15
    assert len(door.audit.rows) == 110


async def test_dear_calls_take_more_of_the_rate() -> None:
    seen: list[str] = []
    door = Door((counting(SET_CLIPBOARD_DATA, seen),), None, TokenBucket(25.0, 0.0, Clock()))
    for _ in range(5):
        await door.call("setClipboardData", {"data": "x"})
    assert len(seen) == int(25.0 // SET_CLIPBOARD_DATA.cost)


async def test_an_answer_over_the_limit_is_an_error_not_a_message() -> None:
    async def huge() -> StoredValue:
        return StoredValue(data=msgspec.Raw(b'"' + b"x" * MAX_BODY_BYTES + b'"'))

    door = Door((answering(GET_STORAGE, huge),))
    reply = await door.call("getStorage", {"key": "k"})
    assert isinstance(reply, Failure)
    assert reply.code == "call.too_large"


@pytest.mark.parametrize(
    "raw",
    [b"null", b"[]", b'"x"', b"1", b"{", b"", b'{"key":1}', b'{"key":null}', b'{"key":""}',
     b'{"key":"k","__proto__":{}}', b'{"KEY":"k"}', b'{"key":"' + b"k" * 600 + b'"}',
     b'{"key":"\xff"}', b"[" * 100_000],
)  # fmt: skip
async def test_parameters_that_break_the_types_do_not_reach_a_handler(raw: bytes) -> None:
    seen: list[str] = []
    door = Door((counting(GET_STORAGE, seen),))
    reply = await door.gate.answer(Call(id=1, method="getStorage", params=msgspec.Raw(raw)))
    assert isinstance(reply, Failure)
    assert reply.code == "call.invalid_params"
    assert seen == []


async def test_the_audit_row_says_how_much_and_how_long() -> None:
    door = Door(())

    async def later() -> StoredValue:
        door.clock.now_s += 0.25
        return StoredValue(data=msgspec.Raw(b'"abc"'))

    door.gate = Gate(table((answering(GET_STORAGE, later),)), door.people, door.audit, door.clock)
    await door.call("getStorage", {"key": "k"})
    (row,) = door.audit.rows
    assert row == AuditRow(
        method="getStorage",
        scope=None,
        decision=Reason.NO_SCOPE_NEEDED,
        outcome="ok",
        took_ms=250.0,
        call_bytes=len(b'{"key":"k"}'),
        answer_bytes=len(b'{"data":"abc"}'),
    )


def test_one_name_has_one_handler() -> None:
    with pytest.raises(ValueError, match="setStorage"):
        table((counting(SET_STORAGE, []), counting(SET_STORAGE, [])))
