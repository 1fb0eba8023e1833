"""What every box of one host shares."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from bridge.names import AppId
from bridge.permissions import Scope
from host.compose.engine import EngineRoom
from host.compose.late import Skin, SystemPorts
from host.compose.looks import Looks
from host.compose.spare import Spare
from host.faults import Faults
from host.launch.instance import Instance
from host.settings import Settings
from host.store.store import Store

if TYPE_CHECKING:
    from bridge.messages import AppFacts
    from host.compose.inner import Inner
    from host.compose.preloading import Preloading
    from host.services.apps import Launch
    from host.services.ports import AppOpener, Events, HostIdentity, PlaceSettings, Updater
    from host.shell.face import AppFace
    from host.shell.window import MiniProgramWindow

InnerMaker: TypeAlias = (
    "Callable[[Instance, AppFacts, Launch, MiniProgramWindow, AppFace, Events], Inner]"
)


class BoxOptions(msgspec.Struct, frozen=True):
    """How apps are opened in this run of the host.

    `granted` holds for development identities only; `window_px` is (width, height) of new
    windows, None their own.
    """

    require_sandbox: bool = True
    granted: frozenset[Scope] = frozenset()
    remember_answers: bool = True
    window_px: tuple[int, int] | None = None
    faults: Faults = Faults()


class HostParts(msgspec.Struct, frozen=True):
    """Shared by all boxes; made once by the Host. `spawn` runs work that the host's end waits
    for."""

    store: Store
    settings: Settings
    room: EngineRoom
    looks: Looks
    skin: Skin
    identity: HostIdentity
    system: SystemPorts
    places: PlaceSettings
    opener: Callable[[Instance], AppOpener]
    updater: Callable[[Instance], Updater]
    make_inner: InnerMaker
    take_spare: Callable[[str], Spare | None]
    preloading: Preloading
    options: BoxOptions
    about: Callable[[AppId], None]
    shelf_changed: Callable[[], None]
    spawn: Callable[[Coroutine[None, None, object]], None]
