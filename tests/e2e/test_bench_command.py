"""`fanlight bench` on a real app: cold in processes of their own, warm in one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fanlight_child import SAMPLES, Fanlight, needs_display

pytestmark = [pytest.mark.webview, needs_display]


def test_cold_and_warm_launches_are_measured_and_written(tmp_path: Path) -> None:
    fanlight, file = Fanlight(tmp_path / "home"), tmp_path / "bench.json"
    hello = str(SAMPLES / "hello")
    found = fanlight.json("bench", hello, "--runs", "1", "--out", str(file))
    assert found["app"]["app_id"] == "org.fanlight.hello"
    assert {kind: len(times) for kind, times in found["first_screens_ms"].items()} == {
        "cold": 1,
        "warm": 1,
    }
    assert found["summary"]["cold"]["p50_ms"] == found["first_screens_ms"]["cold"][0] > 0
    assert json.loads(file.read_text())["machine"] == found["machine"]
    error = fanlight.error("bench", "org.example.none", "--cold", "--runs", "1")
    assert "store.not_installed" in error["message"]
