"""How large an app's window becomes: as asked for, else as it was last time."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from host.shell.window_shape import WindowShape, keep_shape, read_shape

if TYPE_CHECKING:
    from host.links import WindowMode
    from host.shell.window import MiniProgramWindow

COMPACT_PX = (400, 700)
STANDARD_PX = (1024, 768)

log = logging.getLogger("fanlight.window")


class Shaping:
    """One window's size; (width, height) in logical pixels, without the system's frame."""

    def __init__(
        self,
        profile: Path,
        asked_px: tuple[int, int] | None,
        mode: WindowMode | None = None,
    ) -> None:
        """`profile` is the app's folder; what was `asked_px` for this once is not kept. Nor is
        `mode`, a link's, unless the person then changes the size."""
        self._profile = profile
        self._asked = asked_px is not None
        if asked_px is not None:
            self._shape = WindowShape(*asked_px)
        else:
            self._shape = self._kept() if mode is None else _shape_of(mode)

    def _kept(self) -> WindowShape:
        kept = read_shape(self._profile)
        return WindowShape(*COMPACT_PX) if kept is None else kept.within(_room_px())

    @property
    def px(self) -> tuple[int, int]:
        return self._shape.width_px, self._shape.height_px

    @property
    def first_px(self) -> tuple[int, int]:
        """What it will have at first, as far as can be foreseen: a page is laid out before."""
        return _room_px() if self._shape.fills_screen else self.px

    def show(self, window: MiniProgramWindow) -> None:
        """Put the window on screen."""
        from PySide6.QtCore import Qt  # its hundred enums take 10 ms to make: not at the top

        from host.shell.unseen import bring_on_screen, is_unseen

        window.resize(QSize(*self.px))
        if is_unseen(window):
            fills = self._shape.fills_screen
            states = Qt.WindowState
            bring_on_screen(window, states.WindowMaximized if fills else states.WindowNoState)
        elif self._shape.fills_screen:
            window.showMaximized()
        else:
            window.show()

    def keep(self, window: MiniProgramWindow) -> None:
        """Remember how large it is; on the UI thread, for the app may be removed right after."""
        if self._asked or window.shape == self._shape:
            return
        try:
            keep_shape(self._profile, window.shape)
        except OSError as error:
            log.warning("the size of a window was not kept: %s", error)


def _shape_of(mode: WindowMode) -> WindowShape:
    from host.links import WindowMode

    if mode is not WindowMode.STANDARD:
        return WindowShape(*COMPACT_PX, mode is WindowMode.FULL)
    return WindowShape(*STANDARD_PX).within(_room_px())


def _room_px() -> tuple[int, int]:
    room = QGuiApplication.primaryScreen().availableSize()
    return room.width(), room.height()
