"""A WeChat-syntax app used by a person: `python -m tests.weixin_child SCENE HOME FOLDER`.

Each scene opens the app in FOLDER in a real host, uses it, and prints what it saw as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

Scene = Callable[["Hand"], Awaitable[dict[str, Any]]]


async def gestures(hand: Hand) -> dict[str, Any]:
    """Tap, hold, drag; what the page heard."""
    await hand.tap("#plain")
    await hand.until("look.text('#log')", lambda log: "tap" in log)
    await hand.hold("#held", 0.6)
    await hand.until("look.text('#log')", lambda log: "longpress" in log)
    await hand.drag("#dragged", 40, 30)
    await hand.until("look.text('#log')", lambda log: "dragged:touchend" in log)
    await hand.tap("#caught")
    await hand.until("look.text('#log')", lambda log: "caught:tap" in log)
    return {"log": (await hand.see("look.text('#log')")).split()}


async def stack(hand: Hand) -> dict[str, Any]:
    """Scroll, go to another page and back by each of a desktop's ways."""
    from PySide6.QtCore import Qt

    await hand.turn("#far", 300)
    seen: dict[str, Any] = {"scrolled": await hand.still("look.scroller().scrollTop", _over(100))}
    await hand.tap("#go")
    await hand.text("#name", "second")
    seen["frames"] = await hand.see("document.querySelectorAll('.fl-frame').length")
    hand.key(Qt.Key.Key_Escape)
    await hand.until("look.one('#go') !== null")
    await hand.until("document.querySelectorAll('.fl-frame').length === 1")
    seen["kept"] = await hand.see("look.scroller().scrollTop")
    await hand.tap("#go")
    await hand.text("#name", "second")
    hand.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await hand.until("look.one('#go') !== null")
    seen["heard"] = (await hand.see("look.text('#log')")).split()
    return seen


async def scrolling(hand: Hand) -> dict[str, Any]:
    """Pull down, scroll to the end, and try to scroll behind a mask."""
    await hand.drag("#top", 0, 260)
    await hand.text("#refreshed", "1")
    await hand.until("look.scroller().style.transform === ''")
    await hand.turn_until("#top", 400, "look.text('#bottom') !== '0'")
    await hand.turn("#top", 400)
    end = await hand.still("look.scroller().scrollTop")
    await hand.text("#scroll", str(end))
    seen: dict[str, Any] = {"bottom": await hand.see("look.text('#bottom')")}
    await hand.see("(look.scroller().scrollTop = 0)")
    await hand.tap("#cover")
    await hand.until("look.one('#mask') !== null")
    # The engine turns the wheel by itself until it has drawn a frame with the mask's listener.
    await hand.see("new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))")
    await hand.turn("#mask", 300)
    await hand.turn_until("#inner", 60, "look.one('#inner').scrollTop > 10")
    seen["behind"] = await hand.see("look.scroller().scrollTop")
    return seen


async def tabs(hand: Hand) -> dict[str, Any]:
    """Use the tab bar by mouse and keys."""
    from PySide6.QtCore import Qt

    heights = "[innerHeight, look.scroller().clientHeight, look.one('#high').offsetHeight]"
    seen: dict[str, Any] = {"heights": await hand.see(heights)}
    icons = "[...document.querySelectorAll('.fl-tabs img')].map((x) => x.src.split('/').pop())"
    seen["icons"] = [await hand.see(icons)]
    await hand.tap(".fl-tabs [role=tab]:nth-child(2)")
    await hand.text("#name", "other")
    chosen = "document.querySelector('.fl-tabs [aria-selected=true] span').textContent"
    await hand.until(chosen, lambda text: text == "Two")
    seen["icons"].append(await hand.see(icons))
    hand.key(Qt.Key.Key_Tab)
    await hand.until("document.activeElement.getAttribute('role') === 'tab'")
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Return)
    await hand.until("look.one('#high') !== null")
    seen["badge"] = await hand.until("document.querySelector('.fl-tabs b:not([hidden])').innerText")
    await hand.tap("#hide")
    await hand.until("look.scroller().clientHeight === innerHeight")
    return seen


