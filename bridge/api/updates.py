"""Updates: whether the app's registry has a newer version, and the way to it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NetworkFailed, NotFound, NotSupported
from bridge.methods import Done, MethodSpec, NoParams, Outcome

FETCH_DEADLINE_S = 200.0
"""A whole package over a slow line; what came so far is used by the next try."""


class UpdateOutcome(Outcome, frozen=True):
    has_update: Annotated[
        bool, msgspec.Meta(description="Whether there is a newer version than the one that runs.")
    ]


GET_UPDATE = MethodSpec(
    name="getUpdate",
    params=NoParams,
    result=UpdateOutcome,
    summary="Ask the registry that the app was installed from. An app from a file or a folder has "
    "no update.",
    cost=20.0,
)
FETCH_UPDATE = MethodSpec(
    name="fetchUpdate",
    params=NoParams,
    result=Done,
    summary="Bring the newer version in and verify it. Fails when it asks for more rights or "
    "origins than the person agreed to: then the person updates the app.",
    deadline_s=FETCH_DEADLINE_S,
    cost=50.0,
)
APPLY_UPDATE = MethodSpec(
    name="applyUpdate",
    params=NoParams,
    result=Done,
    summary="Close this version and open the newer one that was brought in.",
    cost=50.0,
)

FAMILY = Family(
    name="updates",
    title="Updates",
    summary="The host updates no app behind a person's back; an app may ask for its own update.",
    entries=(
        Entry(
            GET_UPDATE,
            "const { hasUpdate } = await fanlight.getUpdate();",
            (NetworkFailed,),
        ),
        Entry(
            FETCH_UPDATE,
            "await fanlight.fetchUpdate();",
            (NotFound, NetworkFailed, NotSupported),
        ),
        Entry(APPLY_UPDATE, "await fanlight.applyUpdate();", (NotFound,)),
    ),
)
