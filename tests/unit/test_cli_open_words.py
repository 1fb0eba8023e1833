"""The words of `open` are read without click as click reads them, or left to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from host.cli.open import open_command
from host.cli.open_words import OPTIONS, Choice, plain_words


def by_click(words: list[str]) -> dict[str, Any] | None:
    """What click reads; None where it refuses."""
    try:
        with open_command.make_context("open", [*words]) as context:
            return {name: value for name, value in context.params.items() if name != "verbosity"}
    except click.ClickException:
        return None


PLAIN = [
    ["org.example.tea"],
    ["tea.ma", "--json"],
    ["fanlight://open/org.example.tea/pages/index?a=b#mode=compact"],
    [".", "--until", "first-screen", "--json", "--screenshot", "a b.png", "--home", "/nowhere/at"],
    ["--json", "--quiet", "--cold", "org.example.tea", "--theme", "dark", "--engine", "system"],
    ["x", "--query", "a=b", "--query", "c=茶", "--query", "", "--page", "pages/one"],
    ["x", "--timeout", "0.5", "--linger", "0", "--timeout", "1e1", "--size", "400x700"],
    ["x", "--permissions", "grant:location", "--run", "a,b", "--eval", "1 + 1", "--trust", "ab"],
]
NOT_PLAIN = [
    [],
    [""],
    ["x", "y"],
    ["x", "--page=pages/one"],
    ["x", "-v"],
    ["x", "--help"],
    ["x", "--unt", "ready"],
    ["x", "--until", "never"],
    ["x", "--until", "READY"],
    ["x", "--timeout", "0"],
    ["x", "--timeout", "soon"],
    ["x", "--timeout", "nan"],
    ["x", "--linger", "-1"],
    ["x", "--linger", "inf"],
    ["x", "--page"],
    ["x", "--page", "--json"],
    ["x", "--screenshot", ""],
    ["x", "--home", __file__],
    ["x", "--fault", "offline"],
    ["x", "--no-sandbox"],
    ["x", "--remote-control", "f"],
    ["--", "x"],
    ["-"],
]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_are_read_as_click_reads_them(words: list[str]) -> None:
    read = plain_words(words)
    assert read is not None
    assert read == by_click(words)


@pytest.mark.parametrize("words", NOT_PLAIN)
def test_what_is_not_plain_is_clicks(words: list[str]) -> None:
    assert plain_words(words) is None


KNOWN = [option.word for option in OPTIONS] + ["--home", "--json", "--quiet", "-v", "--fault"]
SAID = [word for option in OPTIONS if isinstance(option.kind, Choice) for word in option.kind.words]
WORDS = st.lists(
    st.sampled_from([*KNOWN, *SAID, "x", "1", "0", "a=b", "/nowhere", "--", "--no", ""])
    | st.text("-=a1./", max_size=4),
    max_size=7,
)


@given(WORDS)
def test_any_words(words: list[str]) -> None:
    read = plain_words(words)
    assert read is None or read == by_click(words)


def test_a_home_that_cannot_be_read_is_clicks(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert plain_words(["x", "--home", str(home)]) is not None
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert plain_words(["x", "--home", str(tmp_path / "link")]) is None


STARTED = """
import sys
import host.cli.opened as opened
def opens(invocation, values):
    print(values["target"], invocation.as_json, invocation.home.root, "click" in sys.modules)
    {end}
opened.open_by = opens
sys.argv = ["fanlight", "open", *{words!r}]
from host.cli.start import fanlight
fanlight()
"""


def start(words: list[str], end: str = "pass") -> subprocess.CompletedProcess[str]:
    program = STARTED.format(words=words, end=end)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )


def test_plain_words_need_no_click(tmp_path: Path) -> None:
    done = start(["tea", "--json", "--home", str(tmp_path)])
    assert (done.returncode, done.stdout) == (0, f"tea True {tmp_path} False\n"), done.stderr


def test_others_are_carried_out_all_the_same(tmp_path: Path) -> None:
    done = start(["tea", "--json", f"--home={tmp_path}"])
    assert (done.returncode, done.stdout) == (0, f"tea True {tmp_path} True\n"), done.stderr
    assert start(["tea", "--until", "never"]).returncode == 2


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("from bridge.errors import UsageError; raise UsageError('so not')", 2),
        ("from bridge.errors import StoreBusy; raise StoreBusy('in use')", 1),
        ("raise KeyboardInterrupt", 130),
        ("raise RuntimeError('never foreseen')", 1),
    ],
)
@pytest.mark.parametrize("word", ["--quiet", "-v"])
def test_it_ends_as_with_click(end: str, code: int, word: str) -> None:
    done = start(["tea", word], end)
    assert done.returncode == code, done.stderr
