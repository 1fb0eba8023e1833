"""Lifecycle: the five global events of W3C MiniApp Lifecycle."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.apps import OpenedFacts
from bridge.api.family import Family
from bridge.methods import EventSpec, Outcome


class AppErrorFacts(Outcome, frozen=True):
    """LifecycleError of W3C MiniApp Lifecycle."""

    error_description: Annotated[str, msgspec.Meta(description="For developers, in English.")]
    lang: Annotated[str, msgspec.Meta(description="Its language: `en`.")] = "en"
    dir: Annotated[str, msgspec.Meta(description="Its direction: `ltr`.")] = "ltr"


APP_LAUNCHED = EventSpec(
    name="appLaunched",
    payload=OpenedFacts,
    summary="The app has started. Comes once, before anything else.",
)
APP_SHOWN = EventSpec(
    name="appShown",
    payload=OpenedFacts,
    summary="The app came to the foreground: after its launch, and whenever its window is shown "
    "again. The options are those of the latest opening.",
)
APP_HIDDEN = EventSpec(
    name="appHidden",
    payload=None,
    summary="The app went to the background. It may be unloaded without another word.",
)
APP_FREEZING = EventSpec(
    name="appFreezing",
    payload=None,
    summary="The app has been in the background for a while and is about to be halted; later it "
    "may be taken out of memory. What it hands to keepState within a second comes back to it.",
)
APP_ERROR = EventSpec(
    name="appError",
    payload=AppErrorFacts,
    summary="A script of the app failed and nothing in it caught that.",
)
APP_UNLOADED = EventSpec(
    name="appUnloaded", payload=None, summary="The app is about to end; there is little time."
)

FAMILY = Family(
    name="lifecycle",
    title="Lifecycle",
    summary="The global events of W3C MiniApp Lifecycle, in the order launched, shown, then "
    "hidden and shown any number of times, unloaded; and one of the host's own, freezing.",
    events=(APP_LAUNCHED, APP_SHOWN, APP_HIDDEN, APP_FREEZING, APP_ERROR, APP_UNLOADED),
    event_examples={
        "appLaunched": 'fanlight.on("appLaunched", ({ path, query }) => { … });',
        "appShown": 'fanlight.on("appShown", () => { … });',
        "appHidden": 'fanlight.on("appHidden", () => { … });',
        "appFreezing": 'fanlight.on("appFreezing", () => fanlight.keepState({ state: draft }));',
        "appError": 'fanlight.on("appError", ({ errorDescription }) => { … });',
        "appUnloaded": 'fanlight.on("appUnloaded", () => { … });',
    },
)
