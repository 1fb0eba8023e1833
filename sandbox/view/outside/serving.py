"""What ties a system view to one app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from sandbox.view.holding import Holding
from sandbox.view.port import Resources, Talk, Web
from sandbox.view.posted import MAX_ARRIVING_BYTES


class Serving(msgspec.Struct, frozen=True):
    """What an app's origin serves. `admit` is asked before each document and call, `navigated` is
    told when a document is asked for (time.monotonic)."""

    resources: Resources
    talk: Talk
    web: Web
    admit: Callable[[], Awaitable[bool]]
    navigated: Callable[[float], None]
    arriving: Holding = msgspec.field(default_factory=lambda: Holding(MAX_ARRIVING_BYTES))


class SystemBinding(msgspec.Struct, frozen=True):
    """`host` is the origin's; `storage` the folder of what the app keeps in the browser, None where
    its kind keeps nothing there. `channel` and `page` are the built scripts of the page's end."""

    host: str
    resources: Resources
    talk: Talk
    web: Web
    channel: str
    page: str
    storage: Path | None
    background: str
    dark: bool | None = None
    require_sandbox: bool = True
    layered: bool = False
    """Kind weixin: the app's Worker must hear too."""
    autoplay: bool = False
    size_px: tuple[int, int] = (400, 700)
    documents: tuple[str, ...] = ()
    """Names of what may be navigated to, for engines that do not wait for the host's word."""
