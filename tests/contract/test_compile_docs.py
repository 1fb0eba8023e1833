"""docs/compile.md against the compiler: every finding's number, and what is read."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from sandbox.compile.identity import Identity
from sandbox.compile.project import IDENTITY_FILE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "compile.md").read_text(encoding="utf-8")
SEVERITIES = {"error", "warning", "note"}


def told() -> dict[str, str]:
    """Number → severity, as the page's tables say."""
    rows = re.findall(r"^\| `(C[0-9]{4})` \| ([a-z, ]+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert len({number for number, *_ in rows}) == len(rows), "a number stands there twice"
    assert all(text.strip() for *_, text in rows)
    return {number: severity for number, severity, _ in rows}


def written() -> set[str]:
    """Every number that stands in the sources."""
    sources = (ROOT / "sandbox" / "compile").rglob("*.py")
    return {
        number
        for source in sources
        for number in re.findall(r'"(C[0-9]{4})"', source.read_text(encoding="utf-8"))
    }


def test_every_finding_is_told_by_its_number() -> None:
    assert sorted(told()) == sorted(written())


def test_severities_are_known_words() -> None:
    assert {word for severity in told().values() for word in severity.split(", ")} <= SEVERITIES


def test_every_member_of_the_identity_is_told() -> None:
    table = PAGE.split(f"## {IDENTITY_FILE}")[1].split("\n## ")[0]
    named = set(re.findall(r"`([a-z0-9_]+)`", "".join(re.findall(r"^\| .+? \|", table, re.M))))
    assert named == {field.encode_name for field in msgspec.structs.fields(Identity)}
