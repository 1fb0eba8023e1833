"""What the private world of a view knows and nobody else: the key it says Hello with."""

from __future__ import annotations

import json
import secrets

from sandbox.view.manners_text import MANNERS
from sandbox.view.outside.serving import SystemBinding
from sandbox.view.systemview.wire import Begin


class PrivateKey:
    """Made anew for each view."""

    def __init__(self, channel: str) -> None:
        self.text = secrets.token_urlsafe(16)
        self._channel = f"const fanlightKey = {json.dumps(self.text)};\n{channel}"

    def begin(self, binding: SystemBinding, scratch: str | None) -> Begin:
        """The first order to a process that shows `binding`'s app; `scratch` is the process's."""
        width_px, height_px = binding.size_px
        return Begin(
            host=binding.host,
            storage=None if binding.storage is None else str(binding.storage),
            channel=self._channel,
            page=binding.page,
            manners=MANNERS,
            background=binding.background,
            dark=binding.dark,
            autoplay=binding.autoplay,
            width_px=width_px,
            height_px=height_px,
            layered=binding.layered,
            documents=binding.documents,
            scratch=scratch if binding.storage is None else None,
        )
