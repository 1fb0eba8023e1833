"""What of the shell's windows is cut off: `python -m tests.clipping_child LANGUAGE`, offscreen.

Goes through the scenes of the screenshots; prints one JSON object: `seen`, the scenes' names, and
`cut`, a line for each text that has not the room it needs, or lies outside of what holds it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import qasync
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QToolButton,
    QWidget,
)

from host.shell.elided import ElidedLine
from host.shell.ending import delete_windows
from host.shell.style import Appearance, speak
from host.shell.texts import texts_for
from host.shell.tokens import Tone, tokens_for
from sandbox.view.workarounds import hold_constants
from tests.e2e.shell_screenshots import SCENES, Studio

FRAME_PX = 40
"""What a desktop puts above a window."""
SETTLED_S = 0.01
ROUNDING_PX = 1
HEADER_PADDING_PX = 8
ICON_GAP_PX = 10
"""What Qt leaves between a field's icon and its text."""


class Inspector(Studio):
    """Looks at each window in the place of taking its picture."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, Path(), "")
        self.seen: list[str] = []
        self.cut: list[str] = []

    async def _take(self, window: QWidget, name: str, wait_s: float = SETTLED_S) -> None:
        if not window.isVisible():
            window.show()
        # A label that wraps knows its height a turn after its width.
        for _ in range(3):
            await asyncio.sleep(SETTLED_S)
        self.seen.append(name)
        self.cut += [f"{name}: {fault}" for fault in faults(window)]


def faults(window: QWidget) -> Iterator[str]:
    """What is wrong with a window that is on the screen."""
    room = window.screen().availableSize() - QSize(0, FRAME_PX)
    if window.isWindow() and not isinstance(window, QMenu) and not _holds(room, window.size()):
        yield f"the window is {_px(window.size())}, the screen has {_px(room)}"
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not window.window():
            continue
        needed = needed_by(widget)
        if needed is None:
            continue
        if not _holds(widget.size(), needed):
            yield f"{_named(widget)} is {_px(widget.size())} and needs {_px(needed)}"
        if outside := _holder_that_cuts(widget):
            yield f"{_named(widget)} lies outside of {_named(outside)}"


def needed_by(widget: QWidget) -> QSize | None:
    """The least room in which all of its text is seen; None: it shows none, or ends it in "…"."""
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QComboBox):
        return _box(widget)
    if isinstance(widget, QTabBar):
        last = widget.tabRect(widget.count() - 1)
        return QSize(last.right(), last.bottom())
    if isinstance(widget, QToolButton):
        return widget.iconSize()
    if isinstance(widget, QLineEdit):
        return _field(widget)
    if isinstance(widget, QHeaderView):
        return _header(widget)
    if isinstance(widget, QAbstractButton):
        return widget.sizeHint()
    return None


def _label(widget: QLabel) -> QSize | None:
    if not widget.text():
        return None
    margins = widget.contentsMargins()
    if isinstance(widget, ElidedLine):
        return QSize(0, widget.fontMetrics().height() + margins.top() + margins.bottom())
    if not widget.wordWrap():
        return widget.sizeHint()
    inside = widget.contentsRect().width()
    # By words alone: a word that is longer than the line is seen here, and cut there.
    flags = Qt.TextFlag.TextWordWrap
    drawn = widget.fontMetrics().boundingRect(QRect(0, 0, inside, 100_000), flags, widget.text())
    longest = drawn.width() + margins.left() + margins.right()
    return QSize(longest, max(widget.heightForWidth(widget.width()), drawn.height()))


def _field(widget: QLineEdit) -> QSize:
    """What is typed scrolls; what is asked for has to be seen as a whole, beside the pictures."""
    needed = widget.sizeHint().height()
    if widget.text():
        return QSize(0, needed)
    icons = [each for each in widget.findChildren(QToolButton) if each.isVisible()]
    beside = sum(each.width() + ICON_GAP_PX for each in icons)
    option = QStyleOptionFrame()
    widget.initStyleOption(option)
    part = QStyle.SubElement.SE_LineEditContents
    inside = widget.style().subElementRect(part, option, widget).width() - beside
    asked = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
    return QSize(widget.width() + max(0, asked - inside), needed)


def _header(widget: QHeaderView) -> QSize:
    across = widget.orientation() is Qt.Orientation.Horizontal
    lacking = [0]
    for number in range(widget.count() if across else 0):
        text = str(widget.model().headerData(number, widget.orientation()) or "")
        needed = widget.fontMetrics().horizontalAdvance(text) + 2 * HEADER_PADDING_PX
        if not widget.isSectionHidden(number):
            lacking.append(needed - widget.sectionSize(number))
    return QSize(widget.width() + max(lacking), widget.fontMetrics().height())


def _box(widget: QComboBox) -> QSize:
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    style, part = widget.style(), QStyle.SubControl.SC_ComboBoxEditField
    field = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget)
    text = widget.fontMetrics().horizontalAdvance(widget.currentText())
    return QSize(widget.width() + max(0, text - field.width()), widget.fontMetrics().height())


def _holder_that_cuts(widget: QWidget) -> QWidget | None:
    """Of what holds it, up to what scrolls, the first that it does not lie in as a whole."""
    holder = widget.parentWidget()
    while holder is not None and not widget.isWindow():
        above = holder.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is holder:
            return None
        place = QRect(widget.mapTo(holder, QPoint()), widget.size())
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(place):
            return holder
        if holder.isWindow():
            return None
        holder = above
    return None


def _holds(room: QSize, needed: QSize) -> bool:
    return needed.width() <= room.width() + ROUNDING_PX and (
        needed.height() <= room.height() + ROUNDING_PX
    )


def _px(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"


def _named(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} “{(text or widget.accessibleName())[:60]}”"


async def inspect(application: QApplication, language: str) -> Inspector:
    """All scenes, without motion, in light."""
    appearance = Appearance(tokens_for(Tone.LIGHT, moves=False), texts_for(language))
    appearance.dress(application)
    speak(application, language)
    inspector = Inspector(appearance)
    for scene in SCENES:
        await getattr(inspector, scene)()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return inspector


def main() -> None:
    hold_constants()
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    with qasync.QEventLoop(application) as loop:
        found = loop.run_until_complete(inspect(application, sys.argv[1]))
        delete_windows(application)
    ratio = application.primaryScreen().devicePixelRatio()
    room = application.primaryScreen().size().toTuple()
    print(json.dumps({"ratio": ratio, "room": room, "seen": found.seen, "cut": found.cut}))


if __name__ == "__main__":
    main()
