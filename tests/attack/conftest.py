"""Says at the end how many rows of the table of attacks the run has covered."""

from __future__ import annotations

import pytest

from tests.attack.table import rows, rows_of


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed: set[str] = set()
    failed: set[str] = set()
    for outcome, into in (("passed", passed), ("failed", failed), ("error", failed)):
        for report in terminalreporter.stats.get(outcome, []):
            into.update(rows_of(report.nodeid.split("::")[-1].split("[")[0]))
    known = {row.id for row in rows()}
    covered = (passed - failed) & known
    if covered or failed:
        terminalreporter.section("attacks")
        terminalreporter.line(f"{len(covered)} of {len(known)} rows covered")
        if lacking := sorted(known - covered):
            terminalreporter.line(f"not covered in this run: {' '.join(lacking)}")
