"""Has the first frame of an app drawn that will probably be opened next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bridge.errors import FanlightError
from host.compose.preloading import Foreseen, Preloading, foreseen_as
from host.launch.installed_source import InstalledSource
from sandbox.manifest import Kind
from sandbox.policy_headers import media_policy
from sandbox.view.environment import SCHEME


async def foresee(preloading: Preloading, source: Callable[[], InstalledSource]) -> None:
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
        what = foreseen_as(ref.host, bundle, route)
        return (what, mount) if is_foreseeable(mount, route) else None

    try:
        found = await asyncio.to_thread(mounted)
    except FanlightError:
        return
    if found is not None:
        what, mount = found
        preloading.foresee(what, mount, media_policy(mount.manifest.network))
