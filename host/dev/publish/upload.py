"""Copying a registry's files to where they are served, so that no reader meets half of a state.

What is written: packages and other targets, then the roles that name them, then snapshots, then
roots, the timestamp last. All names but the timestamp's are new each time, so until it is
replaced every reader sees the state before, and an upload that broke off is simply begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import msgspec
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Snapshot, Timestamp

from bridge.errors import PublishRefused
from bridge.names import Digest
from host.dev.publish.tree import Tree
from host.store.registry.layout import METADATA_FOLDER, TARGETS_FOLDER, stored_target

AT_ONCE = 8
TIMESTAMP = f"{METADATA_FOLDER}/timestamp.json"


class Place(Protocol):
    """Where files are copied to."""

    url: str

    def read(self, path: str) -> bytes | None:
        """A small file; None where there is none."""
        ...

    def sizes(self) -> dict[str, int]:
        """All files by path, with their sizes in bytes."""
        ...

    def put(self, path: str, file: Path) -> None:
        """Write a file whole."""
        ...


class Uploaded(msgspec.Struct, frozen=True):
    """What an upload wrote; nothing when the place was up to date."""

    url: str
    files: int
    size_bytes: int

    def as_json(self) -> dict[str, object]:
        """`{"url", "files", "bytes"}`."""
        return {"url": self.url, "files": self.files, "bytes": self.size_bytes}


def upload(tree: Tree, place: Place, say: Callable[[str], None]) -> Uploaded:
    """Bring `place` to the state of `tree`.

    Where a state of this registry stands there already, only what changed since is looked at;
    else everything there is compared by name and size. Raises PublishRefused when what stands
    there is newer, or another registry's; what the place raises; RegistryInvalid.
    """
    present = _timestamp(place)
    if present is None:
        there = place.sizes()
        paths = [path for path in _all(tree) if there.get(path) != _size(tree, path)]
    else:
        paths = _changed(tree, present, place.url)
    steps = _in_order(paths)
    total = sum(len(step) for step in steps)
    sent = sent_bytes = 0
    for step in steps:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for size_bytes in pool.map(lambda path: _put(tree, place, path), step):
                sent += 1
                sent_bytes += size_bytes
                if sent % 500 == 0:
                    say(f"{sent} of {total} files are uploaded")
    return Uploaded(place.url, sent, sent_bytes)


def _put(tree: Tree, place: Place, path: str) -> int:
    place.put(path, tree.folder / path)
    return _size(tree, path)


def _size(tree: Tree, path: str) -> int:
    return (tree.folder / path).stat().st_size


def _timestamp(place: Place) -> Metadata[Timestamp] | None:
    content = place.read(TIMESTAMP)
    if content is None:
        return None
    try:
        return Metadata[Timestamp].from_bytes(content)
    except RepositoryError as error:
        raise PublishRefused(
            f"{place.url}/{TIMESTAMP} is no registry's timestamp ({error}); choose another place"
        ) from error


def _changed(tree: Tree, present: Metadata[Timestamp], url: str) -> list[str]:
    """What stands in the tree's state and not in the one that this timestamp names."""
    here, there = tree.timestamp().signed, present.signed
    if there.version > here.version:
        raise PublishRefused(
            f"{url} has timestamp version {there.version}, this folder {here.version}: what is "
            "served is newer. Upload from the folder that it came from",
            url=url,
        )
    old = _snapshot(tree, there, url)
    if (there.version, there.snapshot_meta.version) == (here.version, here.snapshot_meta.version):
        return []
    new = tree.snapshot().signed
    paths = [f"{METADATA_FOLDER}/{new.version}.snapshot.json", TIMESTAMP]
    for file_name, meta in new.meta.items():
        before = old.meta.get(file_name)
        if before is not None and before.version == meta.version:
            continue
        paths.append(f"{METADATA_FOLDER}/{meta.version}.{file_name}")
        name = file_name.removesuffix(".json")
        known = tree.role_of(name, before.version).signed.targets if before else {}
        for path, target in tree.role_of(name, meta.version).signed.targets.items():
            if path not in known or known[path].hashes != target.hashes:
                stored = stored_target(path, Digest(target.hashes["sha256"]))
                paths.append(f"{TARGETS_FOLDER}/{stored}")
    # Few, and nothing in the snapshot tells which of them is new.
    return paths + [f"{METADATA_FOLDER}/{path.name}" for path in tree.metadata.glob("*.root.json")]


def _snapshot(tree: Tree, named: Timestamp, url: str) -> Snapshot:
    """The snapshot that a timestamp names, out of the tree; of no other registry."""
    path = tree.metadata / f"{named.snapshot_meta.version}.snapshot.json"
    try:
        content = path.read_bytes()
        named.snapshot_meta.verify_length_and_hashes(content)
        return Metadata[Snapshot].from_bytes(content).signed
    except (OSError, RepositoryError) as error:
        raise PublishRefused(
            f"what stands at {url} was not made from {tree.folder}: its snapshot "
            f"{named.snapshot_meta.version} is not here ({error}). Choose another place, or "
            "empty that one",
            url=url,
        ) from error


def _all(tree: Tree) -> list[str]:
    return [
        path.relative_to(tree.folder).as_posix()
        for folder in (tree.targets, tree.metadata)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    ]


def _in_order(paths: Iterable[str]) -> list[list[str]]:
    """Steps, each to be whole before the next begins."""
    steps: dict[int, list[str]] = {}
    for path in sorted(set(paths)):
        steps.setdefault(_step(path), []).append(path)
    return [steps[number] for number in sorted(steps)]


def _step(path: str) -> int:
    if path == TIMESTAMP:
        return 5
    if path.startswith(f"{TARGETS_FOLDER}/"):
        return 0
    role = path.rpartition("/")[2].split(".")[1]
    return {"root": 4, "snapshot": 3, "targets": 2}.get(role, 1)
