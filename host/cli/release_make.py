"""`fanlight release init|publish|withdraw`. `fanlight registry` renews, shows, serves, uploads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from host.cli.frame import Invocation, command

if TYPE_CHECKING:
    from host.dev.publish.releases import ReleaseMaker

F = TypeVar("F", bound=Callable[..., None])


def _folders(function: F) -> F:
    """The argument and option that every one of these commands has."""
    keys = click.option(
        "--keys",
        type=click.Path(path_type=Path, file_okay=False),
        help="The repository's own keys (default: FOLDER-keys, beside FOLDER). Never serve it.",
    )
    folder = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
    return folder(keys(function))


def _maker(folder: Path, keys: Path | None) -> ReleaseMaker:
    from host.dev.publish.releases import ReleaseMaker

    place = folder.absolute()
    return ReleaseMaker(place, keys or place.with_name(f"{place.name}-keys"))


@command(name="init", help="Make an empty repository of releases in FOLDER, and its keys.")
@_folders
@click.option("--url", required=True, help="Where it will be served; its root names it.")
@click.option("--name", help="The repository's name (default: the folder's).")
@click.option(
    "--root-threshold",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="How many root keys must sign together.",
)
@click.option("--timestamp-days", type=click.IntRange(1, 365), default=7, show_default=True)
def init(
    invocation: Invocation,
    folder: Path,
    keys: Path | None,
    url: str,
    name: str | None,
    root_threshold: int,
    timestamp_days: int,
) -> None:
    """Its root goes into archives: `python3 packaging/build.py archive --updates ROOT`."""
    from host.dev.publish.keys import Lifetimes
    from host.store.fetch.client import parse_url
    from host.store.registry.layout import RegistryName

    parse_url(url)
    root = _maker(folder, keys).init(
        RegistryName(name or folder.absolute().name.lower()),
        url,
        root_threshold=root_threshold,
        lifetimes=Lifetimes(snapshot_days=timestamp_days, timestamp_days=timestamp_days),
    )
    invocation.answer(
        {"root_file": str(root), "url": url},
        f"Made in {folder}.\nThe root to build archives with: {root}",
    )


@command(name="publish", help="Offer a frozen folder as the newest version of its build.")
@_folders
@click.argument("frozen", type=click.Path(path_type=Path, file_okay=False, exists=True))
def publish(invocation: Invocation, folder: Path, keys: Path | None, frozen: Path) -> None:
    """FROZEN is what `packaging/build.py archive` leaves beside the archive."""
    done = _maker(folder, keys).publish(frozen)
    invocation.answer(
        done.as_json(),
        f"Fanlight {done.version} for {done.build} is offered: {done.files} files, "
        f"{done.pack_bytes} bytes to fetch at most",
    )


@command(name="withdraw", help="Offer nothing for BUILD any more.")
@_folders
@click.argument("build")
def withdraw(invocation: Invocation, folder: Path, keys: Path | None, build: str) -> None:
    """Who has taken the version keeps it: publish a newer one for them."""
    from host.release.index import BuildName

    version = _maker(folder, keys).withdraw(BuildName(build))
    invocation.answer(
        {"build": build, "version": str(version)},
        f"Fanlight {version} for {build} is offered no more",
    )
