"""The reference view: one QtWebEngine profile and page, bound to one app for life."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from typing import cast

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript, QWebEngineSettings
from PySide6.QtWidgets import QWidget

from bridge.dispatch import TokenBucket
from bridge.errors import LoadFailed
from sandbox.view.blank import BlankView
from sandbox.view.channel import PageScripts
from sandbox.view.environment import SCHEME
from sandbox.view.frames_at_once import FramesAtOnce
from sandbox.view.port import (
    Flood,
    Guarantee,
    Resources,
    Sandboxed,
    Talk,
    Usage,
    ViewListener,
    Web,
)
from sandbox.view.reading import Reading
from sandbox.view.renderer import (
    end_in_words,
    end_process,
    process_usage,
    renderer_sandbox,
)
from sandbox.view.scheme import BLANK_PATH, Serving

_PAGE_WORLD = QWebEngineScript.ScriptWorldId.MainWorld.value
_PRIVATE_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_LAYERS_HEAR = "globalThis.fanlightHears?.() ?? true"
"""sandbox/runtime/src/view.entry.ts; before that script runs there is nothing to be deaf."""
_EVALUATION_POLL_S = 0.01
# A policy in a <meta> element holds from its insertion on (HTML, "pragma directives").
_BELONG = """{{
  const {{ policy, lang, beginning, opening }} = {facts};
  const element = document.createElement("meta");
  element.httpEquiv = "Content-Security-Policy";
  element.content = policy;
  document.head.append(element);
  document.documentElement.lang = lang;
  globalThis.fanlightBelong(beginning, opening);
  ""
}}"""
_SHUTTING_IN_S = 2.0
_READ_WITHIN_S = 0.02
"""So long this thread waits for what a page made ahead is told: it is some files from memory, and
their hashes (0.2 to 1.3 ms); a disk that has to turn first is waited for without."""
MESSAGES_BURST = 10_000.0
MESSAGES_PER_S = 1_000.0
"""More than the gate lets through (bridge.dispatch): it refuses the rest, and a page that goes on
all the same is stopped."""


class ViewBinding(msgspec.Struct, frozen=True):
    """What ties a view to one app. `policy` narrows that of a page made ahead, whose language
    becomes `lang`, and which is told what `beginning` gives (JSON; called in a thread); None where
    it shows its app's first frame already, and needs only `opening`: how the app is opened (JSON in
    ASCII, `host.services.apps.opened`)."""

    resources: Resources
    talk: Talk
    web: Web
    scripts: PageScripts
    policy: str = ""
    lang: str = ""
    beginning: Callable[[], str] | None = None
    opening: str = "null"
    require_sandbox: bool = True
    layered: bool = False
    """Kind weixin: no script but the host's runs in the page; the app's Worker must hear too."""
    autoplay: bool = False
    """Media may play before a person has touched the page, as WeChat lets them."""


class _FrameWatch(QObject):
    """Notes when the window that holds the view shows a frame."""

    def __init__(self, listener: ViewListener) -> None:
        super().__init__()
        self._listener = listener
        self._window: QWidget | None = None

    def watch(self, window: QWidget) -> None:
        if self._window is not window:
            self.stop()
            self._window = window
            window.installEventFilter(self)

    def stop(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        if event.type() == QEvent.Type.UpdateRequest:
            self._listener.framed(time.monotonic())
        return False


class QtView:
    """A ViewPort over QtWebEngine. `load` may come before its `widget` is in a window."""

    def __init__(self, blank: BlankView, binding: ViewBinding, listener: ViewListener) -> None:
        """Bind `blank` to one app for the rest of its life."""
        self._blank = blank
        self._binding = binding
        self._listener = listener
        self._closed = False
        self._admitted = False
        self._proven_pid: int | None = None
        self._evaluating: set[asyncio.Future[str]] = set()
        self._lost = False
        self._discarding = False
        self._document = QUrl()
        self._messages = _message_bucket()
        blank.guard.bind(binding.resources, listener)
        self._handler = blank.handler
        self._handler.bind(
            Serving(binding.resources, binding.talk, binding.web, self._admit, listener.navigated)
        )
        self._page = blank.page
        # A page that was made ahead is begun by `load`; it has its channel already.
        self._waits = blank.has_page
        self._beginning: asyncio.Task[None] | None = None
        if blank.has_page and blank.channel is not None:
            self._channel = blank.channel
        else:
            self._channel = blank.channel_to(self._receive, binding.scripts)
        binding.talk.connect(self._channel.send, blank.key)
        self._page.loadFinished.connect(self._loaded)
        self._page.urlChanged.connect(self._moved)
        self._page.renderProcessTerminated.connect(self._terminated)
        self._page.settings().setAttribute(
            QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, not binding.autoplay
        )
        if binding.layered and not blank.has_page:
            self._page.use_plain_letters()
        self._view = blank.view
        self._frames = _FrameWatch(listener)
        self._at_once = FramesAtOnce(self._view)

    @property
    def widget(self) -> QWidget:
        """What a window shows."""
        return self._view

    @property
    def has_page(self) -> bool:
        """Whether its page was made ahead: it is not asked for by `load`."""
        return self._waits

    @property
    def is_foreign(self) -> bool:
        """Whether another process draws it: then a picture of the window lacks it."""
        return False

    @property
    def guarantees(self) -> frozenset[Guarantee]:
        return frozenset(Guarantee)

    @property
    def sandboxed(self) -> Sandboxed:
        return renderer_sandbox(self._page.renderProcessPid())

    def load(self, path: str, query: str) -> None:
        """Navigate to the document `path` of the mount with an encoded query."""
        url = QUrl(f"{SCHEME}://{self._blank.settings.host}/{path}")
        if query:
            url.setQuery(query)
        self._document = url
        self._lost = False
        self._at_once.begin()
        if self._waits:
            self._waits = False
            self._listener.navigated(time.monotonic())
            self._beginning = asyncio.ensure_future(self._begin(*self._tell_at_once()))
        else:
            self._page.load(url)

    def _tell_at_once(self) -> tuple[Reading | None, asyncio.Future[str] | None]:
        """Have a page that shows nothing yet draw while this thread is taken up by its window: it
        has been told whose it is, or what it will be told is being read. One that is drawn begins
        its app's code."""
        is_fit = self._is_proven() and not self._lost
        if self._binding.beginning is None:
            return None, self._tell_whose("null") if is_fit else None
        reading = Reading(self._binding.beginning)
        read = reading.within(_READ_WITHIN_S) if is_fit else None
        return reading, None if read is None else self._tell_whose(read)

    def _tell_whose(self, read: str) -> asyncio.Future[str]:
        """Tell the page that was made ahead, whose renderer is proven; done once it has heard."""
        self._admitted = True
        told = json.dumps({"policy": self._binding.policy, "lang": self._binding.lang})
        told = f'{told[:-1]}, "beginning": {read}, "opening": {self._binding.opening}}}'
        return self._asked(_BELONG.format(facts=told))

    async def _begin(self, reading: Reading | None, told: asyncio.Future[str] | None) -> None:
        """Have the page that was made ahead know whose it is, then let it be heard."""
        if told is None:
            if not await self._admit():
                return
            told = self._tell_whose("null" if reading is None else await reading.done())
        await self._answer(told)
        if not self._closed:
            self._blank.release(self._receive)

    def inspected_by(self, tools: QWebEnginePage | None) -> None:
        """Show the engine's developer tools for this view in `tools`: for its app's developer.
        None ends them, which must be before either page does."""
        # PySide6's stubs leave out that Qt takes none as well.
        self._page.setDevToolsPage(cast("QWebEnginePage", tools))

    @property
    def is_heard(self) -> bool:
        """Whether the page makes a sound, or did a moment ago."""
        return self._page.recentlyAudible()

    def freeze(self) -> None:
        """Halt the page and its Workers, as long as nobody sees it: Chromium's own state for pages
        in the background. It goes on by `wake`, and by being shown."""
        if not self._closed and not self._page.isVisible():
            self._page.setLifecycleState(QWebEnginePage.LifecycleState.Frozen)

    def discard(self) -> None:
        """End the renderer of a frozen page; the listener hears nothing of it. The engine keeps a
        page's address and history. A page made ahead has no address to come back to, so it is
        `load` that brings a layered one back."""
        if self._closed:
            return
        self._discarding = True
        if self._binding.layered:
            end_process(self._page.renderProcessPid())
        else:
            self._page.setLifecycleState(QWebEnginePage.LifecycleState.Discarded)

    def wake(self) -> None:
        """Let a frozen page go on; a discarded one is loaded, but for a layered one."""
        if not self._closed:
            self._discarding = self._lost = False
            self._page.setLifecycleState(QWebEnginePage.LifecycleState.Active)

    def watch_frames(self) -> None:
        """From now on, tell the listener of each frame of the window that holds the view."""
        self._frames.watch(self._view.window())

    def reload(self) -> None:
        """Load the document anew; the one of `load` when the page gave itself an address that
        is none (history.pushState, as routers do)."""
        self._lost = False
        path = self._page.url().path(QUrl.ComponentFormattingOption.FullyEncoded)
        if self._binding.resources.is_document(path.removeprefix("/")):
            self._page.triggerAction(QWebEnginePage.WebAction.ReloadAndBypassCache)
        else:
            self._page.load(self._document)

    def ping(self, answered: Callable[[], None]) -> None:
        """Call `answered` once the renderer's main thread has had a turn."""

        def hear(told: object) -> None:
            if told is True:
                answered()

        if self._binding.layered:
            self._page.runJavaScript(_LAYERS_HEAR, _PAGE_WORLD, hear)
        else:
            # In the private world: nothing of the page's can answer for it.
            self._page.runJavaScript("true", _PRIVATE_WORLD, hear)

    def usage(self) -> Usage | None:
        """What the renderer takes; None without one, and where it cannot be read."""
        return process_usage(self._page.renderProcessPid())

    def kill(self) -> None:
        """End the renderer at once, whatever it does."""
        if not self._closed:
            end_process(self._page.renderProcessPid())

    async def evaluate(self, expression: str) -> str:
        """The value of a JavaScript expression in the page, awaited, as JSON text.

        For the app's developer only; the engine runs it beside the page's own policy.
        Raises LoadFailed with the page's error, or when its renderer or its document ends before
        there is a value.
        """
        # A symbol, as no page looks for one: the names that a page sees are its own.
        place = f"Symbol.for('fanlight.{secrets.token_hex(8)}')"
        begun = await self._run(
            f"{{const place = {place}; globalThis[place] = null; "
            f"(async () => ({expression}\n))().then("
            "(value) => { globalThis[place] = {value: JSON.stringify(value) ?? 'null'} },"
            "(error) => { globalThis[place] = {error: String(error)} }); 'begun'}"
        )
        if begun != "begun":
            raise LoadFailed("the expression is not JavaScript, or the page was left meanwhile")
        while True:
            found = await self._run(
                f"{place} in globalThis ? JSON.stringify(globalThis[{place}]) : ''",
            )
            if found == "":
                raise LoadFailed("the page was left before the expression had a value")
            outcome = _outcome(found)
            if outcome is not None:
                await self._run(f"delete globalThis[{place}]; ''")
                if "value" not in outcome:
                    raise LoadFailed(f"the expression failed: {outcome.get('error')}")
                return str(outcome["value"])
            await asyncio.sleep(_EVALUATION_POLL_S)

    async def _run(self, script: str) -> str:
        return await self._answer(self._asked(script))

    def _asked(self, script: str) -> asyncio.Future[str]:
        """Have the page run `script`. Raises LoadFailed without a renderer."""
        if self._lost:
            raise LoadFailed("the page's renderer has ended")
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def settle(value: object) -> None:
            if not done.done():
                done.set_result(value if isinstance(value, str) else "")

        self._page.runJavaScript(script, _PAGE_WORLD, settle)
        self._evaluating.add(done)
        return done

    async def _answer(self, done: asyncio.Future[str]) -> str:
        try:
            return await done
        finally:
            self._evaluating.discard(done)

    async def screenshot(self) -> bytes:
        """What the view shows now, as PNG."""
        picture = self._view.grab()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        return bytes(content.data())

    def close(self) -> None:
        """End the view, its renderer and everything pending; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self._lose()
        if self._beginning is not None:
            self._beginning.cancel()
        self._frames.stop()
        self._at_once.end()
        self._binding.talk.end()
        self._handler.close()
        self._channel.close()
        self._blank.dispose()

    def _receive(self, session: str, text: str) -> str:
        if self._closed or not self._admitted:
            return ""
        if not self._messages.take(1.0):
            self._listener.flooded(Flood.MESSAGES)
            return ""
        # The document may stand in another renderer than was there when it was asked for.
        if self._is_proven():
            return self._binding.talk.receive(session, text)
        self._refuse()
        return ""

    async def _admit(self) -> bool:
        """Whether the renderer may be given a document: it is sandboxed, or need not be.

        Its process may be seen a moment before it has shut itself in, so NO must stand for a
        while to count.
        """
        given_up_s = time.monotonic() + _SHUTTING_IN_S
        while not self._closed and not self._is_proven():
            if time.monotonic() > given_up_s:
                self._refuse()
                return False
            await asyncio.sleep(_EVALUATION_POLL_S)
        self._admitted = not self._closed
        return self._admitted

    def _is_proven(self) -> bool:
        """Whether nothing speaks against the present renderer; each is looked at once."""
        pid = self._page.renderProcessPid()
        if pid != self._proven_pid:
            if self._binding.require_sandbox and renderer_sandbox(pid) is Sandboxed.NO:
                return False
            self._proven_pid = pid
        return True

    def _refuse(self) -> None:
        self._admitted = False
        self._listener.refused("the renderer is not in Chromium's sandbox")

    def _moved(self, url: QUrl) -> None:
        path = url.path(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("/")
        if not self._closed and url.scheme() == SCHEME and path != BLANK_PATH:
            self._listener.moved(path)

    def _loaded(self, succeeded: bool) -> None:
        path = self._page.requestedUrl().path().removeprefix("/")
        # The blank page may end after the binding: it is nobody's page.
        if not succeeded and not self._closed and path != BLANK_PATH:
            self._listener.failed(f"{path} did not load")

    def _terminated(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, exit_code: int
    ) -> None:
        self._admitted = False
        self._proven_pid = None
        self._lose()
        self._messages = _message_bucket()
        self._blank.guard.renew()
        if self._discarding:
            self._binding.talk.end()
        elif not self._closed:
            self._binding.talk.end()
            self._listener.gone(end_in_words(status.name, exit_code))

    def _lose(self) -> None:
        """No answer comes from this renderer any more: the engine forgets what it was asked."""
        self._lost = True
        for done in self._evaluating:
            if not done.done():
                done.set_exception(LoadFailed("the page's renderer has ended"))


def _message_bucket() -> TokenBucket:
    return TokenBucket(MESSAGES_BURST, MESSAGES_PER_S, time.monotonic)


def _outcome(found: str) -> dict[str, object] | None:
    """What a polled evaluation left; the page may have changed what JSON means to it."""
    try:
        outcome = json.loads(found) if found else None
    except ValueError:
        return {"error": "the page's JSON is not JSON"}
    return outcome if outcome is None or isinstance(outcome, dict) else {"error": str(outcome)}
