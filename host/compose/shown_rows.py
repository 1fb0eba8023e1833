"""The launcher's rows from its kept list. Few imports: it is used before there is a host."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bridge.names import AppId
from host.shell.app_icons import IconReader
from host.shell.badges import Badge
from host.shell.display_text import isolated
from host.shell.launcher_rows import AppRow, Arranged, LocalName, RowsOnDemand
from host.shell.launcher_words import Note
from host.store.origin import OriginKind
from host.store.shown_file import ShownApp

BADGES = {
    OriginKind.REGISTRY: Badge.VERIFIED,
    OriginKind.SIDELOAD: Badge.SIDELOADED,
    OriginKind.DEVELOPMENT: Badge.DEVELOPMENT,
}


_KEY_GROUPS = 4
"""Of a fingerprint, where there is room for no more."""


def publisher_text(app: ShownApp) -> str:
    """Who made it, and whose word that is: a name with its registry, else the beginning of the
    key that signed it; a developer's own folder is named."""
    if app.publisher:
        return f"{app.publisher} · {app.place}"
    if app.origin is OriginKind.DEVELOPMENT or not app.key:
        return app.place
    return f"{' '.join(app.key.split()[:_KEY_GROUPS])} …"


class RowMaker:
    """Makes rows of one state: what is pinned, was opened last, and is said beside apps."""

    def __init__(
        self,
        icon: Callable[[AppId], IconReader],
        pinned: frozenset[AppId],
        recent: Mapping[AppId, int],
        notes: Mapping[AppId, Note],
    ) -> None:
        self._icon = icon
        self._pinned = pinned
        self._recent = recent
        self._notes = notes
        self._places: dict[str, str] = {}

    def row(self, app: ShownApp) -> AppRow:
        """One app's."""
        app_id = AppId(app.app_id)
        said = publisher_text(app)
        place = self._places.get(said)
        if place is None:
            place = self._places[said] = isolated(said)
        return AppRow(
            app_id=app_id,
            name=app.name,
            description=app.description,
            publisher=place,
            badge=BADGES[app.origin],
            read_icon=self._icon(app_id),
            names={tag: LocalName(text.name, text.description) for tag, text in app.texts.items()},
            pinned=app_id in self._pinned,
            recent=self._recent.get(app_id),
            note=self._notes.get(app_id, Note.NONE),
            version=app.version,
            previous=app.previous,
            stays=app.stays,
            updatable=app.origin is OriginKind.REGISTRY,
        )

    def in_order(self, apps: Sequence[ShownApp], more: int = 0) -> Arranged:
        """Rows of apps that are in the order of their names already, each made when it is looked
        at: only the pinned ones go first. `more` apps follow later."""
        pinned = {str(app_id) for app_id in self._pinned}
        ordered = sorted(apps, key=lambda app: app.app_id not in pinned)
        return Arranged(
            RowsOnDemand(len(ordered), lambda place: self.row(ordered[place])),
            tuple(app.app_id for app in ordered),
            sum(note is Note.UPDATE for note in self._notes.values()),
            more=more,
        )
