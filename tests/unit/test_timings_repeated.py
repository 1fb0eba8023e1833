"""Files of `fanlight bench`: written, read again, held against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import UsageError
from host.diag.machine import machine_facts
from host.timings.repeated import (
    Repeated,
    RepeatedApp,
    differing_facts,
    lines,
    ratios,
    read_repeated,
)


def repeated(*, cores: int = 2, **times_ms: tuple[float, ...]) -> Repeated:
    return Repeated(
        at="2026-03-01T08:00:00.000Z",
        app=RepeatedApp("org.example.tea", {"name": "1.0.0", "code": 1}, "web", "pages/index"),
        machine={"cores": cores, "processor": None},
        first_screens_ms=times_ms,
    )


def test_percentiles_are_values_that_were_measured() -> None:
    found = repeated(cold=(500.0, 400.0, 410.0, 900.0), warm=()).summary()
    assert found == {
        "cold": {"count": 4, "p50_ms": 410.0, "p90_ms": 900.0, "min_ms": 400.0, "max_ms": 900.0}
    }


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    one = repeated(cold=(400.0, 500.0))
    file.write_text(json.dumps(one.as_json()))
    assert read_repeated(file) == one


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', "nothing"])
def test_another_file_is_told_from_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(UsageError, match=r"x\.json"):
        read_repeated(tmp_path / "x.json")
    with pytest.raises(UsageError, match="No such file"):
        read_repeated(tmp_path / "y.json")


def test_a_later_format_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(repeated(cold=(1.0,)).as_json() | {"format": 2}))
    with pytest.raises(UsageError, match="format 2"):
        read_repeated(tmp_path / "x.json")


def test_two_machines_are_compared_by_what_both_measured() -> None:
    here = repeated(cores=2, cold=(400.0, 600.0), warm=(100.0,))
    there = repeated(cores=8, cold=(200.0, 300.0))
    assert ratios(here, there) == {"cold": {"p50": 2.0, "p90": 2.0}}
    assert differing_facts(here, there) == ("cores",)
    told = list(lines(here, there))
    assert told[0].endswith("; 2.00 and 2.00 times the other's")
    assert told[-1] == "not the same there: cores"
    assert len(list(lines(here, None))) == 2


def test_a_machine_knows_itself() -> None:
    facts = machine_facts()
    assert facts["cores"]
    assert str(facts["chromium"]).split(".")[0].isdigit()
    assert facts["rendering"] in {"gpu", "software"}
