"""Entries of the system's menu: written by the specification, whatever the app is called."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import NotSupported
from bridge.names import AppId
from host.own_program import own_command
from host.services.shortcuts import Shortcut, Shortcuts, _exec, system_shortcuts

NOTES = AppId("org.example.notes")


def shortcut(name: str = "Notes", command: tuple[str, ...] = ("/opt/fanlight", "open")) -> Shortcut:
    return Shortcut(NOTES, {"": name, "zh_CN": "便签"}, {"": "", "zh_CN": "记事"}, command, b"png")


def entry_of(file: Path) -> configparser.SectionProxy:
    reader = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    reader.optionxform = str
    reader.read_string(file.read_text(encoding="utf-8"))
    return reader["Desktop Entry"]


def test_an_entry_is_added_and_removed(tmp_path: Path) -> None:
    shortcuts = Shortcuts(tmp_path)
    assert not shortcuts.has(NOTES)
    entry = entry_of(shortcuts.add(shortcut()))
    assert entry["Type"] == "Application"
    assert (entry["Name"], entry["Name[zh_CN]"]) == ("Notes", "便签")
    assert "Comment" not in entry
    assert Path(entry["Icon"]).read_bytes() == b"png"
    assert shortcuts.has(NOTES)
    shortcuts.remove(NOTES)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    shortcuts.remove(NOTES)


def test_no_app_takes_another_programs_entry(tmp_path: Path) -> None:
    (tmp_path / "applications").mkdir()
    other = tmp_path / "applications" / f"{NOTES}.desktop"
    other.write_text("[Desktop Entry]\n")
    shortcuts = Shortcuts(tmp_path)
    assert shortcuts.add(shortcut()) != other
    shortcuts.remove(NOTES)
    assert other.read_text() == "[Desktop Entry]\n"


def test_a_name_stays_one_line(tmp_path: Path) -> None:
    file = Shortcuts(tmp_path).add(shortcut("Notes\nExec=evil\\n"))
    assert entry_of(file)["Name"] == "Notes\\nExec=evil\\\\n"
    assert file.read_text().count("\nExec=") == 1


@given(st.lists(st.text(st.characters(exclude_characters="\x00"), min_size=1), min_size=1))
def test_a_command_is_run_word_by_word(words: list[str]) -> None:
    """Read back by the specification: a backslash stands for what follows it, `%%` for `%`."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"(?: |$)', _exec(words), re.DOTALL)
    assert [re.sub(r"\\(.)", r"\1", each).replace("%%", "%") for each in found] == words


def test_a_menu_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "applications").write_text("a file in the folder's place")
    with pytest.raises(NotSupported, match="menu"):
        Shortcuts(tmp_path).add(shortcut())


def test_where_the_systems_entries_lie(tmp_path: Path) -> None:
    assert system_shortcuts("win32", {}) is None
    assert system_shortcuts("darwin", {}) is None
    named = system_shortcuts("linux", {"XDG_DATA_HOME": str(tmp_path)})
    assert named is not None
    named.add(shortcut())
    assert list(tmp_path.glob("applications/*.desktop"))
    relative = system_shortcuts("linux", {"XDG_DATA_HOME": "here"})
    assert relative is not None
    assert relative._entry(NOTES).is_relative_to(Path.home())


def test_fanlight_knows_how_it_is_started() -> None:
    assert Path(own_command()[0]).is_absolute()
