"""What the registries offer: categories, a list of cards, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from host.shell.app_icons import IconShelf
from host.shell.controls import (
    ButtonRole,
    ChoiceBox,
    GlyphButton,
    TextRole,
    button,
    label,
)
from host.shell.display_text import isolated
from host.shell.glyphs import Glyph
from host.shell.launcher_list import LauncherList
from host.shell.launcher_model import LauncherModel
from host.shell.launcher_rows import AppRow, Arranged
from host.shell.launcher_states import EmptyState
from host.shell.launcher_words import Section
from host.shell.style import Appearance
from sandbox.category import Category


class StorePage(QWidget):
    """Shows offers. `detail_requested(app_id, registry)` when a person chooses one."""

    detail_requested = Signal(str, str)
    registries_requested = Signal()
    reload_requested = Signal()
    shown_changed = Signal()

    def __init__(self, appearance: Appearance, shelf: IconShelf) -> None:
        super().__init__()
        texts = appearance.texts
        self._words = texts.store
        self._found = texts.launcher
        self._has_registry = True  # until somebody has looked
        self._asked = False
        self.model = LauncherModel(texts, self)
        self.list = LauncherList(appearance, shelf, self.model)
        self.list.setAccessibleName(self._words.offers_name)
        self.category = ChoiceBox(appearance)
        self.category.say_name(self._words.category_name)
        self.category.setMinimumWidth(160)
        self._choices: list[Category | None] = [None]
        self.registries = button(self._words.registries, ButtonRole.TEXT)
        self.reload = GlyphButton(appearance, Glyph.RELOAD, self._words.look_for_updates)
        self.notice = label("", TextRole.MUTED, wraps=True)
        self.no_registry = EmptyState(
            appearance,
            self._words.no_registry_title,
            self._words.no_registry_body,
            self._words.add_registry,
        )
        self.looking = label(self._words.looking, TextRole.MUTED)
        self.nothing = EmptyState(
            appearance,
            self._words.empty_titles[Section.DISCOVER],
            self._words.empty_bodies[Section.DISCOVER],
            self._words.try_again,
        )
        self._body = QStackedLayout()
        self._bar = QWidget()
        self._arrange()
        self._connect()
        self._show_categories()

    def show_offers(self, offers: Arranged, unreachable: Sequence[str]) -> None:
        """Show these; `unreachable` names registries whose last word is all there is."""
        self._has_registry = self._asked = True
        chosen = self.list.chosen_row()
        self.model.show_arranged(offers)
        self._show_categories()
        line = self._words.offline_notice
        self.notice.setText("\n".join(line.format(registry=isolated(name)) for name in unreachable))
        self.notice.setVisible(bool(unreachable))
        self.shown_changed.emit()
        if chosen is not None:
            self.list.choose(self.model.place_of(chosen.app_id))

    def show_looking(self) -> None:
        """Say that the registries are being asked, where there is nothing else to show."""
        self._has_registry, self._asked = True, False
        self.shown_changed.emit()

    def show_no_registry(self) -> None:
        """Nobody to ask: offer to add a registry."""
        self._has_registry = False
        self.model.show_arranged(Arranged(()))
        self.notice.hide()
        self.shown_changed.emit()

    def refresh(self, query: str) -> None:
        """Show the list, or what stands in its place for `query`."""
        self._bar.setVisible(self._has_registry)
        if not self._has_registry:
            self._body.setCurrentWidget(self.no_registry)
        elif not self.model.total and not self._asked:
            self._body.setCurrentWidget(self._waiting)
        elif not self.model.rowCount():
            if query.strip():
                found = self._found.nothing_found_title.format(query=isolated(query, 40))
                self.nothing.say(found, self._found.nothing_found_body)
            else:
                words = self._words
                self.nothing.say(
                    words.empty_titles[Section.DISCOVER], words.empty_bodies[Section.DISCOVER]
                )
            self._body.setCurrentWidget(self.nothing)
        else:
            self._body.setCurrentWidget(self.list)
            if not self.list.currentIndex().isValid():
                self.list.choose(None)

    def count_text(self) -> str:
        """How many are shown, in words."""
        count = self.model.rowCount()
        if count == 1:
            return self._words.offers_one
        return self._words.offers_many.format(count=f"{count:,}")

    def open_chosen(self) -> None:
        """As if the chosen card was pressed."""
        if row := self.list.chosen_row():
            self._choose(row)

    def _arrange(self) -> None:
        self._waiting = QWidget()
        waiting = QVBoxLayout(self._waiting)
        waiting.setContentsMargins(24, 24, 24, 24)
        waiting.addWidget(self.looking)
        waiting.addStretch(1)
        for page in (self.list, self.no_registry, self._waiting, self.nothing):
            self._body.addWidget(page)
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(24, 0, 24, 12)
        bar.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.category)
        row.addStretch(1)
        row.addWidget(self.registries)
        row.addWidget(self.reload)
        bar.addLayout(row)
        bar.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addLayout(self._body, 1)
        self.notice.hide()

    def _connect(self) -> None:
        self.category.activated.connect(self._choose_category)
        self.registries.clicked.connect(self.registries_requested)
        self.reload.clicked.connect(self.reload_requested)
        self.nothing.action.clicked.connect(self.reload_requested)
        self.no_registry.action.clicked.connect(self.registries_requested)
        self.list.clicked.connect(self._choose_index)
        self.list.activated.connect(self._choose_index)
        self.model.searchable.connect(self.shown_changed)

    def _show_categories(self) -> None:
        """Only those that hold something; the chosen one stays."""
        place = self.category.currentIndex()
        kept = self._choices[place] if place >= 0 else None
        there = self.model.categories | ({kept} if kept else set())
        names = self._words.categories
        self._choices = [None, *sorted(there, key=lambda each: names[each])]
        self.category.clear()
        for each in self._choices:
            self.category.addItem(self._words.all_categories if each is None else names[each])
        self.category.setCurrentIndex(self._choices.index(kept))

    def _choose_category(self, place: int) -> None:
        self.model.show_category(self._choices[place])
        self.shown_changed.emit()

    def _choose_index(self, index: QModelIndex) -> None:
        self._choose(self.model.row(index.row()))

    def _choose(self, row: AppRow) -> None:
        self.detail_requested.emit(str(row.app_id), row.registry)
