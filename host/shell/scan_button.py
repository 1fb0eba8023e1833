"""Where a person takes a picture with a QR code from: the clipboard, a file, a drop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from host.shell.controls import GlyphButton
from host.shell.glyphs import Glyph

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QMenu

    from host.shell.style import Appearance

Taken = Path | bytes | QImage | str
"""A picture's file, its bytes, its pixels; or a link as text."""


class ScanButton(GlyphButton):
    """Opens a menu. `taken` carries a `Taken`, None where the clipboard holds none."""

    taken = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        self._words = appearance.texts.scan
        self._menu: QMenu | None = None
        super().__init__(appearance, Glyph.SCAN, self._words.scan)
        self.clicked.connect(self._open_menu)

    @property
    def menu_of_places(self) -> QMenu:
        """Made when it is first wanted: not for the launcher's first paint."""
        if self._menu is None:
            from PySide6.QtWidgets import QMenu

            self._menu = QMenu(self)
            self._menu.setAccessibleName(self._words.scan)
            for text, act in (
                (self._words.from_clipboard, self.take_from_clipboard),
                (self._words.from_file, self._choose_file),
            ):
                self._menu.addAction(text).triggered.connect(act)
        return self._menu

    def take_from_clipboard(self) -> None:
        """What was copied last, in any program."""
        from PySide6.QtGui import QGuiApplication

        self.taken.emit(taken_from(QGuiApplication.clipboard().mimeData()))

    def _open_menu(self) -> None:
        self.menu_of_places.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        words = self._words
        chosen, _ = QFileDialog.getOpenFileName(self, words.choose, "", words.picture_files)
        if chosen:
            self.taken.emit(Path(chosen))


_TAKEN_AS_BYTES = ("image/png", "image/jpeg")


def may_be_taken(data: QMimeData) -> bool:
    """Whether `taken_from` gives something; whoever offers a picture is not asked for it yet."""
    if _local_file(data) is None and (
        data.hasImage() or any(data.hasFormat(kind) for kind in _TAKEN_AS_BYTES)
    ):
        return True
    return taken_from(data) is not None


def taken_from(data: QMimeData) -> Taken | None:
    """What of `data` may hold a link: one local file, a picture, a link's text; nothing is read.

    Bytes are taken as they are, so that a stranger's picture is decoded elsewhere; pixels where
    the system has none but those.
    """
    from host.picture_codes import is_link, is_picture  # not for the launcher's first paint

    if (place := _local_file(data)) is not None:
        return place if is_picture(place) else None
    for kind in _TAKEN_AS_BYTES:
        if data.hasFormat(kind):
            return bytes(data.data(kind).data())
    if data.hasImage():
        image = data.imageData()
        return image if isinstance(image, QImage) else None
    text = data.text().strip()
    return text if is_link(text) else None


def _local_file(data: QMimeData) -> Path | None:
    """The one file of this machine that `data` names."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
