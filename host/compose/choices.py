"""How a host runs, as a command chose it. No Qt."""

from __future__ import annotations

import enum

import msgspec

from bridge.names import AppId
from bridge.permissions import Scope
from host.faults import Faults
from sandbox.view.port import Engine


class ThemeChoice(enum.StrEnum):
    """What windows look like; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class HostChoices(msgspec.Struct, frozen=True):
    """`granted` holds for development identities; `window_px` is (width, height) of new
    windows, None their own; `at_once` says that an app is opened before any other window, and
    `foreseen` which one, where that is known, and `brings` that it may come from a registry
    where it is not installed; `joinable` that other commands may open theirs in
    this host: its choices are those of a command that chose nothing; `faults` what a tester
    wants to be wrong; `remote_port` where other programs of this machine may drive its apps,
    which are then open from source folders alone; `engine` is what shows its apps, None: as the
    settings say."""

    prompts: bool = True
    granted: frozenset[Scope] = frozenset()
    window_px: tuple[int, int] | None = None
    theme: ThemeChoice = ThemeChoice.SYSTEM
    unsafe_no_sandbox: bool = False
    at_once: bool = False
    foreseen: AppId | None = None
    brings: bool = False
    joinable: bool = False
    faults: Faults = Faults()
    remote_port: int | None = None
    engine: Engine | None = None
