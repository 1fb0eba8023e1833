"""`fanlight search`: finding apps in the registries this host trusts."""

from __future__ import annotations

import click

from bridge.errors import UsageError
from host.cli.frame import Invocation, command
from host.store.registry import RegistryBook
from host.store.registry.search import DEFAULT_FOUND
from host.store.store import Store


@command(name="search", help="Find apps by WORDS in their name, id or publisher.")
@click.argument("words", nargs=-1)
@click.option("--registry", help="In this one alone (default: in all this host trusts).")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=DEFAULT_FOUND,
    show_default=True,
    help="At most so many of each registry.",
)
def search(
    invocation: Invocation, words: tuple[str, ...], registry: str | None, limit: int
) -> None:
    """All words have to occur; case does not matter."""
    with Store(invocation.home) as store, RegistryBook(invocation.home, store.floors) as book:
        names = [entry.name for entry in book.list()] if registry is None else [registry]
        if not names:
            raise UsageError(
                "no registry to search in; add one: fanlight registry add URL --fingerprint SHA256"
            )
        found = [
            (name, line)
            for name in names
            for line in book.open(name).search(" ".join(words), limit)
        ]
    invocation.answer(
        {"found": [{"registry": name, **line.as_json()} for name, line in found]},
        "\n".join(
            f"{line.app_id}\t{line.name}\t{line.version_name}\t{line.publisher}\t{name}"
            for name, line in found
        )
        or "nothing was found",
    )
