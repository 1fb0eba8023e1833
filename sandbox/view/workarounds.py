"""Faults of the engine's binding that we work around, each with its bounds and a test."""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 40


def keep_bools_alive() -> None:
    """Give True and False more references than any process can lose.

    PySide6 6.12.0's `Signal.emit` returns a bool without counting the reference: after some
    thousand signals, Python 3.11 aborts with "deallocating True or False". From Python 3.12 on,
    bools are immortal (PEP 683) and nothing is done. Call once, at the start of a process that
    uses Qt. Test: tests/unit/test_view_workarounds.py.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for value in (True, False):
        # CPython's PyObject begins with its reference count (ob_refcnt, Py_ssize_t).
        ctypes.c_ssize_t.from_address(id(value)).value += _PLENTY
