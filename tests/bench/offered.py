"""A registry on this machine that offers the measured mini-programs, behind a slow line."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import subjects
from installed import FANLIGHT
from screen import Screen
from side import Side

KEY = "bench"
PREFIX = "org.fanlight.bench"
PHOTO_BYTES = 100_000
_MBIT_PER_S = 20
_LATENCY_MS = 50
LINE = f"{_MBIT_PER_S} Mbit/s, {_LATENCY_MS} ms there and back"


class Offered:
    """Packages below `folder` in a registry; a home that trusts it sees it through the line.

    Made and served by the commands an operator uses.
    """

    def __init__(self, folder: Path, screen: Screen) -> None:
        self._folder = folder
        self._screen = screen
        self._makers_home = folder / "operator"
        self._files = folder / "registry"
        self._served: subprocess.Popen[str] | None = None
        self._link: Side | None = None
        self._root = ""

    def offer(self, package: Path) -> None:
        """Publish a package that was signed by KEY."""
        self._run("registry", "publish", str(self._files), str(package), "--key", KEY)

    def build(self, source: Path) -> Path:
        """Build a source folder and publish it; the package."""
        package = self._folder / f"{source.name}.ma"
        self._run("build", str(source), "--key", KEY, "--out", str(package))
        self.offer(package)
        return package

    def home(self, name: str) -> Path:
        """A new home that trusts the registry and has nothing of it."""
        home = self._folder / name
        words = ["registry", "add", self._address, "--fingerprint", self._root]
        self._run(*words, home=home)
        return home

    def count(self) -> dict[str, int]:
        """Bytes through the line since the last time: `up_bytes`, `down_bytes`."""
        if self._link is None:
            raise RuntimeError("the line does not stand")
        return {name: int(value) for name, value in self._link.tell("count").items()}

    def run(self, *words: str, home: Path) -> dict[str, Any]:
        """A command on a home of `home`; its document."""
        return self._run(*words, home=home)

    @property
    def _address(self) -> str:
        if self._link is None:
            raise RuntimeError("the line does not stand")
        return f"http://127.0.0.1:{self._link.tell('port')['port']}/"

    def _run(self, *words: str, home: Path | None = None) -> dict[str, Any]:
        command = [*FANLIGHT, *words, "--home", str(home or self._makers_home), "--json"]
        done = subprocess.run(
            command, capture_output=True, text=True, env=self._screen.environment, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words[:2])}: {done.stdout}{done.stderr[-2000:]}")
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    def __enter__(self) -> Self:
        self._run("keys", "new", KEY)
        self._run("registry", "init", str(self._files))
        self._run("registry", "add-publisher", str(self._files), KEY, PREFIX, "--key", KEY)
        words = ["registry", "serve", str(self._files), "--port", "0", "--json"]
        self._served = subprocess.Popen(
            [*FANLIGHT, *words, "--home", str(self._makers_home)],
            stdout=subprocess.PIPE,
            env=self._screen.environment,
            text=True,
        )
        if self._served.stdout is None:
            raise RuntimeError("the server has no pipe")
        told = json.loads(self._served.stdout.readline())
        self._root = told["root_sha256"]
        port = told["url"].rstrip("/").rpartition(":")[2]
        shape = [port, str(_MBIT_PER_S), str(_LATENCY_MS)]
        self._link = Side("link.py", shape, self._screen)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._link is not None:
            self._link.__exit__(kind, error, trace)
        if self._served is not None:
            self._served.terminate()
            self._served.wait()


def write_heavy(folder: Path, page: str, kind: str, total_bytes: int) -> Path:
    """A measured page with photographs that its first screen does not show; its folder."""
    source = subjects.write(folder, page, kind)
    rng = random.Random(f"{page} {kind}")
    photos = source / "photos"
    photos.mkdir()
    for number in range(total_bytes // PHOTO_BYTES):
        (photos / f"{number:03}.jpg").write_bytes(rng.randbytes(PHOTO_BYTES))
    return source
