"""What a page can reach: rights, services, gate, network. Loaded while the engine starts.

Nothing here is needed to show a window or to load a page, so it is imported beside that.
"""

from __future__ import annotations

import time

from bridge.api.apps import Release
from bridge.dispatch import Gate
from bridge.messages import AppFacts
from bridge.methods import table
from bridge.permissions import Scope
from host.compose.accounts import account_provider
from host.compose.asking import Asking
from host.compose.parts import HostParts
from host.compose.sheets import AnswersOverWindow
from host.compose.web import WebThroughHost
from host.launch.authority import InstanceAuthority
from host.launch.instance import Instance
from host.services.app_log import AppLog
from host.services.appfiles.service import AppFiles
from host.services.apps import Launch
from host.services.battery import SystemBattery
from host.services.battery_watch import BatteryWatch
from host.services.catalogue import AppPorts, bindings_for
from host.services.cut_off import CutOff
from host.services.last_frames import LastFrames
from host.services.origins import OriginRules
from host.services.outbound import Outbound
from host.services.outside import QtPictures
from host.services.ports import Events
from host.services.sockets import SocketService
from host.services.storage import AppStorage
from host.services.webfetch import WebFetch
from host.shell.app_notifier import AppNotifier
from host.shell.face import AppFace
from host.shell.file_dialogs import QtFileDialogs
from host.shell.window import MiniProgramWindow
from host.store.origin import OriginKind
from sandbox.manifest import NetworkRules
from sandbox.view.environment import SCHEME

_RELEASES = {
    OriginKind.DEVELOPMENT: Release.DEVELOP,
    OriginKind.SIDELOAD: Release.TRIAL,
    OriginKind.REGISTRY: Release.RELEASE,
}


class Inner:
    """The gate and the network of one app. Make it on the event loop's thread."""

    def __init__(
        self,
        parts: HostParts,
        instance: Instance,
        app: AppFacts,
        launch: Launch,
        window: MiniProgramWindow,
        face: AppFace,
        asking: Asking,
        events: Events,
        frames: LastFrames,
    ) -> None:
        ref, manifest = instance.ref, instance.manifest
        rules = manifest.network
        development = ref.origin is OriginKind.DEVELOPMENT
        faults = parts.options.faults
        self._storage = AppStorage(
            parts.store.home.profiles / ref.host / "storage.db", can_grow=not faults.disk.is_full
        )
        self._log = AppLog(parts.store.home.app_log(ref.host))
        self._files = AppFiles(parts.store.home.profiles / ref.host / "files")
        self._outbound = Outbound(
            instance,
            f"Fanlight/{parts.identity.version}",
            frozenset(parts.settings.allowed_private_origins),
            heard=instance.exchanged,
            line=faults.line,
        )
        self._account = account_provider(ref, parts.settings, parts.identity)
        request_origins = OriginRules(rules.request)
        self.web = WebThroughHost(
            WebFetch(
                self._outbound,
                request_origins,
                OriginRules(rules.media),
                f"{SCHEME}://{ref.host}",
            ),
            self._files,
        )
        self._sockets = SocketService(self._outbound, _socket_origins(rules), events)
        reasons = {
            Scope(asked.name): manifest.reason_for(asked, parts.looks.language())
            for asked in manifest.req_permissions
            if asked.name in set(Scope)
        }
        authority = InstanceAuthority(
            ref.app_id,
            ref.publisher,
            reasons,
            parts.store.grants,
            asking.at(window, face),
            granted=parts.options.granted if development else frozenset(),
            remembering=parts.options.remember_answers,
        )
        self._screen = parts.system.screens.of(app.name)
        self._battery = BatteryWatch(SystemBattery(), events)
        sheets = asking.sheets(window, face)
        self.rights = AnswersOverWindow(sheets, authority, reasons)
        ports = AppPorts(
            app=app,
            release=_RELEASES[ref.origin],
            launch=launch,
            host=parts.identity,
            authority=authority,
            surface=window,
            rights=self.rights,
            dialogs=QtFileDialogs(window, face.isolated_name),
            clipboard=parts.system.clipboard,
            notifier=AppNotifier(parts.skin.appearance, face, parts.system.notifier),
            opener=parts.opener(instance),
            updater=parts.updater(instance),
            appearance=parts.looks,
            connectivity=parts.system.connectivity if faults.line.is_up else CutOff(),
            battery=self._battery,
            screen=self._screen,
            places=parts.places,
            storage=self._storage,
            outbound=self._outbound,
            request_origins=request_origins,
            download_origins=OriginRules(rules.download),
            upload_origins=OriginRules(rules.upload),
            events=events,
            sockets=self._sockets,
            entered=instance.entered,
            keep=instance.keep,
            files=self._files,
            log=self._log,
            account=self._account,
            consenting=asking.consenting(window, face),
            launcher=parts.system.launcher,
            pages=tuple(manifest.pages),
            frames=frames,
            sharing=sheets,
            book=parts.system.book,
            forms=sheets,
            pictures=QtPictures(),
        )
        self.gate = Gate(
            table(bindings_for(ports)),
            authority,
            parts.store.audit.sink(ref.app_id, instance.id),
            time.monotonic,
        )

    def hidden(self) -> None:
        """The app is out of sight: what holds while it is seen ends."""
        self._screen.release()

    async def close(self) -> None:
        """Close files and connections."""
        self._battery.leave()
        self._screen.release()
        await self._storage.close()
        await self._files.close()
        await self._log.close()
        await self._sockets.aclose()
        if self._account is not None:
            await self._account.aclose()
        await self._outbound.aclose()


def _socket_origins(rules: NetworkRules) -> OriginRules:
    """Declared as `wss:` and `ws:`; checked as the HTTP addresses they begin with."""
    return OriginRules(origin.replace("ws", "http", 1) for origin in rules.socket)
