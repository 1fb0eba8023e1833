"""Launches of one app again and again, for `fanlight bench`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bridge.errors import LaunchTimeout, LoadFailed
from bridge.marks import LaunchKind
from host.compose.choices import HostChoices
from host.compose.host import Host
from host.compose.session import with_host
from host.launch.instance import Instance, State, now_s
from host.launch.request import OpenRequest, Scene
from host.launch.target import FolderTarget, InstalledTarget
from host.paths import Home
from host.timings.repeated import RepeatedApp
from sandbox.decoding import readable

ENDING_S = 60.0
"""What a process of one launch may take beyond the launch."""
Target = InstalledTarget | FolderTarget
Say = Callable[[str], None]


class Measured(msgspec.Struct, frozen=True):
    """First screens in milliseconds, and of what."""

    app: RepeatedApp
    times_ms: tuple[float, ...]


def cold_launches(home: Home, target: str, runs: int, timeout_s: float, say: Say) -> Measured:
    """Each launch in a process of its own, from the command line's start to the first screen.

    Raises LaunchTimeout, LoadFailed with what a launch that failed has said.
    """
    words = ["open", target, "--home", str(home.root), "--json", "--cold"]
    words += ["--until", "first-screen", "--timeout", f"{timeout_s:g}", "--permissions", "deny"]
    reports = []
    for number in range(runs):
        reports.append(_report([*own_command(), *words], timeout_s))
        say(f"cold {number + 1}/{runs}: {reports[-1]['first_screen_ms']} ms")
    last = reports[-1]
    return Measured(
        msgspec.convert(last, readable(RepeatedApp)),
        tuple(float(str(each["first_screen_ms"])) for each in reports),
    )


def warm_launches(home: Home, target: Target, runs: int, timeout_s: float, say: Say) -> Measured:
    """Launches in one process whose engine is loaded: the first one is not counted.

    Raises what opening raises.
    """

    async def work(host: Host) -> Measured:
        import asyncio

        times: list[float] = []
        app: RepeatedApp | None = None
        while len(times) < runs or app is None:
            async with asyncio.timeout(timeout_s):
                instance = await _open(host, target)
                await instance.reached(State.SHOWN)
            shown_ms = instance.trace.first_screen_ms
            if shown_ms is None or instance.state is State.CLOSED:
                raise LoadFailed("the app closed itself before its first screen")
            if instance.launch_kind is not LaunchKind.COLD:
                times.append(round(shown_ms, 2))
                say(f"warm {len(times)}/{runs}: {times[-1]} ms")
            app = _app(instance)
            await host.end_instance(instance)
        return Measured(app, tuple(times))

    try:
        return with_host(home, work, HostChoices(prompts=False))
    except TimeoutError:
        raise LaunchTimeout(
            f"the app did not reach its first screen within {timeout_s:g} s", timeout_s=timeout_s
        ) from None


def own_command() -> tuple[str, ...]:
    """How this program is started once more."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "host.cli.start")


async def _open(host: Host, target: Target) -> Instance:
    request = OpenRequest(now_s(), Scene.COMMAND_LINE)
    if isinstance(target, FolderTarget):
        return await host.open_folder(target.folder, request)
    return await host.open_installed(target.app_id, request)


def _app(instance: Instance) -> RepeatedApp:
    ref = instance.ref
    version: dict[str, int | str] = {"name": ref.version.name, "code": ref.version.code}
    kind, page = instance.manifest.kind.value, str(instance.page)
    return RepeatedApp(str(ref.app_id), version, kind, page)


def _report(command: Sequence[str], timeout_s: float) -> dict[str, object]:
    try:
        ran = subprocess.run(
            command, capture_output=True, timeout=timeout_s + ENDING_S, cwd=Path.cwd(), check=False
        )
    except subprocess.TimeoutExpired:
        raise LaunchTimeout("a launch did not end", timeout_s=timeout_s) from None
    try:
        document = json.loads(ran.stdout)
    except ValueError:
        told = ran.stderr.decode(errors="replace")[-500:]
        raise LoadFailed(f"a launch ended with exit code {ran.returncode}: {told}") from None
    if ran.returncode:
        error = document.get("error", {})
        told = f"a launch failed: {error.get('message')} [{error.get('code')}]"
        if error.get("code") == LaunchTimeout.code:
            raise LaunchTimeout(told, timeout_s=timeout_s)
        raise LoadFailed(told)
    return dict(document)
