"""Apps in the background: `python -m tests.resting_child HOME WEB WEIXIN REST`.

Opens both, hides them until they REST (`frozen` or `discarded`), shows them again, and prints what
was seen as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bridge.errors import LoadFailed
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

LONGEST_S = 60.0


async def until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(LONGEST_S):
        while not true():
            await asyncio.sleep(0.02)


async def gives(instance: Any, expression: str) -> Any:
    """The value of an expression, once it has one."""
    async with asyncio.timeout(LONGEST_S):
        while True:
            with suppress(LoadFailed):  # the page may be left meanwhile
                if found := json.loads(await instance.view.evaluate(expression)):
                    return found
            await asyncio.sleep(0.02)


def lines(instance: Any) -> list[str]:
    return [line.text for line in instance.console_lines]


def renderer(instance: Any) -> int:
    pid: int = instance.view.widget.page().renderProcessPid()
    return pid


async def away_and_back(host: Any, instance: Any, rest: str, look: Awaitable[Any]) -> Any:
    """The app's window is hidden until it rests, and is shown again."""
    from host.compose.resting import Rest
    from host.launch.instance import State

    box, pid = host.box(instance), renderer(instance)
    box.window.hide()
    await until(lambda: box.resting.state is Rest[rest.upper()])
    quiet = len(lines(instance))
    await asyncio.sleep(2.0)  # longer than a page may be deaf
    seen = {
        "said": lines(instance)[quiet:],
        "heard": [line for line in lines(instance) if line.startswith("app")],
        "stuck": instance.stuck,
        "state": instance.state.name,
        "renderer": Path(f"/proc/{pid}").exists(),
        "window": box.window.isVisible(),
    }
    before = len(lines(instance))
    box.window.show()
    await until(lambda: instance.state is State.SHOWN)
    seen["same renderer"] = renderer(instance) == pid
    seen["back"] = await look
    await until(lambda: "tick" in lines(instance)[before:])
    seen["heard again"] = [line for line in lines(instance)[before:] if line.startswith("app")]
    seen["errors"] = [error.code for error in instance.errors]
    seen["denied"] = [denial.as_json() for denial in instance.denials]
    return seen


async def work(host: Any, web: str, weixin: str, rest: str) -> dict[str, Any]:
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from tests.weixin_hand import Hand

    seen: dict[str, Any] = {}
    if rest == "discarded":  # as from the launcher, where a page may be made ahead
        await host.stay_ready()
        await until(lambda: host.preloading.pid > 0)
    request = OpenRequest(now_s(), Scene.COMMAND_LINE, query={"from": "here"})
    layered = await host.open_folder(Path(weixin), request)
    await layered.reached(State.SHOWN)
    hand = Hand(layered)
    await hand.press("#on")
    await hand.until('look.text("#told")', lambda found: found and "second" in found)
    await hand.press("#more")
    await hand.until('look.text("#told")', lambda found: found and "n=1" in found)

    page = await host.open_folder(Path(web), request)
    await page.reached(State.SHOWN)
    await gives(page, "(setTimeout(() => { location.href = 'second.html?x=1' }, 0), 1)")
    await gives(page, "location.pathname.includes('second') && document.readyState == 'complete'")
    await gives(page, "(document.querySelector('input').value = 'typed', 1)")

    told = "[location.search, document.querySelector('input').value, history.length]"
    seen["web"] = await away_and_back(host, page, rest, gives(page, told))

    async def look() -> Any:
        top = await hand.until('look.text("#told")', lambda found: found and "n=1" in found)
        host.box(layered).window.back_requested.emit()
        below = await hand.until('look.text("#first")', lambda found: found)
        return [top, below]

    seen["weixin"] = await away_and_back(host, layered, rest, look())
    seen["said"] = lines(layered)
    return seen


def main() -> None:
    home, *words = sys.argv[1:]
    told = with_host(Home(Path(home)), lambda host: work(host, *words), HostChoices())
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
