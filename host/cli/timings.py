"""`fanlight timings`: how long first screens took."""

from __future__ import annotations

import click

from host.cli.frame import Invocation, command
from host.cli.store_answer import parse_app_id
from host.store.store import Store
from host.timings.query import DEFAULT_LAST, Timings
from host.timings.report import table, waterfall


@command(name="timings", help="Show launches and their percentiles.")
@click.argument("app", required=False)
@click.option("--last", default=DEFAULT_LAST, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--by-version", is_flag=True, help="Percentiles of each version apart.")
@click.option("--waterfall", "number", type=int, metavar="ID", help="One launch, mark by mark.")
def timings(
    invocation: Invocation, app: str | None, last: int, by_version: bool, number: int | None
) -> None:
    """Times in milliseconds, from the wish to open to the first screen."""
    app_id = parse_app_id(app) if app is not None else None
    with Store(invocation.home) as store:
        found = Timings(store.database)
        launches = (found.launch(number),) if number is not None else found.launches(app_id, last)
        summary = found.summary_by_version(app_id) if by_version else found.summary(app_id)
    text = waterfall(launches[0]) if number is not None else table(launches, summary)
    invocation.answer(
        {
            "launches": [launch.as_json() for launch in launches],
            "summary": [each.as_json() for each in summary],
        },
        text,
    )
