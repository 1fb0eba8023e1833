"""The same specs on every engine: what a mini-program may count on, and what holds it in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.view.port import Engine
from tests.engines.asking import ask_web, ask_weixin, lacking
from tests.engines.specs import WEB, WEIXIN, Spec
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    install_signed,
    needs_display,
    page,
    write_app,
)

pytestmark = needs_display


@pytest.fixture(scope="module", params=list(Engine))
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine that this machine has."""
    found = Engine(request.param)
    if (why := lacking(found)) is not None:
        pytest.skip(why)
    return found


@pytest.fixture(scope="module")
def web(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of one launch that answered all specs of kind web."""
    return ask_web(engine, tmp_path_factory.mktemp(engine.value))


@pytest.fixture(scope="module")
def weixin(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of one launch of a WeChat-syntax app."""
    return ask_weixin(engine, tmp_path_factory.mktemp(engine.value))


@pytest.mark.parametrize("spec", WEB, ids=lambda spec: f"{spec.feature}.{spec.name}")
def test_a_web_mini_program(web: dict[str, Any], spec: Spec) -> None:
    assert web["eval"][spec.key] == spec.expected


@pytest.mark.parametrize("spec", WEIXIN, ids=lambda spec: f"{spec.feature}.{spec.name}")
def test_a_wechat_syntax_mini_program(weixin: dict[str, Any], spec: Spec) -> None:
    assert weixin["eval"][spec.key] == spec.expected


@pytest.mark.parametrize("kind", ["web", "weixin"])
def test_a_launch_is_timed_sandboxed_and_clean(
    kind: str, engine: Engine, request: pytest.FixtureRequest
) -> None:
    report = request.getfixturevalue(kind)
    assert (report["engine"], report["kind"]) == (engine.value, kind)
    assert report["sandboxed"] is True
    assert report["errors"] == []
    marks = [mark["name"] for mark in report["marks"]]
    assert {"open.request", "view.ready", "bridge.ready", "page.ready", "first.screen"} <= set(
        marks
    )
    times = [mark["at_ms"] for mark in report["marks"]]
    assert times == sorted(times)
    assert report["first_screen_ms"] == times[marks.index("first.screen")]


def test_an_installed_mini_program(engine: Engine, tmp_path: Path) -> None:
    """By its id: the host knows whose profile it will need before it has opened anything."""
    host = Fanlight(tmp_path / "home")
    app = write_app(tmp_path / "app", {PAGE: page()})
    install_signed(host, app)
    report = host.open("org.example.probe", "--engine", engine.value)
    assert (report["engine"], report["errors"]) == (engine.value, [])


def test_a_console_line_says_where_it_is_from(web: dict[str, Any]) -> None:
    lines = [line for line in web["console"] if line["text"] == "said by the probe"]
    assert [(line["level"], line["source"]) for line in lines] == [("warning", "common/probe.js")]
    assert lines[0]["line"] > 0


def test_the_browsers_storage_outlives_a_launch(web: dict[str, Any]) -> None:
    assert json.loads(web["again"]) == "v"


def test_a_picture_holds_the_page(web: dict[str, Any]) -> None:
    from PySide6.QtGui import QImage

    image = QImage(str(Path(web["screenshot"])))
    middle = image.pixelColor(image.width() // 2, image.height() - 40)
    assert middle.name() == "#0a64c8"
