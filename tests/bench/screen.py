"""A virtual screen whose pixels can be watched from outside: Xvfb with a mapped framebuffer."""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

LOOK_EVERY_S = 0.002
LOOK_AT_EACH_PX = 8
"""Every so many rows are looked at: looking must not take the time of what is measured."""
WIDTH_PX = 8


class Screen:
    """An Xvfb of its own. `environment` is for the programs that draw on it."""

    def __init__(self, size: str = "1280x800x24") -> None:
        self._size = size
        self._width_px, self._height_px = (int(word) for word in size.split("x")[:2])
        self._head_bytes = 0
        self._folder = tempfile.TemporaryDirectory(prefix="fanlight-bench-")
        self._server: subprocess.Popen[bytes] | None = None
        self._pixels: mmap.mmap | None = None
        self.environment: dict[str, str] = {}
        # By colour and row: the pixels in which it was not, the last time.
        self._without: dict[tuple[tuple[int, int, int], int], bytes] = {}

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        # Should the bench be killed, its screen goes too.
        keeper = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        self._server = subprocess.Popen(
            [
                *keeper,
                *("Xvfb", "-displayfd", str(writing), "-screen", "0", self._size),
                *("-fbdir", self._folder.name, "-nolisten", "tcp"),
            ],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            number = answer.readline().strip().decode()
        with (Path(self._folder.name) / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # An XWD file: its header, whose length is its first word, then colours of 12 bytes each.
        size, colours = struct.unpack_from(">I", self._pixels, 0)[0], self._pixels[76:80]
        self._head_bytes = size + struct.unpack(">I", colours)[0] * 12
        self.environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        # Programs are measured as installed ones run: with their bytecode kept.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pixels is not None:
            self._pixels.close()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        self._folder.cleanup()

    def shows(self, colour: tuple[int, int, int]) -> bool:
        """Whether a square of LOOK_AT_EACH_PX or more of exactly `colour` stands anywhere."""
        return self.place_of(colour) is not None

    def place_of(self, colour: tuple[int, int, int]) -> tuple[int, int] | None:
        """Where such a square is, as x and y inside it; None when there is none."""
        if self._pixels is None:
            raise RuntimeError("the screen is not started")
        red, green, blue = colour
        # The fourth byte of a 24-bit screen's pixel is padding: programs write what they like.
        wanted = [bytes((blue, green, red, padding)) * WIDTH_PX for padding in (0xFF, 0x00)]
        row_bytes = self._width_px * 4
        for top in range(0, self._height_px, LOOK_AT_EACH_PX):
            start = self._head_bytes + top * row_bytes
            line = self._pixels[start : start + row_bytes]
            # Searching every row at every look took a sixth of a core from what is measured.
            if self._without.get((colour, top)) == line:
                continue
            for each in wanted:
                found = line.find(each)
                while found >= 0 and found % 4:
                    # Another colour's bytes, read from the middle of a pixel.
                    found = line.find(each, found + 1)
                if found >= 0:
                    return found // 4 + WIDTH_PX // 2, top
            self._without[colour, top] = line
        return None

    def wait_for(
        self, colour: tuple[int, int, int], since_s: float, timeout_s: float = 30.0
    ) -> float:
        """Milliseconds from `since_s` (time.monotonic) until `colour` is on the screen."""
        while not self.shows(colour):
            if time.monotonic() - since_s > timeout_s:
                raise TimeoutError("the marker never came")
            time.sleep(LOOK_EVERY_S)
        return (time.monotonic() - since_s) * 1000

    def wait_until_gone(self, colour: tuple[int, int, int], timeout_s: float = 10.0) -> None:
        """Wait until nothing of `colour` is left, before the next run."""
        begun_s = time.monotonic()
        while self.shows(colour):
            if time.monotonic() - begun_s > timeout_s:
                raise TimeoutError("the marker stays on the screen")
            time.sleep(LOOK_EVERY_S)
