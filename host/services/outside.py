"""The system's own programs, by QDesktopServices."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImageReader

from bridge.errors import NotSupported
from host.services.lent_files import LentFiles


class QtLauncher:
    """host.services.ports.Launcher. Copies are `lent`, whose end is its owner's."""

    def __init__(self, lent: LentFiles) -> None:
        self._lent = lent
        self._one_copy = asyncio.Lock()

    async def open_link(self, url: str) -> None:
        """Raises NotSupported."""
        if not QDesktopServices.openUrl(QUrl(url)):
            raise NotSupported("no program of this system takes such a link")

    async def open_copy(self, file: Path, ending: str) -> None:
        """Raises NotSupported."""
        async with self._one_copy:
            try:
                copy = await asyncio.to_thread(self._lent.lend, file, ending)
            except OSError as error:
                raise NotSupported(f"the file was not copied: {error.strerror}") from None
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            raise NotSupported(f"no program of this system opens {ending} files")


class QtPictures:
    """host.services.ports.Pictures: reads a picture's head, decodes nothing."""

    def size_px(self, file: Path) -> tuple[int, int]:
        size = QImageReader(str(file)).size()
        return (size.width(), size.height()) if size.isValid() else (0, 0)
