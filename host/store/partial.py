"""A package on a server, read while it arrives: its end first, then what is asked for.

Every entry is compared with the signed index before anybody is given a byte of it, and only what
was right is written down. So what an earlier try has left is taken up by looking at it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from bridge.errors import (
    FanlightError,
    IndexInvalid,
    PackageError,
    RegistryUnreachable,
)
from bridge.names import Digest
from host.store.fetch import HttpSource, RangesUnsupported
from host.store.pieces import PieceFile
from sandbox.package.archive import TAIL_BYTES, check_entry
from sandbox.package.index import Index, IndexFile, encode_index
from sandbox.package.layout import END_RECORD_BYTES, entry_bytes
from sandbox.package.verify import Package, open_package

LINES = 4
"""Requests at once, besides the one that fetches the rest."""
HEAD_BYTES = 64 * 1024
"""Fetched of a package's beginning beside its end, where nobody says how much is needed."""
MOST_HEAD_BYTES = 4 * 1024 * 1024
"""At most so much waits in memory for the index that says what it must be."""
READ_AHEAD_BYTES = 128 * 1024
"""What is asked for brings its neighbours: so much takes as long as asking once more would."""
RUN_BYTES = 1024 * 1024
MOST_TAIL_BYTES = 16 * 1024 * 1024
"""More than this no end has that keeps the limits of packages: who says so is not believed."""
WORTH_BYTES = 64 * 1024
"""A try that brings less counts as one that failed: no server can keep a host busy by bytes."""
GAP_BYTES = 512
"""What a request more costs in its headers alone: shorter gaps are fetched too."""


