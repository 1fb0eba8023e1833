"""A whole file to disk: exact length, checked digest, taken up again where it broke off."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

import httpx
import msgspec

from bridge.errors import ContentMismatch, RegistryInvalid, RegistryUnreachable
from bridge.names import Digest
from host.store.durable import flush_file, full_disk_typed
from host.store.fetch.client import HttpClient, response_failure
from host.store.fetch.ranges import Validator, check_content_range
from host.store.fetch.settings import Progress


def download(
    client: HttpClient,
    url: str,
    target: Path,
    *,
    size_bytes: int,
    sha256: Digest,
    progress: Progress | None = None,
) -> Path:
    """Put the file at `url` at `target`, complete and checked, or raise and leave no `target`.

    What arrived before a failure stays in `<target>.part` and the next call goes on from
    there, guarded by If-Range; what turns out not to belong together is fetched anew once.
    A `target` that already has the right bytes is kept. Raises RegistryUnreachable (the part
    stays), ContentMismatch and RegistryInvalid (the part goes), StoreFull.
    """
    job = _Download(client, url, target, size_bytes, sha256, progress)
    with full_disk_typed(f"downloading {url}"):
        return job.run()


class _Download(msgspec.Struct, frozen=True):
    client: HttpClient
    url: str
    target: Path
    size_bytes: int
    sha256: Digest
    progress: Progress | None

    @property
    def part(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    @property
    def note(self) -> Path:
        """The ETag that the part was fetched under."""
        return self.target.with_name(self.target.name + ".part.etag")

    def run(self) -> Path:
        self.target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._is_right(self.target):
            return self.target
        resumed = self._present_bytes() > 0
        for attempt in range(self.client.settings.attempts):
            try:
                self._receive()
                break
            except RegistryUnreachable:
                if attempt + 1 == self.client.settings.attempts:
                    raise
                resumed = True
            except RegistryInvalid:
                self._discard()
                raise
        if not self._is_right(self.part):
            self._discard()
            if not resumed:
                raise self._mismatch()
            self._receive()
            if not self._is_right(self.part):
                self._discard()
                raise self._mismatch()
        self.part.replace(self.target)
        self._discard()
        return self.target

    def _receive(self) -> None:
        present = self._present_bytes()
        if present == self.size_bytes:
            return
        headers: dict[str, str] = {}
        if present:
            headers = {"Range": f"bytes={present}-{self.size_bytes - 1}", **self._if_range()}
        budget_ms = self.client.settings.budget_ms(self.size_bytes - present)
        with self.client.get(self.url, budget_ms=budget_ms, headers=headers) as response:
            if present and response.status_code == 206:
                check_content_range(response, present, self.size_bytes, self.size_bytes, self.url)
                self._append(response, present)
            elif response.status_code == 200:
                self._discard()
                self._append(response, 0)
            elif present and response.status_code == 416:
                self._discard()
                raise RegistryUnreachable(f"{self.url} changed while it was fetched; try again")
            else:
                raise response_failure(response, self.url)

    def _append(self, response: httpx.Response, received: int) -> None:
        validator = Validator.of(response)
        self.note.write_text(validator.if_range.get("If-Range", ""), encoding="utf-8")
        with open(self.part, "ab") as file:
            for chunk in response.iter_raw():
                received += len(chunk)
                if received > self.size_bytes:
                    raise RegistryInvalid(
                        f"{self.url} is longer than the {self.size_bytes} bytes that were signed; "
                        "refused",
                        url=self.url,
                        limit_bytes=self.size_bytes,
                    )
                file.write(chunk)
                if self.progress is not None:
                    self.progress(received, self.size_bytes)
        flush_file(str(self.part))
        if received < self.size_bytes:
            raise RegistryUnreachable(
                f"{self.url} ended after {received} of {self.size_bytes} bytes; "
                "what arrived is kept: try again",
                url=self.url,
            )

    def _present_bytes(self) -> int:
        try:
            present = self.part.stat().st_size
        except FileNotFoundError:
            return 0
        if present > self.size_bytes:
            self._discard()
            return 0
        return present

    def _if_range(self) -> dict[str, str]:
        try:
            etag = self.note.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        return {"If-Range": etag} if etag.startswith('"') and etag.isascii() else {}

    def _is_right(self, path: Path) -> bool:
        try:
            with open(path, "rb") as file:
                return _size(file) == self.size_bytes and _sha256(file) == self.sha256
        except FileNotFoundError:
            return False

    def _discard(self) -> None:
        for path in (self.part, self.note):
            with suppress(FileNotFoundError):
                path.unlink()

    def _mismatch(self) -> ContentMismatch:
        return ContentMismatch(
            f"{self.url} is not the file that the registry signed (its SHA-256 is another); "
            "nothing of it was kept: the server's files and metadata disagree",
            url=self.url,
            sha256=str(self.sha256),
        )


def _size(file: BufferedReader) -> int:
    return os.fstat(file.fileno()).st_size


def _sha256(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
