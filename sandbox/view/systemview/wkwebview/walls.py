"""What a system view on WKWebView is walled in by, as plain facts: nothing of Cocoa here.

Apple's: WKContentRuleList ("Creating a content blocker"), WKUserScript, WKPreferences. WebKit's own
sources: WKPreferencesPrivate.h (`_features`), Source/WTF/Scripts/Preferences, LinkLoader.cpp.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, MutableMapping

from sandbox.view.environment import SCHEME

_LOCAL = ("about:", "blob:", "data:")
"""What a load of these fetches lies in the page itself; its policy says which it may have."""

_GIVEN_UP = frozenset({("NSURLErrorDomain", -999), ("WebKitErrorDomain", 102)})
"""NSURLErrorCancelled; WebKitErrorFrameLoadInterruptedByPolicyChange."""
_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")

PEERS = "PeerConnection"
WALLS = frozenset(
    {
        PEERS,
        # What a rule list of loads is not asked about, or was not in every version.
        "WebTransport",
        "LinkPreconnect",
        "LinkDNSPrefetch",
        "DNSPrefetching",
        # They may run in a process that renders no page, which nobody here tells of or ends.
        "SharedWorker",
        "ServiceWorkers",
        "MediaDevices",
        "ScreenCapture",
        "SpeechRecognition",
        "GeolocationAPI",
    }
)
"""Features of the engine by their keys, without the `Enabled` that some end with: without any of
these switched off there is no view. One that this version of WebKit has no name for is not in it,
but for PEERS, which every version has."""
_ALSO_OFF = frozenset(
    {
        "ApplePay",
        "AsyncClipboardAPI",
        "DeviceOrientationEvent",
        "FullScreen",
        "HyperlinkAuditing",
        "JavaScriptCanAccessClipboard",
        "Notifications",
        "PrivateClickMeasurement",
        "PushAPI",
        "RemotePlayback",
        "WebAuthentication",
        "WebShare",
    }
)
"""What is refused by others too, or asks a person first: off where WebKit lets it."""

_DROPPED = ("WEBKIT", "JSC_", "__XPC_", "DYLD_", "PYWEBVIEW", "NS", "OBJC_", "MALLOC_", "CFNETWORK")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")


def rules(host: str) -> str:
    """The rule list of the app at `miniapp://<host>`: no load but of its own origin, whatever it
    is for (JSON of content blocker rules; a later rule wins)."""
    kept = [f"^{SCHEME}://{host}/", *(f"^{scheme}" for scheme in _LOCAL)]
    listed = [_rule(".*", "block"), *(_rule(each, "ignore-previous-rules") for each in kept)]
    return json.dumps(listed)


def feature_name(key: str) -> str:
    """A feature's key as WALLS has it."""
    return key.removesuffix("Enabled")


def still_on(found: Mapping[str, bool]) -> list[str]:
    """What must be off and is not, of the features found (key: is it on, read back).

    PEERS is among them also where this WebKit does not list it: then nobody can say.
    """
    stands = {feature_name(key): on for key, on in found.items()}
    return sorted(name for name in WALLS if stands.get(name, name == PEERS))


def own_only(host: str, script: str) -> str:
    """`script` for documents of the app's origin alone: a WKUserScript has no list of addresses."""
    ours = (
        f"location.protocol === {json.dumps(SCHEME + ':')} && location.host === {json.dumps(host)}"
    )
    return f"if ({ours}) {{\n{script}\n}}"


def is_own(scheme: str, host: str, own_host: str) -> bool:
    """Whether a frame of the origin `scheme`, `host` is of the app's own."""
    return (scheme, host) == (SCHEME, own_host)


def is_failure(domain: str, code: int) -> bool:
    """Whether a navigation that ended so (NSError) did not come: one that was refused, or another
    took the place of, ends with an error too."""
    return (domain, code) not in _GIVEN_UP


def part_of(asked: str, size_bytes: int) -> range | None:
    """What of `size_bytes` a Range header asks for (RFC 9110, 14.1.2): WebKit plays nothing from a
    server that knows no ranges. None: all of it, as for what is no single range."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        first, end = max(0, size_bytes - int(found["last"])), size_bytes
    else:
        first = int(found["first"])
        end = min(int(found["last"]) + 1, size_bytes) if found["last"] else size_bytes
    return range(first, end) if first < end else None


def upturned(y_px: float, height_px: float, screen_height_px: float) -> float:
    """Cocoa's y of a window, which counts from the main screen's lower edge to the window's."""
    return screen_height_px - y_px - height_px


def environment(inherited: MutableMapping[str, str]) -> dict[str, str]:
    """What the process is started with: nothing that others told the engine."""
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith(_DROPPED) and name.lower() not in _PROXIES
    }
    # launchd gives what begins so to the engine's processes, without the prefix. They hold this
    # app alone, and WebKit isolates no page of a custom scheme (as WebKitGTK: walls.py).
    kept["__XPC_JSC_useSharedArrayBuffer"] = "1"
    return kept


def _rule(url: str, action: str) -> dict[str, Mapping[str, str]]:
    return {"trigger": {"url-filter": url}, "action": {"type": action}}


def named(keys: Iterable[str]) -> list[str]:
    """Those of `keys` that are to be off."""
    return [key for key in keys if feature_name(key) in WALLS | _ALSO_OFF]
