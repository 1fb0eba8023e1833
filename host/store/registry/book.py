"""Which registries this host trusts: a folder each, its root pinned when it was added."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from bridge.errors import (
    NameInvalid,
    RegistryInvalid,
    RegistrySignature,
    RegistryUnknown,
    StoreCorrupt,
    UsageError,
)
from bridge.names import Digest
from host.paths import Home
from host.store.durable import full_disk_typed, typed
from host.store.registry.client import Registry
from host.store.registry.floors import FileFloors, FloorStore
from host.store.registry.layout import METADATA_FOLDER, RegistryName
from host.store.registry.writing import replace_file
from sandbox.decoding import readable

if TYPE_CHECKING:
    from host.store.fetch import FetchSettings, HttpClient
    from host.store.registry.trusted import RootFacts

MAX_ROOT_BYTES = 512_000
MAX_ROOTS_WALKED = 256
FLOORS_FOLDER = ".floors"
NAMES_FOLDER = "_names"
"""A file for each name that was ever given: the root that bore it. No registry is called so."""
MOST_NAMESAKES = 100


class RegistryEntry(msgspec.Struct, frozen=True):
    """A registry as it was added."""

    name: RegistryName
    url: str
    root_sha256: Digest

    def as_json(self) -> dict[str, object]:
        """`{"name", "url", "root_sha256"}`."""
        return {"name": self.name, "url": self.url, "root_sha256": self.root_sha256}


class _Saved(msgspec.Struct, frozen=True):
    url: str
    root_sha256: str


class RegistryBook:
    """Add, list, remove and open registries. Owns the HTTP client they share: `close()` it.

    Without `floors`, they are kept as files in the same folder; a host gives its database.
    """

    def __init__(
        self,
        home: Home,
        floors: FloorStore | None = None,
        fetch: FetchSettings | None = None,
        now_ms: Callable[[], int] | None = None,
    ) -> None:
        """`now_ms` is the clock that metadata is judged by, where it is not this machine's."""
        self._folder = home.registries
        self._floors = floors or FileFloors(self._folder / FLOORS_FOLDER)
        self._fetch = fetch
        self._now_ms = now_ms
        self._client: HttpClient | None = None

    def close(self) -> None:
        """Close the connections of all registries opened here."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def list(self) -> tuple[RegistryEntry, ...]:
        """All registries, by name. Raises StoreCorrupt."""
        with full_disk_typed("looking for registries"):
            if not self._folder.is_dir():
                return ()
            names = sorted(
                path.name
                for path in self._folder.iterdir()
                if path.is_dir() and not path.name.startswith((".", "_"))
            )
        return tuple(self._entry(RegistryName(name)) for name in names)

    def add(
        self,
        url: str | None = None,
        *,
        root: bytes | None = None,
        fingerprint: Digest | None = None,
        name: str | None = None,
    ) -> RegistryEntry:
        """Trust a registry from now on.

        A name stands for one registry for good, since what was installed is known to be from there
        by the name: another that calls itself so gets a number behind it.

        Its root is given as `root`, or fetched from `url` and then it must hash to
        `fingerprint`: a root that merely came over the network is nobody's word. `url` may be
        left out when the root names it. Nothing else is fetched. Raises UsageError,
        NameInvalid, RegistryInvalid, RegistrySignature, RegistryUnreachable.
        """
        from host.store.fetch.client import parse_url
        from host.store.registry.trusted import read_root

        if root is None:
            if url is None or fingerprint is None:
                raise UsageError(
                    "give the registry's root.json, or its URL and the root's fingerprint "
                    "(both are printed by `fanlight registry status` where it was made)"
                )
            root = self._fetch_root(url, fingerprint)
        facts = read_root(root)
        if fingerprint is not None and facts.sha256 != fingerprint:
            raise RegistrySignature(
                f"the root metadata hashes to {facts.sha256}, not to the fingerprint given; "
                "it is another registry's, or was altered",
                root_sha256=facts.sha256,
            )
        address = url or facts.url
        if address is None:
            raise UsageError("this root does not name its registry's address; give the URL too")
        parsed = parse_url(address)
        chosen = RegistryName(name) if name else self._own_name(facts, root, parsed.host)
        entry = RegistryEntry(chosen, address.rstrip("/") + "/", facts.sha256)
        self._save(entry, root)
        return entry

    def remove(self, name: str) -> RegistryEntry:
        """Trust a registry no more. What was installed from it stays; its floors stay too.

        Raises RegistryUnknown.
        """
        entry = self.entry(name)
        with suppress(StoreCorrupt):  # one without a root was nobody's
            self._note_name(entry.name, _read(self._folder / entry.name / "root.json"))
        doomed = self._folder / f".{entry.name}.removed"
        shutil.rmtree(doomed, ignore_errors=True)
        os.replace(self._folder / entry.name, doomed)
        shutil.rmtree(doomed, ignore_errors=True)
        return entry

    def entry(self, name: str) -> RegistryEntry:
        """One registry as it was added. Raises RegistryUnknown, StoreCorrupt."""
        try:
            known = RegistryName(name)
        except NameInvalid as error:
            raise self._unknown(name) from error
        if not (self._folder / known).is_dir():
            raise self._unknown(name)
        return self._entry(known)

    def open(self, name: str, now_ms: Callable[[], int] | None = None) -> Registry:
        """The registry, ready to be asked; nothing is fetched yet.

        Raises RegistryUnknown, StoreCorrupt.
        """
        entry = self.entry(name)
        folder = self._folder / entry.name
        root = _read(folder / "root.json")
        if Digest.of(root) != entry.root_sha256:
            raise StoreCorrupt(
                f"{folder / 'root.json'} is not the root that was trusted; "
                "remove the registry and add it again",
                registry=entry.name,
            )
        told = now_ms or self._now_ms
        clock = {} if told is None else {"now_ms": told}
        return Registry(entry.name, entry.url, root, folder, self._http(), self._floors, **clock)

    def _http(self) -> HttpClient:
        if self._client is None:
            from host.store.fetch import HttpClient

            self._client = HttpClient(self._fetch)
        return self._client

    def _fetch_root(self, url: str, fingerprint: Digest) -> bytes:
        """Walk 1.root.json, 2.root.json … until one has the fingerprint."""
        from host.store.fetch.client import response_failure

        base = f"{url.rstrip('/')}/{METADATA_FOLDER}/"
        client = self._http()
        for version in range(1, MAX_ROOTS_WALKED + 1):
            place = f"{base}{version}.root.json"
            with client.get(place, budget_ms=client.settings.request_budget_ms) as response:
                if response.status_code in (403, 404) and version > 1:
                    break
                if response.status_code != 200:
                    raise response_failure(response, place)
                content = bytearray()
                for chunk in response.iter_raw():
                    content += chunk
                    if len(content) > MAX_ROOT_BYTES:
                        raise RegistryInvalid(
                            f"{place} is larger than {MAX_ROOT_BYTES} bytes: not a root",
                            limit_bytes=MAX_ROOT_BYTES,
                        )
            if Digest.of(bytes(content)) == fingerprint:
                return bytes(content)
        raise RegistrySignature(
            f"no root of {url} has the fingerprint {fingerprint}; check both with the "
            "registry's operator: this may be another registry",
            url=url,
        )

    def _save(self, entry: RegistryEntry, root: bytes) -> None:
        folder = self._folder / entry.name
        if folder.exists():
            if self._entry(entry.name) == entry:
                return
            raise UsageError(
                f"a registry named {entry.name} was added already; give --name, or remove it "
                f"with `fanlight registry remove {entry.name}`",
                registry=entry.name,
            )
        if self._is_anothers(entry.name, root):
            raise UsageError(
                f"another registry was named {entry.name} here before, and apps that came from it "
                "would be taken for this one's; give another --name",
                registry=entry.name,
            )
        self._note_name(entry.name, root)
        staged = self._folder / f".{entry.name}.adding"
        shutil.rmtree(staged, ignore_errors=True)
        saved = msgspec.json.encode(_Saved(entry.url, str(entry.root_sha256)))
        replace_file(staged / "root.json", root)
        replace_file(staged / "registry.json", saved)
        os.replace(staged, folder)

    def _own_name(self, facts: RootFacts, root: bytes, host: str) -> RegistryName:
        """As it calls itself, else as its host is called; numbered where that was another's."""
        for base in (facts.name or host, host):
            for number in range(1, MOST_NAMESAKES):
                try:
                    candidate = RegistryName(base if number == 1 else f"{base}-{number}")
                except NameInvalid:
                    break
                in_use = (self._folder / candidate).exists()  # which is said when it is saved
                if in_use or not self._is_anothers(candidate, root):
                    return candidate
        raise UsageError("the registry has no name that can be used here; give one with --name")

    def _is_anothers(self, name: RegistryName, root: bytes) -> bool:
        """Whether a registry was removed that had this name, and is not this one: its root is
        another, and its keys have not signed this one."""
        from host.store.registry.trusted import vouches

        try:
            before = (self._folder / NAMES_FOLDER / name).read_bytes()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise typed("reading whose names of registries were", error) from error
        return before != root and not vouches(before, root)

    def _note_name(self, name: RegistryName, root: bytes) -> None:
        replace_file(self._folder / NAMES_FOLDER / name, root)

    def _entry(self, name: RegistryName) -> RegistryEntry:
        path = self._folder / name / "registry.json"
        try:
            saved = msgspec.json.decode(_read(path), type=readable(_Saved))
            return RegistryEntry(name, saved.url, Digest(saved.root_sha256))
        except (msgspec.MsgspecError, NameInvalid) as error:
            raise StoreCorrupt(
                f"{path} is damaged ({error}); remove the registry and add it again"
            ) from error

    def _unknown(self, name: str) -> RegistryUnknown:
        return RegistryUnknown(
            f"no registry {name[:80]!r} was added; `fanlight registry list` shows them",
            registry=name[:80],
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoreCorrupt(f"{path} is missing; remove the registry and add it again") from error
    except OSError as error:
        raise typed("reading what is kept of a registry", error) from error
