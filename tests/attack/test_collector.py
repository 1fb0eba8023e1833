"""What goes to an operator's collector goes nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bridge.errors import FanlightError, TelemetryUnreachable, UsageError
from host.paths import Home
from host.settings import Collector, read_settings
from host.store.store import Store
from host.timings.telemetry import Telemetry
from tests.contract.test_telemetry import launch

SECRET = {"x-api-key": "s3cret"}


@contextmanager
def answering(code: int, location: str = "") -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that answers `code` to all, and the keys it was told."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.headers.get("x-api-key", ""))
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(code)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("endpoint", ["http://collector.example.org", "http://192.0.2.1:4318"])
def test_a_secret_for_a_collector_is_not_sent_in_the_clear(tmp_path: Path, endpoint: str) -> None:
    home = Home(tmp_path)
    for told, well in (('{"x-api-key": "s3cret"}', False), ("{}", True)):
        text = f'{{"telemetry": {{"endpoint": "{endpoint}", "headers": {told}}}}}'
        home.settings.write_text(text)
        if well:
            assert read_settings(home.settings).telemetry is not None
        else:
            with pytest.raises(UsageError) as refused:
                read_settings(home.settings)
            assert "s3cret" not in str(refused.value)


def test_a_collector_that_points_elsewhere_does_not_send_the_secret_there(tmp_path: Path) -> None:
    home = Home(tmp_path)
    launch(home)
    with Store(home) as store, answering(200) as (elsewhere, stolen):
        with answering(307, f"{elsewhere}/v1/traces") as (endpoint, told):
            collector = Collector(endpoint, SECRET, None, 3.0)
            with pytest.raises(FanlightError) as refused:
                Telemetry(store.database, collector, tmp_path / "sent.json").send()
        assert isinstance(refused.value, TelemetryUnreachable)
        assert set(told) == {"s3cret"}
        assert stolen == []
