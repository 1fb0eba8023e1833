"""Apps, launches and questions that tests and pictures of the shell are made with."""

from __future__ import annotations

import datetime
import hashlib

import msgspec
from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QPainter

from bridge.marks import LaunchKind, Mark
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from bridge.permissions import Grant, Scope
from host.shell.app_icons import IconReader, IconRequest
from host.shell.app_page import AppPageFacts, DeclaredRight
from host.shell.badges import Badge
from host.shell.face import AppFace
from host.shell.launcher_rows import AppRow, LocalName
from host.shell.launcher_words import Note
from host.shell.permission_sheet import PermissionAsk
from host.shell.qr import qr_image
from host.shell.rights_page import RightOfApp
from host.shell.store_detail import PICTURE_HEIGHT_PX, DetailFacts, Standing
from host.shell.tools_window import Panel
from host.shell.trust_sheet import TrustAsk
from host.timings.query import RecordedLaunch, RecordedMark, Summary
from host.timings.spread import DaySpread, Spread
from sandbox.manifest import Category, Manifest, NetworkRules, PermissionRequest, PlatformVersion

NOTES_ICON = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<defs><linearGradient id="a" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffd45e"/>
<stop offset="1" stop-color="#f2a93b"/></linearGradient></defs>
<rect width="64" height="64" fill="url(#a)"/><rect x="16" y="13" width="32" height="38" rx="4"
fill="#fff"/><path d="M22 24h20M22 32h20M22 40h12" stroke="#b7791f" stroke-width="3"/></svg>"""

LONG_CHINESE = "家庭收支明细与年度预算管理小助手"
_ADDRESS = "https://api.example.org/tea/today"
TOOL_ROWS: dict[Panel, tuple[tuple[str, ...], ...]] = {
    Panel.CALLS: (
        ("14:02:09", "getLocation", "location", "deny", "denied", "0.4", "31", "96", "answered"),
        ("14:02:07", "setStorage", "", "", "done", "1.2", "412", "20", ""),
    ),
    Panel.NETWORK: (
        ("14:02:08", "GET", _ADDRESS, "200", "84", "0", "5120", ""),
        ("14:02:06", "POST", _ADDRESS, "", "3", "18", "0", "not declared"),
    ),
    Panel.STORAGE: (("last", '{"count": 3, "茶": "龙井"}', "27"),),
}
PUBLISHER = KeyId(hashlib.sha256(b"a publisher of the tests").hexdigest())


def reader(content: bytes) -> IconReader:
    """Reads these bytes, as a library would read an icon."""
    return lambda: content


def rows() -> list[AppRow]:
    """A few installed apps with all badges, long and bidirectional names."""
    made = [
        ("notes", "Notes", "Keeps what you write on this computer.", "便签", "只存在本机。"),
        ("hello", "Hello", "Every API of the host on one page.", "你好", "试用主机的全部接口。"),
        ("weather", "Weather", "Forecast for the coming days.", "天气", "逐小时的天气预报。"),
        ("tickets", "City Tickets", "Buses, trams and ferries.", "城市票务", "公交与轮渡。"),
        ("recipes", "Recipes", "What to cook from what is there.", "家常菜谱", "今天做什么。"),
        ("ledger", "Household ledger with quite a long name", "Money.", LONG_CHINESE, "收支。"),
        ("arabic", "\u202eمفكرة\u202c", "ملاحظات سريعة على هذا الجهاز.", "", ""),
        ("plants", "Plants", "When to water which.", "植物", "什么时候给哪盆浇水。"),
    ]
    badges = [Badge.VERIFIED, Badge.DEVELOPMENT, Badge.VERIFIED, Badge.SIDELOADED]
    return [
        AppRow(
            AppId(f"org.example.{app}"),
            name,
            description,
            "Example Works" if number % 3 else "Lantern Studio",
            badges[number % len(badges)],
            reader(NOTES_ICON) if app == "notes" else None,
            {"zh-CN": LocalName(chinese, about)} if chinese else {},
        )
        for number, (app, name, description, chinese, about) in enumerate(made)
    ]


def library() -> list[AppRow]:
    """`rows`, some of them pinned, opened lately, or with a newer version."""
    notes = {"notes": Note.UPDATE, "weather": Note.READY, "tickets": Note.WITHDRAWN}
    return [
        msgspec.structs.replace(
            row,
            pinned=row.app_id.endswith(("hello", "ledger")),
            recent=number if number < 4 else None,
            note=notes.get(row.app_id.rpartition(".")[2], Note.NONE),
            updatable=row.badge is Badge.VERIFIED,
            previous="1.1.0" if row.app_id.endswith("notes") else "",
        )
        for number, row in enumerate(rows())
    ]


def offers() -> list[AppRow]:
    """What a registry offers, in several categories; one is installed, one can be updated."""
    categories = (Category.TOOLS, Category.FOOD, Category.TRAVEL)
    return [
        msgspec.structs.replace(
            row,
            badge=Badge.VERIFIED,
            publisher="Example Works · demo",
            registry="demo",
            category=categories[number % 3],
            note=(Note.INSTALLED, Note.UPDATE, Note.NONE, Note.NONE)[number % 4],
        )
        for number, row in enumerate(rows())
    ]


def detail(standing: Standing = Standing.OFFERED, *, chinese: bool = False) -> DetailFacts:
    """One offered app with pictures; as an update it wants more than before."""
    pictures = []
    for colour in ("#2b5fb0", "#7a3fa0", "#0f6e66"):
        image = QImage(150, PICTURE_HEIGHT_PX, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        pictures.append(image)
    update = standing is Standing.UPDATE
    name = "便签" if chinese else "Notes"
    return DetailFacts(
        app_id=AppId("org.example.notes"),
        registry="demo",
        icon=IconRequest("detail", name, reader(NOTES_ICON)),
        name=name,
        description="记下的内容只存在本机。"
        if chinese
        else "Keeps what you write on this computer.",
        publisher="Example Works",
        version="1.3.0",
        size_bytes=2_345_678,
        standing=standing,
        installed="" if standing is Standing.OFFERED else "1.2.0",
        rights=(Scope.CLIPBOARD_READ, Scope.LOCATION),
        origins=("https://api.example.org",),
        changes="可以按地点查找。" if chinese else "Notes can be found by place.",
        pictures=tuple(pictures),
        previous="1.1.0" if update else "",
        new_rights=(Scope.LOCATION,) if update else (),
        new_origins=("https://api.example.org",) if update else (),
    )


def face(
    name: str = "Notes", badge: Badge = Badge.VERIFIED, theme_colour: str | None = None
) -> AppFace:
    """A mini-program's face with an icon."""
    vouched = "Example Works" if badge is Badge.VERIFIED else None
    icon = reader(NOTES_ICON)
    app_id = AppId("org.example.notes")
    return AppFace(app_id, name, PUBLISHER, badge, vouched, theme_colour, icon)


