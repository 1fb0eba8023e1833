"""A layer of the host over a window or over its content, with a dialog in it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from host.shell.controls import painting
from host.shell.style import Appearance


class Veil(QWidget):
    """Covers `area` whatever its size, dims it, keeps the keyboard inside, takes every click.

    Subclasses put one `board` widget in it, and say what Esc and a click beside the board do.
    """

    def __init__(self, appearance: Appearance, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._appearance = appearance
        self._sliding: QPropertyAnimation | None = None
        area.installEventFilter(self)
        self.setGeometry(area.rect())
        self.hide()

    @property
    def board(self) -> QWidget:
        """The dialog; placed by `place_board`."""
        raise NotImplementedError

    def place_board(self) -> None:
        """Put `board` where it belongs in the present size."""
        raise NotImplementedError

    def dismiss(self) -> None:
        """Esc was pressed, or the area beside the board was clicked."""
        raise NotImplementedError

    def first_focus(self) -> QWidget:
        """Which control has the keyboard when the veil opens."""
        raise NotImplementedError

    def open(self) -> None:
        """Show over everything in the area, sliding in where the system allows motion."""
        self.raise_()
        self.show()
        self.place_board()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)
        self._slide(self.board.pos())

    def close_for_good(self) -> None:
        """Hide and delete. May be called again."""
        self.hide()
        self.deleteLater()

    def slide_from(self) -> QPoint:
        """Where the board comes from, relative to its place."""
        return QPoint(0, 16)

    def _slide(self, target: QPoint) -> None:
        motion = self._appearance.tokens.motion
        if not motion.moves:
            return
        self._sliding = QPropertyAnimation(self.board, b"pos", self)
        self._sliding.setDuration(motion.calm_ms)
        self._sliding.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._sliding.setStartValue(target + self.slide_from())
        self._sliding.setEndValue(target)
        self._sliding.start()

    def _fit(self) -> None:
        if self._sliding is not None:
            self._sliding.stop()
        self.setGeometry(self._area.rect())
        self.place_board()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._area:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.place_board()
        return super().event(event)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.place_board()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        with painting(self) as painter:
            painter.fillRect(self.rect(), self._appearance.scrim())

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab goes round inside the board (Qt asks the parents of the focused control)."""
        stops = [
            child
            for child in self.board.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isEnabled()
            and child.isVisible()
        ]
        if not stops:
            return True
        focused = self.focusWidget()
        here = stops.index(focused) if focused in stops else -1
        step = 1 if next else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(here + step) % len(stops)].setFocus(reason)
        return True


def height_for(board: QWidget, width_px: int) -> int:
    """How high `board` has to be at this width, with its wrapped labels."""
    layout = board.layout()
    if layout is None or not layout.hasHeightForWidth():
        return board.sizeHint().height()
    return layout.totalHeightForWidth(width_px)
