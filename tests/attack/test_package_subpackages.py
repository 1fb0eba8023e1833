"""Row S15: a WeChat-syntax app's subpackage from another version, or from another app.

Subpackages are files of the one package, so the one index names them all: none has an authority
of its own.
"""

from __future__ import annotations

import json
import random
import socket
from pathlib import Path

import msgspec
import pytest

from bridge.errors import ArchiveInvalid, ContentMismatch, PackageError
from bridge.names import AppId
from host.store.obtain import RegistryInstaller
from host.store.registry import RegistryBook
from host.store.store import Store
from sandbox.compile.compiler import Mode, open_compiler
from sandbox.package import layout
from sandbox.package.index import IndexFile, Method, encode_index
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify_all, verify_stored
from sandbox.weixin_mount import WeixinMount
from tests.compiled_before import compiler_folder
from tests.package_forge import KEY, Forge
from tests.registry_kit import HASTY, BadServer, Request, Shop, send_range
from tests.store_apps import home

SHOP, OTHER = AppId("org.alice.shop"), AppId("org.alice.other")
SUBPACKAGE = "weixin/packages/sub/main.js"


def compiled(folder: Path, code: int, app_id: str, word: str) -> dict[str, bytes]:
    """A project with a subpackage, whose code says `word`, as the files of a package."""
    app = {"pages": ["pages/index/index"], "subpackages": [{"root": "sub", "pages": ["a/a"]}]}
    version = {"name": f"{code}.0.0", "code": code}
    files = {
        "app.json": json.dumps(app),
        "app.js": "App({})",
        "project.config.json": json.dumps({"compileType": "miniprogram"}),
        "fanlight.json": json.dumps({"app_id": app_id, "name": "Shop", "version": version}),
        "pages/index/index.js": "Page({})",
        "pages/index/index.wxml": "<view>main</view>",
        "sub/a/a.js": f"Page({{ data: {{ word: '{word}' }} }})",
        "sub/a/a.wxml": "<view>{{word}}</view>",
    }
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    compiler = open_compiler(folder, compiler_folder())
    built = compiler.build(Mode.RELEASE)
    compiler.rest()
    assert built.files, built.diagnostics
    return dict(built.files)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The same app in two versions, and another app; their subpackages are of one length."""
    folder = tmp_path_factory.mktemp("projects")
    return {
        "old": compiled(folder / "1", 1, SHOP, "old"),
        "new": compiled(folder / "2", 2, SHOP, "new"),
        "other": compiled(folder / "3", 2, OTHER, "odd"),
    }


def opened(content: bytes) -> VerifiedBundle:
    return verify_all(open_package(BytesSource(content)))


def entry(content: bytes, path: str) -> tuple[int, bytes]:
    """Where a file's entry begins in a package, and its bytes: header, name and data."""
    file = open_package(BytesSource(content)).index.by_path()[path]
    return file.offset, content[file.offset : file.offset + layout.entry_bytes(file)]


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize("donor", ["old", "other"])
def test_S15_a_subpackage_of_another_package_is_refused(
    versions: dict[str, dict[str, bytes]], donor: str, compress: bool
) -> None:
    """In its place in the ZIP, with or without the directory record that goes with it."""
    good = pack(versions["new"], KEY, compress=compress)
    assert b"new" in opened(good).read(SUBPACKAGE)
    offset, ours = entry(good, SUBPACKAGE)
    _, theirs = entry(pack(versions[donor], KEY, compress=compress), SUBPACKAGE)
    assert ours != theirs
    swapped = good[:offset] + theirs + good[offset + len(ours) :]
    with pytest.raises((ArchiveInvalid, ContentMismatch)):
        opened(swapped)
    data = 30 + len(SUBPACKAGE)
    if len(ours) == len(theirs):
        swapped = good[: offset + data] + theirs[data:] + good[offset + len(ours) :]
        with pytest.raises(ContentMismatch, match="weixin/packages/sub"):
            opened(swapped)