def permission(scope: Scope = Scope.LOCATION, name: str = "Notes") -> PermissionAsk:
    """A question with a publisher's reason."""
    return PermissionAsk(face(name, Badge.SIDELOADED), scope, "To put the place on each note.")


def trust(name: str = "Notes") -> TrustAsk:
    """A sideloaded app's first opening."""
    origins = tuple(f"https://api{number}.example.org" for number in range(7))
    scopes = (Scope.CLIPBOARD_READ, Scope.LOCATION)
    version = AppVersion(3, "1.2.0")
    return TrustAsk(face(name, Badge.SIDELOADED), version, scopes, origins, 2_345_678)


def manifest() -> Manifest:
    """A manifest with rights this host knows, one it does not, and an origin used twice."""
    origin = "https://api.example.org"
    return Manifest(
        app_id=AppId("org.example.notes"),
        name="Notes",
        version=AppVersion(3, "1.2.0"),
        platform_version=PlatformVersion(1),
        pages=(PageRoute("pages/index/index"),),
        icons=(),
        req_permissions=(PermissionRequest("location"), PermissionRequest("x.unknown")),
        network=NetworkRules(request=(origin,), media=(origin,)),
    )


def app_page(name: str = "Notes", about: str = "Keeps what you write.") -> AppPageFacts:
    """Rights in every state."""
    rights = (
        DeclaredRight(Scope.LOCATION, "To put the place on each note.", Grant.ALLOW, "14:02"),
        DeclaredRight(Scope.CLIPBOARD_READ, "To paste.", Grant.DENY),
        DeclaredRight(Scope.NOTIFICATION, "", None),
        DeclaredRight(Scope.CLIPBOARD_WRITE, "To copy a note.", None, "11:40"),
    )
    origins = ("https://api.example.org", "https://images.example.org")
    version = AppVersion(12, "2.1.0")
    return AppPageFacts(face(name), about, version, 812_345, "demo", rights, origins)


