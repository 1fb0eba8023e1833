"""Location: the place the person wrote into the host's settings; a desktop has no GPS."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NotSupported
from bridge.methods import MethodSpec, Outcome, Params
from bridge.permissions import Scope


class Coordinates(enum.StrEnum):
    """The reference system; this host has `wgs84` only."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class GetLocationParams(Params, frozen=True):
    type: Annotated[Coordinates, msgspec.Meta(description="`wgs84`; `gcj02` is not supported.")] = (
        Coordinates.WGS84
    )


class LocationOutcome(Outcome, frozen=True):
    latitude: Annotated[float, msgspec.Meta(description="Degrees, north positive.")]
    longitude: Annotated[float, msgspec.Meta(description="Degrees, east positive.")]
    accuracy: Annotated[float, msgspec.Meta(description="Metres, as set by the person.")]
    horizontal_accuracy: Annotated[float, msgspec.Meta(description="The same as `accuracy`.")]
    vertical_accuracy: Annotated[float, msgspec.Meta(description="0: not known.")]
    altitude: Annotated[float, msgspec.Meta(description="0: not known.")]
    speed: Annotated[float, msgspec.Meta(description="-1: not known, WeChat's value for it.")]


GET_LOCATION = MethodSpec(
    name="getLocation",
    params=GetLocationParams,
    result=LocationOutcome,
    summary="Give the place the person set. Fails when none is set.",
    scope=Scope.LOCATION,
)

FAMILY = Family(
    name="location",
    title="Location",
    summary="From the host's settings, asked about at first use.",
    entries=(
        Entry(
            GET_LOCATION,
            "const { latitude, longitude } = await fanlight.getLocation();",
            (NotSupported,),
        ),
    ),
)
