"""Sheets in which a person gives an app something of their own: rights, links, forms."""

from __future__ import annotations

import time
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from bridge.errors import RateLimited
from host.compose.sheets import WindowSheets
from host.services.ports import Filled, FormKind
from host.shell.badges import Badge
from host.shell.form_sheet import FormSheet
from host.shell.input_guard import GUARD_MS
from host.shell.prompt_queue import PromptQueue, PromptRules
from host.shell.prompt_turns import PromptTurns
from host.shell.share_sheet import ShareSheet
from host.shell.window import MiniProgramWindow
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]

PAST_GUARD_MS = GUARD_MS + 60
ADDRESS = {
    "userName": "A",
    "telNumber": "1",
    "provinceName": "",
    "cityName": "C",
    "countyName": "",
    "postalCode": "",
    "streetName": "",
    "detailInfo": "D",
}
LINK = "fanlight://open/org.example.notes/pages/item/item?id=12"
W = TypeVar("W", bound=QWidget)


def sheets_of(
    stage: Stage, badge: Badge = Badge.VERIFIED, *, prompts: bool = True
) -> tuple[MiniProgramWindow, WindowSheets]:
    face = samples.face("Notes", badge)
    window = MiniProgramWindow(stage.appearance, stage.shelf, face)
    window.set_content(QLabel("the page"))
    stage.show(window)
    window.reveal()
    stage.wait(20)
    rules = PromptRules(max_per_window=4, backoff_s=(0.0, 60.0))
    turns = PromptTurns(PromptQueue(time.monotonic, rules)) if prompts else None
    sheets = WindowSheets(stage.appearance, stage.shelf, window, face, turns)
    return window, sheets


def shown(window: MiniProgramWindow, kind: type[W]) -> W:
    (sheet,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return sheet


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_address_is_written_and_what_is_missing_is_named(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (), None))
    sheet = shown(window, FormSheet)
    assert not sheet.entries.isVisible()
    assert not sheet.forget.isVisible()
    press(sheet.use)
    stage.wait(20)
    assert not sheet.problem.isVisible()  # in the first half second nothing counts
    stage.wait(PAST_GUARD_MS)
    press(sheet.use)
    assert sheet.problem.text() == "“Name” is needed."
    assert sheet.fields["userName"].hasFocus()
    for name, text in ADDRESS.items():
        sheet.fields[name].setText(f" {text} ")
    press(sheet.use)
    assert stage.finish(filling) == Filled(ADDRESS, ())


def test_a_kept_address_is_used_as_it_is_or_changed(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    other = {**ADDRESS, "userName": "B"}
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS, other), None))
    stage.wait(PAST_GUARD_MS)
    press(shown(window, FormSheet).use)
    assert stage.finish(filling) == Filled(ADDRESS, (ADDRESS, other))
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS, other), None))
    sheet = shown(window, FormSheet)
    stage.wait(PAST_GUARD_MS)
    sheet.entries.setFocus()
    QTest.keyClick(sheet.entries, Qt.Key.Key_Down)
    assert sheet.fields["userName"].text() == "B"
    sheet.fields["cityName"].setText("E")
    press(sheet.use)
    assert stage.finish(filling) == Filled({**other, "cityName": "E"}, (ADDRESS,))


def test_an_entry_is_forgotten_though_the_form_is_cancelled(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS,), None))
    sheet = shown(window, FormSheet)
    stage.wait(PAST_GUARD_MS)
    press(sheet.forget)
    assert sheet.fields["userName"].text() == ""
    assert not sheet.entries.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert stage.finish(filling) == Filled(None, ())


def test_a_closed_window_keeps_everything(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS,), None))
    window.close()
    assert stage.finish(filling) == Filled(None, (ADDRESS,))


