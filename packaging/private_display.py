"""A display of the tests' own: on Linux an Xvfb that lives as long as they do."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator

SCREEN = "1280x1024x24"


@contextlib.contextmanager
def private_display() -> Iterator[dict[str, str]]:
    """The environment of tests with windows: on Linux a private Xvfb, elsewhere the real screen.

    Settings of this machine that would change what is tested are left out.
    Raises OSError when Xvfb cannot be started.
    """
    unwanted = (
        "QTWEBENGINE_",
        "QT_",
        "FANLIGHT_",
        "PYTEST_ADDOPTS",
        "WAYLAND_DISPLAY",
        # What is installed is compiled: else each start of the host compiles itself, for 0.6 s.
        "PYTHONDONTWRITEBYTECODE",
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(unwanted)}
    environment.setdefault("LANG", "C.UTF-8")
    if not sys.platform.startswith("linux"):
        yield environment
        return
    with tempfile.TemporaryDirectory(prefix="fanlight-run-") as runtime, _xvfb() as display:
        yield {
            **environment,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": runtime,
            "XDG_SESSION_TYPE": "x11",
        }


@contextlib.contextmanager
def further_displays(count: int) -> Iterator[list[str]]:
    """`:N` of so many more Xvfb; none but on Linux, where windows have one screen to share.

    Raises OSError when one cannot be started.
    """
    with contextlib.ExitStack() as servers:
        linux = sys.platform.startswith("linux")
        yield [servers.enter_context(_xvfb()) for _ in range(count if linux else 0)]


@contextlib.contextmanager
def _xvfb() -> Iterator[str]:
    """`:N` of a fresh Xvfb that ends with the block; it picks N itself (`-displayfd`)."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    if shutil.which("setpriv"):  # should this process be killed, Xvfb goes too
        command = ["setpriv", "--pdeathsig", "TERM", "--", *command]
    with tempfile.TemporaryFile() as words:
        # A session of its own: Ctrl-C reaches the tests first, which still need the display.
        server = subprocess.Popen(
            command, pass_fds=[writing], stdout=words, stderr=words, start_new_session=True
        )
        try:
            os.close(writing)
            with open(reading, encoding="ascii") as numbers:
                number = numbers.readline().strip()
            if not number:
                words.seek(0)
                raise OSError(f"Xvfb did not start: {words.read().decode(errors='replace')}")
            yield f":{number}"
        finally:
            server.terminate()
            server.wait()
