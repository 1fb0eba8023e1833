"""The host's own registry reader behind the command line of theupdateframework/tuf-conformance.

    client.py --metadata-dir DIR init ROOT
    client.py --metadata-dir DIR --metadata-url URL refresh
    client.py … --target-name PATH… --target-base-url URL --target-dir DIR download

Pinned root, floors, fetcher, refresh and downloads are those of an added registry
(host.store.registry.Repository, host.store.fetch); only the catalogue, which other repositories
do not have, is left out. Exit code 1 is a refusal by a typed error; anything else that goes wrong
ends with 70, which the suite takes for neither success nor refusal.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path
from urllib.parse import quote

from tuf.api.metadata import TargetFile

from bridge.errors import FanlightError, RegistryInvalid, TargetNotFound
from bridge.names import Digest
from host.store.fetch import FetchSettings, HttpClient, download
from host.store.registry import FileFloors
from host.store.registry.layout import stored_target
from host.store.registry.repository import Repository, Verified
from host.store.registry.trusted import read_root
from host.store.registry.writing import replace_file

EXIT_REFUSED = 1
EXIT_BUG = 70
OWN_FOLDER = ".fanlight"
"""Beside TUF's cache: the pinned root, the floors, and what is on its way."""


class Client:
    """One repository, remembered in `metadata` between runs."""

    def __init__(self, metadata: Path, metadata_url: str, targets_url: str) -> None:
        self._own = metadata / OWN_FOLDER
        self._http = HttpClient(FetchSettings())
        self._repository = Repository(
            "conformance",
            metadata_url,
            targets_url,
            (self._own / "root.json").read_bytes(),
            metadata,
            self._http,
            FileFloors(self._own / "floors"),
            lambda: time.time_ns() // 1_000_000,
        )

    def refresh(self) -> Verified:
        return self._repository.refresh()

    def download(self, names: list[str], folder: Path) -> None:
        """Each target in turn, by one and the same verified state."""
        verified = self.refresh()
        for name in names:
            target = self._repository.find(verified, name)
            if target is None:
                raise TargetNotFound(f"no role that may sign {name!r} names it")
            self._fetch(verified, target, folder / quote(name, safe=""))

    def _fetch(self, verified: Verified, target: TargetFile, file: Path) -> None:
        """As a package is fetched; a target without SHA-256 as a catalogue would be."""
        if verified.updater.find_cached_target(target, str(file)) is not None:
            return
        sha256 = target.hashes.get("sha256")
        if sha256 is None:
            self._repository.fetch(verified, target, file)
            return
        digest = Digest(sha256)
        staged = download(
            self._http,
            f"{self._repository.targets_url}{stored_target(target.path, digest)}",
            self._own / "staging" / digest,
            size_bytes=target.length,
            sha256=digest,
        )
        staged.replace(file)


def pin(metadata: Path, root: Path) -> None:
    """Keep the root that is trusted from now on, as RegistryBook.add does."""
    content = root.read_bytes()
    read_root(content)
    replace_file(metadata / "root.json", content)
    replace_file(metadata / OWN_FOLDER / "root.json", content)


def run(arguments: list[str]) -> None:
    """Do one command of the suite. Raises the typed error of what was refused."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--metadata-dir", type=Path, required=True)
    parser.add_argument("--metadata-url", default="")
    parser.add_argument("--target-name", action="append", default=[])
    parser.add_argument("--target-base-url", default="")
    parser.add_argument("--target-dir", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init").add_argument("trusted_root", type=Path)
    commands.add_parser("refresh")
    commands.add_parser("download")
    given = parser.parse_args(arguments)
    if given.command == "init":
        pin(given.metadata_dir, given.trusted_root)
        return
    if not (given.metadata_dir / OWN_FOLDER / "root.json").is_file():
        raise RegistryInvalid("no root is pinned: init refused the one that was given")
    client = Client(given.metadata_dir, given.metadata_url, given.target_base_url)
    if given.command == "refresh":
        client.refresh()
    else:
        client.download(given.target_name, given.target_dir)


def main() -> int:
    """The exit code."""
    try:
        run(sys.argv[1:])
    except FanlightError as error:
        print(f"{error.code}: {error.message}", file=sys.stderr)
        return EXIT_REFUSED
    except Exception:
        traceback.print_exc()
        return EXIT_BUG
    return 0


if __name__ == "__main__":
    sys.exit(main())
