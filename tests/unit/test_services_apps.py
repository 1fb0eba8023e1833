"""An app among others, on its machine: launch, rights, updates, battery and screen."""

from __future__ import annotations

import asyncio

import msgspec
from msgspec.structs import replace

from bridge.api.device import BatteryOutcome
from bridge.messages import LaunchFacts
from bridge.permissions import Grant, Scope
from host.services.apps import MAX_KEPT_BYTES
from tests.service_machine import Machine, machine

__all__ = ["machine"]


async def test_battery_and_screen(machine: Machine) -> None:
    assert await machine.call("getBatteryInfo") == {
        "level": 73, "isCharging": False, "isLowPowerModeEnabled": True,
    }  # fmt: skip
    await machine.call("setKeepScreenOn", keepScreenOn=True)
    await machine.call("setKeepScreenOn", keepScreenOn=False)
    assert machine.desk.did == ["hold", "release"]


async def test_who_listens_to_the_battery_hears_its_changes(machine: Machine) -> None:
    desk = machine.desk
    await machine.call("watchBatteryInfo", watch=True)
    await machine.call("watchBatteryInfo", watch=True)
    while desk.looks < 3:
        await asyncio.sleep(0.01)
    assert desk.did == []
    desk.power = replace(desk.power, percent=72)
    while not desk.did:
        await asyncio.sleep(0.01)
    (told,) = desk.did
    assert told == (
        "batteryInfoChange",
        BatteryOutcome(level=72, is_charging=False, is_low_power_mode_enabled=True),
    )
    await machine.call("watchBatteryInfo", watch=False)
    desk.power, looked = replace(desk.power, saving=False), desk.looks
    await asyncio.sleep(0.1)
    assert desk.did == [told]
    assert desk.looks <= looked + 1  # one that was under way


async def test_opening_another_app(machine: Machine) -> None:
    await machine.call(
        "navigateToMiniProgram", appId="org.example.notes", path="p?x=1", extraData={"a": 1}
    )
    assert machine.desk.did == [("org.example.notes", "p?x=1", b'{"a":1}')]
    failure = await machine.fail("navigateToMiniProgram", appId="org.example.none")
    assert failure.code == "call.not_found"
    failure = await machine.fail("navigateToMiniProgram", appId="../x")
    assert failure.code == "call.invalid_params"


async def test_leaving_and_launch_options(machine: Machine) -> None:
    await machine.call("exitMiniProgram")
    assert machine.desk.did == ["close"]
    assert await machine.call("getLaunchOptions") == {
        "path": "pages/index/index", "query": {"a": "1"}, "scene": "link", "referrerInfo": None,
    }  # fmt: skip
    launch = LaunchFacts(
        path="p", query={}, scene="app", referrer_app_id="org.example.a",
        extra_data=msgspec.Raw(b"[1]"),
    )  # fmt: skip
    machine.ports = replace(machine.ports, launch=lambda: launch)
    answer = await machine.call("getLaunchOptions")
    assert answer["referrerInfo"] == {"appId": "org.example.a", "extraData": [1]}


async def test_going_back_and_beginning_anew(machine: Machine) -> None:
    failure = await machine.fail("navigateBackMiniProgram", extraData=[1])
    assert failure.code == "call.not_found"
    machine.desk.has_opener = True
    await machine.call("navigateBackMiniProgram", extraData=[1])
    await machine.call("navigateBackMiniProgram")
    await machine.call("restartMiniProgram", path="p?x=1")
    assert machine.desk.did == [("back", b"[1]"), ("back", b"null"), ("restart", "p?x=1")]


async def test_an_app_knows_itself(machine: Machine) -> None:
    assert await machine.call("getAppIdentity") == {
        "appId": "org.example.hello", "version": "1", "envVersion": "trial",
    }  # fmt: skip


async def test_an_app_has_something_kept_but_not_too_much(machine: Machine) -> None:
    await machine.call("keepState", state={"draft": "中"})
    assert machine.desk.did == [("keep", '{"draft":"中"}')]
    refused = await machine.fail("keepState", state="x" * MAX_KEPT_BYTES)
    assert refused.code == "call.invalid_params"
    await machine.call("keepState", state="x" * (MAX_KEPT_BYTES - 2))
    assert len(machine.desk.did) == 2


async def test_an_update_is_asked_for_step_by_step(machine: Machine) -> None:
    assert await machine.call("getUpdate") == {"hasUpdate": True}
    await machine.call("fetchUpdate")
    await machine.call("applyUpdate")
    assert machine.desk.did == ["fetch", "apply"]


async def test_open_setting_answers_what_holds_afterwards(machine: Machine) -> None:
    await machine.call("authorize", scope="location")
    assert await machine.call("openSetting") == {"authSetting": {"location": False}}


async def test_authorize_and_get_setting(machine: Machine) -> None:
    desk = machine.desk
    assert await machine.call("getSetting") == {"authSetting": {}}
    await machine.call("authorize", scope="location")
    await machine.call("authorize", scope="location")
    await machine.call("authorize", scope="clipboard.write")
    desk.says = Grant.DENY
    failure = await machine.fail("authorize", scope="notification")
    assert (failure.code, failure.detail["reason"]) == ("call.permission_denied", "refused")
    assert desk.did == [("ask", Scope.LOCATION), ("ask", Scope.NOTIFICATION)]
    assert await machine.call("getSetting") == {
        "authSetting": {"location": True, "notification": False}
    }
    desk.declared = frozenset()
    failure = await machine.fail("authorize", scope="location")
    assert failure.detail["reason"] == "not_declared"
    assert await machine.call("getSetting") == {"authSetting": {}}
    assert (await machine.fail("authorize", scope="root")).code == "call.invalid_params"
