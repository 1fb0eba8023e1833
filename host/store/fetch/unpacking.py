"""Bodies that came packed by zstd (RFC 8878, RFC 9659), unpacked piece by piece.

For a registry's JSON alone, which its reader holds against a bound and a signature. Packages are
never asked for packed: their ranges are of the file as it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import httpx
import zstandard

from bridge.errors import RegistryInvalid

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PACKED: Mapping[str, str] = {"Accept-Encoding": "zstd"}
"""The header that allows a server to pack."""
PIECE_BYTES = 64 * 1024
MOST_WINDOW_BYTES = 8 * 1024 * 1024
"""RFC 9659: a decoder of HTTP's zstd need not hold more."""


def unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The body as it was before it was packed, if it was, in pieces of PIECE_BYTES at most: so a
    reader that stops at its bound has not had more unpacked. Raises RegistryInvalid.
    """
    if response.headers.get("Content-Encoding", "").strip().lower() != "zstd":
        yield from response.iter_raw()
        return
    opener = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW_BYTES)
    try:
        body = io.BufferedReader(_Body(response.iter_raw()))
        with opener.stream_reader(body, read_across_frames=True) as reader:
            while piece := reader.read(PIECE_BYTES):
                yield piece
    except zstandard.ZstdError as error:
        raise RegistryInvalid(
            f"{response.url} says it is packed by zstd, and cannot be unpacked ({error}); refused: "
            "its server or a proxy between is broken",
            url=str(response.url),
        ) from error


class _Body(io.RawIOBase):
    """A response's chunks as something to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        place = memoryview(buffer)
        piece, self._left = self._left[: len(place)], self._left[len(place) :]
        place[: len(piece)] = piece
        return len(piece)
