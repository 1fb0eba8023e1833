"""`fanlight rollback`: one version back."""

from __future__ import annotations

import click

from host.cli.frame import Invocation, command
from host.cli.store_answer import asks_text, parse_app_id
from host.store.store import Store


@command(name="rollback", help="Go back to the version before the last update.")
@click.argument("app")
def rollback(invocation: Invocation, app: str) -> None:
    """The app stays at it until it is updated by name."""
    app_id = parse_app_id(app)
    with Store(invocation.home) as store:
        left = store.library.get(app_id).version
        installed = store.roll_back(app_id)
        store.collect()
    lines = [f"{app_id} is at {installed.version} again (was {left})"]
    lines += asks_text(app_id, installed.consent_needed)
    invocation.answer(
        {
            "app_id": app_id,
            "version": installed.version.as_json(),
            "left": left.as_json(),
            "pinned": installed.pinned,
            "consent_needed": sorted(installed.consent_needed),
        },
        "\n".join(lines),
    )
