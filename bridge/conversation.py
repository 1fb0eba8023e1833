"""One view's side of the talk with its current document: sessions, pending calls, late replies.

A document says Hello and gets a session; a later Hello (reload, navigation) ends the session
before it: its calls are cancelled and their answers go nowhere.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
from collections.abc import Awaitable, Callable

import msgspec

from bridge.begun import Begun
from bridge.dispatch import Gate
from bridge.errors import (
    CallCancelled,
    FanlightError,
    InternalError,
    MessageInvalid,
    RateLimited,
    StaleDocument,
)
from bridge.lending import Lending
from bridge.messages import (
    MAX_BODY_BYTES,
    MAX_MESSAGE_BYTES,
    PROTOCOL_VERSION,
    AppFacts,
    Call,
    Cancel,
    Event,
    Failure,
    FromHost,
    FromPage,
    Hello,
    LaunchFacts,
    PageMark,
    Result,
    Violation,
    Welcome,
    decode_from_page,
    encode,
)
from bridge.methods import Outcome
from bridge.wire import Beside, to_json

log = logging.getLogger("fanlight.bridge")

MAX_WAITING_CALLS = 512
"""Calls of one document that wait, for a person or for anything else."""
_CALL_ID = re.compile(rb'\{"type":"call","id":(\d{1,15})[,}]')


class Conversation:
    """Speaks the protocol for one view. Engine-free: text in, text out."""

    def __init__(
        self,
        gate: Callable[[], Awaitable[Gate]],
        app: AppFacts,
        launch: LaunchFacts,
        ready: str,
        appearance: Callable[[], tuple[str, str]],
        on_hello: Callable[[Hello], None],
        on_mark: Callable[[PageMark], None],
        on_violation: Callable[[Violation], None],
    ) -> None:
        """`gate` gives the app's gate, which may still be made while the page loads; `ready` is
        the manifest's word (Welcome.ready); `appearance` gives (language, theme)
        at the moment of a Hello."""
        self._gate = gate
        self._app = app
        self._launch = launch
        self._key: str | None = None
        self._ready = ready
        self._appearance = appearance
        self._on_hello = on_hello
        self._on_mark = on_mark
        self._on_violation = on_violation
        self._send: Callable[[str], None] | None = None
        self._document = ""
        self._session = ""
        self._session_bytes = b""
        self._made: Gate | None = None
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._lending = Lending()

    def connect(self, send: Callable[[str], None], key: str) -> None:
        """Messages for the page go to `send`; set once by the view. Only its private world knows
        `key`, so that a frame or a worker of the app cannot take the talk from the page."""
        self._send = send
        self._key = key

    def reopened(self, launch: LaunchFacts) -> None:
        """The app was opened again, in another way: later documents are told so."""
        self._launch = launch

    def receive(self, session: str, text: str) -> str:
        """Take one message from the channel; the answer's text when there is one at once, else "".

        What is not understood is dropped and logged. Must be called on the event loop's thread.
        """
        raw = text.encode("utf-8", "surrogatepass")
        try:
            message = decode_from_page(raw)
            # Nearly all are calls: what they pass is kept short.
            if type(message) is Call and self._is_current(session):
                return self._start(message)
            return self._take(session, message)
        except FanlightError as error:
            log.warning("message refused: %s", error.message)
            # A page that waits for an answer gets one, if it is the current document's.
            found = _CALL_ID.match(raw)
            if found and self._is_current(session):
                return self._addressed(Failure.of(int(found[1]), error))
        return ""

    async def serve(self, session: str, text: bytes, beside: Beside) -> bytes:
        """Answer one Hello or Call that came by the scheme, with what came beside it; returns the
        encoded answer. Bytes that go with it are `beside.lent`."""
        try:
            if len(text) > MAX_MESSAGE_BYTES:
                message = await asyncio.to_thread(decode_from_page, text, MAX_BODY_BYTES)
            else:
                message = decode_from_page(text)
            if isinstance(message, Hello):
                return encode(self._greet(message))
            if not isinstance(message, Call):
                raise MessageInvalid("only hello and calls may come by this way")
            self._check(session)
        except FanlightError as error:
            return encode(Failure.of(0, error))
        gate = await self._gate()
        return encode(await gate.answer(message, beside))

    def lent(self, name: str) -> bytes | None:
        """The bytes of an answer, which its document fetches by their name, once."""
        return self._lending.take(name)

    def emit(self, name: str, payload: Outcome | None = None) -> None:
        """Send an event to the current document, if there is one."""
        if self._session:
            self._post(Event(name=name, payload=msgspec.Raw(to_json(payload))))

    def end(self) -> None:
        """Close the session: cancel what is pending; nothing is sent any more."""
        self._session = ""
        self._document = ""
        for task in self._calls.values():
            task.cancel()
        self._calls.clear()
        self._lending.clear()

    def _take(self, session: str, message: FromPage) -> str:
        if isinstance(message, Hello):
            return self._addressed(self._greet(message))
        self._check(session)
        match message:
            case Cancel():
                if task := self._calls.pop(message.id, None):
                    task.cancel()
                    # From here: a task that is cancelled before it begins says nothing itself.
                    cancelled = CallCancelled("the call was cancelled")
                    return self._addressed(Failure.of(message.id, cancelled))
            case PageMark():
                self._on_mark(message)
            case Violation():
                self._on_violation(message)
        return ""

    def _greet(self, hello: Hello) -> Welcome:
        if hello.protocol != PROTOCOL_VERSION:
            raise MessageInvalid(
                f"the page speaks protocol {hello.protocol}, this host {PROTOCOL_VERSION}"
            )
        key, _, own = hello.document.partition(".")
        if not own or not self._key or not hmac.compare_digest(key.encode(), self._key.encode()):
            raise StaleDocument("only the top document's private world may open the bridge")
        if hello.document != self._document:
            self.end()
            self._document = hello.document
            self._session = secrets.token_urlsafe(16)
            self._session_bytes = self._session.encode()
            self._on_hello(hello)
        language, theme = self._appearance()
        return Welcome(
            protocol=PROTOCOL_VERSION,
            session=self._session,
            app=self._app,
            launch=self._launch,
            language=language,
            theme=theme,
            ready=self._ready,
        )

    def _check(self, session: str) -> None:
        if not self._is_current(session):
            raise StaleDocument("the message is from a document that is no longer the current one")

    def _is_current(self, session: str) -> bool:
        return bool(self._session) and hmac.compare_digest(
            session.encode("utf-8", "surrogatepass"), self._session_bytes
        )

    def _start(self, call: Call) -> str:
        if call.id in self._calls:
            used = MessageInvalid(f"call id {call.id} is in use")
            return self._addressed(Failure.of(call.id, used))
        if len(self._calls) >= MAX_WAITING_CALLS:
            full = RateLimited("too many calls wait for their answers")
            return self._addressed(Failure.of(call.id, full))
        session = self._session
        beside = Beside(lends=self._lending.has_room())
        gate = self._made
        begun = Begun(
            self._first_answer(call, beside) if gate is None else gate.answer(call, beside)
        )
        if begun.outcome is not None:
            return self._addressed(begun.outcome[0], beside) if session == self._session else ""
        self._calls[call.id] = asyncio.ensure_future(self._finish(session, call, begun, beside))
        return ""

    async def _first_answer(self, call: Call, beside: Beside) -> Result | Failure:
        """Raises CancelledError alone."""
        try:
            gate = self._made = await self._gate()
        except Exception:
            # The page must not wait for ever for what no gate will answer.
            log.exception("call %d: the app's services could not be made", call.id)
            return Failure.of(call.id, InternalError("the host could not serve this app"))
        return await gate.answer(call, beside)

    async def _finish(
        self, session: str, call: Call, begun: Begun[Result | Failure], beside: Beside
    ) -> None:
        reply = await begun
        if self._calls.get(call.id) is asyncio.current_task():  # else it was cancelled, and told
            del self._calls[call.id]
            if session == self._session:
                self._post(reply, beside)

    def _post(self, message: FromHost, beside: Beside | None = None) -> None:
        if self._send is not None:
            self._send(self._addressed(message, beside))

    def _addressed(self, message: FromHost, beside: Beside | None = None) -> str:
        """For one document alone: what is under way when a page is left arrives at the next one.

        A Welcome is for the document that said Hello, all else for that of the session. The name
        of bytes that are lent with an answer is a line of its own behind it.
        """
        to = self._document if isinstance(message, Welcome) else self._session
        text = f"{to}\n{to_json(message).decode()}"
        if beside is None or beside.lent is None or not isinstance(message, Result):
            return text
        return f"{text}\n{self._lending.lend(beside.lent)}"
