"""A hand at the mouse of an X screen, from outside of all programs on it (the XTEST extension)."""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Self


class Pointer:
    """The pointer of one display, `:N`."""

    def __init__(self, display: str) -> None:
        self._name = display
        self._display: ctypes.c_void_p | None = None
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")

    def __enter__(self) -> Self:
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        opened = self._x11.XOpenDisplay(self._name.encode())
        if not opened:
            raise OSError(f"no display {self._name}")
        self._display = ctypes.c_void_p(opened)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def move(self, x: int, y: int) -> None:
        """Put the pointer there."""
        self._tests.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def click(self) -> None:
        """Press and let go where it stands."""
        for down in (1, 0):
            self._tests.XTestFakeButtonEvent(self._display, 1, down, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)
