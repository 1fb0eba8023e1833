"""A person at a Chinese launcher, where things go wrong."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Until = Callable[[Callable[[], object]], Awaitable[None]]


async def refused(host: Any, folder: Path, until: Until) -> dict[str, Any]:
    """A registry that nobody serves, and the file `folder`, which is no package."""
    from PySide6.QtWidgets import QMessageBox

    from tests.market_scene import Person

    person = Person(host, until)
    await person.desk.show()
    await person.discover()
    await person.press(person.launcher.store.no_registry.action)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening: a connection is refused
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        dialog = await person.add_registry(url, "ab" * 32)
        await until(dialog.problem.isVisible)
    seen = {"url": url, "registry": dialog.problem.text()}
    dialog.close()

    person.launcher.sideload_requested.emit(str(folder))
    await until(lambda: person.window(QMessageBox))
    box = person.window(QMessageBox)
    seen |= {"package": box.text(), "beside": box.informativeText(), "facts": box.detailedText()}
    seen["buttons"] = [each.text() for each in box.buttons()]
    box.close()
    return seen
