"""The table of docs/engines.md says what the code promises and what the specs are."""

from __future__ import annotations

from sandbox.view.port import Engine
from tests.engines.specs import WEB, WEIXIN
from tests.engines.table import PAGE, guarantees_table, results_table


def test_the_promises_on_the_page_are_the_codes() -> None:
    assert guarantees_table() in PAGE.read_text(encoding="utf-8")


def test_every_spec_has_a_row_for_each_engine() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.endswith((" yes |", "** |", " asked |"))]
    told = [tuple(cell.strip() for cell in row.strip("|").split("|"))[:2] for row in rows]
    assert told == [(spec.feature, spec.name) for spec in (*WEB, *WEIXIN)]
    heads = results_table(dict.fromkeys(Engine, "")).splitlines()[0]
    assert heads in text
