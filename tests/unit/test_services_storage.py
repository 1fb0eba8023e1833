"""Storage: values, quota, and what a kill leaves behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.api.storage import MAX_APP_BYTES, MAX_VALUE_BYTES, KeyParams, SetStorageParams
from bridge.errors import InvalidParams, NotFound, QuotaExceeded, StoreCorrupt
from bridge.methods import NoParams
from host.services.storage import AppStorage, StorageService

ROOT = Path(__file__).resolve().parents[2]


@contextlib.asynccontextmanager
async def storage(folder: Path) -> AsyncIterator[StorageService]:
    store = AppStorage(folder / "storage.sqlite3")
    try:
        yield StorageService(store)
    finally:
        await store.close()


def put(key: str, value: object) -> SetStorageParams:
    return SetStorageParams(key=key, data=msgspec.Raw(msgspec.json.encode(value)))


async def read(service: StorageService, key: str) -> object:
    return msgspec.json.decode((await service.get(KeyParams(key=key))).data)


async def test_values_come_back_and_keys_are_listed_in_order(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        await one.set(put("b", {"茶": [1, None, True]}))
        await one.set(put("a", "text"))
        await one.set(put("b", 2))
        assert await read(one, "a") == "text"
        assert await read(one, "b") == 2
        facts = await one.facts(NoParams())
    assert facts.keys == ["b", "a"]
    assert (facts.current_size, facts.limit_size) == (1, 10 * 1024)


async def test_values_outlive_the_object(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        await one.set(put("k", [1]))
    async with storage(tmp_path) as again:
        assert await read(again, "k") == [1]


async def test_removing_and_clearing(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        for key in "abc":
            await one.set(put(key, key))
        await one.remove(KeyParams(key="a"))
        await one.remove(KeyParams(key="never there"))
        with pytest.raises(NotFound):
            await one.get(KeyParams(key="a"))
        assert (await one.facts(NoParams())).keys == ["b", "c"]
        await one.clear(NoParams())
        facts = await one.facts(NoParams())
    assert (facts.keys, facts.current_size) == ([], 0)


@pytest.mark.parametrize(
    "key", ["'; DROP TABLE entry; --", "a\0b", "\u202e", "__proto__", "e\u0301"]
)
async def test_keys_are_only_keys(tmp_path: Path, key: str) -> None:
    async with storage(tmp_path) as one:
        await one.set(put("\u00e9", 0))
        await one.set(put(key, 1))
        assert await read(one, key) == 1
        assert len((await one.facts(NoParams())).keys) == 2


async def test_a_value_over_its_limit_is_refused(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        await one.set(put("k", "x" * (MAX_VALUE_BYTES - 2)))
        with pytest.raises(QuotaExceeded) as caught:
            await one.set(put("k", "y" * (MAX_VALUE_BYTES - 1)))
        assert caught.value.detail["limit_bytes"] == MAX_VALUE_BYTES
        assert (await read(one, "k"))[:1] == "x"


async def test_the_app_limit_holds_and_a_refused_value_changes_nothing(tmp_path: Path) -> None:
    value = "x" * (MAX_VALUE_BYTES - 2)
    async with storage(tmp_path) as one:
        written = 0
        with pytest.raises(QuotaExceeded):
            while written < 20:
                await one.set(put(f"k{written}", value))
                written += 1
        assert written == MAX_APP_BYTES // MAX_VALUE_BYTES - 1  # keys and overhead count too
        facts = await one.facts(NoParams())
        assert facts.keys == [f"k{number}" for number in range(written)]
        with pytest.raises(QuotaExceeded):
            await one.set(put("last", value))
        await one.remove(KeyParams(key="k0"))
        await one.set(put("last", value))
        for _ in range(30):  # replacing is not adding
            await one.set(put("last", value))
    assert (tmp_path / "storage.sqlite3").stat().st_size < 3 * MAX_APP_BYTES


async def test_many_empty_entries_are_not_free(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        await one.set(put("k", 0))
        before = (await one.facts(NoParams())).current_size
        for number in range(64):
            await one.set(put(str(number), 0))
        assert (await one.facts(NoParams())).current_size >= before + 2


async def test_calls_at_the_same_time_all_count(tmp_path: Path) -> None:
    async with storage(tmp_path) as one, storage(tmp_path) as other:
        await asyncio.gather(
            *(one.set(put(f"a{number}", number)) for number in range(40)),
            *(other.set(put(f"b{number}", number)) for number in range(40)),
        )
        assert len((await one.facts(NoParams())).keys) == 80


async def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    async with storage(tmp_path) as one:
        with pytest.raises(InvalidParams):
            await one.set(SetStorageParams(key="k", data=msgspec.Raw(b'"\xff"')))
        assert (await one.facts(NoParams())).keys == []


async def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "storage.sqlite3").write_bytes(b"not a database, but long enough to be read" * 100)
    async with storage(tmp_path) as one:
        with pytest.raises(StoreCorrupt):
            await one.get(KeyParams(key="k"))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["set", "remove", "clear"]),
            st.sampled_from("abc"),
            st.text(st.characters(codec="utf-8"), max_size=20),
        ),
        max_size=20,
    )
)
def test_it_behaves_as_a_dictionary_and_counts_right(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("app")
    model: dict[str, str] = {}

    async def play() -> list[str]:
        async with storage(folder) as one:
            for step, key, value in steps:
                if step == "set":
                    await one.set(put(key, value))
                    model[key] = value
                elif step == "remove":
                    await one.remove(KeyParams(key=key))
                    model.pop(key, None)
                else:
                    await one.clear(NoParams())
                    model.clear()
            for key, value in model.items():
                assert await read(one, key) == value
            return (await one.facts(NoParams())).keys

    assert sorted(asyncio.run(play())) == sorted(model)
    with contextlib.closing(sqlite3.connect(folder / "storage.sqlite3")) as database:
        (used,), (total,) = (
            database.execute("SELECT bytes FROM used").fetchone(),
            database.execute("SELECT COALESCE(SUM(bytes), 0) FROM entry").fetchone(),
        )
    assert used == total


_WRITER = """
import asyncio, sys
from pathlib import Path
import msgspec
from bridge.api.storage import SetStorageParams
from host.services.storage import AppStorage, StorageService

async def main():
    service = StorageService(AppStorage(Path(sys.argv[1])))
    number = 0
    while True:
        data = msgspec.Raw(msgspec.json.encode([number] * 200))
        await service.set(SetStorageParams(key=f"k{number % 5}", data=data))
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [1, 7, 23])
async def test_what_was_answered_survives_a_kill(tmp_path: Path, after: int) -> None:
    path = tmp_path / "storage.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    ) as writer:
        assert writer.stdout is not None
        answered = [int(writer.stdout.readline()) for _ in range(after)]
        writer.kill()
        answered += [int(line) for line in writer.stdout]
    last = answered[-1]
    async with storage(tmp_path) as one:
        kept = {key: await read(one, key) for key in (await one.facts(NoParams())).keys}
        await one.set(put("after", 1))
    for number in range(max(0, last - 4), last + 1):
        value = kept[f"k{number % 5}"]
        assert value == [value[0]] * 200
        # The kill may have come after the next write and before its line.
        assert value[0] in (number, number + 5 if number + 5 == last + 1 else number)
