"""How the shell shows an app, from its verified bundle."""

from __future__ import annotations

from PySide6.QtGui import QColor

from bridge.errors import FanlightError
from bridge.names import KeyId
from host.compose.shown_rows import BADGES
from host.shell.app_icons import IconReader
from host.shell.face import AppFace
from host.store.origin import OriginKind
from sandbox.package.verify import VerifiedBundle


def icon_reader(bundle: VerifiedBundle) -> IconReader:
    """Reads the manifest's first icon, verified; None when there is none to show."""

    def read() -> bytes | None:
        if not bundle.manifest.icons:
            return None
        try:
            return bundle.read(bundle.manifest.icons[0].src)
        except FanlightError:
            return None

    return read


def six_digits(colour: str | None) -> str | None:
    """A CSS colour of a manifest as `#rrggbb`; None for one that has no colour to it."""
    if colour is not None and colour.startswith("#") and len(colour) in (5, 9):
        return None  # with transparency: CSS has it at the end, Qt at the start
    read = QColor.fromString(colour or "")
    return read.name() if read.isValid() and read.alpha() == 255 else None


def face_of(
    bundle: VerifiedBundle,
    publisher: KeyId,
    origin: OriginKind,
    language: str,
    publisher_name: str | None,
) -> AppFace:
    """Name, badge and icon; `publisher` is the app's identity, not its latest key;
    `publisher_name` a registry's word for it, if there is one."""
    manifest = bundle.manifest
    return AppFace(
        app_id=manifest.app_id,
        name=manifest.name_for(language),
        publisher=publisher,
        badge=BADGES[origin],
        publisher_name=publisher_name,
        theme_colour=six_digits(manifest.window.navigation_bar_background_color),
        read_icon=icon_reader(bundle),
    )
