"""A change to the store, or a launch, under every fault of a disk, one after another.

`python -m tests.store_faults CHANGE FAULT FOLDER URL`: FOLDER holds the homes that `lay_out`
made; URL is where their registry is served. As SQLite tests itself
(https://www.sqlite.org/testing.html#i_o_error_testing): the change runs on a fresh copy of its
home with the first call failing, then the second, until it is through without reaching the n-th.
After each the home is opened by a process without faults, and has to be sound.
"""

from __future__ import annotations

import asyncio
import enum
import gc
import json
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import certifi
import msgspec
from msgspec.structs import replace

from bridge.errors import FanlightError, NotInstalled
from bridge.marks import LaunchKind
from bridge.names import AppId
from host.compose.claim import Claim, foresee
from host.diag.contents import flaws, left_over
from host.launch.installed_source import InstalledSource
from host.launch.instance import Instance, now_s
from host.launch.pipeline import Pipeline, Prepared, Stage
from host.launch.request import OpenRequest, Scene
from host.paths import Home
from host.store.arrive import Arrival, begin_arrival
from host.store.audit import HostAct
from host.store.obtain import RegistryInstaller
from host.store.profile_lock import PROFILE_LOCK
from host.store.registry import RegistryBook
from host.store.store import Store
from host.store.trust import TrustPolicy
from host.store.uninstall import data_folders
from host.timings.record import Launched, Recorder
from sandbox.mount import url_path
from sandbox.package.block import decode_block
from sandbox.package.index import decode_index
from sandbox.package.limits import DEFAULT_LIMITS
from tests.failing_disk import Call, FailingDisk, FailsOnce, FillsUp, Kind
from tests.registry_kit import HASTY, HELLO, Shop
from tests.store_apps import install, package

OTHER = AppId("org.alice.other")
SHARED = {f"common/shared-{number}.txt": bytes([number]) * 900 for number in range(3)}
OWN = {f"common/{number}.txt": bytes([number]) * 700 for number in range(28)}
MOST_PROBLEMS = 5


class Change(enum.StrEnum):
    """What is done to the store, by the home it starts from."""

    FIRST_START = "first_start"
    INSTALL = "install"
    ARRIVE = "arrive"
    UPDATE = "update"
    ROLLBACK = "rollback"
    UNINSTALL = "uninstall"
    LAUNCH = "launch"


class Fault(enum.StrEnum):
    """How the disk fails."""

    ONCE = "once"
    FULL = "full"


class Versions(msgspec.Struct, frozen=True):
    """The version of HELLO before and after a change; None: not installed."""

    before: int | None
    after: int | None


VERSIONS = {
    Change.FIRST_START: Versions(None, None),
    Change.INSTALL: Versions(None, 2),
    Change.ARRIVE: Versions(None, 2),
    Change.UPDATE: Versions(1, 2),
    Change.ROLLBACK: Versions(2, 1),
    Change.UNINSTALL: Versions(2, None),
    Change.LAUNCH: Versions(2, 2),
}


class Swept(msgspec.Struct, frozen=True):
    """What came of all the faults of one change.

    `points` calls failed, one a run; `failed` counts them by kind, `outcomes` what the change
    answered, `now` the version that was there afterwards.
    """

    points: int
    failed: dict[str, int]
    outcomes: dict[str, int]
    now: dict[str, int]
    problems: list[str]


def _authority(folder: Path) -> Path:
    place = folder / "authority.pem"
    if not place.exists():
        first, end, _ = Path(certifi.where()).read_text().partition("-----END CERTIFICATE-----\n")
        place.write_text(first + end)
    return place


def lay_out(folder: Path, shop: Shop, url: str) -> None:
    """A home for each change, by its name; the registry has two versions at the end."""
    trust = TrustPolicy(frozenset({shop.alice.key_id}))

    def put(store: Store, code: int, app_id: AppId) -> None:
        more = SHARED if app_id == OTHER else SHARED | OWN
        install(store, package(code, key=shop.alice, app_id=app_id, more=more), trust)

    def fetch(home: Home, store: Store) -> None:
        with _book(home, store) as book:
            RegistryInstaller(store, book).install(HELLO)

    root = shop.metadata("1.root.json").read_bytes()
    homes = {change: Home(folder / change) for change in Change}
    for change, home in homes.items():
        if change is Change.FIRST_START:
            continue
        with Store(home) as store, _book(home, store) as book:
            book.add(url, root=root)
            if change in {Change.INSTALL, Change.ARRIVE}:
                put(store, 1, OTHER)
    first = package(1, key=shop.alice, app_id=HELLO, more=SHARED | OWN)
    shop.maker.publish(first, shop.alice)
    for change in (Change.UPDATE, Change.ROLLBACK, Change.UNINSTALL, Change.LAUNCH):
        with Store(homes[change]) as store:
            fetch(homes[change], store)
            put(store, 1, OTHER)  # its files are in HELLO's pack
    shop.maker.publish(
        package(2, key=shop.alice, app_id=HELLO, more=SHARED | OWN | {"common/new.txt": b"new"}),
        shop.alice,
    )
    for change in (Change.ROLLBACK, Change.UNINSTALL, Change.LAUNCH):
        with Store(homes[change]) as store:
            fetch(homes[change], store)
            for data in data_folders(homes[change], store.library.get(HELLO).host):
                (data / "browser").mkdir(parents=True)
                (data / "browser" / "cookies").write_bytes(b"secret")


