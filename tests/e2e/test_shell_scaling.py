"""At 200 % nothing is cut off: no text, no control, no window, in any of the pictures' scenes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fanlight_child import ROOT

HANGS_AFTER_S = 110
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 2560, "height": 1600, "logicalDpi": 96, "dpr": 1}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_nothing_is_cut_off_at_twice_the_size(tmp_path: Path, language: str) -> None:
    screens = json.dumps({"screens": [SCREEN]})
    (tmp_path / "screen.json").write_text(screens, encoding="utf-8")
    scale = {
        "QT_SCALE_FACTOR": "2",
        # By its name alone: the setting ends at a colon, as in a path of Windows.
        "QT_QPA_PLATFORM": "offscreen:configfile=screen.json",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.clipping_child", language],
        cwd=tmp_path,
        env={**os.environ, **scale},
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout)
    assert (found["ratio"], found["room"]) == (2, [1280, 800])
    assert len(found["seen"]) > 50
    assert found["cut"] == []
