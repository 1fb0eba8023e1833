"""What a person chose in a mini-program's menu that needs more than its window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap

from bridge.errors import FanlightError
from host.compose.faces import face_of
from host.compose.parts import HostParts
from host.diag.report import gather, pack
from host.launch.instance import Instance
from host.links import link_to
from host.own_program import own_command
from host.pins import keep_pinned, read_pins
from host.services.shortcuts import ICON_PX, Shortcut, Shortcuts, own_shortcuts
from host.shell.app_icons import letter_tile
from host.shell.capsule_menu import MenuAct, MenuFacts
from host.shell.display_text import isolated, plain
from host.shell.face import AppFace
from host.shell.file_dialogs import QtFileDialogs
from host.shell.icon_decode import decode_icon
from host.shell.report_sheet import ReportSheet
from host.shell.share_sheet import ShareSheet
from host.shell.texts import texts_for
from host.shell.veil import Veil
from host.shell.window import MiniProgramWindow
from host.store.origin import OriginKind
from sandbox.package.verify import VerifiedBundle

REPORT_NAME = "fanlight-report.zip"


class Capsule:
    """Of one running app. Made when its menu is first opened."""

    def __init__(
        self,
        parts: HostParts,
        instance: Instance,
        bundle: VerifiedBundle,
        window: MiniProgramWindow,
        shortcuts: Shortcuts | None = None,
    ) -> None:
        """`shortcuts`: the person's own by default."""
        self._parts = parts
        self._instance = instance
        self._bundle = bundle
        self._window = window
        # A folder that is open for its developer is not what the app's id opens.
        self._installed = instance.ref.origin is not OriginKind.DEVELOPMENT
        self._shortcuts = (shortcuts or own_shortcuts()) if self._installed else None

    def opening(self) -> None:
        """The menu opens: say how things stand, a moment later where that takes one."""
        self._parts.spawn(self._tell_facts())

    async def perform(self, act: MenuAct) -> None:
        """Do it; what fails is said in the window."""
        try:
            await self._perform(act)
        except FanlightError as error:
            if not self._window.is_closed:
                from host.shell.problems import said

                language = self._parts.skin.appearance.texts.language
                self._window.tell(plain(said(error, language), 200), well=False)

    async def _perform(self, act: MenuAct) -> None:
        words = self._parts.skin.appearance.texts.window
        app_id = self._instance.ref.app_id
        if act is MenuAct.ADD_SHORTCUT and self._shortcuts is not None:
            shortcut = self._shortcut()
            await asyncio.to_thread(self._shortcuts.add, shortcut)
            self._window.tell(words.shortcut_made)
        elif act is MenuAct.REMOVE_SHORTCUT and self._shortcuts is not None:
            await asyncio.to_thread(self._shortcuts.remove, app_id)
            self._window.tell(words.shortcut_removed)
        elif act in (MenuAct.PIN, MenuAct.UNPIN):
            pins, wanted = self._parts.store.home.pins, act is MenuAct.PIN
            await asyncio.to_thread(keep_pinned, pins, app_id, wanted=wanted)
            self._parts.shelf_changed()
            self._window.tell(words.pinned if wanted else words.unpinned)
        elif act is MenuAct.REPORT:
            await self._report()

    async def share(self) -> None:
        """Show the present page as a link and a QR code: for apps that have no sharing of their
        own, where the person wants it."""
        skin, ref = self._parts.skin, self._instance.ref
        page = self._instance.page
        link = link_to(ref.app_id, page, {})

        def make(done: Callable[[None], None]) -> Veil:
            face = self._face()
            return ShareSheet(
                skin.appearance, skin.shelf, self._window, face, face.plain_name, link, done
            )

        await self._window.put(make, None)

    async def _tell_facts(self) -> None:
        facts = await asyncio.to_thread(self._facts)
        if not self._window.is_closed:
            self._window.bar.menu.show_facts(facts)

    def _facts(self) -> MenuFacts:
        if not self._installed:
            return MenuFacts()
        app_id = self._instance.ref.app_id
        pinned = app_id in read_pins(self._parts.store.home.pins)
        has = None if self._shortcuts is None else self._shortcuts.has(app_id)
        return MenuFacts(pinned, has)

    async def _report(self) -> None:
        store, skin = self._parts.store, self._parts.skin
        files = await asyncio.to_thread(gather, store)

        def make(done: Callable[[bool], None]) -> Veil:
            return ReportSheet(skin.appearance, skin.shelf, self._window, self._face(), files, done)

        if not await self._window.put(make, False):
            return
        words = skin.appearance.texts.report
        title = words.title.format(name=self._face().isolated_name)
        content = await asyncio.to_thread(pack, files)
        saved = await QtFileDialogs(self._window, title).save(REPORT_NAME, content)
        if saved is not None and not self._window.is_closed:
            self._window.tell(words.saved.format(file=isolated(plain(saved))))

    def _face(self) -> AppFace:
        ref = self._instance.ref
        language = self._parts.looks.language()
        return face_of(self._bundle, ref.publisher, ref.origin, language, ref.publisher_name)

    def _shortcut(self) -> Shortcut:
        """In every language the manifest has; the system shows it beside other programs, so it
        says that it is a mini-program's."""
        manifest, face = self._bundle.manifest, self._face()
        names = {"": manifest.name}
        comments = {"": manifest.description or ""}
        for tag in manifest.i18n:
            names[tag], comments[tag] = manifest.name_for(tag), manifest.description_for(tag)
        app_id, home = self._instance.ref.app_id, self._parts.store.home
        return Shortcut(
            app_id=app_id,
            names={_locale(tag): _known_as(face, tag, name) for tag, name in names.items()},
            comments={_locale(tag): plain(about, 200) for tag, about in comments.items()},
            command=(*own_command(), "open", app_id, "--home", str(home.root)),
            icon=self._icon(face),
        )

    def _icon(self, face: AppFace) -> bytes:
        content = face.read_icon() if face.read_icon else None
        image = decode_icon(content, ICON_PX) if content else None
        if image is None:
            image = letter_tile(face.app_id, face.plain_name, ICON_PX).toImage()
        png = QByteArray()
        buffer = QBuffer(png)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QPixmap.fromImage(image).save(buffer, "PNG")
        return bytes(png.data())


def _known_as(face: AppFace, tag: str, name: str) -> str:
    known_as = texts_for(tag or "en").window.known_as
    return known_as.format(name=replace(face, name=name).plain_name)


def _locale(tag: str) -> str:
    """A BCP 47 tag as the names of locales write it."""
    return tag.replace("-", "_")
