"""The handlers of `bridge.api.appfiles`, each run on the app's one thread for files."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bridge.api import appfiles
from bridge.api.appfiles import (
    MAX_READ_BYTES,
    CopyParams,
    DeepParams,
    FileForm,
    InfoOutcome,
    InfoParams,
    NamesOutcome,
    PathParams,
    PlaceOutcome,
    ReadOutcome,
    ReadParams,
    ReadZipOutcome,
    ReadZipParams,
    RenameParams,
    SavedFile,
    SavedListOutcome,
    SaveOutcome,
    SaveParams,
    StatOutcome,
    TempParams,
    TruncateParams,
    UnzipParams,
    WriteParams,
    ZipEntry,
)
from bridge.errors import InvalidParams
from bridge.methods import Binding, Done, NoParams, bind
from bridge.wire import Body
from host.services.appfiles.address import SCHEME, Root
from host.services.appfiles.archive import read_parts, unzip
from host.services.appfiles.tree import FileTree, Room
from sandbox.mime import BYTES, mime_of

T = TypeVar("T")
_ENDING_S = 2.0
_SHOWN = ("image/", "audio/", "video/", "font/")


class AppFiles:
    """One app's files, on one thread. Close it when the app ends: tmp goes then."""

    def __init__(self, folder: Path, room: Room | None = None) -> None:
        self._tree = FileTree(folder, room)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="app-files")

    async def run(self, work: Callable[[FileTree], T]) -> T:
        """Run `work` on the files' thread. Raises what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, self._tree)

    def drop(self, place: Path) -> None:
        """Remove a temporary file, after what is under way with it; waits for nobody."""
        with contextlib.suppress(RuntimeError):  # the app has ended, and tmp goes with it
            self._thread.submit(self._tree.drop, place)

    async def served(self, address: str) -> tuple[str, bytes]:
        """Content type and bytes of a file for the app's view: media, or bytes of no type.

        `address` is without its scheme. Raises NotFound, FileRefused.
        """
        place = await self.run(lambda tree: tree.file(SCHEME + address, "open"))
        mime = mime_of(address)
        content = await asyncio.to_thread(place.read_bytes)
        return (mime if mime.startswith(_SHOWN) else BYTES), content

    async def close(self) -> None:
        """Empty tmp, after what is under way; that is not waited for long: the next start
        empties it too."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.run(FileTree.empty_tmp), _ENDING_S)
        self._thread.shutdown(wait=False, cancel_futures=True)


