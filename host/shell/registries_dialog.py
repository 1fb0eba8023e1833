"""Which registries are trusted; adding one by its address and fingerprint, or its root file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from host.shell.controls import ButtonRole, FrameRole, TextRole, button, frame, label
from host.shell.display_text import isolated, plain
from host.shell.elided import ElidedLine
from host.shell.style import Appearance

_WIDTH_PX = 520


class RegistriesDialog(QDialog):
    """Asks, and says what was asked for; whoever listens does it and tells the outcome.

    `add_requested(address, fingerprint, root_file)`, each as typed or empty;
    `remove_requested(name)`.
    """

    add_requested = Signal(str, str, str)
    remove_requested = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words = appearance.texts.store
        self._root = ""
        self.setWindowTitle(words.dialog_title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.address = QLineEdit()
        self.address.setPlaceholderText(words.address_hint)
        self.address.setMaxLength(2_000)
        self.fingerprint = QLineEdit()
        self.fingerprint.setPlaceholderText(words.fingerprint_hint)
        self.fingerprint.setMaxLength(400)
        self.root_file = button(words.root_file, ButtonRole.TEXT)
        self.root_name = label("", TextRole.CAPTION)
        self.problem = label("", TextRole.DANGER, wraps=True)
        self.trust = button(words.trust, ButtonRole.PRIMARY)
        self.close_button = button(words.close)
        self.removers: dict[str, QPushButton] = {}
        self._trusted = QVBoxLayout()
        self._arrange()
        self.root_file.clicked.connect(self._choose_root)
        self.trust.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)
        for field in (self.address, self.fingerprint):
            field.returnPressed.connect(self._ask)
            field.textChanged.connect(self._settle)
        self._settle()
        self.address.setFocus()

    def show_trusted(self, registries: Sequence[tuple[str, str]]) -> None:
        """List these, each a name and an address."""
        while (item := self._trusted.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.removers.clear()
        if not registries:
            self._trusted.addWidget(label(self._words.trusted_none, TextRole.MUTED))
        for name, address in registries:
            self._trusted.addWidget(self._row(name, address))

    def show_working(self, working: bool) -> None:
        """While a registry is asked nothing can be sent a second time."""
        self.problem.hide()
        for each in (self.address, self.fingerprint, self.root_file):
            each.setEnabled(not working)
        self.trust.setEnabled(not working and self._is_complete())

    def show_problem(self, text: str) -> None:
        """Say why it was not added; what was typed stays."""
        self.show_working(False)
        self.problem.setText(plain(text, 600))
        self.problem.show()
        self._make_room()
        self.address.setFocus()

    def clear(self) -> None:
        """Forget what was typed: it was added."""
        self._root = ""
        self.address.clear()
        self.fingerprint.clear()
        self.root_name.clear()
        self.show_working(False)

    def choose_root(self, path: Path) -> None:
        """Take this root file: nobody's word is needed for it but whoever handed it out."""
        self._root = str(path)
        self.root_name.setText(self._words.root_chosen.format(name=isolated(path.name)))
        self._settle()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.setProperty("role", "window")
        self.setMinimumSize(QSize(360, 320))
        self.resize(_WIDTH_PX, 460)
        words = self._words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(label(words.trusted, TextRole.SUBTITLE))
        layout.addLayout(self._trusted)
        layout.addSpacing(8)
        layout.addWidget(frame(FrameRole.RULE))
        layout.addSpacing(8)
        layout.addWidget(label(words.dialog_body, TextRole.MUTED, wraps=True))
        layout.addSpacing(4)
        for name, field in ((words.address, self.address), (words.fingerprint, self.fingerprint)):
            title = label(name, TextRole.STRONG)
            title.setBuddy(field)
            field.setAccessibleName(name)
            layout.addWidget(title)
            layout.addWidget(field)
        root = QHBoxLayout()
        root.setSpacing(8)
        root.addWidget(self.root_file)
        root.addWidget(self.root_name, 1)
        layout.addLayout(root)
        layout.addWidget(self.problem)
        layout.addSpacing(12)
        layout.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        acts.addWidget(self.close_button)
        acts.addWidget(self.trust)
        layout.addLayout(acts)
        self.problem.hide()

    def _make_room(self) -> None:
        """Nothing of what is said may be cut off: a wrapped label asks a window for no more."""
        needed_px = self.heightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed_px))

    def _row(self, name: str, address: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(ElidedLine(TextRole.STRONG, name))
        layout.addWidget(ElidedLine(TextRole.MUTED, address))
        layout.addStretch(1)
        remove = button(self._words.forget, ButtonRole.TEXT)
        remove.setAccessibleName(self._words.forget_name.format(name=plain(name)))
        remove.clicked.connect(lambda: self.remove_requested.emit(name))
        layout.addWidget(remove)
        self.removers[name] = remove
        return row

    def _choose_root(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._words.root_file, "", self._words.root_filter
        )
        if chosen:
            self.choose_root(Path(chosen))

    def _is_complete(self) -> bool:
        typed = self.address.text().strip() and self.fingerprint.text().strip()
        return bool(self._root or typed)

    def _settle(self) -> None:
        self.trust.setEnabled(self._is_complete())

    def _ask(self) -> None:
        if self.trust.isEnabled():
            self.add_requested.emit(
                self.address.text().strip(), self.fingerprint.text().strip(), self._root
            )
