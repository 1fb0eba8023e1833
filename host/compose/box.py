"""Everything around one running app: window, rights, services, gate, view."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from bridge.api import lifecycle, pages
from bridge.conversation import Conversation
from bridge.dispatch import Gate
from bridge.errors import LoadFailed, RendererStuck
from bridge.marks import LaunchKind
from bridge.messages import AppFacts, Hello, LaunchFacts
from bridge.methods import EventSpec, Outcome
from bridge.names import AppId, InstanceId, PageRoute
from host.compose import windows
from host.compose.claim import Claim
from host.compose.late import LateInner
from host.compose.noted import NotedResources
from host.compose.parts import HostParts
from host.compose.resting import Resting
from host.compose.shaping import Shaping
from host.compose.spare import Spare, make_spare
from host.compose.system_room import SystemRoom, SystemSeat, seated, storage_of
from host.launch.instance import Instance, State
from host.launch.pipeline import Prepared, encode_query
from host.launch.request import OpenRequest, Scene, launch_facts
from host.services.apps import opened, opening_text
from sandbox.manifest import Kind
from sandbox.mount import Mount
from sandbox.policy_headers import media_policy
from sandbox.view.environment import SCHEME
from sandbox.view.port import WebReply, WebRequest
from sandbox.view.workarounds import import_aside

if TYPE_CHECKING:
    from host.compose.capsule import Capsule
    from host.compose.inner import Inner
    from host.shell.window import MiniProgramWindow
    from sandbox.view.outside.view import SystemView
    from sandbox.view.qtview import QtView

TURNS = 6
PATIENCE_MS = 120
"""A page is not covered before: a card that comes and goes at once is a flash, and takes the time
of the page that it covers."""
BAR_PX = 48
"""Of host.shell.window; they stand here too, because a page is laid out before its window."""


class Box:
    """One app's own graph of objects; `Stage` of the pipeline. Ends with its window."""

    def __init__(
        self,
        parts: HostParts,
        prepared: Prepared,
        request: OpenRequest,
        instance: Instance,
    ) -> None:
        self._parts = parts
        self._mount = prepared.mount
        instance.explain = lambda line: self._mount.explained(line)
        self._instance = instance
        self._spare: Spare | SystemSeat | None = None
        self._view: QtView | SystemView | None = None
        self._resources: NotedResources | None = None
        self._window: MiniProgramWindow | None = None
        self._ahead: MiniProgramWindow | None = None
        self._inner: LateInner | None = None
        self._menu: Capsule | None = None
        self._standing = asyncio.Event()
        self._uncovered = False
        self._announced = False
        self._hidden = False
        self._resting: Resting | None = None
        self._kept: bytes | None = None
        self._opener = request.opener
        asked_px = request.window_px or parts.options.window_px
        profile = parts.store.home.profiles / instance.ref.host
        self._shaping = Shaping(profile, asked_px, request.mode)
        self._restarting = False
        self._launch = launch_facts(request, prepared.page)
        ref, manifest = prepared.ref, prepared.manifest
        self._app = AppFacts(
            app_id=ref.app_id,
            name=manifest.name_for(parts.looks.language()),
            version_name=ref.version.name,
            version_code=ref.version.code,
        )
        self._talk = Conversation(
            self._gate,
            self._app,
            self._launch,
            manifest.ready.value,
            parts.looks,
            self._greeted,
            instance.page_mark,
            instance.violation,
        )
        instance.observe(self._follow)
        instance.when_uncovered(self._reveal)
        instance.when_denied(parts.store.audit.sink(ref.app_id, instance.id).denied)
        instance.when_stalled(self._stalled)

    @property
    def window(self) -> MiniProgramWindow:
        """Raises LoadFailed before it is shown."""
        if self._window is None:
            raise LoadFailed(f"{self._instance.ref.app_id} has no window yet")
        return self._window

    async def gone(self) -> None:
        """Wait until nothing of a closed app's profile is in use."""
        if self._spare is not None:
            await self._spare.gone()

    @property
    def resting(self) -> Resting | None:
        """How it rests; None before it has a view."""
        return self._resting

    @property
    def in_sight(self) -> bool:
        """Whether a person can see the app now."""
        window = self._window
        return window is not None and window.isVisible() and not window.isMinimized()

    @property
    def storage(self) -> Path:
        """The folder of the app's browser storage."""
        return storage_of(self._parts, self._instance.ref.host)

    @property
    def asked(self) -> tuple[str, ...]:
        """Files of the package that were asked for before the first screen, in order."""
        return () if self._resources is None else self._resources.asked

    @property
    def mount(self) -> Mount:
        return self._mount

    @property
    def instance(self) -> Instance:
        return self._instance

    @property
    def opener(self) -> InstanceId | None:
        """The running app that opened this one last; it may be gone."""
        return self._opener

    def make_view(self) -> QtView | SystemView:
        """The view, without a window yet: a page may load before it is seen.

        Raises StoreBusy when another host has the app open, EngineUnavailable.
        """
        self._mount.stand_at(f"{SCHEME}://{self._instance.ref.host}")
        self._resources = NotedResources(self._mount, self._parts.store.audit, self._instance)
        # The size it will have in its window: else the page is laid out twice.
        width_px, height_px = self._shaping.first_px
        size_px = (width_px, height_px - BAR_PX)
        self._view = self._view_of(self._resources, size_px)
        page, has_page = self._instance.page, self._view.has_page
        self._parts.spawn(asyncio.to_thread(self._mount.read_ahead, page, has_page=has_page))
        self._resting = Resting(self._instance, self._view, self.emit, self._begin_where_it_was)
        self._ahead = self._ahead or self._parts.preloading.take_window()
        if self._ahead is not None:  # there it has its size, and is painted
            self._ahead.resize(width_px, height_px)
            self._ahead.set_content(self._view.widget)
        else:
            self._view.widget.resize(*size_px)
        return self._view

    def _view_of(self, resources: NotedResources, size_px: tuple[int, int]) -> QtView | SystemView:
        room, options = self._parts.room, self._parts.options
        if isinstance(room, SystemRoom):
            self._spare, view = seated(
                self._parts, room, self._mount, self._instance, resources, self._talk, self, size_px
            )
            view.when_touched(lambda: self.window.hands.acted())
            return view
        from sandbox.view.qtview import QtView, ViewBinding

        self._spare = spare = self._take_spare()
        # A view made ahead has an origin of its own.
        self._mount.stand_at(f"{SCHEME}://{spare.host}")
        return QtView(
            spare.blank,
            ViewBinding(
                resources=resources,
                talk=self._talk,
                web=self,
                scripts=room.scripts,
                policy=media_policy(self._mount.manifest.network),
                beginning=self._beginning(resources),
                opening=opening_text(self._launch),
                lang=self._mount.lang,
                require_sandbox=options.require_sandbox,
                layered=self._mount.manifest.kind is Kind.WEIXIN,
                autoplay=self._mount.manifest.kind is Kind.WEIXIN,
            ),
            self._instance,
        )

    def _beginning(self, resources: NotedResources) -> Callable[[], str] | None:
        """What a page made ahead needs; one that is drawn already has it."""
        mount, page = self._mount, self._instance.page
        return None if self._uncovered else lambda: mount.beginning(resources, page)

    def _take_spare(self) -> Spare:
        """Raises StoreBusy."""
        parts, ref = self._parts, self._instance.ref
        host = ref.host
        if (spare := parts.take_spare(host)) is not None:
            if spare.is_guess:
                self._instance.launch_kind = LaunchKind.PRELOADED
            self._ahead = spare.take_window()
            return spare
        if self._mount.is_preloadable:
            claim = Claim(parts.store.home, host)
            page = self._instance.page
            if (spare := parts.preloading.take_for(ref, self._mount.bundle, page)) is not None:
                spare.take_for(claim)
                self._ahead = spare.take_window()
                self._uncovered = spare.is_drawn  # no card is put over what stands there
                self._instance.launch_kind = LaunchKind.PRELOADED
                return spare
            return make_spare(parts.store.home, host, parts.looks, claim)
        return make_spare(parts.store.home, host, parts.looks)

    async def show(self) -> None:
        """Put the view into its window, and the window on screen.

        The page is on its way already: between the steps the engine gets its turns.
        """
        parts, ref = self._parts, self._instance.ref
        if self._view is None or self._spare is None:
            raise LoadFailed(f"{ref.app_id} has no view")
        window = self._ahead
        if window is None:
            window = await self._make_window()
        elif window.is_nobodys:
            await _turns()
            windows.dress_nobodys(parts, window, ref, self._mount.bundle)
        if self._instance.state is State.CLOSED:
            window.deleteLater()
            return
        self._window, self._ahead = window, None
        self._inner = LateInner(
            parts, self._instance, self._app, lambda: self._launch, window, window.face, self
        )
        window.closed.connect(self._close)
        window.reload_requested.connect(self._reload)
        window.retry_requested.connect(self._reload)
        window.about_requested.connect(lambda: parts.about(ref.app_id))
        window.permissions_requested.connect(lambda: parts.spawn(self._show_rights()))
        window.visibility_changed.connect(self._shown)
        window.back_requested.connect(lambda: self.emit(pages.BACK_REQUESTED))
        window.home_requested.connect(lambda: self.emit(pages.HOME_REQUESTED))
        window.share_requested.connect(self._share)
        self._spare.dress(parts.looks)
        window.set_content(self._view.widget)
        self._view.watch_frames()
        if self._uncovered:
            window.reveal()
        elif self._instance.state is State.FAILED:  # while its window was made
            window.show_failure(self._instance.errors[-1])
        else:
            window.show_start(after_ms=PATIENCE_MS)
        self._shaping.show(window)
        window.menu_opening.connect(lambda: self._capsule().opening())
        window.act_requested.connect(lambda act: parts.spawn(self._capsule().perform(act)))
        self._standing.set()

    async def _make_window(self) -> MiniProgramWindow:
        await _turns()  # the navigation is to begin before this thread is taken up
        if windows.MODULE not in sys.modules:
            await import_aside(*windows.STEPS)
        px = self._shaping.px
        made = windows.make_window(self._parts, self._instance.ref, self._mount.bundle, px)
        await _turns()
        return made

    async def fetch(self, request: WebRequest) -> WebReply:
        """The view's way to the network (sandbox.view.port.Web). Raises NetworkFailed."""
        return await (await self._reached()).web.fetch(request)

    async def file(self, address: str) -> tuple[str, bytes]:
        """The view's way to the app's own files (sandbox.view.port.Web). Raises NotFound."""
        return await (await self._reached()).web.file(address)

    def wake(self) -> None:
        """It is about to be seen, or asked for something: it rests no longer."""
        if self._resting is not None:
            self._resting.shown()

    def reopened(self, request: OpenRequest) -> None:
        """Somebody opened the running app again: it learns how."""
        self._opener = request.opener
        self._come_forward(launch_facts(request, self._instance.page))

    def come_back(self, referrer: AppId, extra_data: bytes) -> None:
        """An app that this one had opened gave the person back: it goes on where it was."""
        self._come_forward(
            replace(
                self._launch,
                scene=Scene.RETURNED.value,
                referrer_app_id=referrer,
                extra_data=msgspec.Raw(extra_data),
            )
        )

    def begin_anew(self, request: OpenRequest, page: PageRoute) -> None:
        """The app starts again at `page`, in the same view; all its memory is lost.

        Raises LoadFailed without a window or view."""
        if self._view is None:
            raise LoadFailed(f"{self._instance.ref.app_id} has no view")
        self.emit(lifecycle.APP_UNLOADED)
        self._launch = launch_facts(request, page)
        self._talk.reopened(self._launch)
        self.window.show_start()
        self._instance.page = page
        self._instance.revive()
        self._view.load(self._mount.document_of(page), encode_query(request.query))

    def serve(self, mount: Mount) -> None:
        """Give the page `mount`'s files from now on: for a developer's own folder, saved again."""
        self._mount = mount
        if self._resources is not None:
            self._resources.serve(mount)

    async def picture(self) -> bytes:
        """The app's window as a person sees it, as PNG. Raises LoadFailed without a page."""
        from host.compose.picture import picture_of

        return await picture_of(self.window, self._view)

    def emit(self, event: EventSpec, payload: Outcome | None = None) -> None:
        """Send an event to the app's current document."""
        self._talk.emit(event.name, payload)

    def _come_forward(self, launch: LaunchFacts) -> None:
        """To the app every opening is a coming to the front, also from the person's sight: as
        in WeChat, where one app covers another."""
        self._launch = launch
        self._talk.reopened(launch)
        if not self._announced:
            return
        if not self._hidden:
            self.emit(lifecycle.APP_HIDDEN)
        self.emit(lifecycle.APP_SHOWN, opened(launch))

    async def _show_rights(self) -> None:
        await (await self._reached()).rights.show_in_menu()

    async def _gate(self) -> Gate:
        return (await self._reached()).gate

    async def _reached(self) -> Inner:
        await self._standing.wait()
        if self._inner is None:
            raise LoadFailed(f"{self._instance.ref.app_id} has no window")
        return await self._inner.get()

    def _reveal(self) -> None:
        self._uncovered = True
        if self._window is not None:
            self._window.reveal()

    def _greeted(self, hello: Hello) -> None:
        first = self._instance.state is State.LOADING
        if not first and self._instance.page != self._launch.path:
            # Another document of the app, by the host: to the app it is as if opened there.
            self._launch = replace(self._launch, path=self._instance.page)
        self._instance.hello(hello)
        # The Welcome is on its way only after this returns; events must come behind it.
        asyncio.get_running_loop().call_soon(self._announce, first)

    def _begin_where_it_was(self, kept: bytes | None) -> None:
        """It was taken out of memory, and is in sight again."""
        if self._view is None:
            return
        self._kept = kept
        self._announced = False
        self._launch = replace(self._launch, path=self._instance.page)
        self._talk.reopened(self._launch)
        self.window.show_start()
        self._instance.revive()
        if self._mount.manifest.kind is Kind.WEIXIN:
            page = self._instance.page
            self._view.load(self._mount.document_of(page), "")

    def _announce(self, first: bool) -> None:
        kept, self._kept = self._kept, None
        options = opened(self._launch, kept)
        self._announced = True
        if first:
            self.emit(lifecycle.APP_LAUNCHED, options)
        self.emit(lifecycle.APP_SHOWN, options)
        if self._hidden:
            self.emit(lifecycle.APP_HIDDEN)

    def _shown(self, visible: bool) -> None:
        self._hidden = not visible
        if self._resting is not None:
            rest = self._resting
            if visible:
                rest.shown()
            else:
                rest.hidden()
        if self._inner is not None and not visible:
            self._inner.hidden()
        if not self._announced:
            return  # its window came on screen between Hello and the launch's own events
        if visible:
            self.emit(lifecycle.APP_SHOWN, opened(self._launch))
        else:
            self.emit(lifecycle.APP_HIDDEN)

    def _follow(self, instance: Instance) -> None:
        if instance.state is State.SHOWN and self._inner is not None:
            self._inner.begin()  # if no call has: its modules must not delay the first screen
        if instance.state is State.FAILED and self._restarting:
            self._restarting = False
            # Not from within the engine's own word that the renderer ended.
            asyncio.get_running_loop().call_soon(self._reload)
        elif instance.state is State.FAILED and self._window is not None:
            error = instance.errors[-1]
            if instance.trace.first_screen_ms is None:
                self._window.show_failure(error)
            else:
                self._window.show_crash(error)
        elif instance.state is State.CLOSED:
            self._end()

    def _stalled(self) -> None:
        if self._window is None:
            return
        if self._instance.stuck:
            self._window.show_stuck()
        else:
            self._window.show_recovered()

    def _reload(self) -> None:
        if self._instance.stuck:
            # A document that hears nothing is not replaced either: its renderer ends first.
            self._restarting = self._instance.stop(
                RendererStuck(
                    f"{self._instance.ref.app_id} was stopped: its page heard nothing",
                    app_id=self._instance.ref.app_id,
                )
            )
        elif self._view is not None and self._instance.state is not State.CLOSED:
            self.window.show_start()
            self._instance.revive()
            self._view.reload()

    def _share(self) -> None:
        """A WeChat-syntax page says what it shares; another is shared as it stands."""
        if self._mount.manifest.kind is Kind.WEIXIN:
            self.emit(pages.SHARE_REQUESTED)
        else:
            self._parts.spawn(self._capsule().share())

    def _capsule(self) -> Capsule:
        if self._menu is None:
            from host.compose.capsule import Capsule

            self._menu = Capsule(self._parts, self._instance, self._mount.bundle, self.window)
        return self._menu

    def _close(self) -> None:
        if self._window is not None:
            self._shaping.keep(self._window)
        self.emit(lifecycle.APP_UNLOADED)
        self._instance.close()

    def _end(self) -> None:
        """After the instance closed: the window goes, then what stood behind it."""
        if self._spare is not None:
            self._spare.unlock()
        if self._inner is not None:
            self._parts.spawn(self._inner.close())
        for window in (self._window, self._ahead):
            if window is not None:
                window.close()
                window.deleteLater()


async def _turns() -> None:
    """Let the engine be answered: what it asks for passes a thread, and several turns."""
    for _ in range(TURNS):
        await asyncio.sleep(0)
