"""Secrets that must not be published: private keys, app secrets, access tokens.

A package can be read by everybody. A study of 3.45 million mini-programs found 40,880 that
carried their AppSecret (arXiv 2306.08151).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

_MAX_SCANNED_BYTES = 4 * 1024 * 1024

_PATTERNS = (
    ("a private key", re.compile(rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")),
    (
        "an app secret",
        re.compile(
            rb"(?i)\bapp[_-]?secret\b[\"']?\s*[:=]\s*[\"'`]?[0-9a-z_-]{16,128}(?![0-9a-z_(.-])"
        ),
    ),
    ("a Tencent Cloud key id", re.compile(rb"\bAKID[0-9A-Za-z]{32}\b")),
    ("an AWS key id", re.compile(rb"\bA(?:KIA|SIA)[0-9A-Z]{16}\b")),
    (
        "a GitHub token",
        re.compile(rb"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,})"),
    ),
)
_KEY_FILES = re.compile(
    r"(?i)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env(?:\..+)?|.*\.(?:pfx|p12|jks|keystore|ppk)"
    r"|private\.[0-9a-z]+\.key|private\..*\.key)"
)


class Secret(msgspec.Struct, frozen=True):
    """What was found, and on which line (from 1); None when the file as such is the secret."""

    what: str
    line: int | None


def find_secrets(path: str, content: bytes) -> Iterator[Secret]:
    """What in this file looks like a secret; one finding of each sort."""
    if _KEY_FILES.fullmatch(PurePosixPath(path).name):
        yield Secret("keys or passwords, by its name", None)
    head = content[:_MAX_SCANNED_BYTES]
    for what, pattern in _PATTERNS:
        found = pattern.search(head)
        if found:
            yield Secret(what, head.count(b"\n", 0, found.start()) + 1)
