"""What real mini-programs ask of the window, of the person and of other programs.

Scenes of tests/weixin_child.py: the app asks in its own layer, a person answers in the host's
native sheets and dialogs, and what is seen outside of the page stands under the API's name.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

if TYPE_CHECKING:
    from tests.weixin_hand import Hand

Seen = dict[str, Any]
LONGEST_S = 30.0
GALLERY = Path(__file__).resolve().parents[1] / "sample_apps" / "gallery"


class Programs(QObject):
    """Takes what the host hands to the system's programs; nothing is started."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []
        for scheme in ("https", "tel", "sms", "file"):
            QDesktopServices.setUrlHandler(scheme, self, "take")

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Called by QDesktopServices."""
        self.given.append(url.toString())


class Asked:
    """One call of `wx`, under way while a person answers."""

    def __init__(self, hand: Hand, name: str, params: object) -> None:
        self._answer = asyncio.ensure_future(
            hand.logic(
                f"new Promise((done) => wx.{name}({{ ...{json.dumps(params)}, "
                "success: done, fail: done }))"
            )
        )

    async def answer(self) -> Any:
        async with asyncio.timeout(LONGEST_S):
            return await self._answer


async def until(found: Callable[[], Any]) -> Any:
    """Let the loop turn until `found` gives something."""
    async with asyncio.timeout(LONGEST_S):
        while not (value := found()):
            await asyncio.sleep(0.02)
    return value


async def sheet(hand: Hand, kind: type[QWidget]) -> Any:
    """The visible sheet of that kind, once it takes clicks."""

    def ready() -> Any:
        for each in hand.window.findChildren(kind):
            guard = getattr(each, "guard", None)
            if each.isVisible() and (guard is None or not guard.closed):
                return each
        return None

    return await until(ready)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def pick(place: Path) -> None:
    """Choose a file in the system's dialog."""

    def dialogs() -> list[QFileDialog]:
        widgets = QApplication.topLevelWidgets()
        return [each for each in widgets if isinstance(each, QFileDialog) and each.isVisible()]

    (dialog,) = await until(dialogs)
    (field,) = dialog.findChildren(QLineEdit, "fileNameEdit")
    field.setText(str(place))
    dialog.accept()


