"""A real repository of releases behind a real server, and an unpacked archive that updates itself.

The frozen program is stood in for: freezing takes minutes. Everything around it is real: the
recipe's archive and starter, the marker, TUF, the pack, processes.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import zstandard

import archive
from host.dev.publish.bench import Bench
from host.dev.publish.frozen_folder import read_release
from host.dev.publish.keys import Role
from host.dev.publish.releases import Released, ReleaseMaker
from host.paths import Home
from host.release.index import BuildName, ReleaseIndex, index_path, pack_path, read_index
from host.release.installed import Installation, Installer
from host.release.place import Place
from host.release.proof import prove
from host.release.updater import Prove, Updater
from host.release.version import ReleaseVersion
from host.store.registry.layout import RegistryName
from tests.registry_kit import HASTY

ROOT = Path(__file__).resolve().parents[1]
BUILD = BuildName("linux-x86_64-qt")
BALLAST = os.urandom(200_000)
"""What stays the same from version to version, like Qt."""
SHELL = """\
#!/bin/sh
case "$1" in
  --version) echo "fanlight, version {version}" ;;
  doctor) echo '{{"ok": true, "checks": [{{"name": "python"}}]}}' ;;
  *) echo "{version} runs" ;;
esac
"""
"""A program that starts and looks about, in no time."""
REAL = """\
#!{python}
# As PyInstaller's own start does it.
import sys
sys.frozen = True
sys.executable = __file__
sys.path.insert(0, {root!r})
import host.version
host.version.VERSION = {version!r}
from host.cli.root import fanlight
fanlight()
"""
"""The real command line, taken for frozen."""


def program_text(template: str, version: str) -> str:
    return template.format(version=version, python=sys.executable, root=str(ROOT))


@dataclass
class Works:
    """Where releases are made: `files` is to be served at `url`."""

    folder: Path
    url: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    root: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.files = self.folder / "files"
        self.keys = self.folder / "keys"
        self.maker = ReleaseMaker(self.files, self.keys, self.now)
        self.root_file = self.maker.init(RegistryName("fanlight"), self.url)
        self.root = self.root_file.read_bytes()

    @property
    def bench(self) -> Bench:
        """The publisher's own tools, for states that the maker refuses to make."""
        return Bench(self.files, self.keys, self.now)

    def frozen(
        self, version: str, template: str = SHELL, build: str = BUILD, **files: bytes
    ) -> Path:
        """A folder as `packaging/build.py archive` freezes one."""
        made = self.folder / f"made-{build}-{version}"
        inner = made / "_internal"
        inner.mkdir(parents=True)
        program = made / "fanlight"
        program.write_text(program_text(template, version), encoding="utf-8")
        program.chmod(0o755)
        (inner / "qt.so").write_bytes(BALLAST)
        (inner / "libqt.so").symlink_to("qt.so")
        (inner / "gone.so").symlink_to("never-there.so")
        (inner / "words.txt").write_text(f"words of {version}")
        (inner / "empty").touch()
        for name, content in files.items():
            (inner / name).write_bytes(content)
        archive.mark(made, Installer.ARCHIVE.value, build, version)
        return made

    def publish(self, version: str, template: str = SHELL, **files: bytes) -> Released:
        return self.maker.publish(self.frozen(version, template, **files))

    def index(self, version: str) -> tuple[ReleaseIndex, bytes]:
        """A release that is published nowhere, to be spoilt."""
        return read_release(self.frozen(version))

    def offer(self, index: bytes, pack: bytes, key: Role = Role.TARGETS) -> None:
        """Whatever the maker would refuse, signed by `key`."""
        bench = self.bench
        with bench.change() as change:
            targets = bench.targets()
            for path, content in ((index_path(BUILD), index), (pack_path(BUILD), pack)):
                targets.signed.targets[path] = change.add_target(path, content)
            change.sign_role(Role.TARGETS, targets, bench.ring.load(key), 90)

    def keep(self, name: str) -> Path:
        """A copy of the files as they are now."""
        return Path(shutil.copytree(self.files, self.folder / name))

    def put_back(self, kept: Path) -> None:
        """Serve an earlier state again."""
        shutil.rmtree(self.files)
        shutil.copytree(kept, self.files)

    @property
    def published(self) -> ReleaseIndex:
        """What is offered now."""
        target = self.bench.targets().signed.targets[index_path(BUILD)]
        return read_index(self.bench.tree.target(index_path(BUILD), target))

    @property
    def pack(self) -> Path:
        """The one pack that is served."""
        (found,) = (self.files / "targets").rglob("*.pack")
        return found


def unpack(works: Works, folder: Path, version: str = "0.1.0", template: str = SHELL) -> Place:
    """What a person has who unpacked the archive of `version`; it knows the works' root."""
    made = works.frozen(version, template)
    packed = archive.make_archive(made, works.folder, version, BUILD, works.root_file, 0)
    content = zstandard.ZstdDecompressor().decompressobj().decompress(packed.read_bytes())
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(folder, filter="tar")
    return Place(folder / archive.TOP)


def updater(place: Place, home: Home, running: str = "0.1.0", proof: Prove = prove) -> Updater:
    """As `fanlight self-update` makes it, but soon tired of a bad server."""
    installation = Installation(Installer.ARCHIVE, BUILD, place)
    return Updater(installation, ReleaseVersion.parse(running), home, HASTY, proof)


def start(place: Place, *words: str) -> subprocess.CompletedProcess[str]:
    """What a person's double click does."""
    return subprocess.run(
        [str(place.root / "fanlight"), *words], capture_output=True, text=True, check=False
    )


def runs(place: Place) -> str:
    """Which version the starter runs."""
    return start(place, "--version").stdout.split()[-1]


def whole(place: Place, version: str, works: Works) -> bool:
    """Whether a version's folder is what was frozen, links and rights included."""
    here = place.version_folder(ReleaseVersion.parse(version))
    made = works.folder / f"made-{BUILD}-{version}"
    return _listing(here) == _listing(made)


def _listing(folder: Path) -> dict[str, tuple[str | bytes, bool]]:
    found: dict[str, tuple[str | bytes, bool]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            if path.exists():
                found[name] = os.readlink(path), False
        elif path.is_file():
            found[name] = path.read_bytes(), bool(path.stat().st_mode & 0o111)
    return found
