"""What the QR codes of a picture say. A process of its own reads it, which can be ended. No Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from bridge.errors import DetailValue, DiskFailed, PictureUnreadable
from host.links import SCHEME, Link, parse_link
from host.own_program import own_command
from sandbox.decoding import readable

PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
MAX_PICTURE_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 1 << 25
"""33 million: what telephones photograph, and the screenshot of any screen."""
CPU_S = 5
"""Of the process's own time, which is some tenths of a second for a picture of that size."""
ROOM_BYTES = 2 << 30
"""Of addresses: Qt's and Python's own take a third of a GiB, the picture up to two."""
_PATIENCE_S = 60.0
"""Where the machine is busy, or the system knows no limit of time spent."""


class _Codes(msgspec.Struct, frozen=True):
    codes: tuple[str, ...]


class _Told(msgspec.Struct, frozen=True):
    message: str
    detail: dict[str, DetailValue]


class _Failed(msgspec.Struct, frozen=True):
    error: _Told


def is_picture(place: Path) -> bool:
    """Whether `place` is a file that is named as a picture."""
    return place.suffix.lower() in PICTURE_SUFFIXES and place.is_file()


def read_picture(place: Path) -> bytes:
    """A picture's bytes. Blocks. Raises PictureUnreadable where it is too large, DiskFailed."""
    try:
        with place.open("rb") as file:
            content = file.read(MAX_PICTURE_BYTES + 1)
    except OSError as error:
        raise DiskFailed(f"{place} cannot be read: {error.strerror}", path=str(place)) from None
    return _small_enough(content)


def codes_in(content: bytes) -> tuple[str, ...]:
    """The texts of the picture's QR codes: at least one. Blocks.

    Raises PictureUnreadable where there is none, the picture is none or too large, or reading it
    takes more than CPU_S or ROOM_BYTES.
    """
    command = [*own_command(), "scan", "--here", "--json", "-"]
    try:
        ran = subprocess.run(
            command, input=_small_enough(content), capture_output=True, timeout=_PATIENCE_S
        )
        told = _told(ran)
    except OSError as error:
        raise PictureUnreadable(f"the picture's reader does not start: {error.strerror}") from None
    except (subprocess.TimeoutExpired, msgspec.MsgspecError):
        # Ended by a limit, or crashed: it says nothing more.
        raise PictureUnreadable("the picture cannot be read: it asks for too much") from None
    if not told.codes:
        raise PictureUnreadable("there is no QR code in this picture, or none that can be read")
    return told.codes


def only_link(codes: tuple[str, ...]) -> Link | None:
    """The link that `codes` hold; None where there is none, or more than one to choose from.

    Raises LinkInvalid where the only one breaks the grammar.
    """
    links = [text for text in codes if is_link(text)]
    return parse_link(links[0]) if len(links) == 1 else None


def is_link(text: str) -> bool:
    """Whether `text` wants to be a link to a mini-program."""
    return text.startswith(f"{SCHEME}:")


def limit_own_process() -> None:
    """From here on this process ends where a picture asks for too much. Where the system has no
    such limits (Windows), `codes_in` ends it by the clock."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_AS, ROOM_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _told(ran: subprocess.CompletedProcess[bytes]) -> _Codes:
    """What the process found. Raises PictureUnreadable where it says why not, MsgspecError where it
    says nothing."""
    if ran.returncode:
        told = msgspec.json.decode(ran.stdout, type=readable(_Failed)).error
        raise PictureUnreadable(told.message, **told.detail)
    return msgspec.json.decode(ran.stdout, type=readable(_Codes))


def _small_enough(content: bytes) -> bytes:
    if len(content) > MAX_PICTURE_BYTES:
        raise PictureUnreadable(
            f"the picture is larger than {MAX_PICTURE_BYTES // 2**20} MiB: cut out the code",
            limit_bytes=MAX_PICTURE_BYTES,
        )
    return content
