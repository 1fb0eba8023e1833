"""Files out of a release's pack, as it comes over the network: only the runs that are lacking."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from bridge.errors import ContentMismatch, RegistryUnreachable
from host.release.index import ReleaseFile
from host.store.fetch.client import response_failure
from host.store.fetch.ranges import check_content_range
from host.store.fetch.unpacking import MOST_WINDOW_BYTES

if TYPE_CHECKING:
    import httpx
    from _typeshed import WriteableBuffer

    from host.store.fetch import HttpClient

PIECE_BYTES = 256 * 1024
GAP_BYTES = 128 * 1024
"""Between two lacking files: rather fetched than asked for twice."""
RUN_BYTES = 32 * 1024 * 1024
"""Of one request, one file at least: what breaks off costs no more than its own run."""


def runs_of(files: Sequence[ReleaseFile]) -> list[list[ReleaseFile]]:
    """`files`, in the pack's order, as runs that are asked for at once."""
    runs: list[list[ReleaseFile]] = []
    for file in files:
        if runs:
            start, last = runs[-1][0].at, runs[-1][-1]
            near = file.at - (last.at + last.packed_bytes) <= GAP_BYTES
            if near and file.at + file.packed_bytes - start <= RUN_BYTES:
                runs[-1].append(file)
                continue
        runs.append([file])
    return runs


class PackStream:
    """One answer to a request for a part of the pack, read forward."""

    def __init__(self, response: httpx.Response, at: int, received: Callable[[int], None]) -> None:
        self._pieces = response.iter_raw()  # as they come: what is whole is kept
        self._url = str(response.url)
        self._at = at
        self._left = memoryview(b"")
        self._received = received

    def unpack(self, file: ReleaseFile, out: BinaryIO) -> None:
        """Write the file's bytes to `out`, no more than it has, and only if they are its own.

        Raises ContentMismatch, RegistryUnreachable where the answer ends too soon.
        """
        while self._at < file.at:
            self.take(file.at - self._at)
        body = _Body(self, file.packed_bytes)
        digest, written = hashlib.sha256(), 0
        opener = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW_BYTES)
        try:
            with opener.stream_reader(io.BufferedReader(body, PIECE_BYTES)) as reader:
                while piece := reader.read(PIECE_BYTES):
                    written += len(piece)
                    if written > file.size_bytes:
                        break
                    digest.update(piece)
                    out.write(piece)
        except zstandard.ZstdError:
            written = -1
        if written != file.size_bytes or digest.hexdigest() != file.sha256:
            raise ContentMismatch(
                f"{file.path} as {self._url} has it is not what was signed; nothing was replaced. "
                "Try again later, or tell who publishes Fanlight",
                path=file.path,
                url=self._url,
            )
        while body.left:
            body.left -= len(self.take(body.left))

    def take(self, most: int) -> bytes:
        """Some of the next bytes. Raises RegistryUnreachable at the end."""
        if not self._left:
            piece = next(self._pieces, b"")
            if not piece:
                raise RegistryUnreachable(
                    f"{self._url} ended too soon; what arrived is kept: try again", url=self._url
                )
            self._left = memoryview(piece)
        taken, self._left = bytes(self._left[:most]), self._left[most:]
        self._at += len(taken)
        self._received(len(taken))
        return taken


class _Body(io.RawIOBase):
    """The packed bytes of one file, for zstandard to read from."""

    def __init__(self, stream: PackStream, packed_bytes: int) -> None:
        self._stream = stream
        self.left = packed_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        place = memoryview(buffer)
        taken = self._stream.take(min(len(place), self.left)) if self.left else b""
        place[: len(taken)] = taken
        self.left -= len(taken)
        return len(taken)


@contextmanager
def open_run(
    client: HttpClient,
    url: str,
    run: Sequence[ReleaseFile],
    size_bytes: int,
    received: Callable[[int], None],
) -> Iterator[PackStream]:
    """The part of the pack of `size_bytes` that holds `run`; all of it from a server without
    ranges. Raises RegistryUnreachable, RegistryInvalid."""
    start, end = run[0].at, run[-1].at + run[-1].packed_bytes
    headers = {"Range": f"bytes={start}-{end - 1}"}
    budget_ms = client.settings.budget_ms(size_bytes)
    with client.get(url, budget_ms=budget_ms, headers=headers) as response:
        if response.status_code == 206:
            check_content_range(response, start, end, size_bytes, url)
        elif response.status_code == 200:
            start = 0
        else:
            raise response_failure(response, url)
        yield PackStream(response, start, received)
