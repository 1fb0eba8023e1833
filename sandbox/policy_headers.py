"""The headers each packaged file is served with: the second wall, behind the engine's own.

Content Security Policy Level 3 (W3C), COOP, COEP and CORP (HTML Standard, Fetch Standard),
Permissions Policy (W3C). The set follows Isolated Web Apps, without what a mini-program may not
do anyway.
"""

from __future__ import annotations

from sandbox.manifest import NetworkRules

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

_OPENER = ("Cross-Origin-Opener-Policy", "same-origin")
# Of all that is not the document of a page that has no need of it (`sandbox.package.isolation`):
# the rest of these headers stands there as well.
_OF_EACH: Headers = (
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
_EVERY: Headers = (_OPENER, *_OF_EACH)
SCRIPT_SOURCES = "'self' 'wasm-unsafe-eval'"
WORKER_SOURCES = "'self'"
"""Not `blob:`: a Worker made of fetched bytes would run code that nobody signed."""
# What is neither a page nor a script must not come alive when it is opened as a document.
_INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def page_headers(
    rules: NetworkRules, *, inline_scripts: bool, cross_origin_isolated: bool
) -> Headers:
    """Headers for an HTML document; what `rules` declare may be asked for, the host fetches it.

    Not `cross_origin_isolated`, it has all of them but COOP, by which two documents in windows of
    their own would be kept apart: there are none, since a view opens no window and shows no other
    origin. With it and COEP a page is isolated, and the engine starts a second renderer for it.

    With `inline_scripts` the header lets inline scripts pass, and the document itself must carry
    the narrower policy that names them (`sandbox.inline_scripts.guarded`): Qt WebEngine 6.12
    turns header values into lower case (measured), which a base64 hash does not survive.
    """
    scripts = f"{SCRIPT_SOURCES} 'unsafe-inline'" if inline_scripts else SCRIPT_SOURCES
    others = _EVERY if cross_origin_isolated else _OF_EACH
    return (("Content-Security-Policy", _policy(scripts, rules)), *others)


def script_headers(rules: NetworkRules) -> Headers:
    """Headers for a script: a Worker takes its policy from them."""
    return (("Content-Security-Policy", _policy(SCRIPT_SOURCES, rules)), *_EVERY)


def inert_headers() -> Headers:
    """Headers for everything else."""
    return (("Content-Security-Policy", _INERT), *_EVERY)


def view_headers(
    origin: str, runtime: str, scripts: tuple[str, ...], nonce: str, rules: NetworkRules
) -> Headers:
    """Headers for the one document of a WeChat-syntax app at `origin`.

    No script runs there but the host's own: the one in the document, named by `nonce` (hexadecimal,
    new for each document: Qt WebEngine turns header values into lower case), and `scripts`, at
    `runtime` (a path without leading slash). Whatever a hostile app makes its view draw, none of
    its package's files can become a script. Not isolated from other origins (as `page_headers` has
    it): the memory that its synchronous APIs wait in is had without (`sandbox.view.environment`).
    """
    files = (f"{origin}/{runtime}{name}" for name in scripts)
    allowed = " ".join((f"'nonce-{nonce}'", *files))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"worker-src {origin}/{runtime}logic.js",
            "style-src 'self' 'unsafe-inline'",
            media_policy(rules),
            "connect-src 'self' data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            # WeChat shows pictures from http: addresses; the same ones by https: are asked for.
            "upgrade-insecure-requests",
        )
    )
    return (("Content-Security-Policy", policy), *_OF_EACH)


def media_policy(rules: NetworkRules) -> str:
    """The part of a view's policy that depends on its app. In a `<meta>` element, it narrows the
    header of a document that was made before there was an app."""
    media = " ".join(("'self' data: blob:", *rules.media))
    return "; ".join(f"{kind}-src {media}" for kind in ("img", "media", "font"))


def logic_headers(origin: str, runtime: str = "", *, evaluable: bool = False) -> Headers:
    """Headers for the logic layer's Worker, which takes its policy from its own script's.

    It may load the package's scripts and read the package's files, no more; no text becomes code
    unless the app is `evaluable` by its developer.
    """
    scripts = f"{origin}/weixin/" + (f" {origin}/{runtime}logic.js" if runtime else "")
    text = " 'unsafe-eval'" if evaluable else ""
    policy = (
        f"default-src 'none'; script-src {scripts}{text}; worker-src {origin}/{runtime}logic.js; "
        "connect-src 'self' data: blob:"
    )
    return (("Content-Security-Policy", policy), *_EVERY)


def runtime_headers() -> Headers:
    """Headers for the view's own scripts."""
    return inert_headers()


def _policy(scripts: str, rules: NetworkRules) -> str:
    media = " ".join(("'self' data: blob:", *rules.media))
    request = " ".join(("'self' data: blob:", *rules.request))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src {media}",
            f"media-src {media}",
            f"font-src {media}",
            f"connect-src {request}",
            "frame-src 'self'",
            f"worker-src {WORKER_SOURCES}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )
