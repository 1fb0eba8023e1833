"""The shape of `manifest.json` as it is written, for msgspec to check types against.

Names are the W3C members' own. Unknown members are not refused (vendors may add them); the reader
lists them as warnings.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from sandbox.category import Category
from sandbox.manifest.model import (
    ColorScheme,
    Direction,
    Kind,
    NavigationStyle,
    Orientation,
    Ready,
    TextStyle,
    Theme,
)

Code = Annotated[int, msgspec.Meta(ge=0)]
# W3C's own example writes a code as "2".
CodeText = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,9}$")]
Pixels = Annotated[float, msgspec.Meta(ge=0, le=100_000)]
Origins = Annotated[tuple[str, ...], msgspec.Meta(max_length=200)]


class WireIcon(msgspec.Struct, frozen=True):
    src: str
    sizes: str | None = None
    label: str | None = None


class WireVersion(msgspec.Struct, frozen=True):
    name: str
    code: Code


class WirePlatform(msgspec.Struct, frozen=True):
    min_code: Code | CodeText
    target_code: Code | CodeText | None = None
    release_type: str | None = None


class WirePermission(msgspec.Struct, frozen=True):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    reason: str = ""


class WireWidget(msgspec.Struct, frozen=True):
    name: str
    path: str
    min_code: Code | CodeText | None = None


class WireWindow(msgspec.Struct, frozen=True):
    auto_design_width: bool = False
    background_color: str | None = None
    background_text_style: Theme | None = None
    design_width: Pixels | None = None
    enable_pull_down_refresh: bool = False
    fullscreen: bool = False
    navigation_bar_background_color: str | None = None
    navigation_bar_text_style: TextStyle | None = None
    navigation_bar_title_text: str | None = None
    navigation_style: NavigationStyle = NavigationStyle.DEFAULT
    on_reach_bottom_distance: Pixels | None = None
    orientation: Orientation = Orientation.PORTRAIT


class WireNetwork(msgspec.Struct, frozen=True):
    request: Origins = ()
    socket: Origins = ()
    upload: Origins = ()
    download: Origins = ()
    web_view: Origins = ()
    media: Origins = ()


class WireCsp(msgspec.Struct, frozen=True):
    inline_scripts: bool = True


class WireLocal(msgspec.Struct, frozen=True):
    name: str | None = None
    short_name: str | None = None
    description: str | None = None
    changes: str | None = None
    navigation_bar_title_text: str | None = None
    reasons: dict[str, str] = {}


class WireListing(msgspec.Struct, frozen=True):
    category: Category | None = None
    pictures: Annotated[tuple[str, ...], msgspec.Meta(max_length=8)] = ()
    changes: str | None = None


WireSenders = Annotated[tuple[str, ...], msgspec.Meta(max_length=200)] | Literal["*"]


class WireFanlight(msgspec.Struct, frozen=True):
    kind: Kind = Kind.WEB
    ready: Ready = Ready.AUTO
    network: WireNetwork = WireNetwork()
    csp: WireCsp = WireCsp()
    cross_origin_isolated: bool | None = None
    i18n: dict[str, WireLocal] = {}
    opened_by: WireSenders | None = None
    listing: WireListing = WireListing()


class WireManifest(msgspec.Struct, frozen=True):
    app_id: str
    name: str
    version: WireVersion
    platform_version: WirePlatform
    pages: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=2000)]
    icons: Annotated[tuple[WireIcon, ...], msgspec.Meta(min_length=1, max_length=64)]
    short_name: str | None = None
    description: str | None = None
    lang: str | None = None
    dir: Direction = Direction.AUTO
    color_scheme: ColorScheme = ColorScheme.AUTO
    device_type: Annotated[tuple[str, ...], msgspec.Meta(max_length=64)] = ()
    window: WireWindow = WireWindow()
    widgets: Annotated[tuple[WireWidget, ...], msgspec.Meta(max_length=200)] = ()
    req_permissions: Annotated[tuple[WirePermission, ...], msgspec.Meta(max_length=200)] = ()
    fanlight: WireFanlight = WireFanlight()
