"""Clipboard: text, by the person's leave."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import NotSupported
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params
from bridge.permissions import Scope

MAX_TEXT_CHARS: Final = 1_000_000


class SetClipboardParams(Params, frozen=True):
    data: Annotated[
        str, msgspec.Meta(max_length=MAX_TEXT_CHARS, description="The text to put there.")
    ]


class ClipboardText(Outcome, frozen=True):
    data: Annotated[
        str, msgspec.Meta(description="The clipboard's text; empty when it holds no text.")
    ]


SET_CLIPBOARD_DATA = MethodSpec(
    name="setClipboardData",
    params=SetClipboardParams,
    result=Done,
    summary="Put text on the system's clipboard.",
    scope=Scope.CLIPBOARD_WRITE,
    cost=10.0,
    is_quick=True,
)
GET_CLIPBOARD_DATA = MethodSpec(
    name="getClipboardData",
    params=NoParams,
    result=ClipboardText,
    summary="Read the text on the system's clipboard. The person is asked the first time.",
    scope=Scope.CLIPBOARD_READ,
    cost=10.0,
)

FAMILY = Family(
    name="clipboard",
    title="Clipboard",
    summary="Text only. Reading is asked about, because the clipboard may hold a password.",
    entries=(
        Entry(
            SET_CLIPBOARD_DATA,
            'await fanlight.setClipboardData({ data: "https://example.org" });',
            (NotSupported,),
        ),
        Entry(
            GET_CLIPBOARD_DATA,
            "const { data } = await fanlight.getClipboardData();",
            (NotSupported,),
        ),
    ),
)
