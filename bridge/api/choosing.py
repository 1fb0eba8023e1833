"""Pictures, videos and files a person picks or keeps; links and documents the system opens."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.appfiles import Address
from bridge.api.family import Entry, Family
from bridge.api.files import Extension
from bridge.errors import (
    CallCancelled,
    FileRefused,
    InvalidParams,
    NotFound,
    NotSupported,
    QuotaExceeded,
)
from bridge.methods import Done, MethodSpec, Outcome, Params


class MediaType(enum.StrEnum):
    IMAGE = "image"
    VIDEO = "video"


class KeepKind(enum.StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    FILE = "file"


class ChooseMediaParams(Params, frozen=True):
    count: Annotated[int, msgspec.Meta(ge=1, le=100, description="How many at most.")] = 9
    media_type: Annotated[
        list[MediaType], msgspec.Meta(max_length=2, description="What to show; empty: both.")
    ] = msgspec.field(default_factory=list)
    source_type: Annotated[
        list[str], msgspec.Meta(max_length=4, description="A desktop has the album alone.")
    ] = msgspec.field(default_factory=list)
    camera: Annotated[str, msgspec.Meta(max_length=16, description="Not used here.")] = "back"


class ChooseFilesParams(Params, frozen=True):
    count: Annotated[int, msgspec.Meta(ge=1, le=100, description="How many at most.")] = 1
    type: Annotated[
        str, msgspec.Meta(max_length=16, description="`all`, `video`, `image` or `file`.")
    ] = "all"
    extension: Annotated[
        list[Extension], msgspec.Meta(max_length=50, description="Endings; empty: by `type`.")
    ] = msgspec.field(default_factory=list)


class TakenFile(Outcome, frozen=True):
    """A copy in `wxfile://tmp/`. `type` is image, video or file; sizes in px where it is one;
    `time` is whole seconds since 1970."""

    path: str
    name: str
    size: int
    type: str
    time: int
    width: int = 0
    height: int = 0


class TakenOutcome(Outcome, frozen=True):
    files: Annotated[list[TakenFile], msgspec.Meta(description="Copies of what was picked.")]


class KeepParams(Params, frozen=True):
    path: Address
    kind: Annotated[KeepKind, msgspec.Meta(description="Decides the proposed name.")]


class KeepOutcome(Outcome, frozen=True):
    saved: Annotated[bool, msgspec.Meta(description="False when the person cancelled.")]


class OpenDocumentParams(Params, frozen=True):
    path: Address
    file_type: Annotated[
        str, msgspec.Meta(max_length=16, description="Its ending, where the name has none.")
    ] = ""
    show_menu: Annotated[bool, msgspec.Meta(description="Not used here.")] = False


class OpenExternalParams(Params, frozen=True):
    url: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=2048, description="`https:`, `tel:`, `sms:`, `mailto:`, `geo:`"
        ),
    ]


CHOOSE_MEDIA = MethodSpec(
    name="chooseMedia",
    params=ChooseMediaParams,
    result=TakenOutcome,
    summary="Let the person pick pictures and videos; the app gets copies. Picking is the "
    "permission. Cancelling fails with `cancel`.",
    deadline_s=None,
    cost=10.0,
)
CHOOSE_FILES = MethodSpec(
    name="chooseFiles",
    params=ChooseFilesParams,
    result=TakenOutcome,
    summary="Let the person pick files; the app gets copies. Cancelling fails with `cancel`.",
    deadline_s=None,
    cost=10.0,
)
SAVE_MEDIA = MethodSpec(
    name="saveMedia",
    params=KeepParams,
    result=KeepOutcome,
    summary="Let the person keep a file of the app where they say.",
    deadline_s=None,
    cost=10.0,
)
OPEN_DOCUMENT = MethodSpec(
    name="openDocument",
    params=OpenDocumentParams,
    result=Done,
    summary="Open a document of the app in the system's own program, after the person agreed: "
    "PDF, office documents, text and pictures.",
    deadline_s=None,
    cost=10.0,
)
OPEN_EXTERNAL = MethodSpec(
    name="openExternal",
    params=OpenExternalParams,
    result=Done,
    summary="Open a link in the system's own program, after the person saw it whole and agreed.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="choosing",
    title="Picking and opening",
    summary="Everything here is asked of the person in the system's dialogs or the host's own.",
    entries=(
        Entry(
            CHOOSE_MEDIA,
            'const { files } = await fanlight.chooseMedia({ mediaType: ["image"] });',
            (CallCancelled, QuotaExceeded, NotSupported),
        ),
        Entry(
            CHOOSE_FILES,
            'const { files } = await fanlight.chooseFiles({ extension: ["pdf"] });',
            (CallCancelled, QuotaExceeded, NotSupported),
        ),
        Entry(
            SAVE_MEDIA,
            'await fanlight.saveMedia({ path: "wxfile://tmp/a.png", kind: "image" });',
            (NotFound, FileRefused, NotSupported),
        ),
        Entry(
            OPEN_DOCUMENT,
            'await fanlight.openDocument({ path: "wxfile://usr/a.pdf" });',
            (CallCancelled, NotFound, FileRefused, InvalidParams, NotSupported),
        ),
        Entry(
            OPEN_EXTERNAL,
            'await fanlight.openExternal({ url: "tel:+8610000" });',
            (CallCancelled, InvalidParams, NotSupported),
        ),
    ),
)
