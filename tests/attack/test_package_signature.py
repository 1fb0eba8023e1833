"""Rows S1, S2, S4, S5 and the package's part of S7: what is signed, by whom, in which form."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable

import msgspec
import pytest

from bridge.errors import IndexInvalid, LimitExceeded, PackageError, SignatureInvalid
from bridge.names import AppId, KeyId
from sandbox.package.block import MAGIC, SigningBlock, decode_block, encode_block
from sandbox.package.index import LineageLink, encode_index
from sandbox.package.limits import Limits
from sandbox.package.lineage import check_lineage, succeed
from sandbox.package.pack import add_signature, pack
from sandbox.package.signing import (
    PAYLOAD_TYPE,
    Envelope,
    SigningKey,
    encode_envelope,
    pre_authentication,
    sign_payload,
)
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify_all
from tests.package_forge import KEY, Forge, manifest, sample_files

OTHER = SigningKey.generate()


def refused(content: bytes, *kinds: type[PackageError]) -> PackageError:
    with pytest.raises(kinds) as caught:
        verify_all(open_package(BytesSource(content)))
    return caught.value


def with_block(block: bytes) -> bytes:
    forge = Forge.sample()
    forge.block = block
    return forge.build()


def block_of(envelope: bytes, keys: bytes) -> bytes:
    """A signing block around any envelope bytes."""
    pairs = b""
    for pair_id, value in ((0x0F410001, envelope), (0x0F410002, keys)):
        pairs += struct.pack("<QI", 4 + len(value), pair_id) + value
    length = struct.pack("<Q", len(pairs) + 24)
    return length + pairs + length + MAGIC


def payload() -> bytes:
    return encode_index(Forge.sample().index())


def envelope_json(**members: object) -> dict[str, object]:
    """A right envelope as a document, to be bent."""
    document: dict[str, object] = json.loads(encode_envelope(sign_payload(payload(), (KEY,))))
    return document | members


def canonical(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def test_the_helpers_make_a_right_package() -> None:
    block = block_of(canonical(envelope_json()), KEY.public_bytes)
    assert verify_all(open_package(BytesSource(with_block(block)))).publisher == KEY.key_id


# S1: unsigned, wrong key, empty, duplicate, unknown


def test_S01_unsigned() -> None:
    assert "not signed" in refused(with_block(b""), SignatureInvalid).message


def test_S01_no_signatures() -> None:
    block = encode_block(SigningBlock(Envelope(payload(), ()), ()))
    refused(with_block(block), SignatureInvalid)


def test_S01_signed_by_another_key_than_the_publisher() -> None:
    block = encode_block(SigningBlock(sign_payload(payload(), (OTHER,)), (OTHER.public_bytes,)))
    assert "publisher" in refused(with_block(block), SignatureInvalid).message


def test_S01_reviewer_before_publisher() -> None:
    envelope = sign_payload(payload(), (OTHER, KEY))
    block = encode_block(SigningBlock(envelope, (OTHER.public_bytes, KEY.public_bytes)))
    refused(with_block(block), SignatureInvalid)


def test_S01_signature_of_another_message() -> None:
    wrong = Envelope(payload(), ((KEY.key_id, KEY.sign(b"something else")),))
    refused(with_block(encode_block(SigningBlock(wrong, (KEY.public_bytes,)))), SignatureInvalid)


def test_S01_a_wrong_reviewer_is_not_ignored() -> None:
    good = sign_payload(payload(), (KEY,))
    bad = Envelope(good.payload, (*good.signatures, (OTHER.key_id, bytes(64))))
    keys = (KEY.public_bytes, OTHER.public_bytes)
    refused(with_block(encode_block(SigningBlock(bad, keys))), SignatureInvalid)


def test_S01_duplicate_signatures() -> None:
    good = sign_payload(payload(), (KEY,))
    twice = Envelope(good.payload, good.signatures * 2)
    keys = (KEY.public_bytes, KEY.public_bytes)
    refused(with_block(encode_block(SigningBlock(twice, keys))), SignatureInvalid)
    package = open_package(BytesSource(pack(sample_files(), KEY)))
    with pytest.raises(SignatureInvalid, match="signed this already"):
        add_signature(package, KEY)


@pytest.mark.parametrize(
    "keys",
    [
        b"",
        OTHER.public_bytes,
        KEY.public_bytes + OTHER.public_bytes,
        KEY.public_bytes[:31],
        KEY.public_bytes + b"\0",
        KEY.public_bytes * 2,
    ],
    ids=["none", "another", "two", "short", "long", "twice"],
)
def test_S01_keys_that_do_not_fit(keys: bytes) -> None:
    refused(with_block(block_of(canonical(envelope_json()), keys)), SignatureInvalid)


def test_S01_too_many_signatures() -> None:
    many = [SigningKey.generate() for _ in range(16)]
    envelope = sign_payload(payload(), (KEY, *many))
    keys = (KEY.public_bytes, *(key.public_bytes for key in many))
    refused(with_block(encode_block(SigningBlock(envelope, keys))), LimitExceeded)


# S2: payload type, PAE, base64, form


@pytest.mark.parametrize(
    "kind",
    ["", "application/json", PAYLOAD_TYPE.upper(), f"{PAYLOAD_TYPE} ", PAYLOAD_TYPE[:-1]]
)  # fmt: skip
def test_S02_payload_type_swapped(kind: str) -> None:
    body = payload()
    signature = KEY.sign(pre_authentication(kind, body))
    document = {
        "payload": base64.b64encode(body).decode(),
        "payloadType": kind,
        "signatures": [{"keyid": KEY.key_id, "sig": base64.b64encode(signature).decode()}],
    }
    refused(with_block(block_of(canonical(document), KEY.public_bytes)), SignatureInvalid)


def test_S02_signature_over_the_bare_payload_or_another_type() -> None:
    body = payload()
    for message in (
        body,
        pre_authentication("", body),
        pre_authentication("application/vnd.fanlight.lineage.v1", body),
        b"DSSEv1 0  %d %b" % (len(body), body),
        pre_authentication(PAYLOAD_TYPE, body)[:-1],
    ):
        bad = Envelope(body, ((KEY.key_id, KEY.sign(message)),))
        refused(with_block(encode_block(SigningBlock(bad, (KEY.public_bytes,)))), SignatureInvalid)


def test_S02_lengths_keep_type_and_body_apart() -> None:
    """Moving a byte from the type to the body changes what is signed."""
    assert pre_authentication("ab", b"c") != pre_authentication("a", b"bc")
    assert pre_authentication("a 1 b", b"") != pre_authentication("a", b"b 0 ")


def _spaced(text: str) -> str:
    return f"{text[:8]}\n{text[8:]}"


@pytest.mark.parametrize(
    "bend",
    [
        _spaced,
        lambda text: text.rstrip("=") + "====",
        lambda text: f" {text}",
        lambda text: text.replace("=", ""),
        lambda text: text[:-1] + "*",
        lambda text: base64.urlsafe_b64encode(b"\xff\xef" + base64.b64decode(text)).decode(),
        lambda text: "",
    ],
)
def test_S02_base64_variants(bend: Callable[[str], str]) -> None:
    for member in ("payload", "sig"):
        document = envelope_json()
        signature = document["signatures"]
        assert isinstance(signature, list)
        target = document if member == "payload" else signature[0]
        target[member] = bend(str(target[member]))
        content = with_block(block_of(canonical(document), KEY.public_bytes))
        if target[member] == envelope_json().get(member):
            continue
        refused(content, SignatureInvalid, IndexInvalid)


def test_S02_free_bits_of_base64() -> None:
    """`sig` ends in `xx==`: four bits of the last letter decode to nothing."""
    document = envelope_json()
    signatures = document["signatures"]
    assert isinstance(signatures, list)
    sig = signatures[0]["sig"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = sig[:-3] + letters[letters.index(sig[-3]) + 1] + "=="
    assert base64.b64decode(twin) == base64.b64decode(sig)
    signatures[0]["sig"] = twin
    refused(with_block(block_of(canonical(document), KEY.public_bytes)), SignatureInvalid)


@pytest.mark.parametrize(
    "form",
    [
        lambda good: good.replace(b'","', b'", "', 1),
        lambda good: b" " + good,
        lambda good: good + b"\n",
        lambda good: good.replace(b'{"payload"', b'{"extra":1,"payload"', 1),
        lambda good: good.replace(b'"payloadType"', b'"payloadTypo"', 1),
        lambda good: good.replace(b'"payload":', b'"payload":"","payload":', 1),
        lambda good: good.replace(b"application", b"\\u0061pplication", 1),
        lambda good: good.replace(b'"keyid":"', b'"keyid":"A', 1),
        lambda good: good[:-1],
        lambda good: b"\xef\xbb\xbf" + good,
        lambda good: good.decode().encode("utf-16"),
        lambda good: b"[" * 100_000,
        lambda good: b"null",
    ],
)
def test_S02_other_forms_of_the_envelope(form: Callable[[bytes], bytes]) -> None:
    good = canonical(envelope_json())
    assert form(good) != good
    refused(with_block(block_of(form(good), KEY.public_bytes)), SignatureInvalid)


# The block itself


def test_block_shape() -> None:
    good = Forge.sample()
    block = good.sign(payload())
    assert decode_block(block, Limits()).public_keys == (KEY.public_bytes,)
    length = struct.unpack("<Q", block[:8])[0]
    pair = struct.pack("<QI", 4, 0x42)
    bad_blocks = {
        "magic": block[:-16] + b"APK Sig Block 42",
        "first length": struct.pack("<Q", length + 1) + block[8:],
        "last length": block[:-24] + struct.pack("<Q", length + 1) + MAGIC,
        "huge length": block[:-24] + struct.pack("<Q", 2**63) + MAGIC,
        "zero length": block[:-24] + struct.pack("<Q", 0) + MAGIC,
        "unknown pair": _longer(block, pair, at_end=True),
        "unknown pair first": _longer(block, pair, at_end=False),
        "empty": struct.pack("<Q", 24) + struct.pack("<Q", 24) + MAGIC,
        "pair longer than block": block[:8] + struct.pack("<Q", 2**62) + block[16:],
        "pair shorter than its id": block[:8] + struct.pack("<Q", 1) + block[16:],
    }
    for name, bad in bad_blocks.items():
        error = refused(with_block(bad), SignatureInvalid, LimitExceeded)
        assert error.message, name


def _longer(block: bytes, piece: bytes, *, at_end: bool) -> bytes:
    pairs = block[8:-24] + piece if at_end else piece + block[8:-24]
    length = struct.pack("<Q", len(pairs) + 24)
    return length + pairs + length + MAGIC


# S4: the index


@pytest.mark.parametrize(
    "form",
    [
        lambda good: good.replace(b'{"app_id":', b'{"app_id":"org.example.evil","app_id":', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":NaN', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":1.0', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":-1', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":0', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":9007199254740993', 1),
        lambda good: good.replace(b'"version_code":1', b'"version_code":1e0', 1),
        lambda good: good.replace(b'"format":1', b'"format":2', 1),
        lambda good: good.replace(b'"format":1', b'"format":1,"future":{}', 1),
        lambda good: good.replace(b'"kind":"web"', b'"kind":"native"', 1),
        lambda good: good.replace(b'"kind":"web"', b'"kind":"w\\u0065b"', 1),
        lambda good: good.replace(b'"app_id":"org', b'"app_id":"ORG', 1),
        lambda good: good.replace(b'"version_name":"1.0.0"', b'"version_name":"1 0"', 1),
        lambda good: good.replace(b'"crc32":', b'"crc32":-', 1),
        lambda good: good.replace(b'"offset":0', b'"offset":4294967295', 1),
        lambda good: good.replace(b'"offset":0', b'"offset":"0"', 1),
        lambda good: good.replace(b'"sha256":"', b'"sha256":"Z', 1),
        lambda good: good.replace(b",", b", ", 1),
        lambda good: good + b" ",
        lambda good: b"[" * 200_000,
        lambda good: b'{"files":' + b"[" * 100_000,
        lambda good: b"{}",
        lambda good: b"",
        lambda good: b"\xff\xfe",
        lambda good: good.replace(b"app.js", b"app\\ud800s", 1),
    ],
)
def test_S04_forms_of_the_index(form: Callable[[bytes], bytes]) -> None:
    good = payload()
    assert form(good) != good
    forge = Forge.sample()
    refused(with_block(forge.sign(form(good))), IndexInvalid)


def test_S04_fifty_megabytes_of_index() -> None:
    forge = Forge.sample()
    refused(with_block(forge.sign(b'{"files":[' + b" " * 50_000_000 + b"]}")), LimitExceeded)
    with pytest.raises(LimitExceeded):
        limits = Limits(signing_block_bytes=100_000_000)
        block = forge.sign(b"[" * 5_000_000)
        open_package(BytesSource(with_block(block)), limits)


# S5: one app's index with another's files


def test_S05_index_of_another_app() -> None:
    other = Forge(
        [("manifest.json", manifest(app_id="org.example.other")), *list(sample_files().items())[1:]]
    )
    index = msgspec.structs.replace(other.index(), app_id=AppId("org.example.other"))
    signed = other.sign(encode_index(index))
    refused(with_block(signed), PackageError)
    forge = Forge(other.files)
    error = refused(forge.build(), PackageError)
    assert error.code == "package.manifest"


# S7, the package's part: lineage


def test_S07_lineage_is_proven() -> None:
    first, second, third = (SigningKey.generate() for _ in range(3))
    one = succeed(first, second)
    two = succeed(SigningKey.from_pem(second.to_pem(), one), third)
    assert check_lineage(two, third.key_id) == (first.key_id, second.key_id, third.key_id)
    assert check_lineage((), third.key_id) == (third.key_id,)
    bundle = verify_all(
        open_package(BytesSource(pack(sample_files(), SigningKey.from_pem(third.to_pem(), two))))
    )
    assert bundle.lineage == (first.key_id, second.key_id, third.key_id)


def test_S07_false_lineages_are_refused() -> None:
    first, second, third = (SigningKey.generate() for _ in range(3))
    one = succeed(first, second)
    two = succeed(SigningKey.from_pem(second.to_pem(), one), third)
    forged = LineageLink(first.public_bytes.hex(), two[0].signature)
    cases: dict[str, tuple[tuple[LineageLink, ...], KeyId]] = {
        "re-ordered": ((two[1], two[0]), third.key_id),
        "first link cut": (two[1:], third.key_id),
        "last link cut": (two[:1], third.key_id),
        "for another key": (two, OTHER.key_id),
        "forked": ((two[0], LineageLink(second.public_bytes.hex(), "0" * 128)), third.key_id),
        "other's signature": ((forged, forged), third.key_id),
        "key comes back": (one, first.key_id),
        "too long": (two * 40, third.key_id),
    }
    for name, (links, publisher) in cases.items():
        with pytest.raises(SignatureInvalid):
            check_lineage(links, publisher)
            pytest.fail(name)


def test_S07_lineage_cannot_be_stripped_from_a_signed_index() -> None:
    old, new = SigningKey.generate(), SigningKey.generate()
    content = pack(sample_files(), SigningKey.from_pem(new.to_pem(), succeed(old, new)))
    opened = open_package(BytesSource(content))
    stripped = msgspec.structs.replace(opened.index, lineage=())
    good = decode_block(opened.signed.envelope, Limits())
    bad = Envelope(encode_index(stripped), good.envelope.signatures)
    refused(with_block(encode_block(SigningBlock(bad, good.public_keys))), SignatureInvalid)
