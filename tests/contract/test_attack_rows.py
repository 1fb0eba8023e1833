"""docs/attacks.md: every attack has its test, and the page is the one the tests make."""

from __future__ import annotations

from tests.attack.table import AREAS, PAGE, named_tests, page, rows


def test_every_row_has_a_test_that_is_named_by_it() -> None:
    ids = [row.id for row in rows()]
    assert len(set(ids)) == len(ids)
    assert {each[0] for each in ids} == set(AREAS)
    assert set(named_tests()) == set(ids)


def test_the_page_is_up_to_date() -> None:
    """Made by `python -m tests.attack.table --write`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_what_is_not_mounted_has_its_reason_and_the_nearest() -> None:
    for row in rows():
        for part in row.unmounted:
            assert part.what and part.why and part.nearest, row.id
