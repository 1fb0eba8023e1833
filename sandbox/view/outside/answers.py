"""Answers what a system view asks for: exact files of the package, calls, declared remote bytes.

The same rules as scheme.SchemeHandler's, for an engine that says less of a request: it attests no
initiator, and not what the bytes are for. So a session's secret is what a call is known by, and
what came from elsewhere is never of a type that could become a script, a style or a page.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time

from bridge.errors import FanlightError
from sandbox.policy_headers import inert_headers
from sandbox.view.environment import SCHEME
from sandbox.view.outside.serving import Serving
from sandbox.view.policy import RUNTIME, file_target, web_target
from sandbox.view.port import RESERVED, WebReply, WebRequest, WebUse
from sandbox.view.posted import CALL_PATH, CARRY_PATH, answer_posted, lent_name, take_posted
from sandbox.view.systemview.wire import Asked, Served, Withheld

log = logging.getLogger("fanlight.view")

_BYTES = "application/octet-stream"
_HARMLESS = ("image/", "audio/", "video/", "font/")
_SVG = "image/svg+xml"
_OWN_ONLY = (
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
_HIDDEN_HEADERS = frozenset({"origin", "referer", "cookie", "host"})


async def answer(serving: Serving, host: str, asked: Asked) -> Served | Withheld:
    """The answer to one request of the view of origin `miniapp://<host>`; never raises."""
    try:
        return await _answer(serving, host, asked) or Withheld(asked.id)
    except FanlightError as error:
        log.info("%s: %s", asked.url[:200], error.message)
    except Exception:
        log.exception("a request could not be answered")
    return Withheld(asked.id)


async def _answer(serving: Serving, host: str, asked: Asked) -> Served | None:
    path = own_path(host, asked.url)
    if path is None or (asked.document and not serving.resources.is_document(path)):
        return None
    if path in {CALL_PATH, CARRY_PATH} and asked.method == "POST":
        return await _call(serving, asked, path)
    if (name := lent_name(path)) is not None and asked.method == "GET":
        lent = serving.talk.lent(name)
        return None if lent is None else Served(asked.id, _BYTES, _OWN_ONLY, lent)
    if (address := file_target(path)) is not None and asked.method in {"GET", "HEAD"}:
        mime, content = await serving.web.file(address)
        return Served(asked.id, harmless(mime), (*_OWN_ONLY, *inert_headers()), content)
    if (target := web_target(path)) is not None:
        return await _remote(serving, asked, WebRequest(*target_of(target, asked)))
    if asked.method not in {"GET", "HEAD"}:
        return None
    if path.startswith(RESERVED) and not path.startswith(RUNTIME):
        return None
    return await _file(serving, asked, path)


def own_path(host: str, url: str) -> str | None:
    """The path (encoded, without its leading slash) of an address of the app's own origin."""
    start = f"{SCHEME}://{host}/"
    if not url.startswith(start):
        return None
    path = url.removeprefix(start).split("#", 1)[0].split("?", 1)[0]
    return None if path.startswith("/") else path


def harmless(mime: str) -> str:
    """`mime` where the engine cannot take it for code, else that of bytes."""
    plain = mime.partition(";")[0].strip().lower()
    return mime if plain.startswith(_HARMLESS) and plain != _SVG else _BYTES


def target_of(
    target: tuple[WebUse, str], asked: Asked
) -> tuple[WebUse, str, str, dict[str, str], bytes]:
    """What a WebRequest is made of."""
    use, url = target
    headers = {name: text for name, text in asked.headers if name.lower() not in _HIDDEN_HEADERS}
    return use, asked.method, url, headers, asked.body


async def _file(serving: Serving, asked: Asked, path: str) -> Served | None:
    if serving.resources.is_document(path):
        serving.navigated(time.monotonic())
        if not await serving.admit():
            return None
    found = serving.resources.at_hand(path)
    if found is None:
        found = await asyncio.to_thread(serving.resources.resource, path)
    return Served(asked.id, found.mime, found.headers, found.content)


async def _call(serving: Serving, asked: Asked, path: str) -> Served | None:
    posted = take_posted(memoryview(asked.body), serving.arriving)
    content = await answer_posted(serving, path, posted)
    mime = "application/json" if path == CALL_PATH else _BYTES
    return None if content is None else Served(asked.id, mime, _OWN_ONLY, content)


async def _remote(serving: Serving, asked: Asked, request: WebRequest) -> Served | None:
    reply = await serving.web.fetch(request)
    if request.use is WebUse.MEDIA and reply.status >= 400:
        return None
    return Served(asked.id, harmless(reply.mime), remote_headers(reply), reply.content)


def remote_headers(reply: WebReply) -> tuple[tuple[str, str], ...]:
    """For the engine, and for our script what the remote server really said (as scheme's)."""
    told = {"status": reply.status, "url": reply.url, "headers": reply.headers}
    return (
        *_OWN_ONLY,
        ("Access-Control-Allow-Origin", "*"),
        ("X-Fanlight-Answer", json.dumps(told).encode().hex()),
    )
