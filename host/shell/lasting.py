"""Keeps Python's constants alive under PySide6 6.12, before Python 3.12.

PySide6 6.12.0 (6.11.3 does not) returns None, True and False from Qt calls without taking a
reference, which is right only where these are immortal (PEP 683, Python 3.12). On 3.11 each
`widget.update()` takes one reference of None away; None starts with some seven thousand, and
at zero the interpreter aborts with "none_dealloc: deallocating None".
"""

from __future__ import annotations

import ctypes
import sys

_REFERENCES = 1 << 40


def hold_constants() -> None:
    """Give None, True and False more references than a process can lose. May be called again.

    Does nothing from Python 3.12 on.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        # CPython's object header begins with its reference count (Include/object.h).
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _REFERENCES:
            count.value += _REFERENCES
