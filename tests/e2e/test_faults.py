"""`fanlight open --fault`: an app without a network, without room, without its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fanlight_child import Fanlight, allow_private, needs_display, page, write_app
from tests.http_site import serving

pytestmark = [pytest.mark.webview, needs_display]

PROBE = """async function probe() {
  const end = (call) => call.then(() => "ok", (error) => error.code ?? error.name);
  return {
    fetched: await end(fetch(ORIGIN + "/answer")),
    called: await end(fanlight.request({ url: ORIGIN + "/answer" })),
    network: await fanlight.getNetworkType(),
    stored: await end(fanlight.setStorage({ key: String(Date.now()), data: "x".repeat(100000) })),
  };
}"""


def test_an_app_meets_what_the_tester_lets_be_wrong(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    with serving() as site:
        site.answer("/answer", 200, {"Content-Type": "text/plain"}, b"hello")
        allow_private(fanlight.home, site.origin)
        script = f"const ORIGIN = '{site.origin}'; {PROBE}"
        folder = write_app(
            tmp_path / "app",
            {"pages/index/index": page(script)},
            fanlight={"network": {"request": [site.origin]}},
        )
        calm = fanlight.probe(folder)
        assert [calm[name] for name in ("fetched", "called", "stored")] == ["ok"] * 3
        seen = len(site.seen)
        faulty = fanlight.probe(folder, "--fault", "offline,full-disk")
        assert faulty["fetched"] == "TypeError"
        assert faulty["called"] == "call.network"
        assert faulty["network"]["networkType"] == "none"
        assert faulty["stored"] == "call.quota"
        assert len(site.seen) == seen, "nothing was sent"
        killed = fanlight.open(folder, "--fault", "killed-renderer,slow-network", "--linger", "2")
    assert [error["code"] for error in killed["errors"]] == ["view.renderer_gone"]
    (error,) = killed["errors"]
    assert "its page's process was killed (exit code 9)" in error["message"]
