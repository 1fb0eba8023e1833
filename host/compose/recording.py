"""What is kept of a launch once its first screen stands; nothing here fails the app."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bridge.errors import StoreError
from bridge.marks import LaunchKind
from host.launch.instance import Instance
from host.store.origin import OriginKind
from host.timings.record import Launched, Recorder

if TYPE_CHECKING:
    from host.compose.box import Box
    from host.store.store import Store

log = logging.getLogger("fanlight.host")


async def record(
    store: Store,
    recorder: Recorder,
    instance: Instance,
    box: Box | None,
    facts: Mapping[str, str | int | float | bool | None],
) -> None:
    """Keep the trace, with `facts` beside it, and what was asked for; `box` is None when the app
    was closed at once. Never raises."""
    ref = instance.ref
    launched = Launched(
        ref.app_id,
        ref.publisher,
        ref.version,
        instance.launch_kind,
        instance.engine.value,
        instance.page,
        facts,
    )
    try:
        await recorder.record(launched, instance.trace)
        # A view made ahead had asked for some of it before it was anybody's.
        whole = instance.launch_kind is not LaunchKind.PRELOADED
        if box is not None and whole and ref.origin is OriginKind.REGISTRY:
            await _keep_asked(store, instance, box.asked)
    except Exception:
        log.exception("the trace of %s was not stored", ref.app_id)


async def _keep_asked(store: Store, instance: Instance, asked: tuple[str, ...]) -> None:
    ref, page = instance.ref, instance.page
    try:
        await store.first_files.keep(ref.app_id, ref.publisher, page, ref.version, asked)
    except StoreError as error:
        log.warning("what %s asked for first was not kept: %s", ref.app_id, error)
