"""The registries in the launcher: what they offer, one app of them, installing, updating."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shiboken6

from bridge.errors import FanlightError, NotFound, UsageError
from bridge.names import AppId, KeyId
from host.compose.offer_facts import (
    Looked,
    Situation,
    detail_facts,
    offer_row,
    problem_text,
    updates_among,
    wanted_more,
)
from host.shell.app_icons import IconReader
from host.shell.icon_decode import decode_picture
from host.shell.launcher_rows import Arranged, arrange
from host.shell.launcher_words import Section
from host.shell.registries_dialog import RegistriesDialog
from host.shell.store_detail import PICTURE_HEIGHT_PX
from host.store.origin import OriginKind

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.compose.shelf import Shelf
    from host.shell.launcher import LauncherWindow
    from host.store.consent import Ask
    from host.store.library import InstalledApp
    from host.store.obtain import RegistryInstaller
    from host.store.registry import RegistryBook
    from host.store.shown_file import ShownApp
    from host.store.storefront import Offer, Offers

T = TypeVar("T")

ASKED_AGAIN_S = 60.0
"""A section that is left and entered again within this time asks nobody."""
_PROGRESS_EVERY_S = 0.05

Beside = Callable[[Coroutine[None, None, object]], None]


class _Stopped(Exception):
    """A person stopped what was being fetched."""


class Working:
    """One install on its worker thread; a person may stop it while bytes arrive."""

    def __init__(self, told: Callable[[int, int], None]) -> None:
        """`told(received_bytes, total_bytes)` is called on the loop this is made on."""
        self._told = told
        self._loop = asyncio.get_running_loop()
        self._stopped = threading.Event()
        self._last_s = 0.0

    def stop(self) -> None:
        """Fetch no more; what came is kept for the next try."""
        self._stopped.set()

    def progress(self, received_bytes: int, total_bytes: int) -> None:
        """Called by whoever fetches. Raises _Stopped."""
        if self._stopped.is_set():
            raise _Stopped
        now_s = time.monotonic()
        if now_s - self._last_s >= _PROGRESS_EVERY_S or received_bytes >= total_bytes:
            self._last_s = now_s
            self._loop.call_soon_threadsafe(self._told, received_bytes, total_bytes)


class Market:
    """What the section "Discover" and its pages do. `beside` runs work that nothing waits for."""

    def __init__(self, host: Host, launcher: LauncherWindow, shelf: Shelf, beside: Beside) -> None:
        self._host = host
        self._launcher = launcher
        self._shelf = shelf
        self._beside = beside
        self._offers: dict[tuple[AppId, str], Offer] = {}
        self._shown: Situation | None = None
        self._working: dict[AppId, Working] = {}
        self._asked_s = -ASKED_AGAIN_S
        self._asking = asyncio.Lock()
        self._installing = asyncio.Lock()
        self._wired = False
        self._ended = False
        launcher.section_shown.connect(self._section_shown)

    def end(self) -> None:
        """Stop what is being fetched."""
        self._ended = True
        for working in self._working.values():
            working.stop()

    # -- the list

    async def discover(self, *, anew: bool) -> None:
        """Show what was last offered, then what is offered now; `anew`: whenever that was."""
        self._wire()
        page = self._launcher.store
        known = await asyncio.to_thread(self._with_book, _known)
        if not known.registries:
            page.show_no_registry()
            return
        due = anew or time.monotonic() - self._asked_s > ASKED_AGAIN_S
        if known.offers or not due:
            await self._show(known)
        else:
            page.show_looking()
        if due:
            await self._show(await self.ask())

    async def look(self) -> None:
        """Ask for updates, where that is a while ago; who opened their section reads of it."""
        if time.monotonic() - self._asked_s <= ASKED_AGAIN_S:
            return
        self._launcher.show_asked(asking=True)
        unreachable: list[str] = []
        try:
            if (await asyncio.to_thread(self._with_book, _known)).registries:
                unreachable = [name for name, _ in (await self.ask()).unreachable]
        finally:
            self._launcher.show_asked(unreachable=unreachable)

    async def ask(self) -> Offers:
        """Ask every registry, and say beside installed apps what was heard of them."""
        async with self._asking:
            offers = await asyncio.to_thread(self._with_book, _ask)
            if not offers.unreachable:
                self._asked_s = time.monotonic()
        installed = await asyncio.to_thread(self._installed)
        self._take(offers)
        await self._shelf.note(updates_among(offers.offers, installed))
        return offers

    async def _show(self, offers: Offers) -> None:
        self._take(offers)
        rows = await asyncio.to_thread(self._rows, offers)
        self._launcher.store.show_offers(rows, [name for name, _ in offers.unreachable])

    def _take(self, offers: Offers) -> None:
        self._offers = {(offer.app_id, offer.registry): offer for offer in offers.offers}

    def _rows(self, offers: Offers) -> Arranged:
        installed = self._installed()
        rows = [
            offer_row(
                offer,
                installed,
                self._shelf.icon_reader(offer.app_id) if offer.app_id in installed else None,
            )
            for offer in offers.offers
        ]
        return arrange(rows, self._host.skin.appearance.texts.language)

    def _installed(self) -> dict[str, ShownApp]:
        """Apps of registries, by their ids."""
        apps = self._host.store.shown.read().apps
        return {app.app_id: app for app in apps if app.origin is OriginKind.REGISTRY}

    # -- one app

    async def detail(self, app_id: AppId, registry: str, told: str = "") -> None:
        """Show the page of an offered app: at once what the list knows, then what it says itself.

        Raises NotFound when no registry offers it.
        """
        self._wire()
        if (app_id, registry) not in self._offers:
            self._take(await asyncio.to_thread(self._with_book, _known))
        offer = self._offers.get((app_id, registry))
        if offer is None:
            raise NotFound(f"registry {registry} does not offer {app_id} any more", app_id=app_id)
        await self._situate(offer, None, told)
        self._launcher.show_detail()
        await self._look(offer, told)

    async def update_of(self, app_id: AppId) -> None:
        """The page of an installed app's registry, after asking it. Raises FanlightError."""
        app = await asyncio.to_thread(self._host.store.library.get, app_id)
        await self.ask()
        await self.detail(app_id, app.origin_place)

    async def show_offered(self, app_id: AppId) -> bool:
        """The page of an app that is not installed, in the first registry that offers it; False
        where none does, as far as is known."""
        known = await asyncio.to_thread(self._with_book, _known)
        for offer in known.offers:
            if offer.app_id == app_id:
                await self.detail(app_id, offer.registry)
                return True
        return False

    async def _look(self, offer: Offer, told: str) -> None:
        try:
            looked = await asyncio.to_thread(self._looked, offer)
        except FanlightError as error:
            problem = "" if _needs_whole(error) else self._worded(error)
            if self._is_shown(offer):
                await self._situate(offer, None, told, problem)
            return
        if self._is_shown(offer):
            await self._situate(offer, looked, told)

    def _is_shown(self, offer: Offer) -> bool:
        return self._shown is not None and self._shown.offer == offer and not self._ended

    async def _situate(
        self, offer: Offer, looked: Looked | None, told: str = "", problem: str = ""
    ) -> None:
        app, agreed = await asyncio.to_thread(self._agreed, offer.app_id)
        working = offer.app_id in self._working
        self._shown = Situation(offer, app, agreed, looked, working, told, problem)
        icon = looked.preview.icon if looked else None
        read: IconReader | None = (lambda: icon) if icon else None
        language = self._host.skin.appearance.texts.language
        if shiboken6.isValid(self._launcher):
            self._launcher.detail.show_facts(detail_facts(self._shown, language, read))

    def _agreed(self, app_id: AppId) -> tuple[InstalledApp | None, frozenset[Ask]]:
        from host.store.consent import asks_of

        library = self._host.store.library
        app = library.find(app_id)
        if app is None:
            return None, frozenset()
        return app, asks_of(library.bundle(app_id).manifest) - app.consent_needed

    def _looked(self, offer: Offer) -> Looked:
        from host.store.storefront import look

        preview = self._with_book(lambda book: look(book, offer.app_id, offer.registry))
        high_px = round(PICTURE_HEIGHT_PX * self._launcher.devicePixelRatioF())
        pictures = [decode_picture(content, high_px) for content in preview.pictures]
        return Looked(preview, tuple(image for image in pictures if image is not None))

    # -- install, update, back

    async def install(self, app_id: AppId, registry: str) -> None:
        """Install an offered app, with progress on its page."""
        await self._obtain(app_id, lambda installer: installer.install(app_id, registry))

    async def update(self, app_id: AppId) -> None:
        """Update an app by a person's wish, who has seen on its page what is new."""
        more = wanted_more(self._shown) if self._shown else frozenset()

        def act(installer: RegistryInstaller) -> None:
            installer.update(app_id, by_name=True, widening=bool(more))
            waiting = self._host.store.library.get(app_id).consent_needed
            self._host.store.accept(app_id, waiting & more)

        running = any(each.ref.app_id == app_id for each in self._host.running)
        words = self._host.skin.appearance.texts.store
        await self._obtain(app_id, act, words.ready if running else "")

    async def quietly(self, act: Callable[[RegistryInstaller], object]) -> None:
        """As an install, with nothing to be seen of it. Raises what `act` raises."""
        working = Working(lambda _done, _total: None)
        async with self._installing:
            await asyncio.to_thread(self._with_installer, act, working)

    async def roll_back(self, app_id: AppId) -> None:
        """Close the app, and make the version before current."""
        await self._host.end_app(app_id)
        app = await asyncio.to_thread(self._host.store.roll_back, app_id)
        words = self._host.skin.appearance.texts.store
        await self.changed(app_id, words.rolled_back.format(version=app.version.name))

    async def changed(self, app_id: AppId, told: str = "", problem: str = "") -> None:
        """The library has another state of this app now: show it wherever it stands."""
        notes = updates_among(
            tuple(self._offers.values()), await asyncio.to_thread(self._installed)
        )
        await self._shelf.refresh(notes)
        shown = self._shown
        if shown is not None and shown.offer.app_id == app_id:
            await self._situate(shown.offer, shown.looked, told, problem)
        if self._wired:
            await self._show_list_again()

    async def _show_list_again(self) -> None:
        from host.store.storefront import Offers

        if self._launcher.sections.section is Section.DISCOVER and self._offers:
            known = Offers(tuple(self._offers.values()), (), 1)
            self._launcher.store.show_offers(await asyncio.to_thread(self._rows, known), [])

    async def _obtain(
        self, app_id: AppId, act: Callable[[RegistryInstaller], object], told: str = ""
    ) -> None:
        if app_id in self._working or self._ended:
            return
        working = self._working[app_id] = Working(
            lambda done, total: self._show_progress(app_id, done, total)
        )
        told_now, problem = told, ""
        try:
            await self._situate_again(app_id)
            async with self._installing:
                await asyncio.to_thread(self._with_installer, act, working)
        except _Stopped:
            told_now = self._host.skin.appearance.texts.store.stopped
        except FanlightError as error:
            told_now, problem = "", self._worded(error)
        finally:
            del self._working[app_id]
        if not self._ended:
            version = await asyncio.to_thread(self._host.store.library.find, app_id)
            text = told_now.format(version=version.version.name if version else "")
            await self.changed(app_id, text, problem)

    async def _situate_again(self, app_id: AppId) -> None:
        shown = self._shown
        if shown is not None and shown.offer.app_id == app_id:
            await self._situate(shown.offer, shown.looked)

    def _show_progress(self, app_id: AppId, done: int, total: int) -> None:
        shown = self._shown
        if shown is not None and shown.offer.app_id == app_id and not self._ended:
            self._launcher.detail.show_progress(done, total)

    def _stop(self, app_id: AppId) -> None:
        if (working := self._working.get(app_id)) is not None:
            working.stop()

    # -- registries

    def registries(self) -> RegistriesDialog:
        """Open the dialog about which registries are trusted."""
        dialog = RegistriesDialog(self._host.skin.appearance, self._launcher)
        dialog.add_requested.connect(
            lambda url, fingerprint, root: self._beside(self._add(dialog, url, fingerprint, root))
        )
        dialog.remove_requested.connect(lambda name: self._beside(self._forget(dialog, name)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        self._beside(self._list_registries(dialog))
        return dialog

    async def _list_registries(self, dialog: RegistriesDialog) -> None:
        entries = await asyncio.to_thread(self._with_book, lambda book: book.list())
        if shiboken6.isValid(dialog):
            dialog.show_trusted([(entry.name, entry.url) for entry in entries])

    async def _add(self, dialog: RegistriesDialog, url: str, fingerprint: str, root: str) -> None:
        def act(book: RegistryBook) -> None:
            content = Path(root).read_bytes() if root else None
            key = KeyId.from_person(fingerprint) if fingerprint else None
            book.add(url or None, root=content, fingerprint=key)

        dialog.show_working(True)
        try:
            await asyncio.to_thread(self._with_book, act)
        except (FanlightError, OSError) as error:
            if shiboken6.isValid(dialog):
                dialog.show_problem(self._worded(_typed(error, root)))
            return
        if shiboken6.isValid(dialog):
            dialog.clear()
            dialog.accept()
        await self.discover(anew=True)

    async def _forget(self, dialog: RegistriesDialog, name: str) -> None:
        await asyncio.to_thread(self._with_book, lambda book: book.remove(name))
        await self._list_registries(dialog)
        await self.discover(anew=True)

    def _worded(self, error: FanlightError) -> str:
        return problem_text(error, self._host.skin.appearance.texts)

    # -- wiring

    def _section_shown(self, section: Section) -> None:
        if section is Section.DISCOVER:
            self._wire()  # at once: a press may be the very next event
            self._beside(self.discover(anew=False))
        elif section is Section.UPDATES:
            self._beside(self.look())

    def _wire(self) -> None:
        if self._wired:
            return
        self._wired = True
        launcher, beside = self._launcher, self._beside
        page, detail = launcher.store, launcher.detail
        page.model.prepare_search()
        page.detail_requested.connect(lambda app, place: beside(self.detail(AppId(app), place)))
        page.reload_requested.connect(lambda: beside(self.discover(anew=True)))
        page.registries_requested.connect(self.registries)
        detail.install_requested.connect(lambda app, place: beside(self.install(AppId(app), place)))
        detail.update_requested.connect(lambda app, _: beside(self.update(AppId(app))))
        detail.stop_requested.connect(lambda app: self._stop(AppId(app)))
        detail.roll_back_requested.connect(lambda app: beside(self.roll_back(AppId(app))))
        detail.open_requested.connect(launcher.open_requested)
        detail.remove_requested.connect(launcher.remove_requested)

    def _with_book(self, act: Callable[[RegistryBook], T]) -> T:
        from host.store.registry import RegistryBook

        with RegistryBook(self._host.home, self._host.store.floors) as book:
            return act(book)

    def _with_installer(self, act: Callable[[RegistryInstaller], object], working: Working) -> None:
        from host.store.obtain import RegistryInstaller

        store = self._host.store

        def obtain(book: RegistryBook) -> None:
            act(RegistryInstaller(store, book, progress=working.progress))

        self._with_book(obtain)


def _known(book: RegistryBook) -> Offers:
    from host.store.storefront import known_offers

    return known_offers(book)


def _ask(book: RegistryBook) -> Offers:
    from host.store.storefront import ask_offers

    return ask_offers(book)


def _needs_whole(error: FanlightError) -> bool:
    """The server sends whole files only: the page says so itself."""
    from host.store.fetch import RangesUnsupported

    return isinstance(error, RangesUnsupported)


def _typed(error: FanlightError | OSError, root: str) -> FanlightError:
    if isinstance(error, FanlightError):
        return error
    return UsageError(f"{root} cannot be read: {error.strerror}", path=root)
