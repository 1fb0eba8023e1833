"""Making the repository that Fanlight's own releases come from: a TUF repository without apps.

The top-level targets role signs the releases itself, so that the key that says what Fanlight is
can stay offline between them; `fanlight registry renew` keeps the rest fresh.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from tuf.api.metadata import Metadata, TargetFile, Targets

from bridge.errors import PublishRefused, TargetNotFound
from host.dev.publish.bench import Bench
from host.dev.publish.founding import check_new, first_root
from host.dev.publish.frozen_folder import read_release
from host.dev.publish.keys import Lifetimes, Role
from host.dev.publish.tree import Change
from host.release.index import (
    BuildName,
    index_path,
    pack_path,
    read_index,
    write_index,
)
from host.release.version import ReleaseVersion
from host.store.registry.layout import RegistryName
from host.store.registry.trusted import read_root

_ROLES = (Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP)


class Released(msgspec.Struct, frozen=True):
    """A release that is offered now. `pack_bytes` is what a host without any of it fetches."""

    build: str
    version: ReleaseVersion
    files: int
    size_bytes: int
    pack_bytes: int

    def as_json(self) -> dict[str, object]:
        """`{"build", "version", "files", "bytes", "pack_bytes"}`."""
        return {
            "build": self.build,
            "version": str(self.version),
            "files": self.files,
            "bytes": self.size_bytes,
            "pack_bytes": self.pack_bytes,
        }


class ReleaseMaker:
    """A repository's files in `folder` and its keys in `keys`; methods block, and raise besides
    what each names KeyInvalid, RegistryInvalid and StoreBusy."""

    def __init__(
        self,
        folder: Path,
        keys: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._bench = Bench(folder, keys, now)

    def init(
        self,
        name: RegistryName,
        url: str,
        *,
        root_threshold: int = 1,
        lifetimes: Lifetimes | None = None,
    ) -> Path:
        """Make keys and a first, empty state; the root to build Fanlight with. Raises
        PublishRefused."""
        bench = self._bench
        check_new(bench, root_threshold)
        bench.ring.create(name, lifetimes or Lifetimes(), root_threshold, _ROLES)
        with bench.change() as change:
            bench.sign_targets(change, Metadata(Targets()))
            bench.sign_root(first_root(bench, name, url, root_threshold, releases=True))
        return bench.tree.root_file()

    def publish(self, folder: Path) -> Released:
        """Offer a frozen folder, instead of what was offered for its build before.

        Needs the targets key. Raises PublishRefused (not newer, or no version that updates
        itself), ReleaseInvalid, StoreCorrupt.
        """
        index, pack = read_release(folder)
        content, build, version = write_index(index), BuildName(index.build), index.release
        with self._bench.change() as change:
            targets = self._targets()
            standing = self._offered(targets, build)
            if standing is not None and version <= standing:
                raise PublishRefused(
                    f"{build} is at {standing} here, and {version} is not newer: nobody would "
                    "take it. Raise VERSION in host/version.py",
                    offered=str(standing),
                )
            for path, data in ((index_path(build), content), (pack_path(build), pack)):
                targets.signed.targets[path] = self._target(change, path, data, version)
            self._bench.sign_targets(change, targets)
        return Released(build, version, len(index.files), index.size_bytes, len(pack))

    def withdraw(self, build: BuildName) -> ReleaseVersion:
        """Offer nothing for `build` any more; the version that was offered. Who has taken it
        keeps it: publish a newer one. Needs the targets key. Raises TargetNotFound."""
        with self._bench.change() as change:
            targets = self._targets()
            standing = self._offered(targets, build)
            if standing is None:
                raise TargetNotFound(f"nothing is offered for {build} here", build=build)
            for path in (index_path(build), pack_path(build)):
                targets.signed.targets.pop(path, None)
            self._bench.sign_targets(change, targets)
        return standing

    def _targets(self) -> Metadata[Targets]:
        if not read_root(self._bench.tree.root_file().read_bytes()).releases:
            raise PublishRefused(
                f"{self._bench.tree.folder} is a registry of apps; make another folder for "
                "releases with `fanlight release init`"
            )
        return self._bench.targets()

    def _offered(self, targets: Metadata[Targets], build: BuildName) -> ReleaseVersion | None:
        path = index_path(build)
        target = targets.signed.targets.get(path)
        if target is None:
            return None
        return read_index(self._bench.tree.target(path, target)).release

    def _target(
        self, change: Change, path: str, content: bytes, version: ReleaseVersion
    ) -> TargetFile:
        target = change.add_target(path, content)
        target.unrecognized_fields["custom"] = {"version": str(version)}
        return target
