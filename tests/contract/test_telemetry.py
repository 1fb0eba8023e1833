"""Launches by OTLP, taken by a receiver that reads them with OpenTelemetry's own messages."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from bridge.errors import TelemetryUnreachable, UsageError
from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.paths import Home
from host.settings import Collector, Settings, read_settings, write_settings
from host.store.store import Store
from host.timings import telemetry
from host.timings.record import Launched, Recorder
from host.timings.telemetry import Telemetry
from tests.fanlight_child import Fanlight

HELLO = AppId("org.example.hello")
SECRET = "a-secret-query"


class Receiver:
    """A collector on loopback; while `status` is not 200, it takes nothing."""

    def __init__(self) -> None:
        self.requests: list[ExportTraceServiceRequest] = []
        self.headers: list[dict[str, str]] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.path == "/base/v1/traces", self.path
                outer.headers.append({key.lower(): value for key, value in self.headers.items()})
                if outer.status == 200:
                    request = ExportTraceServiceRequest()
                    request.ParseFromString(gzip.decompress(body))
                    outer.requests.append(request)
                self.send_response(outer.status)
                answer = ExportTraceServiceResponse().SerializeToString()
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}/base/"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def spans(self) -> list[Span]:
        return [
            span
            for request in self.requests
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def launches(self) -> list[Span]:
        return [span for span in self.spans() if span.name == "launch"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def launch(home: Home, first_screen_ms: float = 400.0) -> None:
    launched = Launched(
        HELLO,
        KeyId("a" * 64),
        AppVersion(3, "1.2"),
        LaunchKind.COLD,
        "qt",
        PageRoute(f"pages/{SECRET}/index"),
        {"note": SECRET},
    )
    made = Trace(lambda: 100.0)
    made.mark(Mark.RESOLVE_DONE, 100.003)
    made.mark(Mark.FETCH_DONE, 100.010, cached=False, bytes=1234, path=SECRET)
    made.mark(Mark.FIRST_SCREEN, 100.0 + first_screen_ms / 1000)
    with Store(home) as store:
        assert Recorder(store.database).keep(launched, made)


def send(home: Home, receiver: Receiver, **more: object) -> int:
    collector = Collector(receiver.endpoint, {"authorization": "Bearer x"}, None, 3.0)
    with Store(home) as store:
        return Telemetry(store.database, collector, home.telemetry).send()


def told(span: Span) -> dict[str, object]:
    return {
        one.key: getattr(one.value, one.value.WhichOneof("value") or "") for one in span.attributes
    }


def test_a_launch_is_a_trace_of_its_marks(home: Home, receiver: Receiver) -> None:
    launch(home)
    assert send(home, receiver) == 1
    (root,) = receiver.launches()
    assert told(root) == {
        "fanlight.app.id": HELLO,
        "fanlight.app.version": "1.2",
        "fanlight.app.version_code": 3,
        "fanlight.launch": "cold",
        "fanlight.engine": "qt",
        "fanlight.first_screen_ms": pytest.approx(400.0),
    }
    inside = [span for span in receiver.spans() if span.name != "launch"]
    assert [span.name for span in inside] == ["resolve.done", "fetch.done", "first.screen"]
    assert {span.parent_span_id for span in inside} == {root.span_id}
    assert {span.trace_id for span in inside} == {root.trace_id}
    begun = root.start_time_unix_nano
    ends_ms = [(span.end_time_unix_nano - begun) / 1e6 for span in inside]
    assert ends_ms == pytest.approx([3, 10, 400], abs=0.01)
    assert [span.start_time_unix_nano for span in inside[1:]] == [
        span.end_time_unix_nano for span in inside[:-1]
    ]
    assert told(inside[1]) == {"fanlight.fetch.cached": False, "fanlight.fetch.bytes": 1234}
    (resource,) = [one.resource for one in receiver.requests[0].resource_spans]
    names = {one.key: one.value.string_value for one in resource.attributes}
    assert names["service.name"] == "fanlight"
    assert receiver.headers[0]["authorization"] == "Bearer x"
    assert receiver.headers[0]["content-type"] == "application/x-protobuf"


def test_nothing_else_is_told(home: Home, receiver: Receiver) -> None:
    """Neither the page, nor other facts, nor what other marks said."""
    launch(home)
    send(home, receiver)
    content = b"".join(request.SerializeToString() for request in receiver.requests)
    assert HELLO.encode() in content
    assert SECRET.encode() not in content
    assert b"pages/" not in content
    assert str(home.root).encode() not in content


def test_each_launch_is_sent_once_and_what_was_not_taken_again(
    home: Home, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telemetry, "BATCH", 2)
    for number in range(5):
        launch(home, 100.0 + number)
    assert send(home, receiver) == 5
    assert len(receiver.requests) == 3
    assert send(home, receiver) == 0
    launch(home, 200.0)
    receiver.status = 400
    with pytest.raises(TelemetryUnreachable) as caught:
        send(home, receiver)
    assert caught.value.retriable
    receiver.status = 200
    assert send(home, receiver) == 1
    times = [told(span)["fanlight.first_screen_ms"] for span in receiver.launches()]
    assert times == pytest.approx([100, 101, 102, 103, 104, 200])


def test_the_command_sends_only_where_a_collector_is_set(
    home: Home, receiver: Receiver, tmp_path: Path
) -> None:
    launch(home)
    fanlight = Fanlight(home.root)
    error = fanlight.error("telemetry", code=2)
    assert "no collector is set" in error["message"]
    write_settings(home.settings, Settings(telemetry=Collector(receiver.endpoint)))
    assert fanlight.json("telemetry") == {"endpoint": receiver.endpoint, "sent": 1}
    assert fanlight.json("telemetry")["sent"] == 0
    assert len(receiver.launches()) == 1
    assert fanlight.json("timings", "--history") == {"months": []}


@pytest.mark.parametrize(
    "endpoint", ["ftp://x", "collector:4318", "http://a:b@c/", "http://c/?x=1"]
)
def test_a_wrong_endpoint_is_seen(endpoint: str, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"telemetry": {"endpoint": endpoint}}))
    with pytest.raises(UsageError, match="endpoint"):
        read_settings(tmp_path / "settings.json")
