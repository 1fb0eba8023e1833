"""What a screen reader and a keyboard meet in each window: roles, names, and their order.

Each window is walked by Tab until it comes round; every control that takes the keyboard has to
be there, with its role and its name, in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bridge.api.interaction import ShowModalParams
from bridge.errors import RegistryUnreachable
from bridge.permissions import Grant, Scope
from host.services.ports import FormKind
from host.shell.app_page import AppPage
from host.shell.badges import Badge
from host.shell.dialogs import ActionSheetVeil, ModalVeil
from host.shell.form_sheet import FormSheet
from host.shell.permission_sheet import PermissionSheet
from host.shell.rights_page import RightsPage
from host.shell.rights_sheet import AnsweredRight, RightsSheet
from host.shell.share_sheet import ShareSheet
from host.shell.texts.tools import tool_texts
from host.shell.timings_page import TimingsPage
from host.shell.tools_window import Panel, ToolsWindow
from host.shell.trust_sheet import TrustSheet
from host.shell.veil import Veil
from host.shell.window import MiniProgramWindow
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]

Control = tuple[str, str]
"""Role and name."""
MOST = 60


def told(widget: QWidget) -> Control:
    """As a screen reader says it; a label that belongs to a control is its name."""
    face = QAccessible.queryAccessibleInterface(widget)
    labels = [related for related, _ in face.relations(QAccessible.RelationFlag.Label)]
    name = (labels[0] if labels else face).text(QAccessible.Text.Name)
    return face.role().name, name.replace("\u2068", "").replace("\u2069", "")


def round_trip(first: QWidget) -> list[Control]:
    """Every stop from `first` on until the keyboard is there again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    met = [told(first)]
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return met
        met.append(told(QApplication.focusWidget()))
    raise AssertionError(f"the keyboard does not come round: {met}")


def app_window(stage: Stage) -> MiniProgramWindow:
    window = MiniProgramWindow(stage.appearance, stage.shelf, samples.face(badge=Badge.SIDELOADED))
    page = QLabel("the page")
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.set_content(page)
    stage.show(window)
    window.reveal()
    return window


def running(stage: Stage) -> QWidget:
    window = app_window(stage)
    window.set_back_visible(True)
    return window.bar.back


def failed(stage: Stage) -> QWidget:
    window = app_window(stage)
    window.show_failure(RegistryUnreachable("registry demo did not answer", registry="demo"))
    window.problem.more.click()
    return window.problem.action


def hung(make: Callable[[Stage, MiniProgramWindow], Veil]) -> Callable[[Stage], QWidget]:
    """A veil over a window; its first control."""

    def opened(stage: Stage) -> QWidget:
        veil = make(stage, app_window(stage))
        veil.open()
        stage.wait(20)
        assert veil.board.accessibleName()
        return veil.first_focus()

    return opened


def permission(stage: Stage, window: MiniProgramWindow) -> Veil:
    ask = samples.permission()
    return PermissionSheet(stage.appearance, stage.shelf, window, ask, lambda _: None)


def rights(stage: Stage, window: MiniProgramWindow) -> Veil:
    answered = (AnsweredRight(Scope.LOCATION, "For the map.", Grant.ALLOW),)
    look, face = stage.appearance, samples.face()
    return RightsSheet(look, stage.shelf, window, face, answered, lambda *_: None, lambda _: None)


def share(stage: Stage, window: MiniProgramWindow) -> Veil:
    link, face = "fanlight://open/org.example.notes", samples.face()
    return ShareSheet(stage.appearance, stage.shelf, window, face, "Tea", link, lambda _: None)


def form(stage: Stage, window: MiniProgramWindow) -> Veil:
    kind, face = FormKind.PLACE, samples.face()
    return FormSheet(stage.appearance, stage.shelf, window, face, kind, (), None, lambda _: None)


def modal(stage: Stage, window: MiniProgramWindow) -> Veil:
    asked = ShowModalParams(title="Delete?", content="For good.")
    look, face = stage.appearance, samples.face()
    return ModalVeil(look, stage.shelf, face, window.area, asked, lambda _: None)


def actions(stage: Stage, window: MiniProgramWindow) -> Veil:
    look, face = stage.appearance, samples.face()
    return ActionSheetVeil(
        look, stage.shelf, face, window.area, ("Copy", "Share"), "What now?", lambda _: None
    )


def trust(stage: Stage) -> QWidget:
    sheet = TrustSheet(stage.appearance, stage.shelf, samples.trust())
    stage.show(sheet)
    return sheet.refuse


def about(stage: Stage) -> QWidget:
    page = AppPage(stage.appearance, stage.shelf, samples.app_page())
    stage.show(page)
    return page.every_app[Scope.LOCATION]


