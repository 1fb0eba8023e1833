"""Views made ahead are given up when nobody is here, and made again when somebody is."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.compiled_before import lend_compiler
from tests.e2e.test_weixin_view import write_project
from tests.fanlight_child import finish, needs_display, start

pytestmark = needs_display


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("unneeded")
    app = write_project(folder / "app", {"pages/a/a": ("<view>a</view>", "data: {}")})
    home = lend_compiler(folder / "home")
    (home / "settings.json").write_text(json.dumps({"ahead": {"kept_s": 1.0}}))
    ran = finish(start([sys.executable, "-m", "tests.unneeded_child", str(home), str(app)], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_with_no_window_in_use_its_memory_is_given_back(seen: dict[str, Any]) -> None:
    assert seen["alone"] == [False, False, False]
    assert seen["left"] == [False, False, False]


def test_it_stands_as_long_as_a_window_is_in_use(seen: dict[str, Any]) -> None:
    assert seen["in use"] == [True, True]


def test_an_app_opens_without_it_and_another_is_made(seen: dict[str, Any]) -> None:
    assert seen["opened"] == "warm"
    assert seen["after a launch"]
