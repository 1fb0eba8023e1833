"""A mini-program's toast and loading sign, drawn by the host over the content."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bridge.api.interaction import ToastIcon
from host.services.ports import Toast
from host.shell.controls import FrameRole, GlyphLabel, TextRole, frame, label, painting
from host.shell.display_text import isolated, plain
from host.shell.face import HOST_NAME, AppFace
from host.shell.glyphs import Glyph
from host.shell.style import Appearance

_TICK_MS = 33
_MAX_WIDTH_PX = 300


class Spinner(QWidget):
    """An arc that turns; it stands still where the system asks for less motion."""

    def __init__(self, appearance: Appearance, ink: str, size_px: int) -> None:
        super().__init__()
        self._appearance = appearance
        self._ink = ink
        self._angle = 0.0
        self.setFixedSize(size_px, size_px)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._turn)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        if self._appearance.tokens.motion.moves:
            self._timer.start()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _turn(self) -> None:
        self._angle += 360 * _TICK_MS / self._appearance.tokens.motion.progress_turn_ms
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colour: str = getattr(self._appearance.tokens.colours, self._ink)
        pen = QPen(self._appearance.colour(colour), 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        with painting(self) as painter:
            painter.setPen(pen)
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            painter.drawArc(area, round(-self._angle * 16), 270 * 16)


class ToastLayer(QWidget):
    """The one place for a toast over the content; a new toast replaces the old."""

    def __init__(self, appearance: Appearance, face: AppFace, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._appearance = appearance
        self._face = face
        self._board: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.take_away)
        area.installEventFilter(self)
        self.hide()

    def take_face(self, face: AppFace) -> None:
        """Toasts are this app's from now on."""
        self._face = face

    @property
    def shown_text(self) -> str:
        """What the toast says now; empty when none is shown."""
        return self.accessibleName() if self.isVisible() else ""

    def put(self, toast: Toast, *, by_host: bool = False) -> None:
        """`by_host`: the words are the host's own, and stand under its name."""
        self.take_away()
        whose = HOST_NAME if by_host else self._face.plain_name
        title = plain(toast.title, 200) or (
            self._appearance.texts.window.loading if toast.icon is ToastIcon.LOADING else ""
        )
        board = self._make_board(title, toast.icon, whose)
        self._board = board
        text = self._appearance.texts.window.toast_accessible
        self.setAccessibleName(text.format(name=isolated(whose), message=isolated(title)))
        # Without a mask the page goes on taking clicks, also through the toast.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not toast.mask)
        self._fit()
        self.raise_()
        self.show()
        if toast.duration_ms is not None:
            self._timer.start(toast.duration_ms)

    def take_away(self) -> None:
        self._timer.stop()
        self.hide()
        if self._board is not None:
            self._board.hide()
            self._board.deleteLater()
            self._board = None

    def _make_board(self, title: str, icon: ToastIcon, by: str) -> QWidget:
        board = frame(FrameRole.TOAST)
        board.setParent(self)
        layout = QVBoxLayout(board)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        sign = self._sign(icon)
        if sign is not None:
            layout.setContentsMargins(24, 20, 24, 16)
            layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        text = label(title, TextRole.TOAST, wraps=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        width = min(text.fontMetrics().horizontalAdvance(title) + 8, _MAX_WIDTH_PX - 48)
        text.setFixedWidth(max(width, 48))
        layout.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        whose = QHBoxLayout()
        whose.addStretch(1)
        name = label(plain(by, 24), TextRole.TOAST)
        name.setProperty("role", "toast-caption")
        whose.addWidget(name)
        whose.addStretch(1)
        layout.addLayout(whose)
        board.show()
        return board

    def _sign(self, icon: ToastIcon) -> QWidget | None:
        match icon:
            case ToastIcon.SUCCESS:
                return GlyphLabel(self._appearance, Glyph.DONE, 32, "on_toast")
            case ToastIcon.ERROR:
                return GlyphLabel(self._appearance, Glyph.WARNING, 32, "on_toast")
            case ToastIcon.LOADING:
                return Spinner(self._appearance, "on_toast", 32)
            case ToastIcon.NONE:
                return None

    def _fit(self) -> None:
        self.setGeometry(self._area.rect())
        if self._board is not None:
            self._board.adjustSize()
            centre = self.rect().center() - self._board.rect().center()
            self._board.move(centre)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._area:
            self._fit()
        return super().eventFilter(watched, event)
