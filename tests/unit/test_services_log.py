"""An app's own log: bounded, in order, readable, and nobody else's words."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from bridge.api.logs import LogLevel
from host.services.app_log import FILE_BYTES, AppLog, LogLine
from tests.service_machine import Machine, machine

__all__ = ["machine"]


async def test_lines_and_events_stand_in_their_order(machine: Machine) -> None:
    await machine.call("appLog", level="warn", text="low\n\x1b[31m on tea")
    await machine.call("reportEvent", eventId="paid", data={"price": 1})
    await machine.call("reportEvent", eventId="left")
    lines = [line.as_json() for line in machine.ports.log.last(10)]
    assert [(line["level"], line["text"], line["data"]) for line in lines] == [
        ("warn", "low\n\x1b[31m on tea", None),
        ("info", "paid", {"price": 1}),
        ("info", "left", {}),
    ]
    assert [line.text for line in machine.ports.log.last(1)] == ["left"]


async def test_what_is_no_line_is_refused(machine: Machine) -> None:
    for method, params in (
        ("appLog", {"level": "fatal", "text": "t"}),
        ("appLog", {"level": "info", "text": "t" * 100_001}),
        ("reportEvent", {"eventId": ""}),
        ("reportEvent", {"eventId": "e", "data": [1]}),
        ("reportEvent", {"eventId": "e", "data": {"t": "t" * 20_000}}),
    ):
        assert (await machine.fail(method, **params)).code == "call.invalid_params", method
    assert machine.ports.log.last(10) == []


def line(number: int, text: str = "") -> LogLine:
    return LogLine("2026-11-22T06:10:04.120Z", LogLevel.INFO, f"{number} {text}")


def test_a_log_keeps_the_newest_and_stays_bounded(tmp_path: Path) -> None:
    log = AppLog(tmp_path / "log")
    filling = "t" * 50_000
    for number in range(100):
        log.write(line(number, filling))
    kept = [int(each.text.split()[0]) for each in log.last(1_000)]
    assert kept == list(range(kept[0], 100))
    assert len(kept) >= FILE_BYTES // 51_000
    sizes = [file.stat().st_size for file in (tmp_path / "log").iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= FILE_BYTES


def test_a_line_that_was_cut_off_does_not_hide_the_others(tmp_path: Path) -> None:
    log = AppLog(tmp_path / "log")
    log.write(line(1))
    with (tmp_path / "log" / "app.log").open("ab") as file:
        file.write(msgspec.json.encode(line(2))[:20] + b"\n")
    log.write(line(3))
    assert [each.text for each in log.last(10)] == ["1 ", "3 "]


async def test_a_line_is_written_though_its_app_is_gone(tmp_path: Path) -> None:
    log = AppLog(tmp_path / "log")
    adding = [asyncio.ensure_future(log.add(line(number))) for number in range(50)]
    await asyncio.sleep(0)
    for each in adding:
        each.cancel()
    await log.close()
    assert [each.text for each in log.last(100)] == [f"{number} " for number in range(50)]
