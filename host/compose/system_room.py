"""The engine room of a host whose apps run in the system's own WebView: nothing is loaded here."""

from __future__ import annotations

import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

import bridge.js
from bridge.api.system import Theme
from bridge.errors import EngineUnavailable
from bridge.marks import LaunchKind
from host.compose.claim import Claim
from host.compose.engine import EngineRoom
from host.compose.spare import GROUNDS
from sandbox.manifest import Kind
from sandbox.view.outside.available import unavailable
from sandbox.view.outside.guarantees import refusal

if TYPE_CHECKING:
    from host.compose.looks import Looks
    from host.compose.parts import HostParts
    from host.launch.instance import Instance
    from sandbox.mount import Mount
    from sandbox.view.outside.view import SystemView
    from sandbox.view.port import Resources, Talk, Web

_DIST = Path(bridge.js.__file__).parent / "dist"


class SystemRoom(EngineRoom):
    """Holds the page's end of the bridge; each app brings an engine process of its own."""

    @property
    def makes_ahead(self) -> bool:
        return False

    def enter(self) -> None:
        """Nothing comes into this process. Raises EngineUnavailable where there is no such view."""
        if (why := unavailable(sys.platform)) is not None:
            raise EngineUnavailable(f"the system view cannot be had: {why}")

    def ignite(self, beside: Callable[[], None] | None = None) -> None:
        """Nothing is started in this process; `beside` is called."""
        if beside is not None:
            beside()

    def furnish(self) -> None:
        """Read the page's end; any thread. Raises EngineUnavailable when it is not built."""
        self.texts()

    async def warm_up(self) -> LaunchKind:
        """A system view has nothing that could be warm. Raises EngineUnavailable."""
        self.enter()
        return LaunchKind.COLD

    def texts(self) -> tuple[str, str]:
        """The scripts of the private world and of the page's own. Raises EngineUnavailable."""
        try:
            channel, page = (
                (_DIST / f"{name}.js").read_text(encoding="utf-8") for name in ("system", "page")
            )
        except FileNotFoundError:
            raise EngineUnavailable(
                "the page scripts are not built; run `python3 dev.py setup`"
            ) from None
        return channel, page


class SystemSeat:
    """The profile of one app while a system view shows it."""

    is_guess = False
    is_drawn = False

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self.host = claim.host

    async def gone(self) -> None:
        """Nothing of it is in this process."""

    def dress(self, looks: Looks) -> None:
        """The view has its ground from its first order."""

    def unlock(self) -> None:
        """Let the app's profile go."""
        self._claim.end()


def seated(
    parts: HostParts,
    room: SystemRoom,
    mount: Mount,
    instance: Instance,
    resources: Resources,
    talk: Talk,
    web: Web,
    size_px: tuple[int, int],
) -> tuple[SystemSeat, SystemView]:
    """A system view for one app, and its profile's lock.

    Raises EngineUnavailable with the reason when the app cannot be shown so, StoreBusy.
    """
    if (why := refusal(mount.manifest)) is not None:
        raise EngineUnavailable(
            f"{instance.ref.app_id} is not opened in the system view: {why}. Use --engine qt",
            app_id=instance.ref.app_id,
        )
    _check_display()
    from sandbox.view.outside.serving import SystemBinding
    from sandbox.view.outside.view import SystemView
    from sandbox.view.port import Engine

    channel, page = room.texts()
    host, theme = instance.ref.host, parts.looks.theme()
    layered = mount.manifest.kind is Kind.WEIXIN
    seat = SystemSeat(Claim(parts.store.home, host))
    instance.engine = Engine.SYSTEM
    binding = SystemBinding(
        host=host,
        resources=resources,
        talk=talk,
        web=web,
        channel=channel,
        page=page,
        # Kind weixin stores through the host alone.
        storage=None if layered else storage_of(parts, host),
        background=GROUNDS[theme],
        dark=theme is Theme.DARK,
        require_sandbox=parts.options.require_sandbox,
        layered=layered,
        autoplay=layered,
        size_px=size_px,
        documents=mount.documents,
    )
    try:
        return seat, SystemView(binding, instance)
    except BaseException:
        seat.unlock()
        raise


def storage_of(parts: HostParts, host: str) -> Path:
    """The folder of what an app keeps in the engine that this host has."""
    name = "system" if isinstance(parts.room, SystemRoom) else "browser"
    return parts.store.home.profiles / host / name


def draw_by_x11(environ: MutableMapping[str, str]) -> None:
    """Have this host draw by X11 where there is one, also beside a Wayland desktop (Xwayland): it
    is by X11 that a window of another process is taken into its own. Before QApplication is made;
    who chose otherwise is not overruled."""
    if sys.platform == "linux" and environ.get("DISPLAY"):
        environ.setdefault("QT_QPA_PLATFORM", "xcb")


def _check_display() -> None:
    from PySide6.QtGui import QGuiApplication

    if sys.platform == "linux" and QGuiApplication.platformName() != "xcb":
        raise EngineUnavailable(
            "the system view is drawn into the host's window by X11, and this host draws by "
            f"{QGuiApplication.platformName()}; start it with QT_QPA_PLATFORM=xcb"
        )
