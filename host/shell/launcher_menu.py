"""The context menu of one app in the launcher."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from host.shell.display_text import menu_text, plain
from host.shell.launcher_rows import AppRow
from host.shell.launcher_words import Note
from host.shell.texts import Texts


class LauncherActs:
    """What the menu calls, each with the app's id; `pin` and `stay` with the wish too."""

    def __init__(
        self,
        open_app: Callable[[str], None],
        about: Callable[[str], None],
        permissions: Callable[[str], None],
        remove: Callable[[str], None],
        pin: Callable[[str, bool], None],
        update: Callable[[str], None],
        stay: Callable[[str, bool], None],
        roll_back: Callable[[str], None],
    ) -> None:
        self.open_app = open_app
        self.about = about
        self.permissions = permissions
        self.remove = remove
        self.pin = pin
        self.update = update
        self.stay = stay
        self.roll_back = roll_back


def app_menu(parent: QWidget, texts: Texts, row: AppRow, acts: LauncherActs) -> QMenu:
    """Only what can be done with this app now."""
    menu = QMenu(parent)
    words, store = texts.launcher, texts.store
    menu.setAccessibleName(plain(row.local(texts.language).name))
    app_id = str(row.app_id)

    def add(text: str, act: Callable[[], None]) -> None:
        menu.addAction(menu_text(text)).triggered.connect(lambda _=False: act())

    add(words.open, lambda: acts.open_app(app_id))
    add(words.about, lambda: acts.about(app_id))
    add(words.permissions, lambda: acts.permissions(app_id))
    pin = store.unpin if row.pinned else store.pin
    menu.addSeparator()
    add(pin, lambda: acts.pin(app_id, not row.pinned))
    if row.updatable:
        looks = store.update if row.note is Note.UPDATE else store.look_for_updates
        add(looks, lambda: acts.update(app_id))
        stay = menu.addAction(menu_text(store.version_stay))
        stay.setCheckable(True)
        stay.setChecked(row.stays)
        stay.triggered.connect(lambda wanted: acts.stay(app_id, wanted))
    if row.previous:
        add(
            store.roll_back.format(version=plain(row.previous, 40)),
            lambda: acts.roll_back(app_id),
        )
    menu.addSeparator()
    add(words.remove, lambda: acts.remove(app_id))
    return menu