async def bars(hand: Hand) -> Seen:
    """The native bar, the tab bar, toasts, and dialogs of the app's own words."""
    from host.shell.dialogs import ActionSheetVeil, ModalVeil
    from host.shell.toast import ToastLayer

    seen: Seen = {}
    (toast,) = hand.window.findChildren(ToastLayer)
    await Asked(hand, "showToast", {"title": "Brewed", "duration": 60_000}).answer()
    seen["showToast"] = "Brewed" in await until(lambda: toast.shown_text)
    await Asked(hand, "hideToast", {}).answer()
    seen["hideToast"] = await until(lambda: not toast.isVisible())
    await Asked(hand, "showLoading", {"title": "Boiling"}).answer()
    seen["showLoading"] = "Boiling" in await until(lambda: toast.shown_text)
    await Asked(hand, "hideLoading", {}).answer()
    seen["hideLoading"] = await until(lambda: not toast.isVisible())
    asked = Asked(hand, "showModal", {"title": "Pour?", "content": "All of it."})
    veil = await sheet(hand, ModalVeil)
    said = " ".join(label.text() for label in veil.findChildren(QLabel))
    click(veil.confirm)
    seen["showModal"] = ["Pour?" in said, (await asked.answer())["confirm"]]
    asked = Asked(hand, "showActionSheet", {"itemList": ["Green", "Black"]})
    veil = await sheet(hand, ActionSheetVeil)
    click(veil.buttons[1])
    seen["showActionSheet"] = (await asked.answer())["tapIndex"]
    bar = hand.window.bar
    await Asked(hand, "setNavigationBarTitle", {"title": "Longjing"}).answer()
    seen["setNavigationBarTitle"] = await hand.titled("Longjing")
    before = bar.ink
    colours = {"frontColor": "#ffffff", "backgroundColor": "#17806a"}
    await Asked(hand, "setNavigationBarColor", colours).answer()
    seen["setNavigationBarColor"] = await until(lambda: bar.ink != before and bar.ink)
    await Asked(hand, "showNavigationBarLoading", {}).answer()
    seen["showNavigationBarLoading"] = await until(bar.busy.isVisible)
    await Asked(hand, "hideNavigationBarLoading", {}).answer()
    seen["hideNavigationBarLoading"] = await until(lambda: not bar.busy.isVisible())
    tab = "document.querySelectorAll('.fl-tabs [role=tab]')[2]"
    facts = "(({hidden, textContent, className}) => [hidden, textContent, className])"
    badge = f"{facts}({tab}.querySelector('b'))"
    await Asked(hand, "setTabBarBadge", {"index": 2, "text": "7"}).answer()
    seen["setTabBarBadge"] = await hand.until(badge, lambda found: not found[0])
    await Asked(hand, "removeTabBarBadge", {"index": 2}).answer()
    seen["removeTabBarBadge"] = (await hand.until(badge, lambda found: found[0]))[0]
    await Asked(hand, "showTabBarRedDot", {"index": 2}).answer()
    seen["showTabBarRedDot"] = await hand.until(badge, lambda found: not found[0])
    await Asked(hand, "setTabBarItem", {"index": 2, "text": "More"}).answer()
    name = f"{tab}.querySelector('span').textContent"
    seen["setTabBarItem"] = await hand.until(name, lambda text: text == "More")
    hidden = "document.querySelector('.fl-tabs').getBoundingClientRect().height === 0"
    await Asked(hand, "hideTabBar", {}).answer()
    seen["hideTabBar"] = await hand.until(hidden)
    await Asked(hand, "showTabBar", {}).answer()
    seen["showTabBar"] = await hand.until(f"!({hidden})")
    awake = await Asked(hand, "setKeepScreenOn", {"keepScreenOn": True}).answer()
    seen["setKeepScreenOn"] = awake["errMsg"]
    return seen


async def ways(hand: Hand) -> Seen:
    """From page to page, and on a page."""
    seen: Seen = {}
    stack = "getCurrentPages().map(({ route }) => route.split('/')[1])"

    async def routed(name: str, params: object, *ends: str) -> Any:
        answer = await Asked(hand, name, params).answer()
        async with asyncio.timeout(LONGEST_S):
            while (found := await hand.logic(stack)) != list(ends):
                await asyncio.sleep(0.05)
        return [answer["errMsg"], found]

    go = {"url": "/packageApi/storage/index"}
    seen["navigateTo"] = await routed("navigateTo", go, "components", "storage")
    other = {"url": "/packageApi/bytes/index"}
    seen["redirectTo"] = await routed("redirectTo", other, "components", "bytes")
    seen["navigateBack"] = await routed("navigateBack", {}, "components")
    seen["switchTab"] = await routed("switchTab", {"url": "/pages/apis/index"}, "apis")
    page = {"url": "/packageApi/pull-down/index"}
    seen["reLaunch"] = await routed("reLaunch", page, "pull-down")
    await hand.until("look.one('#down') !== null")
    await hand.press("#down")
    seen["pageScrollTo"] = await hand.still("look.scroller().scrollTop") > 0
    await Asked(hand, "pageScrollTo", {"scrollTop": 0, "duration": 0}).answer()
    await hand.until("look.scroller().scrollTop === 0")
    await Asked(hand, "startPullDownRefresh", {}).answer()
    await hand.told(lambda text: text == "刷新好了")
    seen["stopPullDownRefresh"] = await hand.until("look.scroller().style.transform === ''")
    await hand.go("packageComponent/input/index")
    await hand.press("#live")
    await hand.told(lambda text: "聚焦" in text)
    answer = await Asked(hand, "hideKeyboard", {}).answer()
    seen["hideKeyboard"] = [answer["errMsg"], "失焦" in await hand.told(lambda x: "失焦" in x)]
    pictures = ["/images/scene.png", "/images/flower.png"]
    for name, params in (
        ("previewImage", {"current": pictures[1], "urls": pictures}),
        ("previewMedia", {"sources": [{"url": url} for url in pictures]}),
    ):
        await Asked(hand, name, params).answer()
        seen[name] = await hand.until(
            "(document.querySelector('dialog.fl-preview[open] img')?.naturalWidth > 0)"
            " && document.querySelector('.fl-preview span').textContent"
        )
        hand.key(Qt.Key.Key_Escape)
        await hand.until("document.querySelector('dialog.fl-preview[open]') === null")
    return seen


