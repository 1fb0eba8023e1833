"""The folder of a run of the tests: in memory where there is room, and kept on the disk."""

from __future__ import annotations

import shutil
import socket
import tempfile
from pathlib import Path

import pytest

import tests_folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for memory, and another for the disk's place of temporary files."""
    for name in ("memory", "disk"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tests_folder, "MEMORY", tmp_path / "memory")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "disk"))
    return tmp_path / "memory"


@pytest.mark.parametrize(("free_bytes", "in_memory"), [(1, True), (-1, False)])
def test_memory_is_taken_where_there_is_room(
    memory: Path, monkeypatch: pytest.MonkeyPatch, free_bytes: int, in_memory: bool
) -> None:
    free = tests_folder.ROOM_BYTES + free_bytes
    monkeypatch.setattr(tests_folder, "free_memory_bytes", lambda: free)
    assert (memory in tests_folder.make_folder().parents) is in_memory


def test_what_is_kept_leaves_the_memory(memory: Path) -> None:
    folder = memory / "run"
    (folder / "tmp").mkdir(parents=True)
    (folder / "junit.xml").write_text("what failed")
    (folder / "tmp" / "link").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "s"))
    kept = tests_folder.keep_folder(folder)
    assert not folder.exists()
    assert memory not in kept.parents
    assert (kept / "junit.xml").read_text() == "what failed"
    assert (kept / "tmp" / "link").is_symlink()
    assert tests_folder.keep_folder(kept) == kept


def test_room_is_what_the_system_says(tmp_path: Path) -> None:
    facts = tmp_path / "meminfo"
    facts.write_text("MemTotal:  24 kB\nMemAvailable:      16 kB\n")
    assert tests_folder.free_memory_bytes(facts, tmp_path) == 16 * 1024
    assert tests_folder.free_memory_bytes(facts, tmp_path / "none") == 0
    assert tests_folder.free_memory_bytes(tmp_path / "none", tmp_path) == 0
    facts.write_text("MemAvailable: 99999999999999 kB\n")
    free = tests_folder.free_memory_bytes(facts, tmp_path)
    assert abs(free - shutil.disk_usage(tmp_path).free) < 10**9
