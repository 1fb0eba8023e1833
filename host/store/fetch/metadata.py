"""python-tuf's network port (`tuf.ngclient.FetcherInterface`) over our HTTP client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future

import httpx
import msgspec
from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from bridge.errors import FanlightError
from host.store.fetch.client import HttpClient
from host.store.fetch.unpacking import PACKED, unpacked

Foresee = Callable[[str, bytes], Iterable[str]]
AHEAD_BYTES = 5_000_000
"""python-tuf's bound for its largest role; what is longer is refused when it is asked for."""
DRAINED_BYTES = 16 * 1024


class _Answer(msgspec.Struct, frozen=True):
    status: int
    content: bytes


class TufFetcher(FetcherInterface):
    """Fetches metadata for an `Updater`; the base class caps each file's length.

    As the interface asks, failures are DownloadErrors; the leaf of our error tree that says
    what happened is the error's `__cause__`. `received` holds, by URL, what came whole: for
    saying in an error which date or version the server sent.
    """

    def __init__(self, client: HttpClient, foresee: Foresee | None = None) -> None:
        """`foresee` says, of each file that came, which ones will be asked for soon."""
        self._client = client
        self._foresee = foresee
        self._ahead: dict[str, Future[_Answer]] = {}
        self.received: dict[str, bytes] = {}

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """As the base class does, and remembered in `received`."""
        content = super().download_bytes(url, max_length)
        self.received[url] = content
        if self._foresee is not None:
            self.begin(self._foresee(url, content))
        return content

    def begin(self, urls: Iterable[str]) -> None:
        """Fetch these beside what is being done: when they are asked for, they are here.

        That they came this way makes them no more trusted: the `Updater` checks them as ever.
        """
        for url in urls:
            if url not in self._ahead:
                coming = self._ahead[url] = Future()
                thread = threading.Thread(target=self._bring, args=(url, coming), daemon=True)
                thread.start()

    def _bring(self, url: str, coming: Future[_Answer]) -> None:
        try:
            budget_ms = self._client.settings.request_budget_ms
            with self._client.get(url, budget_ms=budget_ms, headers=PACKED) as response:
                coming.set_result(_Answer(response.status_code, _at_most(response, AHEAD_BYTES)))
        except Exception as failure:  # it is asked for once more, and fails there
            coming.set_exception(failure)

    def _fetch(self, url: str) -> Iterator[bytes]:
        coming = self._ahead.pop(url, None)
        if coming is not None and coming.exception() is None:
            answer = coming.result()
            _check_status(url, answer.status)
            yield answer.content
            return
        budget_ms = self._client.settings.request_budget_ms
        try:
            with self._client.get(url, budget_ms=budget_ms, headers=PACKED) as response:
                if response.status_code != 200:
                    _at_most(response, DRAINED_BYTES)  # else the connection is lost with it
                _check_status(url, response.status_code)
                yield from unpacked(response)
        except FanlightError as failure:
            raise DownloadError(failure.message) from failure


def _check_status(url: str, status: int) -> None:
    if status != 200:
        raise DownloadHTTPError(f"{url} answered {status}", status)


def _at_most(response: httpx.Response, most_bytes: int) -> bytes:
    """The body, or its beginning: something more than `most_bytes`."""
    content = bytearray()
    for chunk in unpacked(response):
        content += chunk
        if len(content) > most_bytes:
            break
    return bytes(content)
