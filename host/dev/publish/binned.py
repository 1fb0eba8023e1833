"""A registry with hash bins: each change reads and signs the few bins that it touches.

Places, records and who signs what: host.store.registry.bins.
"""

from __future__ import annotations

from collections.abc import Iterable

from tuf.api.metadata import Delegations, Metadata, SuccinctRoles, TargetFile, Targets

from bridge.errors import PublishRefused, RegistryInvalid
from bridge.names import AppId
from host.dev.publish.bench import Bench
from host.dev.publish.delegation import delegate, new_targets
from host.dev.publish.keys import Role
from host.dev.publish.tree import Change, tuf_key
from host.store.registry.bins import (
    APPS_BINS_PER_PUBLISHER_BIN,
    APPS_PATTERN,
    APPS_ROLE,
    MAX_BINS,
    MIN_BINS,
    PUBLISHERS_PATTERN,
    PUBLISHERS_ROLE,
    RECORD_FORMAT,
    SEARCH_PATH,
    SEARCH_ROLE,
    AppRecord,
    PublisherRecord,
    decode_app,
    decode_publisher,
    encode_record,
    prefixes_of,
    publisher_path,
    record_path,
)
from host.store.registry.catalogue import (
    CATALOGUE_FORMAT,
    Catalogue,
    CatalogueApp,
    CataloguePublisher,
)
from host.store.registry.layout import PublisherName, target_path
from host.store.registry.offers import OFFER_MEMBER, sign_offer
from host.store.registry.refs import VerifiedTarget
from host.store.registry.search import (
    SEARCH_FORMAT,
    SearchIndex,
    decode_search,
    encode_search,
    line_of,
    with_lines,
)
from sandbox.package.signing import SigningKey

_KEYS = {APPS_ROLE: Role.CATALOGUE, PUBLISHERS_ROLE: Role.TARGETS}
"""Whose key signs the bins of a role; the role itself is signed by the targets key."""


def check_bins(bins: int) -> None:
    """A power of two that bins can be. Raises PublishRefused."""
    if not MIN_BINS <= bins <= MAX_BINS or bins & (bins - 1):
        raise PublishRefused(
            f"{bins} hash bins cannot be; use a power of two from {MIN_BINS} to {MAX_BINS}: "
            "some 50 apps a bin are good, 2048 for 100,000 apps",
            bins=bins,
        )


def begin_binned(bench: Bench, change: Change, name: str, bins: int) -> None:
    """The first, empty state with `bins` bins of apps. Needs the targets key."""
    offline, online = bench.ring.load(Role.TARGETS), bench.ring.load(Role.CATALOGUE)
    targets = new_targets()
    delegate(targets, SEARCH_ROLE, [SEARCH_PATH], online[0].public_bytes)
    delegate(targets, APPS_ROLE, [APPS_PATTERN], offline[0].public_bytes)
    delegate(targets, PUBLISHERS_ROLE, [PUBLISHERS_PATTERN], offline[0].public_bytes)
    bench.sign_targets(change, Metadata(targets))
    of_publishers = bins // APPS_BINS_PER_PUBLISHER_BIN
    days = bench.ring.lifetimes()
    for role, count in ((APPS_ROLE, bins), (PUBLISHERS_ROLE, max(2, of_publishers))):
        keys = bench.ring.load(_KEYS[role])
        succinct = SuccinctRoles([], 1, count.bit_length() - 1, role)
        parent = Targets(delegations=Delegations({}, succinct_roles=succinct))
        for key in keys:
            parent.add_key(tuf_key(key.public_bytes))
        change.sign_role(role, Metadata(parent), offline, days.targets_days)
        for one in succinct.get_roles():
            change.sign_role(one, Metadata(Targets()), keys, days.of(_KEYS[role]), slim=True)
    _write_search(bench, change, SearchIndex(SEARCH_FORMAT, name))


def is_binned(bench: Bench) -> bool:
    """Whether the registry that stands there has hash bins."""
    return bench.tree.begun and SEARCH_ROLE in _roles(bench.targets().signed)


