"""The launcher's sections, as one bar of tabs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QTabBar

from host.shell.launcher_words import Section
from host.shell.texts import Texts

ORDER = (Section.ALL, Section.PINNED, Section.RECENT, Section.UPDATES, Section.DISCOVER)


class SectionBar(QTabBar):
    """Arrows move in it. `chosen(Section)` when a person, or `choose`, goes to another one."""

    chosen = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._words = texts.store
        self.setAccessibleName(self._words.sections_name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for section in ORDER:
            self.addTab(self._words.sections[section])
        self.currentChanged.connect(lambda place: self.chosen.emit(ORDER[place]))

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return ORDER[self.currentIndex()]

    def choose(self, section: Section) -> None:
        """Go to a section."""
        self.setCurrentIndex(ORDER.index(section))

    def make_narrow(self, narrow: bool) -> None:
        """In a narrow window tabs stand closer, so that each of them is seen."""
        if bool(self.property("narrow")) is not narrow:
            self.setProperty("narrow", narrow)
            self.style().unpolish(self)
            self.style().polish(self)
            # Its tabs' places are kept until the bar hears of it.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))

    def count_updates(self, count: int) -> None:
        """Say how many updates there are; none says nothing."""
        words = self._words
        text = words.updates_count.format(count=count) if count else words.sections[Section.UPDATES]
        self.setTabText(ORDER.index(Section.UPDATES), text)
