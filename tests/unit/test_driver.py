"""The driver of mini-programs: its selectors, and where the engine may listen for it."""

from __future__ import annotations

import pytest

from host.testing.driver import page_selector
from sandbox.view.environment import EngineSettings, Rendering, foreign_switches, prepare


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        ("wx-view", "wx-view"),
        (".card", ':is(.card,[class$="--card"],[class*="--card "])'),
        ('[data-a=".no"] > #b', '[data-a=".no"] > #b'),
    ],
)
def test_classes_of_components_are_found_behind_their_prefix(selector: str, meant: str) -> None:
    assert page_selector("weixin", selector) == meant
    assert page_selector("web", selector) == selector


def test_the_engine_listens_on_this_machine_alone_and_only_when_it_is_driven() -> None:
    """An inherited wish for a port is dropped either way (SECURITY.md, N96)."""
    environ = {"QTWEBENGINE_REMOTE_DEBUGGING": "0.0.0.0:9222"}
    prepare(EngineSettings(Rendering.GPU), environ)
    assert "QTWEBENGINE_REMOTE_DEBUGGING" not in environ
    driven = EngineSettings(Rendering.GPU, remote_port=4711)
    environ["QTWEBENGINE_REMOTE_DEBUGGING"] = "0.0.0.0:9222"
    prepare(driven, environ)
    assert environ["QTWEBENGINE_REMOTE_DEBUGGING"] == "127.0.0.1:4711"
    flags = environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    assert "--remote-allow-origins=http://127.0.0.1:4711" in flags, "no other page may ask"
    assert foreign_switches(driven, environ) == ()
