"""What is generated from the specs: TypeScript types, the API reference and JSON Schema.

`python -m bridge.schema --write` writes the files, `--check` says whether they are up to date.
"""

from __future__ import annotations

from collections.abc import Mapping

from bridge.schema.jsonschema import json_schema
from bridge.schema.reference import reference
from bridge.schema.typescript import typescript

TYPESCRIPT_PATH = "bridge/js/src/generated.ts"
REFERENCE_PATH = "docs/api.md"
JSON_SCHEMA_PATH = "bridge/schema/api.schema.json"


def generated() -> Mapping[str, str]:
    """Every generated file: its path in the source tree (POSIX) and its text."""
    return {
        TYPESCRIPT_PATH: typescript(),
        REFERENCE_PATH: reference(),
        JSON_SCHEMA_PATH: json_schema(),
    }


__all__ = ["generated", "json_schema", "reference", "typescript"]
