"""One app, one window: opened again, after a crash, and beside another app of its id (X2)."""

from __future__ import annotations

from pathlib import Path

from tests.fanlight_child import PAGE, Fanlight, install_signed, needs_display, page, write_app

pytestmark = needs_display


def test_an_app_is_opened_once_and_is_not_another_of_its_id(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page()})
    install_signed(fanlight, app)
    assert fanlight.play("open_again", app) == {
        "same_when_at_once": True,
        "developers_own": True,
        "after_crash": [True, "SHOWN", "CLOSED"],
        "running": 2,
        "origins": 2,
    }


def test_a_page_with_an_address_of_its_own_can_be_reloaded(tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    seen = Fanlight(tmp_path / "home").play("reload_a_route", app)
    assert seen == {"state": "SHOWN", "showing": "CONTENT", "path": f"/{PAGE}.html"}
