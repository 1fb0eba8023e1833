"""A mini-program's window: the host's bar above, the page below, the host's dialogs over it."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bridge.api.interaction import ShowModalParams, ToastIcon
from bridge.errors import FanlightError, LoadFailed, RendererGone
from host.services.ports import BarColors, ModalAnswer, PageBar, Toast, WindowFacts
from host.shell.app_icons import IconShelf
from host.shell.cards import ProblemCard, StartCard
from host.shell.content_area import ContentArea
from host.shell.display_text import window_title
from host.shell.face import NOBODY, AppFace
from host.shell.hand_watch import HandWatch
from host.shell.sandbox_notice import SandboxNotice
from host.shell.style import Appearance
from host.shell.title_bar import TitleBar
from host.shell.toast import ToastLayer
from host.shell.window_shape import WindowShape

if TYPE_CHECKING:
    from host.shell.capsule_menu import WindowSize
    from host.shell.veil import Veil
    from host.shell.window_icon import WindowIcon
    from host.shell.window_keys import WindowKeys

T = TypeVar("T")

COMPACT_SIZE = QSize(400, 700)
_SMALLEST_SIZE = QSize(320, 400)
_TOLD_MS = 3_000
KEYS_AFTER_MS = 200
"""When its keys begin to work, and it takes its icon: the first screen is the page's alone."""


class Showing(enum.Enum):
    """What fills the window below the bar."""

    START = enum.auto()
    CONTENT = enum.auto()
    FAILURE = enum.auto()
    CRASH = enum.auto()
    STUCK = enum.auto()


