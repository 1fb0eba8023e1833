"""docs/manifest.schema.json against the model, and the samples' manifests against it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sandbox.manifest.schema import FILE, manifest_schema
from tests.fanlight_child import ROOT

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SAMPLES = sorted([*ROOT.glob("sample_apps/*/manifest.json"), ROOT / "host/dev/templates/web"])


@cache
def check() -> Draft202012Validator:
    """The schema's; each process that collects tests would wait 2 s for the import."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(manifest_schema()))


def flaws(manifest: object) -> list[str]:
    """What the schema has against a manifest, each with its place."""
    return [f"{found.json_path}: {found.message}" for found in check().iter_errors(manifest)]


def test_the_file_is_what_the_model_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == manifest_schema(), (
        "stale: python -m sandbox.manifest.schema --write"
    )
    assert "Wire" not in manifest_schema()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_sample_manifests_hold_to_the_schema(path: Path) -> None:
    file = path if path.is_file() else path / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    assert flaws(manifest) == []


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"pages": []}, "$.pages: [] should be non-empty"),
        ({"name": 1}, "$.name: 1 is not of type 'string'"),
        ({"version": {"name": "1"}}, "$.version: 'code' is a required property"),
        (
            {"fanlight": {"kind": "native"}},
            "$.fanlight.kind: 'native' is not one of ['web', 'weixin']",
        ),
    ],
)
def test_what_the_reader_refuses_by_its_shape_the_schema_refuses(
    change: dict[str, object], flaw: str
) -> None:
    manifest = json.loads((ROOT / "sample_apps/hello/manifest.json").read_text(encoding="utf-8"))
    assert flaw in flaws(manifest | change)
