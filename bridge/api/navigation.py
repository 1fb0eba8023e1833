"""Navigation: the title bar the host draws above the page."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.methods import Done, MethodSpec, Params


class FrontColor(enum.StrEnum):
    """Colour of the title and buttons: WeChat takes these two only, so that they stay readable."""

    WHITE = "#ffffff"
    BLACK = "#000000"


class SetTitleParams(Params, frozen=True):
    title: Annotated[
        str,
        msgspec.Meta(max_length=100, description="The page's title; the app's name stays beside."),
    ]


class SetBarColorParams(Params, frozen=True):
    front_color: Annotated[
        FrontColor, msgspec.Meta(description="Colour of the text: white or black.")
    ]
    background_color: Annotated[
        str,
        msgspec.Meta(pattern="^#[0-9A-Fa-f]{6}$", description="Colour of the bar, `#rrggbb`."),
    ]


SET_NAVIGATION_BAR_TITLE = MethodSpec(
    name="setNavigationBarTitle",
    params=SetTitleParams,
    result=Done,
    summary="Set the title above the page.",
    is_quick=True,
)
SET_NAVIGATION_BAR_COLOR = MethodSpec(
    name="setNavigationBarColor",
    params=SetBarColorParams,
    result=Done,
    summary="Set the colours of the bar above the page.",
    is_quick=True,
)

FAMILY = Family(
    name="navigation",
    title="Navigation bar",
    summary="The bar belongs to the host; the app chooses its title and colours.",
    entries=(
        Entry(
            SET_NAVIGATION_BAR_TITLE,
            'await fanlight.setNavigationBarTitle({ title: "My notes" });',
        ),
        Entry(
            SET_NAVIGATION_BAR_COLOR,
            "await fanlight.setNavigationBarColor({\n"
            '  frontColor: "#ffffff",\n'
            '  backgroundColor: "#1f6f54",\n'
            "});",
        ),
    ),
)
