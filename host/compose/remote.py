"""An app that another program on this machine drives: for its developer's tests alone."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from bridge.errors import UsageError
from host.compose.host import Host
from host.launch.instance import Instance, State
from host.shell.remote_notice import RemoteNotice
from host.shell.texts.tools import tool_texts
from host.store.origin import OriginKind
from host.testing.ports import LOOPBACK
from sandbox.view.environment import SCHEME


class RemoteControl:
    """Tells the driver where the engine listens, and the person that somebody drives."""

    def __init__(self, host: Host, port: int, file: Path) -> None:
        """`file` is written once the app's first screen stands; only its owner may read it."""
        self._host = host
        self._port = port
        self._file = file

    def opened(self, instance: Instance) -> None:
        """Show the notice in the app's window, and wait for its first screen.

        Raises UsageError for an app that is not open from its source folder.
        """
        if instance.ref.origin is not OriginKind.DEVELOPMENT:
            raise UsageError("--remote-control is for an app that is open from its source folder")
        window = self._host.box(instance).window
        words = tool_texts(self._host.skin.appearance.texts.language)
        layout = window.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(window.area), RemoteNotice(words))
        instance.observe(self._observe)
        self._observe(instance)

    def _observe(self, instance: Instance) -> None:
        if instance.state is not State.SHOWN or self._file.exists():
            return
        facts = {
            "url": f"http://{LOOPBACK}:{self._port}",
            "origin": f"{SCHEME}://{instance.ref.host}",
            "app_id": str(instance.ref.app_id),
            "kind": instance.manifest.kind.value,
        }
        # Whole or not at all: the driver waits for its name.
        # By a name that nobody can have taken: FILE may be wanted in a folder of everybody's.
        descriptor, half = tempfile.mkstemp(dir=self._file.parent)
        with open(descriptor, "w", encoding="utf-8") as written:
            json.dump(facts, written)
        os.replace(half, self._file)
