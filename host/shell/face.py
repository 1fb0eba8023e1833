"""Who a mini-program is, as every window of the shell shows it."""

from __future__ import annotations

import msgspec

from bridge.names import AppId, KeyId
from host.shell.app_icons import IconReader, IconRequest
from host.shell.badges import Badge
from host.shell.display_text import imitates, isolated, plain
from host.shell.texts import Texts

HOST_NAME = "Fanlight"
_QUOTED_CHARS = 40


class AppFace(msgspec.Struct, frozen=True):
    """Name and publisher's name are the publisher's words, still unsafe.

    `publisher_name` is None unless somebody other than the publisher vouches for it (a
    registry's delegation): what a package says about itself is no name.
    `theme_colour` is `#rrggbb` from the manifest's window options.
    """

    app_id: AppId
    name: str
    publisher: KeyId
    badge: Badge
    publisher_name: str | None = None
    theme_colour: str | None = None
    read_icon: IconReader | None = None

    @property
    def plain_name(self) -> str:
        """The name on one line; with the app id when it looks like the host's own name, the app
        id alone when nothing readable is left of it."""
        name = plain(self.name)
        return f"{name}{self._beside(name)}" or str(self.app_id)

    @property
    def isolated_name(self) -> str:
        """The name for use inside a sentence."""
        return isolated(self.plain_name)

    @property
    def quoted_name(self) -> str:
        """The name inside a question, where its words must not pass for the question's own."""
        name = plain(self.name, _QUOTED_CHARS)
        return f"\u201c{isolated(name or self.app_id)}\u201d{self._beside(name)}"

    def _beside(self, name: str) -> str:
        return f" ({self.app_id})" if imitates(name, HOST_NAME) else ""

    @property
    def icon(self) -> IconRequest:
        return IconRequest(self.app_id, self.plain_name, self.read_icon)

    def publisher_line(self, texts: Texts) -> str:
        """The publisher's vouched name, or the beginning of its key's fingerprint and who, if
        anybody, vouches for that."""
        if self.publisher_name and plain(self.publisher_name):
            return isolated(self.publisher_name)
        start = " ".join(self.publisher.fingerprint.split()[:4])
        words = texts.permission
        vouched = self.badge is Badge.VERIFIED
        line = words.publisher_vouched if vouched else words.publisher_unnamed
        return line.format(fingerprint=f"{start} …")


NOBODY = AppFace(AppId("org.fanlight.nobody"), "", KeyId("0" * 64), Badge.VERIFIED)
"""Of a window that was made before anybody knew its app; it is on no screen."""
