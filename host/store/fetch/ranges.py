"""A file on a server, read in pieces (RFC 9110 §13.1.5 If-Range, §14 range requests)."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import httpx
import msgspec

from bridge.errors import ArchiveInvalid, RegistryInvalid, RegistryUnreachable
from host.store.fetch.client import HttpClient, response_failure
from host.store.fetch.settings import Progress
from host.store.fetch.transport import Breaking

BLOCK_BYTES = 64 * 1024
MAX_CACHED_BLOCKS = 64

_CONTENT_RANGE = re.compile(r"bytes (\d{1,19})-(\d{1,19})/(\d{1,19})")


class RangesUnsupported(RegistryUnreachable):
    """The server sends whole files only: download the file instead."""

    retriable: ClassVar[bool] = False


class Validator(msgspec.Struct, frozen=True):
    """What a server says identifies one state of a file: ETag, else Last-Modified, else nothing."""

    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, response: httpx.Response) -> Validator:
        """The validator in a response's headers."""
        headers = response.headers
        return cls(headers.get("ETag", "")[:256], headers.get("Last-Modified", "")[:64])

    @property
    def if_range(self) -> dict[str, str]:
        """The If-Range header to send; none for a weak ETag, which RFC 9110 §13.1.5 forbids."""
        strong = self.etag if self.etag.startswith('"') else ""
        return {"If-Range": strong} if strong else {}

    def differs(self, other: Validator) -> bool:
        """True when both name a state and not the same one."""
        if self.etag and other.etag:
            return self.etag.removeprefix("W/") != other.etag.removeprefix("W/")
        both_dated = bool(self.last_modified and other.last_modified)
        return both_dated and self.last_modified != other.last_modified


def check_content_range(
    response: httpx.Response, offset: int, end: int, size_bytes: int, url: str
) -> None:
    """Refuse a 206 that is not exactly bytes `offset…end-1` of `size_bytes`.

    Raises RegistryInvalid.
    """
    given = response.headers.get("Content-Range", "")
    match = _CONTENT_RANGE.fullmatch(given.strip())
    if match is None or [int(number) for number in match.groups()] != [offset, end - 1, size_bytes]:
        raise RegistryInvalid(
            f"{url} answered bytes {offset}-{end - 1} of {size_bytes} with the range "
            f"{given[:80]!r}; refused: its server or a proxy between is broken",
            url=url,
            asked=f"bytes {offset}-{end - 1}/{size_bytes}",
            given=given[:80],
        )


