"""The JavaScript engine behind the compiler's tools: where it may be called, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bridge.errors import BuildError
from sandbox.compile.script.engine import Engine, ToolGaveUp

BUNDLE = """
var calls = 0;
globalThis.tools = {
  count(by) { calls += by; return calls; },
  echo(value) { return value; },
  fail() { throw new TypeError("it said: no"); },
  hang() { for (;;); },
  reach() { return [typeof process, typeof require, typeof fetch, typeof XMLHttpRequest]; },
};
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "tools.js").write_text(BUNDLE, encoding="utf-8")
    (tmp_path / "bad.js").write_text("let 1", encoding="utf-8")
    made = Engine(tmp_path, timeout_s=1)
    yield made
    made.close()


def test_a_bundle_is_loaded_once_and_again_after_closing(engine: Engine) -> None:
    assert [engine.call("tools", "tools.count", 2), engine.call("tools", "tools.count", 3)] == [
        2,
        5,
    ]
    engine.close()
    engine.close()
    assert engine.call("tools", "tools.count", 1) == 1


def test_values_pass_both_ways_as_they_are(engine: Engine) -> None:
    value = {"a": ["é", "😀", "\u2028", '"\\', None, True, 1.5], "__proto__": {"x": 1}, "": {}}
    assert engine.call("tools", "tools.echo", value) == {**value, "__proto__": {"x": 1}}


async def test_it_may_be_called_where_an_event_loop_runs(engine: Engine) -> None:
    assert engine.call("tools", "tools.echo", 1) == 1


def test_threads_take_turns(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: engine.call("tools", "tools.count", 1), range(40)))
    assert sorted(map(str, counts)) == sorted(map(str, range(1, 41)))


@pytest.mark.parametrize(
    ("function", "words"),
    [("tools.fail", "TypeError: it said: no"), ("tools.hang", "not done after 1 s")],
)
def test_a_tool_that_fails_leaves_a_fresh_engine(engine: Engine, function: str, words: str) -> None:
    engine.call("tools", "tools.count", 1)
    with pytest.raises(ToolGaveUp, match=words):
        engine.call("tools", function, None)
    assert engine.call("tools", "tools.count", 1) == 1


def test_a_bundle_that_is_missing_or_broken(engine: Engine) -> None:
    with pytest.raises(BuildError, match=r"none\.js cannot be read .* python3 dev\.py setup"):
        engine.call("none", "x", None)
    with pytest.raises(ToolGaveUp, match="SyntaxError"):
        engine.call("bad", "x", None)


def test_there_is_nothing_to_reach_in_it(engine: Engine) -> None:
    assert engine.call("tools", "tools.reach", None) == ["undefined"] * 4


def test_a_process_that_forgets_to_close_it_ends(tmp_path: Path) -> None:
    (tmp_path / "tools.js").write_text(BUNDLE, encoding="utf-8")
    script = (
        "from pathlib import Path; from sandbox.compile.script.engine import Engine; "
        f"kept = Engine(Path({str(tmp_path)!r})); print(kept.call('tools', 'tools.echo', 'done'))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("done\n", "")
