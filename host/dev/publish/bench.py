"""Tree and key ring together: one locked change, signed by the operator's keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import filelock
from tuf.api.metadata import Metadata, Root, Targets

from bridge.errors import StoreBusy
from host.dev.publish.delegation import new_targets
from host.dev.publish.keys import KeyRing, Role
from host.dev.publish.tree import Change, Tree, sign, write_root
from host.store.registry.catalogue import (
    CATALOGUE_FORMAT,
    Catalogue,
    decode_catalogue,
    encode_catalogue,
)
from host.store.registry.layout import CATALOGUE_PATH, CATALOGUE_ROLE
from sandbox.package.signing import SigningKey

LOCK_WAIT_S = 30.0


class Bench:
    """What the steps of making a registry have in common. `now` is the time to sign with."""

    def __init__(self, folder: Path, keys: Path, now: Callable[[], datetime]) -> None:
        self.tree = Tree(folder)
        self.ring = KeyRing(keys)
        self.now = now

    @contextmanager
    def change(self) -> Iterator[Change]:
        """A change that is written when the block ends well, and forgotten when it raises.

        Raises KeyInvalid, StoreBusy.
        """
        lifetimes = self.ring.lifetimes()
        with self.locked():
            change = Change(self.tree, self.now())
            yield change
            change.commit(
                self.ring.load(Role.SNAPSHOT),
                lifetimes.snapshot_days,
                self.ring.load(Role.TIMESTAMP),
                lifetimes.timestamp_days,
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes the registry meanwhile. Raises StoreBusy."""
        try:
            with filelock.FileLock(self.ring.lock, timeout=LOCK_WAIT_S):
                yield
        except filelock.Timeout as error:
            raise StoreBusy("another process is changing this registry; try again") from error

    def catalogue(self) -> Catalogue:
        """The present catalogue, an empty one before the first. Raises RegistryInvalid."""
        role = self.tree.role(CATALOGUE_ROLE)
        if role is None:
            return Catalogue(CATALOGUE_FORMAT, self.ring.name())
        return decode_catalogue(
            self.tree.target(CATALOGUE_PATH, role.signed.targets[CATALOGUE_PATH])
        )

    def targets(self) -> Metadata[Targets]:
        """The present top-level targets role, or a fresh one."""
        return self.tree.role(Role.TARGETS) or Metadata(new_targets())

    def days_left(self, expires: datetime) -> float:
        """How long until then, in days; negative when it is past."""
        return (expires - self.now()).total_seconds() / 86_400

    def sign_root(self, root: Metadata[Root]) -> None:
        """Sign a root with every root key here and put it among the files."""
        days = self.ring.lifetimes().root_days
        write_root(self.tree, root, sign(root, self.ring.load(Role.ROOT), self.now(), days))

    def sign_targets(self, change: Change, targets: Metadata[Targets]) -> None:
        """A new version of the top-level targets role."""
        days = self.ring.lifetimes().targets_days
        change.sign_role(Role.TARGETS, targets, self.ring.load(Role.TARGETS), days)

    def sign_publisher(
        self, change: Change, name: str, role: Metadata[Targets], key: SigningKey
    ) -> None:
        """A new version of a publisher's role."""
        change.sign_role(name, role, (key,), self.ring.lifetimes().publisher_days)

    def sign_catalogue(self, change: Change, catalogue: Catalogue) -> None:
        """A new catalogue and the role that signs it."""
        role = self.tree.role(CATALOGUE_ROLE) or Metadata(Targets())
        target = change.add_target(CATALOGUE_PATH, encode_catalogue(catalogue))
        role.signed.targets = {CATALOGUE_PATH: target}
        days = self.ring.lifetimes().catalogue_days
        change.sign_role(CATALOGUE_ROLE, role, self.ring.load(Role.CATALOGUE), days)
