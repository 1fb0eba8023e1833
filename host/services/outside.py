"""The system's own programs, by QDesktopServices."""

from __future__ import annotations

import asyncio
import shutil
import stat
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImageReader

from bridge.errors import NotSupported


class QtLauncher:
    """host.services.ports.Launcher. Copies go with the system's temporary files."""

    async def open_link(self, url: str) -> None:
        """Raises NotSupported."""
        if not QDesktopServices.openUrl(QUrl(url)):
            raise NotSupported("no program of this system takes such a link")

    async def open_copy(self, file: Path, ending: str) -> None:
        """Raises NotSupported."""
        copy = await asyncio.to_thread(_copy, file, ending)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            raise NotSupported(f"no program of this system opens {ending} files")


class QtPictures:
    """host.services.ports.Pictures: reads a picture's head, decodes nothing."""

    def size_px(self, file: Path) -> tuple[int, int]:
        size = QImageReader(str(file)).size()
        return (size.width(), size.height()) if size.isValid() else (0, 0)


def _copy(file: Path, ending: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fanlight-open-"))
    copy = folder / f"{file.stem}.{ending}"
    shutil.copyfile(file, copy)
    copy.chmod(stat.S_IRUSR)
    return copy
