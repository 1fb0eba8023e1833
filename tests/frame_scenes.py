"""First frames of WeChat-syntax pages, watched frame by frame; scenes of tests/weixin_child.py."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

OUT_OF_SIGHT_S = 0.3
SHORTER_PX = 240

# In each frame: how many elements of the page that is shown are not laid out yet, and where stands
# what is in the first screen.
_WATCH = """
(() => {
  const seen = (globalThis.framed = []);
  const about = (element) => {
    const {left, top, width, height} = element.getBoundingClientRect();
    return [element.id || element.className, left, top, width, height].join(" ");
  };
  const note = () => {
    const frame = look.frame();
    const isNew = frame?.dataset.left === undefined && !frame?.matches(".fl-away");
    const all = frame && isNew ? [...look.root().querySelectorAll("wx-page *")] : [];
    const late = all.filter((element) => element.hasAttribute("fl-late")).length;
    const there = all.filter((element) => {
      const {top, bottom, height} = element.getBoundingClientRect();
      return height > 0 && height < innerHeight && bottom > 0 && top < innerHeight;
    });
    const places = there.map(about);
    if (all.length) seen.push({late, all: all.length, places, height: innerHeight});
    globalThis.watching = requestAnimationFrame(note);
  };
  cancelAnimationFrame(globalThis.watching);
  globalThis.watching = requestAnimationFrame(note);
  return 0;
})()
"""


async def screenful(hand: Hand) -> dict[str, Any]:
    """Go to each page; what stood in its first frame, what once all is laid out, what was asked.
    At last to one that comes on the screen after it was drawn, as at a cold start."""
    seen: dict[str, Any] = {}
    routes = await hand.see("[...look.root().querySelectorAll('.route')].map(x => x.id)")
    for route in routes:
        await hand.see("(look.frame().dataset.left = '', 0)")
        await hand.see(_WATCH)
        await hand.logic(f"wx.reLaunch({{ url: '/{route}' }}).then(() => 0)")
        await hand.until("framed.length > 3 && framed.at(-1).late === 0")
        frames = await hand.see("framed.filter((frame) => frame.all === framed.at(-1).all)")
        seen[route] = {
            "late": frames[0]["late"],
            "first": frames[0]["places"],
            "last": frames[-1]["places"],
            "measured": await hand.see("look.text('#measured')"),
            "height": await hand.see("String(look.one('.list').offsetHeight)"),
        }
    whole = hand.window.size()
    whole_px = await hand.see("innerHeight")
    hand.window.resize(whole.width(), whole.height() - SHORTER_PX)
    await hand.until(f"innerHeight < {whole_px}")
    hand.window.hide()
    await hand.until("document.visibilityState === 'hidden'")
    await hand.logic(f"wx.reLaunch({{ url: '/{routes[0]}' }}).then(() => 0)")
    await asyncio.sleep(OUT_OF_SIGHT_S)
    # Behind what the page itself does then.
    await hand.see(f"(document.onvisibilitychange = () => {_WATCH}, globalThis.framed = [], 0)")
    hand.window.resize(whole)
    hand.window.show()
    await hand.until(f"innerHeight === {whole_px} && framed.length > 3 && framed.at(-1).late === 0")
    seen["unseen"] = {
        "late": await hand.see("framed[0].late"),
        "whole": await hand.see(f"framed.filter((frame) => frame.height === {whole_px})"),
    }
    return seen


# The tree of the page that is shown, with what the components draw in themselves.
_TREE = """
(() => {
  const told = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.data;
    const names = node.getAttributeNames().filter((name) => name !== "fl-late").sort();
    const attributes = names.map((name) => `${name}=${node.getAttribute(name)}`);
    const own = node.shadowRoot ? [...node.shadowRoot.childNodes].map(told) : [];
    const hears = [...(node.wxHears ?? [])].join(" ");
    return [node.localName, node.wxNode ?? 0, attributes, hears, own,
      [...node.childNodes].map(told)];
  };
  return [...look.root().childNodes].map(told);
})()
"""
_FRAME_MARKS = """performance.getEntriesByType("mark").map((mark) => mark.name)
  .filter((name) => name.startsWith("first-frame"))"""


_PICTURE = "look.one('#picture').shadowRoot.querySelector('img').naturalWidth"
_AHEAD = """(({shadowRoot: root}) => ({
  text: root.querySelector("#drawn").textContent,
  ran: root.querySelector("#ran").textContent,
  colour: getComputedStyle(root.querySelector("#drawn")).color,
  picture: root.querySelector("#picture").shadowRoot.querySelector("img").naturalWidth,
  seen: document.visibilityState,
  lang: document.documentElement.lang,
  posted: globalThis.posted,
  policies: document.querySelectorAll("meta[http-equiv]").length,
}))(document.querySelector(".fl-page"))"""


_NOTE_POSTED = """{
  const { postMessage } = Worker.prototype;
  globalThis.posted = [];
  Worker.prototype.postMessage = function (message, ...more) {
    posted.push(message.t);
    postMessage.call(this, message, ...more);
  };
  ""
}"""


async def frames(hand: Hand) -> dict[str, Any]:
    """Each page of the project that asks for a first frame, with it and without."""
    from host.launch.folder_build import FolderBuilds
    from host.store.trust import TrustPolicy
    from sandbox.package.signing import SigningKey

    host, folder = hand.host, hand.folder
    key = SigningKey.generate()
    builds = FolderBuilds(host.home.compiled)
    release = await asyncio.to_thread(builds.release, folder, key, allow_secrets=True)
    package = folder.parent / "release.ma"
    package.write_bytes(release.content)
    app_id = await host.sideload(package, TrustPolicy(frozenset([key.key_id])))
    seen: dict[str, Any] = {"problems": [problem.message for problem in release.problems]}
    for route in _asking(folder):
        plain = await _opened(host.open_folder, folder, route)
        framed = await _opened(host.open_installed, app_id, route)
        seen[route] = {
            "same": await framed.still(_TREE) == await plain.still(_TREE),
            "marks": await framed.see(_FRAME_MARKS),
            "none": await plain.see(_FRAME_MARKS),
            "text": await framed.see("look.one('wx-page').textContent.trim().slice(0, 40)"),
        }
        await host.end_instance(framed.instance)
        await host.end_instance(plain.instance)
    return seen


def _asking(folder: Path) -> list[str]:
    """Routes of the pages that ask for a first frame."""
    named = (
        file for file in sorted(folder.rglob("*.json")) if "RenderingCache" in file.read_text()
    )
    return [file.relative_to(folder).with_suffix("").as_posix() for file in named]


async def foreseen(hand: Hand) -> dict[str, Any]:
    """The first frame of the project, drawn before it is opened; then opened."""
    from PySide6.QtWebEngineCore import QWebEngineScript

    from host.compose.box import Box
    from tests.preloading_child import requests

    host = hand.host
    app_id = await _installed(host, hand.folder)
    await host.end_instance(hand.instance)
    asked = requests()
    await host.stay_ready()
    await _until(lambda: host.preloading._loaded)
    world = QWebEngineScript.ScriptWorldId.MainWorld.value
    host.preloading._ready.blank.page.runJavaScript(_NOTE_POSTED, world)
    asked.clear()
    await host.foresee(app_id)
    await _until(lambda: host.preloading.foreseen is not None)
    spare = host.preloading.drawn
    await _until(lambda: spare.is_drawn)
    window = spare.blank.view.window()
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    spare.blank.page.runJavaScript(f"JSON.stringify({_AHEAD})", world, told.set_result)
    seen: dict[str, Any] = {
        "ahead": json.loads(await told),
        "muted": spare.blank.page.isAudioMuted(),
        "told of": _told_of(window),
    }
    seen["asked ahead"] = sorted(path for path in asked if "weixin/" in path)
    await _until(lambda: host.preloading.stands)  # the next view, for whatever else is opened
    announce = Box._announce

    def announce_late(box: Box, first: bool) -> None:
        if "/weixin/main.js" in asked:
            announce(box, first)
        else:
            asyncio.get_running_loop().call_later(0.01, announce_late, box, first)

    # Its code begins with the host's first word: the event that comes later is not waited for.
    with patch.object(Box, "_announce", announce_late):
        framed = await _opened(host.open_installed, app_id, None)
    seen["kind"] = framed.instance.launch_kind.value
    seen["marks"] = await framed.see(_FRAME_MARKS)
    seen["ran"] = await framed.until("look.text('#ran') !== '' && look.text('#ran')")
    seen["text"] = await framed.see("look.text('#drawn')")
    seen["host"] = await framed.see("location.host") == spare.host
    seen["posted"] = await framed.see("globalThis.posted.slice(0, 2)")
    seen["muted after"] = spare.blank.page.isAudioMuted()
    seen["picture"] = await framed.see(_PICTURE)
    seen["window"] = host.box(framed.instance).window is window
    seen["told of it"] = _told_of(window)
    await host.end_instance(framed.instance)
    seen["dropped"] = await _dropped(host, app_id)
    return seen


def _told_of(window: Any) -> list[bool]:
    """Whether assistive technologies know of it; whether it is on the screen."""
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QApplication

    root = QAccessible.queryAccessibleInterface(QApplication.instance())
    names = [root.child(at).text(QAccessible.Text.Name) for at in range(root.childCount())]
    return [window.windowTitle() in names, window.windowHandle().isExposed()]


async def asked(hand: Hand) -> dict[str, Any]:
    """What stood in the page whenever it asked for a frame, while its text was changed."""
    await hand.see("new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))")
    await hand.see("""(() => {
      const ask = requestAnimationFrame;
      globalThis.asked = [];
      globalThis.requestAnimationFrame = (act) => {
        asked.push(look.text("#told"));
        return ask(act);
      };
      return 0;
    })()""")
    await hand.logic("(getCurrentPages()[0].setData({ told: 'new' }), 0)")
    await hand.text("#told", "new")
    return {"asked": await hand.see("asked")}


async def _dropped(host: Any, app_id: Any) -> list[bool]:
    """Whether it stands, after each: a look at what is as it was, closing, removal elsewhere."""
    from host.compose.foreseeing import review

    def stands() -> bool:
        return host.preloading.foreseen is not None

    async def foresee() -> None:
        await host.foresee(app_id)
        await _until(lambda: host.preloading.foreseen is not None)

    await foresee()
    await review(host.preloading, host.store.library)
    seen = [stands()]
    await host.end_app(app_id)
    seen.append(stands())
    await foresee()
    await asyncio.to_thread(host.store.uninstall, app_id)
    await review(host.preloading, host.store.library)
    return [*seen, stands()]


async def _until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.02)


async def _installed(host: Any, folder: Path) -> Any:
    """The project's package as it is published, installed; its app id."""
    from host.launch.folder_build import FolderBuilds
    from host.store.trust import TrustPolicy
    from sandbox.package.signing import SigningKey

    key = SigningKey.generate()
    builds = FolderBuilds(host.home.compiled)
    release = await asyncio.to_thread(builds.release, folder, key, allow_secrets=True)
    package = folder.parent / "release.ma"
    package.write_bytes(release.content)
    return await host.sideload(package, TrustPolicy(frozenset([key.key_id])))


async def _opened(opening: Callable[..., Awaitable[Any]], what: object, route: str | None) -> Hand:
    from bridge.names import PageRoute
    from host.launch.instance import State, now_s
    from host.launch.request import OpenRequest, Scene
    from tests.weixin_hand import Hand

    page = None if route is None else PageRoute(route)
    request = OpenRequest(now_s(), Scene.COMMAND_LINE, page)
    instance = await opening(what, request)
    await instance.reached(State.SHOWN)
    return Hand(instance)


SCENES: dict[str, Callable[[Hand], Awaitable[dict[str, Any]]]] = {
    "asked": asked,
    "foreseen": foreseen,
    "frames": frames,
    "screenful": screenful,
}
