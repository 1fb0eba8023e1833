"""Pages that say what is drawn of them at their next launch; scenes of tests/weixin_child.py."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.frame_scenes import _FRAME_MARKS, _TREE, _opened, _until

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

# What a person sees, in whichever tree it stands.
_SEEN = """(() => {
  const root = document.querySelector(".fl-page")?.shadowRoot;
  return root?.querySelector("#hint")?.textContent ?? "";
})()"""


async def last(hand: Hand) -> dict[str, Any]:
    """A page keeps a frame and is opened again, in a document of its own and in one made ahead;
    its app's code is held up while the frame is looked at. Then a new version, then none."""
    from sandbox.package.signing import SigningKey

    host = hand.host
    await host.end_instance(hand.instance)
    key = SigningKey.generate()
    app_id = await installed(host, hand.folder, key)
    first = await _opened(host.open_installed, app_id, None)
    ran = await first.until("look.text('#ran')")
    seen: dict[str, Any] = {"ran": ran, "plain": await first.still(_TREE)}
    seen["at first"] = await marks(first)
    folder = host.home.profiles / first.instance.ref.host
    await _until(lambda: kept(folder))
    await host.end_instance(first.instance)
    for name in ("again", "ahead"):
        if name == "ahead":
            await host.stay_ready()
            await _until(lambda: host.preloading.stands)
            await asyncio.sleep(1)
        seen[name] = await held_up(host, app_id, folder)
    host.preloading.end()
    facts = hand.folder / "fanlight.json"
    told = json.loads(facts.read_text()) | {"version": {"name": "1.0.1", "code": 2}}
    facts.write_text(json.dumps(told))
    await installed(host, hand.folder, key)
    newer = await _opened(host.open_installed, app_id, None)
    seen["newer"] = await marks(newer)
    await newer.until("look.text('#ran') !== ''")
    await host.end_instance(newer.instance)
    await host.settled()
    await asyncio.to_thread(host.store.uninstall, app_id)
    seen["left"] = folder.exists()
    return seen


async def installed(host: Any, folder: Path, key: Any) -> Any:
    """The project's package as its publisher makes it, installed; its app id."""
    from host.launch.folder_build import FolderBuilds
    from host.store.trust import TrustPolicy

    builds = FolderBuilds(host.home.compiled)
    release = await asyncio.to_thread(builds.release, folder, key, allow_secrets=True)
    package = folder.parent / "release.ma"
    package.write_bytes(release.content)
    return await host.sideload(package, TrustPolicy(frozenset([key.key_id])))


async def marks(hand: Hand) -> Any:
    """How its first frame came and went."""
    return await hand.see(_FRAME_MARKS)


async def held_up(host: Any, app_id: Any, folder: Path) -> dict[str, Any]:
    """Open it while its own code waits; what stands there, and what once it has run."""
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from tests.weixin_hand import Hand

    with storage_held(folder):
        instance = await host.open_installed(app_id, OpenRequest(now_s(), Scene.COMMAND_LINE))
        hand = Hand(instance)
        drawn = await first_seen(hand)
        seen = {"drawn": drawn, "ran before": await hand.see("look.text('#ran')")}
    await instance.reached(State.SHOWN)
    await hand.until("look.text('#ran') !== ''")
    seen |= {
        "tree": await hand.still(_TREE),
        "marks": await marks(hand),
        "scripts": await hand.see("globalThis.hacked ?? null"),
        "kind": instance.launch_kind.value,
    }
    await host.end_instance(instance)
    return seen


async def first_seen(hand: Hand) -> str:
    """What the page shows first; its document may still be on its way."""
    from bridge.errors import LoadFailed

    found = ""
    async with asyncio.timeout(60):
        while not found:
            await asyncio.sleep(0.05)
            with contextlib.suppress(LoadFailed):
                found = await hand.see(_SEEN)
    return found


@contextlib.contextmanager
def storage_held(folder: Path) -> Iterator[None]:
    """While entered, the app's storage answers nobody: its code waits, and takes no time."""
    with contextlib.closing(sqlite3.connect(folder / "storage.db", timeout=30)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.rollback()


def kept(folder: Path) -> list[dict[str, Any]]:
    """The frames that the app's pages have."""
    return [json.loads(file.read_bytes()) for file in sorted(folder.glob("frames/*/*.json"))]


async def odd_frames(hand: Hand) -> dict[str, Any]:
    """Each kind of odd data, given by the page `odd`; what was kept of it."""
    folder = hand.host.home.profiles / hand.instance.ref.host
    seen: dict[str, Any] = {}
    for name in await hand.logic("Object.keys(getApp().odd)"):
        await hand.logic(f"getApp().give({json.dumps(name)})")
        await hand.logic("new Promise((done) => setTimeout(done, 400))")
        found = kept(folder)
        seen[name] = None if not found else texts(found[0])
        # Whatever it was, the next is taken as ever.
        await hand.logic("getApp().give('')")
        await _until(lambda: kept(folder) and "plain" in texts(kept(folder)[0]))
        await hand.logic("getApp().forget()")
        await _until(lambda: not kept(folder))
    seen["alive"] = await hand.see("look.text('#hint')")
    return seen


def texts(frame: dict[str, Any]) -> list[str]:
    """The texts that a frame draws."""
    return [one for one in frame["ops"] if isinstance(one, str) and "plain" in one]


SCENES: dict[str, Callable[[Hand], Awaitable[dict[str, Any]]]] = {
    "last": last,
    "odd frames": odd_frames,
}
