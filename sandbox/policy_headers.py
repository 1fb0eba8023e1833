"""The headers each packaged file is served with: the second wall, behind the engine's own.

Content Security Policy Level 3 (W3C), COOP, COEP and CORP (HTML Standard, Fetch Standard),
Permissions Policy (W3C). The set follows Isolated Web Apps, without what a mini-program may not
do anyway.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

Headers = tuple[tuple[str, str], ...]

# Powerful features, denied to the document and all its frames. The host offers what of them a
# mini-program may have, through the bridge. These are all that Qt WebEngine 6.12 lists in
# `document.featurePolicy.features()` but those that only concern the page itself (autoplay,
# fullscreen, gamepad, sync-xhr, unload, client hints). Names it does not know (bluetooth, payment,
# usb …) are not built into it, and would make a warning on every page's console.
DENIED_FEATURES = (
    "accelerometer",
    "attribution-reporting",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "join-ad-interest-group",
    "keyboard-map",
    "language-detector",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "on-device-speech-recognition",
    "picture-in-picture",
    "private-aggregation",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "run-ad-auction",
    "screen-wake-lock",
    "serial",
    "shared-storage",
    "shared-storage-select-url",
    "storage-access",
    "summarizer",
    "translator",
    "window-management",
    "xr-spatial-tracking",
)

_EVERY: Headers = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
_SCRIPT_SOURCES = "'self' 'wasm-unsafe-eval'"
# What is neither a page nor a script must not come alive when it is opened as a document.
_INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def page_headers(script_hashes: Iterable[str]) -> Headers:
    """Headers for an HTML document; `script_hashes` allow its own inline scripts."""
    return (("Content-Security-Policy", _policy(script_hashes)), *_EVERY)


def script_headers() -> Headers:
    """Headers for a script: a Worker takes its policy from them."""
    return (("Content-Security-Policy", _policy(())), *_EVERY)


def inert_headers() -> Headers:
    """Headers for everything else."""
    return (("Content-Security-Policy", _INERT), *_EVERY)


def inline_script_hashes(document: bytes) -> tuple[str, ...]:
    """CSP hash sources (`'sha256-…'`) of the inline `<script>` blocks of an HTML file.

    A script that this parser sees in another way than the engine stays blocked; none is allowed
    that is not in the signed file. Event handler attributes are not covered.
    """
    if b"<script" not in document.lower():
        return ()
    text = document.decode("utf-8-sig", "replace")
    # HTML Standard, "Preprocessing the input stream": CSP hashes what the parser has made of it.
    text = re.sub("\r\n?", "\n", text).replace("\0", "\ufffd")
    parser = _InlineScripts()
    parser.feed(text)
    parser.close()
    return tuple(
        dict.fromkeys(
            f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
            for script in parser.scripts
        )
    )


def _policy(script_hashes: Iterable[str]) -> str:
    scripts = " ".join((_SCRIPT_SOURCES, *script_hashes))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data: blob:",
            "connect-src 'self' data: blob:",
            "frame-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


class _InlineScripts(HTMLParser):
    """Collects the text of script elements that have no `src`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and all(name != "src" for name, _ in attrs):
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open is not None:
            self.scripts.append("".join(self._open))
            self._open = None
