"""SECURITY N95: an interceptor that fails lets nothing through."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.attack.open_faulty import FAULTS
from tests.fanlight_child import APPS, finish, needs_display, start
from tests.listening import listening

pytestmark = needs_display


@pytest.mark.parametrize("fault", list(FAULTS))
def test_N95_a_failing_interceptor_blocks(tmp_path: Path, fault: str) -> None:
    home, app = str(tmp_path / "home"), str(APPS / "ways_out")
    with listening() as ear:
        words = [sys.executable, "-m", "tests.attack.open_faulty", fault, home, app, ear.where()]
        ran = finish(start(words, {}))
    assert ran.code == 0, ran.err[-3000:]
    assert ear.arrived == []
    seen = ran.document
    # What it cannot judge is refused, the app's own files too; what takes long is judged late.
    assert seen["own"] == (200 if fault == "is_slow" else "TypeError")
    assert seen["ended"]["fetchNoCors"] in {"threw TypeError", "pending"}
    assert seen["state"] == "SHOWN"
