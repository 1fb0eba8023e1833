"""`fanlight telemetry`: launches, sent to the operator's collector."""

from __future__ import annotations

from bridge.errors import UsageError
from host.cli.frame import Invocation, command
from host.settings import read_settings
from host.store.store import Store


@command(name="telemetry", help="Send the launches of this machine to the operator's collector.")
def telemetry(invocation: Invocation) -> None:
    """Those it has not taken yet. Run it from a timer."""
    from host.timings.telemetry import Telemetry

    collector = read_settings(invocation.home.settings).telemetry
    if collector is None:
        raise UsageError(
            "no collector is set, so nothing was sent; name one as `telemetry` in "
            f"{invocation.home.settings}"
        )
    with Store(invocation.home) as store:
        sent = Telemetry(store.database, collector, invocation.home.telemetry).send()
    invocation.answer(
        {"endpoint": collector.endpoint, "sent": sent},
        f"{sent} launches sent to {collector.endpoint}",
    )