def _book(home: Home, store: Store) -> RegistryBook:
    # The public authorities are 100 ms of reading, for a server that speaks plain HTTP.
    return RegistryBook(
        home, store.floors, replace(HASTY, ca_file=str(_authority(home.root.parent)))
    )


def carry_out(change: Change, home: Home) -> None:
    """Do it, as the command line does. Raises FanlightError."""
    with Store(home) as store:
        match change:
            case Change.FIRST_START:
                store.library.installed()
            case Change.INSTALL:
                with _book(home, store) as book:
                    RegistryInstaller(store, book).install(HELLO)
            case Change.ARRIVE:
                with _book(home, store) as book:
                    arrive(home, store, book)
            case Change.UPDATE:
                with _book(home, store) as book:
                    RegistryInstaller(store, book).update(HELLO, by_name=True)
                store.collect()
            case Change.ROLLBACK:
                store.roll_back(HELLO)
                store.collect()
            case Change.UNINSTALL:
                store.uninstall(HELLO)
            case Change.LAUNCH:
                launch(home, store, HELLO)


def arrive(home: Home, store: Store, book: RegistryBook) -> None:
    """Open HELLO while it arrives, in its locked profile, and install it at the end.

    Raises FanlightError.
    """
    arrival = begin_arrival(store, book, HELLO)
    assert isinstance(arrival, Arrival)
    try:
        claim = Claim(home, HELLO.host(arrival.publisher))
        try:
            arrival.bundle.read("pages/index/index.html")
            arrival.finish()
        finally:
            claim.end()
    finally:
        arrival.close()


class _Mounted(Exception):
    """The launch has come as far as the view."""


class _NoViews:
    """Takes what a view would be given (host.launch.pipeline.Views)."""

    def __init__(self) -> None:
        self.prepared: list[tuple[Prepared, Instance]] = []

    async def warm_up(self) -> LaunchKind:
        return LaunchKind.COLD

    def stage(self, prepared: Prepared, request: OpenRequest, instance: Instance) -> Stage:
        self.prepared.append((prepared, instance))
        raise _Mounted


async def _unrecorded(_: Instance) -> None: ...


def _untold(_: AppId, act: HostAct, error: FanlightError) -> None: ...


def launch(home: Home, store: Store, app_id: AppId) -> int:
    """Bring an app up to its view, read all it serves, note the launch; its version code.

    Raises FanlightError.
    """
    host = foresee(home, app_id)
    claim = Claim(home, host) if host else None
    try:
        views = _NoViews()
        source = InstalledSource(store.library, app_id)
        source.look_ahead()
        opening = Pipeline(views, _unrecorded, _untold).open(
            OpenRequest(now_s(), Scene.LAUNCHER), source, at_hand=True
        )
        with suppress(_Mounted):
            asyncio.run(opening)
        ((prepared, instance),) = views.prepared
        for path in prepared.mount.bundle.paths:
            prepared.mount.resource(url_path(path))
        ref = prepared.ref
        launched = Launched(
            ref.app_id, ref.publisher, ref.version, LaunchKind.COLD, "qt", prepared.page
        )
        Recorder(store.database).keep(launched, instance.trace)
        return ref.version.code
    finally:
        if claim is not None:
            claim.end()


