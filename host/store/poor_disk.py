"""The store on a disk that is slow or full (host.faults)."""

from __future__ import annotations

from pathlib import Path

from bridge.names import Digest
from host.faults import Disk
from host.store.blobs import BlobStore
from host.store.steps import Step

_WRITING = frozenset({Step.ACCEPTED, Step.FILE_STAGED, Step.FLUSHED, Step.PLACED})


class PoorSteps:
    """Steps of installs and updates (host.store.steps.Steps): each writing one meets the disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def reached(self, step: Step) -> None:
        """Raises OSError where the disk is full: before the first new file is staged."""
        if step is Step.ACCEPTED:
            self._disk.write()
        elif step in _WRITING:
            self._disk.wait()


class PoorBlobs(BlobStore):
    """Files of packages; reading each takes the disk's time."""

    def __init__(self, disk: Disk, root: Path, staging: Path | None = None) -> None:
        super().__init__(root, staging)
        self._disk = disk

    def read(self, digest: Digest, size_bytes: int) -> bytes:
        """As BlobStore's."""
        self._disk.wait()
        return super().read(digest, size_bytes)
