"""`fanlight audit`: what apps called, and what was refused."""

from __future__ import annotations

from datetime import datetime

import click

from bridge.errors import PermissionDenied
from bridge.permissions import Reason
from host.cli.frame import Invocation, command
from host.cli.store_answer import columns, parse_app_id
from host.shell.display_text import plain
from host.store.audit import DENIED, AuditEntry
from host.store.store import Store

_WHY: dict[str, str] = {
    Reason.NO_SCOPE_NEEDED: "needs no right",
    Reason.DECLARED: "declared in its manifest",
    Reason.GRANTED: "a person allowed it",
    Reason.NOT_DECLARED: "not declared in its manifest",
    Reason.REFUSED: "refused by a person, or nobody could be asked",
    Reason.NOT_ASKED_YET: "not answered",
}
_WORD_CHARS = 80
_REASON_CHARS = 1_000
_UNKNOWN_APP = "(unknown)"


@command(name="audit", help="Show what apps called and what was refused, newest first.")
@click.argument("app", required=False)
@click.option("--last", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--refused", is_flag=True, help="Only what was refused, denied or failed.")
def audit(invocation: Invocation, app: str | None, last: int, refused: bool) -> None:
    """Rows of all apps, or of APP."""
    app_id = parse_app_id(app) if app is not None else None
    with Store(invocation.home) as store:
        entries = store.audit.recent(app_id, last, refused=refused)
    nothing = "nothing was refused" if refused else "nothing was called yet"
    invocation.answer(
        {"rows": [entry.as_json() for entry in entries]},
        columns([_line(entry) for entry in entries]) or nothing,
    )


def _line(entry: AuditEntry) -> tuple[str, ...]:
    """When (this machine's time), which app, what, how it ended, and why.

    Names of calls and some reasons are an app's own words: nothing in them may act on a terminal.
    """
    at = datetime.fromisoformat(entry.at).astimezone()
    return (
        f"{at:%Y-%m-%d %H:%M:%S}",
        plain(entry.app_id) or _UNKNOWN_APP,
        plain(entry.method, _WORD_CHARS),
        _ending(entry),
        _reason(entry),
    )


def _ending(entry: AuditEntry) -> str:
    if entry.instance is None:
        return "refused"
    if entry.outcome == "ok":
        return "granted"
    return "denied" if entry.outcome in {DENIED, PermissionDenied.code} else "failed"


def _reason(entry: AuditEntry) -> str:
    decision = _WHY.get(entry.decision or "")
    if entry.outcome == "ok":
        words = decision or ""
    elif entry.outcome == PermissionDenied.code and decision is not None:
        words = decision
    else:
        words = plain(entry.reason or "", _REASON_CHARS)
    right = f"{entry.scope}: " if entry.scope else ""
    code = "" if entry.outcome in {"ok", DENIED} else f"  [{plain(entry.outcome)}]"
    return f"{right}{words}{code}"
