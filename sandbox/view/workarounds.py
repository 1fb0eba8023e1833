"""Faults of the engine's binding that we work around, each with its bounds and a test."""

from __future__ import annotations

import builtins
import importlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import PurePath
from types import ModuleType

_PLENTY = 1 << 40
_HELD_S = 5.0
"""For how long at most a thread that makes types keeps Python's lock from others."""
_STOPPED_S = 0.002
"""In which a thread that was stopped goes on, once it may."""


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


def make_types_in_turn() -> bool:
    """Let one thread at a time make the binding's types. May be called again.

    PySide6 6.12 makes a class when its name is first taken from its module, and puts it there
    before its enums: a thread that takes it meanwhile finds `QWebEngineScript` without
    `ScriptWorldId`. From here on `from PySide6.x import y` makes what it names behind a lock.
    The binding's own `__import__` is left out. It serves the optional "features" (snake_case,
    true_property), which nothing here switches on, and for them reads the source of every
    module that is imported, some 60 ms of a cold start (measured); and it puts Python's
    `__import__` back for the length of each call, for all threads. Call after the first import
    of PySide6, before there are threads. Returns False, and does nothing, where PySide6 is
    built otherwise. Test: tests/unit/test_view_workarounds.py.
    """
    pythons = vars(builtins).get("__orig_import__")
    if pythons is None:
        return False
    if not isinstance(builtins.__import__, _InTurn):
        vars(builtins)["__import__"] = _InTurn(pythons)
    return True


def make_types_of_events() -> None:
    """Make what Qt itself hands to Python while a host starts. On the UI thread, with an
    application, after `make_types_in_turn` and before events are served.

    Such types are made by the binding's C++, past any `import` (all kinds of events at the first
    of them), and it crashes where another thread makes one at the same time (segfault in
    libshiboken; about one start in ten while the machine was busy). Test:
    tests/unit/test_view_workarounds.py.
    """
    own = builtins.__import__
    if isinstance(own, _InTurn):
        with own.turn:
            _meet_events()
    else:
        _meet_events()


def import_beside(*names: str) -> None:
    """Import these modules in a thread beside Qt's, one after the other.

    The bodies of modules that stand on the binding make its types as well (a class made of
    QWidget, an enum that is looked up), and Qt's thread does meanwhile: neither is stopped in the
    midst of it. Threads change where one of them reads a file or waits, every few milliseconds.
    """
    own = builtins.__import__
    with own.undisturbed() if isinstance(own, _InTurn) else nullcontext():
        for name in names:
            importlib.import_module(name)


@contextmanager
def undisturbed() -> Iterator[None]:
    """No thread has Python's lock taken away meanwhile: around the start of a thread that imports,
    on Qt's thread, and around all that such a thread does.

    A thread that begins takes the lock from whoever has it, and Qt's may be in the midst of making
    a type: whichever both make then, the binding strikes off its list twice, and crashes (segfault
    in libshiboken; three starts in some thousands on a busy machine).
    """
    own = builtins.__import__
    with own.undisturbed() if isinstance(own, _InTurn) else nullcontext():
        yield


async def import_aside(*names: str) -> None:
    """Import these on Qt's thread, others having their turns between: beside it, in a thread, both
    came upon types that the other was in the midst of making (measured: some 30 ms at most)."""
    import asyncio

    for name in names:
        importlib.import_module(name)
        await asyncio.sleep(0)


# Given by calls and to overridden methods of views, windows and the event loop.
_GIVEN = {
    "QtCore": ("QMetaMethod", "QRect", "QTimerEvent"),
    "QtGui": ("QAccessibilityHints", "QFontMetrics", "QStyleHints", "QWindow"),
    "QtWebEngineCore": ("QWebEngineHttpRequest", "QWebEngineScriptCollection"),
}


def _meet_events() -> None:
    from PySide6.QtCore import QEvent, QFileInfo
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    for module, names in _GIVEN.items():
        # The launcher stands before the engine's modules are there.
        if (there := sys.modules.get(f"PySide6.{module}")) is not None:
            for name in names:
                getattr(there, name)

    # Whether something is a path the binding asks of Python, once, behind a lock of C++'s own: a
    # thread that decodes a picture and Qt's waited for each other there for good. It asks when it
    # is given something that is no text.
    QFileInfo(PurePath())

    class Ear(QWidget):
        def event(self, event: QEvent) -> bool:  # Qt's name
            return True

    # Qt tells it of its child and of its action at once; at the first of its kind of event the
    # binding makes all the others of the same module (1 ms).
    ear = Ear()
    ear.addAction(QAction(ear))


class _InTurn:
    """`__import__`, which also makes the types that a statement names, one thread at a time."""

    def __init__(self, real: Callable[..., ModuleType]) -> None:
        self._real = real
        self.turn = threading.RLock()
        self._changing = threading.Lock()
        self._holders = 0
        self._within = threading.local()
        self._usual_s = sys.getswitchinterval()
        self._whole: set[tuple[str, str]] = set()

    def __call__(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if not name.startswith("PySide6.") or self._is_whole(name, fromlist):
            return self._real(name, globals, locals, fromlist, level)
        if threading.current_thread() is threading.main_thread():
            return self._named(name, globals, locals, fromlist, level)
        with self.undisturbed():
            return self._named(name, globals, locals, fromlist, level)

    def _named(
        self,
        name: str,
        globals: Mapping[str, object] | None,
        locals: Mapping[str, object] | None,
        fromlist: Sequence[str] | None,
        level: int,
    ) -> ModuleType:
        # Loaded before the turn is taken: whoever loads a module takes names, too.
        self._real(name)
        with self.turn:
            module = self._real(name, globals, locals, fromlist, level)
            for each in fromlist or ():
                getattr(module, each, None)
                self._whole.add((name, each))
        return module

    def _is_whole(self, name: str, fromlist: Sequence[str] | None) -> bool:
        """Whether all of them were made in turn. That they are in their module does not say it:
        the binding puts a class there first and fills it then, and takes whoever asks for it
        meanwhile for the first one to do so (segfault in libshiboken, or a class without its
        signals)."""
        return name in sys.modules and all((name, each) in self._whole for each in fromlist or ())

    @property
    def _is_within(self) -> bool:
        return getattr(self._within, "here", False)

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """No thread has Python's lock taken away meanwhile.

        Qt's thread makes types as well, past any `import`, when it hands something to Python. So
        another thread begins when that one has let the lock go by itself, not in the midst of
        something, and the other way round.
        """
        # The binding imports modules in the midst of making a type: there the lock is not let go.
        if self._is_within:
            yield
            return
        on_qts = threading.current_thread() is threading.main_thread()
        with self._changing:
            unexpected = self._holders == 0
            if unexpected:
                self._usual_s = sys.getswitchinterval()
            self._holders += 1
            sys.setswitchinterval(_HELD_S)
        self._within.here = not on_qts
        try:
            if not on_qts:
                # Lets go of the lock, and waits for it as long as it takes. Where nobody expected
                # this thread, it may have stopped Qt's halfway: that one must be on first.
                time.sleep(_STOPPED_S if unexpected else 0)
            yield
        finally:
            self._within.here = False
            with self._changing:
                self._holders -= 1
                if self._holders == 0:
                    sys.setswitchinterval(self._usual_s)
