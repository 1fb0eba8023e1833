"""An app's own log on this machine: lines it writes, events it counts. Nothing leaves it."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import InvalidParams, QuotaExceeded
from bridge.methods import Done, MethodSpec, Params

MAX_TEXT_CHARS = 100_000
MAX_DATA_BYTES = 16 * 1024


class LogLevel(enum.StrEnum):
    DEBUG = "debug"
    INFO = "info"
    LOG = "log"
    WARN = "warn"
    ERROR = "error"


class AppLogParams(Params, frozen=True):
    level: Annotated[LogLevel, msgspec.Meta(description="How much it matters.")]
    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT_CHARS, description="The line.")]


class ReportEventParams(Params, frozen=True):
    event_id: Annotated[
        str, msgspec.Meta(min_length=1, max_length=128, description="The event's own name.")
    ]
    data: Annotated[msgspec.Raw, msgspec.Meta(description="A JSON object of at most 16 KiB.")] = (
        msgspec.field(default_factory=lambda: msgspec.Raw(b"{}"))
    )


APP_LOG = MethodSpec(
    name="appLog",
    params=AppLogParams,
    result=Done,
    summary="Write a line into the app's own log, which `fanlight log` shows. The newest 1 MiB "
    "and more is kept.",
)
REPORT_EVENT = MethodSpec(
    name="reportEvent",
    params=ReportEventParams,
    result=Done,
    summary="Note in the app's own log that something happened.",
)

FAMILY = Family(
    name="logs",
    title="Log",
    summary="For the app's developer, on this machine alone: the host sends it nowhere.",
    entries=(
        Entry(
            APP_LOG,
            'await fanlight.appLog({ level: "info", text: "Signed in" });',
            (QuotaExceeded,),
        ),
        Entry(
            REPORT_EVENT,
            'await fanlight.reportEvent({ eventId: "paid", data: {} });',
            (InvalidParams, QuotaExceeded),
        ),
    ),
)
