"""The way to a running host on Windows: a named pipe, and a secret that one user can read.

A pipe's name is everybody's to see, and Windows lets others hold one of its ends open to read. So
its name is a new one for each host, nobody can have made it before (the first instance is asked
for), and both ends prove by turns that they know the host's secret before either is heard. The
secret lies in the home, shut by the system so that its user alone can open it.
"""

from __future__ import annotations

import ctypes
import hmac
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import c_int, c_uint32, c_void_p, c_wchar_p
from multiprocessing.connection import Client
from pathlib import Path
from typing import Protocol

import msgspec

from bridge.errors import MessageInvalid
from host.single.messages import MAX_ANSWER_BYTES
from sandbox.decoding import readable

_NAME = r"\\.\pipe\fanlight-"
_NONCE_BYTES = 32
_MAC_BYTES = 32
_MAX_NOTE_BYTES = 16 * 1024
_SLICE_S = 0.25
"""Windows hears no Ctrl-C while it waits for a pipe."""
_NO_QUESTIONS = 0x1  # CRYPTPROTECT_UI_FORBIDDEN


class Line(Protocol):
    """multiprocessing.connection.Connection, a pipe's or, for tests elsewhere, a socket's."""

    def send_bytes(self, content: bytes, /) -> None: ...
    def recv_bytes(self, most: int, /) -> bytes: ...
    def poll(self, longest_s: float, /) -> bool: ...
    def close(self) -> None: ...


class Keeper(Protocol):
    """Shuts bytes so that this user alone can open them, on this machine."""

    def shut(self, content: bytes) -> bytes: ...

    def opened(self, content: bytes) -> bytes:
        """Raises OSError for what another shut, or nobody."""


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the running host listens; `secret` is shut."""

    pipe: str
    secret: bytes


class _Blob(ctypes.Structure):
    """DATA_BLOB: dpapi.h."""

    _fields_ = [("size", c_uint32), ("data", c_void_p)]


class DataProtection:
    """Windows' own: CryptProtectData, by what the user's password opens."""

    def __init__(self) -> None:
        """Raises OSError on any other system."""
        library = ctypes.CDLL("crypt32")
        kinds = (c_void_p, c_wchar_p, c_void_p, c_void_p, c_void_p, c_uint32, c_void_p)
        self._shut = library.CryptProtectData
        self._open = library.CryptUnprotectData
        for call in (self._shut, self._open):
            call.restype, call.argtypes = c_int, kinds
        self._free = ctypes.CDLL("kernel32").LocalFree
        self._free.restype, self._free.argtypes = c_void_p, (c_void_p,)

    def shut(self, content: bytes) -> bytes:
        return self._done(self._shut, content)

    def opened(self, content: bytes) -> bytes:
        return self._done(self._open, content)

    def _done(self, call: Callable[..., int], content: bytes) -> bytes:
        held = ctypes.create_string_buffer(content, len(content))
        given = _Blob(len(content), ctypes.addressof(held))
        found = _Blob()
        words = (ctypes.byref(given), None, None, None, None, _NO_QUESTIONS, ctypes.byref(found))
        if not call(*words):
            raise OSError("Windows keeps no secret of this user's, or it is another's")
        try:
            return ctypes.string_at(found.data, found.size)
        finally:
            self._free(found.data)


def new_name() -> str:
    """A pipe's, which nobody can guess."""
    return _NAME + secrets.token_hex(16)


def write_note(file: Path, note: Note) -> None:
    """Leave `note` where commands look. Raises OSError."""
    new = file.with_suffix(".new")
    new.write_bytes(msgspec.json.encode(note))
    new.replace(file)


def read_note(file: Path) -> Note | None:
    """None where there is none, or none of a host's."""
    try:
        with file.open("rb") as found:
            return msgspec.json.decode(found.read(_MAX_NOTE_BYTES), type=readable(Note))
    except (OSError, msgspec.MsgspecError):
        return None


def prove_host(line: Line, secret: bytes, longest_s: float) -> None:
    """The host's part: who calls knows the secret, and is shown that so does this.

    Raises MessageInvalid, TimeoutError, OSError.
    """
    mine = secrets.token_bytes(_NONCE_BYTES)
    line.send_bytes(mine)
    told = heard(line, _NONCE_BYTES + _MAC_BYTES, longest_s)
    theirs, proof = told[:_NONCE_BYTES], told[_NONCE_BYTES:]
    if not hmac.compare_digest(proof, _proof(secret, b"command", mine, theirs)):
        raise MessageInvalid("a caller does not know the host's secret")
    line.send_bytes(_proof(secret, b"host", theirs, mine))


def prove_command(line: Line, secret: bytes, longest_s: float) -> None:
    """The command's part: nothing is asked of a pipe that another made by the host's name.

    Raises MessageInvalid, TimeoutError, OSError.
    """
    theirs = heard(line, _NONCE_BYTES, longest_s)
    mine = secrets.token_bytes(_NONCE_BYTES)
    line.send_bytes(mine + _proof(secret, b"command", theirs, mine))
    proof = heard(line, _MAC_BYTES, longest_s)
    if not hmac.compare_digest(proof, _proof(secret, b"host", mine, theirs)):
        raise MessageInvalid("it is no Fanlight of this user's that listens there")


def heard(line: Line, most: int, longest_s: float | None) -> bytes:
    """The next message, of at most `most` bytes. `longest_s` None waits for ever.

    Raises TimeoutError, ConnectionError at the other's end, OSError for one that is too long.
    """
    ends_s = None if longest_s is None else time.monotonic() + longest_s
    try:
        while True:
            left_s = _SLICE_S if ends_s is None else min(_SLICE_S, ends_s - time.monotonic())
            if left_s <= 0:
                raise TimeoutError("nothing was said")
            if line.poll(left_s):
                return line.recv_bytes(most)
    except EOFError:
        raise ConnectionError("the other end hung up") from None


class PipePeer:
    """A command's end, as client.Joined has it."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def say(self, content: bytes) -> None:
        self._line.send_bytes(content)

    def hear(self, longest_s: float | None) -> bytes:
        """Raises TimeoutError, OSError."""
        return heard(self._line, MAX_ANSWER_BYTES, longest_s)

    def close(self) -> None:
        self._line.close()


def reach(file: Path, longest_s: float, keeper: Callable[[], Keeper]) -> PipePeer | None:
    """The running host that left its note in `file`; None when there is none of this user's."""
    note = read_note(file)
    if note is None:
        return None
    try:
        secret = keeper().opened(note.secret)
        line: Line = Client(note.pipe)
    except (OSError, ValueError):  # its host is dead, or it is another user's
        return None
    try:
        prove_command(line, secret, longest_s)
    except (OSError, MessageInvalid):
        with suppress(OSError):
            line.close()
        return None
    return PipePeer(line)


def _proof(secret: bytes, whose: bytes, *nonces: bytes) -> bytes:
    return hmac.digest(secret, whose + b"".join(nonces), "sha256")