class PartialPackage:
    """A ByteSource over a server's ranges whose right entries are kept in `pieces`.

    Safe from several threads; `close()` it. `head_bytes` and `tail_bytes` are what the registry
    says of the package: how much of its beginning a first screen needs, and where its entries
    end, counted from its end; 0 where it says nothing.
    """

    def __init__(
        self,
        source: HttpSource,
        pieces: PieceFile,
        *,
        head_bytes: int = 0,
        tail_bytes: int = 0,
        read_ahead_bytes: int = 0,
        attempts: int = 3,
    ) -> None:
        self.size_bytes = source.size_bytes
        self._source = source
        self._pieces = pieces
        self._head_bytes = min(head_bytes, MOST_HEAD_BYTES, self.size_bytes)
        told = END_RECORD_BYTES <= tail_bytes <= min(MOST_TAIL_BYTES, self.size_bytes)
        self._tail_bytes = tail_bytes if told else 0
        self._read_ahead_bytes = read_ahead_bytes
        self._attempts = attempts
        self._tail = b""
        self._index: tuple[IndexFile, ...] = ()
        self._numbers: dict[int, int] = {}  # of an entry, by its offset
        self._here: set[int] = set()
        self._coming: dict[int, Future[None]] = {}
        self._broken: FanlightError | None = None
        self._lock = threading.Lock()
        self._known = threading.Event()
        self._ended = threading.Event()
        self._pool = ThreadPoolExecutor(LINES, thread_name_prefix="fanlight-pieces")

    @property
    def fetched_bytes(self) -> int:
        """How many bytes of the package came over the network so far."""
        return self._source.fetched_bytes

    def open(self, index_sha256: Digest) -> Package:
        """The package, whose index must hash to `index_sha256`; the beginning is on its way.

        Raises RangesUnsupported, RegistryUnreachable, RegistryInvalid, StoreFull, or a
        PackageError leaf.
        """
        package = self._taken_up(index_sha256)
        if package is None:
            if self._head_bytes:
                self._pool.submit(self._fetch_head)
            self._fetch_tail()
            package = open_package(self, tail_bytes=self._tail_bytes)
            if _digest(package.index) != index_sha256:
                raise IndexInvalid(
                    f"{package.index.app_id} {package.index.version} on the server is not the "
                    "package that its registry names (its index is another); refused",
                    app_id=package.index.app_id,
                )
            end = self._end_of(package.index)
            self._pieces.write(end, self._tail[end - self.size_bytes :])
            self._learn(package.index, self._head_bytes)
        return package

    def read(self, offset: int, length: int) -> bytes:
        """Exactly these bytes; blocks until they are here. Entries are what was signed.

        Raises what HttpSource.read raises, ArchiveInvalid or ContentMismatch for other bytes than
        the signed ones, StoreFull, DiskFailed.
        """
        number = self._numbers.get(offset)
        if number is not None and length == entry_bytes(self._index[number]):
            return self._entry(number)
        tail_start = self.size_bytes - len(self._tail)
        if offset >= tail_start:
            return self._tail[offset - tail_start : offset - tail_start + length]
        if self._known.is_set():
            return self._source.read(offset, length)
        # Still looking for the index, from the back: all of it is kept until it is found.
        self._fetch_tail(self.size_bytes - offset)
        return self._tail[:length]

    def bring(self, files: Iterable[IndexFile]) -> None:
        """Begin to fetch these, in their order; returns at once."""
        self._begin([self._numbers[file.offset] for file in files])

    def fetch(self, files: Iterable[IndexFile]) -> None:
        """As `bring`, and wait until all are here. Raises as `read`."""
        numbers = [self._numbers[file.offset] for file in files]
        self._begin(numbers)
        for number in numbers:
            self._wait_for(number)

    def fetch_rest(self) -> None:
        """Fetch all that is not here yet, in the package's order. Raises as `read`."""
        wanted = [number for number in range(len(self._index)) if not self._is_here(number)]
        for run in self._claimed(wanted, RUN_BYTES):
            self._fetch_run(run)
        for number in wanted:
            self._wait_for(number)

    def sha256(self) -> str:
        """The hash of the whole file; all of it is here."""
        return self._pieces.sha256()

    def end(self) -> None:
        """Fetch nothing more; whoever waits is told so. What is here can be read."""
        self._ended.set()
        self._known.set()
        self._source.break_off()

    def close(self) -> None:
        """End all requests; what is here stays. May be called twice."""
        self.end()
        self._pool.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            left = tuple(self._coming)
        self._settle(left, _broken_off())
        self._pieces.close()

    def remove(self) -> None:
        """As `close`, and delete what is here."""
        self.close()
        self._pieces.remove()

    def _taken_up(self, index_sha256: Digest) -> Package | None:
        """The package by what an earlier try has left, None when its end is not among that."""
        if not self._pieces.begun:
            return None
        try:
            package = open_package(_Left(self._pieces, self.size_bytes))
        except PackageError:
            return None
        if _digest(package.index) != index_sha256:
            return None
        self._learn(package.index, 0)
        return Package(self, package.signed, package.limits)

    def _fetch_tail(self, length: int = 0) -> None:
        wanted = min(self.size_bytes, length or self._tail_bytes or TAIL_BYTES)
        end = self.size_bytes - len(self._tail)
        start = self.size_bytes - wanted
        if start < end:
            self._tail = self._stretch(start, end) + self._tail

    def _stretch(self, start: int, end: int) -> bytes:
        for attempt in range(self._attempts):
            try:
                return b"".join(self._chunks(start, end))
            except RangesUnsupported:
                raise
            except RegistryUnreachable:
                if attempt + 1 == self._attempts:
                    raise
        raise AssertionError("at least one attempt is made")

    def _chunks(self, start: int, end: int) -> Iterator[bytes]:
        for chunk in self._source.stream(start, end):
            if self._ended.is_set():
                raise _broken_off()
            yield chunk

    def _check_going_on(self) -> None:
        """Raises what ended the fetching."""
        if self._broken is not None:
            raise self._broken
        if self._ended.is_set():
            raise _broken_off()

    def _end_of(self, index: Index) -> int:
        last = index.files[-1]
        return last.offset + entry_bytes(last)

    def _learn(self, index: Index, head_bytes: int) -> None:
        """From now on entries are known; those that lie in the head are on their way."""
        with self._lock:
            self._index = index.files
            self._numbers = {file.offset: number for number, file in enumerate(index.files)}
            for number, file in enumerate(index.files):
                if file.offset + entry_bytes(file) > head_bytes:
                    break
                self._coming[number] = Future()
        self._known.set()

    def _fetch_head(self) -> None:
        """The beginning, which waits in memory until the index says what it must be."""
        buffer = bytearray()
        todo: deque[int] | None = None
        try:
            for chunk in self._chunks(0, self._head_bytes):
                buffer += chunk
                if todo is None and self._known.is_set():
                    todo = self._in_head()
                if todo is not None:
                    self._cut(buffer, todo)
            self._known.wait()
            todo = self._in_head() if todo is None else todo
            self._cut(buffer, todo)
        except Exception as error:
            self._known.wait()
            todo = self._in_head() if todo is None else todo
            if _is_passing(error) and not self._ended.is_set():
                self._fetch_run(todo)
            else:
                self._settle(todo, error)

    def _in_head(self) -> deque[int]:
        with self._lock:
            return deque(sorted(number for number in self._coming if self._ends_in_head(number)))

    def _ends_in_head(self, number: int) -> bool:
        file = self._index[number]
        return file.offset + entry_bytes(file) <= self._head_bytes

    def _entry(self, number: int) -> bytes:
        if not self._is_here(number):
            with self._lock:
                awaited = number in self._coming
            if not awaited:
                self._begin(self._with_neighbours(number))
            self._wait_for(number)
        file = self._index[number]
        return self._pieces.read(file.offset, entry_bytes(file))

    def _is_here(self, number: int) -> bool:
        """Whether an entry is in the file, as it was signed."""
        with self._lock:
            if number in self._here:
                return True
            if number in self._coming or not self._pieces.begun:
                return False
        file = self._index[number]
        try:
            check_entry(self._pieces.read(file.offset, entry_bytes(file)), file)
        except PackageError:
            return False
        with self._lock:
            self._here.add(number)
        return True

    def _with_neighbours(self, number: int) -> list[int]:
        """An entry, and those after it that are not here, READ_AHEAD_BYTES in all."""
        found, total_bytes = [number], entry_bytes(self._index[number])
        for later in range(number + 1, len(self._index)):
            total_bytes += entry_bytes(self._index[later])
            if total_bytes > self._read_ahead_bytes or self._is_here(later):
                break
            found.append(later)
        return found

    def _begin(self, numbers: Sequence[int]) -> None:
        wanted = [number for number in numbers if not self._is_here(number)]
        self._check_going_on()
        for run in self._claimed(wanted, RUN_BYTES):
            try:
                self._pool.submit(self._fetch_run, run)
            except RuntimeError:  # it was closed just now
                self._settle(run, _broken_off())

    def _claimed(self, numbers: Iterable[int], most_bytes: int) -> list[deque[int]]:
        """Those of `numbers` that nobody fetches yet, as runs of neighbours: now they come."""
        runs: list[deque[int]] = []
        with self._lock:
            run_bytes = 0
            for number in numbers:
                if number in self._here or number in self._coming:
                    continue
                self._coming[number] = Future()
                gap = self._gap(runs[-1][-1], number) if runs else None
                size_bytes = entry_bytes(self._index[number])
                if gap is not None and run_bytes + size_bytes <= most_bytes:
                    for between in gap:
                        self._coming[between] = Future()
                    runs[-1].extend((*gap, number))
                    run_bytes += size_bytes
                else:
                    runs.append(deque((number,)))
                    run_bytes = size_bytes
        return runs

    def _gap(self, before: int, number: int) -> tuple[int, ...] | None:
        """What lies between two entries, if it is little and nobody fetches it; else None."""
        between = tuple(range(before + 1, number))
        taken = any(one in self._here or one in self._coming for one in between)
        little = sum(entry_bytes(self._index[one]) for one in between) <= GAP_BYTES
        return between if number > before and little and not taken else None

    def _fetch_run(self, todo: deque[int]) -> None:
        """Fetch neighbours by one request; each is told of when it is here. Never raises.

        What breaks off goes on where it was, as long as each try brings something worth having.
        """
        tries, buffer = 0, bytearray()
        try:
            while todo:
                before = self._reached(todo, buffer)
                try:
                    self._stream_run(todo, buffer)
                except RegistryUnreachable as error:
                    gained = self._reached(todo, buffer) - before
                    tries = 1 if gained >= WORTH_BYTES else tries + 1
                    over = tries >= self._attempts or self._ended.is_set()
                    if over or not _is_passing(error):
                        raise
        except Exception as error:
            self._settle(todo, error)

    def _reached(self, todo: Sequence[int], buffer: bytearray) -> int:
        """The offset in the package from which on nothing of a run is here."""
        return self._index[todo[0]].offset + len(buffer) if todo else self.size_bytes

    def _stream_run(self, todo: deque[int], buffer: bytearray) -> None:
        last = self._index[todo[-1]]
        end = last.offset + entry_bytes(last)
        for chunk in self._chunks(self._reached(todo, buffer), end):
            buffer += chunk
            self._cut(buffer, todo)

    def _cut(self, buffer: bytearray, todo: deque[int]) -> None:
        """Check and keep what is whole in `buffer`, which begins where `todo` does."""
        while todo:
            file = self._index[todo[0]]
            size_bytes = entry_bytes(file)
            if len(buffer) < size_bytes:
                return
            entry = bytes(memoryview(buffer)[:size_bytes])
            check_entry(entry, file)
            self._pieces.write(file.offset, entry)
            del buffer[:size_bytes]
            number = todo.popleft()
            with self._lock:
                self._here.add(number)
                coming = self._coming.pop(number)
            coming.set_result(None)

    def _settle(self, numbers: Iterable[int], error: Exception) -> None:
        """These do not come. Where the network failed, who asks again tries again; what a server
        sends wrongly, or a disk refuses, ends it all."""
        with self._lock:
            if isinstance(error, FanlightError) and not _is_passing(error):
                self._broken = self._broken or error
            failed = [self._coming.pop(number, None) for number in numbers]
        for coming in failed:
            if coming is not None:
                coming.set_exception(error)

    def _wait_for(self, number: int) -> None:
        with self._lock:
            coming = self._coming.get(number)
        if coming is not None:
            coming.result()
        elif not self._is_here(number):  # it failed between the asking and the waiting
            self._check_going_on()
            raise RegistryUnreachable(
                f"{self._index[number].path} could not be fetched; check the network, or try "
                "again later"
            )


class _Left:
    """What an earlier try has left, as a ByteSource: its end alone is asked for."""

    def __init__(self, pieces: PieceFile, size_bytes: int) -> None:
        self._pieces = pieces
        self.size_bytes = size_bytes

    def read(self, offset: int, length: int) -> bytes:
        return self._pieces.read(offset, length)


def _is_passing(error: Exception) -> bool:
    """Whether the network failed, which it may not do the next time."""
    return isinstance(error, RegistryUnreachable) and error.retriable


def _broken_off() -> RegistryUnreachable:
    return RegistryUnreachable("fetching the package was broken off; open the app again")


def _digest(index: Index) -> Digest:
    return Digest.of(encode_index(index))
