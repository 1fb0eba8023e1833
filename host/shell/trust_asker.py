"""Lets the installer, on its worker thread, ask a person in a window."""

from __future__ import annotations

import asyncio

from bridge.names import KeyId
from bridge.permissions import Scope
from host.shell.badges import Badge
from host.shell.face import AppFace
from host.shell.trust_sheet import TrustAsk, TrustPrompts
from sandbox.manifest import Manifest


class WindowTrustAsker:
    """Implements `host.store.trust.TrustAsker`: blocks its thread, never the event loop's."""

    def __init__(
        self,
        prompts: TrustPrompts,
        loop: asyncio.AbstractEventLoop,
        language: str,
        size_bytes: int | None = None,
    ) -> None:
        """`loop` is the one that Qt's events run on; `size_bytes` the package's, where known."""
        self._prompts = prompts
        self._loop = loop
        self._language = language
        self._size_bytes = size_bytes
        self.refused = False
        """Whether the person said no: who has just said so need not be told."""

    def ask(self, publisher: KeyId, manifest: Manifest) -> bool:
        """Show the sheet and wait for the answer; False when it is closed.

        Raises RuntimeError on the loop's own thread, where waiting would wait for ever.
        """
        if _on_loop(self._loop):
            raise RuntimeError("ask on a worker thread; here it would block the event loop")
        ask = trust_ask(publisher, manifest, self._language, self._size_bytes)
        asked = self._prompts.ask(ask)
        trusted = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        self.refused = not trusted
        return trusted


def trust_ask(
    publisher: KeyId,
    manifest: Manifest,
    language: str,
    size_bytes: int | None = None,
    badge: Badge = Badge.SIDELOADED,
) -> TrustAsk:
    """What the sheet shows of a manifest. Rights this host does not know are never granted."""
    rules = manifest.network
    uses = (
        rules.request,
        rules.socket,
        rules.upload,
        rules.download,
        rules.web_view,
        rules.media,
    )
    known = {scope.value for scope in Scope}
    names = dict.fromkeys(request.name for request in manifest.req_permissions)
    return TrustAsk(
        face=AppFace(manifest.app_id, manifest.name_for(language), publisher, badge),
        version=manifest.version,
        scopes=tuple(Scope(name) for name in names if name in known),
        origins=tuple(dict.fromkeys(origin for origins in uses for origin in origins)),
        size_bytes=size_bytes,
    )


def _on_loop(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False
