"""`fanlight timings`: how long first screens took."""

from __future__ import annotations

from pathlib import Path

import click

from bridge.errors import UsageError
from host.cli.frame import Invocation, command
from host.cli.store_answer import parse_app_id
from host.store.store import Store
from host.timings.export import ExportFormat, exported
from host.timings.history import months
from host.timings.query import DEFAULT_LAST, Timings
from host.timings.report import months_table, table, waterfall


@command(name="timings", help="Show launches and their percentiles.")
@click.argument("app", required=False)
@click.option("--last", default=DEFAULT_LAST, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--by-version", is_flag=True, help="Percentiles of each version apart.")
@click.option("--waterfall", "number", type=int, metavar="ID", help="One launch, mark by mark.")
@click.option("--history", is_flag=True, help="Launches of before these, by month.")
@click.option(
    "--export",
    "export",
    nargs=2,
    type=(click.Choice([form.value for form in ExportFormat]), click.Path(path_type=Path)),
    metavar="FORMAT FILE",
    help="Write these launches to FILE, as json, csv or chrome-trace (Perfetto opens it).",
)
def timings(
    invocation: Invocation,
    app: str | None,
    last: int,
    by_version: bool,
    number: int | None,
    history: bool,
    export: tuple[str, Path] | None,
) -> None:
    """Times in milliseconds, from the wish to open to the first screen."""
    app_id = parse_app_id(app) if app is not None else None
    if history:
        with Store(invocation.home) as store:
            past = months(store.database, app_id)
        invocation.answer({"months": [month.as_json() for month in past]}, months_table(past))
        return
    with Store(invocation.home) as store:
        found = Timings(store.database)
        launches = (found.launch(number),) if number is not None else found.launches(app_id, last)
        summary = found.summary_by_version(app_id) if by_version else found.summary(app_id)
    if export is not None:
        form, file = ExportFormat(export[0]), export[1]
        _write(file, exported(form, launches, summary))
        answer = {"file": str(file), "format": form.value, "launches": len(launches)}
        invocation.answer(answer, f"{len(launches)} launches: {file}")
        return
    text = waterfall(launches[0]) if number is not None else table(launches, summary)
    invocation.answer(
        {
            "launches": [launch.as_json() for launch in launches],
            "summary": [each.as_json() for each in summary],
        },
        text,
    )


def _write(file: Path, content: str) -> None:
    """Raises UsageError when `file` cannot be written."""
    try:
        file.write_bytes(content.encode())
    except OSError as error:
        raise UsageError(
            f"{file} could not be written: {error.strerror}; name another place", path=str(file)
        ) from None
