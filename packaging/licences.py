"""What Fanlight carries is under licences that let it be carried: `python packaging/licences.py`.

Exit code 1 names each package whose licence is not permitted, or is not known.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

import build_js
from carried import Carried, bundled, components, python_bom

PERMITTED = frozenset(
    {
        *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "MIT", "MIT-0", "PSF-2.0"),
        *("CC0-1.0", "Unlicense", "Zlib"),
        # Used as they are, each in files of its own that a person may replace.
        *("LGPL-3.0-only", "MPL-2.0"),
    }
)
UNSTATED = {
    "click-default-group": "BSD-3-Clause",
    "python-dateutil": "BSD-3-Clause",
    "pywebview": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlite-fts4": "Apache-2.0",
    "tinycss2": "BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
}
"""Python packages whose metadata names no SPDX licence, and what their licence files say."""


def expression_of(one: Carried) -> str | None:
    """A package's licences as one SPDX expression; None when it states none that is known."""
    stated = [text for text in map(_canonical, one.licences) if text is not None]
    if stated:
        return " AND ".join(f"({text})" for text in stated) if len(stated) > 1 else stated[0]
    return UNSTATED.get(one.name)


def problems(packages: Iterable[Carried]) -> list[str]:
    """A line for each package that may not be carried, or of which that is not known."""
    found = []
    for one in packages:
        expression = expression_of(one)
        if expression is None:
            stated = ", ".join(one.licences) or "nothing"
            found.append(
                f"{one.name} {one.version} states {stated}; if its licence file names a permitted "
                "licence, add it to UNSTATED in packaging/licences.py"
            )
        elif not is_permitted(expression):
            found.append(f"{one.name} {one.version} is under {expression}, which is not permitted")
    return found


def is_permitted(expression: str) -> bool:
    """Whether a canonical SPDX expression leaves a way that PERMITTED allows.

    AND binds more than OR; an exception (WITH) only ever permits more (SPDX 2.3, annex D).
    """
    words = expression.replace("(", " ( ").replace(")", " ) ").split()

    def either() -> bool:
        found = both()
        while words and words[0] == "OR":
            words.pop(0)
            found = both() or found
        return found

    def both() -> bool:
        found = one()
        while words and words[0] == "AND":
            words.pop(0)
            found = one() and found
        return found

    def one() -> bool:
        word = words.pop(0)
        if word == "(":
            found = either()
            words.pop(0)
            return found
        if words and words[0] == "WITH":
            del words[:2]
        return word in PERMITTED

    return either()


def _canonical(text: str) -> str | None:
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return None


def main() -> int:
    """Returns 0 when every package may be carried."""
    try:
        python = components(python_bom(Path(sys.prefix), validated=False))
    except subprocess.CalledProcessError as error:
        print(error.stderr or error, file=sys.stderr)
        return 1
    npm = sorted(bundled(folder.dist for folder in build_js.folders()))
    wrong = problems([*python, *npm])
    print("\n".join(wrong) or f"{len(python)} Python and {len(npm)} npm packages")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
