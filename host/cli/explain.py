"""`fanlight explain`: an error in a window, for who has no terminal."""

from __future__ import annotations

import sys

import msgspec

from bridge.errors import DetailValue, UsageError
from host.cli.frame import Invocation, command
from host.single.messages import Failed, error_of
from sandbox.decoding import readable

MOST_BYTES = 1 << 20


class _Error(msgspec.Struct, frozen=True):
    code: str
    message: str
    detail: dict[str, DetailValue]


class _Told(msgspec.Struct, frozen=True):
    name: str
    error: _Error


@command(name="explain", help="Show in a window what a command failed with; stdin says what.")
def explain(invocation: Invocation) -> None:
    """Until the window is closed. Raises UsageError, DisplayUnavailable."""
    try:
        told = msgspec.json.decode(sys.stdin.buffer.read(MOST_BYTES), type=readable(_Told))
    except msgspec.MsgspecError as error:
        raise UsageError(f"stdin is not an error as --json gives it: {error}") from None
    from host.compose.explaining import shown

    failure = error_of(Failed(told.error.code, told.error.message, told.error.detail))
    again = shown(invocation.home, told.name, failure)
    invocation.answer({"again": again})
