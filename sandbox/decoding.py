"""Types that msgspec may read from several threads."""

from __future__ import annotations

import threading
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")
_building: Final = threading.RLock()
_built: Final[set[object]] = set()


def readable(type_: T) -> T:
    """`type_`, for a decoder or `msgspec.convert`.

    msgspec 0.22 works out how to read a Struct when that is first asked for, and a second thread
    that asks meanwhile crashes the process (SIGSEGV, reproduced by this function's test). Here
    one does it for all. What `sandbox` and `host` read passes here, the house's test sees to
    that; `bridge` reads on one thread only.
    """
    if type_ not in _built:
        with _building:
            msgspec.msgpack.Decoder(type_)
            _built.add(type_)
    return type_
