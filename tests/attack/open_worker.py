"""A WeChat-syntax app whose Worker is altogether hostile, in a real host.

`python -m tests.attack.open_worker HOME FOLDER DIST`: DIST has the view's own runtime beside a
`logic.js` of the attack's. Prints what the view shows then, the console and the denials, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, cast

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from sandbox.weixin_mount import WeixinMount

_SEEN = """({
  tags: [...look.root().querySelectorAll("*")].map((x) => x.localName),
  attributes: [...look.root().querySelectorAll(".bad")].flatMap((x) => x.getAttributeNames()),
  links: look.root().querySelectorAll("[href], [onclick], [onerror], [onload]").length,
  ran: globalThis.ran ?? null,
  host: typeof fanlight,
  scripts: [...document.scripts].map((x) => [x.getAttribute("src"), x.type]),
  polluted: Object.keys(Object.prototype).length,
  alive: look.one("#end") !== null,
})"""


def main() -> None:
    home, folder, dist = sys.argv[1:]
    cast(Any, WeixinMount.__init__).__kwdefaults__["dist"] = Path(dist)

    async def work(host: Any) -> dict[str, Any]:
        import asyncio

        from host.launch.instance import State, now_s
        from host.launch.request import OpenRequest, Scene
        from tests.weixin_hand import LONGEST_S, Hand

        instance = await host.open_folder(Path(folder), OpenRequest(now_s(), Scene.COMMAND_LINE))
        await instance.reached(State.SHOWN)
        async with asyncio.timeout(LONGEST_S):
            while not any(line.text.startswith("ended ") for line in instance.console_lines):
                await asyncio.sleep(0.05)
        seen = cast("dict[str, Any]", await Hand(instance).see(_SEEN))
        seen["console"] = [line.text for line in instance.console_lines]
        seen["denied"] = [denial.as_json() for denial in instance.denials]
        seen["state"] = instance.state.value
        return seen

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
