"""An installed app runs while its registry revokes it: `python -m tests.revoked_child HOME APP
POLICY`. Says `shown` once it stands on screen, and then as JSON what the host did."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from bridge.names import AppId
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.host_child import until


async def watch(host: Any, app_id: AppId, policy: str) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication, QMessageBox

    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from host.shell.window import MiniProgramWindow
    from sandbox.manifest.model import Ready

    instance = await host.open_installed(app_id, OpenRequest(now_s(), Scene.LAUNCHER))
    shown = instance.manifest.ready is not Ready.EXPLICIT  # else it never says so, and runs
    await instance.reached(State.SHOWN if shown else State.LOADING)
    await until(lambda: instance.sandboxed)
    pid, page = instance.view.widget.page().renderProcessPid(), instance.view.widget
    print("shown", flush=True)

    def notices() -> list[QMessageBox]:
        boxes = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
        return [box for box in boxes if box.isVisible()]

    await until(notices)
    if policy == "stop":
        await until(lambda: not Path(f"/proc/{pid}").exists() or not os.path.isdir("/proc"))
    (notice,) = notices()
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MiniProgramWindow)]
    seen = {
        "state": instance.state.name,
        "sandboxed": instance.sandboxed,
        "errors": [error.code for error in instance.errors],
        "notices": len(notices()),
        "words": f"{notice.text()} {notice.informativeText()}",
        "outside_the_page": policy == "stop" or not page.isAncestorOf(notice),
        "windows": sum(window.isVisible() for window in windows),
        "renderer_lives": Path(f"/proc/{pid}").exists(),
    }
    if picture := os.environ.get("FANLIGHT_TEST_PICTURE"):
        notice.grab().save(picture)
    if policy == "stop":
        notice.accept()
        await until(lambda: not notices())
    return seen  # what is still told goes with the host


def main() -> None:
    home, app_id, policy = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await watch(host, AppId(app_id), policy)

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
