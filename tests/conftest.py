"""What every test run shares: a home of its own, and no window without a display."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from sandbox.view.workarounds import hold_constants

# A shared machine's pauses are not a property of the code; a failing example is always printed.
settings.register_profile("fanlight", deadline=None, print_blob=True)
settings.load_profile("fanlight")


def pytest_configure(config: pytest.Config) -> None:
    """`dev.py test` brings a display (Xvfb); plain `pytest` without one still runs unit tests."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Started in the background (nohup, a script's &): what tests interrupt must hear it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    hold_constants()
    config.addinivalue_line("markers", "webview: opens a real WebView, so it needs a display")


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the library of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FANLIGHT_HOME", str(tmp_path_factory.mktemp("fanlight-home")))
        yield
