"""Launches for a collector of the operator's, by OTLP over HTTP (an extra, `fanlight[otlp]`).

Nothing is sent but by `fanlight telemetry`, and nothing without an address in the settings. What
is sent, and what never is: docs/timings.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import msgspec

from bridge.errors import StoreBusy, TelemetryUnreachable, UsageError
from bridge.marks import Mark
from host.settings import Collector
from host.store.database import Database
from host.store.registry.writing import replace_file
from host.timings.query import RecordedLaunch, Timings
from host.version import VERSION
from sandbox.decoding import readable

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider

BATCH = 500
LOCK_WAIT_S = 10.0
_TRACES = "v1/traces"
_AFTER = "SELECT id FROM launches WHERE (at, id) > (:at, :id) ORDER BY at, id LIMIT :count"
_FACTS = {"cached": "fanlight.fetch.cached", "bytes": "fanlight.fetch.bytes"}


class Sent(msgspec.Struct, frozen=True):
    """How far a collector has been told: the last launch that it took."""

    endpoint: str = ""
    at: str = ""
    number: int = 0


class Telemetry:
    """Tells a collector of the launches that it has not heard of yet. Blocks."""

    def __init__(self, database: Database, collector: Collector, state: Path) -> None:
        """`state` is the file that says how far the collector has been told."""
        self._database = database
        self._timings = Timings(database)
        self._collector = collector
        self._state = state

    def send(self) -> int:
        """How many launches were sent. A batch that was not taken is sent again next time.

        Raises TelemetryUnreachable, StoreBusy, UsageError (the extra is missing).
        """
        sent = 0
        with self._alone():
            while launches := self._next():
                self._export(launches)
                last = launches[-1]
                state = Sent(self._collector.endpoint, last.at, last.number)
                replace_file(self._state, msgspec.json.encode(state))
                sent += len(launches)
        return sent

    def _next(self) -> tuple[RecordedLaunch, ...]:
        state = self._sent()

        def act(held: sqlite3.Connection) -> list[int]:
            rows = held.execute(_AFTER, {"at": state.at, "id": state.number, "count": BATCH})
            return [int(row["id"]) for row in rows]

        return tuple(self._timings.launch(number) for number in self._database.read(act))

    def _sent(self) -> Sent:
        try:
            state = msgspec.json.decode(self._state.read_bytes(), type=readable(Sent))
        except (OSError, msgspec.MsgspecError):
            return Sent()
        return state if state.endpoint == self._collector.endpoint else Sent()

    def _export(self, launches: Sequence[RecordedLaunch]) -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http import Compression
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.trace.export import SpanExportResult
            from requests import Session
        except ImportError as error:
            raise UsageError(
                "telemetry needs an extra that is not installed: pip install 'fanlight[otlp]'",
                extra="fanlight[otlp]",
            ) from error
        collector = self._collector
        session = Session()
        session.max_redirects = 0  # else the headers would go along to another host
        exporter = OTLPSpanExporter(
            endpoint=f"{collector.endpoint.rstrip('/')}/{_TRACES}",
            headers=dict(collector.headers),
            certificate_file=collector.certificates,
            timeout=collector.timeout_s,
            compression=Compression.Gzip,
            session=session,
        )
        taken = exporter.export(spans_of(launches))
        if taken is not SpanExportResult.SUCCESS:
            raise TelemetryUnreachable(
                f"{collector.endpoint} did not take the launches; look at `telemetry` in "
                "settings.json and at the collector. They are sent again next time",
                endpoint=collector.endpoint,
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with filelock.FileLock(self._state.with_suffix(".lock"), timeout=LOCK_WAIT_S):
                yield
        except filelock.Timeout as error:
            raise StoreBusy("another process is sending the launches; try again") from error


def spans_of(launches: Sequence[RecordedLaunch]) -> list[ReadableSpan]:
    """A trace a launch: a span for the launch, and in it one for each stretch between marks."""
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept = InMemorySpanExporter()
    provider = _provider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    for launch in launches:
        _add(provider, launch)
    provider.shutdown()
    return list(kept.get_finished_spans())


def _provider() -> TracerProvider:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.sampling import ALWAYS_ON

    resource = Resource.create({"service.name": "fanlight", "service.version": VERSION})
    return TracerProvider(sampler=ALWAYS_ON, resource=resource, shutdown_on_exit=False)


def _add(provider: TracerProvider, launch: RecordedLaunch) -> None:
    from opentelemetry.trace import set_span_in_context

    tracer = provider.get_tracer("fanlight.timings", VERSION)
    whole_ms = max((mark.at_ms for mark in launch.marks), default=0.0)
    # The row was written after the last mark, and is all that knows the time of day.
    written_ns = int(datetime.fromisoformat(launch.at).timestamp() * 1000) * 1_000_000
    begun_ns = written_ns - _ns(whole_ms)
    facts = {str(mark["name"]): mark for mark in json.loads(launch.marks_json)}
    span = tracer.start_span("launch", start_time=begun_ns, attributes=_about(launch))
    inside = set_span_in_context(span)
    before_ms = 0.0
    for mark in launch.marks:
        if mark.name == Mark.OPEN_REQUEST:
            continue
        said = facts.get(mark.name, {})
        attributes = {name: said[key] for key, name in _FACTS.items() if key in said}
        end_ms = max(before_ms, mark.at_ms)
        stretch = tracer.start_span(
            mark.name, inside, attributes=attributes, start_time=begun_ns + _ns(before_ms)
        )
        stretch.end(begun_ns + _ns(end_ms))
        before_ms = end_ms
    span.end(begun_ns + _ns(whole_ms))


def _about(launch: RecordedLaunch) -> dict[str, str | int | float]:
    about: dict[str, str | int | float] = {
        "fanlight.app.id": str(launch.app_id),
        "fanlight.app.version": launch.version.name,
        "fanlight.app.version_code": launch.version.code,
        "fanlight.launch": launch.kind.value,
        "fanlight.engine": launch.engine,
    }
    if launch.first_screen_ms is not None:
        about["fanlight.first_screen_ms"] = launch.first_screen_ms
    return about


def _ns(ms: float) -> int:
    return round(ms * 1_000_000)
