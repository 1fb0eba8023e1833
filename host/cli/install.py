"""`fanlight install`: an app id from a registry, a package file, or a source folder."""

from __future__ import annotations

from pathlib import Path

import click

from host.cli.faults import fault_option
from host.cli.frame import Invocation, command
from host.cli.store_answer import app_id_or_path, install_text, trust_policy
from host.faults import parse_faults
from host.store.install import InstallReport
from host.store.origin import FromFile, FromFolder
from host.store.store import Store
from host.store.trust import TrustPolicy
from host.store.under_faults import book_under, store_under
from sandbox.package.source import BytesSource, FileSource


@command(name="install", help="Install an app id, a .ma file or a source folder.")
@click.argument("target")
@click.option(
    "--trust",
    "fingerprints",
    multiple=True,
    metavar="FINGERPRINT",
    help="Trust this publisher's key without asking; repeat for more.",
)
@click.option("--registry", help="Take an app id from this registry.")
@fault_option
def install(
    invocation: Invocation,
    target: str,
    fingerprints: tuple[str, ...],
    registry: str | None,
    fault: tuple[str, ...],
) -> None:
    """Verify everything, then install, or nothing."""
    faults = parse_faults(fault)
    trust = trust_policy(invocation, fingerprints)
    wanted = app_id_or_path(target)
    with store_under(invocation.home, faults) as store:
        if not isinstance(wanted, Path):
            from host.store.obtain import RegistryInstaller

            with book_under(invocation.home, store, faults) as book:
                report = RegistryInstaller(store, book, trust).install(wanted, registry)
        elif wanted.is_dir():
            report = _from_folder(invocation, store, wanted, trust)
        else:
            with FileSource(wanted) as source:
                report = store.installer.install(source, FromFile(wanted), trust)
        store.collect()
    invocation.answer(report.as_json(), install_text(report))


def _from_folder(
    invocation: Invocation, store: Store, folder: Path, trust: TrustPolicy
) -> InstallReport:
    from host.launch.folder_build import FolderBuilds, check_source
    from host.store.keys import KeyStore

    check_source(folder)
    key = KeyStore(invocation.home.keys).development_key()
    package = BytesSource(FolderBuilds(invocation.home.compiled).package(folder, key))
    return store.installer.install(package, FromFolder(folder, key.key_id), trust)
