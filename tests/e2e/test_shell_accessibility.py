"""What a screen reader and a keyboard meet in each window: roles, names, and their order.

Each window is walked by Tab until it comes round; every control that takes the keyboard has to
be there, with its role and its name, in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
from host.shell.failure_window import FailureWindow
from host.shell.form_sheet import FormSheet
from host.shell.launcher import LauncherWindow
from host.shell.launcher_rows import arrange
from host.shell.launcher_words import Section
from host.shell.permission_sheet import PermissionSheet
from host.shell.registries_dialog import RegistriesDialog
from host.shell.report_sheet import ReportSheet
from host.shell.rights_page import RightsPage
from host.shell.rights_sheet import AnsweredRight, RightsSheet
from host.shell.share_sheet import ShareSheet
from host.shell.store_detail import Standing
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


def failed_alone(stage: Stage) -> QWidget:
    error = RegistryUnreachable("registry demo did not answer", registry="demo")
    window = FailureWindow(stage.appearance, "org.example.notes", error)
    window.finished.connect(lambda: window.deleteLater())  # and held until then
    stage.show(window)
    window.card.more.click()
    return window.card.action


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


def kept_form(stage: Stage, window: MiniProgramWindow) -> Veil:
    kind, face, kept = FormKind.PLACE, samples.face(), ({"name": "Home"},)
    return FormSheet(stage.appearance, stage.shelf, window, face, kind, kept, None, lambda _: None)


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


def launcher(stage: Stage) -> LauncherWindow:
    window = LauncherWindow(stage.appearance, stage.shelf)
    window.show_rows(samples.library())
    stage.show(window)
    return window


def installed(stage: Stage) -> QWidget:
    return launcher(stage).search


def none_installed(stage: Stage) -> QWidget:
    window = launcher(stage)
    window.show_rows([])
    return window.search


def offers(stage: Stage) -> QWidget:
    window = launcher(stage)
    window.sections.choose(Section.DISCOVER)
    window.store.show_offers(arrange(samples.offers(), "en"), ["demo"])
    return window.search


def no_registry(stage: Stage) -> QWidget:
    window = launcher(stage)
    window.sections.choose(Section.DISCOVER)
    window.store.show_no_registry()
    return window.search


def offer(standing: Standing) -> Callable[[Stage], QWidget]:
    def opened(stage: Stage) -> QWidget:
        window = launcher(stage)
        window.sections.choose(Section.DISCOVER)
        window.detail.show_facts(samples.detail(standing))
        window.show_detail()
        assert window.detail.accessibleName() == "Notes"
        return window.search

    return opened


def registries(stage: Stage) -> QWidget:
    dialog = RegistriesDialog(stage.appearance, launcher(stage))
    dialog.show_trusted([("demo", "https://apps.example.org/")])
    dialog.choose_root(Path("1.root.json"))
    stage.show(dialog)
    return dialog.address


def report(stage: Stage, window: MiniProgramWindow) -> Veil:
    files = {"doctor.json": b"[]", "timings.json": b"{}"}
    look, face = stage.appearance, samples.face()
    return ReportSheet(look, stage.shelf, window, face, files, lambda _: None)


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


HEADER = [
    ("EditableText", "Search"),
    ("Button", "Install a mini-program from a .ma file"),
    ("Button", "Read a QR code"),
    ("Button", "Timings"),
]
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
    "failed alone": (
        failed_alone,
        [
            ("Button", "Try again"),
            ("EditableText", "Details"),
            ("Button", "Copy"),
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
    "installed": (
        installed,
        [*HEADER, ("PageTabList", "All"), ("List", "Installed mini-programs")],
    ),
    "none installed": (
        none_installed,
        [*HEADER, ("PageTabList", "All"), ("Button", "Add…")],
    ),
    "offers": (
        offers,
        [
            *HEADER,
            ("PageTabList", "Discover"),
            ("ComboBox", "Category"),
            ("Button", "Registries…"),
            ("Button", "Look for updates"),
            ("List", "Mini-programs in your registries"),
        ],
    ),
    "no registry": (
        no_registry,
        [*HEADER, ("PageTabList", "Discover"), ("Button", "Add a registry…")],
    ),
    "offer": (
        offer(Standing.OFFERED),
        [*HEADER, ("Button", "Back"), ("Button", "Install"), ("Client", "Pictures")],
    ),
    "offered update": (
        offer(Standing.UPDATE),
        [
            *HEADER,
            ("Button", "Back"),
            ("Button", "Agree and update"),
            ("Button", "Open"),
            ("Button", "Go back to 1.1.0"),
            ("Button", "Remove…"),
            ("Client", "Pictures"),
        ],
    ),
    "installing": (
        offer(Standing.WORKING),
        [*HEADER, ("Button", "Back"), ("Button", "Stop"), ("Client", "Pictures")],
    ),
    "registries": (
        registries,
        [
            ("EditableText", "Address"),
            ("EditableText", "Fingerprint"),
            ("Button", "Choose a root file…"),
            ("Button", "Close"),
            ("Button", "Trust this registry"),
            ("Button", "Remove demo"),
        ],
    ),
    "report": (
        hung(report),
        [
            ("Button", "Cancel"),
            ("Button", "Save…"),
            ("ComboBox", "Part of the report"),
            ("EditableText", "What this part holds"),
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
    "form with kept entries": (
        hung(kept_form),
        [
            ("Button", "Cancel"),
            ("Button", "Use"),
            ("ComboBox", "Kept entries"),
            ("EditableText", "Name"),
            ("EditableText", "Address"),
            ("EditableText", "Latitude"),
            ("EditableText", "Longitude"),
            ("Button", "Forget this one"),
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
