"""JSON that has one reading only: no duplicate members, no NaN, bounded depth and size."""

from __future__ import annotations

import json
import re
from typing import NoReturn

MAX_DEPTH = 32

# A string without an end reaches to the text's: it is looked for once, not from each quote anew.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


class NotStrict(ValueError):
    """Why a text is refused, in words that fit after the file's name."""


def parse(content: bytes, max_bytes: int) -> object:
    """Read UTF-8 JSON (RFC 8259; a byte order mark is allowed and skipped).

    Half a character (`"\\ud800"`) is refused as I-JSON does (RFC 7493): such a text can be
    neither compared with a file's name nor shown. Raises NotStrict.
    """
    if len(content) > max_bytes:
        raise NotStrict(f"is {len(content)} bytes; at most {max_bytes} are allowed")
    depth = 0
    for token in _TOKEN.finditer(content):
        first = token[0][0]
        if first != 0x22:
            depth += 1 if first in b"[{" else -1
            if depth > MAX_DEPTH:
                raise NotStrict(f"is nested deeper than {MAX_DEPTH} levels")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotStrict(f"is not UTF-8 at byte {error.start}") from error
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
        if _HALF_CHARACTER.search(content):
            json.dumps(document, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotStrict(
            f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
    except UnicodeEncodeError as error:
        raise NotStrict(
            f"holds half a character, U+{ord(error.object[error.start]):04X}"
        ) from error
    except NotStrict:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrict(f"is not usable JSON: {error}") from error
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise NotStrict(f"holds the member {name[:80]!r} twice")
            seen.add(name)
    return members


def _constant(name: str) -> NoReturn:
    raise NotStrict(f"holds {name}, which is not JSON")
