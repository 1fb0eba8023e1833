"""`fanlight open`: one app from the command line, from target to report."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bridge.errors import FanlightError, LaunchTimeout, LoadFailed, UsageError
from bridge.names import PageRoute
from host.compose.host import Host
from host.launch.instance import Instance, State
from host.launch.pipeline import encode_query
from host.launch.request import OpenRequest
from host.launch.target import FolderTarget, InstalledTarget, Opening, PackageTarget, Until
from host.own_program import stands
from host.store.origin import OriginKind
from host.store.trust import TrustPolicy
from sandbox.manifest import Kind
from sandbox.view.port import ConsoleLine


async def open_and_report(
    host: Host,
    opening: Opening,
    opened: Callable[[Instance], None] | None = None,
    settled: Callable[[], Awaitable[None]] | None = None,
) -> dict[str, object]:
    """Open the app, do what was asked, and return the report of docs/cli.md.

    `opened` is called with an app that did not run before; `settled` is waited for at the end,
    by default all of the host's work. Raises the typed error of what failed; LaunchTimeout when
    `until` was not reached.
    """
    before = frozenset(host.running)
    request = OpenRequest(
        opening.asked_s,
        opening.scene,
        opening.page,
        opening.query,
        evaluable=opening.expression is not None or opening.driven,
        window_px=opening.window_px,
        relaunch=opening.relaunch,
        mode=opening.mode,
    )
    # Beyond the timeout a person waits at the window itself.
    try:
        async with asyncio.timeout(opening.timeout_s):
            instance = await _open(host, opening, request)
            if opened is not None and instance not in before:
                opened(instance)
            _check_expression(opening, instance)
            await instance.reached(State.READY if opening.until is Until.READY else State.SHOWN)
            stands()  # though it may be open for days
            visited = await _visit(host, instance, opening)
    except TimeoutError:
        raise LaunchTimeout(
            f"the app did not reach {opening.until} within {opening.timeout_s:g} s; its console "
            "and denials may say why (fanlight open --json --until ready)",
            timeout_s=opening.timeout_s,
        ) from None
    if instance.state is State.CLOSED and opening.until is not Until.CLOSE:
        raise LoadFailed(f"{instance.ref.app_id} closed itself before its {opening.until}")
    value = None
    if opening.expression is not None:
        value = await _evaluate(instance, opening.expression, opening.timeout_s)
    screenshot = opening.screenshot
    if opening.linger_s and not opening.visits:
        await _linger(instance, opening.linger_s)
    if screenshot is not None and not opening.visits and instance.state is not State.CLOSED:
        await _save_screenshot(host, instance, opening.base / screenshot)
    if opening.until is Until.CLOSE:
        await host.closed(instance)
    await (settled or host.settled)()
    report = await asyncio.to_thread(_report, instance, value, screenshot, visited)
    if (arrived := host.arrived(instance)) is not None:
        report["arrival"] = arrived.as_json()
    if instance in before:  # that launch was another's
        report |= {"first_screen_ms": None, "marks": []}
    return report


async def _open(host: Host, opening: Opening, request: OpenRequest) -> Instance:
    match opening.target:
        case FolderTarget(folder=folder):
            return await host.open_folder(folder, request)
        case PackageTarget(file=file):
            return await host.open_installed(
                await host.sideload(file, opening.trust or TrustPolicy()), request
            )
        case InstalledTarget(app_id=app_id):
            return await host.open_installed(app_id, request)


def _check_expression(opening: Opening, instance: Instance) -> None:
    if opening.expression is not None and instance.ref.origin is not OriginKind.DEVELOPMENT:
        raise UsageError(
            "--eval runs only in an app opened from its source folder (development identity)"
        )


async def _evaluate(instance: Instance, expression: str, timeout_s: float) -> object:
    try:
        async with asyncio.timeout(timeout_s):
            return json.loads(await instance.view.evaluate(_in_logic(instance, expression)))
    except TimeoutError:
        raise LaunchTimeout(
            f"the expression of --eval had no value within {timeout_s:g} s", timeout_s=timeout_s
        ) from None


def _in_logic(instance: Instance, expression: str) -> str:
    """`expression` for the context in which the app's own code runs: kind weixin has it in a
    Worker, which its runtime reaches."""
    if instance.manifest.kind is Kind.WEB:
        return expression
    return f"globalThis.fanlightEvaluate({json.dumps(expression)})"


class _Visit(msgspec.Struct, frozen=True):
    """One page of `--run`: what its time on screen left behind."""

    page: PageRoute
    shown: PageRoute
    screenshot: str | None
    console: list[ConsoleLine]

    def as_json(self) -> dict[str, object]:
        """`{"page", "shown", "screenshot", "console"}`."""
        return {
            "page": self.page,
            "shown": self.shown,
            "screenshot": self.screenshot,
            "console": [line.as_json() for line in self.console],
        }


async def _visit(host: Host, instance: Instance, opening: Opening) -> list[_Visit]:
    """Visit `--run`'s pages in turn, each for `--linger`."""
    made: list[_Visit] = []
    if not opening.visits:  # an app that closed itself has no box any more
        return made
    folder = opening.screenshot
    mount = host.box(instance).mount
    for number, page in enumerate(opening.visits):
        if not (number == 0 and page == instance.page):
            await instance.visit(page, mount.document_of(page), encode_query(opening.query))
        if opening.linger_s:
            await asyncio.sleep(opening.linger_s)
        file = None
        if folder is not None:
            file = folder / f"{number + 1:02}-{page.replace('/', '_')}.png"
            await _save_screenshot(host, instance, opening.base / file)
        told = sum(len(visit.console) for visit in made)
        lines = list(instance.console_lines)[told:]
        made.append(_Visit(page, instance.page, None if file is None else str(file), lines))
    return made


async def _save_screenshot(host: Host, instance: Instance, file: Path) -> None:
    try:
        picture = await host.box(instance).picture()
        await asyncio.to_thread(_write, file, picture)
    except OSError as error:
        raise UsageError(f"{file}: the screenshot was not saved: {error.strerror}") from None


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


async def _linger(instance: Instance, linger_s: float) -> None:
    try:
        async with asyncio.timeout(linger_s):
            await instance.reached(State.CLOSED)
    except TimeoutError:
        return


def _report(
    instance: Instance,
    value: object,
    screenshot: Path | None,
    visited: list[_Visit],
) -> dict[str, object]:
    first_screen_ms = instance.trace.first_screen_ms
    errors: list[FanlightError] = instance.errors
    report: dict[str, object] = {
        "app_id": instance.ref.app_id,
        "version": instance.ref.version.as_json(),
        "kind": instance.manifest.kind.value,
        "engine": instance.engine.value,
        "launch": instance.launch_kind.value,
        "page": instance.page,
        "first_screen_ms": None if first_screen_ms is None else round(first_screen_ms, 2),
        "marks": [mark.as_json() for mark in instance.trace.marks()],
        "console": [instance.explain(line).as_json() for line in instance.console_lines],
        "errors": [{"code": error.code, "message": error.message} for error in errors],
        "denied": [denial.as_json() for denial in instance.denials],
        "eval": value,
        "screenshot": None if screenshot is None else str(screenshot),
        "sandboxed": instance.sandboxed,
        "joined": False,
    }
    if visited:
        told = [replace(x, console=[instance.explain(y) for y in x.console]) for x in visited]
        report["screenshot"] = [x.screenshot for x in told if x.screenshot] or None
        report["visits"] = [x.as_json() for x in told]
    return report
