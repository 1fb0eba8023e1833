"""Whose releases are taken, and what they offer: a TUF repository of its own, its root pinned."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import NoUpdateSource, RegistryInvalid, ReleaseInvalid, StoreCorrupt
from bridge.names import Digest
from host.release.bundle import Bundle
from host.release.index import (
    MAX_INDEX_BYTES,
    BuildName,
    ReleaseIndex,
    index_path,
    pack_path,
    read_index,
)
from host.release.place import Place
from host.store.durable import full_disk_typed
from host.store.registry.floors import FileFloors
from host.store.registry.layout import METADATA_FOLDER, TARGETS_FOLDER, stored_target
from host.store.registry.repository import Repository

if TYPE_CHECKING:
    from host.store.fetch import HttpClient

NAME = "of Fanlight's releases"
"""What errors call the repository, after `registry`."""


class Offer(msgspec.Struct, frozen=True):
    """A verified index, the SHA-256 of its bytes, and where its pack is served."""

    index: ReleaseIndex
    sha256: Digest
    pack_url: str


def find_offer(
    place: Place | Bundle,
    build: BuildName,
    client: HttpClient,
    now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
) -> Offer | None:
    """What is offered for `build` now; None where nothing is. Hold the place's lock.

    As with registries, every refresh starts from the pinned root and ends with the floors.
    Raises NoUpdateSource, ReleaseInvalid, and what Repository.refresh raises.
    """
    from host.store.registry.trusted import read_root

    try:
        root = place.pinned_root.read_bytes()
    except FileNotFoundError:
        raise NoUpdateSource(
            "this Fanlight was built without a place to get newer versions from; ask where you "
            "have it from, or unpack a newer archive over it"
        ) from None
    except OSError as error:
        raise StoreCorrupt(f"{place.pinned_root} cannot be read ({error})") from error
    facts = read_root(root)
    if not facts.releases or facts.url is None:
        raise RegistryInvalid(
            f"{place.pinned_root} is not the root of Fanlight's releases; unpack the archive anew"
        )
    url = facts.url.rstrip("/")
    with full_disk_typed(f"preparing {place.updates}"):
        cache = place.updates / "cache"
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    repository = Repository(
        NAME,
        f"{url}/{METADATA_FOLDER}/",
        f"{url}/{TARGETS_FOLDER}/",
        root,
        cache,
        client,
        FileFloors(place.updates / "floors"),
        now_ms,
    )
    verified = repository.refresh()
    path = index_path(build)
    target = repository.find(verified, path)
    if target is None:
        return None
    if target.length > MAX_INDEX_BYTES:
        raise ReleaseInvalid(f"the release's index is {target.length} bytes; refused")
    content = repository.fetch(verified, target, place.updates / "index.json")
    index = read_index(content)
    if index.build != build:
        raise ReleaseInvalid(
            f"the release offered for {build} was made for {index.build}; refused. "
            "Tell who publishes it",
            build=build,
            offered=index.build,
        )
    pack = stored_target(pack_path(build), Digest(index.pack_sha256))
    return Offer(index, Digest.of(content), f"{repository.targets_url}{pack}")
