"""`fanlight registry add|list|remove`: the registries this host trusts."""

from __future__ import annotations

from pathlib import Path

import click

from bridge.errors import UsageError
from bridge.names import KeyId
from host.cli.frame import Invocation, command
from host.store.registry import RegistryBook


@command(name="add", help="Trust a registry: by its root file, or by its URL and fingerprint.")
@click.argument("url", required=False)
@click.option("--name", help="What to call it here (default: its own name).")
@click.option(
    "--root",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Its root.json, received in a way you trust.",
)
@click.option("--fingerprint", help="SHA-256 of its root.json, received in a way you trust.")
def add(
    invocation: Invocation,
    url: str | None,
    name: str | None,
    root: Path | None,
    fingerprint: str | None,
) -> None:
    """Nothing but the root is fetched; the first install refreshes."""
    try:
        content = root.read_bytes() if root else None
    except OSError as error:
        raise UsageError(f"{root} cannot be read: {error.strerror}") from error
    with RegistryBook(invocation.home) as book:
        entry = book.add(
            url,
            root=content,
            fingerprint=KeyId.from_person(fingerprint) if fingerprint else None,
            name=name,
        )
    invocation.answer(entry.as_json(), f"{entry.name} is trusted: {entry.url}")


@command(name="list", help="List the registries this host trusts.")
def list_command(invocation: Invocation) -> None:
    """Names, addresses and the roots they were trusted by."""
    with RegistryBook(invocation.home) as book:
        entries = book.list()
    invocation.answer(
        {"registries": [entry.as_json() for entry in entries]},
        "\n".join(f"{entry.name}\t{entry.url}\t{entry.root_sha256}" for entry in entries)
        or "No registry yet. Add one: fanlight registry add URL --fingerprint SHA256",
    )


@command(name="remove", help="Trust a registry no more. What was installed from it stays.")
@click.argument("name")
def remove(invocation: Invocation, name: str) -> None:
    """Needs no network."""
    with RegistryBook(invocation.home) as book:
        entry = book.remove(name)
    invocation.answer(entry.as_json(), f"{entry.name} is not trusted any more")
