"""How an app's origin answers: at once where it can, and without a trace when it is closed."""

from __future__ import annotations

import asyncio
import gc
import time
from typing import Any, cast

import pytest
from PySide6.QtCore import QByteArray, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob

from bridge.errors import NotFound
from sandbox.mount import Resource
from sandbox.view.environment import SCHEME
from sandbox.view.port import Talk, Web
from sandbox.view.scheme import SchemeHandler, Serving

HOST = "abc"


class Job(QObject):
    """A request; as much of Qt's as is asked of one for a file."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self.answers: list[bytes] = []

    def requestUrl(self) -> QUrl:
        return QUrl(f"{SCHEME}://{HOST}/{self._path}")

    def requestMethod(self) -> QByteArray:
        return QByteArray(b"GET")

    def setAdditionalResponseHeaders(self, headers: object) -> None:
        return

    def reply(self, mime: object, device: QIODevice) -> None:
        self.answers.append(bytes(device.readAll().data()))

    def fail(self, error: object) -> None:
        self.answers.append(str(error).encode())


class Files:
    """One document, one file that is at hand, and one that is to be read."""

    def is_document(self, path: str) -> bool:
        return path == "page.html"

    def at_hand(self, path: str) -> Resource | None:
        return Resource(b"at hand", "text/css", ()) if path in {"near.css", "page.html"} else None

    def resource(self, path: str) -> Resource:
        if path != "far.css":
            raise NotFound("there is none", path=path)
        return Resource(b"read", "text/css", ())


def handler(*, admit: bool = True) -> SchemeHandler:
    async def admitted() -> bool:
        return admit

    made = SchemeHandler(HOST, lambda: True)
    nobody = cast("Any", None)
    made.bind(Serving(Files(), cast("Talk", nobody), cast("Web", nobody), admitted, _no_matter))
    return made


def _no_matter(at_s: float) -> None:
    assert at_s <= time.monotonic()


def ask(served: SchemeHandler, path: str) -> Job:
    job = Job(path)
    served.requestStarted(cast("QWebEngineUrlRequestJob", job))
    return job


async def answer(job: Job) -> bytes:
    async with asyncio.timeout(10):
        while not job.answers:
            await asyncio.sleep(0.001)
    (only,) = job.answers
    return only


async def test_what_is_at_hand_is_given_without_a_turn_of_the_loop() -> None:
    assert ask(handler(), "near.css").answers == [b"at hand"]


async def test_what_is_to_be_read_is_read_beside_the_loop() -> None:
    job = ask(handler(), "far.css")
    assert job.answers == []
    assert await answer(job) == b"read"
    assert b"NotFound" in await answer(ask(handler(), "none.css"))


@pytest.mark.parametrize(("admit", "said"), [(True, b"at hand"), (False, b"RequestDenied")])
async def test_a_document_waits_for_its_renderers_proof(admit: bool, said: bytes) -> None:
    job = ask(handler(admit=admit), "page.html")
    assert job.answers == []
    assert said in await answer(job)


async def test_a_view_that_is_closed_at_once_leaves_nothing_behind(
    recwarn: pytest.WarningsRecorder,
) -> None:
    served = handler()
    job = ask(served, "far.css")
    served.close()
    await asyncio.sleep(0.01)
    gc.collect()
    assert job.answers == []
    assert [str(each.message) for each in recwarn] == []