def check_sound(home: Home, allowed: set[int | None]) -> int | None:
    """What holds after any fault; the version of HELLO that is there. Raises AssertionError."""
    assert not (found_flaws := list(flaws(home))), found_flaws
    with Store(home) as store:
        found = store.library.find(HELLO)
        now = found.version.code if found else None
        assert now in allowed, f"version {now} is there"
        others = [app.app_id for app in store.library.installed() if app.app_id != HELLO]
        for app_id in others if found is None else [*others, HELLO]:
            launch(home, store, app_id)
        assert store.library.damaged() == ()
        if found is None:  # what an app kept that is not there went with it
            hosts = {app.host for app in store.library.installed()}
            assert {path.name for path in home.profiles.iterdir()} <= hosts
        store.collect()
        wanted = {
            file.sha256
            for envelope in store.database.read(store.receipts.envelopes)
            for file in decode_index(
                decode_block(envelope, DEFAULT_LIMITS).envelope.payload, DEFAULT_LIMITS
            ).files
        }
        assert wanted <= set(store.blobs.digests())
        assert set(store.blobs.loose()) <= wanted
    assert not (waiting := list(left_over(home))), waiting
    drafts = [*home.root.rglob(".*"), *home.root.rglob("*.new")]
    assert not drafts, drafts
    return now


def sweep(change: Change, fault: Fault, homes: Path) -> Swept:
    """Every fault of one change. Call it from a process that has one thread."""
    make: Callable[[int], FailsOnce | FillsUp] = FailsOnce if fault is Fault.ONCE else FillsUp
    wanted = VERSIONS[change]
    home = Home(homes / f"{change}-{fault}")
    failed: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    left: Counter[str] = Counter()
    problems: list[str] = []

    def act() -> str:
        return _answer(change, home)

    _fresh(change, homes, home)
    assert act() == "done"  # and whatever is imported late is now there for all forks
    check_sound(home, {wanted.after})
    gc.freeze()
    nth = 0
    with FailingDisk(str(home.root), act) as disk:
        while len(problems) < MOST_PROBLEMS:
            nth += 1
            _fresh(change, homes, home)
            plan = make(nth)
            outcome = "raised"
            try:
                outcome = disk.run(plan)
                done = outcome == "done"
                if plan.failed and Path(plan.failed.path).name == PROFILE_LOCK:
                    disk.begin_anew()  # what a host cannot unlock is free when its process ends
                allowed = {wanted.after} if done else {wanted.before, wanted.after}
                left[str(check_sound(home, allowed))] += 1
                if not done and plan.failed is not None and _may_wedge(plan.failed, home):
                    _once_more(change, home)
            except Exception:
                problems.append(f"{nth}: {plan.failed}: {outcome}: {traceback.format_exc()}")
            if plan.failed is None:
                break
            failed[plan.failed.kind.value] += 1
            outcomes[outcome] += 1
    shutil.rmtree(home.root, ignore_errors=True)
    return Swept(nth - 1, dict(failed), dict(outcomes), dict(left), problems)


def _fresh(change: Change, homes: Path, home: Home) -> None:
    shutil.rmtree(home.root, ignore_errors=True)
    if (homes / change).exists():
        shutil.copytree(homes / change, home.root)


def _may_wedge(call: Call, home: Home) -> bool:
    """Whether what failed is kept for the next try, beyond what `check_sound` looks at."""
    kept = (home.registries, home.staging)
    return call.kind is Kind.CONNECT or any(call.path.startswith(f"{each}/") for each in kept)


def _once_more(change: Change, home: Home) -> None:
    """The disk is well again: the change has to go through, or to have been done."""
    try:
        carry_out(change, home)
    except NotInstalled:
        assert change in {Change.UNINSTALL, Change.ROLLBACK}
    with Store(home) as store:
        found = store.library.find(HELLO)
        assert (found.version.code if found else None) == VERSIONS[change].after


def one(change: Change, nth: int, homes: Path, place: Path) -> dict[str, object]:
    """A single fault, in a home that stays; what failed, and what the change answered."""
    home = Home(place)
    _fresh(change, homes, home)
    plan = FailsOnce(nth)
    with FailingDisk(str(place), lambda: _answer(change, home)) as disk:
        outcome = disk.run(plan)
    return {"failed": plan.failed.path if plan.failed else None, "outcome": outcome}


def _answer(change: Change, home: Home) -> str:
    try:
        carry_out(change, home)
    except FanlightError as error:
        return error.code
    return "done"


def main() -> None:
    if sys.argv[1] == "one":
        change, nth, homes, place = sys.argv[2:]
        print(json.dumps(one(Change(change), int(nth), Path(homes), Path(place))))
        return
    change, fault, homes = sys.argv[1:]
    print(json.dumps(msgspec.to_builtins(sweep(Change(change), Fault(fault), Path(homes)))))


if __name__ == "__main__":
    main()