class BinnedBook:
    """A `Book` over hash bins."""

    def __init__(self, bench: Bench, change: Change) -> None:
        self._bench = bench
        self._change = change
        self._registry = bench.ring.name()
        self._parents = {role: self._load(role) for role in _KEYS}
        self._bins: dict[str, Metadata[Targets]] = {}
        self._changed: dict[str, set[str]] = {role: set() for role in _KEYS}
        self._read: dict[AppId, CatalogueApp] = {}
        self._prefixes: dict[str, AppId] = {}
        self._index: SearchIndex | None = None

    def around(self, app_id: AppId) -> Catalogue:
        """Reads at most one bin a label of the id, and the app's."""
        prefixes = prefixes_of(app_id)
        return self._catalogue(filter(None, map(self._publisher, prefixes)), [app_id])

    def everybody(self) -> Catalogue:
        """Reads all bins of publishers."""
        return self._catalogue(self._publishers(), [])

    def everything_of(self, publisher: PublisherName) -> Catalogue:
        """Reads all bins of publishers, and those of the publisher's apps."""
        mine = [AppId(line.app_id) for line in self._search().apps if line.publisher == publisher]
        return self._catalogue(self._publishers(), mine)

    def everything(self) -> Catalogue:
        """Reads all there is."""
        return self._catalogue(
            self._publishers(), [AppId(line.app_id) for line in self._search().apps]
        )

    def put_publisher(self, name: PublisherName, prefix: AppId, public_key: bytes) -> None:
        """Write the publisher's record. Needs the targets key."""
        record = PublisherRecord(RECORD_FORMAT, str(name), prefix, (public_key.hex(),))
        self._put(PUBLISHERS_ROLE, publisher_path(prefix), encode_record(record))
        self._prefixes[name] = prefix

    def drop_publisher(self, name: PublisherName, prefix: AppId) -> None:
        """Take the publisher's record away. Needs the targets key."""
        path = publisher_path(prefix)
        self._bin_of(PUBLISHERS_ROLE, path, changed=True).targets.pop(path, None)

    def offer(self, publisher: str, target: TargetFile, key: SigningKey) -> None:
        """Add a package with its publisher's offer under it."""
        self._sign_offer(target, key)
        self._bin_of(APPS_ROLE, target.path, changed=True).targets[target.path] = target

    def sign_again(self, publisher: PublisherName, key: SigningKey) -> None:
        """Sign the offers of all the publisher's apps that were read."""
        for app in self._read.values():
            if app.publisher == publisher:
                for version in app.versions:
                    self._sign_offer(self._package(target_path(app.app_id, version.code)), key)

    def revoke(self, publisher: str, path: str, key: SigningKey) -> None:
        """Write it into the package's target, and sign that."""
        target = self._package(path)
        target.unrecognized_fields["custom"]["revoked"] = True
        self._sign_offer(target, key)

    def write(self, catalogue: Catalogue) -> None:
        """Sign the records that differ from what was read, the search index and the bins."""
        lines = []
        for app in catalogue.apps:
            if self._read.get(app.app_id) != app:
                record = AppRecord(RECORD_FORMAT, self._prefixes[app.publisher], app)
                self._put(APPS_ROLE, record_path(app.app_id), encode_record(record))
                lines.append(line_of(app))
        if lines:
            _write_search(self._bench, self._change, with_lines(self._search(), lines))
        for role, names in self._changed.items():
            self._sign_bins(role, sorted(names))

    def renew(self) -> list[str]:
        """The roles `apps`, `publishers`, `search`, and the bins of the first two."""
        ring, lifetimes = self._bench.ring, self._bench.ring.lifetimes()
        renewed: list[str] = []
        for role, whose in _KEYS.items():
            parent = self._parents[role]
            if ring.has(Role.TARGETS) and self._is_due(role, lifetimes.targets_days):
                offline = ring.load(Role.TARGETS)
                self._change.sign_role(role, parent, offline, lifetimes.targets_days)
                renewed.append(role)
            due = [name for name in _names(parent) if self._is_due(name, lifetimes.of(whose))]
            if due and ring.has(whose):
                self._sign_bins(role, due)
                renewed.append(f"{role}-*")
        if self._is_due(SEARCH_ROLE, lifetimes.catalogue_days):
            _write_search(self._bench, self._change, self._search())
            renewed.append(SEARCH_ROLE)
        return renewed

    def _catalogue(
        self, publishers: Iterable[PublisherRecord], app_ids: Iterable[AppId]
    ) -> Catalogue:
        listed = tuple(
            sorted(
                (CataloguePublisher(one.name, one.prefix, one.key_ids) for one in publishers),
                key=lambda one: one.name,
            )
        )
        self._prefixes.update((one.name, one.prefix) for one in listed)
        for app_id in app_ids:
            record = self._app(app_id)
            if record is not None:
                self._read[app_id] = record.app
                self._prefixes.setdefault(record.app.publisher, record.prefix)
        apps = tuple(self._read[app_id] for app_id in sorted(self._read))
        return Catalogue(CATALOGUE_FORMAT, self._registry, listed, apps)

    def _app(self, app_id: AppId) -> AppRecord | None:
        content = self._get(APPS_ROLE, record_path(app_id))
        return decode_app(content, app_id) if content is not None else None

    def _publisher(self, prefix: AppId) -> PublisherRecord | None:
        content = self._get(PUBLISHERS_ROLE, publisher_path(prefix))
        return decode_publisher(content, prefix) if content is not None else None

    def _publishers(self) -> list[PublisherRecord]:
        found = []
        for name in _names(self._parents[PUBLISHERS_ROLE]):
            for path in self._bin(name).targets:
                prefix = AppId(path.removeprefix("publishers/").removesuffix(".json"))
                record = self._publisher(prefix)
                if record is not None:
                    found.append(record)
        return found

    def _search(self) -> SearchIndex:
        if self._index is None:
            role = self._change.role(SEARCH_ROLE)
            if role is None:
                raise RegistryInvalid(f"{self._bench.tree.folder} has no role {SEARCH_ROLE}")
            target = role.signed.targets[SEARCH_PATH]
            self._index = decode_search(self._bench.tree.target(SEARCH_PATH, target))
        return self._index

    def _package(self, path: str) -> TargetFile:
        return self._bin_of(APPS_ROLE, path, changed=True).targets[path]

    def _sign_offer(self, target: TargetFile, key: SigningKey) -> None:
        said = VerifiedTarget(target.path, target.length, target.hashes, target.custom)
        target.unrecognized_fields["custom"][OFFER_MEMBER] = sign_offer(self._registry, said, key)

    def _get(self, role: str, path: str) -> bytes | None:
        target = self._bin_of(role, path, changed=False).targets.get(path)
        return self._bench.tree.target(path, target) if target is not None else None

    def _put(self, role: str, path: str, content: bytes) -> None:
        target = self._change.add_target(path, content)
        self._bin_of(role, path, changed=True).targets[path] = target

    def _bin_of(self, role: str, path: str, *, changed: bool) -> Targets:
        name = _succinct(self._parents[role]).get_role_for_target(path)
        if changed:
            self._changed[role].add(name)
        return self._bin(name)

    def _bin(self, name: str) -> Targets:
        if name not in self._bins:
            self._bins[name] = self._load(name)
        return self._bins[name].signed

    def _load(self, name: str) -> Metadata[Targets]:
        found = self._change.role(name)
        if found is None:
            raise RegistryInvalid(
                f"{self._bench.tree.folder} has no role {name}; restore the registry's files "
                "from a copy"
            )
        return found

    def _sign_bins(self, role: str, names: Iterable[str]) -> None:
        days = self._bench.ring.lifetimes().of(_KEYS[role])
        keys = None
        for name in names:
            keys = keys or self._bench.ring.load(_KEYS[role])
            self._bin(name)
            self._change.sign_role(name, self._bins[name], keys, days, slim=True)

    def _is_due(self, name: str, days: int) -> bool:
        return self._bench.days_left(self._load(name).signed.expires) < days / 2


def _write_search(bench: Bench, change: Change, index: SearchIndex) -> None:
    role = change.role(SEARCH_ROLE) or Metadata(Targets())
    target = change.add_target(SEARCH_PATH, encode_search(index))
    role.signed.targets = {SEARCH_PATH: target}
    days = bench.ring.lifetimes().catalogue_days
    change.sign_role(SEARCH_ROLE, role, bench.ring.load(Role.CATALOGUE), days)


def _roles(targets: Targets) -> Iterable[str]:
    delegations = targets.delegations
    return (delegations.roles or {}) if delegations is not None else ()


def _succinct(parent: Metadata[Targets]) -> SuccinctRoles:
    delegations = parent.signed.delegations
    if delegations is None or delegations.succinct_roles is None:
        raise RegistryInvalid("a role that should delegate to hash bins does not")
    return delegations.succinct_roles


def _names(parent: Metadata[Targets]) -> list[str]:
    return list(_succinct(parent).get_roles())
