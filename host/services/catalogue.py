"""All families together: the handlers of one running app."""

from __future__ import annotations

import msgspec

from bridge.api.apps import Release
from bridge.messages import AppFacts
from bridge.methods import Binding
from bridge.permissions import Authority
from host.services.account.provider import AccountProvider
from host.services.account.service import AccountService
from host.services.app_log import AppLog, LogService
from host.services.appfiles.service import AppFiles, AppFilesService
from host.services.apps import AppsService, Keep, Launch
from host.services.battery_watch import BatteryWatch
from host.services.choosing import ChoosingService
from host.services.clipboard import ClipboardService
from host.services.device import DeviceService
from host.services.files import FilesService
from host.services.interaction import InteractionService
from host.services.last_frames import LastFrames
from host.services.location import LocationService
from host.services.navigation import NavigationService
from host.services.notification import NotificationService
from host.services.origins import OriginRules
from host.services.outbound import Outbound
from host.services.pages import Entered, PagesService
from host.services.person import PersonBook, PersonService
from host.services.ports import (
    Appearance,
    AppOpener,
    Clipboard,
    Connectivity,
    Consenting,
    Events,
    FileDialogs,
    HostIdentity,
    Launcher,
    Notifier,
    PersonForms,
    Pictures,
    PlaceSettings,
    RightsSheet,
    Screen,
    Sharing,
    Surface,
    Updater,
)
from host.services.request import NetworkService
from host.services.sharing import SharingService
from host.services.sockets import SocketService
from host.services.storage import AppStorage, StorageService
from host.services.system import SystemService
from host.services.transfer import TransferService
from host.services.updates import UpdatesService


class AppPorts(msgspec.Struct, frozen=True):
    """What the services of one running app stand on."""

    app: AppFacts
    release: Release
    launch: Launch
    host: HostIdentity
    authority: Authority
    surface: Surface
    rights: RightsSheet
    dialogs: FileDialogs
    clipboard: Clipboard
    notifier: Notifier
    opener: AppOpener
    updater: Updater
    appearance: Appearance
    connectivity: Connectivity
    battery: BatteryWatch
    screen: Screen
    places: PlaceSettings
    storage: AppStorage
    outbound: Outbound
    request_origins: OriginRules
    download_origins: OriginRules
    upload_origins: OriginRules
    events: Events
    sockets: SocketService
    entered: Entered
    keep: Keep
    files: AppFiles
    log: AppLog
    account: AccountProvider | None
    consenting: Consenting
    pages: tuple[str, ...]
    frames: LastFrames
    sharing: Sharing
    book: PersonBook
    forms: PersonForms
    launcher: Launcher
    pictures: Pictures


def bindings_for(ports: AppPorts) -> tuple[Binding, ...]:
    """A handler for every API in bridge.api. The ports stay the caller's to close."""
    return (
        *StorageService(ports.storage).bindings(),
        *NetworkService(
            ports.outbound, ports.request_origins, ports.connectivity, ports.events
        ).bindings(),
        *TransferService(
            ports.outbound,
            ports.download_origins,
            ports.upload_origins,
            ports.files,
            ports.events,
        ).bindings(),
        *ports.sockets.bindings(),
        *InteractionService(ports.surface).bindings(),
        *NavigationService(ports.surface).bindings(),
        *PagesService(ports.surface, ports.entered, ports.pages, ports.frames).bindings(),
        *SystemService(ports.surface, ports.appearance, ports.host).bindings(),
        *DeviceService(ports.battery, ports.screen).bindings(),
        *FilesService(ports.dialogs).bindings(),
        *AppFilesService(ports.files).bindings(),
        *AccountService(ports.account, ports.consenting).bindings(),
        *ChoosingService(
            ports.dialogs, ports.files, ports.consenting, ports.launcher, ports.pictures
        ).bindings(),
        *ClipboardService(ports.clipboard).bindings(),
        *NotificationService(ports.notifier, ports.app.name).bindings(),
        *LocationService(ports.places).bindings(),
        *AppsService(
            ports.app,
            ports.release,
            ports.opener,
            ports.surface,
            ports.authority,
            ports.rights,
            ports.launch,
            ports.keep,
        ).bindings(),
        *SharingService(ports.app, ports.pages, ports.sharing).bindings(),
        *PersonService(ports.book, ports.forms, ports.places).bindings(),
        *UpdatesService(ports.updater).bindings(),
        *LogService(ports.log).bindings(),
    )
