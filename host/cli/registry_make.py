"""`fanlight registry init|add-publisher|publish|yank|renew|status`: making a registry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bridge.errors import UsageError
from bridge.names import AppId
from host.cli.frame import Invocation, command
from host.store.registry.layout import PublisherName, RegistryName

if TYPE_CHECKING:
    from host.dev.publish import RegistryMaker, RegistryStatus

F = TypeVar("F", bound=Callable[..., None])

_PUBLISHER_KEY = "The publisher's key: a PEM file, or a name in `fanlight keys list`."


def _folders(function: F) -> F:
    """The argument and option that every one of these commands has."""
    keys = click.option(
        "--keys",
        type=click.Path(path_type=Path, file_okay=False),
        help="The registry's own keys (default: FOLDER-keys, beside FOLDER). Never serve it.",
    )
    folder = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
    return folder(keys(function))


def _maker(folder: Path, keys: Path | None) -> RegistryMaker:
    from host.dev.publish import RegistryMaker

    place = folder.absolute()
    return RegistryMaker(place, keys or place.with_name(f"{place.name}-keys"))


@command(name="init", help="Make an empty registry in FOLDER, and its keys beside it.")
@_folders
@click.option("--name", help="The registry's name (default: the folder's).")
@click.option("--url", help="Where it will be served; then its root file alone can be added.")
@click.option(
    "--root-threshold",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="How many root keys must sign together.",
)
@click.option(
    "--bins",
    type=int,
    default=0,
    help="For very many apps: hash bins, a power of two; 2048 for 100,000 apps (default: none).",
)
@click.option("--root-days", type=click.IntRange(1, 3650), default=365, show_default=True)
@click.option("--targets-days", type=click.IntRange(1, 3650), default=90, show_default=True)
@click.option("--publisher-days", type=click.IntRange(1, 3650), default=365, show_default=True)
@click.option("--timestamp-days", type=click.IntRange(1, 365), default=7, show_default=True)
def init(
    invocation: Invocation,
    folder: Path,
    keys: Path | None,
    name: str | None,
    url: str | None,
    root_threshold: int,
    bins: int,
    root_days: int,
    targets_days: int,
    publisher_days: int,
    timestamp_days: int,
) -> None:
    """Keys and files go to two folders; only FOLDER is to be served."""
    from host.dev.publish import Lifetimes

    status = _maker(folder, keys).init(
        RegistryName(name or folder.absolute().name.lower()),
        url=url,
        root_threshold=root_threshold,
        lifetimes=Lifetimes(
            root_days=root_days,
            targets_days=targets_days,
            catalogue_days=targets_days,
            publisher_days=publisher_days,
            snapshot_days=timestamp_days,
            timestamp_days=timestamp_days,
        ),
        bins=bins,
    )
    invocation.answer(
        status.as_json(),
        f"Registry {status.name} made in {folder}.\nIts root: {status.root_file}\n"
        f"Fingerprint to give to its users: {status.root_sha256}",
    )


@command(name="add-publisher", help="Let NAME publish the apps at and under the id PREFIX.")
@_folders
@click.argument("name")
@click.argument("prefix", required=False)
@click.option("--key", required=True, help=_PUBLISHER_KEY)
@click.option("--rotate", is_flag=True, help="Replace the key of a publisher that exists.")
def add_publisher(
    invocation: Invocation,
    folder: Path,
    keys: Path | None,
    name: str,
    prefix: str | None,
    key: str,
    rotate: bool,
) -> None:
    """Needs the registry's targets key."""
    from host.dev.publish.given_key import public_key, signing_key

    maker = _maker(folder, keys)
    publisher = PublisherName(name)
    if rotate:
        maker.rotate_publisher(publisher, signing_key(key, invocation.home.keys))
    elif prefix is None:
        raise UsageError("give the PREFIX of the publisher's app ids, such as org.example")
    else:
        maker.add_publisher(publisher, AppId(prefix), public_key(key, invocation.home.keys))
    entry = next(one for one in maker.catalogue().publishers if one.name == publisher)
    invocation.answer(
        {"name": entry.name, "prefix": entry.prefix, "key_ids": list(entry.key_ids)},
        f"{entry.name} may publish {entry.prefix} and {entry.prefix}.* with key "
        f"{', '.join(entry.key_ids)}",
    )


@command(name="remove-publisher", help="Take NAME's right to publish away; revoke its apps.")
@_folders
@click.argument("name")
def remove_publisher(invocation: Invocation, folder: Path, keys: Path | None, name: str) -> None:
    """Needs the registry's targets key."""
    _maker(folder, keys).remove_publisher(PublisherName(name))
    invocation.answer({"name": name}, f"{name} may not publish any more; its apps are revoked")


