"""The static files: what stands now, and a change of it that readers see whole or not at all.

A change is gathered in memory and written in the order targets, delegated roles, targets role,
snapshot, timestamp. All names but timestamp.json are new, so until that one file is replaced
every reader sees the state before; after a crash in between, the next change starts from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, T, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from bridge.errors import RegistryInvalid
from bridge.names import Digest
from host.store.registry.layout import METADATA_FOLDER, TARGETS_FOLDER, stored_target
from host.store.registry.writing import replace_file
from sandbox.package.signing import SigningKey

_STATIC_MODE = 0o644


def tuf_key(public_key: bytes) -> SSlibKey:
    """A raw Ed25519 public key as TUF writes it; its TUF key id is securesystemslib's."""
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(public_key))


class Tree:
    """The files of one registry. Raises RegistryInvalid where they are damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata = folder / METADATA_FOLDER
        self.targets = folder / TARGETS_FOLDER

    @property
    def begun(self) -> bool:
        """Whether a first state was ever published."""
        return (self.metadata / "timestamp.json").exists()

    def root(self) -> Metadata[Root]:
        """The newest root."""
        return self._load(self.root_file(), Metadata[Root])

    def root_file(self) -> Path:
        """The newest root's file."""
        versions = [
            int(path.name.split(".")[0])
            for path in self.metadata.glob("*.root.json")
            if path.name.split(".")[0].isdecimal()
        ]
        if not versions:
            raise RegistryInvalid(
                f"{self.folder} is no registry (it has no {METADATA_FOLDER}/<n>.root.json); "
                "make one with `fanlight registry init`",
                path=str(self.folder),
            )
        return self.metadata / f"{max(versions)}.root.json"

    def timestamp(self) -> Metadata[Timestamp]:
        """The present timestamp."""
        return self._load(self.metadata / "timestamp.json", Metadata[Timestamp])

    def snapshot(self) -> Metadata[Snapshot]:
        """The snapshot that the timestamp names."""
        version = self.timestamp().signed.snapshot_meta.version
        return self._load(self.metadata / f"{version}.snapshot.json", Metadata[Snapshot])

    def role(self, name: str) -> Metadata[Targets] | None:
        """A targets role as the snapshot names it, or None when it has signed nothing yet."""
        if not self.begun:
            return None
        meta = self.snapshot().signed.meta.get(f"{name}.json")
        return self.role_of(name, meta.version) if meta is not None else None

    def role_of(self, name: str, version: int) -> Metadata[Targets]:
        """This version of a targets role."""
        return self._load(self.metadata / f"{version}.{name}.json", Metadata[Targets])

    def target(self, path: str, target: TargetFile) -> bytes:
        """A target's bytes."""
        place = self.targets / stored_target(path, Digest(target.hashes["sha256"]))
        try:
            content = place.read_bytes()
            target.verify_length_and_hashes(content)
        except (OSError, RepositoryError) as error:
            raise _damaged(place, error) from error
        return content

    def _load(self, path: Path, kind: type[Metadata[T]]) -> Metadata[T]:
        try:
            return kind.from_bytes(path.read_bytes())
        except (OSError, RepositoryError) as error:
            raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> RegistryInvalid:
    return RegistryInvalid(
        f"{path} cannot be read ({error}); restore the registry's files from a copy",
        path=str(path),
    )


@dataclass(slots=True)
class Change:
    """The next state of a tree, in memory until `commit`."""

    tree: Tree
    now: datetime
    _targets: dict[str, bytes] = field(default_factory=dict)
    _roles: dict[str, bytes] = field(default_factory=dict)
    _metas: dict[str, MetaFile] = field(default_factory=dict)
    _present: Snapshot | None = None

    def add_target(self, path: str, content: bytes) -> TargetFile:
        """A new target file; the role that signs it must be signed in the same change."""
        target = TargetFile.from_data(path, content, ["sha256"])
        self._targets[stored_target(path, Digest(target.hashes["sha256"]))] = content
        return target

    def role(self, name: str) -> Metadata[Targets] | None:
        """A targets role as it was before this change, or None when it has signed nothing yet."""
        version = self._version(name)
        return self.tree.role_of(name, version) if version else None

    def sign_role(
        self,
        name: str,
        metadata: Metadata[Targets],
        keys: Iterable[SigningKey],
        days: int,
        *,
        slim: bool = False,
    ) -> None:
        """A new version of a targets role (top-level or delegated), good for `days`.

        A `slim` role stands in the snapshot by its version alone: the snapshot of a thousand
        bins stays small, and each bin is signed anyway (TUF specification §4.4).
        """
        version = metadata.signed.version = self._version(name) + 1
        content = sign(metadata, keys, self.now, days)
        self._roles[f"{version}.{name}.json"] = content
        self._metas[f"{name}.json"] = MetaFile(version) if slim else _meta(version, content)

    def _version(self, name: str) -> int:
        """The version that stands now; 0 for none."""
        if self._present is None and self.tree.begun:
            self._present = self.tree.snapshot().signed
        present = self._present.meta.get(f"{name}.json") if self._present else None
        return present.version if present else 0

    def commit(
        self,
        snapshot_keys: Iterable[SigningKey],
        snapshot_days: int,
        timestamp_keys: Iterable[SigningKey],
        timestamp_days: int,
    ) -> None:
        """Write everything, the timestamp last."""
        if self.tree.begun:
            snapshot, timestamp = self.tree.snapshot(), self.tree.timestamp()
            snapshot.signed.version += 1
            timestamp.signed.version += 1
        else:
            snapshot, timestamp = Metadata(Snapshot(meta={})), Metadata(Timestamp())
        snapshot.signed.meta.update(self._metas)
        snapshot_content = sign(snapshot, snapshot_keys, self.now, snapshot_days)
        timestamp.signed.snapshot_meta = _meta(snapshot.signed.version, snapshot_content)
        timestamp_content = sign(timestamp, timestamp_keys, self.now, timestamp_days)
        for name, content in self._targets.items():
            _write(self.tree.targets / name, content)
        for name, content in self._roles.items():
            _write(self.tree.metadata / name, content)
        name = f"{snapshot.signed.version}.snapshot.json"
        _write(self.tree.metadata / name, snapshot_content)
        _write(self.tree.metadata / "timestamp.json", timestamp_content)


def write_root(tree: Tree, root: Metadata[Root], content: bytes) -> None:
    """Put a signed root among the files. Readers find it by its number."""
    _write(tree.metadata / f"{root.signed.version}.root.json", content)


def sign(metadata: Metadata[T], keys: Iterable[SigningKey], now: datetime, days: int) -> bytes:
    """Sign with every key, good for `days` from now; the file's bytes."""
    metadata.signed.expires = now.replace(microsecond=0) + timedelta(days=days)
    metadata.signatures.clear()
    for key in keys:
        metadata.sign(CryptoSigner(load_pem_private_key(key.to_pem(), None)), append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def _meta(version: int, content: bytes) -> MetaFile:
    return MetaFile(version, len(content), {"sha256": Digest.of(content)})


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content, mode=_STATIC_MODE)
