"""Everything around one running app: window, rights, services, gate, view."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLockFile

from bridge.api import lifecycle
from bridge.conversation import Conversation
from bridge.dispatch import Gate
from bridge.errors import StoreBusy
from bridge.messages import AppFacts, Hello, LaunchFacts
from bridge.methods import EventSpec, Outcome
from host.compose.faces import face_of
from host.compose.late import LateInner
from host.compose.parts import HostParts
from host.launch.instance import Instance, State
from host.launch.pipeline import Prepared
from host.launch.request import OpenRequest
from host.services.apps import launch_options
from host.shell.window import MiniProgramWindow
from sandbox.mount import Mount

if TYPE_CHECKING:
    from sandbox.view.qtview import QtView


class Box:
    """One app's own graph of objects; `Stage` of the pipeline. Ends with its window."""

    def __init__(
        self,
        parts: HostParts,
        prepared: Prepared,
        request: OpenRequest,
        instance: Instance,
        relaunch: Callable[[], None],
    ) -> None:
        """`relaunch` opens the app anew where it failed before it had a view."""
        self._relaunch = relaunch
        self._parts = parts
        self._mount = prepared.mount
        self._instance = instance
        self._lock: QLockFile | None = None
        self._view: QtView | None = None
        self._folder = parts.store.home.profiles / prepared.ref.host
        ref = prepared.ref
        self.face = face_of(
            prepared.mount.bundle, ref.publisher, ref.origin, parts.looks.language()
        )
        self.window = MiniProgramWindow(
            parts.appearance,
            parts.shelf,
            self.face,
            parts.options.size,
            sandboxed=parts.options.require_sandbox,
        )
        self._launch = LaunchFacts(
            path=prepared.page,
            query=dict(request.query),
            scene=request.scene.value,
            referrer_app_id=request.referrer,
            extra_data=msgspec.Raw(request.extra_data),
        )
        app = AppFacts(
            app_id=ref.app_id,
            name=self.face.name,
            version_name=ref.version.name,
            version_code=ref.version.code,
        )
        self._inner = LateInner(parts, instance, app, self._launch, self.window, self.face)
        self._talk = Conversation(
            self._gate,
            app,
            self._launch,
            prepared.manifest.ready.value,
            parts.looks,
            self._greeted,
            instance.page_mark,
            instance.violation,
        )
        instance.observe(self._follow)
        instance.when_uncovered(self.window.reveal)
        self.window.closed.connect(self._close)
        self.window.reload_requested.connect(self._reload)
        self.window.about_requested.connect(lambda: parts.about(ref.app_id))
        self.window.permissions_requested.connect(lambda: parts.about(ref.app_id))
        self.window.retry_requested.connect(self._retry)
        self.window.visibility_changed.connect(self._shown)
        self.window.show()

    @property
    def mount(self) -> Mount:
        return self._mount

    @property
    def instance(self) -> Instance:
        return self._instance

    def make_view(self) -> QtView:
        """The view in its window. Raises StoreBusy when another host has the app open."""
        from sandbox.view.qtview import QtView, ViewBinding

        self._lock = _lock_profile(self._folder, self._instance)
        self._view = QtView(
            ViewBinding(
                host=self._instance.ref.host,
                resources=self._mount,
                talk=self._talk,
                web=self._inner,
                scripts=self._parts.room.scripts,
                storage=self._folder / "browser",
                background=background_of(self._mount, self._parts),
                language=self._parts.looks.tag(),
                require_sandbox=self._parts.options.require_sandbox,
            ),
            self._instance,
        )
        self.window.set_content(self._view.widget)
        # Its size before the page is laid out: else the first layout is for another size.
        self._view.widget.resize(self.window.area.size())
        self._inner.begin()
        return self._view

    def picture(self) -> bytes:
        """The app's window as a person sees it, as PNG."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.window.grab().save(buffer, "PNG")
        return bytes(content.data())

    def emit(self, event: EventSpec, payload: Outcome | None = None) -> None:
        """Send an event to the app's current document."""
        self._talk.emit(event.name, payload)

    async def _gate(self) -> Gate:
        return (await self._inner.get()).gate

    def _greeted(self, hello: Hello) -> None:
        first = self._instance.state is State.LOADING
        self._instance.hello(hello)
        # The Welcome is on its way only after this returns; events must come behind it.
        loop = asyncio.get_running_loop()
        options = launch_options(self._launch)
        if first:
            loop.call_soon(self.emit, lifecycle.APP_LAUNCHED, options)
        loop.call_soon(self.emit, lifecycle.APP_SHOWN, options)

    def _shown(self, visible: bool) -> None:
        if visible:
            self.emit(lifecycle.APP_SHOWN, launch_options(self._launch))
        else:
            self.emit(lifecycle.APP_HIDDEN)

    def _follow(self, instance: Instance) -> None:
        if instance.state is State.FAILED:
            error = instance.errors[-1]
            if instance.trace.first_screen_ms is None:
                self.window.show_failure(error)
            else:
                self.window.show_crash(error)
        elif instance.state is State.CLOSED:
            self.window.close()

    def _reload(self) -> None:
        if self._view is not None:
            self.window.show_start()
            self._instance.revive()
            self._view.reload()

    def _retry(self) -> None:
        if self._view is None:
            self.window.close()
            self._relaunch()
        else:
            self._reload()

    def _close(self) -> None:
        self.emit(lifecycle.APP_UNLOADED)
        self._instance.close()
        if self._lock is not None:
            self._lock.unlock()
        self._parts.spawn(self._inner.close())
        self.window.deleteLater()


def background_of(mount: Mount, parts: HostParts) -> str:
    """What the view shows before its first paint: the manifest's, else the host's own ground."""
    return mount.manifest.window.background_color or parts.appearance.tokens.colours.window


def _lock_profile(folder: Path, instance: Instance) -> QLockFile:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "open.lock"))
    lock.setStaleLockTime(0)  # a lock is stale only when its process is gone
    if not lock.tryLock(0):
        raise StoreBusy(
            f"{instance.ref.app_id} is open in another Fanlight; close it there first",
            app_id=instance.ref.app_id,
        )
    return lock
