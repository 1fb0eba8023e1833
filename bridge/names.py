"""Names, parsed once: each type's constructor accepts only well-formed values.

They are `str` subclasses, so they go into SQL, JSON and f-strings as they are, while a plain
`str` does not pass where a name is asked for.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import Self

import msgspec

from bridge.errors import NameInvalid

MAX_APP_ID_CHARS = 128
MAX_ROUTE_CHARS = 512
MAX_VERSION_CODE = 2**53 - 1  # every JSON reader keeps integers exact up to here

_APP_ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*){1,9}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ROUTE = re.compile(r"[A-Za-z0-9_@.-]+(/[A-Za-z0-9_@.-]+)*")
_VERSION_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")
_INSTANCE_ID = re.compile(r"[0-9a-f]{16}")


class AppId(str):
    """A reverse-domain app id of lower-case ASCII labels (W3C MiniApp Manifest, `app_id`).

    Lower case only, so that two ids never differ by case alone.
    Raises NameInvalid.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if len(text) > MAX_APP_ID_CHARS or not _APP_ID.fullmatch(text):
            raise NameInvalid(
                f"{text[:80]!r} is not an app id; use a reverse domain in lower case, "
                "such as org.example.hello",
                value=text[:80],
            )
        return super().__new__(cls, text)

    def host(self, publisher: str) -> str:
        """The origin's host for this app of this publisher: 52 base32 characters.

        A hash, so that no text a publisher chooses stands in an origin and two publishers of
        one app id share nothing.
        """
        digest = hashlib.sha256(f"{self}\n{publisher}".encode()).digest()
        return base64.b32encode(digest).decode().rstrip("=").lower()


class Digest(str):
    """A SHA-256 as 64 lower-case hexadecimal characters. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _DIGEST.fullmatch(text):
            raise NameInvalid(f"{text[:80]!r} is not a SHA-256 in lower-case hexadecimal")
        return super().__new__(cls, text)

    @classmethod
    def of(cls, content: bytes) -> Self:
        """The digest of `content`."""
        return cls(hashlib.sha256(content).hexdigest())


class PageRoute(str):
    """A page's path without extension, such as `pages/index/index`. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        parts = text.split("/")
        if len(text) > MAX_ROUTE_CHARS or not _ROUTE.fullmatch(text) or {".", ".."} & set(parts):
            raise NameInvalid(
                f"{text[:80]!r} is not a page route; write it without extension and "
                "leading slash, such as pages/index/index",
                value=text[:80],
            )
        return super().__new__(cls, text)


class InstanceId(str):
    """One running app: 16 hexadecimal characters. Raises NameInvalid."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _INSTANCE_ID.fullmatch(text):
            raise NameInvalid(f"{text[:80]!r} is not an instance id")
        return super().__new__(cls, text)

    @classmethod
    def new(cls) -> Self:
        """A fresh, unguessable id."""
        return cls(secrets.token_hex(8))


class KeyId(Digest):
    """A public key's id: SHA-256 of its 32 raw Ed25519 bytes. Raises NameInvalid."""

    __slots__ = ()

    @property
    def fingerprint(self) -> str:
        """The id as a person compares it: 16 groups of four characters."""
        return " ".join(self[i : i + 4] for i in range(0, 64, 4)).upper()

    @classmethod
    def from_person(cls, text: str) -> Self:
        """Read a fingerprint as it is shown or copied: spaces, colons and case do not matter."""
        digits = re.sub(r"[\s:]", "", text).lower()
        if not _DIGEST.fullmatch(digits):
            raise NameInvalid(
                f"{text[:80]!r} is not a fingerprint; it has 64 hexadecimal digits, spaces aside"
            )
        return cls(digits)


class AppVersion(msgspec.Struct, frozen=True, order=True):
    """`code` orders versions; `name` is for people (W3C MiniApp Manifest, `version`).

    Raises NameInvalid.
    """

    code: int
    name: str

    def __post_init__(self) -> None:
        if not 0 < self.code <= MAX_VERSION_CODE:
            raise NameInvalid(f"version code {self.code} is not in 1…{MAX_VERSION_CODE}")
        if not _VERSION_NAME.fullmatch(self.name):
            raise NameInvalid(f"{self.name[:80]!r} is not a version name; use one such as 1.2.0")

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def as_json(self) -> dict[str, object]:
        """`{"name", "code"}`."""
        return {"name": self.name, "code": self.code}
