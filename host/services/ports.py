"""What the services need from the window, the system and the library; others implement it.

Everything is called on the event loop's thread. Lengths ending in `_px` are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from bridge.api.interaction import ShowModalParams, ToastIcon
from bridge.api.network import NetworkStatus
from bridge.api.system import Theme
from bridge.methods import EventSpec, Outcome
from bridge.names import AppId
from host.services.questions import Agreement as Agreement
from host.services.questions import FormKind as FormKind
from host.settings import Place


class Toast(msgspec.Struct, frozen=True):
    """A short message over the page; `duration_ms` None: until it is taken away."""

    title: str
    icon: ToastIcon
    duration_ms: int | None
    mask: bool


class ModalAnswer(msgspec.Struct, frozen=True):
    """`text` is what was typed, when the dialog was editable and confirmed."""

    confirmed: bool
    text: str | None = None


class BarColors(msgspec.Struct, frozen=True):
    """Both as `#rrggbb`."""

    front: str
    background: str


class PageBar(msgspec.Struct, frozen=True):
    """The bar above one page of an app with a page stack. An empty title is the app's name."""

    title: str
    colors: BarColors | None
    back: bool
    home: bool
    loading: bool
    share: bool


class WindowFacts(msgspec.Struct, frozen=True):
    """Sizes of the screen and of the page's area."""

    screen_width_px: int
    screen_height_px: int
    window_width_px: int
    window_height_px: int
    pixel_ratio: float


class PickedFile(msgspec.Struct, frozen=True):
    """A file a person picked: its name without folder, and its bytes."""

    name: str
    content: bytes


class HostIdentity(msgspec.Struct, frozen=True):
    """What apps are told about the host. `sdk_version` is WeChat's, whose APIs it follows."""

    name: str
    version: str
    sdk_version: str


class Surface(Protocol):
    """One running app's window. Texts come from the page: they are not markup."""

    def show_toast(self, toast: Toast) -> None:
        """Show `toast` in place of what is shown."""

    def hide_toast(self) -> None:
        """Take it away; nothing when none is shown."""

    async def ask_modal(self, question: ShowModalParams) -> ModalAnswer:
        """Ask and wait. When cancelled, take the dialog away."""

    async def ask_action_sheet(self, items: tuple[str, ...], alert_text: str) -> int | None:
        """Let the person choose; the index, or None when they closed it."""

    def set_title(self, title: str) -> None:
        """Title of the current page."""

    def set_bar_color(self, colors: BarColors) -> None:
        """Colours of the bar above the page."""

    def show_bar(self, bar: PageBar) -> None:
        """The bar for the page that is on top of the app's stack now."""

    def close(self) -> object:
        """Close the app; may return before it is closed. What it returns says nothing."""

    def window_facts(self) -> WindowFacts:
        """Sizes now."""


class Consenting(Protocol):
    """The host's own question over the app's window."""

    async def agree(self, what: Agreement, about: str, development: bool) -> bool:
        """Ask once; False when the person says no or the app closes. `about` is the app's own
        text or what is to be opened; `development`: the answer has no effect outside."""


class FileDialogs(Protocol):
    """The system's file dialogs, over the app's window."""

    async def open(
        self, count: int, extensions: tuple[str, ...], limit_bytes: int
    ) -> tuple[PickedFile, ...] | None:
        """Let the person pick at most `count` files; None when they cancelled.

        Raises MessageTooLarge when the files have more than `limit_bytes` in all; reads no more.
        """

    async def save(self, name: str, content: bytes) -> str | None:
        """Ask where, proposing `name`, and write; the chosen name, or None when cancelled."""

    async def pick(self, count: int, extensions: tuple[str, ...]) -> tuple[Path, ...] | None:
        """Let the person pick at most `count` files, unread; None when they cancelled."""

    async def place(self, name: str) -> Path | None:
        """Ask where to save, proposing `name`; None when cancelled. Nothing is written."""


