"""The one object in the wall: text in, text out. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

OBJECT_NAME = "bridge"
_PRIVATE_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
_PAGE_WORLD = QWebEngineScript.ScriptWorldId.MainWorld


class _Wall(QObject):
    """The registered object: a slot and a signal. A page cannot reach it, only our script can."""

    sent = Signal(str)

    def __init__(self, take: Callable[[str, str], str]) -> None:
        super().__init__()
        self.take = take

    @Slot(str, result=str)
    def receive(self, told: str) -> str:
        """`<session>\\n<message>`."""
        session, _, text = told.partition("\n")
        return self.take(session, text)


class Channel:
    """Installs the wall object and the two injected scripts into one page."""

    def __init__(
        self,
        page: QWebEnginePage,
        take: Callable[[str, str], str],
        scripts: PageScripts,
        key: str,
    ) -> None:
        """`take` gives the answer to a message, where there is one at once, else "": a slot's own
        result costs no message more. `key` is known to the host and to the private world alone."""
        self._wall = _Wall(take)
        self._channel = QWebChannel(page)
        self._channel.registerObject(OBJECT_NAME, self._wall)
        page.setWebChannel(self._channel, _PRIVATE_WORLD.value)
        told = {"fanlightKey": key, "fanlightWiring": self._wiring()}
        facts = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
        private = facts + scripts.channel
        page.scripts().insert(_script("channel", private, _PRIVATE_WORLD))
        page.scripts().insert(_script("page", scripts.page, _PAGE_WORLD))

    def send(self, text: str) -> None:
        """Hand one message to the document's private world."""
        self._wall.sent.emit(text)

    def hand_over(self, take: Callable[[str, str], str]) -> None:
        """From now on messages go to `take`."""
        self._wall.take = take

    def _wiring(self) -> dict[str, str | int]:
        """bridge/js/src/transport.ts, Wiring."""
        meta = self._wall.metaObject()
        receive = meta.indexOfMethod("receive(QString)")
        return {
            "object": OBJECT_NAME,
            "receive": receive,
            "sent": meta.indexOfSignal("sent(QString)"),
        }

    def close(self) -> None:
        """Take the object out of the wall."""
        self._channel.deregisterObject(self._wall)


class PageScripts:
    """The built JavaScript of the page's end: `channel` for the private world, `page` for the
    page's own."""

    __slots__ = ("channel", "page")

    def __init__(self, channel: str, page: str) -> None:
        self.channel = channel
        self.page = page


def _script(name: str, source: str, world: QWebEngineScript.ScriptWorldId) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setSourceCode(source)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(world.value)
    script.setRunsOnSubFrames(False)
    return script
