"""The place in the host's window that another process's window stands above: macOS.

AppKit takes no window of another process into one of its own. So the page's window, which has no
frame, follows this one: it is told where that stands, and to be nowhere while something of the
host's lies over it (a question, a sheet, a menu), which it would cover.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QFocusEvent, QHideEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from sandbox.view.outside.frame import Frame
from sandbox.view.systemview.wire import Place

_MOVING = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowStateChange,
        # A window that lays out or draws anew may have something over the page now, or no more.
        QEvent.Type.LayoutRequest,
        QEvent.Type.UpdateRequest,
    }
)
_PROBES = (0.02, 0.25, 0.5, 0.75, 0.98)


class BesideFrame(Frame):
    """Frame's ways, for a window that cannot be held."""

    def __init__(
        self,
        background: str,
        place: Callable[[Place], None],
        number_of: Callable[[int], int] | None = None,
    ) -> None:
        """`number_of` makes the window server's number of a QWidget.winId()."""
        super().__init__(background)
        self._place = place
        self._number_of = window_number if number_of is None else number_of
        self._standing = False
        self._top: QWidget | None = None
        self._told: Place | None = None

    def hold(self, window_id: int) -> None:
        """The page's window is made; `window_id` is its own, which nobody here needs."""
        del window_id
        self._standing = True
        self._told = None
        self.follow()

    def let_go(self) -> None:
        """The other process has ended, or is about to; its window with it."""
        self._standing = False

    def take_keys(self) -> None:
        """A person is at the page: its process has the keyboard already. Our window, which is
        behind another program's perhaps, comes along."""
        self.window().raise_()
        self.follow(again=True)

    def settle(self) -> None:
        self.follow(again=True)

    def follow(self, *, again: bool = False) -> None:
        """Tell the page's window where to be, if it is not there; `again`: also if it is."""
        if not self._standing:
            return
        place = self._now()
        if again or place != self._told:
            self._told = place
            self._place(place)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _MOVING:
            # Raised among windows, ours has come above the page's, which stood where it stands.
            self.follow(again=event.type() is QEvent.Type.WindowActivate)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._watch()
        self.follow()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.follow()

    def moveEvent(self, event: QMoveEvent, /) -> None:
        super().moveEvent(event)
        self.follow()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.follow()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        QWidget.focusInEvent(self, event)

    def _watch(self) -> None:
        """Hear of the window that this lies in, which may be another than before."""
        top = self.window()
        if top is not self._top:
            if self._top is not None:
                self._top.removeEventFilter(self)
            self._top = top
            top.installEventFilter(self)

    def _now(self) -> Place:
        top = self.window()
        rect = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
        shown = self.isVisible() and not top.isMinimized() and not self._is_covered(top)
        number = self._number_of(int(top.winId())) if shown else 0
        return Place(rect.x(), rect.y(), rect.width(), rect.height(), shown, number)

    def _is_covered(self, top: QWidget) -> bool:
        """Whether something else of the window's lies over a part of it."""
        for across in _PROBES:
            for down in _PROBES:
                inside = QPoint(int(self.width() * across), int(self.height() * down))
                found = top.childAt(self.mapTo(top, inside)) if top is not self else None
                if found is not None and found is not self and not self.isAncestorOf(found):
                    return True
        return False


def window_number(view_id: int) -> int:
    """The window server's number of the window that the NSView `view_id` lies in.

    By the Objective-C runtime itself (objc/message.h): the host brings in no more for two words.
    """
    library = ctypes.CDLL("/usr/lib/libobjc.dylib")
    library.sel_registerName.restype = ctypes.c_void_p
    library.sel_registerName.argtypes = [ctypes.c_char_p]
    send = library.objc_msgSend
    send.restype = ctypes.c_void_p
    send.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view_id, library.sel_registerName(b"window"))
    return int(send(window, library.sel_registerName(b"windowNumber")) or 0) if window else 0
