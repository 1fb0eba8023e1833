"""Two installed apps in one host: `python -m tests.neighbours_child SCENE HOME FIRST SECOND …`.

Prints what the scene saw as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bridge.names import AppId
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from host.store.trust import TrustPolicy
from tests.host_child import LONGEST_S, evaluate

Work = Callable[[Any, list[str]], Awaitable[dict[str, Any]]]


async def open_installed(host: Any, app_id: str) -> Any:
    """Open an app and wait for its first screen."""
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene

    instance = await host.open_installed(AppId(app_id), OpenRequest(now_s(), Scene.LAUNCHER))
    async with asyncio.timeout(LONGEST_S):
        await instance.reached(State.SHOWN)
    return instance


async def report_of(instance: Any) -> Any:
    """What the page put into `globalThis.report`, once it is there."""
    async with asyncio.timeout(LONGEST_S):
        while (found := await evaluate(instance, "globalThis.report ?? null")) is None:
            await asyncio.sleep(0.02)
    return found


async def made_ahead(host: Any, words: list[str]) -> dict[str, Any]:
    """A view and a verified app are ready for FIRST; SECOND is opened, then FIRST, for which a
    view was made again, then it is updated to PACKAGE and opened once more."""
    first, second, package, fingerprint = words
    from bridge.names import KeyId

    likely = host.likely
    seen: dict[str, Any] = {"named_first": likely._named is not None}
    other = await open_installed(host, second)
    seen["second"] = await report_of(other)
    seen["named_for_no_other"] = likely._named is None
    likely.begin()
    likely.hint(AppId(first))
    async with asyncio.timeout(LONGEST_S):
        while not likely.standing:
            await asyncio.sleep(0.02)
    mine = await open_installed(host, first)
    seen["first"] = await report_of(mine)
    seen["used"] = not likely.standing
    await host.end_app(AppId(first))
    await host.sideload(Path(package), TrustPolicy(frozenset({KeyId.from_person(fingerprint)})))
    seen["updated"] = await report_of(await open_installed(host, first))
    return seen


async def traces(host: Any, words: list[str]) -> dict[str, Any]:
    """What the profile of each of two running apps knows of the other's visits."""
    from PySide6.QtCore import QUrl

    instances = [await open_installed(host, app_id) for app_id in words]
    reports = [await report_of(instance) for instance in instances]
    pages = [instance.view.widget.page() for instance in instances]
    visits = [QUrl(report["href"]) for report in reports]
    return {
        "reports": reports,
        "renderers": [page.renderProcessPid() for page in pages],
        "visited": [
            [page.profile().visitedLinksContainsUrl(url) for url in visits] for page in pages
        ],
        "icons": [page.icon().isNull() and page.iconUrl().isEmpty() for page in pages],
        "folders": [page.profile().persistentStoragePath() for page in pages],
        "caches": [page.profile().cachePath() for page in pages],
        "http_cache": [page.profile().httpCacheType().name for page in pages],
    }


async def unlisted(host: Any, words: list[str]) -> dict[str, Any]:
    """FIRST opens SECOND with data, twice: at PAGE, and at a page that is not there."""
    from host.launch.instance import State

    first, second, page = words
    opener = await open_installed(host, first)
    seen: dict[str, Any] = {"answers": []}
    for name, path in (("opened", page), ("again", "pages/none/none")):
        call = {"appId": second, "path": f"{path}?forged=1", "extraData": {"forged": 1}}
        await evaluate(
            opener,
            f"(globalThis.answer = null, fanlight.navigateToMiniProgram({json.dumps(call)})"
            ".then(() => { answer = 'done' }, ({code}) => { answer = code }), 1)",
        )
        async with asyncio.timeout(LONGEST_S):
            while (answer := await evaluate(opener, "answer")) is None:
                await asyncio.sleep(0.02)
        seen["answers"].append(answer)
        (receiver,) = [each for each in host.running if each is not opener]
        async with asyncio.timeout(LONGEST_S):
            await receiver.reached(State.SHOWN)
        seen[name] = await report_of(receiver)
        await host.end_app(AppId(second))
        host.box(opener).window.activateWindow()
        async with asyncio.timeout(LONGEST_S):
            while not await evaluate(opener, "document.visibilityState === 'visible'"):
                await asyncio.sleep(0.02)
    return seen


SCENES: dict[str, Work] = {"made_ahead": made_ahead, "traces": traces, "unlisted": unlisted}


def main() -> None:
    name, home, *words = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](host, words)

    foreseen = AppId(words[0]) if name == "made_ahead" else None
    choices = HostChoices(at_once=foreseen is not None, foreseen=foreseen)
    print(json.dumps(with_host(Home(Path(home)), work, choices)), flush=True)


if __name__ == "__main__":
    main()
