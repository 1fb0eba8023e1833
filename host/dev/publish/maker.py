"""Making and changing a registry. Every step ends with a whole, signed, readable state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bridge.names import AppId, AppVersion, Digest
from host.dev.publish import rules, shelf
from host.dev.publish.bench import Bench
from host.dev.publish.binned import begin_binned, check_bins
from host.dev.publish.flat import begin_flat
from host.dev.publish.founding import check_new, first_root
from host.dev.publish.keys import Lifetimes, Role
from host.dev.publish.listing import open_book, whole_catalogue
from host.dev.publish.places import places_of
from host.dev.publish.status import RegistryStatus, read_status
from host.dev.publish.upload import Place, Uploaded, upload
from host.store.registry.catalogue import Catalogue, CatalogueVersion
from host.store.registry.layout import (
    PublisherName,
    RegistryName,
    target_path,
)
from sandbox.package.index import encode_index
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify_all

ROOT_RENEWAL_DAYS = 60.0


class Published(msgspec.Struct, frozen=True):
    """A version that a registry now offers."""

    app_id: AppId
    version: AppVersion
    publisher: str
    target_path: str
    size_bytes: int
    sha256: Digest

    def as_json(self) -> dict[str, object]:
        """`{"app_id", "version", "publisher", "target", "bytes", "sha256"}`."""
        return {
            "app_id": self.app_id,
            "version": self.version.as_json(),
            "publisher": self.publisher,
            "target": self.target_path,
            "bytes": self.size_bytes,
            "sha256": self.sha256,
        }


class RegistryMaker:
    """A registry's files in `folder` and its keys in `keys`; one maker changes it at a time.

    All methods block. Besides what each names they raise KeyInvalid (a key is not here),
    RegistryInvalid (the files are damaged) and StoreBusy.
    """

    def __init__(
        self,
        folder: Path,
        keys: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._bench = Bench(folder, keys, now)

    def init(
        self,
        name: RegistryName,
        *,
        url: str | None = None,
        root_threshold: int = 1,
        lifetimes: Lifetimes | None = None,
        bins: int = 0,
    ) -> RegistryStatus:
        """Make keys and a first, empty state. `url`, where it will be served, is optional.

        `bins` is how many hash bins list the apps; 0: one catalogue does.

        Raises PublishRefused when a folder is in use, the keys would be served, or `bins`
        cannot be.
        """
        bench = self._bench
        check_new(bench, root_threshold)
        if bins:
            check_bins(bins)
        bench.ring.create(name, lifetimes or Lifetimes(), root_threshold)
        with bench.change() as change:
            if bins:
                begin_binned(bench, change, name, bins)
            else:
                begin_flat(bench, change, name)
            bench.sign_root(first_root(bench, name, url, root_threshold))
        return self.status()

    def add_publisher(self, name: PublisherName, prefix: AppId, public_key: bytes) -> None:
        """Delegate the apps at and under `prefix` to a raw Ed25519 key. Needs the targets key.

        Raises PublishRefused when the name is taken, the key is another publisher's, or the
        prefix overlaps another's.
        """
        with self._bench.change() as change:
            book = open_book(self._bench, change)
            catalogue = book.everybody()
            key_id = rules.check_new_key(catalogue, public_key)
            rules.check_new_publisher(catalogue, name, prefix)
            book.put_publisher(name, prefix, public_key)
            book.write(shelf.with_publisher(catalogue, name, prefix, key_id))

    def rotate_publisher(self, name: PublisherName, key: SigningKey) -> None:
        """Replace a publisher's key. What it has published is signed anew, by `key`.

        Hosts take this for a rotation: the delegation says that the new key speaks for the
        prefix. Needs the targets key. Raises PublishRefused, TargetNotFound.
        """
        with self._bench.change() as change:
            book = open_book(self._bench, change)
            catalogue = book.everything_of(name)
            prefix = rules.known_publisher(catalogue, name).prefix
            key_id = rules.check_new_key(catalogue, key.public_bytes)
            book.put_publisher(name, prefix, key.public_bytes)
            book.sign_again(name, key)
            book.write(shelf.with_publisher(catalogue, name, prefix, key_id))

    def remove_publisher(self, name: PublisherName) -> None:
        """Take a publisher's delegation away: nothing of it can be installed any more.

        Its versions are listed as revoked. Needs the targets key. Raises TargetNotFound.
        """
        with self._bench.change() as change:
            book = open_book(self._bench, change)
            catalogue = book.everything_of(name)
            book.drop_publisher(name, rules.known_publisher(catalogue, name).prefix)
            book.write(shelf.without_publisher(catalogue, name))

    def publish(self, package: bytes, key: SigningKey) -> Published:
        """Offer a package, signed into its publisher's role by that publisher's `key`.

        Needs the catalogue, snapshot and timestamp keys. Raises PublishRefused when `key` may
        not sign for the app id, the package is signed by another key, or its version code is
        not above every published one; a PackageError when the package is not sound.
        """
        bundle = verify_all(open_package(BytesSource(package)))
        app_id, version = bundle.index.app_id, bundle.index.version
        path = target_path(app_id, version.code)
        with self._bench.change() as change:
            book = open_book(self._bench, change)
            catalogue = book.around(app_id)
            publisher = rules.owner(catalogue, app_id, key.key_id)
            rules.check_signer(app_id, bundle.publisher, publisher, key.key_id)
            rules.check_version(catalogue, app_id, version)
            target = change.add_target(path, package)
            listed = CatalogueVersion(
                code=version.code,
                name=version.name,
                size_bytes=target.length,
                sha256=Digest(target.hashes["sha256"]),
                index_sha256=Digest.of(encode_index(bundle.index)),
            )
            target.unrecognized_fields["custom"] = {
                "app_id": app_id,
                "version_code": listed.code,
                "version_name": listed.name,
                "index_sha256": listed.index_sha256,
                "signer": key.key_id,
                "revoked": False,
                **places_of(bundle, target.length).as_json(),
            }
            book.offer(publisher.name, target, key)
            book.write(shelf.with_version(catalogue, publisher, bundle.manifest, listed))
        return Published(app_id, version, publisher.name, path, len(package), listed.sha256)

    def yank(self, app_id: AppId, version_code: int, key: SigningKey | None = None) -> None:
        """Revoke one version. The operator can do it alone, in the catalogue.

        With the publisher's `key` it is written into the publisher's role too. The file stays,
        for hosts that are reading it. Raises TargetNotFound, PublishRefused.
        """
        with self._bench.change() as change:
            book = open_book(self._bench, change)
            catalogue = book.around(app_id)
            app = rules.published_app(catalogue, app_id, version_code)
            if key is not None:
                publisher = rules.owner(catalogue, app_id, key.key_id)
                book.revoke(publisher.name, target_path(app_id, version_code), key)
            book.write(shelf.with_revoked(catalogue, app, version_code))

    def renew(self) -> tuple[str, ...]:
        """Sign anew what will expire, as far as the keys are here; the roles that were signed.

        Snapshot and timestamp always; targets and catalogue once half their time has passed;
        root when less than 60 days are left. A publisher's role needs its own key: publish, or
        rotate. Run it daily: a timestamp is good for a week.
        """
        bench = self._bench
        lifetimes = bench.ring.lifetimes()
        renewed: list[str] = []
        with bench.change() as change:
            root, targets = bench.tree.root(), bench.targets()
            root_days = bench.days_left(root.signed.expires)
            if root_days < ROOT_RENEWAL_DAYS and bench.ring.has(Role.ROOT):
                root.signed.version += 1
                bench.sign_root(root)
                renewed.append(Role.ROOT)
            targets_days = bench.days_left(targets.signed.expires)
            if targets_days < lifetimes.targets_days / 2 and bench.ring.has(Role.TARGETS):
                bench.sign_targets(change, targets)
                renewed.append(Role.TARGETS)
            renewed += open_book(bench, change).renew()
        return (*renewed, Role.SNAPSHOT, Role.TIMESTAMP)

    def upload(self, place: Place, say: Callable[[str], None]) -> Uploaded:
        """Copy what is not at `place` yet to it; needs no keys but the folder's lock.

        Raises PublishRefused, what the place raises.
        """
        with self._bench.locked():
            return upload(self._bench.tree, place, say)

    def catalogue(self) -> Catalogue:
        """All that is listed; of a registry with hash bins, everything is read for it."""
        return whole_catalogue(self._bench)

    def status(self) -> RegistryStatus:
        """Dates, versions and content; needs no keys."""
        return read_status(self._bench)
