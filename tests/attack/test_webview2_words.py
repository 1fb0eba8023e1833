"""SECURITY N1–N94 by the words of a command line alone: no interceptor, no policy, every way open.

WebView2's browser is Chromium, and so is the one that is asked here, in a network of its own. What
WebView2 asks of us is answered besides (tests/unit/test_webview2_view.py).
"""

from __future__ import annotations

import sys
from typing import Any

import pytest

from sandbox.view.systemview.webview2.switches import WALLS, arguments, words_of
from tests.attack.test_view_ways_out import SEAL, can_seal
from tests.fanlight_child import APPS, finish, needs_display, start

pytestmark = [
    needs_display,
    pytest.mark.skipif(not can_seal(), reason="needs user and network namespaces, veth, ip"),
]


def seen(*without: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.attack.worded", str(APPS / "ways_out"), *without]
    ran = finish(start([*SEAL, *words], {}))
    assert ran.code == 0, ran.err[-3000:]
    return ran.document


def test_N01_the_words_leave_no_way_out() -> None:
    found = seen()
    assert found["ended"] >= 100
    assert found["names"] == found["packets"] == []


def test_N01_without_them_there_are_ways() -> None:
    without = [word for word in words_of(arguments(autoplay=True)) if word.count("webrtc")]
    without += [WALLS[0], *(x for x in words_of(arguments(autoplay=True)) if "Mdns" in x)]
    found = seen(*without)
    assert {f"{name}.out.test" for name in ("preconnect", "transport", "stun")} <= {*found["names"]}
    assert {"tcp", "udp", "ip"} <= {packet.split(":")[0] for packet in found["packets"]}
