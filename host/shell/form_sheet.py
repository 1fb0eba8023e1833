"""A form of what a person keeps in the host: pick an entry or write one, for one app."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from host.services.ports import Filled, FormKind
from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, ChoiceBox, TextRole, button, label
from host.shell.face import AppFace
from host.shell.glyphs import Glyph
from host.shell.person_forms import COMPANY, FIELDS, PERSON, TYPE, Field, in_short
from host.shell.question_sheet import QuestionSheet
from host.shell.style import Appearance
from host.shell.yielding_area import YieldingArea

_GLYPHS = {
    FormKind.ADDRESS: Glyph.HOME,
    FormKind.INVOICE_TITLE: Glyph.CLIPBOARD,
    FormKind.PLACE: Glyph.LOCATION,
}


class FormSheet(QuestionSheet):
    """`filled` is called once or more."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        face: AppFace,
        kind: FormKind,
        kept: tuple[Mapping[str, str], ...],
        proposed: Mapping[str, str] | None,
        filled: Callable[[Filled], None],
    ) -> None:
        words = appearance.texts.form
        self.cancel = button(words.cancel)
        self.use = button(words.use, ButtonRole.PRIMARY)
        super().__init__(appearance, window, (self.cancel, self.use))
        self._kind = kind
        self._kept = list(kept)
        self._filled = filled
        self._proposed = proposed or {}
        self.fields: dict[str, QLineEdit] = {}
        self._of_companies: tuple[QWidget, ...] = ()
        self.type = ChoiceBox(appearance)
        self.entries = ChoiceBox(appearance)
        self.forget = button(words.forget, ButtonRole.TEXT)
        self.problem = label("", TextRole.DANGER, wraps=True)
        title = words.titles[kind].format(name=face.isolated_name)
        self.board.setAccessibleName(title)
        meaning = words.meanings[kind].format(name=face.isolated_name)
        self._part = YieldingArea((self.entries, self._form(), self.forget))
        details = (self._part, self.problem)
        self.ask(shelf, face, _GLYPHS[kind], title, details, meaning)
        self.problem.hide()
        self._list_entries()
        self.entries.say_name(words.kept)
        self.entries.activated.connect(lambda _: self._show_entry())
        self.type.activated.connect(lambda _: self._fit_type())
        self.forget.clicked.connect(self._forget)
        self.cancel.clicked.connect(self.dismiss)
        self.use.clicked.connect(self._use)
        # What the app proposes comes first; else what was used last.
        self.entries.setCurrentIndex(0 if self._kept and proposed is None else len(self._kept))
        self._show_entry()

    def dismiss(self) -> None:
        if not self.guard.closed:
            self._filled(Filled(None, tuple(self._kept)))

    def _form(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        row = column = 0
        for field in FIELDS[self._kind]:
            width = 1 if field.half or column else 2
            self._add_field(grid, field, row, column, width)
            column = 1 if field.half else 0
            row += 0 if field.half else 2
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return holder

    def _add_field(
        self, grid: QGridLayout, field: Field, row: int, column: int, width: int
    ) -> None:
        words = self._appearance.texts.form
        named = label(words.labels[field.name], TextRole.CAPTION)
        grid.addWidget(named, row, column, 1, width)
        control: QWidget
        if field is TYPE:
            control = self.type
            self.type.addItem(words.company, COMPANY)
            self.type.addItem(words.person, PERSON)
        else:
            control = self.fields[field.name] = QLineEdit()
            control.setMaxLength(field.most_chars)
            control.returnPressed.connect(self._use)
        control.setAccessibleName(words.labels[field.name])
        named.setBuddy(control)
        grid.addWidget(control, row + 1, column, 1, width)
        if field.company:
            self._of_companies += (named, control)

    def _list_entries(self) -> None:
        self.entries.clear()
        for entry in self._kept:
            self.entries.addItem(in_short(self._kind, entry))
        self.entries.addItem(self._appearance.texts.form.new)
        self.entries.setVisible(bool(self._kept))

    @property
    def _chosen(self) -> Mapping[str, str] | None:
        place = self.entries.currentIndex()
        return self._kept[place] if 0 <= place < len(self._kept) else None

    def _show_entry(self) -> None:
        shown = self._chosen or self._proposed
        for name, field in self.fields.items():
            field.setText(shown.get(name, ""))
            field.setCursorPosition(0)
        self.type.setCurrentIndex(max(0, self.type.findData(shown.get(TYPE.name, COMPANY))))
        self.forget.setVisible(self._chosen is not None)
        self._fit_type()

    def _fit_type(self) -> None:
        """A person has no tax number and no bank on an invoice."""
        for shown in self._of_companies:
            shown.setVisible(self.type.currentData() == COMPANY)
        self._say_wrong(None, "")

    def _forget(self) -> None:
        chosen = self._chosen
        if self.guard.closed or chosen is None:
            return
        self._kept.remove(chosen)
        self._list_entries()
        self.entries.setCurrentIndex(len(self._kept))
        self._show_entry()

    def _use(self) -> None:
        if self.guard.closed or self._is_wrong():
            return
        # Not isVisible: a field that is scrolled out of sight counts.
        entry = {
            name: "" if field.isHidden() else field.text().strip()
            for name, field in self.fields.items()
        }
        if self._kind is FormKind.INVOICE_TITLE:
            entry[TYPE.name] = str(self.type.currentData())
        chosen = self._chosen
        # An entry that was changed takes the place of what it was.
        kept = tuple(each for each in self._kept if each is not chosen or each == entry)
        self._filled(Filled(entry, kept))

    def _is_wrong(self) -> bool:
        """Says what is wrong first, and where."""
        words = self._appearance.texts.form
        for field in FIELDS[self._kind]:
            control = self.fields.get(field.name)
            if control is None:
                continue
            text, name = control.text().strip(), words.labels[field.name]
            if field.needed and not text:
                self._say_wrong(control, words.needed.format(label=name))
                return True
            limit = field.limit
            if limit is not None and not _is_number(text, limit):
                told = words.number_needed.format(label=name, low=f"-{limit:g}", high=f"{limit:g}")
                self._say_wrong(control, told)
                return True
        return False

    def _say_wrong(self, control: QLineEdit | None, problem: str) -> None:
        for field in self.fields.values():
            field.setProperty("wrong", field is control)
            field.style().unpolish(field)
            field.style().polish(field)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if control is not None:
            control.setFocus()
            control.setAccessibleDescription(problem)
            self._part.ensureWidgetVisible(control)
        if self.isVisible():
            self.place_board()


def _is_number(text: str, limit: float) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and abs(value) <= limit
