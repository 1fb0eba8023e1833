"""A person in the gallery (sample_apps/gallery); scenes of tests/weixin_child.py."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

_DEMAND = Path(__file__).with_name("demand.json")
PRESSES, PRESSED_S = 2, 6.0
_TABS = {"components": 1, "apis": 2, "extend": 3, "about": 4}


async def components(hand: Hand) -> dict[str, Any]:
    """Type, tap, drag and submit on the pages of components."""
    wanted = [name for step in json.loads(_DEMAND.read_text())["components"] for name in step]
    defined = f"{json.dumps(wanted)}.filter((tag) => customElements.get(`wx-${{tag}}`))"
    seen: dict[str, Any] = {"defined": await hand.see(defined)}
    await _visit(hand, "text")
    for _ in range(2):
        await hand.press("#add")
    seen["poem"] = await hand.until("look.text('#poem')", lambda text: text.count("\n") == 2)
    await _leave(hand)
    await _visit(hand, "form")
    await hand.press("#who")
    hand.type("Li Bai")
    await hand.press("#strong")
    await hand.press("#submit")
    answered = await hand.until("look.text('#result')", lambda text: "{" in text)
    seen["form"] = json.loads(answered)
    await hand.press("#reset")
    await hand.text("#result", "已重置")
    await _leave(hand)
    await _visit(hand, "swiper")
    await hand.still("look.middle('#swiper')")
    await hand.drag("#swiper", -180, 0)
    seen["swiper"] = await hand.told(lambda text: "touch" in text)
    await _leave(hand)
    await _visit(hand, "switch")
    await hand.press("#toggle")
    seen["switch"] = await hand.told(lambda text: text == "关")
    await _leave(hand)
    await _visit(hand, "checkbox")
    await hand.press("#tea-oolong")
    seen["checkbox"] = await hand.told(lambda text: "oolong" in text)
    await _leave(hand)
    await _visit(hand, "input")
    await hand.press("#bound")
    hand.type("!")
    seen["input"] = await hand.until("look.text('#mirror')", lambda text: "!" in text)
    return seen


async def apis(hand: Hand) -> dict[str, Any]:
    """Store, call, go on and come back on the pages of APIs."""
    seen: dict[str, Any] = {}
    await _tab(hand, "apis")
    await _visit(hand, "storage")
    seen["stored_before"] = await hand.told(bool)
    await hand.press("#words")
    hand.type("kept")
    await hand.press("#save")
    await hand.told(lambda text: "ok" in text)
    await _leave(hand)
    await _visit(hand, "routing")
    await hand.press("#open")
    seen["handed"] = await hand.until("look.text('#query')", lambda text: text and "¥" in text)
    await hand.press("#choose")
    await hand.until("look.one('#open') !== null")
    seen["answered"] = await hand.told(lambda text: "下一页说" in text)
    await _leave(hand)
    await _visit(hand, "request")
    await hand.press("#undeclared")
    seen["undeclared"] = await hand.told(lambda text: "fail" in text)
    await _leave(hand)
    await _visit(hand, "files")
    for name in ("write", "read"):
        await hand.press(f"#{name}")
    seen["file"] = await hand.told(lambda text: "茶" in text)
    await _leave(hand)
    await _visit(hand, "worker")
    await hand.press("#count")
    seen["primes"] = await hand.told(lambda text: "质数" in text)
    await _leave(hand)
    await _visit(hand, "query")
    await hand.press("#rect")
    seen["rect"] = json.loads(await hand.told(lambda text: "width" in text))
    return seen


async def kept(hand: Hand) -> dict[str, Any]:
    """What the page of the storage finds when it opens."""
    await _tab(hand, "apis")
    await _visit(hand, "storage")
    return {"stored": await hand.told(bool)}


async def libraries(hand: Hand) -> dict[str, Any]:
    """Use a component of each library from npm."""
    seen: dict[str, Any] = {}
    await _tab(hand, "extend")
    for page in ("t-basic", "van-basic"):
        await _visit(hand, page)
        await hand.press("#main")
        seen[page] = await hand.told(lambda text: "1" in text)
        await _leave(hand)
    await _visit(hand, "van-feedback")
    await hand.press("#dialog")
    await hand.until("look.one('.van-dialog__confirm') !== null")
    await hand.press(".van-dialog__confirm")
    seen["dialog"] = await hand.told(lambda text: text == "倒掉了")
    return seen


async def _tab(hand: Hand, name: str) -> None:
    """Press a tab of the bar."""
    await hand.tap(f".fl-tabs [role=tab]:nth-child({_TABS[name]})")


async def _visit(hand: Hand, page: str) -> None:
    """Press a page's tile on the tab that is shown, and wait for the page."""
    came = "look.one('#result') !== null"
    for _ in range(PRESSES):
        await hand.press(f"#{page}")
        # The tab's frame is inert from now on, so that `look` sees the page that came. On a busy
        # machine a press right after a change of tabs may go nowhere: a person presses again.
        with suppress(TimeoutError):
            async with asyncio.timeout(PRESSED_S):
                await hand.until(came)
                return
    await hand.until(came)


async def _leave(hand: Hand) -> None:
    """Back to the tab, which has no result, by the window bar's own button."""
    hand.back()
    await hand.until("look.one('#result') === null")


SCENES = {"components": components, "apis": apis, "kept": kept, "libraries": libraries}
