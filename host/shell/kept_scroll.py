"""A scroll area whose page is made anew while a person is at it: place and keyboard stay."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_ABOVE_PX = 12


class KeptScroll(QScrollArea):
    """Scrolls up and down only. Controls are known again by their accessible names."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def replace(self, page: QWidget) -> None:
        """Show `page`. Where the control that had the keyboard is gone, the first one has it."""
        focused = QApplication.focusWidget()
        had = focused.accessibleName() if focused and self.isAncestorOf(focused) else None
        place = self.verticalScrollBar().value()
        self.setWidget(page)
        if had is not None:
            controls = [each for each in page.findChildren(QWidget) if _takes_keys(each)]
            same = [each for each in controls if each.accessibleName() == had]
            for each in (*same, *controls)[:1]:
                each.setFocus()
        # Its height is known only when it was laid out.
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(place))

    def begin_at(self, part: QWidget) -> None:
        """Show the page from `part` on, as far as the page goes."""

        def scroll() -> None:
            bar = self.verticalScrollBar()
            below = part.mapTo(self.viewport(), QPoint()).y()
            bar.setValue(bar.value() + below - _ABOVE_PX)

        QTimer.singleShot(0, part, scroll)


def _takes_keys(control: QWidget) -> bool:
    return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus) and control.isEnabled()
