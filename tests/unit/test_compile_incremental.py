"""What was compiled is compiled again only when something it was made of has changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec

from sandbox.compile.contents import Contents
from sandbox.compile.diagnostics import Diagnostic, Severity, is_lasting
from sandbox.compile.files import FolderFiles
from sandbox.compile.memo import KEEP_DAYS, Memo, Read, prune, version_of


class Joined(msgspec.Struct, frozen=True):
    text: str


class Bench:
    """A folder, and a compiler that joins a file with those it names line by line."""

    def __init__(self, folder: Path, kept: Path | None, version: str = "1") -> None:
        self.folder = folder
        self.files = FolderFiles(folder)
        self.contents = Contents(self.files)
        self.memo = Memo(self.contents, version, kept)
        self.computed: list[str] = []

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text)
        self.look_again()

    def look_again(self) -> None:
        self.files.refresh()
        self.contents.begin(self.files)

    def join(self, path: str) -> str:
        def compute(read: Read) -> Joined:
            self.computed.append(path)
            lines = (read(path) or "").split("\n")
            return Joined("+".join(read(line) or f"no {line}" for line in lines))

        return self.memo.get("join", path, Joined, compute).text


def test_only_what_changed_is_computed_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None)
    bench.write("one", "a\nb")
    bench.write("two", "b")
    bench.write("a", "A")
    assert bench.join("one") == "A+no b"
    assert bench.join("two") == "no b"
    bench.join("one")
    assert bench.computed == ["one", "two"]
    bench.write("a", "AA")
    assert bench.join("one") == "AA+no b"
    bench.join("two")
    assert bench.computed == ["one", "two", "one"]
    bench.write("b", "B")
    assert (bench.join("one"), bench.join("two")) == ("AA+B", "B")
    assert bench.computed == ["one", "two", "one", "one", "two"]


def test_a_file_written_with_the_same_content_changes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None)
    bench.write("one", "a")
    bench.join("one")
    os.utime(tmp_path / "one", ns=(1, 1))
    bench.look_again()
    bench.join("one")
    assert bench.computed == ["one"]


def test_results_outlive_a_run(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "x.compiled"
    first = Bench(tmp_path, kept)
    first.write("one", "a\nb")
    first.write("a", "A")
    first.join("one")
    first.memo.save()
    second = Bench(tmp_path, kept)
    assert second.join("one") == "A+no b"
    assert second.computed == []
    second.write("b", "B")
    assert second.join("one") == "A+B"
    second.memo.save()
    assert Bench(tmp_path, kept).join("one") == "A+B"


def test_other_tools_and_damaged_files_count_for_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "x.compiled"
    first = Bench(tmp_path, kept)
    first.write("one", "a")
    first.join("one")
    first.memo.save()
    newer = Bench(tmp_path, kept, version="2")
    newer.join("one")
    assert newer.computed == ["one"]
    kept.write_bytes(b"\x00damaged")
    after = Bench(tmp_path, kept)
    after.join("one")
    assert after.computed == ["one"]


def test_what_a_run_does_not_use_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "x.compiled"
    first = Bench(tmp_path, kept)
    first.write("one", "a")
    first.write("two", "b")
    first.join("one")
    first.join("two")
    first.memo.save()
    second = Bench(tmp_path, kept)
    second.write("one", "c")
    second.join("one")
    second.memo.save()
    third = Bench(tmp_path, kept)
    third.join("one")
    third.join("two")
    assert third.computed == ["two"]


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bench = Bench(tmp_path, tmp_path / "file" / "x.compiled")
    bench.write("one", "a")
    bench.join("one")
    bench.memo.save()
    assert bench.join("one") == "no a"


def test_what_came_of_a_tired_machine_is_not_remembered(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None)
    tired = Diagnostic(Severity.ERROR, "C4003", "a.js", "not done in time")
    assert is_lasting(())
    assert not is_lasting((tired,))
    answers = [Joined("tired"), Joined("done"), Joined("never asked")]
    for wanted in ("tired", "done", "done"):
        made = bench.memo.get(
            "x", "a.js", Joined, lambda _: answers.pop(0), lambda one: one.text != "tired"
        )
        assert made.text == wanted


def test_old_results_are_removed(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in ("a.compiled", "b.compiled", "c.txt"))
    for place in (old, new, other):
        place.write_bytes(b"")
    long_ago_s = time.time() - (KEEP_DAYS + 1) * 24 * 3600
    for place in (old, other):
        os.utime(place, (long_ago_s, long_ago_s))
    prune(tmp_path)
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


def test_a_version_changes_with_the_tools(tmp_path: Path) -> None:
    place = tmp_path / "tool.js"
    place.write_text("1")
    before = version_of([place])
    assert version_of([place]) == before
    place.write_text("22")
    assert version_of([place]) != before
