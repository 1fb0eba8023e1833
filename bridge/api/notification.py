"""Notification: a line from the app in the system's own list."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NotSupported
from bridge.methods import Done, MethodSpec, Params
from bridge.permissions import Scope


class ShowNotificationParams(Params, frozen=True):
    title: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, description="First line, in bold.")
    ]
    body: Annotated[str, msgspec.Meta(max_length=500, description="The text under it.")] = ""


SHOW_NOTIFICATION = MethodSpec(
    name="showNotification",
    params=ShowNotificationParams,
    result=Done,
    summary="Show a notification of the system. The host puts the app's name before the title, "
    "so that none can pass for another program.",
    scope=Scope.NOTIFICATION,
    cost=100.0,
)

FAMILY = Family(
    name="notification",
    title="Notification",
    summary="Asked about at first use.",
    entries=(
        Entry(
            SHOW_NOTIFICATION,
            "await fanlight.showNotification({\n"
            '  title: "Tea is ready",\n'
            '  body: "Four minutes are over.",\n'
            "});",
            (NotSupported,),
        ),
    ),
)
