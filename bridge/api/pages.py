"""Pages of an app that keeps its own page stack: what stands on top, and what people ask of it."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import InvalidParams, NotFound
from bridge.methods import Done, EventSpec, MethodSpec, Params


class BarText(enum.StrEnum):
    """WeChat's `navigationBarTextStyle`."""

    BLACK = "black"
    WHITE = "white"


class BarStyle(enum.StrEnum):
    """WeChat's `navigationStyle`."""

    DEFAULT = "default"
    CUSTOM = "custom"
    """The page draws its own title; the host's bar stays, without one."""


class SetPageParams(Params, frozen=True):
    route: Annotated[
        str, msgspec.Meta(min_length=1, max_length=255, description="Of a page of the manifest.")
    ]
    query: Annotated[
        dict[str, str], msgspec.Meta(max_length=100, description="What the page was opened with.")
    ] = msgspec.field(default_factory=dict)
    title: Annotated[str, msgspec.Meta(max_length=100, description="Empty: the app's name.")] = ""
    background_color: Annotated[
        str,
        msgspec.Meta(
            pattern="^(#[0-9A-Fa-f]{6})?$", description="Of the bar; empty: the host's own."
        ),
    ] = ""
    text_style: Annotated[BarText, msgspec.Meta(description="Of the bar's text.")] = BarText.BLACK
    navigation_style: Annotated[
        BarStyle, msgspec.Meta(description="`custom`: the page draws its own title.")
    ] = BarStyle.DEFAULT
    can_go_back: Annotated[
        bool, msgspec.Meta(description="Show a back button; it sends `backRequested`.")
    ] = False
    show_home: Annotated[
        bool, msgspec.Meta(description="Show a home button; it sends `homeRequested`.")
    ] = False
    loading: Annotated[bool, msgspec.Meta(description="Show that the page is loading.")] = False
    can_share: Annotated[
        bool, msgspec.Meta(description="Offer sharing in the menu; it sends `shareRequested`.")
    ] = False


SET_PAGE = MethodSpec(
    name="setPage",
    params=SetPageParams,
    result=Done,
    summary="Say which page is on top of the app's own page stack, and how the bar above it looks.",
)


class KeepFirstFrameParams(Params, frozen=True):
    route: Annotated[
        str, msgspec.Meta(min_length=1, max_length=255, description="Of a page of the manifest.")
    ]
    frame: Annotated[
        str,
        msgspec.Meta(max_length=524288, description="What the runtime draws; empty: nothing."),
    ]


KEEP_FIRST_FRAME = MethodSpec(
    name="keepFirstFrame",
    params=KeepFirstFrameParams,
    result=Done,
    summary="Have a WeChat-syntax page drawn so at its next launch, until its own code has run "
    "(`setInitialRenderingCache`). Kept until the app is updated or removed.",
    cost=10.0,
)
BACK_REQUESTED = EventSpec(
    name="backRequested", payload=None, summary="The person pressed the bar's back button."
)
HOME_REQUESTED = EventSpec(
    name="homeRequested", payload=None, summary="The person pressed the bar's home button."
)
SHARE_REQUESTED = EventSpec(
    name="shareRequested", payload=None, summary="The person wants to share the page."
)

FAMILY = Family(
    name="pages",
    title="Page stack",
    summary="For apps that keep a page stack of their own in one document. WeChat-syntax apps do; "
    "their runtime calls this.",
    entries=(
        Entry(
            SET_PAGE,
            "await fanlight.setPage({\n"
            '  route: "pages/detail/detail",\n'
            '  title: "Detail",\n'
            "  canGoBack: true,\n"
            "});",
        ),
        Entry(
            KEEP_FIRST_FRAME,
            'await fanlight.keepFirstFrame({\n  route: "pages/detail/detail",\n  frame: "",\n});',
            (InvalidParams, NotFound),
        ),
    ),
    events=(BACK_REQUESTED, HOME_REQUESTED, SHARE_REQUESTED),
    event_examples={
        "backRequested": 'fanlight.on("backRequested", () => { … });',
        "homeRequested": 'fanlight.on("homeRequested", () => { … });',
        "shareRequested": 'fanlight.on("shareRequested", () => { … });',
    },
)