class HttpSource:
    """A ByteSource over range requests; a file that changes on the server is noticed.

    Reads are rounded to blocks of `BLOCK_BYTES`, of which the last few are kept, so the many
    small reads of a ZIP's directory cost one or two requests. What is returned is *not*
    verified here: the reader checks it against a signed digest. Safe to use from several
    threads. `size_bytes` is the file's signed size.
    """

    def __init__(
        self,
        client: HttpClient,
        url: str,
        size_bytes: int,
        progress: Progress | None = None,
    ) -> None:
        self.size_bytes = size_bytes
        self._client = client
        self._url = url
        self._progress = progress
        self._lock = threading.Lock()
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._validator: Validator | None = None
        self._running: set[Breaking] = set()
        self._broken_off = False
        self._fetched_bytes = 0

    @property
    def fetched_bytes(self) -> int:
        """How many bytes came over the network so far."""
        return self._fetched_bytes

    def read(self, offset: int, length: int) -> bytes:
        """Exactly `length` bytes from `offset`; blocks until they are here.

        Raises RangesUnsupported when the server has no ranges, RegistryUnreachable for a
        failure of the network, RegistryInvalid when the file changed on the server or the
        answer is another range, ArchiveInvalid for a range outside the file.
        """
        if offset < 0 or length < 0 or offset + length > self.size_bytes:
            raise ArchiveInvalid(
                f"bytes {offset}…{offset + length} lie outside {self._url}, which has "
                f"{self.size_bytes}: the package is truncated",
                offset=offset,
                size_bytes=self.size_bytes,
            )
        if length == 0:
            return b""
        first = offset // BLOCK_BYTES
        last = (offset + length - 1) // BLOCK_BYTES
        if last - first >= MAX_CACHED_BLOCKS // 2:
            return self._fetch(offset, offset + length)
        blocks = self._cached(first, last)
        for run_first, run_last in _missing_runs(blocks, first, last):
            start = run_first * BLOCK_BYTES
            content = self._fetch(start, min((run_last + 1) * BLOCK_BYTES, self.size_bytes))
            for number in range(run_first, run_last + 1):
                begin = number * BLOCK_BYTES - start
                blocks[number] = content[begin : begin + BLOCK_BYTES]
        self._keep(blocks)
        joined = b"".join(blocks[number] for number in range(first, last + 1))
        begin = offset - first * BLOCK_BYTES
        return joined[begin : begin + length]

    def _cached(self, first: int, last: int) -> dict[int, bytes]:
        with self._lock:
            return {n: self._blocks[n] for n in range(first, last + 1) if n in self._blocks}

    def _keep(self, blocks: dict[int, bytes]) -> None:
        with self._lock:
            for number, block in blocks.items():
                self._blocks[number] = block
                self._blocks.move_to_end(number)
            while len(self._blocks) > MAX_CACHED_BLOCKS:
                self._blocks.popitem(last=False)

    def _fetch(self, offset: int, end: int) -> bytes:
        for attempt in range(self._client.settings.attempts):
            try:
                return self._fetch_once(offset, end)
            except RangesUnsupported:
                raise
            except RegistryUnreachable:
                if attempt + 1 == self._client.settings.attempts:
                    raise
        raise AssertionError("FetchSettings.attempts is at least 1")

    def stream(self, offset: int, end: int) -> Iterator[bytes]:
        """The bytes from `offset` to before `end`, as they come: one request, nothing kept.

        Ends early or late never: that raises. Not tried again here. Raises as `read`.
        """
        wanted = end - offset
        known = self._validator or Validator()
        headers = {"Range": f"bytes={offset}-{end - 1}", **known.if_range}
        budget_ms = self._client.settings.budget_ms(wanted)
        received = 0
        with (
            self._breakable() as breaking,
            self._client.get(
                self._url, budget_ms=budget_ms, headers=headers, breaking=breaking
            ) as response,
        ):
            if response.status_code == 200:
                self._refuse_whole(Validator.of(response), known)
            if response.status_code == 416:
                raise self._changed("it is shorter than what was signed")
            if response.status_code != 206:
                raise response_failure(response, self._url)
            check_content_range(response, offset, end, self.size_bytes, self._url)
            self._compare(Validator.of(response))
            for chunk in response.iter_raw():
                received += len(chunk)
                if received > wanted:
                    raise RegistryInvalid(
                        f"{self._url} sent more than the {wanted} bytes asked for; refused",
                        url=self._url,
                        limit_bytes=wanted,
                    )
                self._count(len(chunk))
                yield chunk
        if received < wanted:
            raise RegistryUnreachable(
                f"{self._url} stopped after {received} of {wanted} bytes; try again",
                url=self._url,
            )

    def break_off(self) -> None:
        """End what is being read, and read nothing more: whoever waits, for the first word of an
        answer too, gets RegistryUnreachable now."""
        with self._lock:
            self._broken_off = True
            running = tuple(self._running)
        for breaking in running:
            breaking.end()

    @contextmanager
    def _breakable(self) -> Iterator[Breaking]:
        breaking = Breaking()
        with self._lock:
            self._running.add(breaking)
            if self._broken_off:
                breaking.end()
        try:
            yield breaking
        finally:
            with self._lock:
                self._running.discard(breaking)

    def _fetch_once(self, offset: int, end: int) -> bytes:
        return b"".join(self.stream(offset, end))

    def _compare(self, given: Validator) -> None:
        """The first answer says which state of the file is read; another one is refused."""
        with self._lock:
            known = self._validator = self._validator or given
        if known.differs(given):
            raise self._changed(f"{known.etag or known.last_modified} became another")

    def _count(self, received: int) -> None:
        with self._lock:
            self._fetched_bytes += received
            fetched = self._fetched_bytes
        if self._progress is not None:
            self._progress(fetched, self.size_bytes)

    def _refuse_whole(self, given: Validator, known: Validator) -> None:
        """A 200 means: no ranges here, or (with If-Range) another file than before."""
        if known.differs(given):
            raise self._changed("its ETag is another now")
        raise RangesUnsupported(
            f"the server of {self._url} does not answer range requests; download the whole file",
            url=self._url,
        )

    def _changed(self, what: str) -> RegistryInvalid:
        return RegistryInvalid(
            f"{self._url} changed on the server while it was being read ({what[:200]}); "
            "nothing of it was mixed: refresh the registry and start again",
            url=self._url,
        )


def _missing_runs(blocks: dict[int, bytes], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Each unbroken run of block numbers in first…last that is not in `blocks`."""
    start: int | None = None
    for number in range(first, last + 2):
        missing = number <= last and number not in blocks
        if missing and start is None:
            start = number
        elif not missing and start is not None:
            yield start, number - 1
            start = None
