"""What `fanlight open` hands to the host; imported once the options are known to be sound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bridge.errors import PictureUnreadable, UsageError
from bridge.marks import Mark
from bridge.names import PageRoute
from host.cli.invocation import Invocation
from host.compose.choices import HostChoices, ThemeChoice
from host.faults import Faults
from host.launch.request import BY_HAND
from host.launch.target import (
    FolderTarget,
    InstalledTarget,
    Opening,
    PackageTarget,
    Target,
    Until,
    is_relaunch,
    mode_of,
    parse_permissions,
    parse_size,
    parse_target,
)
from host.picture_codes import is_picture
from sandbox.view.port import Engine

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.store.trust import TrustPolicy


_ANSWERING_S = 30.0
"""What a running host may take beyond the times it was given: it reports, and closes the app."""


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
    faults: Faults,
    remote_control: Path | None,
    no_sandbox: bool,
    cold: bool,
    engine: Engine | None,
) -> None:
    """Open, wait, report. `started_s` is when the command began, on time.monotonic."""
    if is_picture(Path(target)):
        target = _link_in(Path(target))
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
        window_px=wanted,
        relaunch=is_relaunch(target),
        mode=mode_of(target),
        driven=remote_control is not None,
    )
    # What a host was told for all its apps cannot be had for one: such a command has its own.
    plain = permissions == "prompt" and theme == ThemeChoice.SYSTEM and not (no_sandbox or cold)
    plain = plain and faults == Faults() and remote_control is None and engine is None
    if plain and (told := _joined(invocation, opening)) is not None:
        invocation.answer(told, summary(told, evaluated=expression is not None))
        return
    if remote_control is not None and not isinstance(found, FolderTarget):
        raise UsageError("--remote-control is for an app that is opened from its source folder")
    from host.compose.session import with_host
    from host.display import UNSEEN, has_display

    if opening.until is Until.CLOSE and not has_display():
        invocation.progress(UNSEEN)
    remote_port, told_in = None, Path.cwd()
    if remote_control is not None:
        from host.testing.ports import free_port

        remote_port, told_in = free_port(), remote_control.absolute()

    async def work(host: Host) -> dict[str, object]:
        from host.compose.opening import open_and_report

        if remote_port is None:
            return await open_and_report(host, opening)
        from host.compose.remote import RemoteControl

        control = RemoteControl(host, remote_port, told_in)
        return await open_and_report(host, opening, control.opened)

    report = with_host(
        invocation.home,
        work,
        HostChoices(
            prompts=allowed.prompts,
            granted=allowed.granted,
            theme=ThemeChoice(theme),
            unsafe_no_sandbox=no_sandbox,
            faults=faults,
            remote_port=remote_port,
            engine=engine,
            at_once=True,
            foreseen=found.app_id if isinstance(found, InstalledTarget) else None,
            brings=scene in BY_HAND,
            joinable=plain and opening.until is Until.CLOSE,
        ),
    )
    invocation.answer(report, summary(report, evaluated=expression is not None))


def _trust(invocation: Invocation, target: Target, fingerprint: str | None) -> TrustPolicy | None:
    if not isinstance(target, PackageTarget):
        return None
    from host.cli.store_answer import trust_policy

    return trust_policy(invocation, (fingerprint,) if fingerprint else ())


def _link_in(picture: Path) -> str:
    """The one link that a picture's QR codes hold. Raises PictureUnreadable, DiskFailed."""
    from host.picture_codes import codes_in, is_link, read_picture

    links = [text for text in codes_in(read_picture(picture)) if is_link(text)]
    if len(links) != 1:
        raise PictureUnreadable(
            f"{picture} holds {'more than one link' if links else 'no link'} to a mini-program; "
            f"`fanlight scan` says what it holds"
        )
    return links[0]


def _joined(invocation: Invocation, opening: Opening) -> dict[str, object] | None:
    """The report of the home's running host; None when there is none that takes this on."""
    if not invocation.home.single.exists():
        return None
    from msgspec.structs import replace

    from host.single.client import joined
    from host.single.messages import ask_of
    from host.single.place import display_name
    from host.version import VERSION

    with joined(invocation.home) as running:
        if running is None:
            return None
        if isinstance(opening.target, PackageTarget):
            opening = _installed(invocation, opening, opening.target)
        longest_s = None
        if opening.until is not Until.CLOSE:
            stages = max(1, len(opening.visits))
            longest_s = 2 * opening.timeout_s + stages * opening.linger_s + _ANSWERING_S
        opening = replace(opening, base=Path.cwd())
        return running.ask(ask_of(opening, VERSION, display_name()), longest_s)


def _installed(invocation: Invocation, opening: Opening, target: PackageTarget) -> Opening:
    """A package is installed here, where the terminal is that may be asked for trust."""
    from msgspec.structs import replace

    from host.store.origin import FromFile
    from host.store.store import Store
    from host.store.trust import TrustPolicy
    from sandbox.package.source import FileSource

    with Store(invocation.home) as store, FileSource(target.file) as source:
        trust = opening.trust or TrustPolicy()
        app_id = store.installer.install(source, FromFile(target.file), trust).app_id
    return replace(opening, target=InstalledTarget(app_id))


def summary(report: Mapping[str, Any], *, evaluated: bool = False) -> str:
    """A report for a person; `evaluated`: the value of `--eval` stands in it."""
    lines = [f"{report['app_id']}: {_how_far(report)}"]
    if pictures := report["screenshot"]:
        lines += [pictures] if isinstance(pictures, str) else pictures
    if evaluated:
        import json

        lines.append(json.dumps(report["eval"], ensure_ascii=False))
    return "\n".join(lines)


def _how_far(report: Mapping[str, Any]) -> str:
    reached = {mark["name"]: mark["at_ms"] for mark in report["marks"]}
    if report["first_screen_ms"] is not None:
        return f"first screen after {report['first_screen_ms']:.0f} ms ({report['launch']})"
    if (ready_ms := reached.get(Mark.PAGE_READY)) is not None:
        return f"ready after {ready_ms:.0f} ms ({report['launch']})"
    return "opened" if reached else "was open already"
