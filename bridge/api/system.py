"""System: what a page needs to know to look and behave right on this machine, and no more."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.methods import EventSpec, MethodSpec, NoParams, Outcome


class Theme(enum.StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Platform(enum.StrEnum):
    """The system's family; `windows` and `mac` are WeChat's names."""

    WINDOWS = "windows"
    MAC = "mac"
    LINUX = "linux"


class SafeArea(Outcome, frozen=True):
    """The part of the window nothing covers; all of it on a desktop. In CSS pixels."""

    left: int
    right: int
    top: int
    bottom: int
    width: int
    height: int


class HostFacts(Outcome, frozen=True):
    """The program that runs the app."""

    name: str
    version: str


PixelRatio = Annotated[float, msgspec.Meta(description="Device pixels of one CSS pixel.")]
ScreenWidth = Annotated[int, msgspec.Meta(description="Width of the screen, in CSS pixels.")]
ScreenHeight = Annotated[int, msgspec.Meta(description="Height of the screen, in CSS pixels.")]
WindowWidth = Annotated[int, msgspec.Meta(description="Width of the page's area, in CSS pixels.")]
WindowHeight = Annotated[int, msgspec.Meta(description="Height of the page's area, in CSS pixels.")]
StatusBar = Annotated[
    int, msgspec.Meta(description="Height of a phone's status bar: 0 on a desktop.")
]
Brand = Annotated[
    str, msgspec.Meta(description="`desktop`: the machine's maker is not told to apps.")
]
Model = Annotated[
    str, msgspec.Meta(description="`desktop`: the machine's model is not told to apps.")
]
System = Annotated[str, msgspec.Meta(description="System and major version, such as `Linux 6`.")]
PlatformName = Annotated[Platform, msgspec.Meta(description="The system's family.")]
Language = Annotated[str, msgspec.Meta(description="Language of the host, such as `zh_CN`.")]
ThemeNow = Annotated[Theme, msgspec.Meta(description="Light or dark, as the host shows now.")]
FontSize = Annotated[float, msgspec.Meta(description="Size of the body text, in CSS pixels.")]
SdkVersion = Annotated[
    str, msgspec.Meta(description="Version of WeChat's base library that the APIs follow.")
]
HostVersion = Annotated[str, msgspec.Meta(description="Version of the host.")]
HostMember = Annotated[HostFacts, msgspec.Meta(description="Name and version of the host.")]
Safe = Annotated[SafeArea, msgspec.Meta(description="The part of the window nothing covers.")]


class WindowOutcome(Outcome, frozen=True):
    pixel_ratio: PixelRatio
    screen_width: ScreenWidth
    screen_height: ScreenHeight
    window_width: WindowWidth
    window_height: WindowHeight
    status_bar_height: StatusBar
    safe_area: Safe


class DeviceOutcome(Outcome, frozen=True):
    brand: Brand
    model: Model
    system: System
    platform: PlatformName


class AppBaseOutcome(Outcome, frozen=True):
    sdk_version: SdkVersion = msgspec.field(name="SDKVersion")
    version: HostVersion
    host: HostMember
    language: Language
    theme: ThemeNow
    font_size_setting: FontSize


class SystemOutcome(Outcome, frozen=True):
    brand: Brand
    model: Model
    pixel_ratio: PixelRatio
    screen_width: ScreenWidth
    screen_height: ScreenHeight
    window_width: WindowWidth
    window_height: WindowHeight
    status_bar_height: StatusBar
    safe_area: Safe
    language: Language
    version: HostVersion
    system: System
    platform: PlatformName
    font_size_setting: FontSize
    sdk_version: SdkVersion = msgspec.field(name="SDKVersion")
    theme: ThemeNow
    host: HostMember


class ThemeChange(Outcome, frozen=True):
    theme: Annotated[Theme, msgspec.Meta(description="What the host shows from now on.")]


GET_SYSTEM_INFO = MethodSpec(
    name="getSystemInfo",
    params=NoParams,
    result=SystemOutcome,
    summary="Everything below in one answer, under WeChat's names.",
    sync=True,
)
GET_WINDOW_INFO = MethodSpec(
    name="getWindowInfo",
    params=NoParams,
    result=WindowOutcome,
    summary="Sizes of the screen and of the page's area.",
    sync=True,
)
GET_DEVICE_INFO = MethodSpec(
    name="getDeviceInfo",
    params=NoParams,
    result=DeviceOutcome,
    summary="The system's family and version. Nothing that would tell one machine from another.",
    sync=True,
)
GET_APP_BASE_INFO = MethodSpec(
    name="getAppBaseInfo",
    params=NoParams,
    result=AppBaseOutcome,
    summary="The host's version, language and theme.",
    sync=True,
)
THEME_CHANGE = EventSpec(
    name="themeChange", payload=ThemeChange, summary="The host went from light to dark or back."
)

FAMILY = Family(
    name="system",
    title="System",
    summary="WeChat's members that mean something on a desktop.",
    entries=(
        Entry(GET_SYSTEM_INFO, "const { theme, language } = await fanlight.getSystemInfo();"),
        Entry(GET_WINDOW_INFO, "const { windowWidth } = await fanlight.getWindowInfo();"),
        Entry(GET_DEVICE_INFO, "const { platform } = await fanlight.getDeviceInfo();"),
        Entry(GET_APP_BASE_INFO, "const { host } = await fanlight.getAppBaseInfo();"),
    ),
    events=(THEME_CHANGE,),
    event_examples={
        "themeChange": 'fanlight.on("themeChange", ({ theme }) => {\n'
        "  document.documentElement.dataset.theme = theme;\n"
        "});"
    },
)
