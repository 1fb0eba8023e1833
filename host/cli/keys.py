"""`fanlight keys`: a person's own signing keys."""

from __future__ import annotations

from pathlib import Path

import click

from bridge.errors import BuildError
from host.cli.frame import Invocation, command
from host.store.keys import DEVELOPMENT_KEY, KeyEntry, KeyStore


@command(name="new", help="Make a key.")
@click.argument("name")
def new_key(invocation: Invocation, name: str) -> None:
    """The key is kept in the home folder, readable to its owner only."""
    store = KeyStore(invocation.home.keys)
    store.new(name)
    _answer_entry(invocation, store.entry(name), "made")


@command(name="list", help="List the keys.")
def list_keys(invocation: Invocation) -> None:
    """Names, ids and fingerprints; no secrets."""
    entries = KeyStore(invocation.home.keys).list()
    text = "\n".join(f"{entry.name:<20} {entry.key_id.fingerprint}" for entry in entries)
    invocation.answer(
        {"keys": [entry.as_json() for entry in entries]},
        text or "no keys yet; make one with `fanlight keys new NAME`",
    )


@command(name="rotate", help="Replace a key; the old one vouches for the new.")
@click.argument("name")
def rotate_key(invocation: Invocation, name: str) -> None:
    """Packages built from now on carry the lineage of keys."""
    store = KeyStore(invocation.home.keys)
    store.rotate(name)
    _answer_entry(invocation, store.entry(name), "rotated")


@command(name="export", help="Give out the public key, as PEM.")
@click.argument("name", default=DEVELOPMENT_KEY)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
def export_key(invocation: Invocation, name: str, out: Path | None) -> None:
    """The private key never leaves its file."""
    store = KeyStore(invocation.home.keys)
    pem = store.export(name)
    if out is not None:
        try:
            out.write_bytes(pem)
        except OSError as error:
            raise BuildError(f"{out} cannot be written: {error.strerror}") from error
    document = store.entry(name).as_json() | {"public_pem": pem.decode()}
    invocation.answer(document, pem.decode().rstrip() if out is None else str(out))


def _answer_entry(invocation: Invocation, entry: KeyEntry, done: str) -> None:
    text = f"{done} {entry.name}\n  {entry.key_id.fingerprint}\n  {entry.path}"
    invocation.answer(entry.as_json(), text)


@click.group(name="keys", help="Make, list, rotate and export signing keys.")
def keys() -> None:
    """The group of the four commands."""


for _command in (new_key, list_keys, rotate_key, export_key):
    keys.add_command(_command)
