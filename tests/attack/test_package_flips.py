"""Row Z13: any changed byte of a package is noticed, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import PackageError
from sandbox.package.pack import add_signature, pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify_all
from tests.package_forge import KEY, sample_files


def _signed_twice() -> bytes:
    package = pack(sample_files(), KEY)
    reviewer = SigningKey.generate()
    return add_signature(open_package(BytesSource(package)), reviewer)


SMALL = _signed_twice()
LARGE = pack(
    sample_files()
    | {
        f"common/part{number % 7}/file{number}.js": (
            f"export const n = {number};\n" * number
        ).encode()
        for number in range(150)
    },
    KEY,
)


def _refused(content: bytes) -> None:
    with pytest.raises(PackageError) as caught:
        verify_all(open_package(BytesSource(content)))
    assert type(caught.value) is not PackageError
    assert caught.value.message


@pytest.mark.parametrize("change", [0x01, 0x80, 0xFF, 0x20])
def test_Z13_every_byte_of_a_small_package(change: int) -> None:
    survivors = []
    for position in range(len(SMALL)):
        changed = bytearray(SMALL)
        changed[position] ^= change
        try:
            verify_all(open_package(BytesSource(bytes(changed))))
        except PackageError:
            continue
        survivors.append(position)
    assert survivors == []


@settings(max_examples=300, deadline=None)
@given(position=st.integers(0, len(LARGE) - 1), change=st.integers(1, 255))
def test_Z13_any_byte_of_a_larger_package(position: int, change: int) -> None:
    changed = bytearray(LARGE)
    changed[position] ^= change
    _refused(bytes(changed))


@settings(max_examples=200, deadline=None)
@given(
    start=st.integers(0, len(LARGE)),
    removed=st.integers(0, 64),
    inserted=st.binary(max_size=64),
)
def test_Z13_any_piece_replaced(start: int, removed: int, inserted: bytes) -> None:
    changed = LARGE[:start] + inserted + LARGE[start + removed :]
    if changed == LARGE:
        return
    _refused(changed)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=4096))
def test_Z13_noise_is_refused_with_a_typed_error(content: bytes) -> None:
    _refused(content)
    _refused(content + SMALL[-22:])
    _refused(content + SMALL[-600:])
