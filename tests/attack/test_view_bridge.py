"""B01–B12: a page speaks to the bridge as rudely as it can, through a real view."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import (
    APPS,
    PAGE,
    Fanlight,
    allow_private,
    copy_app,
    needs_display,
    page,
    write_app,
)
from tests.http_site import serving

pytestmark = needs_display
BREAKER = APPS / "bridge"
API_NAMED_LIKE_THE_INSIDE = [
    "checkSession",
    "offChunkReceived",
    "offHeadersReceived",
    "onChunkReceived",
    "onHeadersReceived",
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the mini-program `bridge` found, and the audit of its calls."""
    fanlight = Fanlight(tmp_path_factory.mktemp("bridge") / "home")
    report = fanlight.open(BREAKER, "--permissions", "deny", "--eval", "await probe()")
    assert report["errors"] == []
    return report["eval"], fanlight.json("audit", "--last", "10000")


@pytest.fixture
def found(broken: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return broken[0]


def test_B08_the_channel_is_out_of_reach(found: dict[str, Any]) -> None:
    world = found["world"]
    assert (world["qt"], world["QWebChannel"]) == ("undefined", "undefined")
    # What reads as the inside of a bridge: an API and two events of WeChat's, and no more.
    assert world["api"] == API_NAMED_LIKE_THE_INSIDE
    ours = [name for name in world["globals"] if not name.endswith(("Channel", "Event", "Node"))]
    assert ours == ["fanlight"]


def test_B04_B11_a_method_is_an_exact_name_of_the_table(found: dict[str, Any]) -> None:
    assert set(found["methods"]) == {"call.unknown_method"}


def test_B01_no_message_says_who_calls(found: dict[str, Any]) -> None:
    assert set(found["members"]) == {"call.message_invalid"}
    assert found["params"]["appId"] == "call.invalid_params"


def test_B05_B06_parameters_are_checked_against_their_types(found: dict[str, Any]) -> None:
    params = dict(found["params"])
    params.pop("twice")  # JSON's last one wins: a number, which is refused; or the first: no key
    assert set(params.values()) == {"call.invalid_params"}
    assert found["params"]["twice"] in {"call.invalid_params", "call.not_found"}


def test_B06_the_bridge_goes_on_after_nonsense(found: dict[str, Any]) -> None:
    assert found["still"] == "result"


def test_B07_an_id_in_use_is_not_used_twice(found: dict[str, Any]) -> None:
    assert found["reused"] == ["call.message_invalid", "call.cancelled"]
    assert found["answersToReused"] == 2


def test_B03_the_schemes_way_takes_no_forged_session(found: dict[str, Any]) -> None:
    posts = found["posts"]
    assert posts["noSession"] == posts["wrongSession"] == "call.stale_document"
    for name in ("noLine", "empty", "cancel", "mark"):
        assert posts[name] == "call.message_invalid", name
    refused = {name: posts[name] for name in ("get", "put", "other", "upper")}
    assert refused == {"get": 404, "put": 404, "other": 404, "upper": 403}
    assert found["sessions"] == []


def test_B02_B12_frames_and_workers_find_no_bridge(
    broken: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    found, audit = broken
    frames = found["frames"]
    for name in ("own", "srcdoc", "worker"):
        told = frames[name]
        assert told != "nothing", name
        assert (told["fanlight"], told["qt"], told["channel"]) == ("undefined",) * 3, name
        assert told["heard"] == [], name
        assert set(told["posts"].values()) == {"call.stale_document"}, name
    if frames["sandboxed"] != "nothing":  # its script may not even load
        assert frames["sandboxed"]["origin"] == "null"
        assert frames["sandboxed"]["fanlight"] == "undefined"
        assert set(frames["sandboxed"]["posts"].values()) <= {"TypeError", 403}
    assert "setStorage" not in {row["call"] for row in audit["rows"]}


def test_B02_frames_and_workers_cannot_take_the_bridge(tmp_path: Path) -> None:
    """A Hello of theirs ends the page's session, and its calls are answered no more."""
    found = Fanlight(tmp_path / "home").probe(BREAKER, expression="await takeOver()")
    assert found["then"] == "answered"
    assert "welcome" not in (found["own"], found["worker"])


def test_B07_a_flood_is_held_off_and_every_call_is_answered(found: dict[str, Any]) -> None:
    assert found["flooded"] == 6000
    assert found["flood"] == ["call.rate_limited", "ok"]


def test_B10_answers_say_nothing_of_the_host(found: dict[str, Any]) -> None:
    assert found["texts"]
    for text in found["texts"]:
        assert_no_inside(text)


def assert_no_inside(text: str) -> None:
    for inside in ("Traceback", 'File "', ".py", "site-packages", "/home", "/tmp", "sqlite", "0x"):
        assert inside not in text, text
    assert str(Path(__file__).parents[2]) not in text


def test_B05_spoilt_prototypes_change_nothing(tmp_path: Path) -> None:
    app = copy_app(BREAKER, tmp_path / "app", ready="explicit")
    found = Fanlight(tmp_path / "home").probe(app, "--query", "pollute=1", expression="polluted")
    assert found["value"] == found["now"] == {"a": [1, "2"]}
    assert found["seen"] == []


def test_B10_a_fault_of_the_host_is_an_incident_without_its_inside(tmp_path: Path) -> None:
    """The app's storage is no database any more."""
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page("fanlight.setStorageSync('a', 1)")})
    fanlight.open(app)
    (database,) = fanlight.home.glob("profiles/*/storage.db")
    for rest in database.parent.glob("storage.db-*"):
        rest.unlink()
    database.write_bytes(b"no database" * 1000)
    app = write_app(tmp_path / "app", {PAGE: page()})
    expression = (
        "await fanlight.getStorage({key: 'a'}).then((it) => ({it}),"
        " ({code, message, detail, stack, errMsg}) => ({code, message, detail, stack, errMsg}))"
    )
    found = fanlight.probe(app, expression=expression)
    assert found["code"] == "internal"
    assert found["detail"]["incident"] in found["message"]
    assert_no_inside(json.dumps({name: found[name] for name in ("message", "detail", "errMsg")}))


