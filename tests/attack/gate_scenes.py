"""The mini-program `gate` in a real host: `python -m tests.attack.gate_scenes SCENE HOME FOLDER`.

Each scene prints what it saw as JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from bridge.api.catalogue import ALL_METHODS
from bridge.permissions import Grant, Scope
from host.compose.choices import HostChoices
from host.compose.session import with_host
from host.paths import Home
from tests.host_child import evaluate, opened

Scene = Callable[[Any, Path], Awaitable[dict[str, Any]]]
GOOD: dict[str, dict[str, object]] = {
    "setClipboardData": {"data": "x"},
    "getClipboardData": {},
    "showNotification": {"title": "x"},
    "getLocation": {},
    "navigateToMiniProgram": {"appId": "org.example.nowhere"},
}
"""The smallest good parameters of each API that needs a right."""
_TAKE_BACK = """
import sys
from pathlib import Path
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.paths import Home
from host.store.store import Store
home, app, publisher = sys.argv[1:]
with Store(Home(Path(home))) as store:
    store.grants.remember(AppId(app), KeyId(publisher), Scope.CLIPBOARD_READ, Grant.DENY)
"""
"""What `fanlight permissions APP deny clipboard.read` does; that knows installed apps alone."""
ALL_WRONG = [[spec.name, {"noSuchMember": 1}] for spec in ALL_METHODS]
ALL_SCOPED = [[name, params] for name, params in GOOD.items()]


async def grid(host: Any, folder: Path) -> dict[str, Any]:
    """Every API from every place, as the host was told to grant."""
    instance = await opened(host, folder)
    seen: dict[str, Any] = {}

    async def tell(name: str, calls: list[list[Any]], more: str = "") -> Any:
        return await evaluate(instance, f"await {name}({json.dumps(calls)}{more})")

    seen["wrong"] = await tell("asPage", ALL_WRONG)
    seen["scoped"] = await tell("asPage", ALL_SCOPED)
    before = _calls(host)
    seen["others"] = await tell("asOthers", [*ALL_WRONG, *ALL_SCOPED])
    # The true session of a document that is the current one no more.
    session = host.box(instance)._talk._session
    assert session
    instance.view.reload()
    async with asyncio.timeout(60):
        while host.box(instance)._talk._session in ("", session):
            await asyncio.sleep(0.01)
        while await evaluate(instance, "typeof globalThis.withSession") != "function":
            await asyncio.sleep(0.01)
    seen["previous"] = await tell("withSession", [*ALL_WRONG, *ALL_SCOPED], f", {session!r}")
    seen["audited"] = _calls(host) - before
    return seen


def _calls(host: Any) -> int:
    """How many calls have come as far as the gate."""
    names = {spec.name for spec in ALL_METHODS}
    return sum(row.method in names for row in host.store.audit.recent(last=10_000))


async def grants(host: Any, folder: Path) -> dict[str, Any]:
    """Two apps of one host, one of which was granted a right that is then taken back."""
    other_folder = folder.parent / "other"
    other_folder.mkdir()
    for file in (path for path in folder.rglob("*") if path.is_file()):
        place = other_folder / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes().replace(b"org.example.gate", b"org.example.other"))
    first, second = await opened(host, folder), await opened(host, other_folder)
    ref = first.ref
    await host.store.grants.run_remember(
        ref.app_id, ref.publisher, Scope.CLIPBOARD_READ, Grant.ALLOW
    )
    ask = f"await asPage({json.dumps([['getClipboardData', {}]])})"
    seen: dict[str, Any] = {"granted": await evaluate(first, ask)}
    seen["in_another"] = await evaluate(second, ask)
    await host.store.grants.run_remember(
        ref.app_id, ref.publisher, Scope.CLIPBOARD_READ, Grant.DENY
    )
    seen["revoked"] = await evaluate(first, ask)
    await host.store.grants.run_remember(
        ref.app_id, ref.publisher, Scope.CLIPBOARD_READ, Grant.ALLOW
    )
    # Twice: the second call finds its answer in memory.
    seen["granted_again"] = [await evaluate(first, ask) for _ in range(2)]
    command = [sys.executable, "-c", _TAKE_BACK, str(host.store.home.root), ref.app_id]
    await asyncio.to_thread(subprocess.run, [*command, ref.publisher], check=True)
    seen["revoked_elsewhere"] = await evaluate(first, ask)
    # One message holds one call: a list of them is none.
    call = {"type": "call", "id": 9, "method": "getClipboardData", "params": {}}
    seen["batch"] = await evaluate(
        first,
        "await (async () => { const heard = []; addEventListener('fanlight:message', (event) =>"
        " heard.push(event.detail)); dispatchEvent(new CustomEvent('fanlight:call', {detail:"
        f" {json.dumps(json.dumps([call, call]))}}})); await asPage([['getStorageInfo', {{}}]]);"
        " return heard.length })()",
    )
    seen["unanswered"] = await evaluate(second, "await unanswered()")
    return seen


SCENES: dict[str, Scene] = {"grid": grid, "grants": grants}


def main() -> None:
    name, home, folder, granted = sys.argv[1:]
    choices = HostChoices(
        prompts=False, granted=frozenset(map(Scope, msgspec.json.decode(granted)))
    )

    async def work(host: Any) -> dict[str, Any]:
        return await SCENES[name](host, Path(folder))

    print(json.dumps(with_host(Home(Path(home)), work, choices)), flush=True)


if __name__ == "__main__":
    main()
