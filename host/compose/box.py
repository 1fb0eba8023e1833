"""Everything around one running app: window, rights, services, gate, view."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from bridge.api import lifecycle
from bridge.conversation import Conversation
from bridge.dispatch import Gate
from bridge.errors import StoreBusy
from bridge.messages import AppFacts, Hello, LaunchFacts
from bridge.methods import EventSpec, Outcome, table
from bridge.permissions import Scope
from host.compose.faces import face_of
from host.compose.parts import HostParts
from host.compose.web import WebThroughHost
from host.launch.authority import InstanceAuthority
from host.launch.instance import Instance, State
from host.launch.pipeline import Prepared
from host.launch.request import OpenRequest
from host.services.apps import launch_options
from host.services.catalogue import AppPorts, bindings_for
from host.services.origins import OriginRules
from host.services.outbound import Outbound
from host.services.storage import AppStorage
from host.services.webfetch import WebFetch
from host.shell.file_dialogs import QtFileDialogs
from host.shell.window import MiniProgramWindow
from host.store.origin import OriginKind
from sandbox.mount import Mount
from sandbox.view.environment import SCHEME

if TYPE_CHECKING:
    from filelock import FileLock

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
        self._lock: FileLock | None = None
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
        self._storage = AppStorage(self._folder / "storage.db")
        self._outbound = Outbound(
            instance,
            f"Fanlight/{parts.identity.version}",
            frozenset(parts.settings.allowed_private_origins),
        )
        self._launch = LaunchFacts(
            path=prepared.page,
            query=dict(request.query),
            scene=request.scene.value,
            referrer_app_id=request.referrer,
            extra_data=msgspec.Raw(request.extra_data),
        )
        self._talk = self._make_talk(prepared)
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
        rules = self._mount.manifest.network
        web = WebFetch(
            self._outbound,
            OriginRules(rules.request),
            OriginRules(rules.media),
            f"{SCHEME}://{self._instance.ref.host}",
        )
        self._view = QtView(
            ViewBinding(
                host=self._instance.ref.host,
                resources=self._mount,
                talk=self._talk,
                web=WebThroughHost(web),
                scripts=self._parts.room.scripts,
                storage=self._folder / "browser",
                background=background_of(self._mount, self._parts),
                require_sandbox=self._parts.options.require_sandbox,
            ),
            self._instance,
        )
        self.window.set_content(self._view.widget)
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

    def _make_talk(self, prepared: Prepared) -> Conversation:
        parts, instance, manifest = self._parts, self._instance, prepared.manifest
        development = prepared.ref.origin is OriginKind.DEVELOPMENT
        authority = InstanceAuthority(
            prepared.ref.app_id,
            prepared.ref.publisher,
            {
                Scope(asked.name): asked.reason
                for asked in manifest.req_permissions
                if asked.name in set(Scope)
            },
            parts.store.grants,
            parts.asker(self.window, self.face),
            granted=parts.options.granted if development else frozenset(),
            remembering=parts.options.remember_answers,
        )
        app = AppFacts(
            app_id=manifest.app_id,
            name=manifest.name_for(parts.looks.language()),
            version_name=manifest.version.name,
            version_code=manifest.version.code,
        )
        ports = AppPorts(
            app=app,
            launch=self._launch,
            host=parts.identity,
            authority=authority,
            surface=self.window,
            dialogs=QtFileDialogs(self.window, self.face.isolated_name),
            clipboard=parts.clipboard,
            notifier=parts.notifier,
            opener=parts.opener(instance),
            appearance=parts.looks,
            connectivity=parts.connectivity,
            places=parts.places,
            storage=self._storage,
            outbound=self._outbound,
            request_origins=OriginRules(manifest.network.request),
        )
        gate = Gate(
            table(bindings_for(ports)),
            authority,
            parts.store.audit.sink(prepared.ref.app_id, instance.id),
            time.monotonic,
        )
        return Conversation(
            gate,
            app,
            self._launch,
            manifest.ready.value,
            parts.looks,
            self._greeted,
            instance.page_mark,
            instance.violation,
        )

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
            self._lock.release()
        self._parts.spawn(self._let_go())
        self.window.deleteLater()

    async def _let_go(self) -> None:
        await self._storage.close()
        await self._outbound.aclose()


def background_of(mount: Mount, parts: HostParts) -> str:
    """What the view shows before its first paint: the manifest's, else the host's own ground."""
    return mount.manifest.window.background_color or parts.appearance.tokens.colours.window


def _lock_profile(folder: Path, instance: Instance) -> FileLock:
    from filelock import FileLock, Timeout

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(folder / "open.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StoreBusy(
            f"{instance.ref.app_id} is open in another Fanlight; close it there first",
            app_id=instance.ref.app_id,
        ) from None
    return lock