class AppFilesService:
    """Over the files of one app."""

    def __init__(self, files: AppFiles) -> None:
        self._files = files

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(appfiles.FS_ACCESS, self.access),
            bind(appfiles.FS_READ_FILE, self.read),
            bind(appfiles.FS_WRITE_FILE, self.write),
            bind(appfiles.FS_STAT, self.stat),
            bind(appfiles.FS_READDIR, self.names),
            bind(appfiles.FS_MKDIR, self.mkdir),
            bind(appfiles.FS_RMDIR, self.rmdir),
            bind(appfiles.FS_UNLINK, self.unlink),
            bind(appfiles.FS_RENAME, self.rename),
            bind(appfiles.FS_COPY, self.copy),
            bind(appfiles.FS_TRUNCATE, self.truncate),
            bind(appfiles.FS_UNZIP, self.unzip),
            bind(appfiles.FS_READ_ZIP, self.read_zip),
            bind(appfiles.FS_SAVE, self.save),
            bind(appfiles.FS_SAVED_LIST, self.saved),
            bind(appfiles.FS_INFO, self.info),
            bind(appfiles.TEMP_FILE, self.temporary),
        )

    async def access(self, params: PathParams) -> Done:
        await self._files.run(lambda tree: tree.existing(params.path, "access"))
        return Done()

    async def read(self, params: ReadParams) -> ReadOutcome:
        """Raises InvalidParams for more than one message holds."""
        length = MAX_READ_BYTES + 1 if params.length is None else max(0, params.length)
        content, size = await self._files.run(
            lambda tree: tree.read(params.path, params.position, min(length, MAX_READ_BYTES + 1))
        )
        if len(content) > MAX_READ_BYTES:
            raise InvalidParams(f"fsReadFile: read {MAX_READ_BYTES} bytes at most at once")
        if params.response_type is FileForm.ARRAYBUFFER:
            return ReadOutcome(base64="", size=size, data=Body(content))
        return ReadOutcome(base64=_text(content), size=size)

    async def write(self, params: WriteParams) -> Done:
        content = _given(params)
        await self._files.run(
            lambda tree: tree.write(
                params.path, content, append=params.append, position=params.position
            )
        )
        return Done()

    async def stat(self, params: DeepParams) -> StatOutcome:
        found = await self._files.run(
            lambda tree: tree.stat(params.path, recursive=params.recursive)
        )
        return StatOutcome(entries=found)

    async def names(self, params: PathParams) -> NamesOutcome:
        return NamesOutcome(files=await self._files.run(lambda tree: tree.names(params.path)))

    async def mkdir(self, params: DeepParams) -> Done:
        await self._files.run(
            lambda tree: tree.make_folder(params.path, recursive=params.recursive)
        )
        return Done()

    async def rmdir(self, params: DeepParams) -> Done:
        await self._files.run(
            lambda tree: tree.remove_folder(params.path, recursive=params.recursive)
        )
        return Done()

    async def unlink(self, params: PathParams) -> Done:
        await self._files.run(lambda tree: tree.remove_file(params.path))
        return Done()

    async def rename(self, params: RenameParams) -> Done:
        await self._files.run(lambda tree: tree.rename(params.old_path, params.new_path))
        return Done()

    async def copy(self, params: CopyParams) -> Done:
        await self._files.run(lambda tree: tree.copy(params.src_path, params.dest_path))
        return Done()

    async def truncate(self, params: TruncateParams) -> Done:
        await self._files.run(lambda tree: tree.truncate(params.path, params.length))
        return Done()

    async def unzip(self, params: UnzipParams) -> Done:
        await self._files.run(lambda tree: unzip(tree, params.zip_file_path, params.target_path))
        return Done()

    async def read_zip(self, params: ReadZipParams) -> ReadZipOutcome:
        def read(tree: FileTree) -> dict[str, ZipEntry]:
            return {
                name: ZipEntry(err_msg=found)
                if isinstance(found, str)
                else ZipEntry(base64=_text(found))
                for name, found in read_parts(tree, params.path, params.entries)
            }

        return ReadZipOutcome(entries=await self._files.run(read))

    async def save(self, params: SaveParams) -> SaveOutcome:
        target = params.file_path or _kept(params.temp_file_path)
        await self._files.run(lambda tree: tree.rename(params.temp_file_path, target))
        return SaveOutcome(saved_file_path=target)

    async def saved(self, params: NoParams) -> SavedListOutcome:
        root = f"{SCHEME}{Root.STORE.value}"
        found = await self._files.run(lambda tree: tree.stat(root, recursive=True))
        return SavedListOutcome(
            file_list=[
                SavedFile(
                    file_path=f"{root}/{entry.path}",
                    size=entry.size,
                    create_time=entry.last_modified_time,
                )
                for entry in found
                if not entry.is_directory
            ]
        )

    async def info(self, params: InfoParams) -> InfoOutcome:
        def digest(tree: FileTree) -> InfoOutcome:
            place = tree.file(params.path, "getFileInfo")
            with place.open("rb") as opened:
                # Not a matter of security: WeChat's own choice of digests.
                made = hashlib.file_digest(
                    opened, lambda: hashlib.new(params.digest_algorithm, usedforsecurity=False)
                )
            return InfoOutcome(size=place.stat().st_size, digest=made.hexdigest())

        return await self._files.run(digest)

    async def temporary(self, params: TempParams) -> PlaceOutcome:
        content = _given(params)

        def keep(tree: FileTree) -> str:
            address, _ = tree.new_temporary(params.extension)
            tree.write(address, content, append=False, position=None)
            return address

        return PlaceOutcome(path=await self._files.run(keep))


def _kept(temporary: str) -> str:
    return f"{SCHEME}{Root.STORE.value}/{temporary.rpartition('/')[2]}"


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _given(params: WriteParams | TempParams) -> bytes:
    if params.data is not None and params.base64 is None:
        return params.data.content
    if params.data is not None or params.base64 is None:
        raise InvalidParams("give the bytes as `data` or as `base64`, one of them")
    try:
        return base64.b64decode(params.base64, validate=True)
    except ValueError:
        raise InvalidParams("base64: the bytes are not base64") from None
