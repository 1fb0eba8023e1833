"""`fanlight list`."""

from __future__ import annotations

from host.cli.frame import Invocation, command
from host.cli.store_answer import columns
from host.store.store import Store


@command(name="list", help="List what is installed.")
def list_command(invocation: Invocation) -> None:
    """Apps by id; those whose records were changed from outside are named apart."""
    with Store(invocation.home) as store:
        apps, damaged = store.library.installed(), store.library.damaged()
    rows = [
        (
            app.app_id,
            f"{app.version}, stays" if app.pinned else str(app.version),
            app.title,
            app.publisher_name or f"{app.head_key.fingerprint[:19]} …",
            f"{app.origin_kind} {app.origin_place}",
        )
        for app in apps
    ]
    lines = [columns(rows)] if rows else []
    lines += [f"{app.app_id}: {app.reason}" for app in damaged]
    invocation.answer(
        {
            "apps": [app.as_json() for app in apps],
            "damaged": [{"app_id": app.app_id, "message": app.reason} for app in damaged],
        },
        "\n".join(lines) or "nothing is installed yet; try `fanlight install TARGET`",
    )