def test_S15_a_subpackage_with_its_own_records_is_refused(
    versions: dict[str, dict[str, bytes]],
) -> None:
    """A ZIP that is right in itself, under the index of the newer version."""
    new = opened(pack(versions["new"], KEY, compress=False))
    mixed = versions["new"] | {SUBPACKAGE: versions["old"][SUBPACKAGE]}
    forge = Forge([(path, mixed[path]) for path in new.paths], deflated=False)
    assert all(record.method is Method.STORED for record in forge.records)
    forge.block = forge.sign(encode_index(new.index))
    with pytest.raises(ArchiveInvalid, match="weixin/packages/sub"):
        opened(forge.build())
    # And under an index that names the older bytes, but which nobody has signed.
    index = msgspec.structs.replace(new.index, files=tuple(forge.records))
    forge.block = new.envelope.replace(encode_index(new.index), encode_index(index))
    with pytest.raises(PackageError):
        opened(forge.build())


FILLING = random.Random(1).randbytes(400_000)


def test_S15_an_update_by_ranges_takes_no_other_versions_subpackage(
    tmp_path: Path, versions: dict[str, dict[str, bytes]]
) -> None:
    """The server sends the newer version's ranges, but the older subpackage in its place."""
    shop = Shop(tmp_path / "shop")
    old, new = (
        pack(versions[name] | {"filling.bin": FILLING}, shop.alice, compress=False)
        for name in ("old", "new")
    )
    shop.maker.publish(old, shop.alice)
    with (
        Store(home(tmp_path)) as store,
        BadServer(shop.files) as server,
        RegistryBook(store.home, store.floors, HASTY) as book,
    ):
        book.add(server.url, fingerprint=shop.root_sha256)
        installer = RegistryInstaller(store, book)
        installer.install(SHOP)
        shop.maker.publish(new, shop.alice)
        book.open("shop").refresh()
        offset, ours = entry(new, SUBPACKAGE)
        _, theirs = entry(old, SUBPACKAGE)
        data = 30 + len(SUBPACKAGE)
        swapped = new[: offset + data] + theirs[data:] + new[offset + len(ours) :]
        assert len(swapped) == len(new)
        (address,) = {
            f"/{path.relative_to(shop.files).as_posix()}"
            for path in shop.files.rglob("*.ma")
            if path.read_bytes() == new
        }
        etag = '"new"'
        ranges: list[int | None] = []

        def answer(request: Request, connection: socket.socket) -> None:
            ranges.append(request.first_byte)
            send_range(connection, request, swapped, etag)

        server.answers[address] = answer
        with pytest.raises(ContentMismatch, match="weixin/packages/sub"):
            installer.update(SHOP, by_name=True)
        assert ranges
        assert None not in ranges
        assert b"old" in store.library.bundle(SHOP).read(SUBPACKAGE)
        del server.answers[address]
        installer.update(SHOP, by_name=True)
        assert b"new" in store.library.bundle(SHOP).read(SUBPACKAGE)


class Mixed:
    """An installed app's files, one of them another version's."""

    def __init__(self, bundle: VerifiedBundle, instead: bytes) -> None:
        self._bundle = bundle
        self._instead = instead

    def content(self, file: IndexFile) -> bytes:
        return self._instead if file.path == SUBPACKAGE else self._bundle.read(file.path)


@pytest.mark.parametrize("donor", ["old", "other"])
def test_S15_an_installed_app_serves_no_other_versions_subpackage(
    versions: dict[str, dict[str, bytes]], donor: str
) -> None:
    new = opened(pack(versions["new"], KEY))
    stored = verify_stored(new.envelope, Mixed(new, versions[donor][SUBPACKAGE]))
    mount = WeixinMount(stored, "miniapp://a")
    assert mount.resource("weixin/main.js").content
    with pytest.raises(ContentMismatch, match="weixin/packages/sub"):
        mount.resource(SUBPACKAGE)
    assert WeixinMount(new, "miniapp://a").resource(SUBPACKAGE).content
