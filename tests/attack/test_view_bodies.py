"""B01–B12 again, for the bytes that travel beside calls and answers: through a real view."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec
import pytest

from bridge.messages import MAX_BODY_BYTES
from sandbox.view.outside.available import unavailable
from sandbox.view.posted import CARRY_PATH, Posted, answer_posted, take_posted
from tests.body_scenes import MANY, PATH, App, call, framed
from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app

pytestmark = needs_display
SCRIPT = """
  const path = "wxfile://usr/a";
  const many = Uint8Array.from({length: 300_000}, (_, at) => at * 31 + (at >> 8));
  const same = (found) => found.byteLength === many.length
    && new Uint8Array(found).every((byte, at) => byte === many[at]);
  const read = () => fanlight.fsReadFile({path, responseType: "arraybuffer"});
  const code = (promise) => promise.then(() => "ok", (error) => error.code ?? error.name);

  let last = 900_000;
  const waiting = {};
  const heard = [];
  const lanes = [];
  const strange = [];
  addEventListener("fanlight:message", ({detail}) => {
    const text = typeof detail === "string" ? detail : detail[0];
    heard.push(text);
    if (typeof detail !== "string") {
      const {buffer, length} = detail[1];
      lanes.push(detail[1]);
      // Behind the bytes there may stand what the page was told before, and nothing else.
      const rest = new Uint8Array(buffer).subarray(length);
      if (rest.some((byte, at) => byte !== many[length + at])) strange.push([length, rest.length]);
    }
    const message = JSON.parse(text);
    waiting[message.id]?.(message.code ?? "ok");
  });
  // Past the façade: what the private world hears is the page's to choose.
  const say = (params, ...more) => new Promise((done) => {
    last += 1;
    waiting[last] = done;
    setTimeout(done, 15_000, "nothing");
    const text = `{"type":"call","id":${last},"method":"fsWriteFile","params":${params}}`;
    dispatchEvent(new CustomEvent("fanlight:call", {detail: [text, ...more]}));
  });
  const writes = (data) => JSON.stringify({path, data});
  const post = async (body, where = "carry") => {
    try {
      const answer = await fetch("/.fanlight/" + where, {method: "POST", body});
      return answer.ok ? JSON.parse(await answer.text()).code : answer.status;
    } catch (error) {
      return error.name;
    }
  };
  const lent = async (name, options) => {
    try {
      const answer = await fetch("/.fanlight/lent/" + name, options);
      return answer.ok ? "given" : answer.status;
    } catch (error) {
      return error.name;
    }
  };

  async function probe() {
    const found = {};
    await fanlight.fsWriteFile({path, data: many});
    found.back = same((await read()).data);
    found.sync = same(fanlight.fsReadFileSync(path, 0, undefined, "arraybuffer").data);
    fanlight.fsWriteFileSync(path, undefined, false, undefined, many.subarray(0, 200_000));
    found.part = (await read()).data.byteLength;
    await fanlight.fsWriteFile({path, data: many});

    found.mismatched = await Promise.all([
      say(writes(many.length - 1), many),
      say(writes(many.length + 1), many),
      say(writes("AAAA"), many),
      say(JSON.stringify({path, base64: ""}), many),
      say(JSON.stringify({path}), many),
    ]);
    dispatchEvent(new CustomEvent("fanlight:call", {detail: [many, many]}));
    dispatchEvent(new CustomEvent("fanlight:call", {detail: {0: "{}", 1: {length: 9}}}));
    dispatchEvent(new CustomEvent("fanlight:call", {detail: [() => 1, many]}));
    found.withheld = await code(fanlight.fsWriteFile({path, data: many.length}));
    found.large = await code(fanlight.fsWriteFile({path, data: new Uint8Array(17 << 20)}));
    found.unread = await say(writes(1), new Uint8Array(17 << 20));

    const call = `{"type":"call","id":1,"method":"fsWriteFile","params":${writes(9)}}`;
    const session = "x".repeat(22);
    found.posts = {
      noSession: await post(` ${call.length}\\n${call}123456789`),
      wrongSession: await post(`${session} ${call.length}\\n${call}123456789`),
      short: await post(`${session} ${call.length + 20}\\n${call}123456789`),
      negative: await post(`${session} -1\\n${call}`),
      noLine: await post(many),
      large: await post(new Uint8Array(17 << 20).fill(32)),
      get: await lent("../carry"),
    };
    found.flood = [...new Set(await Promise.all(
      Array.from({length: 60}, () => post(new Uint8Array(4 << 20).fill(32)))))];

    await read();
    const asked = performance.getEntriesByType("resource").map(({name}) => name);
    found.told = [...asked, ...heard].filter((text) => text.includes("lent"));
    found.guesses = await Promise.all(
      ["", "x", "A".repeat(22), "..", "%2e%2e", session].map((name) => lent(name)));
    found.methods = await Promise.all(
      ["POST", "PUT", "DELETE"].map((method) => lent("x", {method})));

    // Memory that both worlds see: the page's to spoil, while nobody reads it and while one does.
    found.lanes = lanes.length;
    const spoil = setInterval(() => { for (const lane of lanes) lane.fill(7); });
    for (const lane of lanes) lane.fill(7);
    const again = new Uint8Array(new SharedArrayBuffer(many.length));
    again.set(many);
    found.shared = await say(writes(again.length), again);
    found.after = same((await read()).data);
    clearInterval(spoil);
    found.strange = strange;
    found.lengths = [...new Set(lanes.map(({length}) => length))];
    return found;
  }
