"""What must be settled before the first WebEngine object exists: which engine, flags, rendering,
scheme.

`QTWEBENGINE_*` and Qt's own variables are built from nothing: an inherited flag could open a
debug port or switch the sandbox off (SECURITY.md, N96).
"""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

import msgspec

from sandbox.view.port import Engine

SCHEME = "miniapp"

_REFERENCE = "PySide6.QtWebEngineWidgets"
_FLAGS = (
    # No name resolves and no literal address connects: what the interceptor cannot see
    # (preconnect, WebTransport, WebSockets of shared workers, FedCM) ends here.
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # One list, since of two Chromium reads the last alone. Hiding local addresses behind mDNS names
    # joins a multicast group (IGMP), which the local network sees. There is nothing to hide: by the
    # policy above no address is ever gathered. And what a press sets going is not to wait for the
    # page's next frame, nor a page that loads for some eight of them: an app's answer is a message
    # of its Worker (docs/ARCHITECTURE.md, 69).
    "--disable-features=WebRtcHideLocalIpsWithMdns,DeferRendererTasksAfterInput",
    # Memory that threads share, for pages that are not isolated from other origins as well: an app
    # has its processes to itself, so what such memory could tell of others is not there. Without,
    # each WeChat-syntax app would cost a second renderer (docs/ARCHITECTURE.md, 61).
    "--enable-features=SharedArrayBuffer",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-pings",
    # What starts processes outside the sandbox is started beside what starts those in it, and takes
    # 30 ms of two processors when the program begins. The engine has no such processes of its own
    # here; if it comes to need one, it starts that by itself.
    "--no-unsandboxed-zygote",
    # Fatal errors only: a desktop without D-Bus or Vulkan is none.
    "--log-level=3",
    # V8's middle compiler (Maglev) begins at 400 calls of a function, so it works through a start
    # that is over when it has done, and leaves each renderer 4 MB. What runs for long is compiled
    # all the same; neither 5 nor 600 rounds of reckoning take longer (measured).
    "--js-flags=--invocation-count-for-maglev=2000",
)
# glibc's, for the engine's processes: it gives nearly every thread a heap of its own, in which what
# compilers and decoders let go of stays. With one heap for all, a launch takes an eighth more of
# the processor; with two it does not (measured).
_HEAPS = {"MALLOC_ARENA_MAX": "2"}
# "Unsafe" is Chromium's word: SwiftShader makes machine code of shaders, in the GPU process.
_SOFTWARE_WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
_SWITCHES = "QTWEBENGINE_CHROMIUM_FLAGS"
_REMOTE = "QTWEBENGINE_REMOTE_DEBUGGING"
_CLEARED_PREFIXES = ("QTWEBENGINE", "QT_WEBENGINE")
_CLEARED = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")


class Rendering(enum.StrEnum):
    """How frames are drawn. SOFTWARE leaves OpenGL out of the process altogether."""

    GPU = "gpu"
    SOFTWARE = "software"


class EngineSettings(msgspec.Struct, frozen=True):
    """`dark` is what pages are told to prefer, None: as the system says. `unsafe_no_sandbox` is
    only ever set by a person's own `--no-sandbox`. With `software_webgl` there is WebGL without a
    GPU."""

    rendering: Rendering
    dark: bool | None = None
    unsafe_no_sandbox: bool = False
    software_webgl: bool = False
    remote_port: int | None = None
    """Where the engine's developer tools are served on this machine alone: all of its pages are
    open to whoever connects, so only ever for apps in their developer's folder."""


def has_web_engine() -> bool:
    """Whether Qt WebEngine is part of this installation. It is looked for, not loaded; PySide6
    itself is."""
    import importlib.util  # PySide6 brings it; a command that opens nothing has no need of it

    try:
        return importlib.util.find_spec(_REFERENCE) is not None
    except ImportError:  # not even PySide6
        return False


def default_engine() -> Engine:
    """What shows apps where nobody chose: the reference, or what there is in its place."""
    return Engine.QT if has_web_engine() else Engine.SYSTEM


def detect_rendering() -> Rendering:
    """SOFTWARE where Linux offers no render device: there, Mesa's OpenGL on the CPU costs a
    quarter of the first paint and some 100 MB (measured; docs/ARCHITECTURE.md)."""
    if not sys.platform.startswith("linux"):
        return Rendering.GPU
    return Rendering.GPU if any(Path("/dev/dri").glob("renderD*")) else Rendering.SOFTWARE


def prepare(settings: EngineSettings, environ: MutableMapping[str, str] = os.environ) -> None:
    """Set the environment for Qt WebEngine; call before QApplication is made."""
    for name in list(environ):
        if name.startswith(_CLEARED_PREFIXES) or name in _CLEARED or name.lower() in _PROXIES:
            del environ[name]
    environ.update(_HEAPS)
    flags = list(_FLAGS)
    if settings.unsafe_no_sandbox:
        flags.append("--no-sandbox")
    if settings.dark is not None:
        # blink.mojom.PreferredColorScheme: 0 dark, 1 light. Qt's own setting needs a platform
        # theme, which a bare X server lacks.
        flags.append(f"--blink-settings=preferredColorScheme={0 if settings.dark else 1}")
    if settings.rendering is Rendering.SOFTWARE:
        # Only both together: the second alone never paints (measured).
        environ["QT_QUICK_BACKEND"] = "software"
        environ["QT_XCB_GL_INTEGRATION"] = "none"
        flags.append("--disable-gpu")
        if settings.software_webgl:
            flags.extend(_SOFTWARE_WEBGL)
    if settings.remote_port is not None:
        environ[_REMOTE] = f"127.0.0.1:{settings.remote_port}"
        # Without it Qt lets pages of every origin connect (measured, Qt 6.12).
        flags.append(f"--remote-allow-origins=http://127.0.0.1:{settings.remote_port}")
    environ[_SWITCHES] = " ".join(flags)


def foreign_switches(settings: EngineSettings, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What somebody else has told Qt WebEngine since `prepare(settings)`: names and switches.

    A library may write there as well: pywebview 6.2 adds `--use-fake-ui-for-media-stream`, after
    which cameras are granted and nobody is asked.
    """
    ours = dict(environ)
    prepare(settings, ours)
    told = {name for name in environ if name.startswith(_CLEARED_PREFIXES)}
    found = sorted(name for name in told if name not in ours)
    if environ.get(_SWITCHES) != ours[_SWITCHES]:
        expected = ours[_SWITCHES].split()
        given = environ.get(_SWITCHES, "").split()
        # The same switches in another order would be no foreign ones, but they are not ours.
        found += [word for word in given if word not in expected] or [_SWITCHES]
    return tuple(found)


def register_scheme() -> None:
    """Register the content scheme; once a process, before QApplication is made."""
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)
