"""Which frame this system's windows have for a page that another process draws."""

from __future__ import annotations

import sys
from collections.abc import Callable

from sandbox.view.outside.frame import Frame
from sandbox.view.systemview.wire import Place


def own_frame(
    background: str, place: Callable[[Place], None], platform: str = sys.platform
) -> Frame:
    """The frame of `platform` (sys.platform's words); `place` tells the page's process where its
    window stands, where ours cannot hold it."""
    if platform == "darwin":
        from sandbox.view.outside.beside import BesideFrame

        return BesideFrame(background, place)
    return Frame(background)