"""


NO_SYSTEM_VIEW = unavailable(sys.platform) is not None
ENGINES = [
    "qt",
    pytest.param("system", marks=pytest.mark.skipif(NO_SYSTEM_VIEW, reason="no system view here")),
]
REFUSED = {404, "TypeError"}
"""What a fetch of nothing ends in: by Qt's scheme, and by WebKit's."""


@pytest.fixture(scope="module", params=ENGINES)
def broken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a hostile page found, and the audit of its calls."""
    folder = tmp_path_factory.mktemp("bodies")
    fanlight = Fanlight(folder / "home")
    html = page(head='<script src="probe.js"></script>')
    app = write_app(folder / "app", {PAGE: html}, {"pages/index/probe.js": SCRIPT})
    found = fanlight.probe(app, "--engine", request.param)
    return found, fanlight.json("audit", "--last", "1000")


@pytest.fixture
def found(broken: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return broken[0]


def test_bytes_arrive_as_they_were(found: dict[str, Any]) -> None:
    assert (found["back"], found["sync"], found["part"]) == (True, True, 200_000)


def test_B06_bytes_that_are_not_those_announced_are_refused(found: dict[str, Any]) -> None:
    assert found["mismatched"] == ["call.invalid_params"] * 5
    assert found["withheld"] == "call.invalid_params"


def test_B06_bytes_over_the_limit_are_refused(found: dict[str, Any]) -> None:
    assert (found["large"], found["unread"]) == ("call.too_large", "call.too_large")


def test_B03_a_frame_of_bytes_needs_the_documents_session(
    broken: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    found, audit = broken
    posts = found["posts"]
    assert posts["noSession"] == posts["wrongSession"] == "call.stale_document"
    for name in ("short", "negative", "noLine"):
        assert posts[name] == "call.message_invalid", name
    assert posts["large"] == "call.too_large"
    assert posts["get"] in REFUSED
    sizes = [row["call_bytes"] for row in audit["rows"] if row["call"] == "fsWriteFile"]
    assert sizes
    assert max(sizes) < 400_000


def test_B07_names_of_lent_bytes_are_not_told_and_cannot_be_guessed(found: dict[str, Any]) -> None:
    assert found["told"] == []
    assert set(found["guesses"] + found["methods"]) <= REFUSED


def test_B03_the_page_hears_an_answers_bytes_and_nothing_that_passed_before_them(
    found: dict[str, Any],
) -> None:
    assert {200_000, 300_000} <= set(found["lengths"])
    assert found["strange"] == []


async def test_B03_B07_lent_bytes_are_given_once_and_to_the_document_they_are_for() -> None:
    """A name is replayed, and used by the next document: no view is quick enough for that."""
    app = App()
    session = app.hello()
    app.content = MANY
    text = msgspec.json.encode(call("fsReadFile", path=PATH)).decode()
    told: list[str] = []
    for _ in range(2):
        answer = app.talk.receive(session, text) or app.sent.pop()
        to, message, name = answer.split("\n")
        assert (to, json.loads(message)["value"]["data"]) == (session, len(MANY))
        told.append(name)
    first, second = told
    assert app.talk.lent(first) == MANY
    assert app.talk.lent(first) is None
    assert app.talk.lent("") is None
    app.hello("key.d2")
    assert app.talk.lent(second) is None


async def test_B07_bytes_on_their_way_are_bounded_and_let_go() -> None:
    app = App()
    session = app.hello()
    body = framed(session, call("fsWriteFile", path=PATH, data=len(MANY)), MANY)
    fit = MAX_BODY_BYTES // len(body)
    waiting = [take_posted(memoryview(body), app.arriving) for _ in range(fit + 9)]
    taken = [posted for posted in waiting if isinstance(posted, Posted)]
    assert fit <= len(taken) <= fit + 1
    assert {getattr(posted, "code", "taken") for posted in waiting} == {
        "taken",
        "call.rate_limited",
    }
    for posted in waiting:
        await answer_posted(app, CARRY_PATH, posted)
    assert app.arriving.take(MAX_BODY_BYTES)


def test_B07_a_flood_of_bytes_is_refused_and_the_bridge_goes_on(found: dict[str, Any]) -> None:
    assert set(found["flood"]) <= {"call.message_invalid", "call.rate_limited"}
    assert found["after"] is True


def test_B12_memory_that_both_worlds_see_is_nobodys_secret(found: dict[str, Any]) -> None:
    assert found["lanes"] > 2
    assert (found["shared"], found["after"]) == ("ok", True)
