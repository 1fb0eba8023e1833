"""Answers from memory: the same as from the file, and never of a file that has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.staticfiles import StaticFiles

from host.dev.remembered import MAX_FILE_BYTES
from host.dev.serve import Serving
from tests.registry_kit import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    return shop


@pytest.fixture
def client(shop: Shop) -> Iterator[httpx.Client]:
    with (
        Serving(shop.files) as serving,
        httpx.Client(base_url=serving.url, headers={"accept-encoding": "identity"}) as client,
    ):
        yield client


def paths(shop: Shop) -> list[str]:
    return [
        path.relative_to(shop.files).as_posix() for path in shop.files.rglob("*") if path.is_file()
    ]


def test_the_second_answer_is_the_first_without_the_file_system(
    shop: Shop, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {path: client.get(path) for path in paths(shop)}

    def never(*_: object) -> None:
        raise AssertionError("it was to be answered from memory")

    monkeypatch.setattr(StaticFiles, "lookup_path", never)
    for path, answer in first.items():
        again = client.get(path)
        assert (again.status_code, again.content) == (200, (shop.files / path).read_bytes())
        before, now = dict(answer.headers), dict(again.headers)
        assert before.pop("date") and now.pop("date")
        assert before == now


def test_a_file_that_changed_or_went_is_seen_at_once(shop: Shop, client: httpx.Client) -> None:
    path = "metadata/timestamp.json"
    old = [client.get(path).content for _ in range(2)][-1]
    shop.publish(2)
    assert client.get(path).content == (shop.files / path).read_bytes() != old
    # Of the same length, with the time of before: a new file all the same.
    fresh = shop.files / "metadata" / "fresh"
    fresh.write_bytes(bytes(reversed((shop.files / path).read_bytes())))
    shutil.copystat(shop.files / path, fresh)
    os.replace(fresh, shop.files / path)
    assert client.get(path).content == (shop.files / path).read_bytes()
    (shop.files / path).unlink()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("more", "reads"), [(0, 1), (1, 2)])
def test_large_files_are_not_held(
    shop: Shop, client: httpx.Client, more: int, reads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = shop.files / "targets" / "large.ma"
    large.write_bytes(os.urandom(MAX_FILE_BYTES + more))
    looked = []
    look_up = StaticFiles.lookup_path

    def counted(files: StaticFiles, path: str) -> tuple[str, os.stat_result | None]:
        looked.append(path)
        return look_up(files, path)

    monkeypatch.setattr(StaticFiles, "lookup_path", counted)
    for _ in range(2):
        assert client.get("targets/large.ma").content == large.read_bytes()
    assert len(looked) == reads


def test_conditions_and_ranges_are_answered_by_the_file(shop: Shop, client: httpx.Client) -> None:
    path = "metadata/timestamp.json"
    whole = [client.get(path) for _ in range(2)][-1]
    part = client.get(path, headers={"range": "bytes=1-4"})
    assert (part.status_code, part.content) == (206, whole.content[1:5])
    known = client.get(path, headers={"if-none-match": whole.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert client.head(path).headers["content-length"] == str(len(whole.content))
