"""What WebView2's browser is told on its command line, and whether a running one was told so.

WebView2 is Chromium: an interceptor does not see all that goes out (preconnects, WebRTC, QUIC, a
shared worker's sockets), so these close what is left, as for Qt WebEngine (view.environment).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WALLS: Final = (
    # No name resolves and no literal address connects.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # By its older and its newer name; and, where neither is known, by `profile`.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # A desktop's proxy would be a way out that asks no resolver; finding one is a request, too.
    "--no-proxy-server",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
)
_FEATURES_OFF: Final = (
    # Hiding local addresses behind mDNS names joins a multicast group.
    "WebRtcHideLocalIpsWithMdns",
    # In a process of their own, sandboxed frames would have a session of the engine's own that
    # nobody listens to; the app's other frames are in its process as well.
    "IsolateSandboxedIframes",
    "ElasticOverscroll",
)
# The process holds one app alone: what shared memory could tell of others is not there.
_FEATURES_ON: Final = ("SharedArrayBuffer",)
# Pickers of real folders; fanlight.chooseFile is the host's own.
_BLINK_OFF: Final = ("FileSystemAccessLocal",)
_AUTOPLAY: Final = "--autoplay-policy=no-user-gesture-required"
FOREIGN: Final = (
    "--no-sandbox",
    "--disable-web-security",
    "--remote-debugging-port",
    "--remote-debugging-pipe",
    "--single-process",
    "--in-process-gpu",
    "--use-fake-ui-for-media-stream",
    "--load-extension",
    "--proxy-server",
    "--proxy-pac-url",
)
"""What nobody may have told it: a policy or an environment variable can add words to ours."""

_RENDERER: Final = "--type=renderer"
_KIND: Final = "--type="
_DROPPED: Final = (
    "WEBVIEW2_",
    "PYWEBVIEW",
    "PYTHONNET",
    "COREHOST_",
    "COMPLUS_",
    "COR_",
    "DOTNET_",
)
_PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")


def arguments(*, autoplay: bool) -> str:
    """The environment's additional browser arguments, one text."""
    words = [
        *WALLS,
        f"--disable-features={','.join(_FEATURES_OFF)}",
        f"--enable-features={','.join(_FEATURES_ON)}",
        f"--disable-blink-features={','.join(_BLINK_OFF)}",
    ]
    if autoplay:
        words.append(_AUTOPLAY)
    return " ".join(map(_quoted, words))


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """What the view's process is started with: nothing that others told the engine or .NET."""
    return {
        name: value
        for name, value in inherited.items()
        if not name.upper().startswith(_DROPPED) and name.lower() not in _PROXIES
    }


def words_of(command: str) -> tuple[str, ...]:
    """A process's command line as its words: CommandLineToArgvW's rules, without its first word's
    exception, which no switch meets."""
    words: list[str] = []
    word: list[str] | None = None
    quoted, slashes = False, 0
    for each in command:
        if each == "\\":
            slashes += 1
            continue
        if each == '"':
            word = [] if word is None else word
            word.append("\\" * (slashes // 2))
            if slashes % 2:
                word.append('"')
            else:
                quoted = not quoted
        elif each in " \t" and not quoted:
            if word is not None or slashes:
                words.append("".join([*(word or []), "\\" * slashes]))
            word = None
        else:
            word = [] if word is None else word
            word.append("\\" * slashes + each)
        slashes = 0
    if word is not None or slashes:
        words.append("".join([*(word or []), "\\" * slashes]))
    return tuple(words)


def is_renderer(command: str) -> bool:
    """Whether a process of WebView2's with this command line renders pages."""
    return _RENDERER in words_of(command)


def is_browser(command: str) -> bool:
    """Whether it is the one that all others of an app are started by."""
    return not any(word.startswith(_KIND) for word in words_of(command))


def faults(command: str) -> tuple[str, ...]:
    """What speaks against a browser with this command line: walls that it was not told, and words
    that nobody may have told it."""
    words = words_of(command)
    told = {word.partition("=")[0] for word in words}
    missing = [wall for wall in WALLS if wall not in words]
    return (*missing, *(word for word in FOREIGN if word in told))


def _quoted(word: str) -> str:
    name, mark, value = word.partition("=")
    return f'{name}{mark}"{value}"' if " " in value else word
