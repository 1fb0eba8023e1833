"""The engine of this process: imported once, beside other work."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import bridge.js
from bridge.errors import EngineUnavailable, NotSandboxed
from bridge.marks import LaunchKind
from sandbox.view.environment import (
    EngineSettings,
    foreign_switches,
    has_web_engine,
    register_scheme,
)

if TYPE_CHECKING:
    import asyncio

    from sandbox.view.channel import PageScripts

_ENGINE = "PySide6.QtWebEngineWidgets"
_VIEW = "sandbox.view.qtview"


class EngineRoom:
    """Brings QtWebEngine into the process and holds the built page scripts."""

    def __init__(self, settings: EngineSettings) -> None:
        """`settings` are those that the environment is prepared with. Unless they say otherwise
        the engine is not even loaded where its sandbox cannot be on."""
        self._settings = settings
        self._scripts: PageScripts | None = None
        self._entering: asyncio.Lock | None = None
        self._entered = False
        self._first = True

    @property
    def makes_ahead(self) -> bool:
        """Whether views may be made before their app is asked for."""
        return True

    @property
    def scripts(self) -> PageScripts:
        """The page's end of the bridge; EngineUnavailable before `warm_up`."""
        if self._scripts is None:
            raise EngineUnavailable("the engine is not loaded yet")
        return self._scripts

    def enter(self) -> None:
        """Bring the engine's library in. Before `ignite`, and before its first profile is made.

        Raises EngineUnavailable, NotSandboxed.
        """
        if self._entered:
            return
        # Chromium ends the process when root starts it with its sandbox on: say it first.
        required = not self._settings.unsafe_no_sandbox
        if required and sys.platform.startswith("linux") and os.geteuid() == 0:
            raise NotSandboxed(
                "root cannot run Chromium's sandbox, and no app is opened without it. Run as an "
                "ordinary user, or through `unshare --user --map-user=1000 --map-group=1000 "
                "fanlight …`, or insist with --no-sandbox"
            )
        _import(_ENGINE)
        register_scheme()
        self._entered = True

    def ignite(self, beside: Callable[[], None] | None = None) -> None:
        """Start Chromium, on the UI thread; other threads run on meanwhile. `beside` is called just
        before, to start them.

        Raises EngineUnavailable when somebody else has told it how to run.
        """
        if foreign := foreign_switches(self._settings, os.environ):
            raise EngineUnavailable(
                f"Qt WebEngine is not started: {', '.join(foreign)} in its environment is not the "
                "host's; something in this process has set it, and it may open the walls"
            )
        from sandbox.view.ignition import ignite

        ignite(beside)

    def furnish(self) -> None:
        """Bring in what else a view needs; any thread. Raises EngineUnavailable."""
        if self._scripts is None:
            self._scripts = _read_scripts()

    async def warm_up(self) -> LaunchKind:
        """Load the engine if it is not there; COLD when this call had to.

        Raises EngineUnavailable when it cannot be loaded, NotSandboxed.
        """
        if self._scripts is not None:
            kind, self._first = (LaunchKind.COLD if self._first else LaunchKind.WARM), False
            return kind
        import asyncio

        if self._entering is None:
            self._entering = asyncio.Lock()
        async with self._entering:
            if self._scripts is None:
                # On Qt's thread: beside it, in another one, the binding makes its types twice and
                # crashes (sandbox.view.workarounds). What waits has a turn between the steps.
                for step in (self.enter, self.ignite):
                    step()
                    await asyncio.sleep(0)
                self.furnish()  # last: with it the engine counts as there
        self._first = False
        return LaunchKind.COLD


def _import(module: str) -> None:
    if not has_web_engine():
        raise EngineUnavailable(
            "Qt WebEngine is not part of this installation. Use --engine system (or no `engine` in "
            "settings.json), or install it: the package `fanlight` in place of `fanlight-light`, "
            "or `pip install PySide6_WebEngine`"
        )
    try:
        importlib.import_module(module)
    except ImportError as error:
        raise EngineUnavailable(
            f"Qt WebEngine cannot be loaded: {error}; see docs/troubleshooting.md"
        ) from None


def _read_scripts() -> PageScripts:
    _import(_VIEW)
    from sandbox.view.channel import PageScripts

    built = Path(bridge.js.__file__).parent / "dist"
    try:
        return PageScripts(
            channel=(built / "channel.js").read_text(encoding="utf-8"),
            page=(built / "page.js").read_text(encoding="utf-8"),
        )
    except FileNotFoundError:
        raise EngineUnavailable(
            "the page scripts are not built; run `python3 dev.py setup`"
        ) from None
