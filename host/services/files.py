"""Files that a person picks or saves. The page gets names and contents, never a path."""

from __future__ import annotations

import asyncio
import base64
import unicodedata

from bridge.api import files
from bridge.api.files import (
    MAX_FILES_BYTES,
    ChooseFileOutcome,
    ChooseFileParams,
    ChosenFile,
    Encoding,
    SaveFileOutcome,
    SaveFileParams,
)
from bridge.errors import CallCancelled, InvalidParams, MessageTooLarge
from bridge.methods import Binding, bind
from host.services.ports import FileDialogs, PickedFile

MAX_NAME_BYTES = 200
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}


class FilesService:
    """Over the system's dialogs; one of them at a time."""

    def __init__(self, dialogs: FileDialogs) -> None:
        self._dialogs = dialogs
        self._one_dialog = asyncio.Lock()

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(files.CHOOSE_FILE, self.choose),
            bind(files.SAVE_FILE_TO_DISK, self.save),
        )

    async def choose(self, params: ChooseFileParams) -> ChooseFileOutcome:
        """Raises CallCancelled, MessageTooLarge, InvalidParams (no UTF-8 where it was asked)."""
        extensions = tuple(dict.fromkeys(text.lower() for text in params.extension))
        async with self._one_dialog:
            picked = await self._dialogs.open(params.count, extensions, MAX_FILES_BYTES)
        if not picked:
            raise CallCancelled("cancel")
        size_bytes = sum(len(file.content) for file in picked)
        if size_bytes > MAX_FILES_BYTES:
            raise MessageTooLarge(
                f"chooseFile: {size_bytes} bytes were picked; the limit is {MAX_FILES_BYTES}",
                limit_bytes=MAX_FILES_BYTES,
            )
        return ChooseFileOutcome(files=[_chosen(file, params.encoding) for file in picked])

    async def save(self, params: SaveFileParams) -> SaveFileOutcome:
        """Raises InvalidParams for a name no system takes, or data not in its encoding."""
        name = proposed_name(params.name)
        content = _content(params)
        async with self._one_dialog:
            saved = await self._dialogs.save(name, content)
        return SaveFileOutcome(
            saved=saved is not None, name=None if saved is None else _last_part(saved)
        )


def proposed_name(text: str) -> str:
    """`text` as a file name for a dialog, the same on every system. Raises InvalidParams.

    Refused rather than repaired: folders, drive letters and streams, control and bidirectional
    characters (which can hide an ending), names reserved by Windows, a leading or trailing dot
    or space.
    """
    name = unicodedata.normalize("NFC", text)
    if (
        any(char in '\\/:*?"<>|' or unicodedata.category(char) in _UNSEEN for char in name)
        or name != name.strip(" .")
        or not name
        or name.partition(".")[0].rstrip().lower() in _RESERVED
        or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES
    ):
        raise InvalidParams(
            f"saveFileToDisk: {text[:80]!r} is not a file name; use one such as note.txt"
        )
    return name


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _chosen(file: PickedFile, encoding: Encoding) -> ChosenFile:
    name = _last_part(file.name)
    if encoding is Encoding.BASE64:
        text = base64.b64encode(file.content).decode("ascii")
    else:
        try:
            text = file.content.decode("utf-8")
        except UnicodeDecodeError:
            raise InvalidParams(
                f"chooseFile: {name[:80]!r} is not UTF-8 text; ask for encoding base64"
            ) from None
    return ChosenFile(name=name, size=len(file.content), encoding=encoding, data=text)


def _content(params: SaveFileParams) -> bytes:
    if params.encoding is Encoding.UTF8:
        return params.data.encode("utf-8")
    try:
        return base64.b64decode(params.data, validate=True)
    except ValueError:
        raise InvalidParams("saveFileToDisk: data is not base64") from None
