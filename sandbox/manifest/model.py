"""What a manifest says, checked: W3C MiniApp Manifest, and the vendor member `fanlight`."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from bridge.names import AppId, AppVersion, PageRoute
from sandbox.category import Category

MANIFEST_PATH = "manifest.json"
PLATFORM_CODE = 1
"""The platform version this host offers; `platform_version.min_code` is compared with it."""


class Kind(enum.StrEnum):
    """How a mini-program is written."""

    WEB = "web"
    """Pages of plain HTML, CSS and JavaScript."""
    WEIXIN = "weixin"
    """WeChat syntax: WXML, WXSS, JS, JSON."""


class Ready(enum.StrEnum):
    """When a page counts as ready."""

    AUTO = "auto"
    """When it is parsed and its scripts have run (DOMContentLoaded)."""
    EXPLICIT = "explicit"
    """When it calls `fanlight.ready()`."""


class Direction(enum.StrEnum):
    LTR = "ltr"
    RTL = "rtl"
    AUTO = "auto"


class ColorScheme(enum.StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Theme(enum.StrEnum):
    """`window.background_text_style`."""

    LIGHT = "light"
    DARK = "dark"


class TextStyle(enum.StrEnum):
    """`window.navigation_bar_text_style`."""

    WHITE = "white"
    BLACK = "black"


class NavigationStyle(enum.StrEnum):
    DEFAULT = "default"
    CUSTOM = "custom"


class Orientation(enum.StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Icon(msgspec.Struct, frozen=True):
    """`src` is a path in the package; `sizes` as in HTML, such as `48x48 96x96`."""

    src: str
    sizes: str | None = None
    label: str | None = None


class PlatformVersion(msgspec.Struct, frozen=True):
    min_code: int
    target_code: int | None = None
    release_type: str | None = None


class PermissionRequest(msgspec.Struct, frozen=True):
    """A right the mini-program may ask for, and why (shown to the person)."""

    name: str
    reason: str = ""


class Widget(msgspec.Struct, frozen=True):
    name: str
    path: PageRoute
    min_code: int


class WindowOptions(msgspec.Struct, frozen=True):
    """W3C window members; None where the manifest is silent, so that a host can choose.

    Sizes in CSS pixels, colours as `#rrggbb` and the like or a CSS colour name.
    """

    auto_design_width: bool = False
    background_color: str | None = None
    background_text_style: Theme | None = None
    design_width_px: int | None = None
    enable_pull_down_refresh: bool = False
    fullscreen: bool = False
    navigation_bar_background_color: str | None = None
    navigation_bar_text_style: TextStyle | None = None
    navigation_bar_title_text: str | None = None
    navigation_style: NavigationStyle = NavigationStyle.DEFAULT
    on_reach_bottom_distance_px: int | None = None
    orientation: Orientation = Orientation.PORTRAIT


class NetworkRules(msgspec.Struct, frozen=True):
    """Origins that the host may fetch from for this app, such as `https://api.example.org`.

    Normal form: lower case, no path, no default port. `socket` holds `wss:` (or `ws:`) origins.
    """

    request: tuple[str, ...] = ()
    socket: tuple[str, ...] = ()
    upload: tuple[str, ...] = ()
    download: tuple[str, ...] = ()
    web_view: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


class CspRules(msgspec.Struct, frozen=True):
    """`inline_scripts`: inline `<script>` blocks of packaged pages may run, by their hashes."""

    inline_scripts: bool = True


class LocalText(msgspec.Struct, frozen=True):
    """Texts in one language; None, or no entry, where the manifest's own text is to be used.

    `reasons` are by the name of a requested permission.
    """

    name: str | None = None
    short_name: str | None = None
    description: str | None = None
    changes: str | None = None
    navigation_bar_title_text: str | None = None
    reasons: Mapping[str, str] = msgspec.field(default_factory=dict)


class Listing(msgspec.Struct, frozen=True):
    """How a registry's page shows the app. `pictures` are paths in the package; `changes` says
    what this version has changed."""

    category: Category | None = None
    pictures: tuple[str, ...] = ()
    changes: str | None = None


class Manifest(msgspec.Struct, frozen=True):
    """One mini-program's manifest. `pages[0]` is its entry; `warnings` are for its author."""

    app_id: AppId
    name: str
    version: AppVersion
    platform_version: PlatformVersion
    pages: tuple[PageRoute, ...]
    icons: tuple[Icon, ...]
    short_name: str | None = None
    description: str | None = None
    lang: str | None = None
    dir: Direction = Direction.AUTO
    color_scheme: ColorScheme = ColorScheme.AUTO
    device_type: tuple[str, ...] = ()
    window: WindowOptions = msgspec.field(default_factory=WindowOptions)
    widgets: tuple[Widget, ...] = ()
    req_permissions: tuple[PermissionRequest, ...] = ()
    kind: Kind = Kind.WEB
    ready: Ready = Ready.AUTO
    network: NetworkRules = msgspec.field(default_factory=NetworkRules)
    csp: CspRules = msgspec.field(default_factory=CspRules)
    cross_origin_isolated: bool | None = None
    """Whether its pages are isolated from other origins; None: if its files ask for it."""
    i18n: Mapping[str, LocalText] = msgspec.field(default_factory=dict)
    opened_by: frozenset[AppId] | None = frozenset()
    """Apps whose messages it takes; None: any app's."""
    listing: Listing = msgspec.field(default_factory=Listing)
    warnings: tuple[str, ...] = ()

    @property
    def entry(self) -> PageRoute:
        """The page shown first."""
        return self.pages[0]

    def takes_from(self, app_id: AppId) -> bool:
        """Whether it wants to hear from that app: which page to open, and with what data."""
        return self.opened_by is None or app_id in self.opened_by

    def name_for(self, lang: str) -> str:
        """The name in the language nearest to `lang` (BCP 47), else the manifest's own."""
        return self._local(lang).name or self.name

    def short_name_for(self, lang: str) -> str:
        """The short name in the language nearest to `lang`, else the full one."""
        local = self._local(lang)
        return local.short_name or local.name or self.short_name or self.name

    def description_for(self, lang: str) -> str:
        """The description in the language nearest to `lang`; may be empty."""
        return self._local(lang).description or self.description or ""

    def changes_for(self, lang: str) -> str:
        """What this version has changed, in the language nearest to `lang`; may be empty."""
        return self._local(lang).changes or self.listing.changes or ""

    def bar_title_for(self, lang: str) -> str | None:
        """What the bar says at first, in the language nearest to `lang`; None: the name."""
        own = self.window.navigation_bar_title_text
        return self._local(lang).navigation_bar_title_text or own

    def reason_for(self, asked: PermissionRequest, lang: str) -> str:
        """Why it asks, in the language nearest to `lang`; may be empty."""
        return self._local(lang).reasons.get(asked.name) or asked.reason

    def _local(self, lang: str) -> LocalText:
        """RFC 4647 lookup, then any text in the same language, unless the manifest's own is."""
        texts = {tag.lower(): text for tag, text in self.i18n.items()}
        asked = lang.replace("_", "-").lower()
        own = (self.lang or "").lower()
        tag = asked
        while tag and tag != own:
            if tag in texts:
                return texts[tag]
            tag = tag.rpartition("-")[0]
        language = asked.partition("-")[0]
        if tag == own or own.partition("-")[0] == language:
            return LocalText()
        return next(
            (text for key, text in texts.items() if key.partition("-")[0] == language), LocalText()
        )
