"""The launcher's sections and the pages of the registries, used as a person uses them."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bridge.names import AppId
from host.shell.badges import Badge
from host.shell.launcher import LauncherWindow
from host.shell.launcher_rows import AppRow, LocalName, arrange
from host.shell.launcher_search import SearchIndex, load_spelling
from host.shell.launcher_words import Section
from host.shell.registries_dialog import RegistriesDialog
from host.shell.store_detail import DetailPage, Standing
from host.shell.texts import ENGLISH
from host.shell.tray import Tray
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]


def shown(stage: Stage) -> LauncherWindow:
    window = LauncherWindow(stage.appearance, stage.shelf)
    window.show_rows(samples.library())
    stage.show(window)
    return window


def discovering(stage: Stage) -> LauncherWindow:
    window = shown(stage)
    window.sections.choose(Section.DISCOVER)
    window.store.show_offers(arrange(samples.offers(), "en"), [])
    stage.wait(20)
    return window


def ids(window: LauncherWindow) -> list[str]:
    model = window.model
    return [model.row(n).app_id.rpartition(".")[2] for n in range(model.rowCount())]


def test_pinned_apps_come_first_and_have_a_section(stage: Stage) -> None:
    window = shown(stage)
    assert set(ids(window)[:2]) == {"hello", "ledger"}
    window.sections.setFocus()
    QTest.keyClick(window.sections, Qt.Key.Key_Right)
    assert window.sections.section is Section.PINNED
    assert set(ids(window)) == {"hello", "ledger"}


def test_recent_apps_are_in_the_order_of_use(stage: Stage) -> None:
    window = shown(stage)
    window.sections.choose(Section.RECENT)
    assert ids(window) == ["notes", "hello", "weather", "tickets"]


def test_updates_are_counted_and_listed(stage: Stage) -> None:
    window = shown(stage)
    assert window.sections.tabText(3) == "Updates (1)"
    window.sections.choose(Section.UPDATES)
    assert ids(window) == ["notes"]


def test_a_press_among_the_updates_is_for_the_update(stage: Stage) -> None:
    window = shown(stage)
    updates: list[str] = []
    window.update_requested.connect(updates.append)
    opened: list[str] = []
    window.open_requested.connect(opened.append)
    window.sections.choose(Section.UPDATES)
    place = window.list.visualRect(window.model.index(0, 0)).center()
    QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (updates, opened) == (["org.example.notes"], [])


def test_an_empty_section_says_what_fills_it(stage: Stage) -> None:
    window = shown(stage)
    window.show_rows(samples.rows())
    for section in (Section.PINNED, Section.RECENT, Section.UPDATES):
        window.sections.choose(section)
        assert window.section_empty.isVisible()
        assert window.section_empty.title.text() == ENGLISH.store.empty_titles[section]
    QTest.mouseClick(window.section_empty.action, Qt.MouseButton.LeftButton)
    assert window.sections.section is Section.DISCOVER


def test_a_slash_on_the_list_goes_to_the_search(stage: Stage) -> None:
    window = shown(stage)
    window.list.setFocus()
    QTest.keyClicks(window.list, "/")
    assert QApplication.focusWidget() is window.search
    assert window.search.text() == ""


@pytest.mark.parametrize("typed", ["tianqi", "tq", "tianq", "tqi", "TIANQI"])
def test_chinese_names_are_found_by_pinyin(stage: Stage, typed: str) -> None:
    window = shown(stage)
    with stage.qtbot.waitSignal(window.model.searchable, timeout=20_000):
        window.model.prepare_search()
    window.search.setText(typed)
    assert ids(window) == ["weather"]
    window.show_rows(samples.library())  # a search goes on when the library changes
    with stage.qtbot.waitSignal(window.model.searchable, timeout=20_000):
        window.model.prepare_search()
    assert ids(window) == ["weather"]


def row(name: str, **names: str) -> AppRow:
    others = {tag.replace("_", "-"): LocalName(text) for tag, text in names.items()}
    badge = Badge.VERIFIED
    return AppRow(AppId(f"org.example.a{abs(hash(name))}"), name, "", "", badge, names=others)


def test_how_names_are_spelled() -> None:
    rows = [
        row("重庆地图"),
        row("银行"),
        row("旅行"),
        row("绿茶"),
        row("City Tickets", zh_CN="城市票务"),
        row("QQ音乐"),
        row("Chongqing without Chinese"),
    ]
    index = SearchIndex(rows, "en", load_spelling())

    def found(query: str) -> list[str]:
        return [rows[place].name for place in index.find(query)]

    assert found("chongqing") == ["Chongqing without Chinese", "重庆地图"]
    assert found("zqdt") == ["重庆地图"]  # read otherwise, as somebody may
    assert found("yinhang") == ["银行"]
    assert found("lvxing") == ["旅行"]
    assert found("lvcha") == found("lucha") == ["绿茶"]
    assert found("csp") == ["City Tickets"]
    assert found("qqyy") == found("qqyinyue") == ["QQ音乐"]
    assert found("hang") == ["银行", "旅行"]  # 行 is read both ways
    assert found("ang") == []  # no syllable begins so
    assert found("yin hang") == ["银行"]
    assert SearchIndex(rows, "en").find("yinhang") == []


def test_hostile_names_hold_up_no_search() -> None:
    """The same letter over and over makes the most ways through a name: both are cut."""
    rows = [row("aaaaaa啊" * 12 + str(number)) for number in range(200)]
    index = SearchIndex(rows, "en", load_spelling())
    assert index.find("a" * 11 + "b") == []
    assert index.find("a" * 40 + "b") == []


def test_offers_show_what_is_installed_and_can_be_chosen_by_keyboard(stage: Stage) -> None:
    window = discovering(stage)
    seen: list[tuple[str, str]] = []
    window.store.detail_requested.connect(lambda app, place: seen.append((app, place)))
    QTest.keyClicks(window.search, "recip")
    assert window.store.model.rowCount() == 1
    assert window.count.text() == ENGLISH.store.offers_one
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert seen == [("org.example.recipes", "demo")]
    said = window.store.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Recipes" in said
    assert "Verified" in said


def test_categories_that_hold_something_can_be_chosen(stage: Stage) -> None:
    window = discovering(stage)
    names = [window.store.category.itemText(n) for n in range(window.store.category.count())]
    assert names == ["All categories", "Food", "Tools", "Travel"]
    window.store.category.setCurrentIndex(1)
    window.store.category.activated.emit(1)
    food = {row.app_id for row in samples.offers() if row.category == "food"}
    model = window.store.model
    assert {model.row(n).app_id for n in range(model.rowCount())} == food
    window.store.show_offers(arrange(samples.offers(), "en"), [])
    assert window.store.category.currentText() == "Food"


def test_without_a_registry_the_way_to_one_is_offered(stage: Stage) -> None:
    window = shown(stage)
    window.sections.choose(Section.DISCOVER)
    asked: list[bool] = []
    window.store.registries_requested.connect(lambda: asked.append(True))
    assert window.store.looking.isVisible()
    window.store.show_no_registry()
    assert window.store.no_registry.isVisible()
    QTest.mouseClick(window.store.no_registry.action, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_offline_says_so_and_shows_what_was_last_offered(stage: Stage) -> None:
    window = discovering(stage)
    window.store.show_offers(arrange(samples.offers(), "en"), ["demo"])
    assert window.store.notice.isVisible()
    assert "demo" in window.store.notice.text()
    assert window.store.list.isVisible()
    asked: list[bool] = []
    window.store.reload_requested.connect(lambda: asked.append(True))
    QTest.mouseClick(window.store.reload, Qt.MouseButton.LeftButton)
    window.store.show_offers(arrange([], "en"), ["demo"])
    assert window.store.nothing.isVisible()
    assert window.store.nothing.title.text() == "Nothing here yet"
    QTest.mouseClick(window.store.nothing.action, Qt.MouseButton.LeftButton)
    assert asked == [True, True]


def test_an_offer_that_is_not_found_is_said_so(stage: Stage) -> None:
    window = discovering(stage)
    window.store.show_offers(arrange(samples.offers(), "en"), [])
    QTest.keyClicks(window.search, "zzzz")
    assert window.store.nothing.isVisible()
    words = stage.appearance.texts.launcher
    said = window.store.nothing.title.text().translate({0x2068: None, 0x2069: None})
    assert said == words.nothing_found_title.format(query="zzzz")
    assert window.store.nothing.body.text() == words.nothing_found_body


@pytest.mark.parametrize("standing", list(Standing))
def test_the_page_of_an_app_offers_what_can_be_done(stage: Stage, standing: Standing) -> None:
    window = discovering(stage)
    page = window.detail
    page.show_facts(samples.detail(standing))
    window.show_detail()
    stage.wait(20)
    said: list[str] = []
    page.install_requested.connect(lambda *_: said.append("install"))
    page.update_requested.connect(lambda *_: said.append("update"))
    page.open_requested.connect(lambda _: said.append("open"))
    page.stop_requested.connect(lambda _: said.append("stop"))
    page.remove_requested.connect(lambda _: said.append("remove"))
    page.roll_back_requested.connect(lambda _: said.append("back"))
    acts = (page.install, page.update_button, page.open, page.stop, page.roll_back, page.remove)
    for act in acts:
        if act.isVisible():
            assert QAccessible.queryAccessibleInterface(act).text(QAccessible.Text.Name)
            act.setFocus()
            QTest.keyClick(act, Qt.Key.Key_Space)
    assert (
        said
        == {
            Standing.OFFERED: ["install"],
            Standing.INSTALLED: ["open", "remove"],
            Standing.UPDATE: ["update", "open", "back", "remove"],
            Standing.WORKING: ["stop"],
        }[standing]
    )
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.store.list.isVisible()


def texts_of(page: DetailPage) -> str:
    return "\n".join(
        face.text(QAccessible.Text.Name)
        for child in page.findChildren(QWidget)
        if child.isVisible() and (face := QAccessible.queryAccessibleInterface(child)) is not None
    )


def test_only_all_of_them_are_called_installed(stage: Stage) -> None:
    window = shown(stage)
    assert window.count.text() == "8 installed"
    window.sections.choose(Section.PINNED)
    assert window.count.text() == "2 mini-programs"
    window.sections.choose(Section.UPDATES)
    assert window.count.text() == "1 mini-program"


def test_an_update_shows_its_changes_and_what_it_wants_beyond_what_was_agreed(stage: Stage) -> None:
    window = discovering(stage)
    page = window.detail
    page.show_facts(samples.detail(Standing.UPDATE))
    window.show_detail()
    stage.wait(20)
    assert page.update_button.text() == ENGLISH.store.agree_update
    said = texts_of(page)
    for words in ("Notes can be found by place.", "New: know your location", "1.3.0"):
        assert words in said
    for words in ("Connects to https://api.example.org", "New: connects to https://"):
        assert words in said, "an address alone says nothing"
    page.show_facts(
        msgspec.structs.replace(samples.detail(Standing.UPDATE), new_rights=(), new_origins=())
    )
    assert page.update_button.text() == ENGLISH.store.update


def test_progress_is_told_in_bytes(stage: Stage) -> None:
    window = discovering(stage)
    page = window.detail
    page.show_facts(samples.detail(Standing.WORKING))
    window.show_detail()
    page.show_progress(1_200_000, 2_400_000)
    assert page.progress.value() == page.progress.maximum() // 2
    assert page.amount.text() == "1.2 MB of 2.4 MB"
    page.show_progress(2_400_000, 2_400_000)
    assert page.amount.text() == ENGLISH.store.checking
    face = QAccessible.queryAccessibleInterface(page.progress)
    assert face.role() is QAccessible.Role.ProgressBar
    assert "Notes" in face.text(QAccessible.Text.Name)


def test_focus_stays_with_the_acts_when_they_change(stage: Stage) -> None:
    window = discovering(stage)
    page = window.detail
    page.show_facts(samples.detail(Standing.OFFERED))
    window.show_detail()
    page.install.setFocus()
    page.show_facts(samples.detail(Standing.WORKING))
    assert QApplication.focusWidget() is page.stop


def test_a_registry_needs_an_address_and_a_fingerprint_or_a_root(stage: Stage) -> None:
    window = shown(stage)
    dialog = RegistriesDialog(stage.appearance, window)
    asked: list[tuple[str, str, str]] = []
    removed: list[str] = []
    dialog.add_requested.connect(lambda *given: asked.append(given))
    dialog.remove_requested.connect(removed.append)
    dialog.show_trusted([("demo", "https://demo.example.org/")])
    stage.show(dialog)
    QTest.keyClicks(dialog.address, "https://apps.example.org/")
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    assert not dialog.trust.isEnabled()
    QTest.keyClicks(dialog.fingerprint, "ab" * 32)
    QTest.keyClick(dialog.fingerprint, Qt.Key.Key_Return)
    assert asked == [("https://apps.example.org/", "ab" * 32, "")]
    dialog.show_problem("what was wrong, where, and what to do. " * 8)
    stage.wait(20)
    assert dialog.problem.height() >= dialog.problem.heightForWidth(dialog.problem.width())
    dialog.show_problem("<b>no</b>")
    assert dialog.problem.textFormat() is Qt.TextFormat.PlainText
    assert dialog.address.text()
    for field in (dialog.address, dialog.fingerprint, dialog.removers["demo"]):
        assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name)
    QTest.mouseClick(dialog.removers["demo"], Qt.MouseButton.LeftButton)
    assert removed == ["demo"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_menu_pins_updates_goes_back_and_stays(stage: Stage) -> None:
    window = shown(stage)
    seen: list[object] = []
    window.pin_requested.connect(lambda app, on: seen.append(("pin", on)))
    window.stay_requested.connect(lambda app, on: seen.append(("stay", on)))
    window.update_requested.connect(lambda app: seen.append("update"))
    window.roll_back_requested.connect(lambda app: seen.append("back"))
    notes = window.model.find_row("org.example.notes")
    hello = window.model.find_row("org.example.hello")
    assert notes is not None
    assert hello is not None
    for action in window.make_menu(notes).actions():
        action.trigger()
    assert seen == [("pin", True), "update", ("stay", True), "back"]
    texts = [action.text() for action in window.make_menu(hello).actions()]
    assert ENGLISH.store.unpin in texts
    assert ENGLISH.store.version_stay not in texts  # there is no registry to ask


def test_every_control_of_the_section_has_a_name_and_a_role(stage: Stage) -> None:
    window = discovering(stage)
    roles = {
        window.sections: QAccessible.Role.PageTabList,
        window.store.list: QAccessible.Role.List,
        window.store.category: QAccessible.Role.ComboBox,
        window.store.registries: QAccessible.Role.Button,
        window.store.reload: QAccessible.Role.Button,
    }
    for control, role in roles.items():
        face = QAccessible.queryAccessibleInterface(control)
        assert face.role() is role, control
        assert face.text(QAccessible.Text.Name) or control is window.store.category
    tabs = QAccessible.queryAccessibleInterface(window.sections)
    names = [tabs.child(n).text(QAccessible.Text.Name) for n in range(len(Section))]
    assert names[0] == "All"
    assert names[3] == "Updates (1)"


def test_the_trays_menu_opens_apps_and_quits(stage: Stage) -> None:
    seen: list[object] = []
    tray = Tray(
        stage.appearance, lambda: seen.append("show"), seen.append, lambda: seen.append("quit")
    )
    tray.show_apps([(AppId("org.example.notes"), "Notes & more")])
    for action in tray.menu.actions():
        action.trigger()
    assert seen == ["show", "org.example.notes", "quit"]
    tray.menu.deleteLater()
