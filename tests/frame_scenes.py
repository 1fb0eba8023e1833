"""First frames of WeChat-syntax pages, watched frame by frame; scenes of tests/weixin_child.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

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
    if (all.length) seen.push({late, all: all.length, places: there.map(about)});
    globalThis.watching = requestAnimationFrame(note);
  };
  cancelAnimationFrame(globalThis.watching);
  globalThis.watching = requestAnimationFrame(note);
  return 0;
})()
"""


async def screenful(hand: Hand) -> dict[str, Any]:
    """Go to each page; what stood in its first frame, what once all is laid out, what was asked."""
    seen: dict[str, Any] = {}
    for route in await hand.see("[...look.root().querySelectorAll('.route')].map(x => x.id)"):
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
    return seen


SCENES: dict[str, Callable[[Hand], Awaitable[dict[str, Any]]]] = {"screenful": screenful}
