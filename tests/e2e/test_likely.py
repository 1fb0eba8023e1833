"""The web app that is probably next has a view before it is opened; nothing of it has run."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from host.launch.folder_build import FolderBuilds
from sandbox.package.signing import SigningKey
from tests.compiled_before import compiler_folder
from tests.e2e.test_weixin_view import write_project
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)

pytestmark = needs_display


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fanlight, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("likely")
    fanlight = Fanlight(folder / "h")
    # A page isolated from other origins, as cake's is, shares no renderer with one that is not.
    for name, script in (
        ("tea", "console.log('runs')"),
        ("cake", "console.log(`runs ${crossOriginIsolated}`)"),
    ):
        app = write_app(folder / name, {PAGE: page(script)}, app_id=f"org.example.{name}")
        install_signed(fanlight, app)
    pages = {"pages/a/a": ("<view>bun</view>", "data: {}")}
    bun = write_project(folder / "bun", pages)
    key = SigningKey.generate()  # as it is published: with its first frame
    release = FolderBuilds(compiler_folder()).release(bun, key, allow_secrets=True)
    (folder / "bun.ma").write_bytes(release.content)
    fanlight.json("install", str(folder / "bun.ma"), "--trust", key.key_id.fingerprint)
    # What a machine has free, or its battery, is no property of the code.
    settings = {"ahead": {"least_free_mb": 0, "on_battery": True}}
    (fanlight.home / "settings.json").write_text(json.dumps(settings))
    ran = finish(start([sys.executable, "-m", "tests.likely_child", str(fanlight.home)], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return fanlight, ran.document


def test_a_card_that_is_pointed_at_has_a_blank_view(played: Any) -> None:
    _, seen = played
    assert seen["url"] == "/.fanlight/blank"
    assert seen["ran"] == [0, 0]
    assert seen["tea"] == ["preloaded", True]
    assert seen["tea said"] == ["runs"]


def test_it_has_drawn_once_as_pages_do(played: Any) -> None:
    _, seen = played
    assert seen["rehearsed"] == ["object", True, 0]


def test_a_press_begins_it_and_its_launch_waits_for_it(played: Any) -> None:
    _, seen = played
    assert seen["pressed early"]
    assert seen["pressed"] == "preloaded"


def test_several_apps_have_one_whether_pointed_at_or_guessed(played: Any) -> None:
    _, seen = played
    assert seen["two"] == [True, True]
    assert seen["guessed"] == 2


def test_an_isolated_app_keeps_its_renderer_too(played: Any) -> None:
    _, seen = played
    assert seen["cake"] == ["preloaded", True, ["runs true"]]


def test_it_stands_in_a_window_that_becomes_its_apps(played: Any) -> None:
    _, seen = played
    assert seen["housed"] == [True, True, True]
    same, unseen, title = seen["tea window"]
    assert (same, unseen) == (True, False)
    assert title.lower() == "probe"


def test_a_wrong_guess_costs_the_launch_nothing(played: Any) -> None:
    _, seen = played
    assert seen["other"] == "warm"


def test_a_weixin_app_has_its_first_frame_drawn_beside_it(played: Any) -> None:
    _, seen = played
    assert seen["both"] == [True, True]
    assert seen["bun"] == "preloaded"


def test_what_is_held_for_a_guess_is_let_go_for_who_wants_it(played: Any) -> None:
    _, seen = played
    assert seen["yielded"] == [0, False]
    assert seen["uninstalled"] == [0, False]


def test_timings_tell_of_each_launch_whether_the_guess_was_used(played: Any) -> None:
    fanlight, _ = played
    launches = fanlight.json("timings", "org.example.tea")["launches"]
    assert [launch["facts"]["guess"] for launch in launches] == ["missed", "used"]
    assert launches[-1]["facts"]["views_wasted"] == 0
    (drawn,) = fanlight.json("timings", "local.bun")["launches"]
    assert drawn["facts"]["guess"] == "used"
