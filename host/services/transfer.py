"""`downloadFile` and `uploadFile`: bodies stream between the network and the app's files."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bridge.api import network, transfer
from bridge.api.network import HeadersReceived
from bridge.api.transfer import (
    MAX_DOWNLOAD_BYTES,
    DownloadOutcome,
    DownloadParams,
    DownloadProgress,
    UploadOutcome,
    UploadParams,
    UploadProgress,
)
from bridge.methods import Binding, bind
from host.services.appfiles.service import AppFiles
from host.services.appfiles.tree import FileTree
from host.services.origins import OriginRules
from host.services.outbound import Carrying, Headers, Outbound, Outgoing
from host.services.ports import Events
from host.services.request import decoded, joined, written
from sandbox.mime import mime_of

_PIECE_BYTES = 256 * 1024
_TELL_EVERY_S = 0.1


class TransferService:
    """Of one app, to the origins its manifest declares for each way."""

    def __init__(
        self,
        outbound: Outbound,
        download: OriginRules,
        upload: OriginRules,
        files: AppFiles,
        events: Events,
    ) -> None:
        self._outbound = outbound
        self._download = download
        self._upload = upload
        self._files = files
        self._events = events

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(transfer.DOWNLOAD_FILE, self.download),
            bind(transfer.UPLOAD_FILE, self.upload),
        )

    async def download(self, params: DownloadParams) -> DownloadOutcome:
        """Raises NetworkFailed, NotFound, FileRefused, QuotaExceeded, InvalidParams."""
        target = params.file_path
        if target:
            await self._files.run(lambda tree: tree.check_target(target, "downloadFile"))
        address, place = await self._files.run(lambda tree: tree.new_temporary(_ending(params)))
        landing = _Landing(self._files, address, place, self._progress(params))
        try:
            incoming = await self._outbound.fetch(
                Outgoing("GET", params.url, written(params.header), b"", params.timeout / 1000),
                self._download,
                Carrying(
                    began=lambda status, headers: self._began(
                        params.task, status, headers, landing
                    ),
                    take=landing.take,
                    limit_bytes=MAX_DOWNLOAD_BYTES,
                ),
            )
            await self._files.run(lambda tree: _land(tree, place, address, target))
        except BaseException:
            self._files.drop(place)
            raise
        return DownloadOutcome(
            temp_file_path=None if target else address,
            file_path=target or None,
            status_code=incoming.status,
            header=joined(incoming.headers),
            data_length=landing.held_bytes,
        )

    async def upload(self, params: UploadParams) -> UploadOutcome:
        """Raises NetworkFailed, NotFound, FileRefused, InvalidParams."""
        place = await self._files.run(lambda tree: tree.file(params.file_path, "uploadFile"))
        form = _Form(params, place)
        headers = (
            *(pair for pair in written(params.header) if pair[0] != "content-type"),
            ("content-type", form.content_type),
        )
        teller = _Teller()

        def sent(bytes_: int) -> None:
            if params.task and teller.may_tell(last=bytes_ == form.total_bytes):
                self._events.emit(
                    transfer.UPLOAD_PROGRESS,
                    UploadProgress(
                        task=params.task,
                        progress=100 * bytes_ // form.total_bytes,
                        total_bytes_sent=bytes_,
                        total_bytes_expected_to_send=form.total_bytes,
                    ),
                )

        incoming = await self._outbound.fetch(
            Outgoing("POST", params.url, headers, b"", params.timeout / 1000),
            self._upload,
            Carrying(
                body=lambda: form.stream(sent),
                body_bytes=form.total_bytes,
                began=lambda status, found: self._began(params.task, status, found, None),
            ),
        )
        return UploadOutcome(
            data=decoded(incoming), status_code=incoming.status, header=joined(incoming.headers)
        )

    def _began(self, task: int, status: int, headers: Headers, landing: _Landing | None) -> None:
        found = joined(headers)
        if landing is not None and "content-encoding" not in found:
            length = found.get("content-length", "")
            landing.expected_bytes = int(length) if length.isdigit() else 0
        if task:
            self._events.emit(
                network.HEADERS_RECEIVED,
                HeadersReceived(task=task, status_code=status, header=found),
            )

    def _progress(self, params: DownloadParams) -> Callable[[int, int], None]:
        teller = _Teller()

        def tell(held_bytes: int, expected_bytes: int) -> None:
            if params.task and teller.may_tell(last=held_bytes == expected_bytes):
                self._events.emit(
                    transfer.DOWNLOAD_PROGRESS,
                    DownloadProgress(
                        task=params.task,
                        progress=100 * held_bytes // expected_bytes if expected_bytes else 0,
                        total_bytes_written=held_bytes,
                        total_bytes_expected_to_write=expected_bytes,
                    ),
                )

        return tell


class _Teller:
    """Ten times a second, and always the last."""

    def __init__(self) -> None:
        self._told_s = 0.0

    def may_tell(self, *, last: bool) -> bool:
        now_s = time.monotonic()
        if not last and now_s - self._told_s < _TELL_EVERY_S:
            return False
        self._told_s = now_s
        return True


class _Landing:
    """A temporary file that fills; never held open: a cancelled download must be able to remove
    it."""

    def __init__(
        self, files: AppFiles, address: str, place: Path, tell: Callable[[int, int], None]
    ) -> None:
        self._files = files
        self._address = address
        self._place = place
        self._tell = tell
        self.expected_bytes = 0
        self.held_bytes = 0

    async def take(self, piece: bytes) -> None:
        """Raises QuotaExceeded where the app's room is full."""
        await self._files.run(lambda tree: tree.land(self._address, self._place, piece))
        self.held_bytes += len(piece)
        self._tell(self.held_bytes, self.expected_bytes)


class _Form:
    """One file and some fields as multipart/form-data (RFC 7578)."""

    def __init__(self, params: UploadParams, place: Path) -> None:
        boundary = f"fanlight-{secrets.token_hex(16)}"
        self.content_type = f"multipart/form-data; boundary={boundary}"
        fields = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n'
            f"{value}\r\n"
            for name, value in params.form_data.items()
        )
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(params.name)}"; '
            f'filename="{_quoted(place.name)}"\r\nContent-Type: {mime_of(place.name)}\r\n\r\n'
        )
        self._before = (fields + head).encode("utf-8", "replace")
        self._after = f"\r\n--{boundary}--\r\n".encode()
        self._place = place
        self.total_bytes = len(self._before) + place.stat().st_size + len(self._after)

    async def stream(self, sent: Callable[[int], None]) -> AsyncIterator[bytes]:
        """The form's bytes; `sent` hears how many are on their way."""
        total_bytes = len(self._before)
        yield self._before
        opened = await asyncio.to_thread(self._place.open, "rb")
        try:
            while piece := await asyncio.to_thread(opened.read, _PIECE_BYTES):
                total_bytes += len(piece)
                yield piece
                sent(total_bytes)
        finally:
            opened.close()
        yield self._after
        sent(total_bytes + len(self._after))


def _quoted(text: str) -> str:
    """As browsers write names in a form (HTML, "escape a multipart/form-data name")."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _ending(params: DownloadParams) -> str:
    name = params.url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    ending = name.rpartition(".")[2] if "." in name else ""
    return ending if ending.isascii() and ending.isalnum() and len(ending) <= 16 else ""


def _land(tree: FileTree, place: Path, address: str, target: str) -> None:
    place.touch()  # an empty answer is a file too
    tree.landed()
    if target:
        tree.rename(address, target)
