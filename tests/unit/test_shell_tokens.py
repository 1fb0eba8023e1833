"""The tokens' contrast and grid."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from host.shell.stylesheet import stylesheet
from host.shell.tokens import (
    Contrast,
    Radius,
    Spacing,
    Tokens,
    Tone,
    TypeScale,
    contrast_ratio,
    readable_on,
    tokens_for,
)

TEXT_MIN = 4.5
OUTLINE_MIN = 3.0
ALL = [tokens_for(tone, contrast) for tone in Tone for contrast in Contrast]
TEXT_PAIRS = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "surface_hover"),
    ("text", "surface_pressed"),
    ("text", "accent_soft"),
    ("text_muted", "window"),
    ("text_muted", "surface"),
    ("text_muted", "surface_hover"),
    ("accent_text", "window"),
    ("accent_text", "surface"),
    ("accent_text", "surface_hover"),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_danger", "danger"),
    ("danger_text", "surface"),
    ("danger_text", "window"),
    ("text_muted", "surface_pressed"),
    ("danger_text", "danger_soft"),
    ("warning_text", "warning_soft"),
    ("success_text", "success_soft"),
    ("on_toast", "toast"),
]
OUTLINE_PAIRS = [
    ("outline", "window"),
    ("outline", "surface"),
    ("outline", "surface"),
    ("accent", "surface"),
    ("accent", "window"),
]


def name_of(tokens: Tokens) -> str:
    return f"{tokens.tone.name}-{tokens.contrast.name}"


@pytest.mark.parametrize("tokens", ALL, ids=name_of)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_read_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    colours = tokens.colours
    assert contrast_ratio(getattr(colours, ink), getattr(colours, ground)) >= TEXT_MIN


@pytest.mark.parametrize("tokens", ALL, ids=name_of)
@pytest.mark.parametrize(("line", "ground"), OUTLINE_PAIRS)
def test_controls_are_seen(tokens: Tokens, line: str, ground: str) -> None:
    colours = tokens.colours
    assert contrast_ratio(getattr(colours, line), getattr(colours, ground)) >= OUTLINE_MIN


@pytest.mark.parametrize("tokens", ALL, ids=name_of)
def test_every_rule_of_the_stylesheet_is_read(tokens: Tokens) -> None:
    """Where one rule sets ink and ground they are held together, also those named nowhere above.

    A rule with ink alone stands on the window or on a surface.
    """
    colours = tokens.colours
    checked = 0
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(tokens)):
        ground = re.search(r"(?<![-\w])background: (#[0-9a-f]{6})", body)
        for ink in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", body):
            grounds = [ground[1]] if ground else [colours.window, colours.surface]
            if "toast" in selector and not ground:
                grounds = [colours.toast]
            for each in grounds:
                assert contrast_ratio(ink, each) >= TEXT_MIN, selector
                checked += 1
    assert checked > 30


@pytest.mark.parametrize("tone", Tone)
def test_high_contrast_is_higher(tone: Tone) -> None:
    high = tokens_for(tone, Contrast.HIGH).colours
    assert contrast_ratio(high.text, high.window) >= 15
    assert contrast_ratio(high.text_muted, high.window) >= 7


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@given(st.integers(0, 0xFFFFFF))
def test_some_ink_is_read_on_every_colour(value: int) -> None:
    ground = f"#{value:06x}"
    assert contrast_ratio(readable_on(ground), ground) >= TEXT_MIN


def test_spacing_and_radius_are_on_the_grid() -> None:
    for value in (*msgspec.structs.astuple(Spacing()), *msgspec.structs.astuple(Radius())):
        assert value % 4 == 0
    for style in msgspec.structs.astuple(TypeScale()):
        assert style.line_px % 4 == 0


def test_reduced_motion_does_not_move() -> None:
    still = tokens_for(Tone.LIGHT, moves=False).motion
    assert not still.moves
    assert tokens_for(Tone.LIGHT).motion.moves
