"""python-tuf's exceptions as leaves of our tree: what was wrong, with which role, since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Targets

from bridge.errors import (
    FanlightError,
    RegistryExpired,
    RegistryInvalid,
    RegistryRollback,
    RegistrySignature,
    RegistryUnreachable,
)
from host.store.durable import full_disk_typed
from host.store.fetch import TufFetcher

_KEEPS_WORKING = "Installed apps go on working; ask the registry's operator"
# The wording of python-tuf 7.0 (ngclient/_internal/trusted_metadata_set.py), which gives no
# fields; a wording not known here is reported as RegistryInvalid with python-tuf's own text.
_EXPIRED_ROLE = re.compile(r"(?:Final |New )?(\S+?)(?:\.json)? is expired")
_ROLLBACKS = (
    re.compile(r"New (?P<role>\w+) version (?P<offered>\d+) must be >= (?P<seen>\d+)"),
    re.compile(r"New (?P<role>\w+) version must be >= (?P<seen>\d+), got version (?P<offered>\d+)"),
    re.compile(r"Expected (?P<role>\S+)\.json version (?P<offered>\d+), got (?P<seen>\d+)"),
)


@contextmanager
def typed_faults(registry: str, fetcher: TufFetcher, cache: Path) -> Iterator[None]:
    """Turn whatever python-tuf raises inside into a FanlightError about `registry`.

    `fetcher` and `cache` tell which date the metadata had that was refused.
    """
    with full_disk_typed(f"keeping registry {registry}'s metadata"):
        try:
            yield
        except (RepositoryError, DownloadError) as fault:
            raise _leaf(fault, registry, fetcher, cache) from fault


def _leaf(fault: Exception, registry: str, fetcher: TufFetcher, cache: Path) -> FanlightError:
    where = f"registry {registry}"
    text = str(fault)[:300]
    match fault:
        case DownloadLengthMismatchError():
            return RegistryInvalid(
                f"{where} sent more data than its signed metadata allows ({text}); stopped. "
                f"{_KEEPS_WORKING}",
                registry=registry,
            )
        case DownloadHTTPError():
            return RegistryUnreachable(
                f"{where}: {text}; check its address with `fanlight registry list`",
                registry=registry,
                status=fault.status_code,
            )
        case DownloadError():
            cause = fault.__cause__
            if isinstance(cause, FanlightError):
                return cause
            return RegistryUnreachable(f"{where}: {text}; try again later", registry=registry)
        case ExpiredMetadataError():
            return _expired(text, registry, fetcher, cache)
        case UnsignedMetadataError():
            return RegistrySignature(
                f"{where}: {text}; refused: its metadata is not signed by the keys that its "
                f"root names. {_KEEPS_WORKING}",
                registry=registry,
            )
        case BadVersionNumberError():
            return _bad_version(text, registry)
        case LengthOrHashMismatchError():
            return RegistryInvalid(
                f"{where}: a file is not the one its signed metadata names ({text}); refused: "
                f"files of different states are mixed, or one was altered. {_KEEPS_WORKING}",
                registry=registry,
            )
        case _:
            return RegistryInvalid(
                f"{where}: its metadata cannot be used ({text}). {_KEEPS_WORKING}",
                registry=registry,
            )


def _expired(text: str, registry: str, fetcher: TufFetcher, cache: Path) -> RegistryExpired:
    match = _EXPIRED_ROLE.search(text)
    role = match.group(1) if match else "some"
    expires = _last_expiry(role, fetcher, cache)
    date = expires.strftime("%Y-%m-%dT%H:%M:%SZ") if expires else None
    since = f" on {date}" if date else ""
    return RegistryExpired(
        f"registry {registry}: its {role} metadata expired{since}; refused: it may be held back "
        "by someone on the way, or this computer's clock is wrong. Installed apps go on "
        "working; ask the registry's operator",
        registry=registry,
        role=role,
        expired=date,
    )


def _bad_version(text: str, registry: str) -> FanlightError:
    for pattern in _ROLLBACKS:
        if match := pattern.search(text):
            role, seen, offered = match["role"], int(match["seen"]), int(match["offered"])
            return RegistryRollback(
                f"registry {registry} offers {role} version {offered}, but version {seen} was "
                f"seen before; refused: an old copy is being served. {_KEEPS_WORKING}",
                registry=registry,
                role=role,
                seen_version=seen,
                offered_version=offered,
            )
    return RegistryInvalid(
        f"registry {registry}: {text}; refused: files of different states are mixed. "
        f"{_KEEPS_WORKING}",
        registry=registry,
    )


def _last_expiry(role: str, fetcher: TufFetcher, cache: Path) -> datetime | None:
    for url, content in reversed(fetcher.received.items()):
        name = url.rpartition("/")[2].removesuffix(".json")
        if name == role or name.partition(".")[2] == role:
            return _expiry(content)
    with suppress(OSError):
        return _expiry((cache / f"{role}.json").read_bytes())
    return None


def _expiry(content: bytes) -> datetime | None:
    with suppress(RepositoryError):
        return Metadata[Targets].from_bytes(content).signed.expires
    return None
