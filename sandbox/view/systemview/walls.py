"""What the process does to itself before any engine is in it: no network, sandboxed renderers.

unshare(2), user_namespaces(7), network_namespaces(7): a new network namespace has no interface but
a loopback that is down, and no way out of it. The renderer's own sandbox (bubblewrap and seccomp)
is WebKitGTK's; the environment switches it on.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

_NEW_USER = 0x10000000  # CLONE_NEWUSER, CLONE_NEWNET: sched.h
_NEW_NETWORK = 0x40000000
_DROPPED = ("WEBKIT", "JSC_", "GST_", "GTK_", "G_", "GDK_", "PYWEBVIEW", "LD_", "GIO_", "GI_")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")


def deny_network() -> None:
    """Leave this machine's network for good; on Linux alone. Single-threaded, and first of all.

    Raises OSError where the system does not let an ordinary user.
    """
    if sys.platform != "linux":
        raise OSError("only Linux has network namespaces")
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny", encoding="ascii")
    (own / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    (own / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def forget_bundle(environ: MutableMapping[str, str]) -> None:
    """Let the engine's processes find the system's libraries.

    A frozen build's starter names the build's own first, and they would come into programs that
    were made for the system's.
    """
    environ.pop("LD_LIBRARY_PATH", None)


def environment(inherited: MutableMapping[str, str], *, sandboxed: bool) -> dict[str, str]:
    """What the process is started with: nothing that others told the engine.

    `sandboxed` has the renderers in WebKitGTK's sandbox.
    """
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith(_DROPPED) and name.lower() not in _PROXIES
    }
    kept["WEBKIT_FORCE_SANDBOX"] = "1" if sandboxed else "0"
    # A process of its own holds nothing but this app's: what shared memory could tell of others
    # is not there. WebKitGTK 2.50 gives it to no page of a custom scheme otherwise (measured:
    # crossOriginIsolated is false whatever the headers say), and kind weixin's Worker waits on it.
    kept["JSC_useSharedArrayBuffer"] = "1"
    kept["GDK_BACKEND"] = "x11"
    kept["NO_AT_BRIDGE"] = "1"
    return kept
