"""The launcher says that there is a newer Fanlight, once for each version."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from host.compose.own_news import OwnNews
from host.paths import Home
from host.shell.launcher import LauncherWindow
from tests.e2e.shell_stage import Stage, stage
from tests.registry_kit import BadServer
from tests.release_kit import Works, unpack, updater

__all__ = ["stage"]


@pytest.mark.skipif("sys.platform == 'win32'", reason="the starter is a shell script")
def test_a_newer_fanlight_is_told_of_once(stage: Stage, tmp_path: Path) -> None:
    with BadServer(tmp_path / "works" / "files") as server:
        works = Works(tmp_path / "works", server.url)
        place = unpack(works, tmp_path / "apps")
        window = LauncherWindow(stage.appearance, stage.shelf)
        stage.show(window)
        news = OwnNews(window, stage.appearance, updater(place, Home(tmp_path / "home")))

        def ask() -> None:
            task = stage.start(news.ask())
            while not task.done():
                stage.wait(20)
            task.result()

        ask()
        assert news.notice is None, "there is nothing newer"
        works.publish("0.2.0")
        ask()
        notice = news.notice
        assert notice is not None
        assert notice.isVisible()
        assert "0.2.0" in notice.words.text()
        assert "self-update" in notice.words.text()
        QTest.mouseClick(notice.away, Qt.MouseButton.LeftButton)
        assert not notice.isVisible()
        ask()
        assert not notice.isVisible(), "it was put away"
        (place.root / "failed").write_text("0.3.0\n")
        works.publish("0.3.0")
        ask()
        assert not notice.isVisible(), "it did not start here"
        works.publish("0.4.0")
        ask()
        assert notice.isVisible()
        assert "0.4.0" in notice.words.text()
    ask()  # the server has gone: nobody is bothered
    assert notice.isVisible()
