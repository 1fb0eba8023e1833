"""The table of attacks, docs/attacks.md: `python -m tests.attack.table --write`.

rows.json says what is attacked and what the host must do; a row's tests are named by its id
(`test_Z06_…`). What of a row no test can mount on the machines that run them stands in the row's
`unmounted`, with the reason and the nearest thing that is tested.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "attacks.md"
INTRODUCTION = """# Attacks

What is tried against this host, and what it does. Every row is mounted by the tests named beside \
it, against real packages, a real registry, a real WebView with its sandbox on and real processes: \
`python3 dev.py test attack`. What is promised and what is not stands in \
[SECURITY.md](../SECURITY.md).

This page is generated: `python -m tests.attack.table --write`.
"""
AREAS = {
    "Z": "Packages",
    "S": "Signatures and registries",
    "D": "The store",
    "N": "Ways out to the network",
    "E": "The engine",
    "B": "The bridge",
    "X": "Between mini-programs",
    "U": "What people see",
    "R": "Resources",
    "L": "Links and launches",
}


class Unmounted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a row that cannot be mounted here."""

    what: str
    why: str
    nearest: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attack. `through` is the last id of a range that is one row."""

    id: str
    attack: str
    mount: str
    host: str
    through: str = ""
    unmounted: tuple[Unmounted, ...] = ()


def rows() -> list[Row]:
    """All rows, in their order."""
    return msgspec.json.decode((HERE / "rows.json").read_bytes(), type=list[Row])


def named_tests() -> dict[str, list[tuple[str, str]]]:
    """Row id → (file, test) of each test that is named by it; `test_B02_B03_…` counts for both."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(HERE.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for row in rows_of(node.name):
                    found[row].append((path.name, node.name))
    return found


def rows_of(test: str) -> list[str]:
    """The ids that a test's name begins with."""
    ids: list[str] = []
    for part in test.removeprefix("test_").split("_"):
        if len(part) != 3 or part[0] not in AREAS or not part[1:].isdigit():
            break
        ids.append(part)
    return ids


def page() -> str:
    """docs/attacks.md as it must be."""
    tests, parts = named_tests(), [INTRODUCTION]
    for letter, title in AREAS.items():
        parts.append(
            f"\n## {title}\n\n| id | attack | the host | tests |\n| --- | --- | --- | --- |\n"
        )
        for row in rows():
            if row.id[0] != letter:
                continue
            named = "<br>".join(
                f"[`{test}`](../tests/attack/{file})" for file, test in tests.get(row.id, [])
            )
            number = f"{row.id}–{row.through}" if row.through else row.id
            cells = (number, row.attack, row.host, named or "none yet")
            parts.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n")
    missing = [(row, part) for row in rows() for part in row.unmounted]
    if missing:
        parts.append(
            "\n## Not mounted\n\n| id | what | why | the nearest that is tested |\n"
            "| --- | --- | --- | --- |\n"
        )
        for row, part in missing:
            parts.append(f"| {row.id} | {part.what} | {part.why} | {part.nearest} |\n")
    return "".join(parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
