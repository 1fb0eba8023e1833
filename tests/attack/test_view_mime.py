"""Row Z14: files of one type under another's name, in every place where a page can put them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.mime import HTML, content_type, mime_of
from tests.fanlight_child import APPS, Fanlight, needs_display

DISGUISED = APPS / "disguised"
FILES = sorted(path.name for path in (DISGUISED / "disguised").iterdir())
DOCUMENTS = [name for name in FILES if name.startswith(("page", "drawing"))]
SCRIPTS = [name for name in FILES if name.startswith("script")]
STYLES = [name for name in FILES if name.startswith("style")]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    words = ", ".join(json.dumps(names) for names in (DOCUMENTS, SCRIPTS, STYLES))
    fanlight = Fanlight(tmp_path_factory.mktemp("disguised") / "home")
    report = fanlight.open(DISGUISED, "--eval", f"await probe({words})")
    found = report["eval"]
    assert isinstance(found, dict)
    return found | {"denied": report["denied"]}


@needs_display
def test_Z14_a_files_name_decides_its_type_and_the_engine_does_not_sniff(
    told: dict[str, Any],
) -> None:
    for name, (kind, sniffing) in told["headers"].items():
        assert (kind, sniffing) == (content_type(mime_of(name)), "nosniff"), name


@needs_display
@pytest.mark.parametrize("place", ["iframe", "object", "embed"])
def test_Z14_only_html_files_become_documents(told: dict[str, Any], place: str) -> None:
    """Pictures, drawings, XML and files of no type with a page in them are not parsed as one."""
    outcomes = told[place]
    assert outcomes.keys() == set(DOCUMENTS)
    assert not [name for name, outcome in outcomes.items() if outcome.startswith("a document")]


@needs_display
def test_Z14_the_page_itself_is_not_taken_to_such_a_file(told: dict[str, Any]) -> None:
    assert told["stayed"] is True
    refused = {denial["detail"] for denial in told["denied"] if denial["what"] == "navigation"}
    for name in DOCUMENTS:
        assert any(detail.endswith(f"/disguised/{name}") for detail in refused), name


@needs_display
def test_Z14_no_script_runs_but_from_a_script_file(told: dict[str, Any]) -> None:
    for place in ("script", "module"):
        assert set(told[place].values()) == {"error"}, (place, told[place])
    assert set(told["imported"].values()) == {"TypeError"}
    for place in ("worker", "moduleWorker"):
        assert set(told[place].values()) <= {"error", "nothing"}, (place, told[place])
    assert set(told["importScripts"].values()) == {"ran NetworkError"}
    assert told["control"] == "ran imported"
    assert told["ran"] == []


@needs_display
def test_Z14_a_drawing_is_a_picture_without_its_script(told: dict[str, Any]) -> None:
    shown = {name for name, outcome in told["image"].items() if outcome == "load"}
    assert shown == {"drawing.svg"}
    assert told["ran"] == []


@needs_display
def test_Z14_no_style_sheet_but_from_a_style_file(told: dict[str, Any]) -> None:
    assert set(told["style"].values()) == {"error"}
    assert told["colour"] != "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", HTML),
        ("a.HTM", HTML),
        ("html", "application/octet-stream"),
        ("a.html.png", "image/png"),
        ("a.png.", "application/octet-stream"),
        ("a.html/b", "application/octet-stream"),
        ("a.xhtml", "application/octet-stream"),
        ("a.mhtml", "application/octet-stream"),
        ("a.svg", "image/svg+xml"),
        ("a.xml", "application/xml"),
        ("a.html%00.png", "image/png"),
    ],
)
def test_Z14_the_last_ending_counts(name: str, kind: str) -> None:
    assert mime_of(name) == kind
