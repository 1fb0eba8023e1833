"""Lists of what a first screen asks for: a hint that nothing can be made to hang on."""

from __future__ import annotations

import json
import time
from pathlib import Path
from unittest.mock import Mock

import pytest

from bridge.errors import NotFound
from bridge.marks import Trace
from bridge.names import AppId, AppVersion, PageRoute
from host.compose.noted import MOST_ASKED, NotedResources
from host.launch.instance import Instance, State
from host.launch.source import AppRef
from host.store import first_files as rows
from host.store.audit import AuditLog
from host.store.origin import OriginKind
from host.store.store import Store
from sandbox.manifest import read_manifest
from sandbox.mount import Mount
from sandbox.package.first import FIRST_FILES_PATH, encode_first_files, first_files
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from tests.package_forge import KEY, manifest, sample_files
from tests.store_apps import HELLO, home, install, package

PAGE = PageRoute("pages/index/index")
MORE = {f"data/{number:03}.json": b"{}" for number in range(500)}
GUESS = ("manifest.json", "app.css", "app.js", f"{PAGE}.html", "common/icon.svg")


def chosen(lists: bytes | None, last: tuple[str, ...] = ()) -> tuple[str, ...]:
    files = sample_files() | MORE | ({} if lists is None else {FIRST_FILES_PATH: lists})
    found = first_files(files, files.__getitem__, read_manifest(manifest()), PAGE, last)
    return tuple(path for path in found if path != FIRST_FILES_PATH)


def test_a_list_counts_for_its_page_and_the_last_launch_before_it() -> None:
    asked = (f"{PAGE}.html", "data/007.json", "data/003.json")
    measured = encode_first_files({PAGE: asked})
    assert chosen(measured) == ("manifest.json", *asked, "common/icon.svg")
    assert chosen(encode_first_files({"pages/other/other": asked})) == GUESS
    last = ("data/009.json", "gone.json", "data/007.json")
    assert chosen(measured, last)[:4] == (
        "manifest.json",
        "data/009.json",
        "data/007.json",
        asked[0],
    )
    assert chosen(None, last)[:3] == ("manifest.json", "data/009.json", "data/007.json")


@pytest.mark.parametrize(
    "lists",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b'{"format": 2, "pages": {}}',
        json.dumps({"format": 1, "pages": {PAGE: "data/007.json"}}).encode(),
        json.dumps({"format": 1, "pages": {PAGE: [7]}}).encode(),
        json.dumps({"format": 1, "pages": {PAGE: ["x" * 99] * 10_000}}).encode(),
        json.dumps({"format": 1, "pages": {PAGE: []}}).encode(),
    ],
)
def test_a_list_that_is_none_leaves_the_guess(lists: bytes) -> None:
    assert chosen(lists) == GUESS


def test_a_list_names_files_of_the_package_alone_and_not_all_of_them() -> None:
    odd = ["../library.db", "/etc/passwd", "data/007.json", "data/007.json", "data/../app.js"]
    assert chosen(json.dumps({"format": 1, "pages": {PAGE: odd}}).encode()) == (
        "manifest.json",
        "data/007.json",
        "common/icon.svg",
    )
    assert len(chosen(encode_first_files({PAGE: tuple(MORE)}))) < len(MORE)


def launched() -> Instance:
    ref = AppRef(HELLO, AppVersion(1, "1.0.0"), KEY.key_id, OriginKind.REGISTRY)
    return Instance(ref, read_manifest(manifest()), PAGE, Trace(time.monotonic))


async def test_what_a_page_asks_for_is_noted_until_its_first_screen() -> None:
    mount = Mount(verify(open_package(BytesSource(pack(sample_files() | MORE, KEY)))))
    instance = launched()
    noted = NotedResources(mount, Mock(spec=AuditLog), instance)
    for path in (f"{PAGE}.html", "/data/007.json", "data/007.json", "data%2F008.json", "none"):
        try:
            noted.at_hand(path) or noted.resource(path)
        except NotFound:
            continue
    assert noted.asked == (f"{PAGE}.html", "data/007.json")
    for path in MORE:
        noted.resource(path)
    assert len(noted.asked) == MOST_ASKED
    instance.state = State.SHOWN
    before = NotedResources(mount, Mock(spec=AuditLog), instance)
    before.resource("app.js")
    assert before.asked == ()


async def test_rows_are_of_the_last_launch_and_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_PAGES", 3)
    version = AppVersion(1, "1.0.0")
    with Store(home(tmp_path)) as store:
        kept = store.first_files
        assert kept.of(HELLO, KEY.key_id, PAGE) == ()
        for paths in (("a", "b"), ("b", "a"), ("b", "a")):
            await kept.keep(HELLO, KEY.key_id, PAGE, version, paths)
        assert kept.of(HELLO, KEY.key_id, PAGE) == ("b", "a")
        store.database.write(lambda held: held.execute("UPDATE first_files SET at = '2020'"))
        for number in range(3):
            app = AppId(f"org.example.app{number}")
            await kept.keep(app, KEY.key_id, PAGE, version, ("a",))
        assert kept.of(HELLO, KEY.key_id, PAGE) == ()
        assert kept.of(AppId("org.example.app0"), KEY.key_id, PAGE) == ("a",)
        store.database.write(lambda held: held.execute("UPDATE first_files SET paths = '{'"))
        assert kept.of(AppId("org.example.app0"), KEY.key_id, PAGE) == ()


async def test_an_app_that_is_removed_leaves_no_list(tmp_path: Path) -> None:
    with Store(home(tmp_path)) as store:
        install(store, package())
        await store.first_files.keep(HELLO, KEY.key_id, PAGE, AppVersion(1, "1.0.0"), ("app.js",))
        store.uninstall(HELLO)
        assert store.first_files.of(HELLO, KEY.key_id, PAGE) == ()
