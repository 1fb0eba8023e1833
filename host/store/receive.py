"""A package's files on their way into the store: read, checked and written in one pass."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from host.store.blobs import BlobBatch, BlobStore
from host.store.steps import Step, Steps
from sandbox.package.index import IndexFile
from sandbox.package.verify import VerifiedBundle, check_crc

MOST_THREADS = 4
FILES_PER_THREAD = 64


class Needed(msgspec.Struct, frozen=True):
    """Which files of a package the store lacks: one of each content. Sizes are inflated bytes."""

    files: tuple[IndexFile, ...]
    reused_bytes: int

    @property
    def compressed_bytes(self) -> int:
        """What has to be read of the package to get them."""
        return sum(file.compressed_bytes for file in self.files)


def needed(files: Sequence[IndexFile], store: BlobStore) -> Needed:
    """Look for each file in the store. What is there is hashed, so what was changed is needed."""
    distinct = {file.sha256: file for file in files}
    lacking = store.lacking(distinct)
    reused_bytes = 0
    for digest, file in distinct.items():
        if digest not in lacking and store.intact(digest, file.size_bytes):
            reused_bytes += file.size_bytes
        else:
            lacking.add(digest)
    return Needed(tuple(distinct[digest] for digest in distinct if digest in lacking), reused_bytes)


def receive(
    bundle: VerifiedBundle, files: Sequence[IndexFile], batch: BlobBatch, steps: Steps
) -> None:
    """Read and check every one of `files`, and write it to the batch.

    Inflating, hashing and the system's file calls release the interpreter, so a few threads
    halve the time on two cores. Raises a PackageError leaf, StoreFull, or what the package's
    source raises; the first error ends all threads.
    """
    threads = min(MOST_THREADS, os.cpu_count() or 1, 1 + len(files) // FILES_PER_THREAD)
    stopped = threading.Event()

    def take(start: int) -> None:
        try:
            for file in files[start::threads]:
                if stopped.is_set():
                    return
                content = bundle.read(file.path)
                check_crc(file, content)
                batch.add(file.sha256, content)
                steps.reached(Step.FILE_STAGED)
        except BaseException:
            stopped.set()
            raise

    if threads == 1:
        take(0)
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="fanlight-receive") as pool:
        for done in [pool.submit(take, start) for start in range(threads)]:
            done.result()
