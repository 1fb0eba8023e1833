"""The modules of a start in one file: what is found there is what an ordinary import finds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from host.kept_modules import KeptModules

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is kept on Windows")

MANY = 20
RUN = """
import sys
sys.path[:0] = {places!r}
sys.dont_write_bytecode = {frozen!r}
from host.kept_modules import KeptModules, keep_modules, keep_what_came
kept = KeptModules({file!r})
sys.meta_path.insert(0, kept)
import tree, lone
from tree import {names}
from tree.inner import leaf
{then}
keep_what_came()
"""
TELLS = """
def say(module):
    print(module.__name__, module.TEXT, type(module.__spec__.loader).__name__)
say(lone), say(tree), say(tree.m0), say(leaf)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a package of some modules, a package in it, and a module beside it."""
    place = tmp_path / "place"
    for folder in (place / "tree", place / "tree" / "inner"):
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("TEXT = 'whole'\n")
    for number in range(MANY):
        (place / "tree" / f"m{number}.py").write_text(f"TEXT = 'old {number}'\n")
    (place / "tree" / "inner" / "leaf.py").write_text("TEXT = 'leaf'\n")
    (place / "lone.py").write_text("TEXT = 'lone'\n")
    return place


def run(place: Path, then: str = TELLS, *, frozen: bool = False, before: Path | None = None) -> str:
    """What a start says that finds modules in a file beside `place`, and keeps what came."""
    program = RUN.format(
        places=[str(folder) for folder in (before, place) if folder is not None],
        file=str(place.parent / "kept"),
        names=", ".join(f"m{number}" for number in range(MANY)),
        then=then,
        frozen=frozen,
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


ORDINARY = "SourceFileLoader"
AS_EVER = "lone lone {0}\ntree whole {0}\ntree.m0 old 0 {0}\ntree.inner.leaf leaf {0}\n"


def test_the_second_start_finds_them_in_the_file(place: Path) -> None:
    assert run(place) == AS_EVER.format(ORDINARY)
    assert run(place) == AS_EVER.format("_Loader")


def test_they_are_as_ordinary_modules(place: Path) -> None:
    tells = """
import importlib.resources, inspect, traceback
for module in (tree, leaf):
    spec = module.__spec__
    print(module.__file__, module.__cached__, module.__package__, getattr(module, "__path__", None))
    print(spec.origin, spec.has_location, spec.submodule_search_locations, spec.parent)
print(inspect.getsource(leaf), importlib.resources.files(tree).joinpath("m1.py").read_text())
print(inspect.getsourcefile(tree.m3), leaf.__spec__.loader.get_source("tree.inner.leaf"))
import importlib; print(importlib.reload(leaf).TEXT)
"""
    first = run(place, tells)
    assert run(place, tells) == first
    assert str(place / "tree" / "inner" / "leaf.py") in first


def test_an_error_shows_its_line(place: Path) -> None:
    (place / "tree" / "m0.py").write_text("TEXT = 'old 0'\ndef fail():\n    raise ValueError(3)\n")
    tells = """
import traceback
try:
    tree.m0.fail()
except ValueError:
    print(traceback.format_exc())
