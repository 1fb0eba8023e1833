"""The launcher, used as a person uses it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from bridge.names import AppId
from host.shell.app_icons import IconRequest, IconShelf, tile_letter
from host.shell.badges import Badge
from host.shell.icon_decode import decode_icon, is_drawing_only
from host.shell.launcher import LauncherWindow
from host.shell.launcher_model import AppRow, LauncherModel
from host.shell.style import Appearance
from host.shell.texts import ENGLISH, texts_for
from host.shell.tokens import Contrast, Tone, tokens_for
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]


def opened(window: LauncherWindow) -> list[str]:
    seen: list[str] = []
    window.open_requested.connect(seen.append)
    return seen


def shown(stage: Stage) -> LauncherWindow:
    window = LauncherWindow(stage.appearance, stage.shelf)
    window.show_rows(samples.rows())
    stage.show(window)
    stage.wait(30)
    return window


def middle_of(window: LauncherWindow, number: int) -> QPoint:
    return window.list.visualRect(window.model.index(number, 0)).center()


def test_typing_a_name_and_enter_opens_the_app(stage: Stage) -> None:
    window = shown(stage)
    seen = opened(window)
    assert QApplication.focusWidget() is window.search
    QTest.keyClicks(window.search, "recip")
    assert window.model.rowCount() == 1
    assert window.count.text() == "1 of 8"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert seen == ["org.example.recipes"]


@pytest.mark.parametrize("contrast", Contrast)
@pytest.mark.parametrize("tone", Tone)
def test_what_a_field_asks_for_can_be_read(stage: Stage, tone: Tone, contrast: Contrast) -> None:
    """A style sheet's colour would be halved for it."""
    look = Appearance(tokens_for(tone, contrast), ENGLISH)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    look.dress(application)
    window = LauncherWindow(look, IconShelf(look))
    stage.show(window)
    muted = look.colour(look.tokens.colours.text_muted)
    assert window.search.palette().placeholderText().color() == muted
    stage.appearance.dress(application)


def test_a_font_is_its_callers_own(stage: Stage) -> None:
    style = stage.appearance.tokens.type.caption
    font = stage.appearance.font(style)
    font.setPixelSize(99)
    assert stage.appearance.font(style).pixelSize() == style.size_px


def test_chinese_names_are_found_in_an_english_shell(stage: Stage) -> None:
    window = shown(stage)
    window.search.setText("天气")
    assert [window.model.row(0).app_id] == ["org.example.weather"]


def test_arrows_and_enter_open_without_a_mouse(stage: Stage) -> None:
    window = shown(stage)
    seen = opened(window)
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is window.list
    QTest.keyClick(window.list, Qt.Key.Key_Right)
    QTest.keyClick(window.list, Qt.Key.Key_Return)
    assert seen == [window.model.row(1).app_id]


def test_a_letter_typed_on_the_list_goes_to_the_search(stage: Stage) -> None:
    window = shown(stage)
    window.list.setFocus()
    QTest.keyClicks(window.list, "w")
    assert window.search.text() == "w"
    assert QApplication.focusWidget() is window.search


def test_one_click_opens_and_a_double_click_opens_once(stage: Stage) -> None:
    window = shown(stage)
    seen = opened(window)
    view = window.list.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle_of(window, 0))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=middle_of(window, 0))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle_of(window, 0))
    assert seen == [window.model.row(0).app_id]


def ground(window: LauncherWindow, number: int) -> str:
    """The colour of a card's ground, near its corner, where nothing else is drawn."""
    card = window.list.visualRect(window.model.index(number, 0))
    picture = window.list.viewport().grab().toImage()
    return picture.pixelColor(card.topLeft() + QPoint(8, 50)).name()


def test_the_card_under_the_pointer_is_lit(stage: Stage) -> None:
    window = shown(stage)
    colours = stage.appearance.tokens.colours
    view = window.list.viewport()
    QTest.mouseMove(view, middle_of(window, 1))
    stage.wait(30)
    assert [ground(window, each) for each in range(3)] == [
        colours.surface,
        colours.surface_hover,
        colours.surface,
    ]
    QTest.mouseMove(window, QPoint(2, 2))
    stage.wait(30)
    assert ground(window, 1) == colours.surface


