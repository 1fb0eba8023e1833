"""What the host asks the person itself: permissions, trust; and the pages of an app."""

from __future__ import annotations

import asyncio
import itertools
import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bridge.errors import CallCancelled, RateLimited
from bridge.permissions import Grant, Scope
from host.shell.app_page import AppPage
from host.shell.badges import Badge
from host.shell.input_guard import GUARD_MS
from host.shell.kept_scroll import KeptScroll
from host.shell.permission_sheet import PermissionPrompts, PermissionSheet
from host.shell.prompt_queue import PromptQueue, PromptRules
from host.shell.prompt_turns import PromptTurns
from host.shell.timings_page import TimingsPage
from host.shell.trust_asker import WindowTrustAsker
from host.shell.trust_sheet import TrustPrompts, TrustSheet
from host.shell.waterfall import bars_of, milliseconds, tick_step_ms
from host.shell.window import MiniProgramWindow
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]

PAST_GUARD_MS = GUARD_MS + 60


def window_of(stage: Stage) -> MiniProgramWindow:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face("Notes"))
    window.set_content(QLabel("the page"))
    stage.show(window)
    window.reveal()
    stage.wait(20)
    return window


def prompts_of(stage: Stage, window: MiniProgramWindow) -> PermissionPrompts:
    rules = PromptRules(backoff_s=(0.0, 60.0))
    turns = PromptTurns(PromptQueue(time.monotonic, rules))
    return PermissionPrompts(stage.appearance, stage.shelf, window, turns)


def sheet_of(prompts: PermissionPrompts) -> PermissionSheet:
    assert prompts.sheet is not None
    return prompts.sheet


def test_the_first_half_second_counts_for_nothing(stage: Stage) -> None:
    prompts = prompts_of(stage, window_of(stage))
    asked = stage.start(prompts.ask(samples.permission()))
    sheet = sheet_of(prompts)
    QTest.mouseClick(sheet.allow, Qt.MouseButton.LeftButton)
    QTest.keyClick(sheet.allow, Qt.Key.Key_Space)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    sheet.allow.click()  # as an assistive technology does
    stage.wait(20)
    assert not asked.done()
    stage.wait(PAST_GUARD_MS)
    QTest.mouseClick(sheet.allow, Qt.MouseButton.LeftButton)
    assert stage.finish(asked) is Grant.ALLOW
    assert prompts.sheet is None


def test_the_guard_starts_again_when_the_window_comes_to_the_front(stage: Stage) -> None:
    window = window_of(stage)
    prompts = prompts_of(stage, window)
    asked = stage.start(prompts.ask(samples.permission()))
    stage.wait(PAST_GUARD_MS)
    other = QLabel("another window")
    stage.show(other)
    stage.show(window)
    QTest.mouseClick(sheet_of(prompts).allow, Qt.MouseButton.LeftButton)
    stage.wait(20)
    assert not asked.done()
    asked.cancel()
    stage.wait(20)


@pytest.mark.parametrize(("choice", "grant"), [("deny", "deny"), ("once", "once")])
def test_answers_by_keyboard(stage: Stage, choice: str, grant: str) -> None:
    prompts = prompts_of(stage, window_of(stage))
    asked = stage.start(prompts.ask(samples.permission()))
    sheet = sheet_of(prompts)
    stage.wait(PAST_GUARD_MS)
    wanted = getattr(sheet, choice)
    while QApplication.focusWidget() is not wanted:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    assert stage.finish(asked) is Grant(grant)


def test_escape_denies_and_enter_never_allows(stage: Stage) -> None:
    prompts = prompts_of(stage, window_of(stage))
    asked = stage.start(prompts.ask(samples.permission()))
    sheet = sheet_of(prompts)
    assert QApplication.focusWidget() is sheet.deny
    stage.wait(PAST_GUARD_MS)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    stage.wait(20)
    assert not asked.done()
    assert not any(button.isDefault() for button in (sheet.deny, sheet.once, sheet.allow))
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().bottomLeft())
    stage.wait(20)
    assert not asked.done()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert stage.finish(asked) is Grant.DENY


def test_one_sheet_at_a_time_then_quiet_after_refusals(stage: Stage) -> None:
    prompts = prompts_of(stage, window_of(stage))
    first = stage.start(prompts.ask(samples.permission(Scope.LOCATION)))
    second = stage.start(prompts.ask(samples.permission(Scope.NOTIFICATION)))
    assert "location" in sheet_of(prompts).question
    for asked in (first, second):
        stage.wait(PAST_GUARD_MS)
        QTest.mouseClick(sheet_of(prompts).deny, Qt.MouseButton.LeftButton)
        assert stage.finish(asked) is Grant.DENY
        stage.wait(20)
    third = stage.start(prompts.ask(samples.permission(Scope.CLIPBOARD_READ)))
    with pytest.raises(RateLimited):
        stage.finish(third)
    assert prompts.sheet is None