def right(stage: Stage) -> QWidget:
    page = RightsPage(stage.appearance, stage.shelf, Scope.LOCATION)
    page.show_rights(samples.rights_of_apps())
    stage.show(page)
    return page.scopes


def timings(stage: Stage) -> QWidget:
    page = TimingsPage(stage.appearance)
    names = samples.NAMES["en"]
    page.offer(tuple(names), names, ())
    page.show_timings(samples.summaries(), samples.launches(), names, samples.days(), ())
    stage.show(page)
    return page.filter.app


def stuck(stage: Stage) -> QWidget:
    window = app_window(stage)
    window.show_stuck()
    return window.problem.action


def tools(stage: Stage) -> QWidget:
    window = ToolsWindow(stage.appearance, tool_texts("en"), "Notes")
    window.show_rows(Panel.CALLS, samples.TOOL_ROWS[Panel.CALLS])
    window.bring(Panel.CALLS)
    stage.show(window)
    return window.search


LONG = samples.LONG_CHINESE * 3
WINDOWS: dict[str, tuple[Callable[[Stage], QWidget], list[Control]]] = {
    "running": (
        running,
        [
            ("Button", "Back"),
            ("Button", "Menu of this mini-program"),
            ("Button", "Close"),
            ("StaticText", "Content of Notes"),
        ],
    ),
    # The page under the card is not among them.
    "failed": (
        failed,
        [
            ("Button", "Try again"),
            ("EditableText", "Details"),
            ("Button", "Copy"),
            ("Button", "Menu of this mini-program"),
            ("Button", "Close"),
            ("Button", "Hide details"),
        ],
    ),
    "stuck": (
        stuck,
        [
            ("Button", "Start again"),
            ("Button", "Menu of this mini-program"),
            ("Button", "Close"),
        ],
    ),
    "tools": (
        tools,
        [
            ("EditableText", "Search"),
            ("CheckBox", "Refused only"),
            ("PageTabList", "Calls"),
            ("Table", "Calls"),
        ],
    ),
    "permission": (
        hung(permission),
        [("Button", "Don't allow"), ("Button", "Allow once"), ("Button", "Allow")],
    ),
    "rights": (hung(rights), [("Button", "Done"), ("ComboBox", "Know your location")]),
    "share": (
        hung(share),
        [
            ("Button", "Done"),
            ("EditableText", "Link to the page"),
            ("Button", "Copy code"),
            ("Button", "Copy link"),
        ],
    ),
    "form": (
        hung(form),
        [
            ("Button", "Cancel"),
            ("Button", "Use"),
            ("EditableText", "Name"),
            ("EditableText", "Address"),
            ("EditableText", "Latitude"),
            ("EditableText", "Longitude"),
        ],
    ),
    "modal": (hung(modal), [("Button", "OK"), ("Button", "Cancel")]),
    "actions": (hung(actions), [("Button", "Copy"), ("Button", "Share"), ("Button", "Cancel")]),
    "trust": (
        trust,
        [("Button", "Don't install"), ("Button", "Trust and continue"), ("Button", "Copy")],
    ),
    "about": (
        about,
        [
            ("Button", "All mini-programs that may know your location"),
            ("ComboBox", "Know your location"),
            ("Button", "All mini-programs that may read your clipboard"),
            ("ComboBox", "Read your clipboard"),
            ("Button", "All mini-programs that may send you notifications"),
            ("ComboBox", "Send you notifications"),
            ("Button", "All mini-programs that may write to your clipboard"),
            ("ComboBox", "Write to your clipboard"),
            ("Button", "Ask again for all"),
        ],
    ),
    "right": (
        right,
        [
            ("List", "Permissions"),
            ("Button", "About Notes"),
            ("ComboBox", "Notes"),
            ("Button", "About Weather"),
            ("ComboBox", "Weather"),
            ("Button", f"About {LONG}"),
            ("ComboBox", LONG),
            ("Button", "Ask again for all"),
        ],
    ),
    "timings": (
        timings,
        [
            ("ComboBox", "Mini-program"),
            ("ComboBox", "Start"),
            ("ComboBox", "Time"),
            ("ButtonMenu", "Export…"),
            ("Table", "Time to first screen"),
            ("Client", "Day by day"),
            ("Table", "Marks of the way to the first screen"),
            ("Table", "Launches"),
            ("Client", "One launch"),
        ],
    ),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_is_read_and_walked(stage: Stage, name: str) -> None:
    show, expected = WINDOWS[name]
    met = round_trip(show(stage))
    assert all(said for _, said in met)
    assert met == expected
