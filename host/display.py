"""A display to draw on: the one there is, or an Xvfb of our own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bridge.errors import DisplayUnavailable

if TYPE_CHECKING:
    import subprocess

UNSEEN = "no display is set (DISPLAY, WAYLAND_DISPLAY), so nobody sees the window; Ctrl-C ends it"
"""For a person who waits for a window that is drawn on a display of our own."""
SCREEN = "1280x1024x24"
_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_START_S = 20.0
_OFFSCREEN_PLATFORMS = {"offscreen", "minimal", "vnc"}


def has_display(environ: MutableMapping[str, str] = os.environ) -> bool:
    """Whether windows can be shown without our help."""
    if not sys.platform.startswith("linux"):
        return True
    if environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _OFFSCREEN_PLATFORMS:
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def answers(display: str) -> bool:
    """Whether an X server of this machine is there; True of what cannot be told so simply."""
    local = re.fullmatch(r"(?:unix)?:([0-9]+)(?:\.[0-9]+)?", display)
    if local is None:
        return True
    import socket

    place = f"/tmp/.X11-unix/X{local[1]}"
    for address in (f"\0{place}", place):  # libxcb's order; the first is Linux's alone
        with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
            line.connect(address)
            return True
    return False


def unusable(environ: MutableMapping[str, str] = os.environ) -> DisplayUnavailable:
    """What to say where Qt cannot show windows on the display there is."""
    set_to = [f"{name}={environ[name]}" for name in _NAMES if environ.get(name)]
    return DisplayUnavailable(
        f"no window can be shown on this display ({', '.join(set_to) or 'the system has one'}): it "
        "is not running, not this user's, or a system library is missing (docs/troubleshooting.md "
        "lists them); correct it, or unset it for a virtual one"
    )


class Display:
    """A context in which there is a display. Stops the Xvfb it started, however it is left."""

    def __init__(self, environ: MutableMapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def virtual(self) -> bool:
        """Whether nobody can see this display."""
        return self._server is not None

    def __enter__(self) -> Self:
        """Raises DisplayUnavailable when there is none and no Xvfb to make one."""
        if has_display(self._environ):
            return self
        import shutil
        import subprocess

        program = shutil.which("Xvfb")
        if program is None:
            raise DisplayUnavailable(
                "there is no display, and Xvfb is not installed to make a virtual one; "
                "install it (Debian, Ubuntu: apt-get install xvfb) or set DISPLAY"
            )
        reading, writing = os.pipe()
        try:
            self._server = subprocess.Popen(
                [program, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
                pass_fds=(writing,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            number = answer.readline().strip().decode()
        if not number:
            self.__exit__(None, None, None)
            raise DisplayUnavailable("Xvfb did not start; run `Xvfb :99` by hand to see why")
        self._environ["DISPLAY"] = f":{number}"
        self._environ.setdefault("QT_QPA_PLATFORM", "xcb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._server is not None:
            from subprocess import TimeoutExpired

            self._server.terminate()
            try:
                self._server.wait(_START_S)
            except TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._environ.pop("DISPLAY", None)
            self._server = None
