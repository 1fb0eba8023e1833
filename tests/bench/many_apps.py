"""A home with very many small apps installed, each signed, through the store's own installer."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bridge.names import AppId, Digest
from host.dev.publish import RegistryMaker
from host.paths import Home
from host.store.origin import FromFile
from host.store.registry import PublisherName, RegistryBook, RegistryName
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource

BIG_FILES, BIG_FILE_BYTES = 500, 40_000
SMALL_APPS = 5
_WORDS = "天气便签城市票务家常菜谱植物收支明细音乐新闻旅行"
_COLOURS = ("#0f6e66", "#2b5fb0", "#7a3fa0", "#a83a62")


def install_many(folder: Path, count: int) -> Home:
    """A home below `folder`; its launcher's list is kept, as after a first start."""
    home = Home(folder / f"home-{count}")
    key = SigningKey.generate()
    trust = TrustPolicy(frozenset({key.key_id}))
    with Store(home) as store:
        for number in range(count):
            package = pack(_files(number), key)
            store.installer.install(BytesSource(package), FromFile(folder / "a.ma"), trust)
        rows = store.shown.read()
        store.shown.keep(rows, "en")
    return home


def _files(number: int, app_id: str = "") -> dict[str, bytes]:
    start = number % (len(_WORDS) - 4)
    manifest = {
        "app_id": app_id or f"org.example.app{number}",
        "name": f"App {number}",
        "description": "Keeps what you write on this computer.",
        "version": {"name": "1.0.0", "code": 1},
        "platform_version": {"min_code": 1},
        "pages": ["pages/index/index"],
        "icons": [{"src": "common/icon.svg"}],
        "fanlight": {
            "i18n": {"zh-CN": {"name": f"{_WORDS[start : start + 4]} {number}"}},
        },
    }
    icon = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' "
        f"fill='{_COLOURS[number % len(_COLOURS)]}'/><path d='M16 20h32M16 32h32' stroke='#fff'/>"
        "</svg>"
    )
    return {
        "manifest.json": json.dumps(manifest).encode(),
        "app.js": b"",
        "app.css": b"",
        "common/icon.svg": icon.encode(),
        "pages/index/index.html": b"<!doctype html><title>App</title><h1>App</h1>",
    }


class BenchRegistry:
    """A registry in a folder with one big app and some small ones."""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "registry"
        self._maker = RegistryMaker(self._files, folder / "registry-keys")
        self.root_sha256 = self._maker.init(RegistryName("bench")).root_sha256
        key = SigningKey.generate()
        self._maker.add_publisher(PublisherName("bench"), AppId("org.example"), key.public_bytes)
        noise = random.Random(1)
        big = {
            f"common/{number}.bin": noise.randbytes(BIG_FILE_BYTES) for number in range(BIG_FILES)
        }
        self._maker.publish(pack(_files(0, "org.example.big") | big, key), key)
        for number in range(SMALL_APPS):
            self._maker.publish(pack(_files(number), key), key)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Its address, while it is served by a process of its own."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "host.cli.start", "registry", "serve", str(self._files)]
        server = subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def trust(root: Path, url: str, root_sha256: str) -> None:
    """Make a home that trusts the registry."""
    home = Home(root)
    home.prepare()
    with Store(home) as store, RegistryBook(home, store.floors) as book:
        book.add(url, fingerprint=Digest(root_sha256))
