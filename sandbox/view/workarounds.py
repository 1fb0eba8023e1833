"""Faults of the engine's binding that we work around, each with its bounds and a test."""

from __future__ import annotations

import sys

_PLENTY = 1 << 40


def hold_constants() -> None:
    """Give None, True and False more references than any process can lose. May be called again.

    PySide6 6.12.0 (6.11.3 does not) returns them from calls without counting the reference,
    which is right only where they are immortal (PEP 683, Python 3.12). On 3.11 the interpreter
    aborts with "none_dealloc: deallocating None" after some thousand calls; nothing is done
    from 3.12 on. Call at the start of a process that uses Qt. Test:
    tests/unit/test_view_workarounds.py.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for constant in (None, True, False):
        # CPython's PyObject begins with its reference count (ob_refcnt, Py_ssize_t).
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _PLENTY:
            count.value += _PLENTY


def skip_feature_scan() -> bool:
    """Stop PySide6 from reading the source of every module that is imported after it.

    For its optional "features" (snake_case, true_property), which nothing here switches on,
    PySide6 6.12 searches each module's source for its own name: a quarter of a millisecond a
    module, some 60 ms of a cold start (measured). Call after the first import of PySide6.
    Returns False, and does nothing, where PySide6 is built otherwise.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if not hasattr(feature, "_mod_uses_pyside"):
        return False
    vars(feature)["_mod_uses_pyside"] = _uses_no_features
    return True


def _uses_no_features(module: object) -> bool:
    return False
