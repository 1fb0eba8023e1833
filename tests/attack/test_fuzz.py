"""Rows Z13, S04, B06: readers of a stranger's bytes answer with a typed error, or take them.

`python3 dev.py fuzz` does the same without end; what it finds is in the corpus from then on.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import loop, seeds
from tests.fuzz.mutation import MOST_BYTES, mutated
from tests.fuzz.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = 250
MOST_MEMORY_BYTES = 24 * 1024 * 1024

every_target = pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
numbers = st.integers(0, 2**32 - 1)


@every_target
def test_every_input_of_the_corpus_is_read_as_its_name_says(target: Target) -> None:
    inputs = target.inputs()
    kinds = {name.partition("-")[0] for name in inputs}
    assert {"seed", "bad"} <= kinds <= {"seed", "bad", "crash"}
    for name, content in inputs.items():
        taken = target.read(content)
        if not name.startswith("crash-"):
            assert taken is name.startswith("seed-"), name


def test_the_corpus_is_what_its_script_makes() -> None:
    """By number and kind: deflated bytes differ between versions of zlib."""
    assert seeds.MADE.keys() == TARGETS.keys()
    for name, make in seeds.MADE.items():
        good, bad = make()
        names = [name for name in TARGETS[name].inputs() if not name.startswith("crash-")]
        assert len(names) == len(good) + len(bad)
        assert all(TARGETS[name].read(content) for content in good)


@every_target
def test_bent_inputs_are_taken_or_refused_in_a_permitted_way(target: Target) -> None:
    corpus = list(target.inputs().values())

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(number=numbers)
    def try_it(number: int) -> None:
        target.read(mutated(random.Random(number), corpus))

    try_it()


@every_target
def test_noise_is_taken_or_refused_in_a_permitted_way(target: Target) -> None:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(content=st.binary(max_size=2048))
    def try_it(content: bytes) -> None:
        target.read(content)

    try_it()


@every_target
def test_what_a_bent_input_needs_of_memory_is_bounded(target: Target) -> None:
    """Far below any limit of a package: no number in the input decides what is taken."""
    corpus, source = list(target.inputs().values()), random.Random(1)
    for content in [*corpus, *(mutated(source, corpus) for _ in range(EXAMPLES))]:
        assert len(content) <= MOST_BYTES
        tracemalloc.start()
        try:
            target.read(content)
            peak_bytes = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak_bytes < MOST_MEMORY_BYTES, content[:200]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
names = st.sampled_from(
    ["id", "method", "params", "name", "atMs", "protocol", "document", "timeOriginMs", "directive",
     "blocked", "__proto__", "session"]
)  # fmt: skip
types = st.sampled_from(["hello", "call", "cancel", "mark", "violation", "result", "CALL", None])


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(kind=types, members=st.dictionaries(names, anything, max_size=6), escaped=st.booleans())
def test_B06_messages_of_any_members_are_taken_or_refused_in_a_permitted_way(
    kind: str | None, members: dict[str, object], escaped: bool
) -> None:
    document = json.dumps({"type": kind} | members, ensure_ascii=escaped)
    TARGETS["message"].read(document.encode("utf-8", "surrogatepass"))


class Broken(Exception):
    """What a reader with a defect raises."""


def planted(folder: Path, target: Target) -> Target:
    """A target with a defect that its corpus nearly shows."""

    def read(content: bytes) -> bool:
        if b"\xff\xff\xff\xff" in content:
            raise Broken("four in a row")
        return False

    folder.mkdir()
    (folder / "seed-01").write_bytes(b"abc" * 10)
    return replace(target, read=read, corpus=folder)


def test_a_defect_is_found_and_its_input_kept(tmp_path: Path) -> None:
    target = planted(tmp_path / "corpus", TARGETS["message"])
    with pytest.raises(loop.Defect, match="four in a row") as caught:
        loop.run_round(target, random.Random(1), 60)
    assert b"\xff\xff\xff\xff" in caught.value.place.read_bytes()
    assert caught.value.place.parent == target.corpus
    assert caught.value.place.name in str(caught.value)
    with pytest.raises(loop.Defect):  # the corpus comes first, from now on
        loop.run_round(target, random.Random(2), 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer that interrupts Python")
def test_an_input_that_takes_too_long_is_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_content: bytes) -> bool:
        while True:
            pass

    monkeypatch.setattr(loop, "MOST_SECONDS_AN_INPUT", 0.2)
    target = replace(planted(tmp_path / "corpus", TARGETS["message"]), read=read)
    with pytest.raises(loop.Defect, match="TookTooLong"):
        loop.run_round(target, random.Random(1), 60)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["message", "path", "--seconds", "1", "--loop"], 0, "inputs"),
        (["messages"], 2, "no such target"),
    ],
)
def test_the_command(words: list[str], code: int, told: str) -> None:
    command = [sys.executable, "-m", "tests.fuzz", *words]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, told in ran.stdout + ran.stderr) == (code, True), ran