async def rights(hand: Hand) -> Seen:
    """What a person is asked for: their place, and what they keep in the host."""
    from host.shell.form_sheet import FormSheet
    from host.shell.permission_sheet import PermissionSheet
    from host.shell.rights_sheet import RightsSheet

    seen: Seen = {}
    authorize = Asked(hand, "authorize", {"scope": "scope.userLocation"})
    click((await sheet(hand, PermissionSheet)).allow)
    seen["authorize"] = (await authorize.answer())["errMsg"]
    seen["getSetting"] = (await Asked(hand, "getSetting", {}).answer())["authSetting"]
    place = await Asked(hand, "getLocation", {"type": "wgs84"}).answer()
    seen["getLocation"] = [place["latitude"], place["longitude"]]
    place = await Asked(hand, "getFuzzyLocation", {"type": "wgs84"}).answer()
    seen["getFuzzyLocation"] = [place["latitude"], place["longitude"]]
    opening = Asked(hand, "openSetting", {})
    rights_sheet = await sheet(hand, RightsSheet)
    (box, *_) = rights_sheet.answers.values()
    QTest.keyClick(box, Qt.Key.Key_Down)
    click(rights_sheet.done)
    seen["openSetting"] = (await opening.answer())["authSetting"]
    address = {"userName": "Li Bai", "telNumber": "10000", "cityName": "Suiye", "detailInfo": "1"}
    for name, params, written in (
        ("chooseLocation", {"latitude": 30.0, "longitude": 120.0}, {"name": "Tea House"}),
        ("chooseAddress", {}, address),
        ("chooseInvoiceTitle", {}, {"title": "Tea House"}),
    ):
        asked = Asked(hand, name, params)
        form = await sheet(hand, FormSheet)
        for field, text in written.items():
            form.fields[field].setText(text)
        click(form.use)
        answer = await asked.answer()
        seen[name] = [answer["errMsg"], *(answer[field] for field in written)]
    return seen


async def agreements(hand: Hand) -> Seen:
    """A person's name, their money, what they may be sent, and their clipboard.

    Apart from the rights: an app may put six questions a minute.
    """
    from host.shell.agreement_sheet import AgreementSheet
    from host.shell.permission_sheet import PermissionSheet

    seen: Seen = {}
    for name, params in (
        ("getUserProfile", {"desc": "For your badge"}),
        (
            "requestPayment",
            {"timeStamp": "0", "nonceStr": "n", "package": "p", "signType": "RSA", "paySign": "s"},
        ),
        ("requestSubscribeMessage", {"tmplIds": ["brewed"]}),
    ):
        asked = Asked(hand, name, params)
        click((await sheet(hand, AgreementSheet)).agree)
        answer = await asked.answer()
        seen[name] = [answer["errMsg"], *(answer[x] for x in ("brewed",) if x in answer)]
    clipboard = QApplication.clipboard()
    setting = Asked(hand, "setClipboardData", {"data": "From the gallery"})
    seen["setClipboardData"] = [
        (await setting.answer())["errMsg"],
        await until(lambda: clipboard.text() == "From the gallery"),
    ]
    clipboard.setText("From elsewhere")
    getting = Asked(hand, "getClipboardData", {})
    click((await sheet(hand, PermissionSheet)).allow)
    seen["getClipboardData"] = (await getting.answer()).get("data")
    return seen