"""
    first = run(place, tells)
    assert "    raise ValueError(3)" in first
    assert run(place, tells) == first


def test_a_changed_source_counts(place: Path) -> None:
    run(place)
    (place / "tree" / "m0.py").write_text("TEXT = 'new'\n")
    assert "tree.m0 new SourceFileLoader" in run(place)


def test_a_source_of_the_same_size_and_another_time_counts(place: Path) -> None:
    run(place)
    source = place / "tree" / "m0.py"
    source.write_text("TEXT = 'odd 0'\n")
    later = time.time() + 5
    os.utime(source, (later, later))
    assert "tree.m0 odd 0 SourceFileLoader" in run(place)


def test_what_comes_before_it_in_the_search_counts(place: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    run(place, before=before)
    assert run(place, before=before) == AS_EVER.format("_Loader")
    (before / "lone.py").write_text("TEXT = 'other'\n")
    assert "lone other SourceFileLoader" in run(place, before=before)


def test_a_folder_that_the_file_does_not_know_may_hold_anything(
    place: Path, tmp_path: Path
) -> None:
    run(place)
    unknown = tmp_path / "unknown"
    unknown.mkdir()
    (unknown / "lone.py").write_text("TEXT = 'other'\n")
    assert "lone other SourceFileLoader" in run(place, before=unknown)


def test_starts_with_other_folders_before_do_not_drive_each_other_out(
    place: Path, tmp_path: Path
) -> None:
    many = [f"lone{number}" for number in range(MANY)]
    for name in many:
        (place / f"{name}.py").write_text("TEXT = ''\n")
    tells = f"import {', '.join(many)}\nprint(type(lone1.__spec__.loader).__name__)"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(place, tells, before=tmp_path / name)
    for name in ("one", "two", "one"):
        assert run(place, tells, before=tmp_path / name) == "_Loader\n"


def test_a_package_of_its_name_comes_first(place: Path) -> None:
    run(place)
    (place / "tree" / "m0").mkdir()
    (place / "tree" / "m0" / "__init__.py").write_text("TEXT = 'package'\n")
    assert "tree.m0 package SourceFileLoader" in run(place)


def test_what_is_gone_is_gone(place: Path) -> None:
    run(place)
    (place / "tree" / "inner" / "leaf.py").unlink()
    with pytest.raises(AssertionError, match="cannot import name 'leaf'"):
        run(place)


def test_what_this_start_did_not_need_stays(place: Path) -> None:
    (place / "extra.py").write_text("TEXT = 'extra'\n")
    run(place, "import extra")
    for number in range(MANY):
        (place / "tree" / f"n{number}.py").write_text("TEXT = ''\n")
    more = ", ".join(f"n{number}" for number in range(MANY))
    run(place, f"from tree import {more}")
    told = run(place, f"{TELLS}\nimport extra; say(extra)")
    assert told == AS_EVER.format("_Loader") + "extra extra _Loader\n"


@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"no such thing at all" * 9])
def test_a_file_that_is_none_is_none(place: Path, content: bytes) -> None:
    run(place)
    (place.parent / "kept").write_bytes(content)
    assert run(place) == AS_EVER.format(ORDINARY)
    assert run(place) == AS_EVER.format("_Loader")  # and another is written in its place


def test_a_file_that_ends_early_is_none(place: Path) -> None:
    run(place)
    kept = place.parent / "kept"
    kept.write_bytes(kept.read_bytes()[:300])
    assert run(place) == AS_EVER.format(ORDINARY)


def test_who_wants_no_compiled_files_gets_none(place: Path) -> None:
    run(place, frozen=True)
    assert not (place.parent / "kept").exists()
    run(place)
    assert run(place, frozen=True) == AS_EVER.format("_Loader")


def test_a_folder_that_cannot_be_written_is_no_error(place: Path) -> None:
    (place.parent / "kept").mkdir()
    assert run(place) == AS_EVER.format(ORDINARY)
    assert [each.name for each in place.parent.iterdir() if each.name.startswith("kept")] == [
        "kept"
    ]


def test_few_news_are_not_worth_a_file(place: Path, tmp_path: Path) -> None:
    run(place)
    written = (place.parent / "kept").stat().st_mtime_ns
    (place / "tree" / "m0.py").write_text("TEXT = 'new'\n")
    run(place)
    assert (place.parent / "kept").stat().st_mtime_ns == written


def test_a_command_begins_with_it_and_ends_by_keeping() -> None:
    program = """
import sys
import host.kept_modules as kept
kept.KeptModules.keep = lambda self: print("kept", self in sys.meta_path)
sys.argv = ["fanlight", "--version"]
from host.cli.start import fanlight
print([name for name in ("msgspec", "click") if name in sys.modules])
fanlight()
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    lines = ended.stdout.splitlines()
    assert (lines[0], lines[2:]) == ("[]", ["kept True"]), ended.stderr


def test_nothing_of_another_name_is_found(tmp_path: Path) -> None:
    assert KeptModules(str(tmp_path / "none")).find_spec("host") is None