def test_B03_a_late_answer_never_reaches_the_next_document(tmp_path: Path) -> None:
    """The first document asks and is reloaded; the second lets the server answer."""
    script = """
      const heard = [];
      window.addEventListener("fanlight:message", ({detail}) => heard.push(JSON.parse(detail)));
      const first = !sessionStorage.getItem("been");
      const say = (id, path) => {
        const params = JSON.stringify({url: `${SITE}${path}`});
        const detail = `{"type":"call","id":${id},"method":"request","params":${params}}`;
        window.dispatchEvent(new CustomEvent("fanlight:call", {detail}));
      };
      (async () => {
        if (first) {
          sessionStorage.setItem("been", "1");
          say(4242, "/slow");
          // By the scheme, too: a document of the page's own making, whose session it may keep.
          const hello = '{"type":"hello","protocol":1,"document":"forged","timeOriginMs":1}';
          await fanlight.request({url: SITE + "/arrived"});
          const answer = await fetch("/.fanlight/call", {method: "POST", body: "\\n" + hello});
          sessionStorage.setItem("session", (await answer.json()).session ?? "none");
          location.reload();
          return;
        }
        await fanlight.request({url: SITE + "/release"});
        const body = sessionStorage.getItem("session")
          + '\\n{"type":"call","id":1,"method":"getStorageInfo","params":{}}';
        const answer = await fetch("/.fanlight/call", {method: "POST", body});
        globalThis.old = (await answer.json()).code;
        const again = await fanlight.getStorageInfo();
        globalThis.ids = heard.map(({id}) => id).filter((id) => id !== undefined);
        fanlight.ready();
      })();
    """
    released = threading.Event()
    arrived = threading.Event()
    with serving() as site:
        site.answer("/arrived", 200, {"Content-Type": "text/plain"}, b"yes")
        site.answer("/release", 200, {"Content-Type": "text/plain"}, b"yes")
        site.answer("/slow", 200, {"Content-Type": "text/plain"}, b"late")
        slow, release, seen = (site.answers[path] for path in ("/slow", "/release", "/arrived"))

        def hold(handler: Any) -> None:
            arrived.set()
            released.wait(60)
            slow(handler)

        def let_go(handler: Any) -> None:
            released.set()
            release(handler)

        def confirm(handler: Any) -> None:
            arrived.wait(60)
            seen(handler)

        site.answers |= {"/slow": hold, "/release": let_go, "/arrived": confirm}
        fanlight = Fanlight(tmp_path / "home")
        allow_private(fanlight.home, site.origin)
        app = write_app(
            tmp_path / "app",
            {PAGE: page(script.replace("SITE", json.dumps(site.origin)))},
            fanlight={"ready": "explicit", "network": {"request": [site.origin]}},
        )
        report = fanlight.open(app, "--eval", "({old, ids})")
    assert arrived.is_set()
    assert 4242 not in report["eval"]["ids"]
    assert report["eval"]["old"] == "call.stale_document"
    assert report["errors"] == []
