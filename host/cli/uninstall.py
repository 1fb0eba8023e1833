"""`fanlight uninstall`."""

from __future__ import annotations

import click

from bridge.errors import StoreBusy
from host.cli.frame import Invocation, command
from host.cli.store_answer import parse_app_id
from host.services.shortcuts import own_shortcuts
from host.single.yielding import yielded
from host.store.store import Store


@command(name="uninstall", help="Remove an app and everything it kept.")
@click.argument("app")
def uninstall(invocation: Invocation, app: str) -> None:
    """Its data cannot be brought back."""
    app_id = parse_app_id(app)
    with Store(invocation.home) as store:
        try:
            report = store.uninstall(app_id)
        except StoreBusy:
            found = store.library.find(app_id)
            if found is None or not yielded(invocation.home, found.host):
                raise
            report = store.uninstall(app_id)
    if (shortcuts := own_shortcuts()) is not None:
        shortcuts.remove(report.app_id)
    invocation.answer(
        report.as_json(),
        f"removed {report.app_id}: {report.files} files, {report.freed_bytes} bytes",
    )