class MiniProgramWindow(QWidget):
    """One running app's window; implements `host.services.ports.Surface`.

    The caller gives it the view's widget (`set_content`), has the start card cover it if its page
    is slow (`show_start`), and says `reveal` when the first screen is painted. Its signals say what
    the person wants; `menu_opening` is the moment for `bar.menu.show_facts`,
    `act_requested(MenuAct)` is from there; `visibility_changed(bool)` is for the app's lifecycle,
    `closed` is emitted once.
    """

    back_requested = Signal()
    home_requested = Signal()
    share_requested = Signal()
    about_requested = Signal()
    permissions_requested = Signal()
    reload_requested = Signal()
    retry_requested = Signal()
    menu_opening = Signal()
    act_requested = Signal(object)
    resized = Signal()
    visibility_changed = Signal(bool)
    closed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        face: AppFace,
        size: QSize | None = None,
        *,
        sandboxed: bool = True,
    ) -> None:
        """`size` is of the whole window inside the system's frame, in logical pixels."""
        super().__init__()
        self._appearance = appearance
        self._shelf = shelf
        self._face = face
        self._closed = False
        self._opened = False
        self._keys: WindowKeys | None = None
        self._icon: WindowIcon | None = None
        self._dialog_turn = asyncio.Lock()
        self._endings: list[Callable[[], None]] = []
        self.bar = TitleBar(appearance, face)
        self.area = ContentArea()
        self.hands = HandWatch(self)
        self.toast = ToastLayer(appearance, face, self.area)
        self._showing = self._before_stuck = Showing.START
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._cover)
        self._arrange(size or COMPACT_SIZE, sandboxed)

    # -- the launch

    @cached_property
    def problem(self) -> ProblemCard:
        """What says that something went wrong; made when something does."""
        made = ProblemCard(self._appearance)
        made.action.clicked.connect(lambda: self.retry_requested.emit())
        self.area.cover_with(made)
        return made

    @cached_property
    def start_card(self) -> StartCard:
        """What covers the page until it has something to show; made when it is needed."""
        made = StartCard(self._appearance, self._shelf, self._face)
        self.area.cover_with(made)
        return made

    @property
    def face(self) -> AppFace:
        """Whose it is."""
        return self._face

    @property
    def is_nobodys(self) -> bool:
        """Whether it was made ahead, and has no app yet."""
        return self._face is NOBODY

    def take_face(self, face: AppFace) -> None:
        """It is this app's from now on, for life. Raises LoadFailed when it is one's already."""
        if not self.is_nobodys:
            raise LoadFailed(f"a window of {self._face.app_id} cannot become another app's")
        self._face = face
        self.bar.take_face(face)
        self.toast.take_face(face)
        self._say_whose()

    @property
    def showing(self) -> Showing:
        return self._showing

    def show_start(self, *, after_ms: int = 0) -> None:
        """Icon and name over the content, at once or unless it is revealed within `after_ms`;
        progress after 400 ms."""
        self._showing = Showing.START
        self._hide_problem()
        if after_ms:
            self._patience.start(after_ms)
        else:
            self._cover()

    def _cover(self) -> None:
        self._patience.stop()
        self.start_card.begin()
        self.start_card.raise_()

    def _uncover(self) -> None:
        self._patience.stop()
        if "start_card" in vars(self):
            self.start_card.end()

    def set_progress(self, fraction: float | None) -> None:
        """How much of the launch is done, 0…1, or None while it is not known."""
        self.start_card.progress.set_fraction(fraction)

    def set_content(self, widget: QWidget) -> None:
        """Put the view's widget under the cards; the one before is taken out, not deleted."""
        self.area.set_content(widget)
        widget.setAccessibleName(
            self._appearance.texts.window.content.format(name=self._face.isolated_name)
        )

    def reveal(self) -> None:
        """Take the cards away: the page's first screen is painted."""
        self._showing = Showing.CONTENT
        if not self._opened:
            QTimer.singleShot(KEYS_AFTER_MS, self, self._take_keys)
            QTimer.singleShot(KEYS_AFTER_MS, self, self._take_icon)
            # Who opens an app has done something for it. Its own starting again does not count.
            self._opened = True
            self.hands.acted()
        self._uncover()
        self._hide_problem()
        self.area.focus_content()

    def show_failure(self, error: FanlightError, details: str = "") -> None:
        """The app could not be opened: reason, retry (`retry_requested`), details."""
        from host.shell.problems import facts, sentence

        words = self._appearance.texts.window
        self._show_problem(
            Showing.FAILURE,
            words.failed_title,
            sentence(error, self._appearance.texts.language),
            words.failed_body,
            details or facts(error),
            words.retry,
        )

    def show_crash(self, error: FanlightError, details: str = "") -> None:
        """The page's process ended; the way on is `retry_requested` too."""
        from host.shell.problems import facts, sentence

        words, language = self._appearance.texts.window, self._appearance.texts.language
        self._show_problem(
            Showing.CRASH,
            words.crashed_title,
            "" if isinstance(error, RendererGone) else sentence(error, language),
            words.crashed_body if isinstance(error, RendererGone) else words.stopped_body,
            details or facts(error),
            words.reload_page,
        )

    def show_stuck(self) -> None:
        """The page does not answer. The way on is `retry_requested`; it may also recover."""
        if self._showing in (Showing.START, Showing.CONTENT):
            self._before_stuck = self._showing
            words = self._appearance.texts.window
            self._show_problem(
                Showing.STUCK, words.stuck_title, "", words.stuck_body, "", words.restart
            )

    def show_recovered(self) -> None:
        """The page answers again: what it showed comes back."""
        if self._showing is not Showing.STUCK:
            return
        if self._before_stuck is Showing.CONTENT:
            self.reveal()
        else:
            self.show_start()

    def set_back_visible(self, visible: bool) -> None:
        """The back button: hidden on the first page."""
        self.bar.back.setVisible(visible)

    def tell(self, text: str, *, well: bool = True) -> None:
        """Say in the host's own name, for a moment, what came of a person's wish."""
        icon = ToastIcon.SUCCESS if well else ToastIcon.ERROR
        self.toast.put(Toast(text, icon, _TOLD_MS, False), by_host=True)

    # -- its size

    @property
    def shape(self) -> WindowShape:
        """How large it is, or was before it filled the screen."""
        fills = self.isMaximized() or self.isFullScreen()
        size = self.normalGeometry().size() if fills else self.size()
        return WindowShape(size.width(), size.height(), fills)

    @property
    def named_size(self) -> WindowSize | None:
        """None: a person has drawn it to another."""
        from host.shell.capsule_menu import WindowSize

        if self.isMaximized() or self.isFullScreen():
            return WindowSize.FULL
        return next((size for size in WindowSize if size.px == self.size()), None)

    def take_size(self, size: WindowSize) -> None:
        """Become that large, as far as the screen has room."""
        if size.px is None:
            self.showMaximized()
            return
        if self.isMaximized() or self.isFullScreen():
            self.showNormal()
        self.resize(size.px.boundedTo(self.screen().availableSize()))

    # -- Surface

    def show_toast(self, toast: Toast) -> None:
        self.toast.put(toast)

    def hide_toast(self) -> None:
        self.toast.take_away()

    async def ask_modal(self, question: ShowModalParams) -> ModalAnswer:
        """One at a time; answered "not confirmed" when the window closes."""
        from host.shell.dialogs import ModalVeil

        def make(answer: Callable[[ModalAnswer], None]) -> Veil:
            area, face = self.area, self._face
            return ModalVeil(self._appearance, self._shelf, face, area, question, answer)

        return await self.put(make, ModalAnswer(confirmed=False))

    async def ask_action_sheet(self, items: tuple[str, ...], alert_text: str) -> int | None:
        """One at a time; None when the window closes."""
        from host.shell.dialogs import ActionSheetVeil

        def make(answer: Callable[[int | None], None]) -> Veil:
            area, face = self.area, self._face
            return ActionSheetVeil(
                self._appearance, self._shelf, face, area, items, alert_text, answer
            )

        return await self.put(make, None)

    def set_title(self, title: str) -> None:
        self.bar.title.say(title or self._face.plain_name)

    def set_bar_color(self, colors: BarColors) -> None:
        self.bar.set_colors(colors)

    def show_bar(self, bar: PageBar) -> None:
        self.set_title(bar.title)
        self.bar.show_page(bar)

    def close(self) -> bool:
        return super().close()

    def window_facts(self) -> WindowFacts:
        screen = self.screen().size()
        return WindowFacts(
            screen_width_px=screen.width(),
            screen_height_px=screen.height(),
            window_width_px=self.area.width(),
            window_height_px=self.area.height(),
            pixel_ratio=self.devicePixelRatioF(),
        )

    # -- for the host's own sheets

    def on_close(self, ending: Callable[[], None]) -> Callable[[], None]:
        """Have `ending` called when the window closes; returns how to call that off."""
        self._endings.append(ending)

        def call_off() -> None:
            if ending in self._endings:
                self._endings.remove(ending)

        return call_off

    @property
    def is_closed(self) -> bool:
        return self._closed

    async def put(self, make: Callable[[Callable[[T], None]], Veil], when_closed: T) -> T:
        """Show the layer that `make` makes, given how to answer; one at a time.

        Its answer, or `when_closed` when the window closes."""
        async with self._dialog_turn:
            if self._closed:
                return when_closed
            answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()

            def settle(given: T) -> None:
                if not answer.done():
                    answer.set_result(given)

            veil = make(settle)
            call_off = self.on_close(lambda: settle(when_closed))
            veil.open()
            try:
                return await answer
            finally:
                call_off()
                if shiboken6.isValid(veil):  # the window may have gone with its children
                    veil.close_for_good()
                    self.area.focus_content()

    # -- inside

    def _take_keys(self) -> None:
        from host.shell.window_keys import WindowKeys

        self._keys = WindowKeys(self)

    def _take_icon(self) -> None:
        from host.shell.window_icon import WindowIcon, wear_own_icon

        if QApplication.windowIcon().isNull():  # no launcher was made: its pages have none
            wear_own_icon(self._appearance.tokens.colours.accent)
        self._icon = self._icon or WindowIcon(self, self._shelf, self._face.icon)

    def _hide_problem(self) -> None:
        if "problem" in vars(self):
            self.problem.hide()
            self.area.shut(False)

    def _show_problem(
        self, showing: Showing, title: str, reason: str, advice: str, details: str, action: str
    ) -> None:
        self._showing = showing
        self._uncover()
        self.toast.take_away()
        name = self._face.isolated_name
        self.area.shut(True)
        if not self._opened:
            self._take_icon()
        self.problem.present(title.format(name=name), reason, advice, details, action)

    def _arrange(self, size: QSize, sandboxed: bool) -> None:
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._say_whose()
        self.setMinimumSize(_SMALLEST_SIZE)
        self.resize(size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        if not sandboxed:
            layout.addWidget(SandboxNotice(self._appearance))
        layout.addWidget(self.area, 1)
        self.area.setFocus()
        for signal, to in (
            (self.bar.back_requested, self.back_requested),
            (self.bar.home_requested, self.home_requested),
            (self.bar.share_requested, self.share_requested),
            (self.bar.about_requested, self.about_requested),
            (self.bar.permissions_requested, self.permissions_requested),
            (self.bar.reload_requested, self.reload_requested),
            (self.bar.menu_opening, self.menu_opening),
        ):
            signal.connect(lambda *_, emit=to.emit: emit())
        self.bar.close_requested.connect(self.close)
        self.bar.act_requested.connect(lambda act: self.act_requested.emit(act))
        self.bar.size_requested.connect(self.take_size)
        self.bar.menu_opening.connect(lambda: self.bar.menu.check_size(self.named_size))

    def _say_whose(self) -> None:
        known_as = self._appearance.texts.window.known_as
        self.setWindowTitle(window_title(known_as.format(name=self._face.plain_name)))

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        if event.isAccepted() and not self._closed:
            self._closed = True
            for ending in tuple(self._endings):
                ending()
            self.toast.take_away()
            self._uncover()
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.hands.attach()
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.visibility_changed.emit(not self.isMinimized())
