"""Apps that are opened while they arrive: what is fetched, when it is installed, what is left."""

from __future__ import annotations

import json
import os
import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bridge.errors import (
    ContentMismatch,
    FanlightError,
    IndexInvalid,
    PublisherChanged,
    RegistryUnreachable,
    StoreError,
    TargetRevoked,
)
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.faults import Faults
from host.paths import Home
from host.store.arrive import Arrival, begin_arrival
from host.store.beginning import Beginning
from host.store.install import InstallReport
from host.store.obtain import RegistryInstaller
from host.store.origin import OriginKind
from host.store.profile_lock import PROFILE_LOCK
from host.store.registry import RegistryBook
from host.store.registry.layout import stored_target
from host.store.steps import Step
from host.store.store import Store
from sandbox.package.pack import add_signature, pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package
from tests.package_forge import sample_files
from tests.registry_kit import HASTY, HELLO, BadServer, Request, Shop, app_package, send
from tests.store_apps import read_all

FILLING = random.Random(1).randbytes(400_000)
BOBS = AppId("org.bob.hello")


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with Store(home) as opened:
        yield opened


@pytest.fixture
def book(store: Store, shop: Shop, server: BadServer) -> Iterator[RegistryBook]:
    with RegistryBook(store.home, store.floors, HASTY) as opened:
        opened.add(server.url, fingerprint=shop.root_sha256)
        yield opened


def begun(store: Store, book: RegistryBook) -> Arrival:
    arrival = begin_arrival(store, book, HELLO)
    assert isinstance(arrival, Arrival)
    return arrival


def package_file(shop: Shop, book: RegistryBook) -> Path:
    ref = book.open("shop").resolve(HELLO)
    return shop.files / "targets" / stored_target(ref.target_path, ref.sha256)


def served_at(shop: Shop, book: RegistryBook) -> str:
    return f"/{package_file(shop, book).relative_to(shop.files).as_posix()}"


def kept(store: Store) -> list[str]:
    return sorted(path.name for path in (store.home.staging / "downloads").iterdir())


def run(store: Store, arrival: Arrival) -> Path:
    """What a host does with it: a profile, locked, in which the app keeps things."""
    profile = store.home.profiles / arrival.app_id.host(arrival.publisher)
    (profile / "browser").mkdir(parents=True)
    (profile / "browser" / "cookies").write_bytes(b"of the app")
    (profile / PROFILE_LOCK).write_text(f"{os.getpid()}\nfanlight\n")
    store.grants.remember(HELLO, arrival.publisher, Scope.LOCATION, Grant.ALLOW)
    return profile


def close(profile: Path) -> None:
    (profile / PROFILE_LOCK).unlink()


def awaited(store: Store) -> list[object]:
    """Apps that may have kept something though they are not installed."""
    return store.database.read(lambda held: list(held.execute("SELECT * FROM tombstones")))


def granted(store: Store, publisher: KeyId) -> Grant | None:
    return store.grants.answer(HELLO, publisher, Scope.LOCATION)


def test_open_with_little_then_install(store: Store, shop: Shop, book: RegistryBook) -> None:
    package = shop.publish(1, FILLING, scopes=("location",))
    arrival = begun(store, book)
    assert arrival.bundle.read("pages/index/index.html")
    assert arrival.fetched_bytes < 20_000
    assert store.library.find(HELLO) is None
    profile = run(store, arrival)
    report = arrival.finish()
    assert (report.version.code, report.bytes_downloaded) == (1, len(package))
    assert report.consent_needed == frozenset()
    assert read_all(store, HELLO) == 1
    app = store.library.get(HELLO)
    assert (app.origin_kind, app.publisher) == (OriginKind.REGISTRY, arrival.publisher)
    arrival.close()
    assert kept(store) == []
    # What it kept while it arrived is the installed app's.
    close(profile)
    with Store(store.home):
        pass
    assert (profile / "browser" / "cookies").exists()
    assert granted(store, app.publisher) is Grant.ALLOW


