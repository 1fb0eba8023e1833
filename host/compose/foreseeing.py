"""Has the first frame of an app drawn that will probably be opened next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bridge.errors import FanlightError
from host.compose import windows
from host.compose.preloading import Foreseen, Preloading, foreseen_as
from host.compose.shaping import Shaping
from host.launch.installed_source import InstalledSource
from sandbox.manifest import Kind
from sandbox.policy_headers import media_policy
from sandbox.view.environment import SCHEME

if TYPE_CHECKING:
    from host.compose.parts import HostParts
    from host.shell.window import MiniProgramWindow
    from host.store.library import Library


async def foresee(
    parts: HostParts, preloading: Preloading, source: Callable[[], InstalledSource]
) -> None:
    """Have the first page of what `source` gives drawn ahead, where its package allows that; any
    failure is the launch's to tell. `source` is called in a thread."""
    from sandbox.weixin_ahead import is_foreseeable
    from sandbox.weixin_mount import WeixinMount

    def mounted() -> tuple[Foreseen, WeixinMount] | None:
        installed = source()
        ref = installed.resolve()
        bundle = installed.verify(installed.fetch(ref))
        if bundle.manifest.kind is not Kind.WEIXIN:
            return None
        mount = WeixinMount(bundle, f"{SCHEME}://{ref.host}")
        route = bundle.manifest.entry
        if not is_foreseeable(mount, route):
            return None
        return foreseen_as(ref, bundle, route), mount

    try:
        found = await asyncio.to_thread(mounted)
    except FanlightError:
        return
    if found is not None:
        what, mount = found

        def dress(window: MiniProgramWindow) -> None:
            shaping = Shaping(parts.store.home.profiles / what.host, parts.options.window_px)
            window.resize(*shaping.first_px)
            windows.dress_nobodys(parts, window, what.ref, mount.bundle)

        preloading.foresee(what, mount, media_policy(mount.manifest.network), dress)


async def review(preloading: Preloading, library: Library) -> None:
    """Drop what was drawn ahead when it is not what would be opened now: the app was updated,
    revoked or removed, by this host or another process."""
    what = preloading.intended
    if what is None:
        return
    try:
        ref = await asyncio.to_thread(InstalledSource(library, what.ref.app_id).resolve)
    except FanlightError:
        ref = None
    if ref != what.ref and preloading.intended == what:
        preloading.forget()
