"""The beginning of a repository: where it may be, and its first root."""

from __future__ import annotations

from tuf.api.metadata import Metadata, Root

from bridge.errors import PublishRefused
from host.dev.publish.bench import Bench
from host.dev.publish.keys import Role
from host.dev.publish.tree import tuf_key
from host.store.registry.layout import ROOT_MEMBER

MAX_ROOT_KEYS = 16


def check_new(bench: Bench, root_threshold: int) -> None:
    """Raise PublishRefused when a folder is in use, the keys would be served, or so many root
    keys cannot be."""
    files, keys = bench.tree.folder.absolute(), bench.ring.folder.absolute()
    if keys == files or files in keys.parents:
        raise PublishRefused(
            f"the keys folder {keys} lies inside {files}, which will be served to everybody; "
            "choose a place outside"
        )
    if bench.tree.metadata.exists() or bench.tree.targets.exists():
        raise PublishRefused(f"{files} holds a registry already", path=str(files))
    if not 1 <= root_threshold <= MAX_ROOT_KEYS:
        raise PublishRefused(f"a root threshold of {root_threshold} is not in 1…{MAX_ROOT_KEYS}")


def first_root(
    bench: Bench, name: str, url: str | None, threshold: int, *, releases: bool = False
) -> Metadata[Root]:
    """A root, still to be signed, that trusts the keys that are here. `releases`: of Fanlight
    itself, so that no host takes it for a registry of apps, nor the other way round."""
    own: dict[str, object] = {"name": name}
    if url is not None:
        own["url"] = url
    if releases:
        own["releases"] = True
    root = Root(consistent_snapshot=True, unrecognized_fields={ROOT_MEMBER: own})
    for role in (Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP):
        for key in bench.ring.load(role):
            root.add_key(tuf_key(key.public_bytes), role)
    root.roles[Role.ROOT].threshold = threshold
    return Metadata(root)
