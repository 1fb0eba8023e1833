"""Downloads into the app's files, uploads out of them."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from bridge.api.appfiles import Address
from bridge.api.family import Entry, Family
from bridge.api.network import MAX_TIMEOUT_MS, HeaderValue
from bridge.errors import FileRefused, InvalidParams, NetworkFailed, NotFound, QuotaExceeded
from bridge.methods import EventSpec, MethodSpec, Outcome, Params

MAX_DOWNLOAD_BYTES: Final = 200 * 1024 * 1024
MAX_TRANSFER_TIMEOUT_MS: Final = 600_000

Task = Annotated[int, msgspec.Meta(ge=0, description="Chosen by the caller; stands in its events.")]
Url = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=8192,
        description="Absolute address; its origin must be in the manifest's `fanlight.network`.",
    ),
]
Header = Annotated[
    dict[str, HeaderValue],
    msgspec.Meta(max_length=100, description="Request headers, as in `request`."),
]
Timeout = Annotated[
    int,
    msgspec.Meta(
        ge=1, le=MAX_TRANSFER_TIMEOUT_MS, description="Milliseconds for the whole exchange."
    ),
]


class DownloadParams(Params, frozen=True):
    url: Url
    task: Task = 0
    header: Header = msgspec.field(default_factory=dict)
    timeout: Timeout = MAX_TIMEOUT_MS
    file_path: Annotated[
        str, msgspec.Meta(max_length=4096, description="Where; empty: a temporary file.")
    ] = ""


class DownloadOutcome(Outcome, frozen=True):
    temp_file_path: Annotated[
        str | None, msgspec.Meta(description="Where it is, when no `filePath` was given.")
    ]
    file_path: Annotated[str | None, msgspec.Meta(description="Where it is, else.")]
    status_code: Annotated[int, msgspec.Meta(description="HTTP status; 404 is no error here.")]
    header: Annotated[dict[str, str], msgspec.Meta(description="Answer's headers.")]
    data_length: Annotated[int, msgspec.Meta(description="Bytes of the body.")]


class UploadParams(Params, frozen=True):
    url: Url
    file_path: Address
    name: Annotated[
        str, msgspec.Meta(min_length=1, max_length=256, description="Of the form's field.")
    ]
    task: Task = 0
    header: Header = msgspec.field(default_factory=dict)
    form_data: Annotated[
        dict[str, str], msgspec.Meta(max_length=1000, description="Further fields.")
    ] = msgspec.field(default_factory=dict)
    timeout: Timeout = MAX_TIMEOUT_MS


class UploadOutcome(Outcome, frozen=True):
    data: Annotated[str, msgspec.Meta(description="The answer's body as text.")]
    status_code: Annotated[int, msgspec.Meta(description="HTTP status; 404 is no error here.")]
    header: Annotated[dict[str, str], msgspec.Meta(description="Answer's headers.")]


class DownloadProgress(Outcome, frozen=True):
    """`progress` is per cent; the expected bytes are 0 where the server does not say."""

    task: int
    progress: int
    total_bytes_written: int
    total_bytes_expected_to_write: int


class UploadProgress(Outcome, frozen=True):
    """`progress` is per cent."""

    task: int
    progress: int
    total_bytes_sent: int
    total_bytes_expected_to_send: int


DOWNLOAD_FILE = MethodSpec(
    name="downloadFile",
    params=DownloadParams,
    result=DownloadOutcome,
    summary="Download from an origin declared under `network.download` into a file of the app's "
    "own, 200 MB at most.",
    deadline_s=None,
    cost=5.0,
)
UPLOAD_FILE = MethodSpec(
    name="uploadFile",
    params=UploadParams,
    result=UploadOutcome,
    summary="Send a file of the app's own as `multipart/form-data` to an origin declared under "
    "`network.upload`.",
    deadline_s=None,
    cost=5.0,
)
DOWNLOAD_PROGRESS = EventSpec(
    name="downloadProgress",
    payload=DownloadProgress,
    summary="A download with a task other than 0 came on; at most ten times a second.",
)
UPLOAD_PROGRESS = EventSpec(
    name="uploadProgress",
    payload=UploadProgress,
    summary="An upload with a task other than 0 came on; at most ten times a second.",
)

FAMILY = Family(
    name="transfer",
    title="Downloads and uploads",
    summary="As `request`, for bodies that belong into files. Cancelling the call ends the "
    "exchange and leaves no file.",
    entries=(
        Entry(
            DOWNLOAD_FILE,
            "const { tempFilePath } = await fanlight.downloadFile({\n"
            '  url: "https://files.example.org/a.pdf",\n'
            "});",
            (NetworkFailed, NotFound, FileRefused, QuotaExceeded, InvalidParams),
        ),
        Entry(
            UPLOAD_FILE,
            "const { data } = await fanlight.uploadFile({\n"
            '  url: "https://files.example.org/",\n'
            '  filePath: "wxfile://tmp/a.png",\n'
            '  name: "picture",\n'
            "});",
            (NetworkFailed, NotFound, FileRefused, InvalidParams),
        ),
    ),
    events=(DOWNLOAD_PROGRESS, UPLOAD_PROGRESS),
    event_examples={
        "downloadProgress": 'fanlight.on("downloadProgress", ({ task, progress }) => { … });',
        "uploadProgress": 'fanlight.on("uploadProgress", ({ task, progress }) => { … });',
    },
)
