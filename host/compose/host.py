"""One host on one machine: its store, its engine, and the apps that run in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from bridge.errors import LoadFailed, UsageError
from bridge.marks import LaunchKind
from bridge.messages import AppFacts
from bridge.methods import EventSpec, Outcome
from bridge.names import AppId, InstanceId
from host.compose.arriving import Arrived, Arriving
from host.compose.box import Box
from host.compose.choices import HostChoices
from host.compose.claim import Claim
from host.compose.engine import EngineRoom
from host.compose.late import Skin, SystemPorts
from host.compose.lending import HostOpener, HostViews, SettledPlaces
from host.compose.likely import Likely
from host.compose.looks import Looks
from host.compose.noted import draw_last, last_frames
from host.compose.parts import BoxOptions, HostParts
from host.compose.preloading import Preloading
from host.compose.spare import Spare, make_spare
from host.compose.updating import HostUpdates
from host.launch.installed_source import InstalledSource
from host.launch.instance import Instance, State, now_s
from host.launch.pipeline import Pipeline, Prepared, Stage
from host.launch.request import BY_HAND, OpenRequest, Scene
from host.launch.source import Source
from host.paths import Home
from host.settings import Settings
from host.store.origin import FromFile
from host.store.store import Store
from host.store.trust import TrustPolicy
from host.timings.record import Recorder
from host.version import VERSION
from sandbox.package.source import FileSource

log = logging.getLogger("fanlight.host")

if TYPE_CHECKING:
    from bridge.api.network import NetworkStatus
    from host.compose.asking import Asking
    from host.compose.inner import Inner
    from host.compose.keeping import Keeper
    from host.compose.staying import Staying
    from host.compose.unneeded import Unneeded
    from host.launch.folder_build import FolderBuilds
    from host.services.apps import Launch
    from host.services.ports import Events, HostIdentity
    from host.shell.face import AppFace
    from host.shell.window import MiniProgramWindow

ENDING_S = 5.0
WATCHED_AFTER_S = 1.0
"""When what runs begins to be looked after: a launch is the engine's and the page's alone."""
# The WeChat base library whose APIs the bridge follows (developers.weixin.qq.com).
WECHAT_LIBRARY = "3.0.0"


class Host:
    """Opens apps and keeps them. Make it on the event loop; `close()` ends every app."""

    def __init__(
        self,
        home: Home,
        store: Store,
        settings: Settings,
        application: QApplication,
        choices: HostChoices,
        room: EngineRoom,
        looks: Looks,
        spare: Spare | None = None,
        ahead: InstalledSource | None = None,
    ) -> None:
        """`spare` is a view made ahead for the app that is likely opened first, `ahead` that app
        itself, verified a moment ago."""
        self.home = home
        self.store = store
        self.settings = settings
        self.faults = choices.faults
        self._is_driven = choices.remote_port is not None
        self._folders: FolderBuilds | None = None
        self._skin = Skin(looks.tag(), looks.forced_theme)
        self._boxes: dict[Instance, Box] = {}
        self._turns: dict[AppId, asyncio.Lock] = {}  # one opening of an app at a time
        self._heirs: dict[InstanceId, asyncio.Future[Instance | None]] = {}
        self._work: set[asyncio.Future[object]] = set()
        self._about: Callable[[AppId], None] = _nobody_shows
        self._shelf_changed: Callable[[], None] = _nobody_minds
        self._launcher: Callable[[Sequence[str]], None] | None = None
        self._updates = HostUpdates(self)
        self._arriving = Arriving(self)
        self._system = SystemPorts(self._network_changed, home.lent, home.person, self.spawn)
        self._asking: Asking | None = None
        self._prompts = choices.prompts
        self.likely = Likely(self, spare)
        self._ahead = ahead
        self.preloading = Preloading()
        self._unneeded: Unneeded | None = None
        self._keeper: Keeper | None = None
        self._staying: Staying | None = None
        self._watching: asyncio.TimerHandle | None = None
        self._recorder = Recorder(store.database)
        self._parts = HostParts(
            store=store,
            settings=self.settings,
            room=room,
            looks=looks,
            skin=self._skin,
            identity=_identity(),
            system=self._system,
            places=SettledPlaces(self.settings),
            opener=lambda instance: HostOpener(self, instance),
            updater=lambda instance: self._updates.of(instance),
            make_inner=self._make_inner,
            take_spare=self.likely.take,
            preloading=self.preloading,
            options=_box_options(choices),
            about=lambda app_id: self._about(app_id),
            shelf_changed=lambda: self._shelf_changed(),
            spawn=self.spawn,
        )
        self._pipeline = Pipeline(HostViews(self), self._record, store.audit.note_refusal)
        application.styleHints().colorSchemeChanged.connect(self._theme_changed)

    @property
    def folders(self) -> FolderBuilds:
        """What has been built of source folders; its modules are no installed app's business."""
        if self._folders is None:
            from host.launch.folder_build import FolderBuilds

            self._folders = FolderBuilds(self.home.compiled)
        return self._folders

    @property
    def running(self) -> tuple[Instance, ...]:
        return tuple(self._boxes)

    @property
    def skin(self) -> Skin:
        """How this host's windows look."""
        return self._skin

    @property
    def language(self) -> str:
        """The language apps and windows speak, as WeChat writes it."""
        return self._parts.looks.language()

    def when_about_wanted(self, show: Callable[[AppId], None]) -> None:
        """`show` is called when a person wants to know about an app, or its rights."""
        self._about = show

    def when_shelf_changed(self, refresh: Callable[[], None]) -> None:
        """`refresh` is called when what a launcher shows was changed elsewhere."""
        self._shelf_changed = refresh

    def when_launcher_wanted(self, show: Callable[[Sequence[str]], None]) -> None:
        """`show` brings this host's launcher to the front, with what it is handed."""
        self._launcher = show

    @property
    def has_launcher(self) -> bool:
        """Whether there is a launcher, or one is made where it is wanted."""
        return self._launcher is not None

    @property
    def staying(self) -> Staying:
        """What holds this host beyond its first work; comes in with what a person has open."""
        if self._staying is None:
            from host.compose.staying import Staying

            self._staying = Staying(lambda: bool(self._boxes))
        return self._staying

    def show_launcher(self, handed: Sequence[str] = ()) -> None:
        """Bring the launcher to the front, where there is one; `handed` as Desk opens it."""
        if self._launcher is not None:
            self._launcher(handed)

    def close_app(self, app_id: AppId) -> None:
        """Close the app's window, if it runs."""
        for instance, box in tuple(self._boxes.items()):
            if instance.ref.app_id == app_id:
                box.instance.close()

    async def end_app(self, app_id: AppId) -> None:
        """Close the app, if it runs, and wait until its profile is let go."""
        found = [each for each in self._boxes if each.ref.app_id == app_id]
        await asyncio.gather(self.likely.forget(app_id), *map(self.end_instance, found))

    async def end_instance(self, instance: Instance) -> None:
        """Close a running app and wait until its profile is let go; closed ones are no error."""
        box = self._boxes.get(instance)
        instance.close()
        if box is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(ENDING_S):
                    await box.gone()

    def box(self, instance: Instance) -> Box:
        """What is around a running app. Raises LoadFailed once it is closed."""
        box = self._boxes.get(instance)
        if box is None:
            raise LoadFailed(f"{instance.ref.app_id} is closed", app_id=instance.ref.app_id)
        return box

    async def open_installed(self, app_id: AppId, request: OpenRequest) -> Instance:
        """Open an installed app, or bring it to the front where it runs already.

        Raises NotInstalled, StoreCorrupt, TrustError, PageNotFound, ViewError …
        """
        if self._is_driven:  # its page would be open to the driver
            raise UsageError(f"{app_id} is not opened beside an app under remote control")
        async with self._turns.setdefault(app_id, asyncio.Lock()):
            await self.likely.settled(app_id)
            if self._keeper is not None and request.scene not in BY_HAND:
                host = await self._host_of(app_id)
                self._keeper.check(app_id, host, request.scene)
            if any(instance.ref.app_id == app_id for instance in self._boxes):
                # Not by its id alone: a folder with that id may be open for its developer.
                host = await self._host_of(app_id)
                for instance, box in tuple(self._boxes.items()):
                    if instance.ref.host == host and instance.state is not State.FAILED:
                        return self._return_to(instance, box, request)
                    if instance.ref.host == host:
                        instance.close()  # else it keeps its profile from the new one
            source = self._source(app_id)
            if source.is_at_hand or request.scene not in BY_HAND:
                return await self._pipeline.open(request, source, at_hand=source.is_at_hand)
            arriving = self._arriving.source(source, request)
            instance = await self._pipeline.open(request, arriving)
            self._arriving.follow(instance, arriving)
            return instance

    def is_opening(self, app_id: AppId) -> bool:
        """Whether this installed app is on its way to its view."""
        return (turn := self._turns.get(app_id)) is not None and turn.locked()

    async def _host_of(self, app_id: AppId) -> str:
        """The origin's host of an app that is installed, or runs while it arrives."""
        if (host := self._arriving.host_of(app_id)) is not None:
            return host
        return (await asyncio.to_thread(self.store.library.get, app_id)).host

    def arrived(self, instance: Instance) -> Arrived | None:
        """What became of an app that was opened before it was here; None for others."""
        return self._arriving.of(instance)

    def _source(self, app_id: AppId) -> InstalledSource:
        ahead, self._ahead = self._ahead, None  # what was read ahead counts for one launch
        if ahead is not None and ahead.app_id == app_id:
            return ahead
        return InstalledSource(self.store.library, app_id)

    async def open_folder(self, folder: Path, request: OpenRequest) -> Instance:
        """Open a source folder with the development identity."""
        from host.launch.folder_source import FolderSource
        from host.store.keys import KeyStore

        key = await asyncio.to_thread(KeyStore(self.home.keys).development_key)
        source = FolderSource(folder, key, self.folders)
        host = (await asyncio.to_thread(source.resolve)).host
        for instance in self.running:
            if instance.ref.host == host:
                instance.close()  # its developer wants it as the folder is now
        return await self.open_source(source, request)

    async def sideload(self, file: Path, trust: TrustPolicy) -> AppId:
        """Install a package file; its app id. Raises PackageError, TrustError, StoreError."""

        def install() -> AppId:
            with FileSource(file) as source:
                report = self.store.installer.install(source, FromFile(file), trust)
            return report.app_id

        return await asyncio.to_thread(install)

    async def open_source(self, source: Source, request: OpenRequest) -> Instance:
        """Open what `source` gives. Raises the typed error of the stage that refused."""
        return await self._pipeline.open(request, source)

    async def warm_up(self) -> LaunchKind:
        """Load the engine ahead of the first launch."""
        return await self._parts.room.warm_up()

    async def stay_ready(self) -> None:
        """Load the engine, and from now on have a view made ahead for the next launch."""
        await self.warm_up()
        if self._parts.room.makes_ahead:
            from host.compose.unneeded import Unneeded

            if self._unneeded is None:
                kept_s = self.settings.ahead.kept_s
                self._unneeded = Unneeded(kept_s, self.preloading, self.likely, self.spawn)
            self._unneeded.begin(application(), self._parts)

    async def foresee(self, app_id: AppId) -> None:
        """An installed app will probably be opened next: its first frame is drawn ahead, where its
        package holds one that may be. Nothing of its code runs."""
        from host.compose.foreseeing import foresee

        library = self.store.library
        await foresee(self._parts, self.preloading, lambda: InstalledSource(library, app_id))

    async def recorded(self) -> None:
        """Wait until every trace is stored."""
        await self._pipeline.settled()

    async def settled(self) -> None:
        """Wait until every trace is stored and every closed app has let go."""
        await self.recorded()
        await asyncio.gather(*self._work, return_exceptions=True)

    async def close(self) -> None:
        """End every app and write what waits. The store stays its owner's to close."""
        if self._staying is not None:
            self._staying.end()
        for box in tuple(self._boxes.values()):
            box.instance.close()
        if self._watching is not None:
            self._watching.cancel()
        if self._keeper is not None:
            self._keeper.end()
        self._arriving.end()
        await self.settled()
        if self._unneeded is not None:
            self._unneeded.end()
        self.preloading.end()
        self.likely.end()
        self._system.close()
        self._updates.close()
        self._arriving.close()

    def stage(self, prepared: Prepared, request: OpenRequest, instance: Instance) -> Stage:
        """A box for a new instance (Views.stage). Raises TooManyApps."""
        if len(self._boxes) >= self.settings.limits.running_apps:
            self._kept().make_room(instance.ref.app_id)
        if self._watching is None:
            loop = asyncio.get_running_loop()
            self._watching = loop.call_later(WATCHED_AFTER_S, lambda: self._kept().watch())
        self.preloading.busy()
        box = Box(self._parts, prepared, request, instance)
        self._boxes[instance] = box
        draw_last(self.home, instance, prepared.mount)
        instance.observe(self._follow)
        return box

    def _kept(self) -> Keeper:
        if self._keeper is None:
            from host.compose.keeping import Keeper

            self._keeper = Keeper(self.settings.limits, self.settings.background, self._boxes)
        return self._keeper

    def spawn(self, work: Coroutine[None, None, object]) -> None:
        """Run `work` beside all else; the host's end waits for it, its failure is logged."""
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Future[object]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work in the background failed", exc_info=error)

    async def make_spare(self, host: str, *, cross_origin_isolated: bool) -> Spare:
        """A view for the app of this origin that waits for its page. Raises StoreBusy."""
        claim, parts = await asyncio.to_thread(Claim, self.home, host), self._parts
        isolated = cross_origin_isolated
        spare = make_spare(self.home, host, parts.looks, claim, cross_origin_isolated=isolated)
        spare.blank.wait(parts.room.scripts)
        return spare

    def _make_inner(
        self,
        instance: Instance,
        app: AppFacts,
        launch: Launch,
        window: MiniProgramWindow,
        face: AppFace,
        events: Events,
    ) -> Inner:
        from host.compose.asking import Asking
        from host.compose.inner import Inner

        if self._asking is None:
            self._asking = Asking(self._skin.appearance, self._skin.shelf, prompts=self._prompts)
        parts, asking = self._parts, self._asking
        frames = last_frames(self.home, instance, lambda: self.box(instance).mount)
        return Inner(parts, instance, app, launch, window, face, asking, events, frames)

    def go_back(self, instance: Instance, extra_data: bytes) -> bool:
        """Show the app that opened `instance`, and close that; False when there is none."""
        from host.compose.returning import go_back

        return go_back(self._boxes, instance, self.box(instance).opener, extra_data)

    async def replace_with_installed(self, instance: Instance) -> None:
        """Close a running app and open it as it is installed now.

        Raises LoadFailed where it is closed already, and what `open_installed` raises."""
        self.box(instance)
        heir = self._heirs[instance.id] = asyncio.get_running_loop().create_future()
        try:
            await self.end_instance(instance)
            request = OpenRequest(now_s(), Scene.RESTARTED)
            heir.set_result(await self.open_installed(instance.ref.app_id, request))
        finally:
            if not heir.done():
                heir.set_result(None)

    async def closed(self, instance: Instance) -> None:
        """Wait until an app is closed, and with it what took its place (an update)."""
        following: Instance | None = instance
        while following is not None:
            await following.reached(State.CLOSED)
            heir = self._heirs.pop(following.id, None)
            following = None if heir is None else await heir

    def _return_to(self, instance: Instance, box: Box, request: OpenRequest) -> Instance:
        from host.compose.returning import return_to

        self._boxes[instance] = self._boxes.pop(instance)  # used last
        return_to(self.store.audit, instance, box, request)
        return instance

    def _follow(self, instance: Instance) -> None:
        if instance.state.value >= State.SHOWN.value and self._unneeded is not None:
            self._unneeded.idle()
        if instance.state is State.SHOWN and self.faults.kills_renderer and instance.lives == 1:
            instance.view.kill()
        if instance.state is State.CLOSED:
            self._boxes.pop(instance, None)
            if self._staying is not None:
                self._staying.look()
        elif instance.state is State.FAILED:
            self._kept().failed(instance)

    async def _record(self, instance: Instance) -> None:
        from host.compose.recording import record  # its first screen stands

        facts = self.likely.facts(instance.ref.host)
        await record(self.store, self._recorder, instance, self._boxes.get(instance), facts)

    def _tell_all(self, event: EventSpec, payload: Outcome) -> None:
        for box in self._boxes.values():
            box.emit(event, payload)

    def _network_changed(self, status: NetworkStatus) -> None:
        from bridge.api import network

        self._tell_all(network.NETWORK_STATUS_CHANGE, status)

    def _theme_changed(self) -> None:
        from bridge.api import system

        theme = self._parts.looks.theme()
        self._tell_all(system.THEME_CHANGE, system.ThemeChange(theme=theme))


def _nobody_shows(app_id: AppId) -> None:
    log.info("nobody shows the page about %s", app_id)


def _nobody_minds() -> None:
    """No launcher runs."""


def _identity() -> HostIdentity:
    from host.services.ports import HostIdentity

    return HostIdentity("Fanlight", VERSION, WECHAT_LIBRARY)


def _box_options(choices: HostChoices) -> BoxOptions:
    return BoxOptions(
        require_sandbox=not choices.unsafe_no_sandbox,
        granted=choices.granted,
        remember_answers=choices.prompts,
        window_px=choices.window_px,
        faults=choices.faults,
    )


def application() -> QApplication:
    """The running QApplication. Raises UsageError without one."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise UsageError("a host needs a running application")
    return found
