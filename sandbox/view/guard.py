"""Who a view's engine objects answer to: nobody at first, then one app for life."""

from __future__ import annotations

import logging

from sandbox.view.port import ConsoleLine, Resources, ViewListener

log = logging.getLogger("fanlight.view")


class Guard:
    """Answers the engine for one view. Before it is bound, everything is refused."""

    def __init__(self, host: str) -> None:
        """`host` is the origin's that the view will have."""
        self.host = host
        self._resources: Resources | None = None
        self._listener: ViewListener | None = None

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

    def console(self, line: ConsoleLine) -> None:
        if self._listener is not None:
            self._listener.console(line)

    def denied(self, what: str, detail: str) -> None:
        if self._listener is not None:
            self._listener.denied(what, detail)
        else:
            log.warning("an unbound view tried %s: %s", what, detail)
