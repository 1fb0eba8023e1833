"""What the launcher shows of offers: rows of the list, and the facts of one app's page."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import FanlightError
from bridge.names import AppId
from bridge.permissions import Scope
from host.shell.app_icons import IconReader, IconRequest
from host.shell.badges import Badge
from host.shell.display_text import isolated, plain
from host.shell.launcher_rows import AppRow, LocalName
from host.shell.launcher_words import Note
from host.shell.store_detail import DetailFacts, Standing
from host.store.consent import Ask
from host.store.storefront import Offer, Preview

log = logging.getLogger("fanlight.host")

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from host.shell.texts import Texts
    from host.store.library import InstalledApp
    from host.store.shown_file import ShownApp

_SCOPE, _NETWORK = "scope:", "network:"


class Looked(msgspec.Struct, frozen=True):
    """A preview, its pictures decoded."""

    preview: Preview
    pictures: tuple[QImage, ...]


class Situation(msgspec.Struct, frozen=True):
    """All that is known of one offered app just now."""

    offer: Offer
    installed: InstalledApp | None = None
    agreed: frozenset[Ask] = frozenset()
    looked: Looked | None = None
    working: bool = False
    told: str = ""
    problem: str = ""


def is_newer(offer: Offer, place: str, code: int) -> bool:
    """Whether the offer is an update of a version `code` that came from the registry `place`."""
    return offer.registry == place and offer.code > code


def offer_row(
    offer: Offer, installed: Mapping[str, ShownApp], read_icon: IconReader | None
) -> AppRow:
    """A card of the list."""
    app = installed.get(offer.app_id)
    note = Note.NONE
    if app is not None:
        note = Note.UPDATE if is_newer(offer, app.place, app.code) else Note.INSTALLED
    return AppRow(
        app_id=offer.app_id,
        name=offer.name,
        description=offer.description,
        publisher=isolated(f"{offer.publisher} · {offer.registry}"),
        badge=Badge.VERIFIED,
        read_icon=read_icon,
        names={
            tag: LocalName(text.name or "", text.description or "")
            for tag, text in offer.names.items()
        },
        note=note,
        category=offer.category,
        registry=offer.registry,
        version=offer.version_name,
    )


def wanted_more(situation: Situation) -> frozenset[Ask]:
    """What an update asks for beyond what a person agreed to."""
    if situation.installed is None or situation.looked is None:
        return frozenset()
    return situation.looked.preview.asks - situation.agreed


def detail_facts(situation: Situation, language: str, read_icon: IconReader | None) -> DetailFacts:
    """What the page of an offered app shows."""
    offer, app, looked = situation.offer, situation.installed, situation.looked
    local = offer_row(offer, {}, None).local(language)
    updates = app is not None and is_newer(offer, app.origin_place, app.version.code)
    standing = Standing.OFFERED if app is None else Standing.INSTALLED
    if updates:
        standing = Standing.UPDATE
    if situation.working:
        standing = Standing.WORKING
    name, description, changes = local.name, local.description, ""
    rights: tuple[Scope, ...] | None = None
    origins: tuple[str, ...] = ()
    pictures: tuple[QImage, ...] = ()
    if looked is not None:
        manifest = looked.preview.manifest
        name, changes = manifest.name_for(language), manifest.changes_for(language)
        description = manifest.description_for(language)
        rights, origins = scopes_of(looked.preview.asks), origins_in(looked.preview.asks)
        pictures = looked.pictures
    more = wanted_more(situation) if updates else frozenset()
    return DetailFacts(
        app_id=offer.app_id,
        registry=offer.registry,
        icon=IconRequest(_icon_key(situation), plain(name) or str(offer.app_id), read_icon),
        name=name,
        description=description,
        publisher=offer.publisher,
        version=offer.version_name,
        size_bytes=offer.size_bytes,
        standing=standing,
        installed=app.version.name if app else "",
        rights=rights,
        origins=origins,
        changes=changes,
        pictures=pictures,
        previous=app.previous.name if app and app.previous else "",
        new_rights=scopes_of(more),
        new_origins=origins_in(more),
        told=situation.told,
        problem=situation.problem,
    )


def _icon_key(situation: Situation) -> str:
    """The offered version's icon is another picture than the installed one's."""
    offer = situation.offer
    known = "known" if situation.looked else "tile"
    return f"{offer.app_id}@{offer.registry}#{offer.code} {known}"


def scopes_of(asks: frozenset[Ask]) -> tuple[Scope, ...]:
    """The rights among what is asked for that this host knows; others are never granted."""
    names = {ask.removeprefix(_SCOPE) for ask in asks if ask.startswith(_SCOPE)}
    return tuple(scope for scope in Scope if scope.value in names)


def origins_in(asks: frozenset[Ask]) -> tuple[str, ...]:
    """The origins among what is asked for, once each."""
    found = {ask.split(":", 2)[2] for ask in asks if ask.startswith(_NETWORK)}
    return tuple(sorted(found))


def problem_text(error: FanlightError, texts: Texts) -> str:
    """An error as a page says it; its code and facts are in the log."""
    from host.shell.problems import facts, sentence

    log.info("a page says: %s", facts(error))
    return sentence(error, texts.language)


def updates_among(offers: Sequence[Offer], installed: Mapping[str, ShownApp]) -> dict[AppId, Note]:
    """What to say beside installed apps: a newer version is offered, or theirs was withdrawn."""
    notes: dict[AppId, Note] = {}
    for offer in offers:
        app = installed.get(offer.app_id)
        if app is None or offer.registry != app.place:
            continue
        if is_newer(offer, app.place, app.code):
            notes[offer.app_id] = Note.UPDATE
        elif app.code in offer.revoked:
            notes[offer.app_id] = Note.WITHDRAWN
    return notes