async def videos(hand: Hand) -> dict[str, Any]:
    """What becomes of videos that play and of those that do not, and what the engine plays."""
    await hand.until("look.text('#log')", lambda log: len(log.split()) >= 4)
    words = "[...x.shadowRoot.querySelectorAll('.note:not([hidden]) div')].map((y) => y.innerText)"
    notes = f"[...look.root().querySelectorAll('wx-video')].map((x) => {words})"
    kinds = ["video/webm; codecs=vp9,opus", "audio/ogg; codecs=vorbis", "audio/mpeg"]
    probe = "document.createElement('video').canPlayType"
    return {
        "log": await hand.see("look.text('#log')"),
        "notes": await hand.see(notes),
        "plays": [await hand.see(f"{probe}({json.dumps(kind)})") for kind in kinds],
        "h264": await hand.see(f"{probe}('video/mp4; codecs=avc1.42E01E')"),
    }


async def hostile(hand: Hand) -> dict[str, Any]:
    """A page that is full of what must not come alive."""
    await hand.text("#name", "here")
    return {
        "tags": await hand.see("[...look.root().querySelectorAll('*')].map((x) => x.localName)"),
        "attributes": await hand.see(
            "[...look.root().querySelectorAll('.bad')].flatMap((x) => x.getAttributeNames())"
        ),
        "ran": await hand.see("globalThis.ran ?? null"),
        "host": await hand.see("typeof fanlight"),
        "scripts": await hand.see(
            "[...document.scripts].map((x) => [x.getAttribute('src'), x.type])"
        ),
    }


async def asking(hand: Hand) -> dict[str, Any]:
    """Let the page ask the view for what it has measured, moved and seen."""
    await hand.until("look.text('#read')")
    seen: dict[str, Any] = {"read": json.loads(await hand.see("look.text('#read')"))}
    seen["placeholder"] = await hand.see(
        "((one) => [one.offsetHeight, one.parentNode.offsetHeight,"
        " getComputedStyle(one).overflowY])(look.one('#field .low'))"
    )
    await hand.tap("#move")
    await hand.text("#ended", "transform opacity")
    style = "(({transform, opacity}) => [transform, opacity])(getComputedStyle(look.one('#box')))"
    seen["moved"] = await hand.see(style)
    await hand.tap("#turn")
    await hand.text("#turned", "done")
    seen["turned"] = await hand.see(style)
    await hand.tap("#clear")
    await hand.text("#turned", "cleared")
    seen["cleared"] = await hand.see(style)
    seen["unseen"] = await hand.see("look.text('#met')")
    await hand.tap("#down")
    await hand.until("look.text('#met')", lambda text: text == "met")
    seen["arrived"] = await hand.still("look.scroller().scrollTop")
    return seen


def _over(least: float) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, int | float) and found > least


SCENES: dict[str, Scene] = {
    "asking": asking,
    "gestures": gestures,
    "hostile": hostile,
    "videos": videos,
    "scrolling": scrolling,
    "stack": stack,
    "tabs": tabs,
}


def main() -> None:
    name, home, folder = sys.argv[1:]

    async def work(host: Any) -> dict[str, Any]:
        from host.launch.instance import State, now_s
        from host.launch.request import OpenRequest
        from host.launch.request import Scene as From
        from tests.demand_apis import SCENES as APIS
        from tests.demand_components import SCENES as COMPONENTS
        from tests.demand_window import SCENES as WINDOW
        from tests.frame_scenes import SCENES as FRAMES
        from tests.gallery_scenes import SCENES as GALLERY
        from tests.last_frame_scenes import SCENES as LAST
        from tests.weixin_hand import Hand

        demanded = COMPONENTS | APIS | WINDOW
        scenes = SCENES | GALLERY | FRAMES | LAST | demanded
        # Those ask the app's own layer; the others see the app as everybody does.
        evaluable = name in demanded | FRAMES | LAST
        request = OpenRequest(now_s(), From.COMMAND_LINE, evaluable=evaluable)
        instance = await host.open_folder(Path(folder), request)
        await instance.reached(State.SHOWN)
        seen = await scenes[name](Hand(instance, host.box(instance).window, host, Path(folder)))
        seen["console"] = [line.as_json() for line in instance.console_lines]
        return seen

    print(json.dumps(with_host(Home(Path(home)), work, HostChoices())), flush=True)


if __name__ == "__main__":
    main()
