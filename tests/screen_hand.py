"""A person at an X screen, from outside of all programs on it: sees windows, presses keys."""

from __future__ import annotations

import ctypes
import ctypes.util
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from types import TracebackType
from typing import Self

LEAST_PX = 200
"""What is smaller is no window that a person reads."""
_VIEWABLE = 2


class _Attributes(ctypes.Structure):
    """XWindowAttributes (X11/Xlib.h)."""

    _fields_ = (
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", c_void_p),
        ("root", c_ulong),
        *((name, c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("all_event_masks", c_long),
        ("your_event_mask", c_long),
        ("do_not_propagate_mask", c_long),
        ("override_redirect", c_int),
        ("screen", c_void_p),
    )


def has_a_screen() -> bool:
    """Whether this machine has the libraries for it."""
    return all(map(ctypes.util.find_library, ("X11", "Xtst")))


class ScreenHand:
    """At one display, `:N`."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._tests = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = c_void_p
        self._x11.XDefaultRootWindow.restype = c_ulong
        self._x11.XStringToKeysym.restype = c_ulong
        opened = self._x11.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"no display {display}")
        self._display = c_void_p(opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x11.XCloseDisplay(self._display)

    def sees(self, title: str) -> bool:
        """Whether a window is on the screen whose title begins so, in ASCII."""
        return any(self._is_seen(window, title) for window in self._windows())

    def press(self, key: str) -> None:
        """Press and let go of a key, by X's name for it; the active window gets it."""
        number = self._x11.XStringToKeysym(key.encode())
        code = self._x11.XKeysymToKeycode(self._display, c_ulong(number))
        for down in (1, 0):
            self._tests.XTestFakeKeyEvent(self._display, code, down, c_ulong(0))
        self._x11.XFlush(self._display)

    def _windows(self) -> list[int]:
        root, parent = c_ulong(), c_ulong()
        children, count = POINTER(c_ulong)(), c_uint()
        top = c_ulong(self._x11.XDefaultRootWindow(self._display))
        answers = (byref(root), byref(parent), byref(children), byref(count))
        self._x11.XQueryTree(self._display, top, *answers)
        found = children[: count.value]
        if children:
            self._x11.XFree(children)
        return found

    def _is_seen(self, window: int, title: str) -> bool:
        facts, name = _Attributes(), c_char_p()
        self._x11.XGetWindowAttributes(self._display, c_ulong(window), byref(facts))
        self._x11.XFetchName(self._display, c_ulong(window), byref(name))
        told, shown = name.value, facts.map_state == _VIEWABLE and facts.width >= LEAST_PX
        self._x11.XFree(name)
        return shown and told is not None and told.startswith(title.encode())
