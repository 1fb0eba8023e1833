"""What somebody asked to be opened, and how."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from bridge.messages import LaunchFacts
from bridge.names import AppId, InstanceId, PageRoute
from host.links import WindowMode

if TYPE_CHECKING:
    from host.links import Link


class Scene(enum.StrEnum):
    """From where an app was opened (WeChat calls it scene)."""

    LAUNCHER = "launcher"
    COMMAND_LINE = "command_line"
    LINK = "link"
    OTHER_APP = "other_app"
    RETURNED = "returned"
    """From an app that this one had opened."""
    RESTARTED = "restarted"
    """By itself."""


BY_HAND = frozenset({Scene.LAUNCHER, Scene.COMMAND_LINE})
"""Scenes in which a person names the app to this host itself."""


class OpenRequest(msgspec.Struct, frozen=True):
    """`page` None is the manifest's first page. `asked_s` is on time.monotonic."""

    asked_s: float
    scene: Scene
    page: PageRoute | None = None
    query: Mapping[str, str] = msgspec.field(default_factory=dict)
    referrer: AppId | None = None
    opener: InstanceId | None = None
    """The running app that asked, which may be gone back to."""
    extra_data: bytes = b"null"
    """The opener's data, as JSON text."""
    window_px: tuple[int, int] | None = None
    """Width and height of its window; None: as the host opens them."""
    relaunch: bool = False
    """Where it runs already, it begins anew."""
    mode: WindowMode | None = None
    """How large a new window is, where `window_px` does not say."""
    evaluable: bool = False
    """The app's developer wants to run text in it (`--eval`)."""


def request_of(link: Link, asked_s: float) -> OpenRequest:
    """What a link asks for, `asked_s` on time.monotonic."""
    return OpenRequest(
        asked_s, Scene.LINK, link.page, link.query, relaunch=link.relaunch, mode=link.mode
    )


def launch_facts(request: OpenRequest, page: PageRoute) -> LaunchFacts:
    """What an app is told of its being opened at `page`."""
    return LaunchFacts(
        path=page,
        query=dict(request.query),
        scene=request.scene.value,
        referrer_app_id=request.referrer,
        extra_data=msgspec.Raw(request.extra_data),
    )
