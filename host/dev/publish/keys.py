"""A registry's own keys and rules, in a folder that is never served.

```
registry.json      {"name", "lifetimes"}
root-1.pem …       PKCS #8, 0600; as many as the root's threshold asks for
targets-1.pem, catalogue-1.pem, snapshot-1.pem, timestamp-1.pem
```
Root and targets keys may be taken offline: publishing needs only the other three, adding a
publisher needs `targets` too, renewing the root needs `root`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bridge.errors import KeyInvalid, PublishRefused
from host.store.keys import KeyStore
from host.store.registry.writing import replace_file
from sandbox.decoding import readable
from sandbox.package.signing import SigningKey

_RULES_FILE = "registry.json"


class Role(enum.StrEnum):
    """The roles a registry's operator signs for."""

    ROOT = "root"
    TARGETS = "targets"
    CATALOGUE = "catalogue"
    SNAPSHOT = "snapshot"
    TIMESTAMP = "timestamp"


class Lifetimes(msgspec.Struct, frozen=True):
    """For how many days a role's metadata is good once signed."""

    root_days: int = 365
    targets_days: int = 90
    catalogue_days: int = 90
    publisher_days: int = 365
    snapshot_days: int = 7
    timestamp_days: int = 7

    def of(self, role: str) -> int:
        """The days for one role; any name that is not an operator's role is a publisher's."""
        match role:
            case Role.ROOT:
                return self.root_days
            case Role.TARGETS:
                return self.targets_days
            case Role.CATALOGUE:
                return self.catalogue_days
            case Role.SNAPSHOT:
                return self.snapshot_days
            case Role.TIMESTAMP:
                return self.timestamp_days
            case _:
                return self.publisher_days


class _Rules(msgspec.Struct, frozen=True):
    name: str
    lifetimes: Lifetimes


class KeyRing:
    """The keys folder. Reads a key when it is asked for one; keeps none in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = KeyStore(folder)

    @property
    def lock(self) -> Path:
        """Held while the registry is changed."""
        return self.folder / "lock"

    def create(
        self, name: str, lifetimes: Lifetimes, root_keys: int, roles: Iterable[Role] = Role
    ) -> None:
        """Make all keys of a new registry. Raises PublishRefused where there are keys already."""
        if (self.folder / _RULES_FILE).exists():
            raise PublishRefused(
                f"{self.folder} holds a registry's keys already; choose another folder",
                path=str(self.folder),
            )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for role in roles:
            for number in range(1, (root_keys if role is Role.ROOT else 1) + 1):
                self._store.new(f"{role}-{number}")
        rules = msgspec.json.format(msgspec.json.encode(_Rules(str(name), lifetimes)))
        replace_file(self.folder / _RULES_FILE, rules)

    def name(self) -> str:
        """The registry's name. Raises KeyInvalid."""
        return self._rules().name

    def lifetimes(self) -> Lifetimes:
        """The registry's lifetimes. Raises KeyInvalid."""
        return self._rules().lifetimes

    def has(self, role: Role) -> bool:
        """Whether this role's keys are here, not taken offline."""
        return bool(self._paths(role))

    def load(self, role: Role) -> tuple[SigningKey, ...]:
        """A role's keys. Raises KeyInvalid when there is none, or one cannot be read."""
        paths = self._paths(role)
        if not paths:
            raise KeyInvalid(
                f"{self.folder} holds no {role} key; bring the folder with the key that was "
                "taken offline, or name it with --keys",
                role=role,
            )
        return tuple(self._store.load(path.stem) for path in paths)

    def _paths(self, role: Role) -> list[Path]:
        return sorted(self.folder.glob(f"{role}-[0-9]*.pem"))

    def _rules(self) -> _Rules:
        path = self.folder / _RULES_FILE
        try:
            return msgspec.json.decode(path.read_bytes(), type=readable(_Rules))
        except FileNotFoundError as error:
            raise KeyInvalid(
                f"{self.folder} holds no registry's keys; name their folder with --keys, or make "
                "a registry with `fanlight registry init`",
                path=str(path),
            ) from error
        except (OSError, msgspec.MsgspecError) as error:
            raise KeyInvalid(
                f"{path} cannot be read ({error}); name the registry's keys folder with --keys",
                path=str(path),
            ) from error
