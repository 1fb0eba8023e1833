"""The capsule's menu, a window's size, and the report's sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from host.shell.capsule_menu import MenuAct, MenuFacts, WindowSize
from host.shell.input_guard import GUARD_MS
from host.shell.report_sheet import ReportSheet
from host.shell.window import KEYS_AFTER_MS, MiniProgramWindow
from host.shell.window_shape import WindowShape
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]


def shown(stage: Stage) -> MiniProgramWindow:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face())
    window.set_content(QLabel("the page"))
    stage.show(window)
    window.reveal()
    return window


def offered(window: MiniProgramWindow) -> list[QAction]:
    actions = window.bar.menu.actions()
    return [each for each in actions if each.isVisible() and not each.isSeparator()]


def test_the_menu_is_reached_and_used_by_keyboard(stage: Stage) -> None:
    window = shown(stage)
    seen: list[object] = []
    window.about_requested.connect(lambda: seen.append("about"))
    window.bar.menu_button.setFocus()
    QTest.keyClick(window.bar.menu_button, Qt.Key.Key_Space)
    assert window.bar.menu.isVisible()
    QTest.keyClick(window.bar.menu, Qt.Key.Key_Down)
    QTest.keyClick(window.bar.menu, Qt.Key.Key_Return)
    assert seen == ["about"]


def test_keys_reach_the_bar_from_the_page(stage: Stage) -> None:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face())
    page = QPlainTextEdit("the page")
    window.set_content(page)
    stage.show(window)
    window.reveal()
    stage.wait(KEYS_AFTER_MS + 60)
    went: list[bool] = []
    window.back_requested.connect(lambda: went.append(True))
    QTest.keyClick(page, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.bar.menu_button
    QTest.keyClick(window.bar.menu_button, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_F10)
    assert window.bar.menu.isVisible()
    window.bar.menu.close()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert went == []  # the first page
    window.set_back_visible(True)
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert went == [True]
    QTest.keyClick(page, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.is_closed


def test_a_question_keeps_the_keys(stage: Stage) -> None:
    window = shown(stage)
    stage.wait(KEYS_AFTER_MS + 60)
    window.set_back_visible(True)
    went: list[bool] = []
    window.back_requested.connect(lambda: went.append(True))
    sheet = ReportSheet(stage.appearance, stage.shelf, window, samples.face(), {}, went.append)
    sheet.open()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F10):
        QTest.keyClick(sheet.cancel, key)
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is sheet.cancel
    assert not window.bar.menu.isVisible()
    assert went == []


def test_the_menu_offers_what_makes_sense(stage: Stage) -> None:
    window = shown(stage)
    opened: list[bool] = []
    acts: list[MenuAct] = []
    window.menu_opening.connect(lambda: opened.append(True))
    window.act_requested.connect(acts.append)
    words = stage.appearance.texts.window
    plain = [words.about, words.permissions, words.reload, words.size, words.report]
    assert [each.text() for each in offered(window)] == [*plain, words.close_app]
    window.bar.menu_button.click()
    assert opened == [True]
    window.bar.menu.close()
    for pinned, shortcut in ((False, True), (True, False)):
        window.bar.menu.show_facts(MenuFacts(pinned, shortcut))
        for each in offered(window)[4:6]:
            each.trigger()
    assert acts == [
        MenuAct.PIN,
        MenuAct.REMOVE_SHORTCUT,
        MenuAct.UNPIN,
        MenuAct.ADD_SHORTCUT,
    ]
    window.bar.offer_share(True)
    assert offered(window)[0].text() == words.share


def test_a_windows_size_is_chosen_and_told(stage: Stage) -> None:
    window = shown(stage)
    menu = window.bar.menu
    assert window.named_size is WindowSize.COMPACT
    menu.aboutToShow.emit()
    assert [size for size, each in menu.sizes.items() if each.isChecked()] == [WindowSize.COMPACT]
    menu.sizes[WindowSize.STANDARD].trigger()
    room = window.screen().availableSize()
    assert window.size() == QSize(1024, 768).boundedTo(room)
    menu.sizes[WindowSize.FULL].trigger()
    stage.wait(20)
    assert window.named_size is WindowSize.FULL
    assert window.shape.fills_screen
    menu.sizes[WindowSize.COMPACT].trigger()
    stage.wait(20)
    assert window.shape == WindowShape(400, 700)
    window.resize(500, 600)
    menu.aboutToShow.emit()
    assert not any(each.isChecked() for each in menu.sizes.values())


def test_what_the_host_says_stands_under_its_own_name(stage: Stage) -> None:
    window = shown(stage)
    window.tell("Added")
    assert "Fanlight" in window.toast.shown_text
    assert "Notes" not in window.toast.shown_text


def test_a_report_is_read_before_it_is_saved(stage: Stage) -> None:
    window = shown(stage)
    files = {"host.json": b'{"fanlight": "1"}', "audit.json": b"[1, 2]"}
    answers: list[bool] = []
    sheet = ReportSheet(
        stage.appearance, stage.shelf, window, samples.face(), files, answers.append
    )
    sheet.open()
    assert sheet.content.toPlainText() == '{"fanlight": "1"}'
    assert sheet.part.itemText(1) == "audit.json · 6 B"
    sheet.part.setCurrentIndex(1)
    assert sheet.content.toPlainText() == "[1, 2]"
    sheet.save.click()
    assert answers == []  # its first half second counts for nothing
    stage.wait(GUARD_MS + 60)
    assert QApplication.focusWidget() is sheet.cancel
    for expected in (sheet.save, sheet.part, sheet.content, sheet.cancel):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    for control, role in (
        (sheet.part, QAccessible.Role.ComboBox),
        (sheet.content, QAccessible.Role.EditableText),
        (sheet.save, QAccessible.Role.Button),
    ):
        face = QAccessible.queryAccessibleInterface(control)
        assert face.role() is role
        assert face.text(QAccessible.Text.Name)
    QTest.keyClick(sheet.save, Qt.Key.Key_Space)
    sheet.dismiss()
    assert answers == [True, False]
