"""A box to tick is seen on every ground, and whether it is ticked."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from host.shell.style import Appearance
from host.shell.texts import ENGLISH
from host.shell.tick_box import TickBox
from host.shell.tokens import Contrast, Tone, tokens_for


def has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixel(x, y) == wanted for x, y in places)


@pytest.mark.parametrize("contrast", Contrast)
@pytest.mark.parametrize("tone", Tone)
def test_its_outline_and_its_tick_are_the_tokens(
    qapp: QApplication, qtbot: QtBot, tone: Tone, contrast: Contrast
) -> None:
    """Their contrast is tests/unit/test_shell_tokens.py's."""
    appearance = Appearance(tokens_for(tone, contrast), ENGLISH)
    appearance.dress(qapp)
    box = TickBox(appearance, "")
    qtbot.addWidget(box)
    colours = appearance.tokens.colours
    unticked = box.grab().toImage()
    assert has(unticked, colours.outline)
    assert not has(unticked, colours.accent)
    box.setChecked(True)
    assert has(box.grab().toImage(), colours.accent)
