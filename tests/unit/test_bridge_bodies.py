"""Bytes beside messages: what is taken for a call's, what goes with an answer, who may fetch it."""

from __future__ import annotations

import base64
import json

import pytest

from bridge.lending import Lending
from bridge.messages import MAX_BODY_BYTES, Result
from bridge.wire import Beside
from sandbox.view.posted import CALL_PATH, lent_name
from tests.body_scenes import FEW, MANY, PATH, App, call, framed


async def test_few_bytes_stand_in_the_message() -> None:
    app = App()
    data = base64.b64encode(FEW).decode()
    assert isinstance(await app.gate.answer(call("fsWriteFile", path=PATH, data=data)), Result)
    assert app.content == FEW
    beside = Beside()
    answer = await app.gate.answer(call("fsReadFile", path=PATH), beside)
    assert isinstance(answer, Result)
    assert (json.loads(bytes(answer.value))["data"], beside.lent) == (data, None)


async def test_many_bytes_travel_beside_it_and_are_counted() -> None:
    app = App()
    written = await app.gate.answer(
        call("fsWriteFile", path=PATH, data=len(MANY)), Beside(MANY, lends=False)
    )
    assert isinstance(written, Result)
    beside = Beside()
    answer = await app.gate.answer(call("fsReadFile", path=PATH), beside)
    assert isinstance(answer, Result)
    assert (json.loads(bytes(answer.value))["data"], beside.lent) == (len(MANY), MANY)
    assert app.rows[0].call_bytes > len(MANY)
    assert app.rows[1].answer_bytes > len(MANY)


async def test_without_a_way_beside_all_bytes_stand_in_the_answer() -> None:
    app = App()
    app.content = MANY
    for beside in (None, Beside(lends=False)):
        answer = await app.gate.answer(call("fsReadFile", path=PATH), beside)
        assert isinstance(answer, Result)
        assert base64.b64decode(json.loads(bytes(answer.value))["data"]) == MANY


@pytest.mark.parametrize(
    ("params", "given"),
    [
        ({"data": len(MANY) - 1}, MANY),  # another number than came
        ({"data": float(len(MANY))}, MANY),
        ({"data": True}, b"!"),
        ({"data": len(MANY)}, None),  # none came
        ({"data": 0}, None),
        ({"base64": ""}, MANY),  # nobody asked for them
        ({"data": "AAAA"}, MANY),
        ({"data": "AAA"}, None),
        ({"data": "A A="}, None),
        ({"data": [1]}, None),
    ],
)
async def test_bytes_are_those_of_the_member_that_names_them(
    params: dict[str, object], given: bytes | None
) -> None:
    app = App()
    app.content = b"before"
    answer = await app.gate.answer(call("fsWriteFile", path=PATH, **params), Beside(given))
    assert getattr(answer, "code", None) == "call.invalid_params"
    assert app.content == b"before"


async def test_an_api_that_takes_no_bytes_is_given_none() -> None:
    answer = await App().gate.answer(call("fsReadFile", path=PATH), Beside(MANY))
    assert getattr(answer, "code", None) == "call.invalid_params"


async def test_the_scheme_carries_them_both_ways() -> None:
    app = App()
    session = app.hello()
    write = call("fsWriteFile", path=PATH, data=len(MANY))
    answer, beside = await app.post(framed(session, write, MANY))
    assert (answer["type"], app.content, beside) == ("result", MANY, b"")
    answer, beside = await app.post(framed(session, call("fsReadFile", path=PATH)))
    assert (answer["value"]["data"], beside) == (len(MANY), MANY)
    # Who waits can read text alone.
    answer, beside = await app.post(framed(session, call("fsReadFile", path=PATH)), CALL_PATH)
    assert base64.b64decode(answer["value"]["data"]) == MANY
    assert beside == b""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "call.message_invalid"),
        (b"no line", "call.message_invalid"),
        (b's 99\n{"type":"call","id":1,"method":"a"}', "call.message_invalid"),
        (b"s -1\n{}", "call.message_invalid"),
        (b"s 999999999\n{}", "call.message_invalid"),
        (b"s  2\n{}", "call.message_invalid"),
        ("ſ 2\n{}".encode(), "call.message_invalid"),
        (b"x" * 90 + b"\n{}", "call.message_invalid"),
        (b"s\n" + b" " * MAX_BODY_BYTES, "call.too_large"),
    ],
)
async def test_what_is_posted_is_read_strictly(body: bytes, code: str) -> None:
    answer, _ = await App().post(body)
    assert (answer["type"], answer["code"]) == ("failure", code)


def test_bytes_that_nobody_fetches_do_not_pile_up() -> None:
    lending = Lending(limit_bytes=100)
    names = []
    while lending.has_room():
        names.append(lending.lend(b"x" * 40))
    assert len(names) == len(set(names)) == 3
    assert lending.take(names[1]) == b"x" * 40
    assert lending.has_room()
    lending.clear()
    assert lending.take(names[0]) is None


def test_a_lent_name_is_what_stands_behind_its_folder() -> None:
    assert lent_name(".fanlight/lent/abc") == "abc"
    assert lent_name(".fanlight/lent") is None
    assert lent_name(".fanlight/call") is None
