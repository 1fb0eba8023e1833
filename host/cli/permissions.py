"""`fanlight permissions`: what an app asks for and what the person answered."""

from __future__ import annotations

import click

from bridge.errors import UsageError
from bridge.permissions import ASKED, Grant, Scope
from host.cli.frame import Invocation, command
from host.cli.store_answer import asks_text, columns, parse_app_id
from host.store.consent import Ask
from host.store.library import InstalledApp
from host.store.store import Store

_ANSWERS = {"grant": Grant.ALLOW, "deny": Grant.DENY}


@command(name="permissions", help="Show an app's permissions; grant, deny or reset one.")
@click.argument("app")
@click.argument("action", required=False, type=click.Choice(("grant", "deny", "reset")))
@click.argument("scope", required=False)
def permissions(invocation: Invocation, app: str, action: str | None, scope: str | None) -> None:
    """`reset` without a SCOPE forgets every answer of the app."""
    with Store(invocation.home) as store:
        installed = store.library.get(parse_app_id(app))
        manifest = store.library.bundle(installed.app_id).manifest
        reasons = {asked.name: asked.reason for asked in manifest.req_permissions}
        if action is not None:
            _change(store, installed, reasons, action, scope)
            installed = store.library.get(installed.app_id)
        answers = {
            grant.scope.value: grant
            for grant in store.grants.all(installed.app_id, installed.publisher)
        }
    rows: list[dict[str, object]] = []
    for name, reason in reasons.items():
        answer = answers.get(name)
        rows.append(
            {
                "scope": name,
                "reason": reason,
                "known": name in {scope.value for scope in Scope},
                "asked_at_use": name in {scope.value for scope in ASKED},
                "answer": answer.answer.value if answer else None,
                "at": answer.at if answer else None,
                "last_used_at": answer.last_used_at if answer else None,
            }
        )
    table = [(str(row["scope"]), str(row["answer"] or "–"), str(row["reason"])) for row in rows]
    lines = [columns(table)] if table else [f"{installed.app_id} asks for no permissions"]
    lines += asks_text(installed.app_id, installed.consent_needed)
    invocation.answer(
        {
            "app_id": installed.app_id,
            "permissions": rows,
            "consent_needed": sorted(installed.consent_needed),
        },
        "\n".join(lines),
    )


def _change(
    store: Store,
    installed: InstalledApp,
    reasons: dict[str, str],
    action: str,
    name: str | None,
) -> None:
    app_id, publisher = installed.app_id, installed.publisher
    if name is None:
        if action != "reset":
            raise UsageError(
                f"say which scope to {action}: fanlight permissions APP {action} SCOPE"
            )
        store.grants.forget(app_id, publisher)
        return
    if action == "grant" and name in installed.consent_needed:
        store.accept(app_id, [Ask(name)])
        return
    known = {scope.value for scope in Scope}
    if name not in known:
        raise UsageError(f"{name!r} is not a scope; the scopes are {', '.join(sorted(known))}")
    if action == "reset":
        store.grants.forget(app_id, publisher, Scope(name))
        return
    if name not in reasons:
        raise UsageError(f"{app_id} does not ask for {name}, so it cannot be answered")
    store.grants.remember(app_id, publisher, Scope(name), _ANSWERS[action])
    # Either answer settles the question that an update may have raised.
    store.accept(app_id, [Ask.scope(name)])
