"""Rights on the command line: granted, refused, remembered, forgotten, never declared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.fanlight_child import (
    PAGE,
    Fanlight,
    install_signed,
    needs_display,
    page,
    write_app,
)

pytestmark = needs_display

TRY = """
  globalThis.tryAll = async () => {
    const ended = async (call) => {
      try { const {errMsg, ...value} = await call; return value }
      catch ({code, detail, errMsg}) { return [code, detail.reason, errMsg.split(":fail")[0]] }
    };
    return {
      write: await ended(fanlight.setClipboardData({data: "from the app"})),
      read: await ended(fanlight.getClipboardData()),
      place: await ended(fanlight.getLocation()),
      notify: await ended(fanlight.showNotification({title: "hello", body: "x"})),
      authorize: await ended(fanlight.authorize({scope: "location"})),
      setting: (await fanlight.getSetting()).authSetting,
    };
  };
"""
LOG = TRY + "tryAll().then((it) => { console.log(JSON.stringify(it)); fanlight.ready() });"
REFUSED = ["call.permission_denied", "refused"]
UNDECLARED = ["call.permission_denied", "not_declared"]
HERE = {"location": {"latitude": 1.5, "longitude": -2.25, "accuracy_m": 10.0}}


def home(folder: Path) -> Fanlight:
    fanlight = Fanlight(folder / "home")
    fanlight.home.mkdir(mode=0o700)
    (fanlight.home / "settings.json").write_text(json.dumps(HERE))
    return fanlight


def test_a_developer_grants_or_refuses_for_one_launch(tmp_path: Path) -> None:
    fanlight = home(tmp_path)
    app = write_app(
        tmp_path / "app",
        {PAGE: page(TRY)},
        scopes=("clipboard.read", "clipboard.write", "location"),
    )
    words = ("--permissions", "grant:clipboard.read,location")
    found = fanlight.probe(app, *words, expression="await tryAll()")
    assert found["write"] == {}
    assert found["read"] == {"data": "from the app"}
    assert (found["place"]["latitude"], found["place"]["longitude"]) == (1.5, -2.25)
    assert found["notify"] == [*UNDECLARED, "showNotification"]
    assert found["authorize"] == {}
    assert found["setting"] == {"clipboard.read": True, "location": True}

    refused = fanlight.probe(app, "--permissions", "deny", expression="await tryAll()")
    assert refused["write"] == {}, "only declared, never asked about"
    assert refused["read"] == [*REFUSED, "getClipboardData"]
    assert refused["place"] == [*REFUSED, "getLocation"]
    assert refused["authorize"] == [*REFUSED, "authorize"]
    assert refused["setting"] == {}, "a refusal that nobody spoke is not remembered"
    rows = fanlight.json("audit", "org.example.probe", "--last", "100")["rows"]
    by_call = {(row["call"], row["outcome"]) for row in rows}
    assert ("getLocation", "ok") in by_call
    assert ("getLocation", "call.permission_denied") in by_call
    assert ("showNotification", "call.permission_denied") in by_call


def test_granting_what_is_not_declared_gives_nothing(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page(TRY)})
    words = ("--permissions", "grant:location,notification,clipboard.read,clipboard.write")
    found = home(tmp_path).probe(app, *words, expression="await tryAll()")
    for name in ("write", "read", "place", "notify", "authorize"):
        assert found[name][:2] == UNDECLARED, name


def test_what_a_person_answered_is_remembered_until_it_is_reset(tmp_path: Path) -> None:
    fanlight = home(tmp_path)
    app = write_app(
        tmp_path / "app",
        {PAGE: page(LOG)},
        scopes=("location", "clipboard.read", "clipboard.write"),
        fanlight={"ready": "explicit"},
    )
    install_signed(fanlight, app)
    name = "org.example.probe"

    def told(*words: str) -> dict[str, Any]:
        report = fanlight.open(name, "--permissions", "deny", *words)
        found: dict[str, Any] = json.loads(report["console"][0]["text"])
        return found

    def answers() -> dict[str, str | None]:
        rows = fanlight.json("permissions", name)["permissions"]
        return {row["scope"]: row["answer"] for row in rows}

    assert answers() == {"location": None, "clipboard.read": None, "clipboard.write": None}
    assert told()["place"][:2] == REFUSED
    assert answers()["location"] is None

    fanlight.json("permissions", name, "grant", "location")
    assert told()["place"]["latitude"] == 1.5
    listed = {row["scope"]: row for row in fanlight.json("permissions", name)["permissions"]}
    assert set(listed["location"]) >= {"scope", "reason", "answer", "at", "last_used_at"}
    assert listed["location"]["answer"] == "allow"
    assert listed["location"]["last_used_at"] is not None
    assert listed["clipboard.write"]["asked_at_use"] is False

    fanlight.json("permissions", name, "deny", "location")
    found = told()
    assert found["place"][:2] == REFUSED
    assert found["setting"] == {"location": False}
    fanlight.json("permissions", name, "reset")
    assert answers()["location"] is None

    # Granting on the command line is for a developer's own folder, never for an installed app.
    granted = fanlight.open(name, "--permissions", "grant:location,clipboard.read")
    found = json.loads(granted["console"][0]["text"])
    assert found["place"][:2] == REFUSED
    assert found["read"][:2] == REFUSED

    for words, code, error in (
        (("grant", "notification"), 2, "usage"),
        (("grant", "root"), 2, "usage"),
        (("grant",), 2, "usage"),
    ):
        assert fanlight.error("permissions", name, *words, code=code)["code"] == error
    error = fanlight.error("permissions", "org.example.nobody")
    assert error["code"] == "store.not_installed"
