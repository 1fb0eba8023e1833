"""SECURITY D5: every fault of a disk in every change to the store, one after another.

The layer (tests.failing_disk) fails the system calls of a real host's process: opening, reading,
listing, writing, flushing, making, renaming, linking, removing, and connecting to the registry.
tests.store_faults says what is done under it and what has to hold after each fault: the old
version or the new one opens, up to the view, and every file of it reads; the other app too;
nothing half done is left; `fanlight doctor` finds nothing wrong; the change goes through once the
disk is well. A real WebView opens what is left after a sample of them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from bridge.errors import VersionRollback
from host.paths import Home
from host.store import database
from host.store.audit import HostAct
from host.store.store import Store
from tests.fanlight_child import Fanlight, needs_display
from tests.registry_kit import HELLO, BadServer, Shop
from tests.store_faults import VERSIONS, Change, Fault, Swept, lay_out

ROOT = Path(__file__).resolve().parents[2]
IN_MEMORY = Path("/dev/shm")
AT_ONCE = 2
LONGEST_S = 900

# The longest first.
SWEEPS = [
    (change, fault)
    for fault in (Fault.ONCE, Fault.FULL)
    for change in (
        Change.INSTALL,
        Change.ARRIVE,
        Change.UPDATE,
        Change.ROLLBACK,
        Change.UNINSTALL,
        Change.LAUNCH,
        Change.FIRST_START,
    )
    # By hand only: it writes as INSTALL does, and test_store_partial has its own file's writes.
    if (change, fault) != (Change.ARRIVE, Fault.FULL)
]
Sweeps = dict[tuple[Change, Fault], Future[Swept]]


def swept(change: Change, fault: Fault, homes: Path) -> Swept:
    words = [sys.executable, "-m", "tests.store_faults", change, fault, str(homes)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_S)
    assert done.returncode == 0, done.stderr[-3000:]
    return msgspec.json.decode(done.stdout, type=Swept)


@pytest.fixture(scope="module")
def homes() -> Iterator[Path]:
    """Memory where there is some: nothing here is to last, and all of it is flushed often."""
    if subprocess.run([sys.executable, "-m", "tests.failing_disk"], cwd=ROOT).returncode:
        pytest.skip("needs Linux on x86-64 with seccomp's user notification")
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix="fanlight-faults-") as folder:
        shop = Shop(Path(folder) / "shop")
        with BadServer(shop.files) as server:
            lay_out(Path(folder), shop, server.url)
            yield Path(folder)


@pytest.fixture(scope="module")
def sweeps(homes: Path) -> Iterator[Sweeps]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {each: pool.submit(swept, *each, homes) for each in SWEEPS}
        pool.shutdown(cancel_futures=True)


@pytest.mark.timeout(LONGEST_S)
@pytest.mark.parametrize(("change", "fault"), SWEEPS)
def test_D05_every_fault_leaves_the_old_version_or_the_new(
    homes: Path, sweeps: Sweeps, change: Change, fault: Fault
) -> None:
    found = sweeps[change, fault].result()
    assert not found.problems, "\n\n".join(found.problems)
    # The layer has failed what it is to fail, and the change has felt it.
    assert sum(found.failed.values()) == found.points > 0
    kinds = {"make", "open", "write"}
    if fault is Fault.ONCE:
        kinds |= {"read", "flush", "list"}
        if change not in {Change.LAUNCH, Change.ROLLBACK}:
            kinds.add("rename")
        if change in {Change.INSTALL, Change.ARRIVE, Change.UPDATE}:
            kinds.add("connect")
    met = set(found.failed)
    if not kinds <= met:
        # Threads change places from one run to the next: a call may have been the n-th in none.
        again = swept(change, fault, homes)
        assert not again.problems, "\n\n".join(again.problems)
        met |= set(again.failed)
    assert kinds <= met
    wanted = VERSIONS[change]
    assert set(found.now) == {str(wanted.before), str(wanted.after)}
    known = {"store.disk", "store.full", "store.corrupt", "store.busy", "registry.unreachable"}
    assert set(found.outcomes) <= {"done", *known}
    assert set(found.outcomes) & {"store.disk", "store.full"}
    # SQLite itself takes a page that could not be read for a broken file system's; nothing else
    # that failed may be called damage.
    assert found.outcomes.get("store.corrupt", 0) <= found.failed.get("read", 0)


@needs_display
@pytest.mark.timeout(LONGEST_S)
@pytest.mark.parametrize(("change", "nth"), [(Change.UPDATE, 300), (Change.LAUNCH, 90)])
def test_D05_after_a_fault_the_app_opens_and_doctor_finds_nothing(
    homes: Path, tmp_path: Path, change: Change, nth: int
) -> None:
    home = tmp_path / "home"
    words = [sys.executable, "-m", "tests.store_faults", "one", change, str(nth), str(homes)]
    done = subprocess.run([*words, str(home)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["failed"] is not None
    fanlight = Fanlight(home)
    (library,) = [
        check
        for check in fanlight.run("doctor", "--json").document["checks"]
        if check["name"] == "library"
    ]
    assert library["health"] != "failed", library
    assert fanlight.open(str(HELLO))["version"]["code"] in {1, 2}
    (library,) = [
        check
        for check in fanlight.run("doctor", "--json").document["checks"]
        if check["name"] == "library"
    ]
    assert library["health"] == "ok", library


def test_D05_audit_rows_that_the_database_would_not_take_come_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 20)
    refusal = VersionRollback("older than what was installed here")
    with Store(Home(tmp_path / "home")) as store:
        store.audit.note_refusal(HELLO, HostAct.INSTALL, refusal)
        assert len(store.audit.recent()) == 1
        other = sqlite3.connect(store.home.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            store.audit.note_refusal(HELLO, HostAct.LAUNCH, VersionRollback("as before"))
        assert len(store.audit.recent()) == 1
        other.execute("COMMIT")
        other.close()
        store.audit.note_refusal(HELLO, HostAct.RUN, VersionRollback("and again"))
        rows = store.audit.recent()
    assert [row.method for row in reversed(rows)] == ["install", *["launch"] * 3, "run"]
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)
