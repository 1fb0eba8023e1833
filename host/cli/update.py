"""`fanlight update`: what the registries offer beyond what is installed."""

from __future__ import annotations

import sys

import click

from bridge.errors import FanlightError, UsageError
from bridge.names import AppId
from host.cli.faults import fault_option
from host.cli.frame import Invocation, command
from host.cli.invocation import EXIT_FAILED
from host.cli.store_answer import asks_text, install_text, parse_app_id
from host.faults import parse_faults
from host.store.consent import Ask
from host.store.obtain import RegistryInstaller, Skipped, Updated
from host.store.store import Store
from host.store.under_faults import book_under, store_under

_WHY = {
    Skipped.UP_TO_DATE: "up to date",
    Skipped.PINNED: "stays at its version; name it to update it",
    Skipped.REVOKED: "withdrawn by its registry, which has no newer version; remove it",
    Skipped.NO_REGISTRY: "not from a registry; install its newer package",
}


@command(name="update", help="Update one app, or all.")
@click.argument("app", required=False)
@click.option(
    "--accept", is_flag=True, help="Agree to everything APP's installed version asks for."
)
@click.option("--stay", is_flag=True, help="APP stays at its version; nothing is installed.")
@click.option("--follow", is_flag=True, help="APP takes updates again; nothing is installed yet.")
@fault_option
def update(
    invocation: Invocation,
    app: str | None,
    accept: bool,
    stay: bool,
    follow: bool,
    fault: tuple[str, ...],
) -> None:
    """One app's failure is an error; among all, it is told and the others go on."""
    if stay or follow:
        _keep(invocation, app, stay=stay, others=accept or (stay and follow))
        return
    faults = parse_faults(fault)
    outcomes: list[Updated] = []
    failures: dict[AppId, FanlightError] = {}
    with (
        store_under(invocation.home, faults) as store,
        book_under(invocation.home, store, faults) as book,
    ):
        installer = RegistryInstaller(store, book)
        if app is not None:
            app_id = parse_app_id(app)
            outcomes.append(installer.update(app_id, by_name=True))
            wanted = [app_id]
        else:
            wanted = [installed.app_id for installed in store.library.installed()]
            for each in wanted:
                try:
                    outcomes.append(installer.update(each, by_name=False))
                except FanlightError as error:
                    failures[each] = error
        store.collect()
        if accept:
            for each in wanted:
                store.accept(each, store.library.get(each).consent_needed)
        waiting = {each: store.library.get(each).consent_needed for each in wanted}
    invocation.answer(
        {
            "updated": [done.report.as_json() for done in outcomes if done.report],
            "skipped": [
                {"app_id": done.app_id, "reason": done.skipped.value}
                for done in outcomes
                if done.skipped
            ],
            "failed": [
                {"app_id": app_id, "error": error.as_json()} for app_id, error in failures.items()
            ],
            "consent_needed": {key: sorted(asks) for key, asks in waiting.items() if asks},
        },
        _text(outcomes, failures, waiting) or "nothing is installed",
    )
    if failures:
        sys.exit(EXIT_FAILED)


def _keep(invocation: Invocation, app: str | None, *, stay: bool, others: bool) -> None:
    """Whether an app stays at its version until it is updated by name."""
    if app is None or others:
        raise UsageError("--stay and --follow stand alone, with one APP")
    app_id = parse_app_id(app)
    with Store(invocation.home) as store:
        store.stay(app_id, wanted=stay)
        version = store.library.get(app_id).version
    reason = "" if not stay else f"stays at {version} until `fanlight update {app_id}`"
    invocation.answer(
        {
            "updated": [],
            "skipped": [{"app_id": app_id, "reason": Skipped.PINNED.value}] if stay else [],
            "failed": [],
            "consent_needed": {},
        },
        f"{app_id}: {reason or 'takes updates again'}",
    )


def _text(
    outcomes: list[Updated],
    failures: dict[AppId, FanlightError],
    waiting: dict[AppId, frozenset[Ask]],
) -> str:
    lines = []
    for done in outcomes:
        if done.report:
            lines.append(install_text(done.report).splitlines()[0])
        elif done.skipped:
            lines.append(f"{done.app_id}: {_WHY[done.skipped]}")
        lines += asks_text(done.app_id, waiting.get(done.app_id, frozenset()))
    lines += [f"{app_id}: {error.message}  [{error.code}]" for app_id, error in failures.items()]
    return "\n".join(lines)