def rights_of_apps(name: str = "Notes") -> dict[Scope, list[RightOfApp]]:
    """Apps under each right but the last."""
    long = replace(face(LONG_CHINESE * 3), app_id=AppId("org.example.ledger"))
    weather = replace(face("Weather", Badge.SIDELOADED), app_id=AppId("org.example.weather"))
    rows = [
        RightOfApp(face(name), Grant.ALLOW, "14:02"),
        RightOfApp(weather, Grant.DENY),
        RightOfApp(long, None, "11:40"),
    ]
    return {scope: rows for scope in Scope if scope is not Scope.OPEN_APP}


def launches(count: int = 8) -> list[RecordedLaunch]:
    """Launches of each kind; every fourth is over the budget, one never reached its screen."""
    kinds = (LaunchKind.COLD, LaunchKind.WARM, LaunchKind.PRELOADED)
    made = []
    for number in range(count):
        stretch = (2.1 if number % 4 == 1 else 0.6 + 0.1 * number) * 10
        marks = [RecordedMark(Mark.OPEN_REQUEST, 0.0)]
        shares = (0.3, 4.1, 9.6, 10.2, 38.0, 39.1, 52.4, 66.0, 66.2, 71.5, 74.0)
        names = [mark for mark in Mark if mark not in {Mark.OPEN_REQUEST, Mark.LARGEST_CONTENT}]
        marks += [
            RecordedMark(name, share * stretch) for name, share in zip(names, shares, strict=True)
        ]
        reached = number != 6
        made.append(
            RecordedLaunch(
                number=number + 1,
                app_id=AppId("org.example.notes" if number % 2 else "org.example.hello"),
                version=AppVersion(3, "1.2.0"),
                kind=kinds[number % 3],
                engine="qt",
                page="pages/index/index",
                first_screen_ms=marks[-1].at_ms if reached else None,
                marks=tuple(marks if reached else marks[:-1]),
                marks_json="[]",
                facts_json="{}",
                at=f"2026-11-21T1{number}:05:09+00:00",
            )
        )
    return made


def summaries() -> list[Summary]:
    """Percentiles of two apps."""
    return [
        Summary(AppId("org.example.hello"), LaunchKind.COLD, None, 31, 812.4, 1104.0, 1730.9),
        Summary(AppId("org.example.hello"), LaunchKind.WARM, None, 120, 214.0, 288.1, 402.5),
        Summary(AppId("org.example.notes"), LaunchKind.PRELOADED, None, 64, 61.2, 84.0, 130.3),
    ]


def days() -> list[DaySpread]:
    """Nine days of first screens."""
    made = []
    for number in range(9):
        p50 = 210.0 + 25 * (number % 4)
        spread = Spread(40 - number, p50, p50 * 1.6, p50 * (6.2 if number == 5 else 2.4))
        made.append(DaySpread(datetime.date(2026, 11, 12 + number), spread))
    return made


NAMES = {
    "en": {AppId("org.example.hello"): "Hello", AppId("org.example.notes"): "Notes"},
    "zh-CN": {AppId("org.example.hello"): "你好", AppId("org.example.notes"): "便签"},
}


def codes() -> dict[str, QImage | None]:
    """Pictures of codes that open nothing, by what they are; None: nothing was copied."""
    link = "fanlight://open/org.example.tea"
    ticket = "BEGIN:VCARD\nFN:李白\nURL:https://example.org/a?b=1\nEND:VCARD"
    blank = QImage(200, 200, QImage.Format.Format_RGB32)
    blank.fill(QColor("#2b5fb0"))
    several = QImage(620, 300, QImage.Format.Format_RGB32)
    several.fill(QColor("#ffffff"))
    painter = QPainter(several)
    for number in range(2):
        painter.drawImage(310 * number, 0, qr_image(f"{link}/pages/cup?size={number}", 300))
    painter.end()
    return {
        "nothing": None,
        "foreign": qr_image(ticket, 300),
        "several": several,
        "unreadable": blank,
        "not-here": qr_image(link, 300),
    }