def test_closing_the_window_is_no_answer(stage: Stage) -> None:
    window = window_of(stage)
    prompts = prompts_of(stage, window)
    asked = stage.start(prompts.ask(samples.permission()))
    window.close()
    with pytest.raises(CallCancelled):
        stage.finish(asked)
    late = stage.start(prompts.ask(samples.permission()))
    with pytest.raises(CallCancelled):
        stage.finish(late)


@pytest.mark.parametrize("opens", [True, False])
def test_who_asks_as_it_begins_is_heard_at_its_first_screen(stage: Stage, opens: bool) -> None:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face("Notes"))
    prompts = prompts_of(stage, window)
    asked = stage.start(prompts.ask(samples.permission()))
    stage.show(window)
    stage.wait(20)
    assert prompts.sheet is None and not asked.done()
    if opens:
        window.reveal()
        stage.wait(20)
        assert sheet_of(prompts).isVisible()
    window.close()
    with pytest.raises(CallCancelled):
        stage.finish(asked)


def test_the_sheet_lies_where_no_page_can_draw(stage: Stage) -> None:
    window = window_of(stage)
    prompts = prompts_of(stage, window)
    asked = stage.start(prompts.ask(samples.permission(name="\u202eTrusted Host")))
    sheet = sheet_of(prompts)
    assert sheet.size() == window.size()
    assert sheet.board.y() < window.area.y()
    window.resize(600, 500)
    assert sheet.size() == window.size()
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert any("Reason given by the publisher" in text for text in texts)
    assert any("To put the place on each note." in text for text in texts)
    assert any(samples.PUBLISHER.fingerprint[:19] in text for text in texts)
    assert "org.example.notes" in texts
    assert "Sideloaded" in texts
    assert not any("\u202e" in text for text in texts)
    assert "\u2068Trusted Host\u2069" in sheet.question
    face = QAccessible.queryAccessibleInterface(sheet.board)
    assert face.text(QAccessible.Text.Description) == sheet.question
    asked.cancel()
    stage.wait(20)


def trust_sheet_of(prompts: TrustPrompts) -> TrustSheet:
    assert prompts.sheet is not None
    return prompts.sheet


def test_trust_is_given_by_the_button_alone(stage: Stage) -> None:
    prompts = TrustPrompts(stage.appearance, stage.shelf)
    asked = stage.start(prompts.ask(samples.trust()))
    sheet = trust_sheet_of(prompts)
    QTest.mouseClick(sheet.accept, Qt.MouseButton.LeftButton)
    stage.wait(20)
    assert not asked.done()
    stage.wait(PAST_GUARD_MS)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    stage.wait(20)
    assert not asked.done()
    QTest.mouseClick(sheet.accept, Qt.MouseButton.LeftButton)
    assert stage.finish(asked) is True


@pytest.mark.parametrize("by_key", [True, False])
def test_trust_is_refused_by_escape_and_by_closing(stage: Stage, by_key: bool) -> None:
    prompts = TrustPrompts(stage.appearance, stage.shelf)
    asked = stage.start(prompts.ask(samples.trust()))
    sheet = trust_sheet_of(prompts)
    if by_key:
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    else:
        sheet.close()
    assert stage.finish(asked) is False


def test_an_installer_on_a_worker_thread_asks_in_a_window(stage: Stage) -> None:
    prompts = TrustPrompts(stage.appearance, stage.shelf)
    manifest = samples.manifest()

    async def install() -> bool:
        asker = WindowTrustAsker(prompts, asyncio.get_running_loop(), "en")
        return await asyncio.to_thread(asker.ask, samples.PUBLISHER, manifest)

    asked = stage.start(install())
    stage.qtbot.waitUntil(lambda: prompts.sheet is not None)
    sheet = trust_sheet_of(prompts)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "know your location" in texts
    assert any("https://api.example.org" in text for text in texts)
    stage.wait(PAST_GUARD_MS)
    QTest.mouseClick(sheet.accept, Qt.MouseButton.LeftButton)
    assert stage.finish(asked) is True


def test_asking_on_the_loops_own_thread_is_refused(stage: Stage) -> None:
    prompts = TrustPrompts(stage.appearance, stage.shelf)

    async def install() -> bool:
        asker = WindowTrustAsker(prompts, asyncio.get_running_loop(), "en")
        return asker.ask(samples.PUBLISHER, samples.manifest())

    with pytest.raises(RuntimeError, match="worker thread"):
        stage.finish(stage.start(install()))


def test_the_trust_sheet_shows_the_whole_fingerprint(stage: Stage) -> None:
    sheet = TrustSheet(stage.appearance, stage.shelf, samples.trust())
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    groups = samples.PUBLISHER.fingerprint.split()
    assert [text for text in texts if text in groups] == groups
    assert any("2.3 MB" in text for text in texts)
    assert any("know your location" in text for text in texts)
    assert any("and 2 more" in text for text in texts)


