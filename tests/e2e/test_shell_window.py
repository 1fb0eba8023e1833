"""A mini-program's window: cards, bar, toast, modal, action sheet."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bridge.api.interaction import ShowModalParams, ToastIcon
from bridge.errors import LoadFailed, RegistryUnreachable, RendererGone, RendererStuck
from host.services.ports import BarColors, ModalAnswer, Surface, Toast
from host.shell.app_icons import IconShelf, letter_tile
from host.shell.badges import Badge
from host.shell.cards import PROGRESS_AFTER_MS
from host.shell.dialogs import ActionSheetVeil, ModalVeil
from host.shell.face import NOBODY
from host.shell.style import Appearance
from host.shell.texts import texts_for
from host.shell.tokens import Contrast, Tone, contrast_ratio, tokens_for
from host.shell.unseen import bring_on_screen, stand_unseen
from host.shell.window import KEYS_AFTER_MS, MiniProgramWindow, Showing
from host.shell.window_icon import SIDE_PX
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]


def shown(stage: Stage, name: str = "Notes", badge: Badge = Badge.SIDELOADED) -> MiniProgramWindow:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face(name, badge))
    page = QLabel("the page")
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.set_content(page)
    stage.show(window)
    stage.wait(20)
    return window


def revealed(stage: Stage) -> MiniProgramWindow:
    window = shown(stage)
    window.reveal()
    return window


def modal_of(window: MiniProgramWindow) -> ModalVeil:
    (found,) = [veil for veil in window.findChildren(ModalVeil) if veil.isVisible()]
    return found


def sheet_of(window: MiniProgramWindow) -> ActionSheetVeil:
    (found,) = [veil for veil in window.findChildren(ActionSheetVeil) if veil.isVisible()]
    return found


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_window_is_a_surface(stage: Stage) -> None:
    surface: Surface = shown(stage)
    facts = surface.window_facts()
    assert (facts.window_width_px, facts.window_height_px) == (400, 652)
    assert facts.screen_width_px > 0


def test_progress_waits_its_400_ms(stage: Stage) -> None:
    window = shown(stage)
    window.show_start()
    assert window.showing is Showing.START
    card = window.start_card
    assert card.isVisible()
    # Anew: on a busy machine the window alone may take longer. Timers come in their order there
    # too, so theirs says what was before the card's and what is after it.
    card.begin()
    seen: list[bool] = []
    for after_ms in (1, PROGRESS_AFTER_MS - 60, PROGRESS_AFTER_MS + 60):
        QTimer.singleShot(after_ms, lambda: seen.append(card.progress.isVisible()))
    stage.qtbot.waitUntil(lambda: len(seen) == 3, timeout=30_000)
    assert seen == [False, False, True]
    window.reveal()
    assert window.showing is Showing.CONTENT
    assert not window.start_card.isVisible()


def test_a_quick_launch_never_shows_progress(stage: Stage) -> None:
    window = revealed(stage)
    stage.wait(PROGRESS_AFTER_MS + 60)
    assert not window.start_card.progress.isVisible()


def test_a_window_that_is_nobodys_becomes_one_apps_for_life(stage: Stage) -> None:
    window = MiniProgramWindow(stage.appearance, stage.shelf, NOBODY)
    before = window.windowTitle()
    assert "start_card" not in vars(window)
    window.take_face(samples.face("Notes", Badge.SIDELOADED))
    stage.show(window)
    assert window.bar.title.whole == "Notes"
    assert window.bar.badge.isVisible()
    assert "Notes" in window.windowTitle() != before
    window.show_start()
    assert "Notes" in window.start_card.accessibleName()
    window.show_toast(Toast("hello", ToastIcon.NONE, None, mask=False))
    assert "Notes" in window.toast.shown_text
    with pytest.raises(LoadFailed):
        window.take_face(samples.face("Other", Badge.VERIFIED))
    assert window.bar.title.whole == "Notes"


def test_a_window_made_ahead_comes_above_those_made_since(stage: Stage) -> None:
    window = MiniProgramWindow(stage.appearance, stage.shelf, NOBODY)
    stand_unseen(window)
    other = QLabel("made since")
    other.setStyleSheet("background: #ff00aa")
    other.resize(window.size())
    other.move(window.pos())
    stage.show(other)
    stage.wait(50)
    bring_on_screen(window, Qt.WindowState.WindowNoState)
    stage.wait(100)
    seen = QGuiApplication.primaryScreen().grabWindow(0).toImage()
    assert seen.pixelColor(window.geometry().center()).name() != "#ff00aa"
    window.close()


def test_a_page_that_is_quick_is_not_covered(stage: Stage) -> None:
    window = MiniProgramWindow(stage.appearance, stage.shelf, NOBODY)
    window.take_face(samples.face())
    stage.show(window)
    window.show_start(after_ms=60)
    window.reveal()
    stage.wait(120)
    assert "start_card" not in vars(window)
    window.show_start(after_ms=20)
    stage.wait(80)
    assert window.start_card.isVisible()


def test_failure_says_why_and_retries(stage: Stage) -> None:
    window = shown(stage)
    tries: list[bool] = []
    window.retry_requested.connect(lambda: tries.append(True))
    window.show_failure(RegistryUnreachable("registry demo did not answer", registry="demo"))
    problem = window.problem
    assert window.showing is Showing.FAILURE
    assert problem.reason.text() == "Registry demo did not answer"
    assert "Notes" in problem.title.text()
    assert QApplication.focusWidget() is problem.action
    assert not problem.details.isVisible()
    click(problem.more)
    assert problem.details.isVisible()
    assert "registry.unreachable" in problem.details.toPlainText()
    click(problem.copy)
    assert "registry = demo" in QGuiApplication.clipboard().text()
    QTest.keyClick(problem.action, Qt.Key.Key_Space)
    assert tries == [True]
    window.show_start()
    assert not problem.isVisible()


def test_a_card_speaks_the_shells_language(stage: Stage) -> None:
    chinese = Appearance(tokens_for(Tone.LIGHT, moves=False), texts_for("zh-CN"))
    face = samples.face("便签", Badge.SIDELOADED)
    window = MiniProgramWindow(chinese, IconShelf(chinese), face)
    stage.show(window)
    window.show_failure(RegistryUnreachable("registry demo did not answer", registry="demo"))
    assert window.problem.reason.text().startswith("无法连接注册源“\u2068demo\u2069”。")
    assert "registry demo did not answer" in window.problem.details.toPlainText()
    window.show_crash(RendererStuck("a.b was stopped: its page heard nothing", app_id="a.b"))
    assert window.problem.reason.text() == "页面长时间没有响应，已被停止。"


def test_a_crash_is_a_card(stage: Stage) -> None:
    window = revealed(stage)
    window.show_toast(Toast("busy", ToastIcon.LOADING, None, mask=True))
    window.show_crash(RendererGone("the page's process ended", signal=9))
    assert window.showing is Showing.CRASH
    assert window.problem.isVisible()
    assert window.toast.shown_text == ""


def test_the_bar(stage: Stage) -> None:
    window = revealed(stage)
    seen: list[str] = []
    window.back_requested.connect(lambda: seen.append("back"))
    window.about_requested.connect(lambda: seen.append("about"))
    window.permissions_requested.connect(lambda: seen.append("permissions"))
    window.reload_requested.connect(lambda: seen.append("reload"))
    window.closed.connect(lambda: seen.append("closed"))
    assert not window.bar.back.isVisible()
    window.set_back_visible(True)
    click(window.bar.back)
    share, *actions = window.bar.menu.actions()
    assert not share.isVisible()  # until a page says that it can be shared
    for action in actions[:3]:
        action.trigger()
    click(window.bar.close_button)
    assert seen == ["back", "about", "permissions", "reload", "closed"]
    assert not window.isVisible()


def test_titles_cannot_reach_outside_their_place(stage: Stage) -> None:
    window = revealed(stage)
    window.set_title("\u202eevil\n<b>bold</b>" + "x" * 500)
    shown_text = window.bar.title.text()
    assert shown_text[0] == "\u2068"
    assert "\u202e" not in shown_text
    assert "\n" not in shown_text
    assert window.bar.title.textFormat() is Qt.TextFormat.PlainText
    assert window.bar.title.width() < window.width()
    assert window.bar.close_button.isVisible()


def test_bar_colours_stay_readable(stage: Stage) -> None:
    window = revealed(stage)
    window.set_bar_color(BarColors(front="#ffffff", background="#0f6e66"))
    assert window.bar.ink == "#ffffff"
    window.set_bar_color(BarColors(front="#ffffff", background="#fafafa"))
    assert contrast_ratio(window.bar.ink, "#fafafa") >= 4.5


def test_a_brands_own_ink_stays_but_for_who_asks_for_more_contrast(stage: Stage) -> None:
    window = revealed(stage)
    window.set_bar_color(BarColors(front="#ffffff", background="#3197ed"))
    assert window.bar.ink == "#ffffff"
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    stage.appearance.show(application, tokens_for(Tone.LIGHT, Contrast.HIGH))
    assert contrast_ratio(window.bar.ink, "#3197ed") >= 4.5


def test_a_toast_goes_by_itself_and_lets_clicks_through(stage: Stage) -> None:
    window = revealed(stage)
    window.show_toast(Toast("Saved <b>x</b>", ToastIcon.SUCCESS, 80, mask=False))
    assert "Saved <b>x</b>" in window.toast.shown_text
    assert "Notes" in window.toast.shown_text
    assert window.childAt(window.area.geometry().center()).text() == "the page"
    stage.wait(140)
    assert window.toast.shown_text == ""


def test_a_masked_toast_takes_the_clicks_until_it_is_hidden(stage: Stage) -> None:
    window = revealed(stage)
    window.show_toast(Toast("", ToastIcon.LOADING, None, mask=True))
    assert window.toast.isAncestorOf(window.childAt(window.area.geometry().center()))
    assert stage.appearance.texts.window.loading in window.toast.shown_text
    window.show_toast(Toast("Second", ToastIcon.NONE, None, mask=False))
    assert "Second" in window.toast.shown_text
    window.hide_toast()
    assert window.toast.shown_text == ""


@pytest.mark.parametrize(
    ("key", "answer"),
    [(Qt.Key.Key_Escape, ModalAnswer(False)), (Qt.Key.Key_Space, ModalAnswer(True))],
)
def test_a_modal_is_answered_by_keyboard(stage: Stage, key: Qt.Key, answer: ModalAnswer) -> None:
    window = revealed(stage)
    asked = stage.start(window.ask_modal(ShowModalParams(title="Delete?", content="For good.")))
    veil = modal_of(window)
    assert QApplication.focusWidget() is veil.confirm
    QTest.keyClick(veil.confirm, key)
    assert stage.finish(asked) == answer


def test_a_modal_names_its_app_and_keeps_the_keyboard(stage: Stage) -> None:
    window = revealed(stage)
    asked = stage.start(window.ask_modal(ShowModalParams(title="<h1>x</h1>", confirm_text="A&B")))
    veil = modal_of(window)
    labels = [label.text() for label in veil.findChildren(QLabel)]
    assert any("Notes" in text and "From" in text for text in labels)
    assert "<h1>x</h1>" in labels
    assert veil.confirm.accessibleName() == "A&B"
    for expected in (veil.cancel, veil.confirm, veil.cancel):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    click(veil.cancel)
    assert stage.finish(asked) == ModalAnswer(False)


def test_an_editable_modal_hands_back_what_was_typed(stage: Stage) -> None:
    window = revealed(stage)
    params = ShowModalParams(title="Name", content="old", editable=True)
    asked = stage.start(window.ask_modal(params))
    veil = modal_of(window)
    assert veil.field.text() == "old"
    veil.field.selectAll()
    QTest.keyClicks(veil.field, "new")
    QTest.keyClick(veil.field, Qt.Key.Key_Return)
    assert stage.finish(asked) == ModalAnswer(True, "new")


def test_dialogs_wait_for_each_other(stage: Stage) -> None:
    window = revealed(stage)
    first = stage.start(window.ask_modal(ShowModalParams(title="one", show_cancel=False)))
    second = stage.start(window.ask_action_sheet(("a", "b"), ""))
    assert not window.findChildren(ActionSheetVeil)
    veil = modal_of(window)
    assert not veil.cancel.isVisible()
    click(veil.confirm)
    stage.finish(first)
    stage.wait(20)
    click(sheet_of(window).buttons[1])
    assert stage.finish(second) == 1


def test_an_action_sheet_is_closed_without_a_choice(stage: Stage) -> None:
    window = revealed(stage)
    asked = stage.start(window.ask_action_sheet(("Copy", "Share"), "What now?"))
    sheet = sheet_of(window)
    assert QApplication.focusWidget() is sheet.buttons[0]
    QTest.keyClick(sheet.buttons[0], Qt.Key.Key_Escape)
    assert stage.finish(asked) is None
    asked = stage.start(window.ask_action_sheet(("Copy",), ""))
    QTest.mouseClick(sheet_of(window), Qt.MouseButton.LeftButton, pos=window.area.rect().topLeft())
    assert stage.finish(asked) is None


def test_closing_the_window_closes_its_dialogs(stage: Stage) -> None:
    window = revealed(stage)
    first = stage.start(window.ask_modal(ShowModalParams(title="one")))
    second = stage.start(window.ask_action_sheet(("a",), ""))
    window.close()
    assert stage.finish(first) == ModalAnswer(False)
    assert stage.finish(second) is None


def test_a_cancelled_call_takes_its_dialog_away(stage: Stage) -> None:
    window = revealed(stage)
    asked = stage.start(window.ask_modal(ShowModalParams(title="one")))
    modal_of(window)
    asked.cancel()
    stage.wait(30)
    assert not [veil for veil in window.findChildren(ModalVeil) if veil.isVisible()]


def test_every_control_has_a_name_and_a_role(stage: Stage) -> None:
    window = shown(stage)
    window.set_back_visible(True)
    window.show_failure(RegistryUnreachable("no answer"))
    buttons = [window.bar.back, window.bar.menu_button, window.bar.close_button]
    buttons += [window.problem.action, window.problem.more]
    for control in buttons:
        face = QAccessible.queryAccessibleInterface(control)
        assert face is not None
        assert face.text(QAccessible.Text.Name)
        assert face.role() in {QAccessible.Role.Button, QAccessible.Role.ButtonMenu}
    assert window.bar.badge.accessibleName() == "Sideloaded"
    assert window.bar.title.accessibleName() == "Notes"


def test_garbage_is_collected_on_the_ui_thread_only(stage: Stage) -> None:
    threads: list[threading.Thread] = []

    class Cycle:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            threads.append(threading.current_thread())

    def make_many() -> None:
        for _ in range(5_000):
            Cycle()

    worker = threading.Thread(target=make_many)
    worker.start()
    worker.join()
    assert not threads
    stage.qtbot.waitUntil(lambda: len(threads) == 5_000, timeout=5000)
    assert set(threads) == {threading.main_thread()}


def test_the_shell_does_not_import_webengine() -> None:
    code = (
        "import sys, host.shell.launcher, host.shell.window, host.shell.permission_sheet, "
        "host.shell.trust_sheet, host.shell.app_page, host.shell.timings_page; "
        "print([name for name in sys.modules if 'WebEngine' in name or 'QtQuick' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_systems_list_of_windows_has_the_apps_icon(stage: Stage) -> None:
    window = revealed(stage)
    stage.wait(KEYS_AFTER_MS + 60)
    app = samples.face()
    tile = letter_tile(app.app_id, app.plain_name, SIDE_PX).toImage()
    stage.qtbot.waitUntil(lambda: _icon(window) != tile)
    assert _icon(window) == stage.shelf.pixmap(app.icon, SIDE_PX, 1.0).toImage()
    failed = MiniProgramWindow(stage.appearance, stage.shelf, samples.face())
    failed.show_failure(RegistryUnreachable("registry demo did not answer", registry="demo"))
    assert _icon(failed) == _icon(window)
    page = QWidget()
    assert not page.windowIcon().isNull(), "the host's pages have its own"
    assert _icon(page) != _icon(window)


def _icon(window: QWidget) -> QImage:
    return window.windowIcon().pixmap(QSize(SIDE_PX, SIDE_PX), 1.0).toImage()
