"""`fanlight audit`: what apps called, and what was refused."""

from __future__ import annotations

import click

from host.cli.frame import Invocation, command
from host.cli.store_answer import columns, parse_app_id
from host.store.store import Store


@command(name="audit", help="Show what apps called and what was refused, newest first.")
@click.argument("app", required=False)
@click.option("--last", default=50, show_default=True, type=click.IntRange(1, 10_000))
def audit(invocation: Invocation, app: str | None, last: int) -> None:
    """Rows of all apps, or of APP."""
    app_id = parse_app_id(app) if app is not None else None
    with Store(invocation.home) as store:
        entries = store.audit.recent(app_id, last)
    rows = [
        (
            entry.at,
            entry.app_id,
            entry.method,
            entry.outcome,
            entry.decision or "",
            f"{entry.took_ms:.1f} ms",
        )
        for entry in entries
    ]
    invocation.answer(
        {"rows": [entry.as_json() for entry in entries]},
        columns(rows) or "nothing was called yet",
    )
