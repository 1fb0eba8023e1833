"""python-tuf's network port (`tuf.ngclient.FetcherInterface`) over our HTTP client."""

from __future__ import annotations

from collections.abc import Iterator

from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from bridge.errors import FanlightError
from host.store.fetch.client import HttpClient


class TufFetcher(FetcherInterface):
    """Fetches metadata for an `Updater`; the base class caps each file's length.

    As the interface asks, failures are DownloadErrors; the leaf of our error tree that says
    what happened is the error's `__cause__`. `received` holds, by URL, what came whole: for
    saying in an error which date or version the server sent.
    """

    def __init__(self, client: HttpClient) -> None:
        self._client = client
        self.received: dict[str, bytes] = {}

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """As the base class does, and remembered in `received`."""
        content = super().download_bytes(url, max_length)
        self.received[url] = content
        return content

    def _fetch(self, url: str) -> Iterator[bytes]:
        budget_ms = self._client.settings.request_budget_ms
        try:
            with self._client.get(url, budget_ms=budget_ms) as response:
                if response.status_code != 200:
                    raise DownloadHTTPError(
                        f"{url} answered {response.status_code}", response.status_code
                    )
                yield from response.iter_raw()
        except FanlightError as failure:
            raise DownloadError(failure.message) from failure
