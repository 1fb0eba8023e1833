"""Blobs: stored by content, durable in order, read back hashed."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge.errors import StoreCorrupt, StoreFull
from bridge.names import Digest
from host.store import blobs as blobs_file
from host.store import durable
from host.store.blobs import BlobStore


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    (tmp_path / "blobs").mkdir()
    (tmp_path / "staging").mkdir()
    return BlobStore(tmp_path / "blobs")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(contents=st.lists(st.binary(max_size=2000), max_size=12))
def test_what_is_put_is_read(store: BlobStore, contents: list[bytes]) -> None:
    digests = [store.put(content) for content in contents]
    assert [store.read(d, len(c)) for d, c in zip(digests, contents, strict=True)] == contents
    assert set(digests) <= set(store.digests())
    assert list(store.staging.iterdir()) == []


def test_one_file_a_content_in_a_fan_out(store: BlobStore) -> None:
    digest = store.put(b"same")
    assert store.put(b"same") == digest == Digest.of(b"same")
    files = [path for path in store.root.rglob("*") if path.is_file()]
    assert files == [store.root / digest[:2] / digest[2:]]
    if os.name != "nt":
        assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_nothing_reaches_the_store_without_commit(store: BlobStore) -> None:
    with store.batch() as batch:
        batch.add(Digest.of(b"one"), b"one")
        batch.flush()
    assert list(store.digests()) == []
    assert list(store.staging.iterdir()) == []


def test_files_are_flushed_before_they_are_renamed(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    real_flush, real_replace = blobs_file.flush_files, os.replace

    def flush(folder: Path, paths: list[str]) -> None:
        happened.append(f"flush {len(paths)}")
        real_flush(folder, paths)

    def replace(source: str, target: str) -> None:
        happened.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(blobs_file, "flush_files", flush)
    monkeypatch.setattr(blobs_file.os, "replace", replace)
    with store.batch() as batch:
        for content in (b"one", b"two", b"one"):
            batch.add(Digest.of(content), content)
        batch.commit()
    assert happened == ["flush 2", "rename", "rename"]


@pytest.mark.parametrize("count", [1, durable.FEW_FILES + 1])
@pytest.mark.parametrize("has_syncfs", [True, False])
def test_flushing_few_and_many_files(
    store: BlobStore, count: int, has_syncfs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_syncfs:
        monkeypatch.setattr(durable.sys, "platform", "other")
    contents = [bytes([number]) * 10 for number in range(count)]
    with store.batch() as batch:
        for content in contents:
            batch.add(Digest.of(content), content)
        batch.commit()
    assert {store.read(Digest.of(c), 10) for c in contents} == set(contents)


def test_adding_from_many_threads(store: BlobStore) -> None:
    contents = [str(number % 50).encode() * 100 for number in range(400)]

    with store.batch() as batch:

        def add(start: int) -> None:
            for content in contents[start::4]:
                batch.add(Digest.of(content), content)

        threads = [threading.Thread(target=add, args=(start,)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        batch.commit()
    assert all(store.intact(Digest.of(content), len(content)) for content in contents)
    assert len(list(store.digests())) == 50


def test_missing_and_deleted(store: BlobStore) -> None:
    digest = store.put(b"here")
    assert store.has(digest)
    assert store.delete(digest) == 4
    assert store.delete(digest) == 0
    assert not store.has(digest)
    assert not store.intact(digest, 4)
    with pytest.raises(StoreCorrupt, match="missing"):
        store.read(digest, 4)


def test_no_space_is_typed(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(descriptor: int, content: memoryview) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs_file.os, "write", full)
    with pytest.raises(StoreFull):
        store.put(b"too much")
    assert list(store.digests()) == []
