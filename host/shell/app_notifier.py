"""Notifications of one mini-program: the system shows them beside those of other programs."""

from __future__ import annotations

from host.services.ports import Notifier
from host.shell.display_text import isolated, wrapped_plain
from host.shell.face import AppFace
from host.shell.style import Appearance

_TITLE_CHARS = 120
_BODY_CHARS = 400
_BODY_LINES = 6


class AppNotifier:
    """A Notifier that says whose words they are, so that none can speak as the host or another."""

    def __init__(self, appearance: Appearance, face: AppFace, notifier: Notifier) -> None:
        self._appearance = appearance
        self._face = face
        self._notifier = notifier

    def notify(self, app_name: str, title: str, body: str) -> None:
        """Raises NotSupported. The name is the face's: the host's own word for the app."""
        who = self._appearance.texts.window.known_as.format(name=self._face.isolated_name)
        words = wrapped_plain(body, _BODY_CHARS, _BODY_LINES)
        self._notifier.notify(who, isolated(title, _TITLE_CHARS), words)
