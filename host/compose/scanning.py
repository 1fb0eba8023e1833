"""A picture with a QR code, or a link, that a person gave the launcher: what it opens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QMessageBox

from bridge.errors import NotInstalled, PictureUnreadable
from host.links import Link, parse_link
from host.picture_codes import MAX_PIXELS, codes_in, is_link, only_link, read_picture
from host.shell.display_text import plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bridge.names import AppId
    from host.shell.scan_button import Taken
    from host.shell.style import Appearance

_SHOWN_CODES = 4
_SHOWN_CHARS = 300
_UNCOMPRESSED = 100
"""Of QImageWriter's quality: it goes no farther than the process beside this one."""


class Offering(Protocol):
    """The registries' pages."""

    async def show_offered(self, app_id: AppId) -> bool:
        """Show the page of an app that is not installed; False where nobody offers it."""


class Scanning:
    """Opens what a code links to; whatever else it says is shown, to be copied."""

    def __init__(
        self,
        appearance: Appearance,
        window: QWidget,
        market: Offering,
        open_link: Callable[[Link], Awaitable[None]],
    ) -> None:
        self._appearance = appearance
        self._window = window
        self._market = market
        self._open_link = open_link

    async def take(self, taken: Taken | None) -> None:
        """Raises PictureUnreadable, LinkInvalid, DiskFailed, and what opening raises."""
        if taken is None:
            words = self._appearance.texts.scan
            self._say(words.nothing_title, words.nothing_body, "")
            return
        if isinstance(taken, str):
            await self._open(parse_link(taken))
            return
        codes = await asyncio.to_thread(_codes, taken)
        link = only_link(codes)
        if link is not None:
            await self._open(link)
        else:
            self._show(codes)

    async def _open(self, link: Link) -> None:
        try:
            await self._open_link(link)
        except NotInstalled:
            # Its page says who made it and what it may do: the person installs it, or not.
            if not await self._market.show_offered(link.app_id):
                raise

    def _show(self, codes: tuple[str, ...]) -> None:
        words = self._appearance.texts.scan
        several = any(map(is_link, codes))
        lines = [plain(text, _SHOWN_CHARS) for text in codes[:_SHOWN_CODES]]
        self._say(
            words.several_links if several else words.no_link, "\n".join(lines), "\n".join(codes)
        )

    def _say(self, title: str, body: str, to_copy: str) -> None:
        words = self._appearance.texts.scan
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        # A stranger's words: never read as HTML, which names files and addresses.
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        box.setInformativeText(body)
        if to_copy:
            copy = box.addButton(words.copy, QMessageBox.ButtonRole.ActionRole)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(to_copy))
        box.setDefaultButton(box.addButton(words.close, QMessageBox.ButtonRole.RejectRole))
        box.open()


def _codes(taken: Path | bytes | QImage) -> tuple[str, ...]:
    """Blocks for some tenths of a second."""
    if isinstance(taken, Path):
        return codes_in(read_picture(taken))
    return codes_in(_png(taken) if isinstance(taken, QImage) else taken)


def _png(image: QImage) -> bytes:
    if image.width() * image.height() > MAX_PIXELS:
        raise PictureUnreadable(
            f"the picture has more than {MAX_PIXELS:,} pixels: copy the code alone",
            limit_pixels=MAX_PIXELS,
        )
    grey = image if image.hasAlphaChannel() else image.convertToFormat(_GREY)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(_WRITING)
    writer = QImageWriter(buffer, b"png")
    writer.setQuality(_UNCOMPRESSED)
    writer.write(grey)
    return bytes(content.data())


# Made here, on Qt's own thread.
_GREY = QImage.Format.Format_Grayscale8
_WRITING = QIODevice.OpenModeFlag.WriteOnly