class Launcher(Protocol):
    """Hands things to the system's own programs. The person has agreed."""

    async def open_link(self, url: str) -> None:
        """Raises NotSupported when nothing takes it."""

    async def open_copy(self, file: Path, ending: str) -> None:
        """Open a read-only copy, named by its `ending`. Raises NotSupported."""


class Sharing(Protocol):
    async def share(self, title: str, link: str) -> None:
        """Show the person a link to hand on; returns when they are done."""


class Filled(msgspec.Struct, frozen=True):
    """What became of a form: the entry to hand out (None: cancelled), and which of those shown
    the person still keeps."""

    entry: Mapping[str, str] | None
    kept: tuple[Mapping[str, str], ...]


class PersonForms(Protocol):
    """The host's own forms over the app's window."""

    async def fill(
        self,
        kind: FormKind,
        kept: tuple[Mapping[str, str], ...],
        proposed: Mapping[str, str] | None,
    ) -> Filled:
        """Let the person pick one of `kept` or write one, beginning with `proposed`."""


class Pictures(Protocol):
    def size_px(self, file: Path) -> tuple[int, int]:
        """Width and height by the file's head; (0, 0) when it is no picture. Blocking."""


class Clipboard(Protocol):
    """The system's clipboard. Both raise NotSupported when there is none."""

    def text(self) -> str:
        """Its text, empty when it holds none."""

    def set_text(self, text: str) -> None:
        """Put text there."""


class Notifier(Protocol):
    def notify(self, app_name: str, title: str, body: str) -> None:
        """Show a notification that names the app. Raises NotSupported."""


class AppOpener(Protocol):
    async def open(self, app_id: AppId, path: str, extra_data: bytes) -> None:
        """Open another app at `path` (page and query, may be empty); `extra_data` is JSON.

        The implementation stamps who opens. Raises NotFound when it is not installed.
        """

    async def back(self, extra_data: bytes) -> None:
        """Show the app that opened this one, which learns who comes back with what, and close
        this one. Raises NotFound when none did or it is closed, NotSupported when out of sight.
        """

    async def restart(self, path: str) -> None:
        """Begin this app anew at `path` (page and query, may be empty).

        Raises InvalidParams, NotFound (no such page), NotSupported (out of sight).
        """


class Updater(Protocol):
    """This app's own update, from the registry it was installed from."""

    async def check(self) -> bool:
        """Whether there is a newer version than the one that runs. Raises NetworkFailed."""

    async def fetch(self) -> None:
        """Install it beside the one that runs. Raises NotFound, NetworkFailed, NotSupported."""

    async def apply(self) -> None:
        """Close this version and open the installed one. Raises NotFound when it is no newer."""


class RightsSheet(Protocol):
    async def show(self) -> None:
        """Let the person change what they answered; returns when they are done."""


class Events(Protocol):
    def emit(self, event: EventSpec, payload: Outcome | None = None) -> None:
        """Send an event to the app's current document; nobody there hears nothing."""


class Appearance(Protocol):
    """How the host looks now."""

    def language(self) -> str:
        """Such as `zh_CN`."""

    def theme(self) -> Theme:
        """Light or dark."""

    def font_size_px(self) -> float:
        """Of body text."""


class Charge(msgspec.Struct, frozen=True):
    """A battery's state: `percent` is 1…100, `saving` the system's own power saving."""

    percent: int
    on_mains: bool
    saving: bool


class Battery(Protocol):
    def charge(self) -> Charge:
        """Now; full and on the mains where there is no battery. Blocks."""


class Screen(Protocol):
    """The screen, as far as one app wants it to stay on."""

    async def hold(self) -> None:
        """Keep it on. Raises NotSupported."""

    def release(self) -> None:
        """Let it go dark again; nothing when it was not held."""


class Connectivity(Protocol):
    def status(self) -> NetworkStatus:
        """How this machine is connected now."""


class PlaceSettings(Protocol):
    def place(self) -> Place | None:
        """The place the person set; None when they set none."""


class Denials(Protocol):
    def denied(self, what: str, detail: str) -> None:
        """An app tried what it may not; `what` is such as `network`. Must not wait or raise."""