def test_the_chosen_card_is_framed_while_the_list_has_the_keyboard(stage: Stage) -> None:
    window = shown(stage)
    index = window.model.index(2, 0)
    window.list.choose(2)
    assert not window.list.is_chosen(index)  # the search has the keyboard
    window.list.setFocus()
    assert window.list.is_chosen(index)
    assert not window.list.is_chosen(window.model.index(1, 0))


def test_the_context_menu_has_every_act(stage: Stage) -> None:
    window = shown(stage)
    row = window.model.row(2)
    seen: list[tuple[str, str]] = []
    window.open_requested.connect(lambda app: seen.append(("open", app)))
    window.about_requested.connect(lambda app: seen.append(("about", app)))
    window.permissions_requested.connect(lambda app: seen.append(("permissions", app)))
    window.remove_requested.connect(lambda app: seen.append(("remove", app)))
    for action in window.make_menu(row).actions():
        action.trigger()
    assert seen == [(act, row.app_id) for act in ("open", "about", "permissions", "remove")]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_context_menu_opens_by_keyboard(
    stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    window = shown(stage)
    window.list.choose(1)
    window.list.setFocus()
    QTest.keyClick(window.list, key, modifier)
    stage.wait(20)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    name = window.model.row(1).local("en").name
    assert menu.accessibleName() == name
    menu.close()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_in_the_narrowest_window_every_section_is_seen(stage: Stage, language: str) -> None:
    look = Appearance(tokens_for(Tone.LIGHT, moves=False), texts_for(language))
    window = LauncherWindow(look, IconShelf(look))
    window.show_rows(samples.library())
    stage.show(window)
    wide = window.sections.sizeHint().width()
    assert window.count.isVisible()
    window.resize(window.minimumWidth(), 700)
    stage.wait(20)
    bar = window.sections
    assert bar.rect().contains(bar.tabRect(bar.count() - 1))
    assert not any(each.isVisible() for each in bar.findChildren(QToolButton)), "it scrolls"
    window.resize(900, 700)
    stage.wait(20)
    assert window.count.isVisible()
    assert bar.sizeHint().width() == wide


def test_nothing_found_says_so_and_offers_the_way_back(stage: Stage) -> None:
    window = shown(stage)
    QTest.keyClicks(window.search, "zzzz<b>")
    assert window.nothing_found.isVisible()
    assert "zzzz<b>" in window.nothing_found.title.text()
    assert window.nothing_found.title.textFormat() is Qt.TextFormat.PlainText
    QTest.mouseClick(window.nothing_found.action, Qt.MouseButton.LeftButton)
    assert window.list.isVisible()
    assert window.model.rowCount() == 8


def test_an_empty_library_says_what_to_do(stage: Stage) -> None:
    window = shown(stage)
    window.show_rows([])
    assert window.empty.isVisible()
    assert ".ma" in window.empty.body.text()
    assert window.empty.action.text() == ENGLISH.launcher.add


def test_the_chosen_app_stays_chosen_when_the_library_changes(stage: Stage) -> None:
    window = shown(stage)
    window.list.choose(window.model.place_of("org.example.plants"))
    window.show_rows(samples.rows()[1:])
    row = window.list.chosen_row()
    assert row is not None
    assert row.app_id == "org.example.plants"


@pytest.mark.parametrize(
    ("names", "accepted"),
    [(["a.ma"], True), (["folder"], True), (["a.zip"], False), (["a.ma", "b.ma"], False)],
)
def test_dropping(stage: Stage, tmp_path: Path, names: list[str], accepted: bool) -> None:
    window = shown(stage)
    seen: list[str] = []
    window.sideload_requested.connect(seen.append)
    for name in names:
        place = tmp_path / name
        if place.suffix:
            place.write_bytes(b"PK")
        else:
            place.mkdir()
    load = QMimeData()
    load.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    copy, left, no_keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(QDragEnterEvent(QPointF(50, 50), copy, load, left, no_keys))
    window.dropEvent(QDropEvent(QPointF(50, 50), copy, load, left, no_keys))
    assert seen == ([str(tmp_path / names[0])] if accepted else [])


def test_every_control_has_a_name(stage: Stage) -> None:
    window = shown(stage)
    buttons = (window.add_button, window.scan_button, window.timings_button)
    for control in (window.search, *buttons, window.list):
        face = QAccessible.queryAccessibleInterface(control)
        assert face is not None
        assert face.text(QAccessible.Text.Name), control
    assert QAccessible.queryAccessibleInterface(window.search).role() is (
        QAccessible.Role.EditableText
    )
    said = window.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for word in ("City Tickets", "Buses", "Lantern Studio", "Sideloaded"):
        assert word in said


def test_at_its_narrowest_nothing_covers_the_search(stage: Stage) -> None:
    window = shown(stage)
    window.resize(window.minimumSize())
    stage.wait(20)
    assert window.width() == 400
    search = window.search.geometry()
    for control in (window.add_button, window.scan_button, window.timings_button):
        assert not control.geometry().intersects(search)
        assert window.rect().contains(control.geometry())


def test_ten_thousand_apps_cost_no_widget_each(stage: Stage) -> None:
    window = shown(stage)
    before = len(window.findChildren(object))
    many = [
        AppRow(AppId(f"org.example.n{number}"), f"App {number}", "Text", "Works", Badge.VERIFIED)
        for number in range(10_000)
    ]
    window.show_rows(many)
    stage.wait(30)
    assert len(window.findChildren(object)) <= before + 2
    started_s = time.perf_counter()
    window.list.scrollToBottom()
    window.list.viewport().repaint()
    assert time.perf_counter() - started_s < 1.0
    assert window.model.row(9_999).name == "App 9999"
    window.search.setText("app 9998")
    assert window.model.row(0).app_id == "org.example.n9998"


def test_names_sort_as_people_count() -> None:
    model = LauncherModel(texts_for("zh-CN"))
    model.show_rows(
        AppRow(AppId(f"org.example.n{number}"), f"App {number}", "", "", Badge.VERIFIED)
        for number in (10, 2, 1)
    )
    assert [model.row(number).name for number in range(3)] == ["App 1", "App 2", "App 10"]


def test_an_icon_replaces_its_tile_when_it_is_decoded(stage: Stage) -> None:
    request = IconRequest("org.example.notes", "Notes", samples.reader(samples.NOTES_ICON))
    with stage.qtbot.waitSignal(stage.shelf.arrived, timeout=3000) as arrived:
        tile = stage.shelf.pixmap(request, 48, 1.0).toImage()
    assert arrived.args == ["org.example.notes"]
    assert stage.shelf.pixmap(request, 48, 1.0).toImage() != tile


def test_an_app_that_was_only_offered_has_its_icon_once_it_is_installed(stage: Stage) -> None:
    offered = IconRequest("org.example.tea", "Tea", None)
    tile = stage.shelf.pixmap(offered, 48, 1.0).toImage()
    installed = IconRequest("org.example.tea", "Tea", samples.reader(samples.NOTES_ICON))
    with stage.qtbot.waitSignal(stage.shelf.arrived, timeout=3000):
        assert stage.shelf.pixmap(installed, 48, 1.0).toImage() == tile
    assert stage.shelf.pixmap(installed, 48, 1.0).toImage() != tile


@pytest.mark.parametrize(
    "body",
    [
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<image xlink:href="//server/share/x.png" width="9" height="9"/>',
        '<use href="#a"/>',
        '<path fill="red" href="http://example.org"/>',
        "<script>1</script>",
        "<foreignObject/>",
        "<g>" * 40 + "</g>" * 40,
        "<path/>" * 3000,
    ],
)
def test_an_svg_that_does_more_than_draw_is_no_icon(body: str) -> None:
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    source = f'<svg {namespaces} viewBox="0 0 9 9">{body}</svg>'
    assert not is_drawing_only(source)
    assert decode_icon(source.encode(), 32) is None


def test_a_bomb_of_entities_is_no_icon() -> None:
    source = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    assert not is_drawing_only(source)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg", b"\xff\xfe<"])
def test_broken_pictures_are_no_icons(content: bytes) -> None:
    assert decode_icon(content, 32) is None


def test_an_svg_is_drawn() -> None:
    image = decode_icon(samples.NOTES_ICON, 64)
    assert image is not None
    assert (image.width(), image.height()) == (64, 64)
    assert image.pixelColor(32, 20).name() == "#ffffff"


@pytest.mark.parametrize(
    ("name", "letter"), [("notes", "N"), ("便签", "便"), ("  (3d)", "3"), ("\u202e", "·")]
)
def test_the_tiles_letter(name: str, letter: str) -> None:
    assert tile_letter(name) == letter
