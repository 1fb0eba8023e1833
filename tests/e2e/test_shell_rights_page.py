"""The page of each right, used as a person uses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bridge.permissions import Grant, Scope
from host.shell.rights_page import SHOWN_APPS, RightsPage
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]

NOTES, WEATHER = "org.example.notes", "org.example.weather"


def shown(stage: Stage) -> RightsPage:
    page = RightsPage(stage.appearance, stage.shelf, Scope.LOCATION)
    page.show_rights(samples.rights_of_apps())
    stage.show(page)
    return page


def test_answers_are_changed_by_keyboard(stage: Stage) -> None:
    page = shown(stage)
    seen: list[tuple[object, ...]] = []
    page.answer_changed.connect(lambda face, *rest: seen.append((str(face.app_id), *rest)))
    assert page.boxes[NOTES].currentText() == "Allowed"
    QTest.keyClick(page.boxes[NOTES], Qt.Key.Key_Down)
    QTest.keyClick(page.boxes[WEATHER], Qt.Key.Key_Home)
    assert seen == [(NOTES, Scope.LOCATION, Grant.DENY), (WEATHER, Scope.LOCATION, None)]


def test_another_right_is_chosen_by_keyboard(stage: Stage) -> None:
    page = shown(stage)
    page.scopes.setFocus()
    assert page.scope is Scope.LOCATION
    for _ in Scope:
        QTest.keyClick(page.scopes, Qt.Key.Key_Down)
    assert page.scope is tuple(Scope)[-1]
    assert not page.boxes
    assert page.reset is None
    words = stage.appearance.texts.rights_page
    assert words.none_used in [each.text() for each in page.findChildren(QLabel)]
    # What is shown anew keeps the right that was chosen.
    page.show_rights(samples.rights_of_apps())
    assert page.scope is tuple(Scope)[-1]


def test_a_right_without_a_question_offers_no_allow(stage: Stage) -> None:
    page = shown(stage)
    page.scopes.setCurrentRow(tuple(Scope).index(Scope.CLIPBOARD_WRITE))
    box = page.boxes[WEATHER]
    assert [box.itemText(place) for place in range(box.count())] == ["No question", "Not allowed"]


def test_all_are_asked_again_and_an_apps_page_is_reached(stage: Stage) -> None:
    page = shown(stage)
    seen: list[object] = []
    page.reset_requested.connect(seen.append)
    page.about_requested.connect(lambda face: seen.append(str(face.app_id)))
    assert page.reset is not None
    QTest.keyClick(page.reset, Qt.Key.Key_Space)
    page.abouts[WEATHER].click()
    assert seen == [Scope.LOCATION, WEATHER]


def test_very_many_apps_make_no_widget_each(stage: Stage) -> None:
    page = shown(stage)
    rows = samples.rights_of_apps()[Scope.LOCATION][:1] * (SHOWN_APPS + 50)
    page.show_rights({Scope.LOCATION: rows})
    texts = [each.text() for each in page.findChildren(QLabel)]
    assert any(text.startswith("And 50 more") for text in texts)


def test_every_control_has_a_name_a_role_and_its_turn(stage: Stage) -> None:
    page = shown(stage)
    page.scopes.setFocus()
    order = []
    for _ in range(8):
        order.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    apps = list(page.boxes)
    pairs = [control for app in apps for control in (page.abouts[app], page.boxes[app])]
    assert order == [page.scopes, *pairs, page.reset]
    names = []
    for control in order:
        face = QAccessible.queryAccessibleInterface(control)
        labels = [related for related, _ in face.relations(QAccessible.RelationFlag.Label)]
        names.append((labels[0] if labels else face).text(QAccessible.Text.Name))
    assert all(names)
    assert len(set(names[1:-1:2])) == 3
    assert "Weather" in page.boxes[WEATHER].accessibleName()