def test_rights_are_changed_on_the_apps_page(stage: Stage) -> None:
    page = AppPage(stage.appearance, stage.shelf, samples.app_page())
    stage.show(page)
    seen: list[tuple[object, ...]] = []
    page.answer_changed.connect(lambda *change: seen.append(change))
    page.reset_requested.connect(lambda app: seen.append((app,)))
    box = page.answers[Scope.LOCATION]
    assert box.currentText() == "Allowed"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "Not allowed"
    assert page.answers[Scope.CLIPBOARD_READ].currentText() == "Not allowed"
    QTest.keyClick(page.answers[Scope.CLIPBOARD_READ], Qt.Key.Key_Home)
    QTest.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    app = "org.example.notes"
    assert seen == [(app, Scope.LOCATION, Grant.DENY), (app, Scope.CLIPBOARD_READ, None), (app,)]
    for scope, control in page.answers.items():
        face = QAccessible.queryAccessibleInterface(control)
        assert face.role() is QAccessible.Role.ComboBox
        right = stage.appearance.texts.permission.rights[scope]
        assert right in control.accessibleName()
        labels = [related for related, _ in face.relations(QAccessible.RelationFlag.Label)]
        assert [shown.text(QAccessible.Text.Name).lower() for shown in labels] == [right]


def controls(page: AppPage) -> tuple[QWidget, ...]:
    return page.answers[Scope.CLIPBOARD_READ], page.reset


@pytest.mark.parametrize("which", [0, 1])
def test_a_page_that_is_shown_anew_keeps_place_and_keyboard(stage: Stage, which: int) -> None:
    """As after each answer that a person changes on it."""
    page = AppPage(stage.appearance, stage.shelf, samples.app_page())
    page.resize(560, 400)
    stage.show(page)
    (scroll,) = page.findChildren(KeptScroll)
    before = controls(page)[which]
    before.setFocus()
    scroll.verticalScrollBar().setValue(120)
    page.show_facts(samples.app_page())
    stage.wait(20)
    after = controls(page)[which]
    assert after is not before
    assert after.hasFocus()
    assert scroll.verticalScrollBar().value() == 120


def test_a_page_that_was_opened_for_its_rights_begins_at_them(stage: Stage) -> None:
    page = AppPage(stage.appearance, stage.shelf, samples.app_page())
    page.resize(560, 400)
    page.begin_at_rights()
    stage.show(page)
    assert page.answers[Scope.LOCATION].hasFocus()
    words = stage.appearance.texts.app_page.permissions
    (title,) = [each for each in page.findChildren(QLabel) if each.text() == words]
    assert 0 <= title.mapTo(page, QPoint()).y() <= 24


def test_choosing_a_launch_shows_its_waterfall(stage: Stage) -> None:
    page = TimingsPage(stage.appearance)
    stage.show(page)
    assert not page.launches.isVisible()
    page.show_timings(samples.summaries(), samples.launches(), samples.NAMES["en"])
    assert page.launches.isVisible()
    first = page.waterfall.accessibleDescription()
    assert "Hello" in first
    QTest.keyClick(page.launches, Qt.Key.Key_Down)
    second = page.waterfall.accessibleDescription()
    assert "Notes" in second
    assert "1,554 ms" in second
    assert page.summaries.model().index(0, 4).data() == "812 ms"
    assert page.launches.model().index(6, 5).data() == "Not reached"
    page.show_timings([], [], {})
    assert not page.launches.isVisible()


def test_waterfall_bars_follow_each_other(stage: Stage) -> None:
    bars = bars_of(samples.launches()[0])
    assert bars[0].start_ms == 0
    assert bars[-1].name == "first.screen"
    for before, after in itertools.pairwise(bars):
        assert after.start_ms == before.end_ms
    assert tick_step_ms(1620) == 500
    assert milliseconds(stage.appearance.texts, 3.14159) == "3.1 ms"
    assert milliseconds(stage.appearance.texts, None) == "Not reached"


def test_badges_say_who_vouches(stage: Stage) -> None:
    texts = stage.appearance.texts
    assert "Example Works" in samples.face(badge=Badge.VERIFIED).publisher_line(texts)
    unnamed = samples.face(badge=Badge.SIDELOADED).publisher_line(texts)
    assert samples.PUBLISHER.fingerprint[:19] in unnamed
    assert "Unnamed" in unnamed
    vouched = replace(samples.face(badge=Badge.VERIFIED), publisher_name=None)
    assert "registry" in vouched.publisher_line(texts)
    assert samples.PUBLISHER.fingerprint[:19] in vouched.publisher_line(texts)
