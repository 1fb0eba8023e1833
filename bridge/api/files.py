"""Files: the person picks, the host reads or writes; no path ever reaches the page."""

from __future__ import annotations

import enum
from typing import Annotated, Final

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import CallCancelled, InvalidParams, MessageTooLarge, NotSupported
from bridge.methods import MethodSpec, Outcome, Params

MAX_FILES_BYTES: Final = 10 * 1024 * 1024
"""All files of one call, before base64: 4/3 of it still fits a message."""


class Encoding(enum.StrEnum):
    UTF8 = "utf8"
    BASE64 = "base64"


Extension = Annotated[
    str,
    msgspec.Meta(pattern=r"^[A-Za-z0-9]{1,16}$", description="Such as `png`, without the dot."),
]


class ChooseFileParams(Params, frozen=True):
    count: Annotated[int, msgspec.Meta(ge=1, le=100, description="How many files at most.")] = 1
    extension: Annotated[
        list[Extension],
        msgspec.Meta(max_length=50, description="Endings to show, such as `png`; empty: all."),
    ] = msgspec.field(default_factory=list)
    encoding: Annotated[Encoding, msgspec.Meta(description="How `data` is written.")] = (
        Encoding.BASE64
    )


class ChosenFile(Outcome, frozen=True):
    """One file as it was when the person picked it."""

    name: str
    size: int
    encoding: Encoding
    data: str


class ChooseFileOutcome(Outcome, frozen=True):
    files: Annotated[
        list[ChosenFile],
        msgspec.Meta(description="Name without folder, size in bytes, and the content."),
    ]


class SaveFileParams(Params, frozen=True):
    name: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=200,
            description="Proposed file name, without folder; the person may change it.",
        ),
    ]
    data: Annotated[str, msgspec.Meta(description="The content.")]
    encoding: Annotated[Encoding, msgspec.Meta(description="How `data` is written.")] = (
        Encoding.UTF8
    )


class SaveFileOutcome(Outcome, frozen=True):
    saved: Annotated[bool, msgspec.Meta(description="False when the person cancelled.")]
    name: Annotated[
        str | None, msgspec.Meta(description="The name it was saved under, without folder.")
    ]


CHOOSE_FILE = MethodSpec(
    name="chooseFile",
    params=ChooseFileParams,
    result=ChooseFileOutcome,
    summary="Open the system's file dialog and give the content of what the person picked, 10 MB "
    "in all. Picking is the permission: it holds for these bytes, this once. Cancelling fails "
    "with `cancel`.",
    deadline_s=None,
    cost=10.0,
)
SAVE_FILE_TO_DISK = MethodSpec(
    name="saveFileToDisk",
    params=SaveFileParams,
    result=SaveFileOutcome,
    summary="Open the system's save dialog and write the content where the person says.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="files",
    title="Files",
    summary="Through the system's dialogs only. A page learns names and contents, never paths.",
    entries=(
        Entry(
            CHOOSE_FILE,
            "const { files } = await fanlight.chooseFile({\n"
            '  extension: ["txt", "md"],\n'
            '  encoding: "utf8",\n'
            "});",
            (CallCancelled, MessageTooLarge, InvalidParams, NotSupported),
        ),
        Entry(
            SAVE_FILE_TO_DISK,
            'await fanlight.saveFileToDisk({ name: "note.txt", data: "Hello" });',
            (InvalidParams, NotSupported),
        ),
    ),
)
