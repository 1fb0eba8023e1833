"""A window that stands whole before anybody sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stand_unseen(window: QWidget) -> None:
    """Have `window` stand as if it were shown, on no screen: the system, its task bar and
    assistive technologies know of none. A page in it counts as visible: it is laid out and
    painted."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.create()
    # Qt tells assistive technologies of every top-level window, mapped or not, but for menus.
    window.windowHandle().setFlags(Qt.WindowType.Popup)
    window.show()


def is_unseen(window: QWidget) -> bool:
    """Whether `window` stands on no screen."""
    return window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def bring_on_screen(window: QWidget, state: Qt.WindowState) -> None:
    """Show a window that stood unseen, in this state. It is not hidden in between, after which the
    engine would have to paint its page anew."""
    handle = window.windowHandle()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    handle.setFlags(window.windowFlags())
    window.setWindowState(state)
    handle.setVisible(True)
    # Where nobody manages windows they lie in the order in which they were made.
    window.raise_()
