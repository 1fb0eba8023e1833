"""What a page in WebView2 may have, ask for and go to: decided here, carried out by `engine`."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote_to_bytes

import msgspec

from sandbox.view.environment import SCHEME
from sandbox.view.policy import Allow, Asked, Block, Redirect, decide_request

SETTINGS: Final[Mapping[str, bool]] = {
    "AreBrowserAcceleratorKeysEnabled": False,
    "AreDefaultContextMenusEnabled": False,
    "AreDefaultScriptDialogsEnabled": False,
    "AreDevToolsEnabled": False,
    "AreHostObjectsAllowed": False,
    "IsBuiltInErrorPageEnabled": False,
    "IsGeneralAutofillEnabled": False,
    "IsNonClientRegionSupportEnabled": False,
    "IsPasswordAutosaveEnabled": False,
    "IsPinchZoomEnabled": False,
    # SmartScreen would ask Microsoft about addresses.
    "IsReputationCheckingRequired": False,
    "IsScriptEnabled": True,
    "IsStatusBarEnabled": False,
    "IsSwipeNavigationEnabled": False,
    # The page's own way to the host is the private world's; this one has every script.
    "IsWebMessageEnabled": False,
    "IsZoomControlEnabled": False,
}
"""CoreWebView2Settings, each named: what comes by default is not relied upon."""

_WHOSE: Final = "cross-origin-resource-policy"
_EVERYBODYS: Final = "cross-origin"
_FRAME_BLANKS: Final = frozenset({"about:blank", "about:srcdoc"})


class Event(enum.StrEnum):
    """Events of CoreWebView2 by which a page would reach beyond itself. All are refused."""

    WINDOW = "NewWindowRequested"
    DOWNLOAD = "DownloadStarting"
    PERMISSION = "PermissionRequested"
    PROGRAM = "LaunchingExternalUriScheme"
    DIALOG = "ScriptDialogOpening"
    AUTHENTICATION = "BasicAuthenticationRequested"
    CERTIFICATE = "ClientCertificateRequested"
    BAD_CERTIFICATE = "ServerCertificateErrorDetected"
    SCREEN = "ScreenCaptureStarting"
    NOTIFICATION = "NotificationReceived"
    SAVE_AS = "SaveAsUIShowing"


class Answer(msgspec.Struct, frozen=True):
    """How an event is refused: what is set on its arguments, by name. `choices` are members of
    WebView2's own enumerations. `what` is what the host hears was tried."""

    what: str
    flags: Mapping[str, bool]
    choices: Mapping[str, tuple[str, str]] = {}
    detail: str = ""
    """The property of the arguments that says more; empty: none does."""


REFUSALS: Final[Mapping[Event, Answer]] = {
    # Handled, and given no window: none is made.
    Event.WINDOW: Answer("window", {"Handled": True}, detail="Uri"),
    Event.DOWNLOAD: Answer("download", {"Cancel": True, "Handled": True}),
    Event.PERMISSION: Answer(
        "permission",
        {"Handled": True, "SavesInProfile": False},
        {"State": ("CoreWebView2PermissionState", "Deny")},
        detail="PermissionKind",
    ),
    Event.PROGRAM: Answer("navigation", {"Cancel": True}, detail="Uri"),
    # Dialogs that nobody accepts are dismissed.
    Event.DIALOG: Answer("dialog", {}, detail="Kind"),
    Event.AUTHENTICATION: Answer("network", {"Cancel": True}, detail="Uri"),
    Event.CERTIFICATE: Answer("network", {"Cancel": True, "Handled": True}),
    Event.BAD_CERTIFICATE: Answer(
        "network", {}, {"Action": ("CoreWebView2ServerCertificateErrorAction", "Cancel")}
    ),
    Event.SCREEN: Answer("permission", {"Cancel": True, "Handled": True}),
    Event.NOTIFICATION: Answer("notification", {"Handled": True}),
    Event.SAVE_AS: Answer("download", {"Cancel": True, "SuppressDefaultDialog": True}),
}

CONTEXTS: Final[Mapping[str, Asked]] = {
    "Document": Asked.MAIN_FRAME,
    "Image": Asked.MEDIA,
    "Media": Asked.MEDIA,
    "Font": Asked.MEDIA,
    "XmlHttpRequest": Asked.FETCH,
    "Fetch": Asked.FETCH,
}
"""CoreWebView2WebResourceContext, by what the policy tells apart; all else is OTHER."""


class Serve(msgspec.Struct, frozen=True):
    """Ask the host for `url`, of the app's own origin. `foreign`: it stands for another's, whose
    address the engine goes on to see."""

    url: str
    document: bool
    foreign: bool = False


class Refuse(msgspec.Struct, frozen=True):
    what: str
    detail: str


class Rules:
    """What one app's page may go to and ask for."""

    def __init__(self, host: str, documents: Iterable[str]) -> None:
        """`host` is its origin's, `documents` the names of what may be navigated to."""
        self._host = host
        self._origin = f"{SCHEME}://{host}"
        self._documents = frozenset(documents)

    def may_go(self, url: str, *, frame: bool) -> bool:
        """Whether the page, or a `frame` in it, may go to `url`. WebView2 waits for the answer on
        the thread that draws, so it is given here; what is served there is asked of the host."""
        if frame and url in _FRAME_BLANKS:
            return True
        start = f"{self._origin}/"
        if not url.startswith(start):
            return False
        path = url.removeprefix(start).split("#", 1)[0].split("?", 1)[0]
        try:
            return unquote_to_bytes(path).decode() in self._documents
        except UnicodeDecodeError:
            return False

    def decide(self, url: str, context: str) -> Serve | Refuse:
        """What is done about a request for `url` in WebView2's `context`."""
        asked = CONTEXTS.get(context, Asked.OTHER)
        found = decide_request(self._host, url, asked)
        match found:
            case Allow() if url.startswith(f"{self._origin}/"):
                return Serve(url, asked is Asked.MAIN_FRAME)
            case Redirect(path) if asked is Asked.MEDIA:
                # No second request as in Qt WebEngine: the answer is given to this one.
                return Serve(f"{self._origin}{path}", document=False, foreign=True)
            case Block(what, detail):
                return Refuse(what, detail)
            case _:
                return Refuse("network", url.split("?", 1)[0][:300])


def lent(headers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """`headers` of what the host gives in another origin's place: it is the page's to show, while
    the engine takes it for that origin's."""
    for name, value in headers:
        yield name, _EVERYBODYS if name.lower() == _WHOSE else value


def header_lines(headers: Iterable[tuple[str, str]]) -> str:
    """Headers as CreateWebResourceResponse takes them. Raises ValueError for one that would be
    two, or none."""
    lines = []
    for name, value in headers:
        if not name or any(each in name + value for each in "\r\n\0") or ":" in name:
            raise ValueError(f"{name[:40]!r} is no header")
        lines.append(f"{name}: {value}")
    return "\r\n".join(lines)
