"""The list and form app of a framework, used by a person:
`python -m tests.frameworks.framework_child HOME FOLDER`; prints what was seen as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

ROWS = "look.root().querySelectorAll('.row').length"


async def use(host: Any, folder: Path) -> dict[str, Any]:
    """Open the app, add a row, ask an address, write a note in the form and come back."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from tests.weixin_hand import Hand

    instance = await host.open_folder(folder, OpenRequest(now_s(), Scene.COMMAND_LINE))
    await instance.reached(State.SHOWN)
    bar, hand = host.box(instance).window.bar, Hand(instance)

    def title() -> tuple[str, bool]:
        return bar.title.accessibleName(), bar.back.isVisible()

    async def tap(selector: str) -> None:
        # A page slides in, and is laid out anew when its sheets are there.
        await hand.still(f"look.middle({json.dumps(selector)})")
        await hand.tap(selector)

    await hand.text("#note", "nothing kept")
    seen: dict[str, Any] = {"rows": await hand.see(ROWS), "list": title()}
    await tap("#more")
    seen["more"] = await hand.until(ROWS, lambda count: count != seen["rows"])
    await tap("#ask")
    seen["answer"] = await hand.until("look.text('#answer')", lambda text: text != "not asked")
    await tap("#form")
    await hand.text("#from", "list")
    seen["form"] = title()
    await tap("#typed")
    await hand.until("look.root().activeElement === look.one('#typed')")
    hand.type("tea")
    await tap("#keep")
    await hand.until("look.one('#note') !== null")
    await hand.text("#note", "tea")
    seen["kept"] = [await hand.see(ROWS), title()]
    await tap("#form")
    await hand.text("#from", "list")
    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    await hand.text("#note", "tea")
    seen["back"] = title()
    seen["errors"] = [
        line.as_json() for line in instance.console_lines if line.as_json()["level"] == "error"
    ]
    return seen


def main() -> None:
    home, folder = sys.argv[1:]
    found = with_host(Home(Path(home)), lambda host: use(host, Path(folder)), HostChoices())
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
