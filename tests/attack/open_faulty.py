"""The mini-program `ways_out` in a real host whose interceptor is at fault.

`python -m tests.attack.open_faulty FAULT HOME FOLDER WHERE`: FAULT says how it fails once the
page's first files have passed. Prints what the page's ways ended in and the denials, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

SLOW_S = 0.4
WAYS = ("fetch", "fetchNoCors", "webSocket", "image", "script", "linkPrefetch", "frame", "beacon")


def _raise() -> None:
    raise ValueError("the interceptor is broken")


def _interrupt() -> None:
    raise KeyboardInterrupt  # as Ctrl-C does, wherever Python is just then


FAULTS: dict[str, Callable[[], None]] = {
    "raises": _raise,
    "is_interrupted": _interrupt,
    "is_slow": lambda: time.sleep(SLOW_S),
}


def main() -> None:
    fault, home, folder, where = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        from host.launch.instance import State, now_s
        from host.launch.request import OpenRequest, Scene
        from sandbox.view import interceptor

        instance = await host.open_folder(Path(folder), OpenRequest(now_s(), Scene.COMMAND_LINE))
        await instance.reached(State.SHOWN)
        real = interceptor.decide_request

        def faulty(*words: Any) -> Any:
            FAULTS[fault]()
            return real(*words)

        interceptor.decide_request = faulty
        ended = await instance.view.evaluate(f"await probe({where}, {json.dumps(WAYS)})")
        own = "await fetch('/manifest.json').then(({status}) => status, ({name}) => name)"
        return {
            "ended": json.loads(ended),
            "own": json.loads(await instance.view.evaluate(own)),
            "state": instance.state.name,
        }

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
