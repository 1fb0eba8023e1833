"""Interaction: toasts and dialogs that the host draws, with the app's name on them."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import CallCancelled
from bridge.methods import Done, MethodSpec, NoParams, Outcome, Params


class ToastIcon(enum.StrEnum):
    SUCCESS = "success"
    ERROR = "error"
    LOADING = "loading"
    NONE = "none"


class ShowToastParams(Params, frozen=True):
    title: Annotated[str, msgspec.Meta(max_length=200, description="What it says.")]
    icon: Annotated[ToastIcon, msgspec.Meta(description="The sign above the text.")] = (
        ToastIcon.SUCCESS
    )
    duration: Annotated[
        int, msgspec.Meta(ge=0, le=60_000, description="Milliseconds until it goes away.")
    ] = 1500
    mask: Annotated[
        bool, msgspec.Meta(description="Whether the page takes no clicks meanwhile.")
    ] = False


class ShowLoadingParams(Params, frozen=True):
    title: Annotated[str, msgspec.Meta(max_length=200, description="What it says.")]
    mask: Annotated[
        bool, msgspec.Meta(description="Whether the page takes no clicks meanwhile.")
    ] = False


ButtonText = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]


class ShowModalParams(Params, frozen=True):
    title: Annotated[str, msgspec.Meta(max_length=200, description="The dialog's heading.")] = ""
    content: Annotated[
        str,
        msgspec.Meta(max_length=4000, description="Its text; the field's text when editable."),
    ] = ""
    show_cancel: Annotated[bool, msgspec.Meta(description="Whether it has a cancel button.")] = True
    cancel_text: Annotated[
        ButtonText | None,
        msgspec.Meta(description="The cancel button's text; else in the host's language."),
    ] = None
    confirm_text: Annotated[
        ButtonText | None,
        msgspec.Meta(description="The confirm button's text; else in the host's language."),
    ] = None
    editable: Annotated[bool, msgspec.Meta(description="Whether it has a line to type in.")] = False
    placeholder_text: Annotated[
        str, msgspec.Meta(max_length=200, description="What the empty line shows.")
    ] = ""


class ModalOutcome(Outcome, frozen=True):
    confirm: Annotated[bool, msgspec.Meta(description="The person confirmed.")]
    cancel: Annotated[bool, msgspec.Meta(description="The person cancelled or closed it.")]
    content: Annotated[
        str | None, msgspec.Meta(description="What was typed, when editable and confirmed.")
    ] = None


ActionItem = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class ShowActionSheetParams(Params, frozen=True):
    item_list: Annotated[
        list[ActionItem],
        msgspec.Meta(min_length=1, max_length=6, description="One to six choices."),
    ]
    alert_text: Annotated[
        str, msgspec.Meta(max_length=200, description="A line above the choices.")
    ] = ""


class ActionSheetOutcome(Outcome, frozen=True):
    tap_index: Annotated[int, msgspec.Meta(description="The chosen item, counted from 0.")]


SHOW_TOAST = MethodSpec(
    name="showToast",
    params=ShowToastParams,
    result=Done,
    summary="Show a short message over the page. A new one takes the place of the old.",
    is_quick=True,
)
HIDE_TOAST = MethodSpec(
    name="hideToast",
    params=NoParams,
    result=Done,
    summary="Take away the toast or loading sign, if one is shown.",
    is_quick=True,
)
SHOW_LOADING = MethodSpec(
    name="showLoading",
    params=ShowLoadingParams,
    result=Done,
    summary="Show that something is under way, until `hideLoading`.",
    is_quick=True,
)
HIDE_LOADING = MethodSpec(
    name="hideLoading",
    params=NoParams,
    result=Done,
    summary="Take away what `showLoading` shows.",
    is_quick=True,
)
SHOW_MODAL = MethodSpec(
    name="showModal",
    params=ShowModalParams,
    result=ModalOutcome,
    summary="Ask the person something and wait for the answer. One dialog of an app stands at a "
    "time; a second call waits for the first.",
    deadline_s=None,
    cost=10.0,
)
SHOW_ACTION_SHEET = MethodSpec(
    name="showActionSheet",
    params=ShowActionSheetParams,
    result=ActionSheetOutcome,
    summary="Let the person choose one of up to six items. Closing it without a choice fails "
    "with `cancel`.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="interaction",
    title="Interaction",
    summary="Drawn by the host, not by the page, in the look of the system.",
    entries=(
        Entry(SHOW_TOAST, 'await fanlight.showToast({ title: "Saved", icon: "success" });'),
        Entry(HIDE_TOAST, "await fanlight.hideToast();"),
        Entry(SHOW_LOADING, 'await fanlight.showLoading({ title: "One moment" });'),
        Entry(HIDE_LOADING, "await fanlight.hideLoading();"),
        Entry(
            SHOW_MODAL,
            "const { confirm } = await fanlight.showModal({\n"
            '  title: "Delete this note?",\n'
            '  confirmText: "Delete",\n'
            "});",
        ),
        Entry(
            SHOW_ACTION_SHEET,
            "const { tapIndex } = await fanlight.showActionSheet({\n"
            '  itemList: ["Copy", "Share"],\n'
            "});",
            (CallCancelled,),
        ),
    ),
)
