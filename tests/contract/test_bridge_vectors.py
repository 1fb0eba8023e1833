"""The golden messages, read by the host's own decoder, and by its schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import MessageInvalid, MessageTooLarge
from bridge.messages import MAX_MESSAGE_BYTES, decode_from_host, decode_from_page, encode

FOLDER = Path(__file__).resolve().parents[2] / "bridge" / "vectors"
FROM_PAGE = json.loads((FOLDER / "from_page.json").read_text(encoding="utf-8"))
FROM_HOST = json.loads((FOLDER / "from_host.json").read_text(encoding="utf-8"))
READERS = {"page": decode_from_page, "host": decode_from_host}


def content(vector: dict) -> bytes:
    text = vector["text"]
    if repeat := vector.get("repeat"):
        long = "".join(part["text"] * part["times"] for part in repeat["parts"])
        text = text.replace(repeat["mark"], long)
    return text.encode("utf-8")


@pytest.mark.parametrize("vector", FROM_PAGE + FROM_HOST, ids=lambda one: one["name"])
def test_each_vector_is_read_as_it_says(vector: dict) -> None:
    read = READERS[vector["from"]]
    if not vector["ok"]:
        with pytest.raises((MessageInvalid, MessageTooLarge)) as caught:
            read(content(vector))
        assert caught.value.code == vector["error"]
        return
    message = read(content(vector))
    written = json.loads(encode(message))
    assert written["type"] == json.loads(content(vector))["type"]
    if "decoded" in vector:
        assert written == vector["decoded"]
    assert read(encode(message)) == message or encode(read(encode(message))) == encode(message)


@pytest.mark.parametrize("vectors", [FROM_PAGE, FROM_HOST], ids=["page", "host"])
def test_the_vectors_are_of_both_sorts_and_well_named(vectors: list[dict]) -> None:
    names = [vector["name"] for vector in vectors]
    assert len(set(zip(names, [vector["ok"] for vector in vectors], strict=True))) == len(names)
    assert sum(vector["ok"] for vector in vectors) >= 8
    assert sum(not vector["ok"] for vector in vectors) >= 8
    for vector in vectors:
        assert vector["ok"] is ("error" not in vector)


def test_there_is_a_good_vector_of_every_message_type() -> None:
    from bridge.schema.shapes import FROM_HOST as HOST_TYPES
    from bridge.schema.shapes import FROM_PAGE as PAGE_TYPES

    for kinds, vectors in ((PAGE_TYPES, FROM_PAGE), (HOST_TYPES, FROM_HOST)):
        tags = {str(kind.__struct_config__.tag) for kind in kinds}
        found = {json.loads(content(vector))["type"] for vector in vectors if vector["ok"]}
        assert found == tags


@pytest.mark.parametrize(
    "text",
    [
        b'{"type":"cancel","id":1}\xff',
        b"\xff\xfe{\x00}\x00",
        '{"type":"cancel","id":1}'.encode("utf-16"),
        b'{"type":"call","id":1,"method":"\xc3"}',
        b'{"type":"call","id":1,"method":"\xed\xa0\x80"}',
        b"\x00" * 10,
    ],
)
def test_bytes_that_are_no_utf8_are_refused(text: bytes) -> None:
    with pytest.raises(MessageInvalid):
        decode_from_page(text)


def test_the_limit_is_exact() -> None:
    shell = b'{"type":"call","id":1,"method":"m","params":{"a":"%s"}}'
    fits = shell % (b"x" * (MAX_MESSAGE_BYTES - len(shell) + 2))
    assert len(fits) == MAX_MESSAGE_BYTES
    decode_from_page(fits)
    with pytest.raises(MessageTooLarge):
        decode_from_page(fits + b" ")
