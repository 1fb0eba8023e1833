"""What the compiler stands on: findings, files, and JSON as projects hold it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import BuildError
from sandbox.compile.diagnostics import CompileError, Diagnostics, Severity, position
from sandbox.compile.files import (
    FolderFiles,
    MemoryFiles,
    join_path,
    normal_path,
    read_text,
)
from sandbox.compile.loose_json import read_json

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,  # of a dictionary's each member: making larger ones takes seconds, reading none
)


def test_findings_count_once_and_come_by_place() -> None:
    found = Diagnostics()
    found.warning("C1004", "b.json", "odd", line=2, column=1)
    found.note("C1040", "a.json", "passed over")
    found.error("C1001", "b.json", "broken", line=2, column=1, fix="mend it")
    found.warning("C1004", "b.json", "odd", line=2, column=1)
    assert [(one.path, one.severity) for one in found.sorted()] == [
        ("a.json", Severity.NOTE),
        ("b.json", Severity.ERROR),
        ("b.json", Severity.WARNING),
    ]
    assert found.has_errors
    assert str(found.sorted()[1]) == "b.json:2:1: error C1001: broken Fix: mend it"


def test_a_compile_error_tells_of_all_errors() -> None:
    found = Diagnostics()
    found.warning("C1004", "a.json", "odd")
    found.raise_errors()
    for line in range(1, 31):
        found.error("C1001", "a.json", "broken", line=line, column=1)
    with pytest.raises(CompileError) as caught:
        found.raise_errors()
    assert len(caught.value.diagnostics) == 30
    assert "a.json:20:1" in caught.value.message
    assert caught.value.message.endswith("… and 10 more")
    assert caught.value.detail == {"path": "a.json", "line": 1, "diagnostic": "C1001"}


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (5, (3, 1))]
)
def test_offsets_are_places(offset: int, place: tuple[int, int]) -> None:
    assert position("ab\nc\n", offset) == place


@pytest.mark.parametrize(
    ("using", "path", "meant"),
    [
        ("pages/a/a", "../b/b", "pages/b/b"),
        ("pages/a/a", "./b", "pages/a/b"),
        ("pages/a/a", "b", "pages/a/b"),
        ("pages/a/a", "/b/./c//d", "b/c/d"),
        ("a", "b", "b"),
        ("pages/a/a", "../../../b", None),
        ("a", "/../b", None),
    ],
)
def test_paths_are_joined_within_the_root(using: str, path: str, meant: str | None) -> None:
    assert join_path(using, path) == meant


def test_normal_paths() -> None:
    assert normal_path("./a\\b/../c/") == "a/c"
    assert normal_path("/") == ""
    assert normal_path("..") is None


def test_a_folder_is_read_by_exact_names_and_not_beyond_it(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "pages").mkdir(parents=True)
    (root / "pages" / "a.js").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree")
    (tmp_path / "secret.txt").write_text("x")
    os.symlink(tmp_path / "secret.txt", root / "out.txt")
    os.symlink(root / "pages" / "a.js", root / "in.js")
    os.symlink(root, root / "pages" / "loop")
    files = FolderFiles(root)
    assert files.list("") == ("in.js", "pages/")
    assert files.list("pages/") == ("a.js",)
    assert files.list("none") == ()
    assert files.exists("pages/a.js")
    assert files.exists("in.js")
    for path in ("pages", "pages/A.js", "PAGES/a.js", "out.txt", "../secret.txt", "pages/b.js", ""):
        assert not files.exists(path), path
        assert files.stamp(path) is None, path
        with pytest.raises(BuildError):
            files.read(path)
    assert read_text(files, "pages/a.js") == "one\ntwo\nthree"
    assert read_text(files, "none") is None


def test_a_folder_sees_changes_after_a_refresh(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    assert not files.exists("a.js")
    (tmp_path / "a.js").write_text("1")
    assert not files.exists("a.js")
    files.refresh()
    before = files.stamp("a.js")
    (tmp_path / "a.js").write_text("22")
    files.refresh()
    assert before is not None
    assert files.stamp("a.js") != before


def test_a_link_may_lead_elsewhere_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "a").mkdir(parents=True)
    (tmp_path / "node_modules" / "a" / "index.js").write_text("1")
    (tmp_path / "root").mkdir()
    os.symlink(tmp_path / "node_modules" / "a", tmp_path / "root" / "a")
    assert not FolderFiles(tmp_path / "root").exists("a/index.js")
    assert FolderFiles(tmp_path / "root", within=tmp_path).exists("a/index.js")


def test_files_in_memory_behave_as_a_folder() -> None:
    files = MemoryFiles({"a/b/c.js": "1", "a/d.js": b"2"})
    assert files.list("") == ("a/",)
    assert files.list("a") == ("b/", "d.js")
    assert files.read("a/b/c.js") == b"1"
    assert files.stamp("a/b/c.js") != MemoryFiles({"a/b/c.js": "3"}).stamp("a/b/c.js")
    assert not files.exists("a/b")
    with pytest.raises(BuildError):
        files.read("a/b")


def test_json_with_remarks_and_last_commas_is_read_with_warnings() -> None:
    text = '{\n  // pages\n  "pages": ["a", "b",], /* x */\n  "n": {"m": 1,}\n}'
    found = Diagnostics()
    source = read_json("app.json", text, found)
    assert source is not None
    assert source.value == {"pages": ["a", "b"], "n": {"m": 1}}
    assert [(one.code, one.line, one.column) for one in found.sorted()] == [
        ("C1002", 2, 3),
        ("C1002", 3, 21),
        ("C1002", 3, 25),
        ("C1002", 4, 15),
    ]
    assert source.place("pages", 1) == (3, 18)
    assert source.place("n", "m") == (4, 9)
    assert source.place("n", "none") == (4, 3)
    assert source.place() == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("{", 1, 2, "member"),
        ('{"a": 1', 1, 8, "ends"),
        ('{"a" 1}', 1, 6, "':'"),
        ('{"a": }', 1, 7, "value"),
        ("{a: 1}", 1, 2, "double quotes"),
        ('{"a": 1 "b": 2}', 1, 9, "','"),
        ('{"a": "b\n"}', 1, 7, "quote"),
        ('{"a": "\\x"}', 1, 7, "escape"),
        ('{"a": 1.2.3}', 1, 7, "number"),
        ('{"a": 1}\n x', 2, 2, "after the end"),
        ("[1]", 1, 1, "object"),
        ('{"a":' + "[" * 80 + "]" * 80 + "}", 1, 70, "nested"),
        ("{,}", 1, 2, "double quotes"),
    ],
)
def test_broken_json_is_an_error_at_its_place(text: str, line: int, column: int, word: str) -> None:
    found = Diagnostics()
    assert read_json("a.json", text + ("//" if word == "nested" else ""), found) is None
    (one,) = [each for each in found if each.severity is Severity.ERROR]
    assert (one.code, one.line, one.column) == ("C1001", line, column)
    assert word in one.message


@pytest.mark.parametrize("text", ["", "  \n", "// nothing"])
def test_an_empty_file_is_an_empty_object(text: str) -> None:
    found = Diagnostics()
    source = read_json("a.json", text, found)
    assert source is not None
    assert source.value == {}
    assert [one.code for one in found] == ["C1003"]


@given(st.dictionaries(st.text(), JSON_VALUES))
def test_what_is_json_reads_the_same_loosely(value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False)
    found = Diagnostics()
    loosely = read_json("a.json", f"/**/{text}", found)
    assert loosely is not None
    assert loosely.value == value
    strictly = read_json("a.json", text, Diagnostics())
    assert strictly is not None
    assert strictly.value == value


@pytest.mark.parametrize("comment", ["", "/**/"])
def test_half_a_character_is_read_as_a_whole_one_with_a_warning(comment: str) -> None:
    """Else what is made of it could be written to no file."""
    found = Diagnostics()
    text = comment + '{"a":\n["\\ud83d\\ude00\\uD800x", 1], "\\udc00": {"b": "\\\\ud800"}}'
    source = read_json("a.json", text, found)
    assert source is not None
    assert source.value == {"a": ["\U0001f600\ufffdx", 1], "\ufffd": {"b": "\\ud800"}}
    (half,) = [each for each in found.sorted() if "half" in each.message]
    assert (half.code, half.severity, half.line, half.column) == ("C1002", Severity.WARNING, 2, 15)
    deep = '{"a":' * 900 + '"\\ud800"' + "}" * 900
    assert read_json("a.json", deep, Diagnostics()) is None
