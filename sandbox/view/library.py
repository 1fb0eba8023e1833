"""The libraries of Qt, brought into the process without holding Python's lock.

An import of QtWebEngine spends half of its time in the system's loader, 24 ms for some 200 MB, in
which Python's lock is held, as it is by `ctypes.CDLL`. The loader called as a function does not
hold it, so another thread's modules come in meanwhile, and the import finds the library there.

Before there is an application, and then alone: what a library of Qt's does at its loading where
there is one, it would do in the wrong thread.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

# The binding's own that every window needs come last: they name what the others have brought in.
_BINDING = ("QtCore.abi3.so", "QtGui.abi3.so", "QtWidgets.abi3.so")
WIDGETS = ("Qt/lib/libQt6Widgets.so.6", *_BINDING)
"""What a window without a page needs; paths below PySide6's folder."""
ENGINE = ("Qt/lib/libQt6WebEngineCore.so.6", *_BINDING)
"""What a window with a page needs."""
_FONTS = "libfontconfig.so.1"


def load_libraries(files: Sequence[str]) -> bool:
    """Load `WIDGETS` or `ENGINE`; any thread. False where they are not, or not in this way: on
    Linux alone it was measured. Nothing of them runs but what the loader itself calls (dlopen(3)).
    """
    spec = find_spec("PySide6") if sys.platform.startswith("linux") else None
    if spec is None or spec.origin is None:
        return False
    import ctypes  # which a launcher's first paint is not to wait for

    load = ctypes.CDLL(None).dlopen
    load.argtypes = [ctypes.c_char_p, ctypes.c_int]
    load.restype = ctypes.c_void_p
    folder = Path(spec.origin).parent
    # What the import would do and say: that it is not there, or why it cannot be loaded.
    return all(load(os.fsencode(folder / file), os.RTLD_LAZY) for file in files)


def read_fonts_beside() -> threading.Thread | None:
    """Have fontconfig read its settings and what it keeps of fonts in a thread, for which Qt's
    first text would wait 4 ms. None where there is none: on Linux alone Qt asks it.

    Whoever needs it meanwhile does it too, and who comes second takes the first one's (FcInit is
    safe between threads since fontconfig 2.10.91). It reads the environment, which nothing may
    write meanwhile (getenv(3)): call when that is settled.
    """
    if not sys.platform.startswith("linux"):
        return None
    thread = threading.Thread(target=_read_fonts, name="fanlight-fonts", daemon=True)
    thread.start()
    return thread


def _read_fonts() -> None:
    import ctypes

    with suppress(OSError, AttributeError):  # Qt says what it lacks
        ctypes.CDLL(_FONTS).FcInit()


def load_beside(files: Sequence[str]) -> threading.Thread:
    """Begin `load_libraries` in a thread that no end of the process waits for.

    The loader takes one library at a time, so modules with C in them that this thread needs should
    have come in before.
    """
    thread = threading.Thread(
        target=load_libraries, args=(files,), name="fanlight-libraries", daemon=True
    )
    thread.start()
    return thread
