"""Each component that real mini-programs use, on its page of the gallery, in a person's hands.

Scenes of tests/weixin_child.py; what each tag gave stands under its name. What it has to be is in
tests/demand_shown.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

Seen = dict[str, Any]
_HERE = "packageComponent"
_MIDDLE = (
    "(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({}.getBoundingClientRect())"
)


async def _at(hand: Hand, page: str) -> None:
    await hand.go(f"{_HERE}/{page}/index")


async def _texts(hand: Hand, selector: str) -> Any:
    return await hand.see(
        f"[...look.root().querySelectorAll({json.dumps(selector)})].map((x) => x.innerText.trim())"
    )


async def words(hand: Hand) -> Seen:
    """What the template language makes, and what shows words and pictures."""
    seen: Seen = {}
    await _at(hand, "view")
    await hand.press("#press")
    seen["view"] = await hand.told(lambda text: "1" in text)
    seen["block"] = await _texts(hand, ".chip")
    await _at(hand, "template")
    await hand.until("look.one('.small') !== null")
    seen["template"] = await _texts(hand, ".small")
    seen["import"] = (await _texts(hand, ".card"))[0].split()
    seen["include"] = "这一行来自 footer.wxml" in await hand.see("look.root().textContent")
    parts = (await _texts(hand, "wx-framed"))[0].split()
    seen["slot"] = parts
    left = "look.one('#wxs').getBoundingClientRect().left"
    await hand.see("(look.one('#wxs').scrollIntoView({block: 'center'}), true)")
    before = await hand.still(left)
    await hand.drag("#wxs", 60, 0)
    moved = await hand.still(left) - before
    seen["wxs"] = {"price": await hand.see("look.text('#price')"), "moved": 50 <= moved <= 60}
    await _at(hand, "text")
    for _ in range(2):
        await hand.press("#add")
    poem = await hand.told(lambda text: text.count("\n") == 2, "#poem")
    seen["text"] = [poem.split("\n"), await hand.see("look.one('#decoded').innerText")]
    seen["span"] = await hand.see(
        "((x) => [x.localName, x.innerText, getComputedStyle(x).display])"
        "(look.root().querySelector('wx-span'))"
    )
    await _at(hand, "rich-text")
    await hand.until("look.one('wx-rich-text') !== null")
    seen["rich-text"] = await hand.see(
        "((root) => [...root.querySelectorAll('li')].map((x) => x.textContent))"
        "(look.one('#html').shadowRoot ?? look.one('#html'))"
    )
    await _at(hand, "icon")
    await hand.until("look.root().querySelectorAll('.cell wx-icon').length === 9")
    seen["icon"] = await hand.see(
        "[...look.root().querySelectorAll('.cell wx-icon')].filter((x) =>"
        " x.shadowRoot.querySelector('svg') && x.getBoundingClientRect().width === 40).length"
    )
    await _at(hand, "image")
    size = await hand.told(lambda text: "×" in text)
    failure = await hand.told(lambda text: "fail" in text or "404" in text, "#failure")
    shape = await hand.see(
        "(({width, height}) => width / height)(look.one('#wide').getBoundingClientRect())"
    )
    width, _, height = size.partition(" × ")
    seen["image"] = [abs(shape - int(width) / int(height)) < 0.02, bool(failure)]
    await _at(hand, "progress")
    await hand.press("#more")
    seen["progress"] = await hand.told(lambda text: text == "40 %，动画结束")
    return seen


async def forms(hand: Hand) -> Seen:
    """What a person types into, ticks and chooses."""
    seen: Seen = {}
    await _at(hand, "button")
    await hand.press("#primary")
    seen["button"] = await hand.told(lambda text: "1" in text)
    await _at(hand, "form")
    await hand.press("#who")
    hand.type("Li Bai")
    await hand.press("#strong")
    await hand.press("#submit")
    sent = json.loads(await hand.told(lambda text: "{" in text))
    await hand.press("#reset")
    seen["form"] = [sent, await hand.told(lambda text: "已重置" in text)]
    await _at(hand, "input")
    await hand.press("#bound")
    hand.type("!")
    seen["input"] = await hand.told(lambda text: "!" in text, "#mirror")
    await _at(hand, "textarea")
    await hand.press("#grows")
    before = await hand.see("look.one('#grows').offsetHeight")
    from PySide6.QtCore import Qt

    for word in ("one", "two", "three"):
        hand.type(word)
        hand.key(Qt.Key.Key_Return)
    told = await hand.told(lambda text: text.startswith("14"))
    grown = await hand.still("look.one('#grows').offsetHeight") > before
    seen["textarea"] = [told.split("，")[0], grown]
    bar = "look.one('wx-keyboard-accessory')?.getBoundingClientRect().height ?? 0"
    hidden = await hand.see(bar)
    await hand.press("#with-bar")
    shown = await hand.until(bar)
    seen["keyboard-accessory"] = {"before": hidden, "focused": shown > 0}
    await _at(hand, "checkbox")
    await hand.press("#tea-oolong")
    chosen = await hand.told(lambda text: "oolong" in text)
    ticked = await hand.see("look.one('#tea-oolong').shadowRoot.innerHTML.length > 0")
    seen["checkbox"], seen["checkbox-group"] = ticked, chosen
    await hand.press("wx-label:nth-of-type(2) wx-text")
    seen["label"] = await hand.told(lambda text: "black" in text)
    await _at(hand, "radio")
    before = await hand.told(bool)
    await hand.press("#city-suzhou wx-text")
    after = await hand.told(lambda text: text == "suzhou")
    await hand.press("#city-fuzhou wx-radio")
    seen["radio-group"] = [before, after]
    seen["radio"] = await hand.told(lambda text: text == "fuzhou")
    await _at(hand, "switch")
    await hand.press("#toggle")
    seen["switch"] = await hand.told(lambda text: text == "关")
    await _at(hand, "slider")
    await hand.still("look.middle('#slider')")
    await hand.tap("#slider")
    # Not what it says while it is still held.
    seen["slider"] = int(await hand.told(lambda text: text != "40" and text.isdigit()))
    await _at(hand, "picker")
    await hand.press("#selector")
    ok = "look.one('#selector').shadowRoot.querySelector('dialog button.ok')"
    await hand.until(f"{ok} !== null")
    hand.key(Qt.Key.Key_Down)
    wheel = "look.one('#selector').shadowRoot.querySelector('[role=spinbutton]')"
    await hand.until(f"{wheel}.getAttribute('aria-valuetext') === '普洱'")
    hand.click_at(await hand.see(_MIDDLE.format(ok)))
    seen["picker"] = await hand.told(lambda text: text == "普洱", "#selector")
    await _at(hand, "picker-view")
    before = await hand.told(bool)
    await hand.press("#today")
    seen["picker-view"] = [before, await hand.told(lambda text: text == "2026-4-5")]
    await hand.still("look.middle('wx-picker-view-column')")
    await hand.drag("wx-picker-view-column", 0, -88)
    year = await hand.told(lambda text: not text.startswith("2026"))
    seen["picker-view-column"] = int(year.split("-")[0]) > 2026
    return seen


async def boxes(hand: Hand) -> Seen:
    """What moves, scrolls, slides and lies above."""
    seen: Seen = {}
    await _at(hand, "scroll-view")
    await hand.turn_until("#tall", 60, "look.text('#result') !== 'scrollTop 0'")
    await hand.press("#jump")
    top = "look.one('{}').getBoundingClientRect().top"
    inside = f"{top.format('#p3')} - {top.format('#tall')}"
    seen["scroll-view"] = abs(await hand.still(f"Math.round({inside}) + 0.5") - 0.5) <= 1
    await _at(hand, "swiper")
    await hand.still("look.middle('#swiper')")
    await hand.drag("#swiper", -180, 0)
    seen["swiper"] = await hand.told(lambda text: "touch" in text)
    seen["swiper-item"] = await hand.until(
        "(({left, width}, item) => Math.abs(item.getBoundingClientRect().left - left) < 2"
        " && item.innerText)(look.one('#swiper').getBoundingClientRect(),"
        " look.one('#swiper').querySelectorAll('wx-swiper-item')[1])"
    )
    await _at(hand, "movable")
    await hand.still("look.middle('#ball')")
    await hand.drag("#ball", 60, 30)
    seen["movable-view"] = (await hand.told(lambda text: "x 0" not in text)) != ""
    await hand.still("look.middle('#ball')")
    await hand.drag("#ball", 900, 0)
    room = (
        "((ball, area) => area.right - ball.right)(look.one('#ball').getBoundingClientRect(),"
        " look.one('wx-movable-area').getBoundingClientRect())"
    )
    seen["movable-area"] = await hand.still(f"Math.round({room}) + 0.5") - 0.5
    await _at(hand, "cover")
    await hand.press("#cover")
    seen["cover-image"] = await hand.told(lambda text: "1" in text)
    seen["cover-view"] = await hand.see(
        "(([x, y]) => look.root().elementFromPoint(x, y).closest('wx-cover-view').innerText)"
        "(look.middle('.words'))"
    )
    await _at(hand, "lists")
    await hand.until("look.root().querySelectorAll('wx-sticky-header').length === 3")
    top = (
        "((x) => Math.round(x.getBoundingClientRect().top -"
        " look.one('#sticky').getBoundingClientRect().top))"
        "(look.root().querySelectorAll('wx-sticky-header')[{}])"
    )
    scroller = "look.one('#sticky').shadowRoot.querySelector('.scroller')"
    await hand.still("look.middle('#sticky')")
    await hand.turn_until("#sticky", 40, f"{scroller}.scrollTop > 20")
    seen["sticky-header"] = await hand.still(f"{top.format(0)} + 0.5") - 0.5
    await hand.see(f"({scroller}.scrollTop = 5000, true)")
    await hand.still(f"{scroller}.scrollTop")
    seen["sticky-section"] = await hand.see(f"[{top.format(0)} < 0, {top.format(2)}]")
    seen["grid-view"] = await hand.see(
        "new Set([...look.root().querySelectorAll('wx-grid-view .pane')].map((x) =>"
        " Math.round(x.getBoundingClientRect().left))).size"
    )
    await _at(hand, "layers")
    await hand.press("#open")
    await hand.until("look.one('#mask') !== null")
    mask = await hand.see("look.one('#mask').getBoundingClientRect().height / innerHeight")
    await hand.tap("#mask")
    seen["root-portal"] = [mask >= 1, await hand.told(lambda text: "关了" in text)]
    await _at(hand, "page-meta")
    size = "getComputedStyle(look.one('.sample')).fontSize"
    before = await hand.see(size)
    await hand.press("#bigger")
    after = await hand.until(size, lambda found: found == "22px")
    await hand.press("#rename")
    seen["page-meta"] = [before, after, await hand.titled("改过的标题")]
    await _at(hand, "navigator")
    await hand.press("#go")
    await hand.until("look.one('#poem') !== null")
    query = await hand.logic("getCurrentPages().at(-1).options")
    hand.back()
    await hand.until("look.one('#go') !== null")
    seen["navigator"] = query
    return seen


async def media(hand: Hand) -> Seen:
    """What plays, draws, and shows the world."""
    seen: Seen = {}
    await _at(hand, "video")
    await hand.press("#play")
    seen["video"] = await hand.told(lambda text: text in ("play", "ended"))
    await _at(hand, "audio")
    await hand.until("look.one('#tune')?.shadowRoot?.querySelector('button') != null")
    await hand.still("look.middle('#tune')")
    button = "look.one('#tune').shadowRoot.querySelector('button')"
    hand.click_at(await hand.see(_MIDDLE.format(button)))
    seen["audio"] = await hand.told(lambda text: text in ("play", "ended"))
    await _at(hand, "canvas")
    await hand.until("look.one('#pad') !== null")
    await hand.see("(look.one('#pad').scrollIntoView({block: 'center'}), true)")
    await hand.still("look.middle('#pad')")
    await hand.drag("#pad", 40, 20)
    strokes = await hand.told(lambda text: text.startswith("1"))
    inked = await hand.logic(
        "(({ context }) => context.getImageData(0, 0, context.canvas.width, context.canvas.height)"
        ".data.some((byte) => byte > 0))(getCurrentPages().at(-1).pad)"
    )
    seen["canvas"] = [strokes, inked]
    await _at(hand, "map")
    await hand.press("#centre")
    centre = json.loads(await hand.told(lambda text: "latitude" in text))
    drawn = await hand.until(
        "look.one('#map').shadowRoot.querySelectorAll('.leaflet-marker-icon').length"
    )
    seen["map"] = [round(centre["latitude"], 2), round(centre["longitude"], 2), drawn >= 2]
    return seen


async def apart(hand: Hand) -> Seen:
    """What a desktop has not: a note in its place, and its error told; and Skyline's handlers."""
    seen: Seen = {}
    await _at(hand, "open")
    reports = "({ ...getCurrentPages().at(-1).data.reports })"
    await hand.until("look.one('wx-channel-video') !== null")
    for tag in ("ad", "official-account", "store-home", "store-product", "channel-video"):
        seen[tag] = await _placeholder(hand, reports, tag)
    seen["open-data"] = await hand.see(
        "[...look.root().querySelectorAll('wx-open-data')].map((x) => ["
        "x.shadowRoot.textContent.trim(), x.shadowRoot.querySelector('svg') !== null])"
    )
    await _at(hand, "hardware")
    await hand.until("look.one('wx-live-pusher') !== null")
    for tag in ("live-player", "live-pusher"):
        seen[tag] = await _placeholder(hand, reports, tag)
    await _at(hand, "gestures")
    for tag, name in (("tap", "one"), ("double-tap", "two")):
        await hand.press(f"#{name}")
        if tag == "double-tap":
            await hand.tap(f"#{name}")
        seen[f"{tag}-gesture-handler"] = await hand.told(
            lambda text, word={"one": "点", "two": "双击"}[name]: text.startswith(f"{word}：")
        )
    await hand.still("look.middle('#drag')")
    await hand.drag("#drag", 60, 0)
    seen["horizontal-drag-gesture-handler"] = await hand.told(lambda text: "横拖" in text)
    await hand.still("look.middle('#scale')")
    await hand.pinch("#scale", 120)
    seen["scale-gesture-handler"] = await hand.told(lambda text: "缩放" in text)
    seen["share-element"] = await hand.see(
        "((x) => [x.querySelector('wx-image') !== null, x.getBoundingClientRect().height > 0])"
        "(look.one('wx-share-element'))"
    )
    await _at(hand, "web-view")
    card = "look.one('#web').shadowRoot"
    await hand.until(f"look.one('#web') !== null && {card}.querySelector('button') !== null")
    seen["web-view"] = await hand.see(f"{card}.querySelector('.address').textContent")
    return seen


async def _placeholder(hand: Hand, reports: str, tag: str) -> Any:
    """What the app heard, and whether a note stands in the tag's place."""
    for _ in range(500):
        if tag in (heard := await hand.logic(reports)):
            break
    note = f"look.one('wx-{tag}').shadowRoot?.querySelector('.note')?.textContent ?? ''"
    return [heard.get(tag), bool(await hand.see(note))]


SCENES = {
    "demand-words": words,
    "demand-forms": forms,
    "demand-boxes": boxes,
    "demand-media": media,
    "demand-apart": apart,
}
