"""Asks an engine all of `specs` in real launches."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sandbox.view.outside.available import unavailable
from sandbox.view.port import Engine
from tests.engines.specs import SCRIPT, WEB, WEIXIN, WORKER, expression
from tests.fanlight_child import PAGE, Fanlight, page, write_app

_PAGE = '<link rel="stylesheet" href="/app.css"><script src="/common/probe.js"></script>'


def lacking(engine: Engine) -> str | None:
    """Why `engine` is not asked here; None: it is."""
    return None if engine is Engine.QT else unavailable(sys.platform)


def ask_web(engine: Engine, folder: Path) -> dict[str, Any]:
    """One launch's report, and in `again` what a second one found in the browser's storage."""
    app = write_app(
        folder / "app",
        {PAGE: page(head=_PAGE)},
        {
            "common/probe.js": SCRIPT,
            "common/worker.js": WORKER,
            "app.css": "body { margin: 0 }",
        },
    )
    host = Fanlight(folder / "home")
    words = ("--engine", engine.value, "--permissions", "deny")
    picture = folder / "page.png"
    report = host.open(
        app, *words, "--query", "q=a b", "--screenshot", str(picture), "--eval", expression(WEB)
    )
    asked = "JSON.stringify(localStorage.getItem('k'))"
    return report | {"again": host.open(app, *words, "--eval", asked)["eval"]}


def ask_weixin(engine: Engine, folder: Path) -> dict[str, Any]:
    """The report of one launch of the template that `fanlight new` makes."""
    host = Fanlight(folder / "home")
    host.json("new", str(folder / "app"), "--template", "weixin")
    return host.open(
        folder / "app", "--engine", engine.value, "--linger", "0.2", "--eval", expression(WEIXIN)
    )
