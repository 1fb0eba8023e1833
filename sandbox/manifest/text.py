"""Texts, colours and origins of a manifest, brought to their normal form or refused.

Each function raises ValueError with words that fit after the member's name.
"""

from __future__ import annotations

import re
import unicodedata

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-zA-Z]{3,20}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(
    rf"(?P<scheme>https?|wss?)://(?P<host>{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]{{2,45}}\])"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_LOOPBACK = ("http://localhost", "http://127.0.0.1", "http://[::1]")
_SOCKET_LOOPBACK = tuple(place.replace("http:", "ws:") for place in _LOOPBACK)
# Directional marks and embeddings, zero-width spaces, line separators, fillers and tags: in a name
# they can make one app look like another, or like none. Joiners (U+200C, U+200D) stay: scripts and
# emoji need them.
_DECEPTIVE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def person_text(text: str, max_chars: int) -> str:
    """A one-line text that a person reads: NFC, trimmed, not empty, nothing invisible."""
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    if not clean:
        raise ValueError("is empty")
    return _checked(clean, max_chars)


def person_lines(text: str, max_chars: int) -> str:
    """A longer text: line breaks are allowed, it may be empty."""
    clean = unicodedata.normalize("NFC", text).strip()
    _checked(re.sub(r"[\t\n\r]", " ", clean), max_chars)
    return clean


def color(text: str) -> str:
    """A colour as `#rgb`, `#rrggbb`, with alpha, or a CSS name; lower case."""
    if not _COLOR.fullmatch(text):
        raise ValueError(f"is {text[:40]!r}; write a colour such as #1a73e8 or white")
    return text.lower()


def language(tag: str) -> str:
    """A BCP 47 language tag by its shape."""
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f"is {tag[:40]!r}; write a BCP 47 language tag such as zh-CN")
    return tag


def origin(text: str, *, socket: bool) -> str:
    """An origin in normal form: no path, no default port, lower case."""
    found = _ORIGIN.fullmatch(text.lower())
    example = "wss://live.example.org" if socket else "https://api.example.org"
    schemes = ("wss", "ws") if socket else ("https", "http")
    if found is None or found["scheme"] not in schemes:
        raise ValueError(
            f"is {text[:120]!r}; write an exact origin such as {example} "
            "(scheme, host in ASCII, port if any; no path, user or *)"
        )
    _check_host(found["host"])
    base = f"{found['scheme']}://{found['host']}"
    if found["port"] is None:
        return base
    port = int(found["port"])
    if not 0 < port <= 65_535:
        raise ValueError(f"has port {port}; ports are 1…65535")
    return base if port == _DEFAULT_PORTS[found["scheme"]] else f"{base}:{port}"


def _check_host(host: str) -> None:
    """An address must be one: else no client takes it, and the app's network cannot be made."""
    if not host.startswith("[") and not host.rpartition(".")[2].isdigit():
        return
    import ipaddress

    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        raise ValueError(f"has the host {host[:80]!r}, which is no IP address") from None


def is_plain_text_network(normal_origin: str) -> bool:
    """Whether an origin sends in clear over a network (loopback does not)."""
    if not normal_origin.startswith(("http://", "ws://")):
        return False
    places = (*_LOOPBACK, *_SOCKET_LOOPBACK)
    return not any(normal_origin == p or normal_origin.startswith(f"{p}:") for p in places)


def _checked(text: str, max_chars: int) -> str:
    if len(text) > max_chars:
        raise ValueError(f"is {len(text)} characters long; at most {max_chars} are allowed")
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
            raise ValueError(f"holds the character U+{ord(character):04X}")
    found = _DECEPTIVE.search(text)
    if found:
        raise ValueError(f"holds the invisible character U+{ord(found[0]):04X}")
    return text
