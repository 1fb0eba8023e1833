"""The system's file dialogs over an app's window. A page never learns a path."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bridge.errors import MessageTooLarge, NotSupported
from host.services.ports import PickedFile


class QtFileDialogs:
    """`host.services.ports.FileDialogs` over QFileDialog; reads and writes off the UI thread."""

    def __init__(self, window: QWidget, app_name: str) -> None:
        """`app_name`, isolated, stands in each dialog's title: a person sees who asks."""
        self._window = window
        self._app_name = app_name

    async def open(
        self, count: int, extensions: tuple[str, ...], limit_bytes: int
    ) -> tuple[PickedFile, ...] | None:
        """Raises MessageTooLarge, NotSupported (a file cannot be read)."""
        paths = await self.pick(count, extensions)
        return None if paths is None else await asyncio.to_thread(_read, paths, limit_bytes)

    async def pick(self, count: int, extensions: tuple[str, ...]) -> tuple[Path, ...] | None:
        dialog = QFileDialog(self._window, self._app_name)
        many = count > 1
        dialog.setFileMode(
            QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
        )
        if extensions:
            dialog.setNameFilter(" ".join(f"*.{extension}" for extension in extensions))
        paths = await self._chosen(dialog)
        return tuple(paths[:count]) or None

    async def save(self, name: str, content: bytes) -> str | None:
        """Raises NotSupported when the chosen place cannot be written."""
        place = await self.place(name)
        if place is None:
            return None
        try:
            await asyncio.to_thread(place.write_bytes, content)
        except OSError as error:
            raise NotSupported(f"the file was not saved: {error.strerror}") from None
        return place.name

    async def place(self, name: str) -> Path | None:
        dialog = QFileDialog(self._window, self._app_name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        paths = await self._chosen(dialog)
        return paths[0] if paths else None

    async def _chosen(self, dialog: QFileDialog) -> list[Path]:
        done: asyncio.Future[list[Path]] = asyncio.get_running_loop().create_future()

        def finish(result: int) -> None:
            if not done.done():
                accepted = result == QFileDialog.DialogCode.Accepted.value
                done.set_result([Path(path) for path in dialog.selectedFiles()] if accepted else [])

        dialog.finished.connect(finish)
        dialog.open()
        try:
            return await done
        finally:
            dialog.close()
            dialog.deleteLater()


def _read(paths: tuple[Path, ...], limit_bytes: int) -> tuple[PickedFile, ...]:
    try:
        total_bytes = sum(path.stat().st_size for path in paths)
        if total_bytes > limit_bytes:
            raise MessageTooLarge(
                f"{total_bytes} bytes were picked; the limit is {limit_bytes}",
                limit_bytes=limit_bytes,
            )
        return tuple(PickedFile(path.name, path.read_bytes()) for path in paths)
    except OSError as error:
        raise NotSupported(f"the file cannot be read: {error.strerror}") from None
