"""Pictures of packages that are not installed, decoded in the host for a registry's page."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib

import pytest

MB = 1_000_000
CHILD = """
import json, resource, sys
from host.shell.icon_decode import decode_picture
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
image = decode_picture(content, 480)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
size = None if image is None else [image.width(), image.height()]
print(json.dumps({"size": size, "bytes": (after - before) * 1024}))
"""


def png(width: int, height: int) -> bytes:
    """A black picture (PNG, ISO 15948), a few hundred bytes long."""

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes((1 + 3 * width) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def decoded(content: bytes) -> tuple[list[int] | None, int]:
    """The picture's size, and by how much the process's memory has ever grown for it."""
    ran = subprocess.run(
        [sys.executable, "-c", CHILD], input=content, capture_output=True, check=True, timeout=120
    )
    told = json.loads(ran.stdout)
    return told["size"], told["bytes"]


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss counts KiB on Linux alone")
@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [(2048, 1, [1440, 1]), (1, 2048, [1, 480]), (2048, 2048, [480, 480]), (4096, 4096, None)],
)
def test_R02_a_picture_takes_no_more_memory_than_it_is_shown_with(
    width: int, height: int, shown: list[int] | None
) -> None:
    """A line of 2048 pixels, made 480 high before its width was looked at, took 1.9 GB."""
    size, grown_bytes = decoded(png(width, height))
    assert size == shown
    assert grown_bytes < 80 * MB