async def outside(hand: Hand) -> Seen:
    """Other programs, the person's files, other mini-programs, and the system's own changes."""
    from bridge.api import network
    from host.shell.agreement_sheet import AgreementSheet

    seen: Seen = {}
    programs = Programs()
    write = "wx.getFileSystemManager().writeFileSync(`${wx.env.USER_DATA_PATH}/tea.txt`, 'tea')"
    await hand.logic(f"{write} ?? 0")
    for name, params in (
        ("makePhoneCall", {"phoneNumber": "10000"}),
        ("sendSms", {"phoneNumber": "10000", "content": "Hello"}),
        ("openLocation", {"latitude": 48.86, "longitude": 2.35}),
        ("openCustomerServiceChat", {"corpId": "c", "extInfo": {"url": "https://a.invalid/s"}}),
        ("openOfficialAccountArticle", {"url": "https://a.invalid/article"}),
        ("openDocument", {"filePath": "wxfile://usr/tea.txt"}),
    ):
        asked = Asked(hand, name, params)
        click((await sheet(hand, AgreementSheet)).agree)
        answer = await asked.answer()
        given = programs.given.pop()
        if name == "openDocument":
            given = Path(QUrl(given).toLocalFile()).read_text(encoding="utf-8")
        seen[name] = [answer["errMsg"], given]
    picture, film = GALLERY / "images" / "flower.png", GALLERY / "media" / "panes.webm"
    for name, params, place in (
        ("chooseImage", {"count": 1}, picture),
        ("chooseMedia", {"count": 1, "mediaType": ["image"]}, picture),
        ("chooseVideo", {}, film),
        ("chooseMessageFile", {"count": 1, "type": "all"}, picture),
    ):
        asked = Asked(hand, name, params)
        await pick(place)
        answer = await asked.answer()
        taken = answer.get("tempFilePath") or (answer.get("tempFiles") or [{}])[0]
        path = taken if isinstance(taken, str) else taken.get("path") or taken.get("tempFilePath")
        read = f"wx.getFileSystemManager().statSync({json.dumps(path)}).size"
        seen[name] = [answer["errMsg"], await hand.logic(read) == place.stat().st_size]
    import segno

    code = Path.home() / "code.png"
    segno.make("https://example.org/tea").save(str(code), scale=6)
    asked = Asked(hand, "scanCode", {})
    await pick(code)
    seen["scanCode"] = (await asked.answer()).get("result")
    kept = Path.home() / "kept.png"
    kept.unlink(missing_ok=True)
    asked = Asked(hand, "saveImageToPhotosAlbum", {"filePath": "/images/flower.png"})
    await pick(kept)
    seen["saveImageToPhotosAlbum"] = [
        (await asked.answer())["errMsg"],
        kept.read_bytes() == picture.read_bytes(),
    ]
    heard = "new Promise((done) => wx.onNetworkStatusChange(done))"
    waiting = asyncio.ensure_future(hand.logic(heard))
    await asyncio.sleep(0.2)
    status = network.NetworkStatus(is_connected=False, network_type=network.NetworkType.NONE)
    hand.box.emit(network.NETWORK_STATUS_CHANGE, status)
    async with asyncio.timeout(LONGEST_S):
        seen["onNetworkStatusChange"] = (await waiting)["networkType"]
    for name in ("navigateToMiniProgram", "openEmbeddedMiniProgram"):
        answer = await Asked(hand, name, {"appId": "org.fanlight.notes"}).answer()
        seen[name] = [answer["errMsg"], sorted(hand.running())]
    return seen


SCENES = {
    "demand-bars": bars,
    "demand-ways": ways,
    "demand-rights": rights,
    "demand-agreements": agreements,
    "demand-outside": outside,
}
