"""What `fanlight open` hands to the host; imported once the options are known to be sound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.names import PageRoute
from host.cli.frame import Invocation
from host.compose.choices import HostChoices, ThemeChoice
from host.compose.session import with_host
from host.launch.target import (
    InstalledTarget,
    Opening,
    PackageTarget,
    Target,
    Until,
    parse_permissions,
    parse_size,
    parse_target,
)

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.store.trust import TrustPolicy


def open_target(
    invocation: Invocation,
    target: str,
    *,
    started_s: float,
    page: PageRoute | None,
    query: Mapping[str, str],
    until: str,
    timeout_s: float,
    linger_s: float,
    screenshot: Path | None,
    size: str | None,
    permissions: str,
    trust: str | None,
    visits: tuple[PageRoute, ...],
    expression: str | None,
    theme: str,
    no_sandbox: bool,
) -> None:
    """Open, wait, report. `started_s` is when the command began, on time.monotonic."""
    found, page, query, scene = parse_target(target, page, query)
    allowed = parse_permissions(permissions)
    wanted = parse_size(size) if size else None
    opening = Opening(
        target=found,
        asked_s=started_s,
        trust=_trust(invocation, found, trust),
        until=Until(until),
        timeout_s=timeout_s,
        linger_s=linger_s,
        page=page,
        query=query,
        screenshot=screenshot,
        visits=visits,
        expression=expression,
        scene=scene,
    )

    async def work(host: Host) -> dict[str, object]:
        from host.compose.opening import open_and_report

        return await open_and_report(host, opening)

    report = with_host(
        invocation.home,
        work,
        HostChoices(
            prompts=allowed.prompts,
            granted=allowed.granted,
            window_px=wanted,
            theme=ThemeChoice(theme),
            unsafe_no_sandbox=no_sandbox,
            at_once=True,
            foreseen=found.app_id if isinstance(found, InstalledTarget) else None,
        ),
    )
    invocation.answer(report, _summary(report))


def _trust(invocation: Invocation, target: Target, fingerprint: str | None) -> TrustPolicy | None:
    if not isinstance(target, PackageTarget):
        return None
    from host.cli.store_answer import trust_policy

    return trust_policy(invocation, (fingerprint,) if fingerprint else ())


def _summary(report: Mapping[str, object]) -> str:
    return (
        f"{report['app_id']}: first screen after {report['first_screen_ms']} ms "
        f"({report['launch']})"
    )
