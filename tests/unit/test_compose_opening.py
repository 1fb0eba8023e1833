"""`fanlight open` of an app that is over sooner than the command that opened it."""

from __future__ import annotations

import json
import time
from typing import cast

import pytest

from bridge.errors import LoadFailed
from bridge.marks import Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.compose.host import Host
from host.compose.opening import open_and_report
from host.launch.instance import Instance
from host.launch.source import AppRef
from host.launch.target import InstalledTarget, Opening, Until
from host.store.origin import OriginKind
from sandbox.manifest import read_manifest

PAGE = PageRoute("pages/a/a")
APP = AppId("org.example.short")
MANIFEST = {
    "app_id": APP,
    "name": "Short",
    "icons": [{"src": "common/icon.png", "sizes": "48x48"}],
    "version": {"name": "1.0.0", "code": 1},
    "platform_version": {"min_code": 1, "target_code": 1, "release_type": "release"},
    "pages": [PAGE],
}


class OverAtOnce:
    """A host whose app has closed itself before its opening returns, and has no box any more."""

    running: tuple[Instance, ...] = ()

    async def open_installed(self, app_id: AppId, request: object) -> Instance:
        ref = AppRef(app_id, AppVersion(1, "1.0.0"), KeyId("a" * 64), OriginKind.REGISTRY)
        manifest = read_manifest(json.dumps(MANIFEST).encode())
        instance = Instance(ref, manifest, PAGE, Trace(time.monotonic))
        instance.close()
        return instance

    def box(self, instance: Instance) -> object:
        raise LoadFailed(f"{instance.ref.app_id} is closed", app_id=instance.ref.app_id)

    async def closed(self, instance: Instance) -> None:
        return

    async def settled(self) -> None:
        return

    def arrived(self, instance: Instance) -> None:
        return


def opening(until: Until) -> Opening:
    return Opening(InstalledTarget(APP), time.monotonic(), until=until)


async def test_an_app_that_has_closed_itself_already_is_reported_when_that_was_waited_for() -> None:
    report = await open_and_report(cast("Host", OverAtOnce()), opening(Until.CLOSE))
    assert (report["app_id"], report["errors"]) == (APP, [])


async def test_else_what_it_did_not_reach_is_named() -> None:
    with pytest.raises(LoadFailed, match="closed itself before its first-screen"):
        await open_and_report(cast("Host", OverAtOnce()), opening(Until.FIRST_SCREEN))
