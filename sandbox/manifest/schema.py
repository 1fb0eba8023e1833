"""The manifest as a JSON Schema, for editors: made from the model that the reader checks against.

`python -m sandbox.manifest.schema --write` writes docs/manifest.schema.json in the source tree.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from sandbox.manifest.wire import WireManifest

FILE = Path(__file__).resolve().parents[2] / "docs" / "manifest.schema.json"
_PREFIX = "Wire"
_REFERENCE = "#/$defs/"


def manifest_schema() -> str:
    """JSON Schema 2020-12 of `manifest.json`, as text. Unknown members are allowed, as the reader
    only warns of them."""
    (root,), parts = msgspec.json.schema_components(
        [WireManifest], ref_template=f"{_REFERENCE}{{name}}"
    )
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "manifest.json of a mini-program for Fanlight",
        **root,
        "$defs": {_plain(name): part for name, part in sorted(parts.items())},
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for mark in (_REFERENCE, '"title": "'):
        text = text.replace(f"{mark}{_PREFIX}", mark)
    return f"{text}\n"


def main(arguments: list[str]) -> int:
    """Exit code 2 for anything but `--write`."""
    if arguments != ["--write"]:
        sys.stderr.write("usage: python -m sandbox.manifest.schema --write\n")
        return 2
    FILE.write_text(manifest_schema(), encoding="utf-8", newline="\n")
    return 0


def _plain(name: str) -> str:
    return name.removeprefix(_PREFIX)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
