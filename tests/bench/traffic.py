"""What one setData sends from the logic layer to the view.

`python tests/bench/traffic.py HOME FOLDER`: opens the app of `rows` in a real host, with a counter
put before the runtime in its document, and prints messages and bytes of each operation as JSON.
Bytes are those of the packed words (shared/packed.ts), and the rest as JSON in UTF-8.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import rows

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from sandbox.weixin_mount import WeixinMount
from sandbox.weixin_runtime import DIST, EARLY_SCRIPT

_COUNTER = """(() => {
  const Native = Worker;
  const encoder = new TextEncoder();
  window.traffic = { messages: 0, bytes: 0 };
  window.Worker = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.t !== "packed") return;
        const { words, ...rest } = data;
        traffic.messages += 1;
        traffic.bytes += words.byteLength + encoder.encode(JSON.stringify(rest)).length;
      });
    }
  };
})();
"""


def counting(folder: Path) -> Path:
    """A copy of the runtime that counts."""
    shutil.copytree(DIST, folder, ignore=shutil.ignore_patterns("*.map"))
    early = folder / EARLY_SCRIPT
    early.write_text(_COUNTER + early.read_text("utf-8"), "utf-8")
    return folder


def main() -> None:
    home, folder = (Path(word) for word in sys.argv[1:])
    dist = counting(home.parent / "counting")
    cast(Any, WeixinMount.__init__).__kwdefaults__["dist"] = dist

    async def work(host: Any) -> dict[str, Any]:
        from host.launch.instance import State, now_s
        from host.launch.request import OpenRequest, Scene

        request = OpenRequest(now_s(), Scene.COMMAND_LINE, evaluable=True)
        instance = await host.open_folder(folder, request)
        await instance.reached(State.SHOWN)

        async def see(expression: str) -> Any:
            return json.loads(await instance.view.evaluate(expression))

        found = {}
        for name in rows.NAMES:
            await see("Object.assign(traffic, { messages: 0, bytes: 0 })")
            await see(f"fanlightEvaluate({json.dumps(rows.weixin_step(name))})")
            found[name] = await see("traffic")
        return found

    print(json.dumps(with_host(Home(home), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
