"""`fanlight self-update`: a newer version of Fanlight itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from host.cli.frame import Invocation, command

if TYPE_CHECKING:
    from host.release.installed import Installation
    from host.release.updater import UpdateReport


@command(name="self-update", help="Bring Fanlight itself up to date, where nothing else does.")
@click.option("--check", is_flag=True, help="Only say whether there is a newer version.")
def self_update(invocation: Invocation, check: bool) -> None:
    """What a package manager installed is its own to update: refused, with the command."""
    from host.release.installed import find_installation
    from host.release.updater import Updater
    from host.release.version import ReleaseVersion
    from host.version import VERSION

    installation = find_installation()
    updater = Updater(installation, ReleaseVersion.parse(VERSION), invocation.home)
    report = updater.check() if check else updater.update(_Told(invocation).so_far)
    answer = report.as_json() | {
        "installer": installation.installer.value,
        "command": installation.command or None,
    }
    invocation.answer(answer, text_of(report, installation))


def text_of(report: UpdateReport, installation: Installation) -> str:
    """A report in a line or two."""
    from host.release.updater import State

    version = f"Fanlight {report.version}"
    fetched = f"{report.fetched_bytes} bytes fetched"
    line = {
        State.MANAGED: f"{version}; for a newer version: {installation.advice}",
        State.NO_SOURCE: f"{version}; it was built without a place to update from",
        State.UP_TO_DATE: f"{version} is up to date",
        State.AVAILABLE: f"Fanlight {report.offered} is there: {installation.advice}",
        State.UPDATED: f"{version} runs from the next start on; {fetched}",
    }[report.state]
    if report.failed is not None:
        line += f"\n{report.failed} was taken before and did not start"
    return line


class _Told:
    """Progress, a line for each tenth."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._tenths = 0

    def so_far(self, received_bytes: int, total_bytes: int) -> None:
        tenths = received_bytes * 10 // total_bytes if total_bytes else 0
        if tenths > self._tenths:
            self._tenths = tenths
            self._invocation.progress(f"{tenths * 10} % of {total_bytes} bytes")
