"""Where a package holds what a host fetches first, to open it before all of it has arrived."""

from __future__ import annotations

import itertools

import msgspec

from sandbox.package.first import first_files
from sandbox.package.layout import entry_bytes
from sandbox.package.verify import VerifiedBundle


class Places(msgspec.Struct, frozen=True):
    """`head_bytes` of the package's beginning hold what its first screen is known to need;
    `tail_bytes` of its end hold signing block, directory and end record."""

    head_bytes: int
    tail_bytes: int

    def as_json(self) -> dict[str, int]:
        """`{"head_bytes", "tail_bytes"}`, members of a target's `custom`."""
        return {"head_bytes": self.head_bytes, "tail_bytes": self.tail_bytes}


def places_of(bundle: VerifiedBundle, package_bytes: int) -> Places:
    """The places in the package of `package_bytes` that `bundle` was read from.

    Raises what reading the bundle raises.
    """
    files, manifest = bundle.index.files, bundle.manifest
    first = frozenset(first_files(frozenset(bundle.paths), bundle.read, manifest, manifest.entry))
    head = itertools.takewhile(lambda file: file.path in first, files)
    head_bytes = max((file.offset + entry_bytes(file) for file in head), default=0)
    return Places(head_bytes, package_bytes - files[-1].offset - entry_bytes(files[-1]))