def test_a_registry_that_says_nothing_of_places(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    """As registries were made before: the beginning and the end are guessed."""
    package = app_package(shop.alice, 1, filling=FILLING)
    shop.offer(package, "alice", shop.alice)
    arrival = begun(store, book)
    assert arrival.bundle.read("pages/index/index.html")
    assert arrival.fetched_bytes < 200_000
    assert arrival.finish().version.code == 1
    arrival.close()


def test_a_server_without_ranges_gives_the_whole(
    store: Store, shop: Shop, server: BadServer, book: RegistryBook
) -> None:
    package = shop.publish(1, FILLING)
    server.answers[served_at(shop, book)] = lambda request, connection: send(
        connection, "200 OK", package
    )
    report = begin_arrival(store, book, HELLO)
    assert isinstance(report, InstallReport)
    assert report.bytes_downloaded == len(package)
    assert read_all(store, HELLO) == 1
    assert kept(store) == []


def test_the_network_goes_and_comes_back(
    store: Store, shop: Shop, server: BadServer, book: RegistryBook
) -> None:
    package = in_many_files(shop)
    place = served_at(shop, book)
    arrival = begun(store, book)
    arrival.bundle.read("pages/index/index.html")
    profile = run(store, arrival)
    server.answers[place] = cut_after(package, 150_000)
    with pytest.raises(RegistryUnreachable):
        arrival.finish()
    arrival.close()
    close(profile)
    assert store.library.find(HELLO) is None
    # What it kept goes with it; what came of the package is for the next try.
    with Store(store.home):
        pass
    assert not profile.exists()
    assert granted(store, arrival.publisher) is None
    assert len(kept(store)) == 1
    del server.answers[place]
    again = begun(store, book)
    assert again.finish().version.code == 1
    assert again.fetched_bytes < len(package) - 100_000
    again.close()
    assert (read_all(store, HELLO), kept(store)) == (1, [])


def in_many_files(shop: Shop) -> bytes:
    parts = {f"common/{at:06}.bin": FILLING[at : at + 10_000] for at in range(0, 400_000, 10_000)}
    manifest = json.dumps(
        json.loads(sample_files()["manifest.json"])
        | {"app_id": HELLO, "version": {"name": "1.0.0", "code": 1}}
    )
    package = pack(sample_files() | {"manifest.json": manifest.encode()} | parts, shop.alice)
    shop.maker.publish(package, shop.alice)
    return package


def cut_after(package: bytes, most_bytes: int) -> Callable[[Request, socket.socket], None]:
    left = [most_bytes]

    def answer(request: Request, connection: socket.socket) -> None:
        start, end = request.first_byte or 0, request.end_byte or 0
        body = package[start:end][: left[0]]
        left[0] -= len(body)
        where = f"bytes {start}-{end - 1}/{len(package)}"
        send(connection, "206 Partial Content", body, end - start, Content_Range=where)

    return answer


def test_a_killed_host_leaves_nothing_of_an_app_that_never_arrived(
    store: Store, home: Home, shop: Shop, book: RegistryBook
) -> None:
    shop.publish(1, FILLING)
    arrival = begun(store, book)
    profile = run(store, arrival)
    arrival.close()
    with Store(home):  # another one starts while the first runs on
        assert (profile / "browser" / "cookies").exists()
    (profile / PROFILE_LOCK).write_text("4194305\nfanlight\n")  # no such process
    with Store(home):
        assert not profile.exists()


def test_another_install_meanwhile_touches_nothing_of_it(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    shop.publish(1, FILLING, scopes=("location",))
    arrival = begun(store, book)
    profile = run(store, arrival)
    other = app_package(shop.bob, 1, app_id=BOBS)
    shop.maker.publish(other, shop.bob)
    book.open("shop").refresh()
    RegistryInstaller(store, book).install(BOBS)
    store.uninstall(BOBS)
    assert (profile / "browser" / "cookies").exists()
    arrival.finish()
    arrival.close()
    assert granted(store, arrival.publisher) is Grant.ALLOW


def test_a_window_closed_early_keeps_what_it_kept_if_all_arrives(
    store: Store, shop: Shop, book: RegistryBook
) -> None:
    shop.publish(1, FILLING)
    arrival = begun(store, book)
    profile = run(store, arrival)
    close(profile)
    arrival.finish()
    arrival.close()
    assert (profile / "browser" / "cookies").exists()


def test_all_files_right_but_the_file_another(store: Store, shop: Shop, book: RegistryBook) -> None:
    """The whole is compared too: a reviewer's signature in the place of another one's."""
    package = app_package(shop.alice, 1, filling=FILLING)
    signed, other = (
        add_signature(open_package(BytesSource(package)), SigningKey.generate()) for _ in range(2)
    )
    assert len(signed) == len(other)
    shop.maker.publish(signed, shop.alice)
    package_file(shop, book).write_bytes(other)
    arrival = begun(store, book)
    assert arrival.bundle.read("pages/index/index.html")
    with pytest.raises(ContentMismatch, match="is not the file that the registry signed"):
        arrival.finish()
    arrival.close()
    assert store.library.find(HELLO) is None
    assert (set(store.blobs.digests()), kept(store)) == (set(), [])


def swapped(shop: Shop) -> None:
    shop.offer(app_package(shop.alice, 1), "alice", shop.alice, index_sha256="0" * 64)


def by_another_key(shop: Shop) -> None:
    stranger = SigningKey.generate()
    shop.offer(app_package(stranger, 1), "alice", shop.alice, signer=shop.alice.key_id)


def revoked(shop: Shop) -> None:
    shop.offer(app_package(shop.alice, 1), "alice", shop.alice, revoked=True)


@pytest.mark.parametrize(
    ("offer", "kind"),
    [(swapped, IndexInvalid), (by_another_key, PublisherChanged), (revoked, TargetRevoked)],
)
def test_what_installing_refuses_is_not_opened(
    store: Store,
    shop: Shop,
    book: RegistryBook,
    offer: Callable[[Shop], None],
    kind: type[FanlightError],
) -> None:
    offer(shop)
    with pytest.raises(kind):
        RegistryInstaller(store, book).install(HELLO)
    with pytest.raises(kind):
        begin_arrival(store, book, HELLO)
    assert (
        store.database.read(lambda held: held.execute("SELECT * FROM tombstones").fetchall()) == []
    )
    assert not (store.home.staging / "downloads").exists() or kept(store) == []


class Stops:
    """Ends the process, as it were, at one step."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def reached(self, step: Step) -> None:
        if step is self._step:
            raise StoreError("the end")


@pytest.mark.parametrize("step", [Step.ACCEPTED, Step.STAGED, Step.PLACED])
def test_what_breaks_at_the_end_leaves_nothing_half_done(
    home: Home, shop: Shop, server: BadServer, step: Step
) -> None:
    shop.publish(1, FILLING)
    with Store(home, Stops(step)) as store, RegistryBook(home, store.floors, HASTY) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        arrival = begun(store, book)
        profile = run(store, arrival)
        with pytest.raises(StoreError):
            arrival.finish()
        arrival.close()
        close(profile)
    with Store(home) as store, RegistryBook(home, store.floors, HASTY) as book:
        assert store.library.find(HELLO) is None
        assert not profile.exists()
        again = begun(store, book)
        assert again.finish().version.code == 1
        assert again.fetched_bytes == 0
        again.close()


def test_the_end_of_a_host_waits_for_no_server(
    store: Store, shop: Shop, server: BadServer, book: RegistryBook
) -> None:
    """A read may wait for twenty seconds; who ends the host does not."""
    shop.publish(1)
    hanging, over = threading.Event(), threading.Event()

    def answer(_request: Request, _connection: socket.socket) -> None:
        hanging.set()
        over.wait(60)

    server.answers["/metadata/timestamp.json"] = answer
    beginning = Beginning(store.home, lambda: store, Faults())
    told: list[FanlightError] = []

    def wait() -> None:
        try:
            beginning.begin(HELLO)
        except FanlightError as error:
            told.append(error)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    try:
        assert hanging.wait(30)
        beginning.end()
        waiting.join(10)
        assert [type(error) for error in told] == [RegistryUnreachable]
        with pytest.raises(RegistryUnreachable):
            beginning.begin(HELLO)
    finally:
        over.set()
        beginning.close()


def test_what_was_begun_ahead_is_given_once(
    store: Store, shop: Shop, server: BadServer, book: RegistryBook
) -> None:
    shop.publish(1, FILLING)
    with closing(Beginning(store.home, lambda: store, Faults())) as beginning:
        beginning.begin_ahead(HELLO)
        first = beginning.begin(HELLO)
        assert isinstance(first, Arrival)
        asked = len(server.requests)
        second = beginning.begin(HELLO)
        assert isinstance(second, Arrival)
        assert second is not first
        assert len(server.requests) > asked
        assert beginning.begin(BOBS) is None
        first.close()
        second.close()
        beginning.begin_ahead(HELLO)  # and nobody comes for it
