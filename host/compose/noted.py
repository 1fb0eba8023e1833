"""An app's files as its view gets them; a file that is not what was signed has consequences."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import FanlightError, NotFound
from host.launch.instance import Instance, State
from host.paths import Home
from host.store.audit import AuditLog, HostAct
from sandbox.mount import Mount, Resource

if TYPE_CHECKING:
    from host.services.last_frames import LastFrames

MOST_ASKED = 400
"""So many files of a first screen are noted; a page may ask for what it likes."""


class NotedResources:
    """A mount (sandbox.view.port.Resources). Safe from several threads; make it on the loop's."""

    def __init__(self, mount: Mount, audit: AuditLog, instance: Instance) -> None:
        self._mount = mount
        self._audit = audit
        self._instance = instance
        self._loop = asyncio.get_running_loop()
        self._asked: dict[str, None] = {}

    @property
    def asked(self) -> tuple[str, ...]:
        """Files of the package that were asked for before the first screen, each once, in that
        order; what stands in a document of the host's own making is not among them."""
        return tuple(self._asked)

    def resource(self, path: str) -> Resource:
        """As the mount's. A changed document ends the app, and so does any changed file before
        the app is ready: its page would wait for ever. Later the read alone is refused; the
        audit has either."""
        self._note(path)
        try:
            return self._mount.resource(path)
        except NotFound:  # a page may ask for what it likes
            raise
        except FanlightError as error:
            starting = self._instance.state.value < State.READY.value
            if starting or self._mount.is_document(path):
                self._loop.call_soon_threadsafe(self._instance.fail, error)
            else:
                self._audit.note_refusal(self._instance.ref.app_id, HostAct.READ, error)
            raise

    def serve(self, mount: Mount) -> None:
        """Give `mount`'s files from now on: the same app's, as its developer saved it last."""
        self._mount = mount

    def at_hand(self, path: str) -> Resource | None:
        """As the mount's."""
        self._note(path)
        return self._mount.at_hand(path)

    def is_document(self, path: str) -> bool:
        """As the mount's."""
        return self._mount.is_document(path)

    def _note(self, path: str) -> None:
        early = self._instance.state.value < State.SHOWN.value and len(self._asked) < MOST_ASKED
        if early and (key := self._mount.key_of(path)) is not None:
            self._asked.setdefault(key)


def draw_last(home: Home, instance: Instance, mount: Mount) -> None:
    """Have `mount` give the frames that the app's pages made of themselves, where there are any."""

    def find(route: str) -> bytes | None:
        if not _frames_folder(home, instance).is_dir():
            return None  # most apps have none: what reads them does not come in
        return last_frames(home, instance, lambda: mount).read(route)

    mount.draw_last(find)


def last_frames(home: Home, instance: Instance, mount: Callable[[], Mount]) -> LastFrames:
    """Where the app's pages keep what is drawn at their next launch; `mount` is what is served when
    they do."""
    from host.services.last_frames import LastFrames
    from host.store.trust import index_digest

    return LastFrames(_frames_folder(home, instance), lambda: str(index_digest(mount().bundle)))


def _frames_folder(home: Home, instance: Instance) -> Path:
    return home.profiles / instance.ref.host / "frames"