@command(name="publish", help="Offer packages (.ma), signed by their publisher's key.")
@_folders
@click.argument(
    "packages", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
@click.option("--key", required=True, help=_PUBLISHER_KEY)
@click.option("--to", "url", metavar="URL", help="Then upload: s3://BUCKET/PATH.")
@click.option("--endpoint", help="The address of an S3 store that is not Amazon's.")
def publish(
    invocation: Invocation,
    folder: Path,
    keys: Path | None,
    packages: tuple[Path, ...],
    key: str,
    url: str | None,
    endpoint: str | None,
) -> None:
    """Readers see all of a package's publication or none of it."""
    from host.dev.publish.bucket import S3Bucket
    from host.dev.publish.given_key import signing_key

    bucket = S3Bucket(url, endpoint) if url is not None else None
    maker = _maker(folder, keys)
    signer = signing_key(key, invocation.home.keys)
    published = []
    for package in packages:
        try:
            content = package.read_bytes()
        except OSError as error:
            raise UsageError(f"{package} cannot be read: {error.strerror}") from error
        published.append(maker.publish(content, signer))
        invocation.progress(f"{published[-1].app_id} {published[-1].version} is published")
    answer: dict[str, object] = {"published": [one.as_json() for one in published]}
    if bucket is not None:
        answer["uploaded"] = maker.upload(bucket, invocation.progress).as_json()
    invocation.answer(answer)


@command(name="upload", help="Bring s3://BUCKET/PATH to the state of the registry in FOLDER.")
@_folders
@click.argument("url")
@click.option("--endpoint", help="The address of an S3 store that is not Amazon's.")
def upload(
    invocation: Invocation, folder: Path, keys: Path | None, url: str, endpoint: str | None
) -> None:
    """Only what is not there yet, and the timestamp last."""
    from host.dev.publish.bucket import S3Bucket

    done = _maker(folder, keys).upload(S3Bucket(url, endpoint), invocation.progress)
    invocation.answer(done.as_json(), f"{done.files} files uploaded to {done.url}")


@command(name="yank", help="Revoke a version: it is not installed any more.")
@_folders
@click.argument("app_id")
@click.argument("version_code", type=int)
@click.option("--key", help=f"Also say so in the publisher's role. {_PUBLISHER_KEY}")
def yank(
    invocation: Invocation,
    folder: Path,
    keys: Path | None,
    app_id: str,
    version_code: int,
    key: str | None,
) -> None:
    """The operator's keys are enough; the publisher's makes it the publisher's word."""
    from host.dev.publish.given_key import signing_key

    signer = signing_key(key, invocation.home.keys) if key else None
    _maker(folder, keys).yank(AppId(app_id), version_code, signer)
    invocation.answer(
        {"app_id": app_id, "version_code": version_code, "revoked": True},
        f"{app_id} version {version_code} is revoked",
    )


@command(name="renew", help="Sign anew what will expire. Run it daily, from a timer.")
@_folders
def renew(invocation: Invocation, folder: Path, keys: Path | None) -> None:
    """Roles whose keys are not here are left as they are."""
    maker = _maker(folder, keys)
    renewed = maker.renew()
    status = maker.status()
    invocation.answer(
        {"renewed": list(renewed), **status.as_json()},
        f"Signed anew: {', '.join(renewed)}\n{_dates(status)}",
    )


@command(name="status", help="Show a registry's fingerprint, dates, publishers and apps.")
@_folders
def status(invocation: Invocation, folder: Path, keys: Path | None) -> None:
    """Needs no keys."""
    found = _maker(folder, keys).status()
    lines = [f"Registry {found.name}", f"root {found.root_file}", f"sha256 {found.root_sha256}"]
    lines.append(_dates(found))
    lines += [
        f"publisher {one.name}: {one.prefix}, key {', '.join(one.key_ids)}"
        for one in found.catalogue.publishers
    ]
    for app in found.catalogue.apps:
        shown = ", ".join(
            f"{version.version}{' revoked' if version.revoked else ''}" for version in app.versions
        )
        lines.append(f"{app.app_id}: {shown}")
    invocation.answer(found.as_json(), "\n".join(lines))


def _dates(status: RegistryStatus) -> str:
    return "\n".join(
        f"{role.role:<12} version {role.version:<5} expires {role.expires:%Y-%m-%d %H:%M} UTC "
        f"({role.days_left:.1f} days)"
        for role in status.roles
    )
