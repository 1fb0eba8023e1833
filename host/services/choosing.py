"""Picking, keeping and opening: the person's own files on one side, the app's on the other."""

from __future__ import annotations

import asyncio
import re
import shutil
import unicodedata
from pathlib import Path
from urllib.parse import urlsplit

from bridge.api import choosing
from bridge.api.choosing import (
    ChooseFilesParams,
    ChooseMediaParams,
    KeepKind,
    KeepOutcome,
    KeepParams,
    MediaType,
    OpenDocumentParams,
    OpenExternalParams,
    TakenFile,
    TakenOutcome,
)
from bridge.errors import CallCancelled, InvalidParams, NotSupported
from bridge.methods import Binding, Done, bind
from host.services.appfiles.archive import copy_in
from host.services.appfiles.service import AppFiles
from host.services.appfiles.tree import FileTree
from host.services.files import proposed_name
from host.services.ports import Agreement, Consenting, FileDialogs, Launcher, Pictures
from sandbox.mime import mime_of

IMAGES = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "avif")
VIDEOS = ("mp4", "m4v", "mov", "webm", "ogv")
DOCUMENTS = frozenset(
    (
        *(set(IMAGES) - {"svg"}),
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "odt",
        "ods",
        "odp",
        "txt",
        "csv",
    )
)
"""What the system may be asked to open: nothing that a system would run. Office files with
macros (`docm` …) are not among them, nor are SVGs, whose scripts a browser runs."""
_ENDINGS = {MediaType.IMAGE: IMAGES, MediaType.VIDEO: VIDEOS}
_OUTSIDE = re.compile(r"(?:https://|tel:|sms:|mailto:|geo:)[\x21-\x7e\u00a1-\uffff]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
_ENDING = re.compile(r"[A-Za-z0-9]{1,16}")
_SEEN = {
    KeepKind.IMAGE: ("picture", tuple(ending for ending in IMAGES if ending in DOCUMENTS)),
    KeepKind.VIDEO: ("video", VIDEOS),
}
"""What is kept to be looked at has a name of the host's and an ending that is looked at."""


class ChoosingService:
    """Over the system's dialogs; one of them at a time."""

    def __init__(
        self,
        dialogs: FileDialogs,
        files: AppFiles,
        consenting: Consenting,
        launcher: Launcher,
        pictures: Pictures,
    ) -> None:
        self._dialogs = dialogs
        self._files = files
        self._consenting = consenting
        self._launcher = launcher
        self._pictures = pictures
        self._one_dialog = asyncio.Lock()

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(choosing.CHOOSE_MEDIA, self.media),
            bind(choosing.CHOOSE_FILES, self.files),
            bind(choosing.SAVE_MEDIA, self.keep),
            bind(choosing.OPEN_DOCUMENT, self.open_document),
            bind(choosing.OPEN_EXTERNAL, self.open_external),
        )

    async def media(self, params: ChooseMediaParams) -> TakenOutcome:
        """Raises CallCancelled, QuotaExceeded, NotSupported."""
        kinds = params.media_type or list(MediaType)
        endings = tuple(ending for kind in kinds for ending in _ENDINGS[kind])
        return await self._taken(params.count, endings)

    async def files(self, params: ChooseFilesParams) -> TakenOutcome:
        """Raises CallCancelled, QuotaExceeded, NotSupported."""
        endings = tuple(text.lower() for text in params.extension)
        if not endings and params.type in {"image", "video"}:
            endings = _ENDINGS[MediaType(params.type)]
        return await self._taken(params.count, endings)

    async def keep(self, params: KeepParams) -> KeepOutcome:
        """Raises NotFound, FileRefused, NotSupported."""
        place = await self._files.run(lambda tree: tree.file(params.path, "open"))
        name = _kept_name(params.kind, place)
        async with self._one_dialog:
            target = await self._dialogs.place(name)
        if target is None:
            return KeepOutcome(saved=False)
        try:
            await asyncio.to_thread(shutil.copyfile, place, target)
        except OSError as error:
            raise NotSupported(f"the file was not saved: {error.strerror}") from None
        return KeepOutcome(saved=True)

    async def open_document(self, params: OpenDocumentParams) -> Done:
        """Raises CallCancelled, NotFound, FileRefused, InvalidParams, NotSupported."""
        place = await self._files.run(lambda tree: tree.file(params.path, "openDocument"))
        ending = (place.suffix.removeprefix(".") or params.file_type).lower()
        if ending not in DOCUMENTS:
            raise InvalidParams(f"openDocument: a file of type {ending[:16]!r} is not opened here")
        await self._agreed(Agreement.OPEN_DOCUMENT, place.name)
        await self._launcher.open_copy(place, ending)
        return Done()

    async def open_external(self, params: OpenExternalParams) -> Done:
        """Raises CallCancelled, InvalidParams, NotSupported."""
        if not _is_outside(params.url):
            raise InvalidParams("openExternal: use an https:, tel:, sms:, mailto: or geo: link")
        await self._agreed(Agreement.OPEN_ADDRESS, params.url)
        await self._launcher.open_link(params.url)
        return Done()

    async def _agreed(self, what: Agreement, about: str) -> None:
        if not await self._consenting.agree(what, about, False):
            raise CallCancelled("cancel")

    async def _taken(self, count: int, endings: tuple[str, ...]) -> TakenOutcome:
        async with self._one_dialog:
            picked = await self._dialogs.pick(count, endings)
        if not picked:
            raise CallCancelled("cancel")
        return TakenOutcome(files=[await self._take(place) for place in picked])

    async def _take(self, place: Path) -> TakenFile:
        def copy(tree: FileTree) -> tuple[str, Path, int]:
            ending = place.suffix.removeprefix(".").lower()
            address = copy_in(tree, place, ending if _ENDING.fullmatch(ending) else "")
            return address, tree.file(address, "open"), int(place.stat().st_mtime)

        try:
            address, kept, time_s = await self._files.run(copy)
        except OSError as error:
            raise NotSupported(f"the file cannot be read: {error.strerror}") from None
        kind = mime_of(place.name).partition("/")[0]
        width, height = (
            await asyncio.to_thread(self._pictures.size_px, kept) if kind == "image" else (0, 0)
        )
        return TakenFile(
            path=address,
            name=place.name,
            size=kept.stat().st_size,
            type=kind if kind in {"image", "video"} else "file",
            time=time_s,
            width=width,
            height=height,
        )


def _is_outside(url: str) -> bool:
    """Whether `url` may be shown to a person as what it is, and given to another program.

    An address that reads as another one is refused, not repaired: a name before an `@`, a host
    that is not ASCII (its letters may be another script's), characters that draw nothing or turn
    the direction of text.
    """
    if not _OUTSIDE.fullmatch(url) or any(unicodedata.category(char) in _UNSEEN for char in url):
        return False
    if not url.startswith("https:"):
        return True
    try:
        parts = urlsplit(url)
        named = parts.hostname is not None and parts.port != 0
    except ValueError:
        return False
    return named and parts.netloc.isascii() and not set(parts.netloc) & set("@%\\")


def _kept_name(kind: KeepKind, place: Path) -> str:
    """What the dialog proposes. A picture or video is never named as a program would be."""
    if seen := _SEEN.get(kind):
        name, endings = seen
        ending = place.suffix.removeprefix(".").lower()
        return f"{name}.{ending if ending in endings else endings[0]}"
    try:
        return proposed_name(place.name) if place.suffix else "file"
    except InvalidParams:  # good enough for the app's own folder, not for a person's eyes
        return "file"
