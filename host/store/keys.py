"""A person's own signing keys: one PEM file each in the home's `keys/` folder, owner only.

- `<name>.pem`: the key (PKCS #8, unencrypted, mode 0600); before it, when it was rotated, a line
  `lineage: <older public key> <its signature>` for each older key.
- `retired/<id>.pem`: keys that were rotated away.

PEM readers pass over text before the first `BEGIN` (RFC 7468, section 5.2), so each file is a
plain PEM file too, and a rotation is one rename.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bridge.errors import KeyInvalid, SignatureInvalid
from bridge.names import KeyId
from sandbox.package.index import LineageLink
from sandbox.package.lineage import check_lineage, succeed
from sandbox.package.signing import SigningKey

DEVELOPMENT_KEY = "development"
_LINK = re.compile(r"lineage: ([0-9a-f]{64}) ([0-9a-f]{128})")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAX_FILE_BYTES = 64 * 1024
_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyEntry(msgspec.Struct, frozen=True):
    """One key as `fanlight keys list` shows it. `rotations` counts its older keys."""

    name: str
    key_id: KeyId
    rotations: int
    path: Path

    def as_json(self) -> dict[str, object]:
        """`{"name", "keyid", "fingerprint", "rotations", "path"}`."""
        return {
            "name": self.name,
            "keyid": self.key_id,
            "fingerprint": self.key_id.fingerprint,
            "rotations": self.rotations,
            "path": str(self.path),
        }


class KeyStore:
    """The keys in one folder. Every method may block on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, name: str) -> SigningKey:
        """Make and keep a fresh key. Raises KeyInvalid when the name is taken or malformed."""
        path = self._path(name)
        key = SigningKey.generate()
        if not self._write(path, key.to_pem(), replace=False):
            raise KeyInvalid(f"a key named {name!r} exists already: {path}", name=name)
        return key

    def list(self) -> tuple[KeyEntry, ...]:
        """All keys, by name. Raises KeyInvalid when one cannot be read."""
        names = sorted(path.stem for path in self._folder.glob("*.pem") if path.is_file())
        return tuple(self.entry(name) for name in names if _NAME.fullmatch(name))

    def entry(self, name: str) -> KeyEntry:
        """What is to be said of one key. Raises KeyInvalid."""
        key = self.load(name)
        return KeyEntry(name, key.key_id, len(key.lineage), self._path(name))

    def load(self, name: str) -> SigningKey:
        """A key and its lineage. Raises KeyInvalid: missing, malformed, or open to others."""
        content = _read_private(self._path(name), name)
        links = _lineage_of(content, name)
        key = SigningKey.from_pem(content, links)
        try:
            check_lineage(links, key.key_id)
        except SignatureInvalid as error:
            raise KeyInvalid(
                f"the lineage in {self._path(name)} does not lead to its key: {error.message}",
                name=name,
            ) from error
        return key

    def rotate(self, name: str) -> SigningKey:
        """Put a fresh key in the place of `name`; the old one vouches for it and is retired.

        Packages built from now on carry the lineage, so that it can be seen who the new key
        follows. Raises KeyInvalid.
        """
        old = self.load(name)
        fresh = SigningKey.generate()
        links = succeed(old, fresh)
        retired = self._folder / "retired" / f"{old.key_id}.pem"
        self._write(retired, _with_lineage(old.to_pem(), old.lineage), replace=True)
        self._write(self._path(name), _with_lineage(fresh.to_pem(), links), replace=True)
        return self.load(name)

    def development_key(self) -> SigningKey:
        """This host's development identity; made at its first use. Raises KeyInvalid."""
        try:
            return self.load(DEVELOPMENT_KEY)
        except KeyInvalid:
            if self._path(DEVELOPMENT_KEY).exists():
                raise
        try:
            return self.new(DEVELOPMENT_KEY)
        except KeyInvalid:  # another host made it meanwhile
            return self.load(DEVELOPMENT_KEY)

    def export(self, name: str) -> bytes:
        """The public key as PEM, to be given away. Raises KeyInvalid."""
        return self.load(name).public_pem()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise KeyInvalid(
                f"{name[:80]!r} is not a key's name; use a-z, 0-9, - and _, up to 64 characters",
                name=name[:80],
            )
        return self._folder / f"{name}.pem"

    def _write(self, path: Path, content: bytes, *, replace: bool) -> bool:
        """Write for the owner only, whole or not at all; False where `path` exists already."""
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                if replace:
                    draft.replace(path)
                    return True
                return _place(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise KeyInvalid(f"{path} cannot be written: {error.strerror}") from error


def _with_lineage(pem: bytes, links: Sequence[LineageLink]) -> bytes:
    lines = [f"lineage: {link.public_key} {link.signature}\n".encode() for link in links]
    return b"".join([*lines, pem])


def _lineage_of(content: bytes, name: str) -> tuple[LineageLink, ...]:
    before = content.partition(b"-----BEGIN")[0].decode("utf-8", "replace")
    lines = [line for line in before.splitlines() if line.startswith("lineage:")]
    found = [_LINK.fullmatch(line) for line in lines]
    if None in found:
        raise KeyInvalid(f"the key {name!r} holds a malformed line of its lineage", name=name)
    return tuple(LineageLink(link[1], link[2]) for link in found if link)


def _place(draft: Path, path: Path) -> bool:
    """Give the draft its name unless that is taken."""
    if os.name == "nt":
        try:
            draft.rename(path)  # refuses there to replace
        except FileExistsError:
            return False
        return True
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    return True


def _read_private(path: Path, name: str) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise KeyInvalid(
            f"there is no key named {name!r}; make it with `fanlight keys new {name}`", name=name
        ) from error
    except OSError as error:
        raise KeyInvalid(f"{path} cannot be opened: {error.strerror}", name=name) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise KeyInvalid(f"{path} is not a regular file", name=name)
        if os.name == "posix" and status.st_mode & _READABLE_BY_OTHERS:
            raise KeyInvalid(
                f"others may read {path}; if nobody has, `chmod 600` it, else make a new key",
                name=name,
            )
        return os.read(descriptor, _MAX_FILE_BYTES)
    finally:
        os.close(descriptor)
