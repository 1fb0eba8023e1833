"""Who a view's engine objects answer to: nobody at first, then one app for life."""

from __future__ import annotations

import logging
import time

from bridge.dispatch import TokenBucket
from sandbox.view.port import ConsoleLine, Flood, Resources, ViewListener

log = logging.getLogger("fanlight.view")

CONSOLE_BURST = 32_000_000.0
CONSOLE_PER_S = 1_000_000.0
"""Characters of console text. The engine hands over whole lines, however long, on the host's own
thread: a page that goes on is stopped."""
REQUESTS_BURST = 4_000.0
REQUESTS_PER_S = 1_000.0
"""What a page asks of the engine passes the host's own thread, in the order of its coming: what
another app's page says waits behind it (13 s behind an endless loop of fetches, measured)."""
UNSEEN_COST = 4.0
"""Of a request that no interceptor saw: a Worker's script, which takes the engine a millisecond of
that thread, and what a Worker imports."""
LINE_CHARS = 100
"""What a line costs beside its text."""


class Guard:
    """Answers the engine for one view. Before it is bound, everything is refused."""

    def __init__(self, host: str) -> None:
        """`host` is the origin's that the view will have."""
        self.host = host
        self._resources: Resources | None = None
        self._listener: ViewListener | None = None
        self._console = _console_bucket()
        self._requests = TokenBucket(REQUESTS_BURST, REQUESTS_PER_S, time.monotonic)
        self._on_their_way = 0
        self._is_flooded = False

    @property
    def bound(self) -> bool:
        return self._listener is not None

    def bind(self, resources: Resources, listener: ViewListener) -> None:
        """Answer by this app from now on; once. Raises RuntimeError the second time."""
        if self.bound:
            raise RuntimeError("a view is bound to one app for life")
        self._resources = resources
        self._listener = listener

    def may_show(self, path: str) -> bool:
        """Whether the page may navigate to `path` of its own origin."""
        return self._resources is not None and self._resources.is_document(path)

    def console(self, line: ConsoleLine, whole_chars: int) -> None:
        """Pass on a line that may have been cut from `whole_chars`."""
        if self._listener is None:
            return
        if self._console.take(min(whole_chars + LINE_CHARS, CONSOLE_BURST)):
            self._listener.console(line)
        else:
            self._listener.flooded(Flood.CONSOLE)

    def may_ask(self) -> bool:
        """Whether one request more is looked at. A page that asks for too much is stopped; what it
        had asked for by then still comes, and is not even read."""
        return self._take(1.0)

    def passed(self) -> None:
        """A request that was looked at goes on to the app's own origin."""
        self._on_their_way += 1

    def may_serve(self) -> bool:
        """Whether a request to the app's own origin is answered: each that was let pass, and of the
        others, which the engine's interceptor is not told of, so many."""
        if self._on_their_way:
            self._on_their_way -= 1
            return True
        return self._take(UNSEEN_COST)

    def _take(self, cost: float) -> bool:
        if self._listener is None or self._requests.take(cost):
            return True
        if not self._is_flooded:
            self._is_flooded = True
            self._listener.flooded(Flood.REQUESTS)
        return False

    def renew(self) -> None:
        """A renderer has ended: the next one begins with a clean sheet, but for the requests, of
        which the last one's may still come."""
        self._console = _console_bucket()
        self._is_flooded = False

    def denied(self, what: str, detail: str) -> None:
        if self._listener is not None:
            self._listener.denied(what, detail)
        else:
            log.warning("an unbound view tried %s: %s", what, detail)


def _console_bucket() -> TokenBucket:
    return TokenBucket(CONSOLE_BURST, CONSOLE_PER_S, time.monotonic)
