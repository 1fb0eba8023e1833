"""A source folder that was dropped on the launcher: a person is asked before it first runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from host.launch.folder_source import FolderSource
from host.shell.badges import Badge
from host.shell.trust_asker import trust_ask
from host.store.keys import KeyStore

if TYPE_CHECKING:
    from host.compose.host import Host
    from host.shell.trust_sheet import TrustAsk, TrustPrompts


async def wanted(host: Host, prompts: TrustPrompts, folder: Path) -> bool:
    """Whether it may run: it did so before in this home, or a person says so now.

    Raises BuildError, ManifestInvalid, and what reading the folder raises.
    """
    ask = await asyncio.to_thread(_asked, host, folder)
    return ask is None or await prompts.ask(ask)


def _asked(host: Host, folder: Path) -> TrustAsk | None:
    source = FolderSource(folder, KeyStore(host.home.keys).development_key(), host.folders)
    ref = source.resolve()
    if (host.home.profiles / ref.host).exists():
        return None
    bundle = source.verify(source.fetch(ref))
    return trust_ask(
        ref.publisher,
        bundle.manifest,
        host.language,
        bundle.index.content_bytes,
        Badge.DEVELOPMENT,
    )
