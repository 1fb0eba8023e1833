"""Who verifies a signature: Python's OpenSSL where it can, and cryptography where not."""

from __future__ import annotations

import _ctypes
import _hashlib
import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.errors import SignatureInvalid
from sandbox.package import ed25519
from sandbox.package.signing import SigningKey, verify_signature

# RFC 8032, 7.1, test 2.
KEY = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
MESSAGE = b"\x72"
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
SHARED = sys.platform == "linux" and hasattr(_hashlib, "__file__")
needs_shared = pytest.mark.skipif(
    not SHARED, reason="only Python on Linux is sure to share its OpenSSL, and not when all is one"
)


@needs_shared
def test_pythons_openssl_says_yes_and_no() -> None:
    assert ed25519.fits(KEY, MESSAGE, SIGNATURE) is True
    for at in range(0, 64, 7):
        wrong = bytearray(SIGNATURE)
        wrong[at] ^= 1
        assert ed25519.fits(KEY, MESSAGE, bytes(wrong)) is False
    assert ed25519.fits(KEY, MESSAGE + b"\0", SIGNATURE) is False
    assert ed25519.fits(bytes([KEY[0] ^ 2]) + KEY[1:], MESSAGE, SIGNATURE) is False
    for short in (b"", SIGNATURE[:-1], SIGNATURE + b"\0"):
        assert ed25519.fits(KEY, MESSAGE, short) is False


@needs_shared
def test_both_say_the_same_of_messages_with_zeros() -> None:
    for length in (0, 1, 100, 70_000):
        key, message = SigningKey.generate(), bytes(length)
        signature = key.sign(message)
        assert ed25519.fits(key.public_bytes, message, signature) is True
        assert ed25519.fits(key.public_bytes, message + b"\0", signature) is False


@needs_shared
def test_a_refusal_leaves_no_error_for_pythons_tls() -> None:
    peek = ctypes.CDLL(_hashlib.__file__).ERR_peek_error
    peek.restype = ctypes.c_ulong
    assert ed25519.fits(KEY, MESSAGE, bytes(64)) is False
    assert ed25519.fits(KEY[:-1], MESSAGE, SIGNATURE) is None, "no key is made of 31 bytes"
    assert peek() == 0


@pytest.mark.parametrize(
    "file", [str(Path("nowhere.so").resolve()), _ctypes.__file__], ids=["no file", "no OpenSSL"]
)
def test_without_it_cryptography_verifies(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_hashlib, "__file__", file, raising=False)
    assert ed25519.fits(KEY, MESSAGE, SIGNATURE) is None
    verify_signature(KEY, MESSAGE, SIGNATURE)
    with pytest.raises(SignatureInvalid, match="does not fit"):
        verify_signature(KEY, MESSAGE + b"\0", SIGNATURE)


def test_another_makers_library_gives_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ed25519, "_ED25519", 0)
    assert ed25519.fits(KEY, MESSAGE, SIGNATURE) is None
    verify_signature(KEY, MESSAGE, SIGNATURE)


@needs_shared
def test_verifying_loads_no_second_openssl() -> None:
    script = (
        "import sys\n"
        "from sandbox.package.signing import verify_signature\n"
        f"verify_signature({KEY!r}, {MESSAGE!r}, {SIGNATURE!r})\n"
        "assert 'cryptography' not in sys.modules, 'cryptography is loaded'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
