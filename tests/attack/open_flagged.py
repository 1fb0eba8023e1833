"""A host in whose process a library writes into the engine's environment.

`python -m tests.attack.open_flagged NAME VALUE HOME FOLDER`: prints the error of opening FOLDER.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import host.compose.application as application
from bridge.errors import FanlightError
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from sandbox.view.environment import EngineSettings


def main() -> None:
    name, value, home, folder = sys.argv[1:]
    prepare = application.prepare

    def meddled(settings: EngineSettings) -> None:
        prepare(settings)
        os.environ[name] = f"{os.environ.get(name, '')} {value}".strip()

    application.prepare = meddled

    async def work(host: Any) -> str:
        from host.launch.instance import State, now_s
        from host.launch.request import OpenRequest, Scene

        instance = await host.open_folder(Path(folder), OpenRequest(now_s(), Scene.COMMAND_LINE))
        await instance.reached(State.SHOWN)
        return "opened"

    found: dict[str, Any] = {}
    try:
        found["code"] = with_host(Home(Path(home)), work, HostChoices())
    except FanlightError as error:
        found |= {"code": error.code, "message": error.message}
    found["ran"] = any(Path(home).glob("profiles/*/storage.db"))
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
