"""Sharing: a page of the app as a link that others can open."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import InvalidParams, NotFound, NotSupported
from bridge.methods import Done, MethodSpec, Params


class ShareParams(Params, frozen=True):
    title: Annotated[
        str, msgspec.Meta(max_length=200, description="What is shared; empty: the app's name.")
    ] = ""
    path: Annotated[
        str,
        msgspec.Meta(
            max_length=2048,
            description="Page and query, such as `pages/item/item?id=1`; empty: the first page.",
        ),
    ] = ""


SHARE = MethodSpec(
    name="share",
    params=ShareParams,
    result=Done,
    summary="Show the person a link to a page, and its QR code, for them to hand on. Answers when "
    "they have closed it; whether they handed it on is not told.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="sharing",
    title="Sharing",
    summary="Links are `fanlight://open/<app id>/<page>?<query>`: whoever has the app opens it "
    "there. They install nothing.",
    entries=(
        Entry(
            SHARE,
            'await fanlight.share({ title: "My notes", path: "pages/index/index" });',
            (InvalidParams, NotFound, NotSupported),
        ),
    ),
)
