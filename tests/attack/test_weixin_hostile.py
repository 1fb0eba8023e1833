"""Walls of kind weixin: what an app's code reaches in its realm, and what a Worker that is wholly
the attacker's reaches through the view, the engine and the host."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from tests.compiled_before import lend_compiler
from tests.fanlight_child import APPS, ROOT, Fanlight, finish, kill_group, needs_display, start
from tests.listening import Ear, listening

pytestmark = needs_display

RUNTIME = ROOT / "sandbox" / "runtime" / "dist"
# What a bare Worker gets out of the engine, or the listener and the script below prove nothing.
REALLY_LEAK = {"fetch", "xhr", "websocket", "eventsource", "import-scripts.js", "import.js"}
_TAGS = {"script", "iframe", "object", "embed", "base", "meta", "link", "a", "form", "style"}


def test_the_realm_gives_nothing_away(tmp_path: Path) -> None:
    report = Fanlight(lend_compiler(tmp_path / "home")).open(APPS / "weixin_realm", "--linger", "4")
    lines = [line["text"] for line in report["console"]]
    tried = dict(
        line.removeprefix("attempt ").split(": ", 1) for line in lines if line.startswith("attempt")
    )
    assert len(tried) >= 40, lines
    assert {name: end for name, end in tried.items() if end.startswith("got")} == {}
    # The walk over what can be reached sees what is there; the attempts at code were made.
    assert "control: XMLHttpRequest" in lines
    assert tried["async"] == "refused EvalError"
    assert tried["importData"].startswith("refused")
    assert "marked: undefined" in lines
    assert report["errors"] == []


def _hostile(tmp_path: Path, ear: Ear) -> Path:
    """The runtime with a logic layer of the attacker's."""
    dist = tmp_path / "dist"
    shutil.copytree(RUNTIME, dist, ignore=shutil.ignore_patterns("*.map"))
    script = (APPS / "weixin_worker" / "logic.js").read_text("utf-8")
    (dist / "logic.js").write_text(f"const to = {ear.where()};\n{script}", "utf-8")
    return dist


def _attacked(tmp_path: Path, ear: Ear) -> dict[str, Any]:
    app = tmp_path / "app"
    shutil.copytree(APPS / "weixin_worker", app, ignore=shutil.ignore_patterns("logic.js"))
    (app / "pages" / "evil.js").write_text("globalThis.ran = 9; postMessage('ran')", "utf-8")
    (app / "pages" / "evil.css").write_text(
        f'@import "http://127.0.0.1:{ear.tcp_port}/import.css";'
        f'@font-face {{ font-family: x; src: url("http://127.0.0.1:{ear.tcp_port}/face.woff2") }}'
        f".bad {{ font-family: x; background: url(http://127.0.0.1:{ear.tcp_port}/css.png) }}",
        "utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "tests.attack.open_worker",
        str(lend_compiler(tmp_path / "home")),
        str(app),
    ]
    ran = finish(start([*command, str(_hostile(tmp_path, ear))], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_a_hostile_worker_draws_nothing_alive_and_sends_nothing(tmp_path: Path) -> None:
    with listening() as ear:
        seen = _attacked(tmp_path, ear)
    assert ear.arrived == []
    # No script ran in the view's document, and nothing is in it that could run one.
    assert seen["ran"] is None
    assert seen["host"] == "undefined"
    # In the document itself, as the host wrote it: between its two scripts what the page is told.
    told = [None, "application/json"]
    assert seen["scripts"] == [[None, ""], told, told, [None, ""]]
    # <rich-text> may draw a plain `a`, which leads nowhere.
    assert not (_TAGS - {"a"}) & set(seen["tags"])
    assert seen["links"] == 0
    bad = {"src", "srcdoc", "href", "onclick", "onerror", "onload", "innerhtml", "formaction"}
    assert not bad & set(seen["attributes"])
    assert seen["polluted"] == 0
    # It was really drawn, to its end and past all that is malformed, and really asked for.
    assert seen["alive"] is True
    assert {f"wx-{tag}" for tag in _TAGS} <= set(seen["tags"])
    assert any("127.0.0.1" in denial["detail"] for denial in seen["denied"]), seen["denied"]
    answers = _told(seen, "answer ")
    for call in ("15", "16", "17", "18", "19", "20", "21", "22"):
        assert not answers[call].startswith("got"), (call, answers[call])
    for name in ("3", "4", "5", "6"):
        assert answers[name] == "call.unknown_method"
    tried = _told(seen, "net ")
    assert len(tried) >= 25
    through = {name for name, end in tried.items() if not end.startswith(("threw", "silence"))}
    assert through <= {"timer-text", "forged-call"}, tried
    assert "stolen" not in tried["forged-call"]
    assert "ended undefined" in seen["console"]


def _told(seen: dict[str, Any], start: str) -> dict[str, str]:
    lines = [line for line in seen["console"] if line.startswith(start)]
    return dict(line.removeprefix(start).split(": ", 1) for line in lines)


def test_such_a_worker_is_heard_where_no_wall_stands(tmp_path: Path) -> None:
    """The same script in a bare Qt WebEngine: the test above can fail."""
    with listening() as ear:
        folder = _hostile(tmp_path, ear)
        (folder / "index.html").write_text(
            "<!doctype html><script>function probe(to) {"
            " const worker = new Worker('logic.js'); worker.postMessage({t: 'boot'});"
            " navigator.sendBeacon(to.http + '/beacon'); }</script>",
            "utf-8",
        )
        command = [sys.executable, "-m", "tests.attack.open_view", str(folder), ear.where()]
        control = start(command, {})
        try:
            assert ear.wait_for(REALLY_LEAK, datagram=False), REALLY_LEAK - ear.paths
        finally:
            kill_group(control)
