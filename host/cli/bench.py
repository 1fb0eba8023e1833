"""`fanlight bench`: one app's first screens, measured again and again."""

from __future__ import annotations

from pathlib import Path

import click

from bridge.errors import UsageError
from host.cli.frame import Invocation, command

RUNS = 30


@command(name="bench", help="Open an app again and again, and say how long first screens take.")
@click.argument("app")
@click.option("--runs", type=click.IntRange(1, 1000), default=RUNS, show_default=True)
@click.option("--cold", is_flag=True, help="Launches in processes of their own.")
@click.option("--warm", is_flag=True, help="Launches in one process, after the first.")
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    help="Seconds for each launch; default 30.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("fanlight-bench.json"),
    help="The file to write; default fanlight-bench.json.",
)
@click.option("--against", type=click.Path(path_type=Path), help="An earlier FILE of a bench.")
def bench(
    invocation: Invocation,
    app: str,
    runs: int,
    cold: bool,
    warm: bool,
    timeout_s: float,
    out: Path,
    against: Path | None,
) -> None:
    """APP is an installed app's id or a source folder. Without --cold and --warm: both."""
    from bridge.marks import LaunchKind
    from host.compose.repeating import cold_launches, warm_launches
    from host.diag.machine import machine_facts
    from host.launch.target import PackageTarget, parse_target
    from host.store.database import utc_now
    from host.timings.repeated import Repeated, lines, ratios, read_repeated

    target, *_ = parse_target(app, None, {})
    if isinstance(target, PackageTarget):
        raise UsageError(f"{app}: install the package first, and name its app id")
    other = read_repeated(against) if against is not None else None
    both, say, home = cold == warm, invocation.progress, invocation.home
    measured = {}
    if cold or both:
        measured[LaunchKind.COLD.value] = cold_launches(home, app, runs, timeout_s, say)
    if warm or both:
        measured[LaunchKind.WARM.value] = warm_launches(home, target, runs, timeout_s, say)
    found = Repeated(
        at=utc_now(),
        app=next(iter(measured.values())).app,
        machine=machine_facts(),
        first_screens_ms={kind: each.times_ms for kind, each in measured.items()},
    )
    document = found.as_json()
    _write(out, document)
    if other is not None:
        document |= {"against": ratios(found, other)}
    invocation.answer(
        document | {"file": str(out)}, "\n".join([*lines(found, other), f"written: {out}"])
    )


def _write(file: Path, document: dict[str, object]) -> None:
    import json

    try:
        file.write_text(f"{json.dumps(document, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; name another place with --out") from None