def test_a_person_on_an_invoice_has_no_bank(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    kept = {"type": "0", "title": "Tea Ltd", "taxNumber": "91", "bankName": "Bank"}
    filling = stage.start(sheets.fill(FormKind.INVOICE_TITLE, (kept,), None))
    sheet = shown(window, FormSheet)
    stage.wait(PAST_GUARD_MS)
    assert sheet.fields["taxNumber"].isVisible()
    sheet.type.setFocus()
    QTest.keyClick(sheet.type, Qt.Key.Key_Down)
    assert not sheet.fields["taxNumber"].isVisible()
    press(sheet.use)
    entry = stage.finish(filling).entry
    assert entry is not None
    assert (entry["type"], entry["title"], entry["taxNumber"], entry["bankName"]) == (
        "1", "Tea Ltd", "", "",
    )  # fmt: skip


def test_a_place_has_numbers(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    proposed = {"latitude": "30.250000", "longitude": "120.130000"}
    filling = stage.start(sheets.fill(FormKind.PLACE, ({"name": "Old"},), proposed))
    sheet = shown(window, FormSheet)
    stage.wait(PAST_GUARD_MS)
    assert sheet.fields["name"].text() == ""  # what the app proposes comes before what was kept
    sheet.fields["name"].setText("Tea house")
    for wrong in ("91", "nan", "tea", "1e400"):
        sheet.fields["latitude"].setText(wrong)
        press(sheet.use)
        assert sheet.problem.text() == "“Latitude” has to be a number from -90 to 90.", wrong
    sheet.fields["latitude"].setText("-30.5")
    press(sheet.use)
    entry = stage.finish(filling).entry
    assert entry == {
        "name": "Tea house", "address": "", "latitude": "-30.5", "longitude": "120.130000",
    }  # fmt: skip


def test_a_link_and_its_code_are_copied(stage: Stage) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    window, sheets = sheets_of(stage, Badge.DEVELOPMENT)
    sharing = stage.start(sheets.share("Tea\n<b>bold</b>", LINK))
    sheet = shown(window, ShareSheet)
    press(sheet.copy_link)
    assert clipboard.text() == "before"
    stage.wait(PAST_GUARD_MS)
    words = [each.text() for each in sheet.findChildren(QLabel)]
    assert "Tea <b>bold</b>" in words
    assert any("opened from a folder" in each for each in words)
    press(sheet.copy_code)
    assert clipboard.image().width() >= 480
    press(sheet.copy_link)
    assert clipboard.text() == LINK
    assert (sheet.copy_link.text(), sheet.copy_code.text()) == ("Copied", "Copy code")
    press(sheet.done)
    stage.finish(sharing)


def test_where_nobody_is_asked_nothing_is_shown(stage: Stage) -> None:
    window, sheets = sheets_of(stage, prompts=False)
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS,), None))
    assert stage.finish(filling) == Filled(None, (ADDRESS,))
    stage.finish(stage.start(sheets.share("Tea", LINK)))
    stage.finish(stage.start(sheets.rights((), lambda *_: None)))
    assert window.findChildren(FormSheet) + window.findChildren(ShareSheet) == []


def test_in_a_low_window_everything_is_within_reach(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    window.resize(window.minimumSize())
    filling = stage.start(sheets.fill(FormKind.ADDRESS, ({**ADDRESS, "detailInfo": ""},), None))
    sheet = shown(window, FormSheet)
    stage.wait(PAST_GUARD_MS)
    last = sheet.fields["detailInfo"]
    assert last.visibleRegion().isEmpty()
    press(sheet.use)
    stage.wait(20)
    assert last.visibleRegion().boundingRect().height() == last.height()
    assert sheet.problem.text() == "“House, door” is needed."
    for button in (sheet.cancel, sheet.use, sheet.problem):
        place = button.mapTo(sheet.board, button.rect().bottomRight())
        assert sheet.board.rect().contains(place)
    last.setText("D")
    press(sheet.use)
    assert stage.finish(filling).entry == ADDRESS


def test_an_app_may_not_ask_again_and_again(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    for _ in range(2):
        filling = stage.start(sheets.fill(FormKind.ADDRESS, (), None))
        stage.wait(PAST_GUARD_MS)
        press(shown(window, FormSheet).cancel)
        stage.finish(filling)
    with pytest.raises(RateLimited):  # two refusals
        stage.finish(stage.start(sheets.fill(FormKind.ADDRESS, (), None)))
    window, sheets = sheets_of(stage)
    for _ in range(4):
        sharing = stage.start(sheets.share("Tea", LINK))
        stage.wait(PAST_GUARD_MS)
        press(shown(window, ShareSheet).done)
        stage.finish(sharing)
    with pytest.raises(RateLimited):  # four in a minute
        stage.finish(stage.start(sheets.share("Tea", LINK)))


def test_nobody_is_asked_in_a_window_that_is_not_seen(stage: Stage) -> None:
    window, sheets = sheets_of(stage)
    window.hide()
    with pytest.raises(RateLimited):
        stage.finish(stage.start(sheets.share("Tea", LINK)))
    window.show()
    filling = stage.start(sheets.fill(FormKind.ADDRESS, (ADDRESS,), None))
    window.hide()
    assert stage.finish(filling) == Filled(None, (ADDRESS,))
