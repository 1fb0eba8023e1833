"""`fanlight log`: what an app wrote into its own log."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from bridge.errors import UsageError
from host.cli.frame import Invocation, command
from host.cli.store_answer import columns
from host.launch.target import FolderTarget, InstalledTarget, parse_target
from host.paths import Home
from host.services.app_log import AppLog, LogLine
from host.shell.display_text import plain
from host.store.store import Store

_LINE_CHARS = 2_000


@command(name="log", help="Show what TARGET wrote into its own log, oldest first.")
@click.argument("target")
@click.option("--last", default=100, show_default=True, type=click.IntRange(1, 10_000))
def log(invocation: Invocation, target: str, last: int) -> None:
    """TARGET is an installed app's id, or the source folder of one under development."""
    lines = AppLog(invocation.home.app_log(_host_of(invocation.home, target))).last(last)
    invocation.answer(
        {"lines": [line.as_json() for line in lines]},
        columns([_shown(line) for line in lines]) or "nothing was written yet",
    )


def _host_of(home: Home, target: str) -> str:
    """The name of the app's own folders. Raises NotInstalled, BuildError, UsageError."""
    match parse_target(target, None, {})[0]:
        case InstalledTarget(app_id=app_id):
            with Store(home) as store:
                return store.library.get(app_id).host
        case FolderTarget(folder=folder):
            return _host_of_folder(home, folder)
    raise UsageError(f"{target[:120]!r} is a package; name its app id, or its source folder")


def _host_of_folder(home: Home, folder: Path) -> str:
    from host.launch.folder_build import FolderBuilds
    from host.launch.folder_source import FolderSource
    from host.store.keys import KeyStore

    home.prepare()
    key = KeyStore(home.keys).development_key()
    return FolderSource(folder, key, FolderBuilds(home.compiled)).resolve().host


def _shown(line: LogLine) -> tuple[str, ...]:
    """When (this machine's time), how grave, what. Nothing of it may act on a terminal."""
    at = datetime.fromisoformat(line.at).astimezone()
    data = f" {bytes(line.data).decode()}" if bytes(line.data) != b"null" else ""
    return f"{at:%Y-%m-%d %H:%M:%S}", line.level.value, plain(f"{line.text}{data}", _LINE_CHARS)
