"""Writes what this build carries: `python packaging/sbom.py [FOLDER]` (default: build/sbom).

Two CycloneDX documents, one for Python and one for npm's packages, and a list of licences.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import build_js
from carried import components, npm_bom, python_bom
from licences import expression_of, problems

ROOT = Path(__file__).resolve().parent.parent
PYTHON_NAME = "fanlight-python.cdx.json"
NPM_NAME = "fanlight-npm.cdx.json"
LICENCES_NAME = "licences.md"


def write(folder: Path) -> list[str]:
    """Write the three files; returns what is wrong with the licences.

    The Python packages are those of this platform. Raises CalledProcessError, OSError.
    """
    python = python_bom(Path(sys.prefix), validated=True)
    npm = npm_bom(each.dist for each in build_js.folders())
    folder.mkdir(parents=True, exist_ok=True)
    for name, bom in ((PYTHON_NAME, python), (NPM_NAME, npm)):
        (folder / name).write_text(json.dumps(bom, indent=1) + "\n", encoding="utf-8")
    lines = ["# What Fanlight carries", "", "| from | package | version | licence |"]
    lines.append("|---|---|---|---|")
    packages = [("PyPI", each) for each in components(python)]
    packages += [("npm", each) for each in components(npm)]
    for source, each in packages:
        expression = expression_of(each) or "not known"
        lines.append(f"| {source} | {each.name} | {each.version} | {expression} |")
    (folder / LICENCES_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return problems(each for _, each in packages)


def main(arguments: list[str]) -> int:
    """Returns 1 when a document could not be made, or a licence is not permitted."""
    if len(arguments) > 1:
        print("usage: sbom.py [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "sbom"
    try:
        wrong = write(folder)
    except subprocess.CalledProcessError as error:
        print(error.stderr or error, file=sys.stderr)
        return 1
    print("\n".join(wrong) or f"{folder}: {PYTHON_NAME}, {NPM_NAME}, {LICENCES_NAME}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
