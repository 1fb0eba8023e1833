"""Running apps whose registry revokes their version: heard of, and stopped or warned of."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import shiboken6

from bridge.errors import FanlightError, LoadFailed, TargetRevoked
from host.compose.foreseeing import review
from host.launch.instance import State
from host.settings import WhenRevoked
from host.store.audit import HostAct
from host.store.origin import OriginKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from host.compose.host import Host
    from host.launch.instance import Instance
    from host.shell.window import MiniProgramWindow

log = logging.getLogger("fanlight.host")

LOOK_EVERY_S = 15.0
"""How often what is remembered is looked at: `fanlight update` may have heard of it meanwhile."""
FIRST_ASKED_S = 10.0
ASKED_AGAIN_S = 600.0
"""After a registry could not be asked."""


async def watch_recalls(host: Host) -> None:
    """Watch until cancelled. A failure is logged, and tried again."""
    recalls = Recalls(host)
    try:
        await _watch(host, recalls)
    finally:
        recalls.end()


async def _watch(host: Host, recalls: Recalls) -> None:
    every_s = host.settings.registries_asked_every_h * 3600
    look_s = min(LOOK_EVERY_S, every_s or LOOK_EVERY_S)
    due_s = time.monotonic() + min(FIRST_ASKED_S, every_s)
    while True:
        await asyncio.sleep(look_s)
        try:
            if every_s and time.monotonic() >= due_s and recalls.concerned:
                heard = await recalls.ask()
                due_s = time.monotonic() + (every_s if heard else min(every_s, ASKED_AGAIN_S))
            await recalls.look()
            await review(host.preloading, host.store.library)
        except Exception:
            log.exception("revoked versions could not be looked for")


class Recalls:
    """What one host does about revoked versions of the apps that run in it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._told: set[Instance] = set()
        self._notices: set[QMessageBox] = set()

    @property
    def concerned(self) -> tuple[Instance, ...]:
        """Running apps that came from a registry, whether or not they ever had a first screen."""
        return tuple(
            each
            for each in self._host.running
            if each.ref.origin is OriginKind.REGISTRY and each.state is not State.CLOSED
        )

    async def ask(self) -> bool:
        """Ask the registries of what runs; False when one of them could not be asked."""
        return await asyncio.to_thread(self._learn, self.concerned)

    async def look(self) -> None:
        """Stop or warn of every app whose version is known to be revoked."""
        for instance in self.concerned:
            if instance not in self._told and await asyncio.to_thread(self._is_revoked, instance):
                self._told.add(instance)
                self._tell(instance)
        self._told &= set(self._host.running)

    def _learn(self, concerned: Iterable[Instance]) -> bool:
        from host.store.obtain import RegistryInstaller
        from host.store.under_faults import book_under

        store, heard = self._host.store, True
        with book_under(self._host.home, store, self._host.faults) as book:
            installer = RegistryInstaller(store, book)
            for app_id, instance in {each.ref.app_id: each for each in concerned}.items():
                try:
                    if (place := self._arriving_from(instance)) is None:
                        installer.learn(app_id)
                    else:
                        installer.learn_arriving(app_id, place, instance.ref.version.code)
                except FanlightError as error:
                    log.warning("what %s's registry revoked is not known: %s", app_id, error)
                    heard = False
        return heard

    def _is_revoked(self, instance: Instance) -> bool:
        """Of the version that runs, which need not be the installed one any more."""
        ref, store = instance.ref, self._host.store
        place = self._arriving_from(instance)
        if place is None:
            app = store.library.find(ref.app_id)
            if app is None or app.host != ref.host:
                return False
            place = app.origin_place
        return store.revocations.of(ref.app_id).holds(place, ref.version.code)

    def _arriving_from(self, instance: Instance) -> str | None:
        """The registry of an app that runs and is not installed yet: a slow server could keep it
        so for hours."""
        arrived = self._host.arrived(instance)
        return None if arrived is None or arrived.installed else arrived.registry

    def end(self) -> None:
        """Take away what was told."""
        for notice in tuple(self._notices):
            notice.close()

    def _tell(self, instance: Instance) -> None:
        host, ref = self._host, instance.ref
        policy = host.settings.when_revoked
        log.warning("%s %s is revoked: %s", ref.app_id, ref.version, policy)
        parent: MiniProgramWindow | None = None
        if policy is WhenRevoked.STOP:
            error = TargetRevoked(
                f"{ref.app_id} {ref.version} was closed: its registry has revoked this version",
                app_id=ref.app_id,
                version_code=ref.version.code,
            )
            instance.errors.append(error)
            host.store.audit.note_refusal(ref.app_id, HostAct.RUN, error)
            instance.close()
        else:
            with suppress(LoadFailed):
                parent = host.box(instance).window
        host.spawn(self._noticed(instance, parent))

    async def _noticed(self, instance: Instance, parent: MiniProgramWindow | None) -> None:
        """Say it outside the page, until the person has read it; the host waits for that."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        from host.shell.display_text import isolated, plain

        host, ref = self._host, instance.ref
        words = host.skin.appearance.texts.window
        name = isolated(plain(instance.manifest.name_for(host.language)))
        told = words.revoked_closed if parent is None else words.revoked_running
        notice = QMessageBox(parent)
        notice.setIcon(QMessageBox.Icon.Warning)
        notice.setTextFormat(Qt.TextFormat.PlainText)
        notice.setWindowTitle("Fanlight")
        notice.setText(words.revoked_title.format(name=name))
        notice.setInformativeText(f"{told}\n\n{ref.app_id} {ref.version}")
        notice.addButton(words.confirm, QMessageBox.ButtonRole.AcceptRole)
        notice.setModal(False)
        read: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def settle() -> None:
            if not read.done():
                read.set_result(None)

        notice.finished.connect(lambda _: settle())
        notice.destroyed.connect(settle)  # with its window
        self._notices.add(notice)
        notice.show()
        try:
            await read
        finally:
            self._notices.discard(notice)
            if shiboken6.isValid(notice):
                notice.deleteLater()
