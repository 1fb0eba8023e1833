"""What a page of one app may load and where it may go. Pure; deny by default."""

from __future__ import annotations

import enum
from urllib.parse import quote, unquote, urlsplit

import msgspec

from sandbox.view.environment import SCHEME
from sandbox.view.port import RESERVED, WebUse


class Asked(enum.Enum):
    """What a request is for, as far as the policy differs."""

    MAIN_FRAME = "main_frame"
    SUB_FRAME = "sub_frame"
    MEDIA = "media"
    """Images, audio, video, fonts."""
    FETCH = "fetch"
    OTHER = "other"


class Allow(msgspec.Struct, frozen=True):
    pass


class Redirect(msgspec.Struct, frozen=True):
    """Ask the host's own address instead, which fetches the remote bytes."""

    path: str


class Block(msgspec.Struct, frozen=True):
    what: str
    detail: str


Answer = Allow | Redirect | Block

_USE_PATH = {WebUse.REQUEST: "net/", WebUse.MEDIA: "media/"}
_END = "/data"
"""Ends such a path: on a scheme that is not HTTP, Chromium takes whatever a path ending in `.js`
gives for a script, and asks nobody about what a Worker imports (measured). So no path ends so,
and the type and `nosniff` of the answer count."""
_FILES = f"{RESERVED}file/"
RUNTIME = f"{RESERVED}runtime/"
"""The scripts of the weixin runtime (sandbox.weixin_mount), loaded as script or Worker only."""
_ASKED_FOR = {WebUse.REQUEST: Asked.FETCH, WebUse.MEDIA: Asked.MEDIA}


def decide_request(host: str, url: str, asked: Asked) -> Answer:
    """Whether the page of origin `miniapp://<host>` may load `url` (fully encoded)."""
    scheme, _, rest = url.partition(":")
    scheme = scheme.lower()
    if scheme == SCHEME:
        parts = urlsplit(url)
        if parts.netloc != host:
            return Block("other_app", _short(url))
        path = parts.path.removeprefix("/")
        return Allow() if _is_for(path, asked) else Block("network", _short(url))
    if scheme in {"data", "blob"} and asked in {Asked.MEDIA, Asked.FETCH, Asked.OTHER}:
        return Allow()
    if scheme in {"http", "https"} and asked in {Asked.MEDIA, Asked.FETCH}:
        use = WebUse.MEDIA if asked is Asked.MEDIA else WebUse.REQUEST
        return Redirect(web_path(use, url))
    if asked in {Asked.MAIN_FRAME, Asked.SUB_FRAME}:
        return Block("navigation", _short(url))
    return Block("network", _short(url) if rest else scheme)


def _is_for(path: str, asked: Asked) -> bool:
    """Whether the app's own origin answers at `path` for what is asked: the host's own paths
    are no files, and remote bytes must not become a script, a style or a page."""
    if not path.startswith(RESERVED):
        return True
    if path.startswith(RUNTIME):
        return asked is Asked.OTHER
    if file_target(path) is not None:
        return asked in {Asked.MEDIA, Asked.FETCH}
    target = web_target(path)
    if target is None:
        return asked in {Asked.FETCH, Asked.MAIN_FRAME}
    return asked is _ASKED_FOR[target[0]]


def web_path(use: WebUse, url: str) -> str:
    """The path on the app's own origin under which the host answers for `url`."""
    return f"/{RESERVED}{_USE_PATH[use]}{quote(url, safe='')}{_END}"


def web_target(path: str) -> tuple[WebUse, str] | None:
    """The inverse of `web_path` for a path without its leading slash; None for other paths."""
    for use, prefix in _USE_PATH.items():
        start = RESERVED + prefix
        if path.startswith(start) and path.endswith(_END):
            return use, unquote(path[len(start) : -len(_END)])
    return None


def file_target(path: str) -> str | None:
    """The app's own file (`wxfile://` without its scheme) that a path without its leading slash
    asks for; None for other paths."""
    if path.startswith(_FILES) and path.endswith(_END):
        return unquote(path[len(_FILES) : -len(_END)])
    return None


def _short(url: str) -> str:
    """A URL for the list of denials: without query and fragment, which may hold secrets."""
    return url.split("?", 1)[0].split("#", 1)[0][:300]
