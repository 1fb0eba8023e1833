"""How large an app's window was when it was closed; kept in its profile. No Qt."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sandbox.decoding import readable

_FILE = "window.json"
_LEAST_PX = (320, 400)
_MOST_PX = 16_384


class WindowShape(msgspec.Struct, frozen=True):
    """Logical pixels without the system's frame. `fills_screen`: then the size is the one it
    goes back to."""

    width_px: int
    height_px: int
    fills_screen: bool = False

    def within(self, room_px: tuple[int, int]) -> WindowShape:
        """No larger than `room_px` (a screen), no smaller than a window may be."""
        width, height = (
            max(least, min(px, room, _MOST_PX))
            for px, room, least in zip(
                (self.width_px, self.height_px), room_px, _LEAST_PX, strict=True
            )
        )
        return WindowShape(width, height, self.fills_screen)


def read_shape(profile: Path) -> WindowShape | None:
    """What was kept in an app's `profile` folder; None where nothing is, or nothing readable."""
    try:
        return msgspec.json.decode((profile / _FILE).read_bytes(), type=readable(WindowShape))
    except (OSError, msgspec.DecodeError):
        return None


def keep_shape(profile: Path, shape: WindowShape) -> None:
    """Replace what was kept. Without the folder nothing is: the app is gone. Raises OSError."""
    if not profile.is_dir():
        return
    whole = profile / f"{_FILE}.new"
    whole.write_bytes(msgspec.json.encode(shape))
    whole.replace(profile / _FILE)
