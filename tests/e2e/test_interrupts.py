"""Ctrl-C at any moment of a start ends the program in order, and leaves nothing running."""

from __future__ import annotations

import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.fanlight_child import PAGE, needs_display, page, write_app

pytestmark = needs_display

MOMENTS_S = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0]
BEFORE_OURS = -signal.SIGINT
"""Python itself was still starting: it ends by the signal."""
PYTHONS_OWN = "Fatal Python error: init_import_site"
"""… or, a little later, so; no line of ours has run yet."""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("moment_s", MOMENTS_S)
def test_ctrl_c_while_starting_never_crashes(tmp_path: Path, moment_s: float) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    program = Path(sysconfig.get_path("scripts")) / "fanlight"
    started = subprocess.Popen(
        [program, "open", str(app), "--home", str(tmp_path / "home"), "--until", "close"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(moment_s)  # the moment is the test's parameter, not a wait for something
    started.send_signal(signal.SIGINT)
    _, errors = started.communicate(timeout=60)
    if PYTHONS_OWN in errors:
        return
    assert started.returncode in {130, BEFORE_OURS}, errors[-2000:]
    assert "Fatal Python error" not in errors
