"""Bent inputs: bytes changed, moved, repeated and mixed; JSON with members changed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence

MOST_BYTES = 64 * 1024
MOST_EDITS = 6
TOKENS = (
    b"\0", b"\xff", b"\xff\xff\xff\xff", b"\xff" * 8, b"\x7f\xff\xff\xff", b"PK\x03\x04",
    b"PK\x01\x02", b"PK\x05\x06", b"Fanlight Sig v01", b"..", b"/", b"\\", b"%2f", b"%00", b"%",
    b"{", b"}", b"[", b"]", b'"', b'\\"', b"\\u0000", b"\\ud800", b"null", b"NaN", b"-0", b"1e999",
    b"9" * 20, b"-1", b"1.0", b"true", b'"__proto__":', b'"type":', b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"<script", b"</script>", b"<!--", b"-->", b" src=", b">", b"'", b"\r\n", b"\xc2\x85",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 1.5, 1e308, 2**31, 2**53, 2**64, 10**400, "", "a", "..", "\0",
    "a" * 5000, "\u202e", "e\u0301", "con", "https://a.example", "http://127.1", [], {}, [[]], [0],
    {"a": 0}, ["pages/index/index"], {"name": "a"}, "0" * 64, "stored", "web", "\U0010ffff",
)  # fmt: skip


def mutated(source: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of `seeds`, bent in one or a few places; at most MOST_BYTES long."""
    content = source.choice(seeds)
    if source.random() < 0.4:
        content = _other_json(source, content)
    for _ in range(source.randrange(MOST_EDITS)):
        content = source.choice(_EDITS)(source, content, seeds)[:MOST_BYTES]
    return content


def _cut(source: random.Random, content: bytes) -> tuple[int, int]:
    """A piece of the content, short more often than long."""
    start = source.randrange(len(content) + 1)
    return start, min(len(content), start + int(2 ** (source.random() * 12)) - 1)


def _flip(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    if not content:
        return content
    place = source.randrange(len(content))
    return _put(content, place, place + 1, bytes([content[place] ^ 1 << source.randrange(8)]))


def _replace(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(source, content)
    return _put(content, start, end, source.randbytes(end - start))


def _remove(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return _put(content, *_cut(source, content), b"")


def _insert(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, _end = _cut(source, content)
    return _put(content, start, start, source.choice(TOKENS))


def _overwrite(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, token = source.randrange(len(content) + 1), source.choice(TOKENS)
    return _put(content, start, start + len(token), token)


def _repeat(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Many times over: what costs more than its length shows here."""
    start, end = _cut(source, content)
    piece = source.choice([content[start : min(end, start + 16)], source.choice(TOKENS)])
    return _put(content, start, end, piece * source.choice([2, 40, 1000, 20_000]))


def _move(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(source, content)
    rest = content[:start] + content[end:]
    place = source.randrange(len(rest) + 1)
    return _put(rest, place, place, content[start:end])


def _splice(source: random.Random, content: bytes, seeds: Sequence[bytes]) -> bytes:
    other = source.choice(seeds)
    return content[: source.randrange(len(content) + 1)] + other[source.randrange(len(other) + 1) :]


def _count(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """A number of two, four or eight bytes, a little larger or smaller."""
    width = source.choice([2, 4, 8])
    if len(content) < width:
        return content
    start = source.randrange(len(content) - width + 1)
    value = int.from_bytes(content[start : start + width], "little") + source.randint(-40, 40)
    return _put(content, start, start + width, (value % 256**width).to_bytes(width, "little"))


def _put(content: bytes, start: int, end: int, piece: bytes) -> bytes:
    return content[:start] + piece + content[end:]


_EDITS: tuple[Callable[[random.Random, bytes, Sequence[bytes]], bytes], ...] = (
    _flip, _replace, _remove, _insert, _overwrite, _repeat, _move, _splice, _count,
)  # fmt: skip


def _other_json(source: random.Random, content: bytes) -> bytes:
    """A JSON text with a few values or members changed, in canonical form; others as they are."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for _ in range(1 + source.randrange(3)):
        document = _bent(source, document)
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=source.random() < 0.1
    ).encode("utf-8", "surrogatepass")


def _bent(source: random.Random, value: object) -> object:
    if isinstance(value, dict) and value and source.random() < 0.8:
        name = source.choice(list(value))
        if source.random() < 0.15:
            return {other: value[other] for other in value if other != name}
        if source.random() < 0.1:
            return value | {str(source.choice(VALUES))[:100]: value[name]}
        return value | {name: _bent(source, value[name])}
    if isinstance(value, list) and value and source.random() < 0.8:
        number = source.randrange(len(value))
        if source.random() < 0.15:
            return value[:number] + value[number + 1 :]
        if source.random() < 0.2:
            return [*value, value[number]] * source.choice([1, 1, 1, 50])
        return [*value[:number], _bent(source, value[number]), *value[number + 1 :]]
    if isinstance(value, int) and source.random() < 0.5:
        return value + source.randint(-300, 300)
    if isinstance(value, str) and value and source.random() < 0.5:
        place = source.randrange(len(value))
        letter = chr(source.choice([source.randrange(128), source.randrange(0xD7FF), 0x1F600]))
        return value[:place] + letter + value[place + source.randrange(2) :]
    return source.choice(VALUES)
