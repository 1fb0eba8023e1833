"""Pictures that a person has read for a QR code: they cost what they may, and open links alone."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from bridge.errors import LinkInvalid, PictureUnreadable
from host.picture_codes import MAX_PIXELS, codes_in, is_picture, only_link
from host.shell.code_reading import read_codes
from tests.attack.test_strangers_pictures import png

CHILD = """
import sys
import host.picture_codes as pictures
pictures.CPU_S = 1
pictures.limit_own_process()
if sys.argv[1] == "time":
    while True:
        pass
try:
    room = bytearray(pictures.ROOM_BYTES)
except MemoryError:
    sys.exit(7)
"""


def finders(side_px: int) -> bytes:
    """Nothing but finder patterns: three of them might always be a code's."""
    pattern = ("0000000", "0111110", "0100010", "0100010", "0100010", "0111110", "0000000")
    rows = [bytes(255 * (bit == "1") for bit in row) + b"\xff\xff" for row in pattern]
    rows += [b"\xff" * 9] * 2
    times = side_px // 9 + 1
    lines = [b"\0" + (row * times)[:side_px] for row in rows]
    drawn = b"".join((lines * times)[:side_px])

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side_px, side_px, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(drawn)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in parts)


def test_L01_a_picture_that_takes_minutes_is_given_up() -> None:
    """52 KB of PNG: over a minute of a processor for who reads it to the end."""
    with pytest.raises(PictureUnreadable, match="asks for too much"):
        codes_in(finders(4096))


@pytest.mark.skipif(sys.platform == "win32", reason="such limits are Unix's")
@pytest.mark.parametrize(("what", "codes"), [("time", {-24, -9}), ("room", {7})])
def test_L01_the_process_that_reads_has_limits(what: str, codes: set[int]) -> None:
    ran = subprocess.run([sys.executable, "-c", CHILD, what], timeout=120)
    assert ran.returncode in codes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no PNG or JPEG"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
            "no PNG or JPEG",
        ),
        (b"GIF89a" + bytes(60), "no PNG or JPEG"),
        (png(8, 8)[:-30], "cannot be read"),
        (
            png(8, 8)[:16] + b"\x00\x00\x80\x00\x00\x00\x80\x00" + png(8, 8)[24:],
            "cannot be read|pixels",
        ),
        (png(40_000, 900), f"{MAX_PIXELS:,}"),
    ],
    ids=["empty", "svg", "gif", "torn", "lying", "large"],
)
def test_L01_what_is_no_picture_to_read_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(PictureUnreadable, match=why):
        read_codes(content)


@pytest.mark.parametrize("picture", [png(8192, 1), png(1, 8192), png(4000, 2)])
def test_L01_a_line_is_not_made_larger(picture: bytes) -> None:
    assert read_codes(picture) == ()


@pytest.mark.parametrize(
    "text",
    [
        "FANLIGHT://open/org.example.tea",
        " fanlight://open/org.example.tea",
        "https://fanlight://open/org.example.tea",
        "file:///etc/passwd",
        "/tmp/app.ma",
        "org.example.tea",
    ],
)
def test_L01_only_links_are_opened(text: str) -> None:
    assert only_link((text,)) is None


@pytest.mark.parametrize(
    "text", ["fanlight://install/org.example.tea", "fanlight://open/../x", "fanlight:x"]
)
def test_L01_a_link_outside_the_grammar_is_said_not_guessed(text: str) -> None:
    with pytest.raises(LinkInvalid):
        only_link((text,))


def test_L01_a_folder_named_as_a_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "app.png").mkdir()
    assert not is_picture(tmp_path / "app.png")
