"""R01–R08: an app that takes all it can get is found, stopped by name, and disturbs nobody."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from tests.fanlight_child import (
    APPS,
    PAGE,
    Fanlight,
    copy_app,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)
from tests.http_site import serving

pytestmark = needs_display
GLUTTON = APPS / "glutton"


def play(
    tmp_path: Path, scene: str, limits: dict[str, object], **settings: object
) -> dict[str, Any]:
    """What a scene of resource_scenes.py saw; its measured gaps are printed (`pytest -rP`)."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "settings.json").write_text(json.dumps({"limits": limits, **settings}))
    words = [sys.executable, "-m", "tests.attack.resource_scenes", scene, str(home), str(GLUTTON)]
    ran = finish(start(words, {"HOME": str(tmp_path)}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    seen = ran.document
    gaps = {name: value for name, value in seen.items() if name.endswith("gap_ms")}
    print(f"{scene}: worst gap of the event loop: {gaps}; stderr {len(ran.err)} characters")
    seen["stderr"] = ran.err
    return seen


def stopped(what: str) -> dict[str, object]:
    """How an app ends that took too much."""
    return {"code": "view.resources", "what": what, "retriable": True, "showing": "CRASH"}


def test_R01_a_stuck_page_is_found_and_its_neighbours_go_on(tmp_path: Path) -> None:
    released = threading.Event()
    with serving() as site:
        for path in ("/slow", "/release"):
            site.answer(path, 200, {"Content-Type": "text/plain"}, b"at last")
        slow, release = site.answers["/slow"], site.answers["/release"]

        def hold(handler: Any) -> None:
            released.wait(60)
            slow(handler)

        def let_go(handler: Any) -> None:
            released.set()
            release(handler)

        site.answers |= {"/slow": hold, "/release": let_go}
        seen = play(
            tmp_path, "stuck", {"stopped_after_s": 12}, allowed_private_origins=[site.origin]
        )
    print(f"found after {seen['found_s']} s")
    assert set(seen["found_s"]) == {"loop", "microtasks", "waiting"}
    assert seen["neighbour_answered"] >= 5
    assert seen["cards"] == ["STUCK"] * 3
    assert seen["neighbour"] == [False, "CONTENT"]
    assert seen["waited"] == 200
    assert seen["again"] == [True, True, False], "started again, in another process"
    assert seen["stopped"] == {
        "code": "view.stuck", "what": None, "retriable": True, "showing": "CRASH",
    }  # fmt: skip
    assert seen["closed"] is True
    rows = Fanlight(tmp_path / "home").json("audit", "--last", "500")["rows"]
    stops = {(row["app_id"], row["outcome"]) for row in rows if row["call"] == "run"}
    assert ("org.example.microtasks", "view.stuck") in stops


def test_R01_an_apps_code_in_its_worker_is_found_too(tmp_path: Path) -> None:
    seen = play(tmp_path, "stuck_logic", {"stuck_after_s": 2})
    assert (seen["at_first"], seen["page"], seen["card"]) == (False, "complete", "STUCK")


def test_R02_every_kind_of_memory_is_bounded(tmp_path: Path) -> None:
    seen = play(tmp_path, "memory", {"app_memory_mb": 400})
    for kind in ("heap", "buffers", "shared", "wasm", "canvases", "nodes", "inWorker"):
        assert seen[kind] == stopped("memory"), kind
    assert seen["neighbour"] is True
    assert seen["host_grew_mb"] < 400


def test_R02_R05_no_process_of_an_app_escapes_its_limits(tmp_path: Path) -> None:
    seen = play(tmp_path, "strays", {"app_memory_mb": 400})
    assert seen["of_frames"] == 0
    assert seen["ended"] is seen["page"] is True


def test_R02_what_lies_in_the_hosts_own_memory_is_bounded(tmp_path: Path) -> None:
    seen = play(tmp_path, "hosts_memory", {"host_memory_mb": 600})
    assert seen["stopped"] == stopped("host_memory")
    assert seen["neighbour"] is True


def test_R03_every_kind_of_storage_has_a_quota(tmp_path: Path) -> None:
    seen = play(tmp_path, "disk", {"app_storage_mb": 40})
    own = seen["own"]
    assert own["localStorage"]["name"] == "QuotaExceededError"
    assert own["storage"]["code"] == own["files"]["code"] == "call.quota"
    assert seen["downloads"] > 0
    assert seen["saved"] == []
    assert own["folder"] == "SecurityError", "a file system beside the others, without limit"
    for kind in ("fillDatabase", "fillCaches"):
        print(f"{kind}: stopped at {seen[f'{kind}_mb']} MB of 40")
        assert seen[kind] == stopped("storage"), kind
        assert seen[f"{kind}_again"] is True, "an app over its quota may still be opened"


def test_R04_requests_without_end_stop_their_app(tmp_path: Path) -> None:
    seen = play(tmp_path, "endless_requests", {})
    assert seen["asking"] == seen["starting"] == stopped("requests")


def test_R04_floods_are_bounded_and_end(tmp_path: Path) -> None:
    seen = play(tmp_path, "floods", {})
    assert seen["lines"] == seen["longLines"] == stopped("console")
    assert seen["calls"] == seen["nonsense"] == stopped("messages")
    assert seen["refusals"] is seen["requests"] is True
    assert seen["answers"] == {"ok": 2_000, "failed": 0}
    assert seen["kept"] == [True, True]
    assert 0 < len(seen["stderr"]) < 50_000, "the log is no way to fill the disk"


def test_R05_many_of_a_thing_are_bounded(tmp_path: Path) -> None:
    seen = play(tmp_path, "many", {})
    assert seen["workers"] == stopped("threads")
    assert seen["frames"] is seen["timers"] is True


def test_R06_many_launches_are_bounded(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    for number in range(12):
        app_id = f"org.example.app{number}"
        install_signed(fanlight, write_app(tmp_path / app_id, {PAGE: page()}, app_id=app_id))
    seen = play(tmp_path, "launches", {"running_apps": 4})
    assert seen["told"] == ["launch.too_many", "opened"]
    assert seen["most"] == seen["running"] == 4
    assert seen["by_hand"] == "opened"
    assert seen["made_room"] == ["SHOWN", "CLOSED"], "the one used longer ago"


def test_R07_nothing_of_an_app_runs_before_it_is_opened(tmp_path: Path) -> None:
    """Heavy and eager packages lie installed while the launcher stands idle."""
    fanlight = Fanlight(tmp_path / "home")
    with serving() as site:
        script = f"fanlight.setStorageSync('ran', 1); fetch({json.dumps(site.origin)})"
        for name in ("first", "second"):
            folder = write_app(
                tmp_path / name,
                {PAGE: page(script)},
                {"common/heavy.bin": os.urandom(8_000_000)},
                app_id=f"org.example.{name}",
                fanlight={
                    "network": {"request": [site.origin]},
                    "preload": [PAGE, "common/heavy.bin"],
                    "preloadRule": {PAGE: {"network": "all", "packages": ["__APP__"]}},
                },
            )
            install_signed(fanlight, folder)
        rows = len(fanlight.json("audit", "--last", "1000")["rows"])
        seen = play(tmp_path, "idle", {}, allowed_private_origins=[site.origin])
        assert site.seen == []
    assert seen["same"] is True, "one view stands ready, and no second one"
    assert seen["grew"] == seen["running"] == 0
    assert seen["profiles"] == []
    assert seen["calls"] == rows


def test_R08_an_app_that_stops_again_and_again_is_left_alone(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    install_signed(fanlight, copy_app(GLUTTON, tmp_path / "glutton"))
    seen = play(tmp_path, "crash_loop", {"app_memory_mb": 300})
    assert seen["lives"] == [1, 1, 1], "nothing starts it again by itself"
    for scene in ("link", "other_app"):
        code, retriable, after_s = seen[scene]
        assert (code, retriable) == ("launch.crash_loop", True)
        assert 0 < after_s <= 15
    assert seen["running"] == 0
    assert seen["by_hand"] == "org.example.glutton"


def test_R02_a_slip_in_the_limits_is_seen(tmp_path: Path) -> None:
    """An operator who believes to have set a limit must not be without one."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "settings.json").write_text(json.dumps({"limits": {"app_memory": 1}}))
    app = write_app(tmp_path / "app", {PAGE: page()})
    assert Fanlight(home).error("open", str(app), code=2)["code"] == "usage"
