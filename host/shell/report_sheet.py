"""What a report for a bug holds, shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from host.shell.app_icons import IconShelf
from host.shell.controls import ButtonRole, ChoiceBox, button
from host.shell.face import AppFace
from host.shell.facts_grid import size_text
from host.shell.glyphs import Glyph
from host.shell.question_sheet import QuestionSheet
from host.shell.style import Appearance
from host.shell.yielding_area import YieldingArea

_SHOWN_CHARS = 200_000
"""Of one part; a text field takes seconds for megabytes."""


class ReportSheet(QuestionSheet):
    """`done(True)`: the person wants it saved."""

    def __init__(
        self,
        appearance: Appearance,
        shelf: IconShelf,
        window: QWidget,
        face: AppFace,
        files: Mapping[str, bytes],
        done: Callable[[bool], None],
    ) -> None:
        words = appearance.texts.report
        self.cancel = button(words.cancel)
        self.save = button(words.save, ButtonRole.PRIMARY)
        super().__init__(appearance, window, (self.cancel, self.save))
        self._done = done
        self._files = dict(files)
        self.part = ChoiceBox(appearance)
        self.part.say_name(words.file)
        self.content = QPlainTextEdit()
        self.content.setReadOnly(True)
        self.content.setAccessibleName(words.content)
        self.content.setTabChangesFocus(True)
        self.content.setMinimumHeight(180)
        for name, content in self._files.items():
            self.part.addItem(f"{name} · {size_text(len(content))}", name)
        self.part.currentIndexChanged.connect(self._show_part)
        self._show_part()
        title = words.title.format(name=face.isolated_name)
        self.board.setAccessibleName(title)
        self.ask(
            shelf,
            face,
            Glyph.WARNING,
            title,
            (self.part, YieldingArea((self.content,))),
            words.hint,
        )
        self.cancel.clicked.connect(self.dismiss)
        self.save.clicked.connect(self._accept)

    def dismiss(self) -> None:
        if not self.guard.closed:
            self._done(False)

    def _accept(self) -> None:
        if not self.guard.closed:
            self._done(True)

    def _show_part(self) -> None:
        text = self._files.get(str(self.part.currentData()), b"").decode(errors="replace")
        cut = text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}\n…"
        self.content.setPlainText(cut)
