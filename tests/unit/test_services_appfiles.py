"""The file system of one app: what it can do, and that it stays within its folders and room."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bridge.api.appfiles import FileForm, ReadParams, TempParams, WriteParams
from bridge.errors import (
    CallError,
    FanlightError,
    FileRefused,
    InvalidParams,
    NotFound,
    QuotaExceeded,
)
from bridge.methods import table
from bridge.wire import Body
from host.services.appfiles.address import Address, Root, parse_address
from host.services.appfiles.archive import copy_in
from host.services.appfiles.service import AppFiles, AppFilesService
from host.services.appfiles.tree import Room

USR = "wxfile://usr"


class Disk:
    """The service over the wire, with little room."""

    def __init__(self, folder: Path, room: Room | None = None) -> None:
        self.folder = folder
        self.files = AppFiles(folder, room or Room(kept_bytes=4_000, tmp_bytes=2_000, files=20))
        self._table = table(AppFilesService(self.files).bindings())

    async def call(self, name: str, **params: object) -> Any:
        binding = self._table[name]
        given = msgspec.convert(params, binding.spec.params)
        return msgspec.to_builtins(await binding.handler(given))

    async def fail(self, name: str, **params: object) -> FanlightError:
        with pytest.raises(CallError) as caught:
            await self.call(name, **params)
        return caught.value

    async def write(self, path: str, content: bytes, **more: object) -> None:
        await self.call("fsWriteFile", path=path, base64=text(content), **more)

    async def read(self, path: str, **more: object) -> bytes:
        return base64.b64decode((await self.call("fsReadFile", path=path, **more))["base64"])


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.fixture
async def disk(tmp_path: Path) -> AsyncIterator[Disk]:
    made = Disk(tmp_path / "files")
    yield made
    await made.files.close()


async def test_files_are_written_read_and_removed(disk: Disk) -> None:
    place = f"{USR}/茶.txt"
    await disk.write(place, b"tea")
    await disk.write(place, b" time", append=True)
    assert await disk.read(place) == b"tea time"
    assert await disk.read(place, position=4, length=2) == b"ti"
    await disk.write(place, b"TI", position=4)
    assert await disk.read(place) == b"tea TIme"
    await disk.call("fsTruncate", path=place, length=3)
    assert await disk.read(place) == b"tea"
    assert (await disk.call("fsReaddir", path=USR)) == {"files": ["茶.txt"]}
    info = await disk.call("fsInfo", path=place)
    assert info == {"size": 3, "digest": "7239ea2b5dc943f61f3c0a0276c20974"}
    await disk.call("fsUnlink", path=place)
    error = await disk.fail("fsAccess", path=place)
    assert isinstance(error, NotFound)
    assert error.message == f'no such file or directory, access "{place}"'


async def test_bytes_are_taken_and_given_as_they_are(disk: Disk) -> None:
    service = AppFilesService(disk.files)
    place = f"{USR}/a.bin"
    await service.write(WriteParams(path=place, data=Body(b"\xff\x00tea")))
    read = await service.read(ReadParams(path=place, response_type=FileForm.ARRAYBUFFER))
    assert read.data is not None
    assert (read.data.content, read.base64, read.size) == (b"\xff\x00tea", "", 5)
    kept = await service.temporary(TempParams(data=Body(b"png"), extension="png"))
    assert await disk.read(kept.path) == b"png"
    for wrong in (
        WriteParams(path=place),
        WriteParams(path=place, data=Body(b""), base64=""),
        WriteParams(path=place, base64="A A="),
    ):
        with pytest.raises(InvalidParams):
            await service.write(wrong)
    assert await disk.read(place) == b"\xff\x00tea"


async def test_folders(disk: Disk) -> None:
    error = await disk.fail("fsMkdir", path=f"{USR}/a/b")
    assert error.message.startswith("no such file or directory, mkdir")
    await disk.call("fsMkdir", path=f"{USR}/a/b", recursive=True)
    assert (await disk.fail("fsMkdir", path=f"{USR}/a")).message.startswith("file already exists")
    await disk.write(f"{USR}/a/b/x", b"1")
    entries = (await disk.call("fsStat", path=f"{USR}/a", recursive=True))["entries"]
    assert [(x["path"], x["isDirectory"], x["size"]) for x in entries] == [
        ("", True, 0), ("b", True, 0), ("b/x", False, 1),
    ]  # fmt: skip
    assert (await disk.fail("fsRmdir", path=f"{USR}/a")).message.startswith("directory not empty")
    assert isinstance(await disk.fail("fsUnlink", path=f"{USR}/a"), FileRefused)
    assert isinstance(await disk.fail("fsReadFile", path=f"{USR}/a"), FileRefused)
    await disk.call("fsRmdir", path=f"{USR}/a", recursive=True)
    assert (await disk.call("fsReaddir", path=USR)) == {"files": []}
    assert isinstance(await disk.fail("fsRmdir", path=USR, recursive=True), FileRefused)


async def test_moving_copying_saving(disk: Disk) -> None:
    made = await disk.call("tempFile", base64=text(b"png"), extension="PNG")
    assert made["path"].startswith("wxfile://tmp/")
    assert made["path"].endswith(".png")
    await disk.call("fsCopy", srcPath=made["path"], destPath=f"{USR}/copy.png")
    saved = await disk.call("fsSave", tempFilePath=made["path"])
    assert isinstance(await disk.fail("fsAccess", path=made["path"]), NotFound)
    listed = (await disk.call("fsSavedList"))["fileList"]
    assert [(x["filePath"], x["size"]) for x in listed] == [(saved["savedFilePath"], 3)]
    await disk.call("fsRename", oldPath=f"{USR}/copy.png", newPath=f"{USR}/b.png")
    assert await disk.read(f"{USR}/b.png") == b"png"


async def test_room_is_bounded_and_freed_by_removing(disk: Disk) -> None:
    await disk.write(f"{USR}/a", b"x" * 3_000)
    error = await disk.fail("fsWriteFile", path=f"{USR}/b", base64=text(b"y" * 1_001))
    assert isinstance(error, QuotaExceeded)
    assert error.message == "the maximum size of the file storage limit is exceeded"
    assert isinstance(await disk.fail("fsTruncate", path=f"{USR}/a", length=5_000), QuotaExceeded)
    await disk.write(f"{USR}/a", b"x" * 10)
    await disk.write(f"{USR}/b", b"y" * 3_900)
    await disk.call("fsUnlink", path=f"{USR}/b")
    await disk.write(f"{USR}/c", b"y" * 3_900)
    for number in range(18):
        await disk.write(f"{USR}/n{number}", b"")
    assert isinstance(await disk.fail("fsWriteFile", path=f"{USR}/x", base64=""), QuotaExceeded)
    assert isinstance(await disk.fail("fsMkdir", path=f"{USR}/x"), QuotaExceeded)


async def test_folders_have_room_too(disk: Disk) -> None:
    """A folder has no bytes, but the disk holds it: it counts as an entry."""
    deep = "/".join("d" for _ in range(15))
    await disk.call("fsMkdir", path=f"{USR}/{deep}", recursive=True)
    for number in range(5):
        await disk.call("fsMkdir", path=f"{USR}/n{number}")
    full = [
        await disk.fail("fsMkdir", path=f"{USR}/x"),
        await disk.fail("fsMkdir", path=f"{USR}/{deep}/x/y", recursive=True),
        await disk.fail("fsWriteFile", path=f"{USR}/x", base64=""),
    ]
    assert [type(error) for error in full] == [QuotaExceeded] * 3
    await disk.call("fsRmdir", path=f"{USR}/d", recursive=True)
    await disk.call("fsMkdir", path=f"{USR}/x")


async def test_temporary_files_end_with_the_app(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "files")
    await disk.call("tempFile", base64=text(b"1"))
    await disk.write(f"{USR}/kept", b"2")
    await disk.files.close()
    again = Disk(tmp_path / "files")
    assert (await again.call("fsReaddir", path="wxfile://tmp")) == {"files": []}
    assert await again.read(f"{USR}/kept") == b"2"
    await again.files.close()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "file:///etc/passwd", "wxfile://other/x", f"{USR}/../x", f"{USR}/./x",
        f"{USR}/a\0b", f"{USR}/a\\b", f"{USR}/CON", f"{USR}/aux.txt", f"{USR}/a.", f"{USR}/c:x",
        f"{USR}/" + "x" * 256, f"{USR}/" + "a/" * 33, "wxfile://", "wxfile://tmp/..",
    ],
)  # fmt: skip
async def test_addresses_that_lead_nowhere_else(disk: Disk, path: str) -> None:
    with pytest.raises(FileRefused):
        parse_address(path, "open")
    assert isinstance(await disk.fail("fsWriteFile", path=path, base64=""), FileRefused)
    assert isinstance(await disk.fail("fsReadFile", path=path), FileRefused)


async def test_a_link_on_the_way_is_refused(disk: Disk, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("k")
    await disk.write(f"{USR}/a", b"")
    (disk.folder / "usr" / "link").symlink_to(secret)
    for path in (f"{USR}/link", f"{USR}/link/key"):
        assert isinstance(await disk.fail("fsReadFile", path=path), FileRefused)
        assert isinstance(await disk.fail("fsUnlink", path=path), FileRefused)
    await disk.call("fsStat", path=USR, recursive=True)
    assert (secret / "key").read_text() == "k"


def test_addresses_read_as_written() -> None:
    assert parse_address("wxfile://usr//a/b/", "open") == Address(Root.USR, ("a", "b"))
    assert str(Address(Root.TMP, ("x",))) == "wxfile://tmp/x"


def archive(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return held.getvalue()


async def test_archives(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "files", Room(kept_bytes=50_000, tmp_bytes=10, files=30))
    await disk.write(f"{USR}/a.zip", archive(**{"x.txt": b"one", "in/y.txt": b"two"}))
    await disk.call("fsUnzip", zipFilePath=f"{USR}/a.zip", targetPath=f"{USR}/out")
    assert await disk.read(f"{USR}/out/in/y.txt") == b"two"
    found = await disk.call(
        "fsReadZipEntry",
        path=f"{USR}/a.zip",
        entries=[{"path": "x.txt", "position": 1, "length": 1}, {"path": "none"}],
    )
    assert found["entries"]["x.txt"]["base64"] == text(b"n")
    assert "no such file" in found["entries"]["none"]["errMsg"]
    bomb = archive(big=b"\0" * 1_000_000)
    await disk.write(f"{USR}/bomb.zip", bomb)
    bad: dict[str, type[FanlightError]] = {"bomb.zip": QuotaExceeded}
    for name, entry in (("up.zip", "../up"), ("abs.zip", "/abs"), ("name.zip", "con")):
        await disk.write(f"{USR}/{name}", archive(ok=b"1", **{entry: b"2"}))
        bad[name] = FileRefused
    await disk.write(f"{USR}/none.zip", b"no zip at all")
    bad["none.zip"] = FileRefused
    damaged = bytearray(archive(ok=b"1", later=b"some text that is long enough"))
    damaged[damaged.index(b"later") + 8] ^= 0xFF
    await disk.write(f"{USR}/damaged.zip", bytes(damaged))
    bad["damaged.zip"] = FileRefused
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr(link, "/etc/passwd")
    await disk.write(f"{USR}/link.zip", held.getvalue())
    bad["link.zip"] = FileRefused
    for name, kind in bad.items():
        target = f"{USR}/t-{name}"
        error = await disk.fail("fsUnzip", zipFilePath=f"{USR}/{name}", targetPath=target)
        assert isinstance(error, kind), name
        assert isinstance(await disk.fail("fsAccess", path=target), NotFound), name
    await disk.files.close()


async def test_the_view_gets_media_as_such_and_all_else_as_bytes(disk: Disk) -> None:
    await disk.write(f"{USR}/a.png", b"\x89PNG")
    await disk.write(f"{USR}/a.html", b"<script>")
    assert await disk.files.served("usr/a.png") == ("image/png", b"\x89PNG")
    assert (await disk.files.served("usr/a.html"))[0] == "application/octet-stream"
    with pytest.raises(NotFound):
        await disk.files.served("usr/none")


async def test_a_persons_file_is_copied_into_tmp(disk: Disk, tmp_path: Path) -> None:
    own = tmp_path / "holiday.jpg"
    own.write_bytes(b"jpeg")
    address = await disk.files.run(lambda tree: copy_in(tree, own, "jpg"))
    assert await disk.read(address) == b"jpeg"
    own.write_bytes(b"x" * 3_000)
    with pytest.raises(QuotaExceeded):
        await disk.files.run(lambda tree: copy_in(tree, own, "jpg"))


async def test_an_archive_takes_no_more_memory_than_was_asked_for(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "files", Room())
    # 150 MB in 150 KB; a byte far behind its beginning would have all of them unpacked.
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made, made.open("big", "w") as big:
        for _ in range(150):
            big.write(bytes(1024 * 1024))
        big.close()
        made.writestr("small", b"0123456789")
    await disk.write(f"{USR}/bomb.zip", held.getvalue())
    entries = [
        {"path": "big", "position": 140 * 1024 * 1024, "length": 1},
        {"path": "small", "position": 10**15, "length": 1},
        {"path": "small", "position": 8, "length": 10**15},
        {"path": "small", "length": -1},
    ]
    answers = []
    for entry in entries:
        found = await disk.call("fsReadZipEntry", path=f"{USR}/bomb.zip", entries=[entry])
        answers.append(found["entries"][entry["path"]])
    assert "the maximum size" in answers[0]["errMsg"]
    assert [x["base64"] for x in answers[1:]] == ["", text(b"89"), ""]
    # The list of files of an archive is bounded too: this one is 8 MB of names.
    with zipfile.ZipFile(held, "w") as made:
        for number in range(130):
            made.writestr(f"{number:060000}", b"")
    await disk.write(f"{USR}/names.zip", held.getvalue())
    error = await disk.fail("fsUnzip", zipFilePath=f"{USR}/names.zip", targetPath=f"{USR}/t")
    assert isinstance(error, FileRefused)
    await disk.files.close()
