"""The host's pages about one app and about one right: read in a thread, shown, kept in step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress

import msgspec
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bridge.errors import FanlightError, NotInstalled
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.compose.faces import face_of
from host.compose.host import Host
from host.shell.app_page import AppPage, AppPageFacts, DeclaredRight
from host.shell.face import AppFace
from host.shell.rights_page import RightOfApp, RightsPage
from host.shell.timings_model import local_time
from host.store.origin import OriginKind
from sandbox.manifest import Manifest
from sandbox.package.verify import VerifiedBundle

Beside = Callable[[Coroutine[None, None, object]], None]


class _Known(msgspec.Struct, frozen=True):
    bundle: VerifiedBundle
    publisher: KeyId
    origin: OriginKind
    size_bytes: int
    source: str
    publisher_name: str | None = None


class AppPages:
    """Shows pages, and holds each until it is closed. `beside` runs work that nothing waits for,
    and says what fails."""

    def __init__(self, host: Host, beside: Beside) -> None:
        self._host = host
        self._beside = beside
        self._shown: dict[int, QWidget] = {}

    async def about(self, app_id: AppId, *, rights: bool = False) -> None:
        """Show what an app is and may do; `rights`: the page begins at what it may do.

        Raises NotInstalled, StoreCorrupt.
        """
        facts = await asyncio.to_thread(self._facts, app_id)
        page = AppPage(self._host.skin.appearance, self._host.skin.shelf, facts)
        grants, publisher = self._host.store.grants, facts.face.publisher

        async def change(scope: Scope, answer: Grant | None) -> None:
            await self._answer(facts.face, scope, answer)
            await show()

        async def reset() -> None:
            await asyncio.to_thread(grants.forget, app_id, publisher)
            await show()

        async def show() -> None:
            fresh = await asyncio.to_thread(self._facts, app_id)
            if shiboken6.isValid(page):  # it may have been closed meanwhile
                page.show_facts(fresh)

        page.answer_changed.connect(lambda _, scope, answer: self._beside(change(scope, answer)))
        page.reset_requested.connect(lambda _: self._beside(reset()))
        page.right_requested.connect(lambda scope: self._beside(self.right(scope)))
        if rights:
            page.begin_at_rights()
        self.keep(page)

    async def right(self, chosen: Scope) -> None:
        """Show the pages of all rights, `chosen` first."""
        page = RightsPage(self._host.skin.appearance, self._host.skin.shelf, chosen)
        grants = self._host.store.grants

        async def change(face: AppFace, scope: Scope, answer: Grant | None) -> None:
            await self._answer(face, scope, answer)
            await show()

        async def reset(scope: Scope) -> None:
            await asyncio.to_thread(grants.forget_every, scope)
            await show()

        async def show() -> None:
            rights = await asyncio.to_thread(self._rights)
            if shiboken6.isValid(page):
                page.show_rights(rights)

        await show()
        page.answer_changed.connect(
            lambda face, scope, answer: self._beside(change(face, scope, answer))
        )
        page.reset_requested.connect(lambda scope: self._beside(reset(scope)))
        page.about_requested.connect(lambda face: self._beside(self.about(face.app_id)))
        self.keep(page)

    def keep(self, page: QWidget) -> None:
        """Show a page of the host's own; it is held until it is closed, by Esc too, and holds
        the host."""
        number, staying = id(page), self._host.staying
        self._shown[number] = page
        staying.hold(number)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.destroyed.connect(lambda: self._shown.pop(number, None))
        page.destroyed.connect(lambda: staying.let_go(number))
        for key in (QKeySequence.StandardKey.Close, QKeySequence.StandardKey.Cancel):
            QShortcut(QKeySequence(key), page).activated.connect(page.close)
        page.show()

    async def _answer(self, face: AppFace, scope: Scope, answer: Grant | None) -> None:
        grants = self._host.store.grants
        if answer is None:
            await asyncio.to_thread(grants.forget, face.app_id, face.publisher, scope)
        else:
            await grants.run_remember(face.app_id, face.publisher, scope, answer)

    def _facts(self, app_id: AppId) -> AppPageFacts:
        known, store = self._known(app_id), self._host.store
        manifest, language = known.bundle.manifest, self._host.language
        held = {grant.scope: grant for grant in store.grants.all(app_id, known.publisher)}
        used = store.audit.last_uses(app_id)
        rights = []
        for asked in manifest.req_permissions:
            if asked.name not in set(Scope):
                continue
            scope = Scope(asked.name)
            grant = held.get(scope)
            last = self._time((grant.last_used_at if grant else None, used.get(scope)))
            reason = manifest.reason_for(asked, language)
            rights.append(DeclaredRight(scope, reason, grant.answer if grant else None, last))
        return AppPageFacts(
            face=face_of(
                known.bundle, known.publisher, known.origin, language, known.publisher_name
            ),
            description=manifest.description_for(language) or "",
            version=manifest.version,
            size_bytes=known.size_bytes,
            source=known.source,
            rights=tuple(rights),
            origins=origins_of(manifest),
        )

    def _known(self, app_id: AppId) -> _Known:
        """As it is installed, else as it runs: a developer's folder is in no library."""
        library = self._host.store.library
        app = library.find(app_id)
        if app is not None:
            bundle = library.bundle(app_id)
            return _Known(
                bundle,
                app.publisher,
                app.origin_kind,
                app.size_bytes,
                app.origin_place,
                app.publisher_name,
            )
        for instance in self._host.running:
            if instance.ref.app_id == app_id:
                bundle, ref = self._host.box(instance).mount.bundle, instance.ref
                source = self._host.skin.appearance.texts.badges.development
                size_bytes = bundle.index.content_bytes
                return _Known(bundle, ref.publisher, ref.origin, size_bytes, source)
        raise NotInstalled(f"{app_id} is not installed and does not run", app_id=app_id)

    def _rights(self) -> dict[Scope, list[RightOfApp]]:
        """Installed apps that were answered about a right or used it."""
        store = self._host.store
        faces: dict[AppId, AppFace | None] = {}
        found: dict[Scope, list[RightOfApp]] = {}
        for scope in Scope:
            answered = {
                (each.app_id, each.publisher): each.grant for each in store.grants.every(scope)
            }
            users = store.audit.users(scope)
            rows = []
            for app_id in sorted({key[0] for key in answered} | set(users)):
                if app_id not in faces:
                    faces[app_id] = self._face(app_id)
                face = faces[app_id]
                if face is None:
                    continue
                grant = answered.get((app_id, face.publisher))
                last = self._time((grant.last_used_at if grant else None, users.get(app_id)))
                rows.append(RightOfApp(face, grant.answer if grant else None, last))
            found[scope] = sorted(rows, key=lambda row: row.face.plain_name)
        return found

    def _face(self, app_id: AppId) -> AppFace | None:
        """None for one that is gone, or damaged."""
        library = self._host.store.library
        with suppress(FanlightError):
            app = library.get(app_id)
            bundle = library.bundle(app_id)
            language = self._host.language
            return face_of(bundle, app.publisher, app.origin_kind, language, app.publisher_name)
        return None

    def _time(self, moments: Sequence[str | None]) -> str | None:
        """The latest, as people of the host's language write it; rows' times sort as text."""
        known = [moment for moment in moments if moment]
        return local_time(max(known), self._host.skin.appearance.texts.language) if known else None


def origins_of(manifest: Manifest) -> tuple[str, ...]:
    """Every remote origin an app declares, once, in order."""
    rules = manifest.network
    families = (rules.request, rules.socket, rules.upload, rules.download, rules.media)
    return tuple(sorted({origin for family in families for origin in family}))
