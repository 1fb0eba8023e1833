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
from host.store.blobs import PACKED_BELOW_BYTES, PACKED_FROM_FILES, BlobStore


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


@pytest.mark.parametrize("files", [2, PACKED_FROM_FILES])
def test_files_are_flushed_before_they_are_renamed(
    store: BlobStore, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        happened.append(f"flush {kind}")
        real_fsync(descriptor)

    def replace(source: str, target: str) -> None:
        happened.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    with store.batch(files) as batch:
        for content in (b"one", b"two", b"one"):
            batch.add(Digest.of(content), content)
        batch.commit()
    flushed_files = happened.count("flush file")
    assert flushed_files == happened.count("rename") == (2 if files == 2 else 1)
    assert happened[:flushed_files] == ["flush file"] * flushed_files
    assert happened[-1] == "flush folder"


def test_many_small_contents_share_a_file_and_large_ones_do_not(store: BlobStore) -> None:
    contents = [bytes([number]) * 1000 for number in range(100)]
    large = b"x" * PACKED_BELOW_BYTES
    with store.batch(101) as batch:
        for content in (*contents, large):
            batch.add(Digest.of(content), content)
        batch.commit()
    assert list(store.loose()) == [Digest.of(large)]
    (pack,) = store.packs.all()
    assert set(pack.places) == {Digest.of(content) for content in contents}
    again = BlobStore(store.root)
    for content in (*contents, large):
        assert again.read(Digest.of(content), len(content)) == content
        with pytest.raises(StoreCorrupt):
            again.read(Digest.of(content), len(content) + 1)


def pack_of(store: BlobStore, contents: list[bytes]) -> Path:
    with store.batch(len(contents)) as batch:
        for content in contents:
            batch.add(Digest.of(content), content)
        batch.commit()
    return Path(store.packs.all()[-1].path)


CONTENTS = [bytes([number]) * (1000 + number) for number in range(PACKED_FROM_FILES)]


@pytest.mark.parametrize("position", [0, 500, 20_000, -1, -9, -20, -40])
def test_a_byte_changed_in_a_pack_never_reaches_a_reader(store: BlobStore, position: int) -> None:
    path = pack_of(store, CONTENTS)
    changed = bytearray(path.read_bytes())
    changed[position] ^= 1
    path.write_bytes(changed)
    again = BlobStore(store.root)
    served = 0
    for content in CONTENTS:
        try:
            assert again.read(Digest.of(content), len(content)) == content
            served += 1
        except StoreCorrupt:
            again.put(content)  # heals
            assert again.read(Digest.of(content), len(content)) == content
    assert served < len(CONTENTS)


@pytest.mark.skipif(os.name == "nt", reason="POSIX file kinds")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "empty", "gone"])
def test_a_pack_replaced_by_something_else_is_missing(store: BlobStore, kind: str) -> None:
    path = pack_of(store, CONTENTS)
    moved = path.rename(store.root.parent / "elsewhere")
    if kind == "link":
        path.symlink_to(moved)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    for reader in (store, BlobStore(store.root)):  # one that knew the pack, one that did not
        with pytest.raises(StoreCorrupt):
            reader.read(Digest.of(CONTENTS[0]), len(CONTENTS[0]))
    if kind != "folder":
        healed = pack_of(BlobStore(store.root), CONTENTS)
        assert healed == path
    assert BlobStore(store.root).put(CONTENTS[0])
    assert BlobStore(store.root).intact(Digest.of(CONTENTS[0]), len(CONTENTS[0]))


def test_another_reader_finds_a_pack_that_came_later(store: BlobStore) -> None:
    reader = BlobStore(store.root)
    assert not reader.has(Digest.of(CONTENTS[0]))
    pack_of(store, CONTENTS)
    assert reader.read(Digest.of(CONTENTS[0]), len(CONTENTS[0])) == CONTENTS[0]


def test_adding_from_many_threads(store: BlobStore) -> None:
    contents = [str(number % 50).encode() * 100 for number in range(400)]

    with store.batch(50) as batch:

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
    assert sorted(set(store.digests())) == sorted({Digest.of(content) for content in contents})


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

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreFull):
        store.put(b"too much")
    assert list(store.digests()) == []
