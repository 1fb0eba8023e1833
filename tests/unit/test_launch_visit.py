"""A running app that is sent to another page."""

from __future__ import annotations

import asyncio
import json
import time
from typing import cast

from bridge.marks import Trace
from bridge.messages import Hello, PageMark
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.launch.instance import Instance
from host.launch.source import AppRef
from host.store.origin import OriginKind
from sandbox.manifest import read_manifest
from sandbox.view.port import Sandboxed, ViewPort

FIRST, SECOND = PageRoute("pages/a/a"), PageRoute("pages/b/b")
MANIFEST = {
    "app_id": "org.example.visited",
    "name": "Visited",
    "icons": [{"src": "common/icon.png", "sizes": "48x48"}],
    "version": {"name": "1.0.0", "code": 1},
    "platform_version": {"min_code": 1, "target_code": 1, "release_type": "release"},
    "pages": [FIRST, SECOND],
}


class Loading:
    """A view that only hears what it is to load."""

    sandboxed = Sandboxed.YES

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def load(self, path: str, query: str) -> None:
        self.loaded.append(path)


def document(instance: Instance, name: str) -> None:
    instance.hello(Hello(protocol=1, document=name, time_origin_ms=time.time() * 1000))


async def test_what_the_old_page_still_says_of_itself_does_not_count() -> None:
    ref = AppRef(
        AppId("org.example.visited"),
        AppVersion(1, "1.0.0"),
        KeyId("a" * 64),
        OriginKind.DEVELOPMENT,
    )
    manifest = read_manifest(json.dumps(MANIFEST).encode())
    instance, view = Instance(ref, manifest, FIRST, Trace(time.monotonic)), Loading()
    instance.attach(cast("ViewPort", view))
    document(instance, "first")
    visit = asyncio.ensure_future(instance.visit(SECOND, "pages/b/b.html", ""))
    await asyncio.sleep(0)
    assert view.loaded == ["pages/b/b.html"]
    instance.entered(FIRST)
    assert instance.page == SECOND
    document(instance, "second")
    for name in ("ready", "painted", "first-contentful-paint"):
        instance.page_mark(PageMark(name=name, at_ms=1.0))
    await asyncio.wait_for(visit, 10)
    instance.entered(FIRST)  # now it is its own page stack that says so
    assert instance.page == FIRST
