"""A launcher that is on screen before its host: `python -m tests.early_child HOME`.

The person presses a card at once; what happened is printed as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.host_child import until

LATER = {
    "host.picture_codes",
    "host.shell.launcher_menu",
    "host.shell.store_detail",
    "host.shell.store_page",
    "sandbox.manifest",
}
"""What a first paint needs nothing of."""


def collections() -> int:
    """How often Python has collected garbage."""
    return sum(int(each["collections"]) for each in gc.get_stats())


def main() -> None:
    home = Home(Path(sys.argv[1]))
    seen: dict[str, Any] = {}
    made: list[Any] = []

    def first() -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        from host.compose.early import EarlyLauncher

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        early = EarlyLauncher(home, application)
        early.show()
        seen["too_early"] = sorted(LATER & set(sys.modules))
        # Nor on a machine so slow that the collector's timer would be due by now.
        before = collections()
        time.sleep(0.6)
        application.processEvents()
        seen["collected"] = collections() - before
        made.append(early)
        seen["host_was_there"] = "host.compose.host" in sys.modules
        window = early.window
        seen["visible"] = window.isVisible()
        seen["rows"] = [row.name for row in window.model.rows]
        seen["count"] = window.count.text()
        if seen["rows"] == ["Probe"]:
            place = window.list.visualRect(window.model.index(0, 0)).center()
            QTest.mouseClick(
                window.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place
            )

    async def work(host: Any) -> dict[str, Any]:
        from host.compose.desk import Desk
        from host.launch.instance import State
        from host.shell.app_icons import IconRequest, letter_tile

        (early,) = made
        desk = Desk(host, early)
        await desk.show()
        seen["same_window"] = desk.launcher is early.window
        seen["shown_after"] = desk.launcher.isVisible()
        seen["rows_after"] = [row.name for row in desk.launcher.model.rows]
        if seen["rows"] == ["Probe"]:
            await until(lambda: host.running and host.running[0].state is State.SHOWN)
            seen["opened"] = str(host.running[0].ref.app_id)
            await until(lambda: desk.launcher.model.rows[0].recent == 0)
            row = desk.launcher.model.row(0)
            tile = letter_tile(row.app_id, row.name, 48).toImage()
            request = IconRequest(row.app_id, row.name, row.read_icon)
            await until(lambda: early.shelf.pixmap(request, 48, 1.0).toImage() != tile)
        desk.launcher.close()
        await asyncio.wait_for(desk.closed.wait(), 20)
        return seen

    try:
        print(json.dumps(with_host(home, work, HostChoices(), first)), flush=True)
    finally:
        for each in made:
            each.end()


if __name__ == "__main__":
    main()
