"""The declarations of the APIs, and what is generated from them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bridge.api.catalogue import ALL_EVENTS, ALL_METHODS, FAMILIES, Entry
from bridge.errors import CallError
from bridge.methods import Outcome, Params
from bridge.permissions import Scope
from bridge.schema import generated
from bridge.schema.shapes import Structure, bytes_member, catalogue, members_of

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = [entry for family in FAMILIES for entry in family.entries]


@pytest.mark.parametrize("name", sorted(generated()))
def test_generated_files_are_up_to_date(name: str) -> None:
    path = ROOT / name
    assert path.read_text(encoding="utf-8") == generated()[name], (
        "run: python -m bridge.schema --write"
    )


def test_check_fails_on_a_stale_file_and_write_mends_it(tmp_path: Path) -> None:
    def run(action: str) -> int:
        command = [sys.executable, "-m", "bridge.schema", action, str(tmp_path)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode

    assert run("--check") == 1
    assert run("--write") == 0
    assert run("--check") == 0
    one = tmp_path / "docs" / "api.md"
    one.write_text(one.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert run("--check") == 1


def test_names_are_unique_and_of_javascript() -> None:
    names = [spec.name for spec in ALL_METHODS] + [event.name for event in ALL_EVENTS]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z][A-Za-z]+", name)
        assert not name.endswith("Sync")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.spec.name)
def test_every_api_is_declared_whole(entry: Entry) -> None:
    spec = entry.spec
    assert issubclass(spec.params, Params)
    assert issubclass(spec.result, Outcome)
    assert len(spec.summary) > 20
    assert spec.summary.endswith(".")
    assert f"fanlight.{spec.name}(" in entry.example
    assert spec.deadline_s is None or 0 < spec.deadline_s <= 200
    assert 0 < spec.cost <= 200
    for member in (*members_of(spec.params), *members_of(spec.result)):
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", member.name)
        assert len(member.description) > 3, f"{spec.name}.{member.name} has no description"
    assert all(issubclass(kind, CallError) for kind in entry.errors)


@pytest.mark.parametrize("spec", ALL_METHODS, ids=lambda spec: spec.name)
def test_no_api_takes_what_it_does_not_know(spec) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `noSuchMember`"):
        msgspec.json.decode(b'{"noSuchMember": 1}', type=spec.params)
    for text in (b"null", b"[]", b'"x"', b"1"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(text, type=spec.params)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.spec.name)
def test_examples_name_only_members_that_exist(entry: Entry) -> None:
    call = entry.example.partition(f"fanlight.{entry.spec.name}(")[2]
    nested = re.sub(r"(data: )\{.*?\}", r"\1{}", call)
    given = set(re.findall(r"(\w+):\s", re.sub(r'"[^"]*"', '""', nested)))
    assert given <= {member.name for member in members_of(entry.spec.params)}
    taken = re.match(r"const \{ ([\w, ]+) \} =", entry.example)
    if taken:
        members = {member.name for member in members_of(entry.spec.result)}
        assert set(taken.group(1).split(", ")) <= members


def test_every_scope_is_needed_by_an_api() -> None:
    assert {spec.scope for spec in ALL_METHODS} == {None, *Scope}


def test_an_api_says_that_it_carries_bytes() -> None:
    """The gate looks at the spec, the page's end at the table that is made of the types."""
    for spec in ALL_METHODS:
        members = (bytes_member(spec.params), bytes_member(spec.result))
        said = (spec.takes_body, spec.gives_body)
        assert tuple(each is not None for each in members) == said, spec.name


def test_the_json_schema_points_only_at_what_it_has() -> None:
    document = json.loads(generated()["bridge/schema/api.schema.json"])
    definitions = document["$defs"]
    found = re.findall(r'"#/\$defs/([^"]+)"', json.dumps(document))
    assert set(found) <= set(definitions)
    assert set(document["methods"]) == {spec.name for spec in ALL_METHODS}
    assert set(document["events"]) == {event.name for event in ALL_EVENTS}
    for spec in ALL_METHODS:
        schema = definitions[spec.params.__name__]
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == {member.name for member in members_of(spec.params)}


def test_the_typescript_names_every_type_method_event_and_code() -> None:
    text = generated()["bridge/js/src/generated.ts"]
    for entry in catalogue():
        assert len(re.findall(rf"^export (?:type|interface) {entry.name}\b", text, re.M)) == 1
        if isinstance(entry, Structure) and entry.tag:
            assert f'type: "{entry.tag}";' in text
    for spec in ALL_METHODS:
        types = f"[{spec.params.__name__}, {spec.result.__name__}, {str(spec.sync).lower()}]"
        assert f"  {spec.name}: {types};" in text
    for kind in CallError.__subclasses__():
        assert f'"{kind.code}"' in text
    assert not re.search(r":\s*(any|unknown)\b", text)


def test_the_reference_has_a_heading_for_each_link() -> None:
    text = generated()["docs/api.md"]
    headings = {
        line.lstrip("# ").lower().replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
    for row in re.findall(r"^\|.*\|$", text, re.M):
        assert row.count("|") - row.count("\\|") >= 3
