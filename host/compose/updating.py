"""Updates that apps ask for themselves: their registries, the store, and the restart."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from bridge.errors import (
    CallError,
    ConsentNeeded,
    FanlightError,
    NetworkFailed,
    NotFound,
    NotInstalled,
    NotSupported,
    RegistryError,
)
from host.launch.instance import Instance, now_s
from host.launch.source import AppRef
from host.store.origin import OriginKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from host.compose.host import Host
    from host.store.library import InstalledApp
    from host.store.obtain import RegistryInstaller
    from host.store.registry import RegistryBook

log = logging.getLogger("fanlight.host")
T = TypeVar("T")


ANSWER_HOLDS_S = 60.0


class Asked(msgspec.Struct, frozen=True):
    """Which version of which app asked what."""

    ref: AppRef
    api: str


class HostUpdates:
    """One host's registries, opened when the first app asks; closed with the host."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._book: RegistryBook | None = None
        self._answers: dict[Asked, tuple[float, object]] = {}
        # One question at a time: registries are read by one thread at a time.
        self._turn = asyncio.Lock()

    def of(self, instance: Instance) -> InstalledUpdater:
        """The update of one running app."""
        return InstalledUpdater(self._host, self, instance)

    async def ask(self, asked: Asked, question: Callable[[RegistryInstaller], T]) -> T:
        """Ask the registries, in a thread. Raises what `question` raises.

        An app that asks again soon gets the answer it had: it cannot have a server asked, or a
        package fetched, as often as it likes.
        """
        async with self._turn:
            self._forget_old()
            if asked not in self._answers:
                answer = await asyncio.to_thread(_answered, question, self._installer)
                self._answers[asked] = now_s(), answer
            known = self._answers[asked][1]
        if isinstance(known, FanlightError):
            raise known
        return cast("T", known)

    def _forget_old(self) -> None:
        since_s = now_s() - ANSWER_HOLDS_S
        self._answers = {
            asked: answer for asked, answer in self._answers.items() if answer[0] > since_s
        }

    def close(self) -> None:
        """Close the connections."""
        if self._book is not None:
            self._book.close()

    def _installer(self) -> RegistryInstaller:
        from host.store.obtain import RegistryInstaller
        from host.store.under_faults import book_under

        store = self._host.store
        if self._book is None:
            self._book = book_under(self._host.home, store, self._host.faults)
        return RegistryInstaller(store, self._book)


def _answered(
    question: Callable[[RegistryInstaller], T], installer: Callable[[], RegistryInstaller]
) -> T | FanlightError:
    try:
        return question(installer())
    except FanlightError as error:
        return error


class InstalledUpdater:
    """One running app's own update (host.services.ports.Updater)."""

    def __init__(self, host: Host, updates: HostUpdates, instance: Instance) -> None:
        self._host = host
        self._updates = updates
        self._instance = instance

    async def check(self) -> bool:
        """Raises NetworkFailed."""
        app_id = self._instance.ref.app_id
        if not self._is_from_registry:
            return False
        if await self._waiting() is not None:
            return True
        try:
            return await self._updates.ask(
                Asked(self._instance.ref, "getUpdate"),
                lambda installer: installer.has_update(app_id),
            )
        except NotInstalled:
            return False
        except FanlightError as error:
            raise self._worded("getUpdate", error) from None

    async def fetch(self) -> None:
        """Raises NotFound, NetworkFailed, NotSupported."""
        app_id = self._instance.ref.app_id
        if self._is_from_registry and await self._waiting() is not None:
            return
        try:
            done = await self._updates.ask(
                Asked(self._instance.ref, "fetchUpdate"),
                lambda installer: installer.update(app_id, by_name=False, widening=False),
            )
        except FanlightError as error:
            raise self._worded("fetchUpdate", error) from None
        if done.report is None:
            raise NotFound(f"fetchUpdate: {app_id} has no newer version ({done.skipped})")

    async def apply(self) -> None:
        """Raises NotFound."""
        if not self._is_from_registry or await self._waiting() is None:
            raise NotFound("applyUpdate: no newer version was brought in; call fetchUpdate first")
        self._host.spawn(self._host.replace_with_installed(self._instance))

    @property
    def _is_from_registry(self) -> bool:
        return self._instance.ref.origin is OriginKind.REGISTRY

    async def _waiting(self) -> InstalledApp | None:
        """What is installed, when it is newer than what runs and may be opened."""
        ref = self._instance.ref
        app = await asyncio.to_thread(self._host.store.library.find, ref.app_id)
        if app is None or app.host != ref.host or app.consent_needed:
            return None
        return app if app.version.code > ref.version.code else None

    def _worded(self, api: str, error: FanlightError) -> CallError:
        """What an app is told: its registry, and how it fails, are the person's business."""
        log.warning("%s of %s: %s", api, self._instance.ref.app_id, error)
        if isinstance(error, ConsentNeeded):
            return NotSupported(f"{api}: the newer version asks for more; the person updates it")
        if isinstance(error, RegistryError):
            return NetworkFailed(f"{api}: the app's registry cannot be asked now")
        return NotSupported(f"{api}: the app cannot be updated now ({error.code})")
