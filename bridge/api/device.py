"""The machine's power: its battery, and a screen that stays on."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NotSupported
from bridge.methods import Done, EventSpec, MethodSpec, NoParams, Outcome, Params


class BatteryOutcome(Outcome, frozen=True):
    level: Annotated[
        int, msgspec.Meta(ge=1, le=100, description="In percent; 100 where there is no battery.")
    ]
    is_charging: Annotated[
        bool, msgspec.Meta(description="Whether it is on the mains; true where there is none.")
    ]
    is_low_power_mode_enabled: Annotated[
        bool, msgspec.Meta(description="Whether the system saves power now.")
    ]


class WatchParams(Params, frozen=True):
    watch: Annotated[
        bool, msgspec.Meta(description="Whether the page is to hear of changes from now on.")
    ]


class ScreenParams(Params, frozen=True):
    keep_screen_on: Annotated[
        bool, msgspec.Meta(description="Whether the screen stays on while the app is in sight.")
    ]


GET_BATTERY_INFO = MethodSpec(
    name="getBatteryInfo",
    params=NoParams,
    result=BatteryOutcome,
    summary="How full the machine's battery is. A machine without one is full and charging.",
    sync=True,
)
WATCH_BATTERY_INFO = MethodSpec(
    name="watchBatteryInfo",
    params=WatchParams,
    result=Done,
    summary="Begin or end to hear of the battery's changes; they come within half a minute.",
)
SET_KEEP_SCREEN_ON = MethodSpec(
    name="setKeepScreenOn",
    params=ScreenParams,
    result=Done,
    summary="Keep the screen from going dark until the app says otherwise, or is hidden or closed.",
    cost=5.0,
)
BATTERY_INFO_CHANGE = EventSpec(
    name="batteryInfoChange",
    payload=BatteryOutcome,
    summary="The battery's level, the mains or the system's saving of power have changed.",
)

FAMILY = Family(
    name="device",
    title="Power and screen",
    summary="What a desktop has of it.",
    entries=(
        Entry(GET_BATTERY_INFO, "const { level } = await fanlight.getBatteryInfo();"),
        Entry(WATCH_BATTERY_INFO, "await fanlight.watchBatteryInfo({ watch: true });"),
        Entry(
            SET_KEEP_SCREEN_ON,
            "await fanlight.setKeepScreenOn({ keepScreenOn: true });",
            (NotSupported,),
        ),
    ),
    events=(BATTERY_INFO_CHANGE,),
    event_examples={
        "batteryInfoChange": 'fanlight.on("batteryInfoChange", ({ level }) => { … });',
    },
)
