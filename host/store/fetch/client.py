"""One blocking HTTP client for registries, whose every failure is a leaf of the error tree."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import httpcore
import httpx

from bridge.errors import RegistryInvalid, RegistryUnreachable, UsageError
from host.store.fetch.settings import FetchSettings
from host.store.fetch.transport import BREAKING, DEADLINE, Breaking, TimedTransport

_NETWORK_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.TransportError,
)
_HOST = re.compile(rb"[0-9A-Za-z._:-]+")  # a name in ASCII, an IPv4 or an IPv6 address
_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class HttpClient:
    """GET requests with redirects, encodings and time under control.

    Redirects are followed to the same host and port only, and never from https to http.
    Nothing is taken from the environment unless the settings say so. Safe to use from
    several threads; each response is read by the thread that asked for it.
    """

    def __init__(self, settings: FetchSettings | None = None) -> None:
        self.settings = settings or FetchSettings()
        self._client = httpx.Client(
            transport=TimedTransport(
                _proxy(self.settings), self.settings.ca_file, self.settings.line
            ),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(
                self.settings.read_timeout_ms / 1000,
                connect=self.settings.connect_timeout_ms / 1000,
            ),
            headers={"User-Agent": self.settings.user_agent, "Accept-Encoding": "identity"},
        )

    def close(self) -> None:
        """Close every connection. The client cannot be used afterwards."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def get(
        self,
        url: str,
        *,
        budget_ms: int,
        headers: Mapping[str, str] | None = None,
        breaking: Breaking | None = None,
    ) -> Iterator[httpx.Response]:
        """The response to a GET, its body still to be read with `iter_raw()`; with `unpacked`
        (host.store.fetch.unpacking) where `headers` allow an encoding.

        Any status but a redirect is yielded as it is. The whole of it, reading the body
        included, takes at most `budget_ms`, and ends when `breaking` does. Raises
        RegistryUnreachable for a failure of network or time, RegistryInvalid for a redirect
        that leaves the host and for an encoding nobody asked for.
        """
        limits = {DEADLINE: time.monotonic() + budget_ms / 1000, BREAKING: breaking}
        try:
            response = self._follow(parse_url(url), headers or {}, limits)
            try:
                yield response
            finally:
                response.close()
        except _NETWORK_FAILURES as failure:
            raise RegistryUnreachable(
                f"{url} could not be fetched: {_reason(failure)}; check the network, "
                "or try again later",
                url=url,
            ) from failure

    def _follow(
        self, url: httpx.URL, headers: Mapping[str, str], limits: Mapping[str, object]
    ) -> httpx.Response:
        for _ in range(self.settings.max_redirects + 1):
            request = self._client.build_request(
                "GET", url, headers=dict(headers), extensions=dict(limits)
            )
            response = self._client.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS:
                    _refuse_encoding(request, response)
                    return response
                url = _next_hop(url, response.headers.get("Location", ""))
            except BaseException:
                response.close()
                raise
            response.close()
        raise RegistryInvalid(
            f"{url} redirects more than {self.settings.max_redirects} times; "
            "the registry's server is set up wrongly",
            url=str(url),
        )


def parse_url(text: str) -> httpx.URL:
    """An absolute http(s) URL without credentials. Raises UsageError."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise UsageError(f"{text[:200]!r} is not a URL: {error}", address=text[:200]) from error
    well_formed = _HOST.fullmatch(url.raw_host) and not url.userinfo
    if url.scheme not in ("http", "https") or not well_formed:
        raise UsageError(
            f"{text[:200]!r} is not a registry's address; use http:// or https:// "
            "with a host and without a password",
            address=text[:200],
        )
    return url


def response_failure(response: httpx.Response, url: str) -> RegistryUnreachable:
    """The error for a status that is not an answer."""
    return RegistryUnreachable(
        f"{url} answered {response.status_code} {response.reason_phrase}; "
        "check the registry's address, or try again later",
        url=url,
        status=response.status_code,
    )


def _next_hop(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = url.join(location)
    except httpx.InvalidURL as error:
        raise RegistryInvalid(f"{url} redirects to something that is no URL: {error}") from error
    same_place = _place(target) == _place(url)
    upgraded = _place(url) == ("http", url.host, 80) and _place(target) == (
        "https",
        url.host,
        443,
    )
    if target.userinfo or not (same_place or upgraded):
        raise RegistryInvalid(
            f"{url} redirects to {target}, which is another host or a weaker scheme; "
            "refused: add the registry under its real address",
            url=str(url),
            target=str(target)[:500],
        )
    return target


def _place(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _refuse_encoding(request: httpx.Request, response: httpx.Response) -> None:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", request.headers["Accept-Encoding"]):
        raise RegistryInvalid(
            f"{response.url} came encoded as {encoding[:40]!r}, which was not asked "
            "for; the registry's server must serve its files as they are",
            url=str(response.url),
            encoding=encoding[:40],
        )


def _proxy(settings: FetchSettings) -> str | None:
    if settings.proxy or not settings.trust_environment:
        return settings.proxy
    found = urllib.request.getproxies()
    return found.get("https") or found.get("http") or found.get("all")


def _reason(failure: Exception) -> str:
    text = str(failure) or str(failure.__cause__ or "")
    return _NUMBER.sub("", text)[:300] or type(failure).__name__
