"""Design tokens: every colour, size and duration of the shell, named by its role. No Qt.

Contrast follows WCAG 2.2: text ≥ 4.5:1 on every surface it stands on (SC 1.4.3), outlines of
controls ≥ 3:1 (SC 1.4.11). `tests/unit/test_shell_tokens.py` holds both.
"""

from __future__ import annotations

import enum

import msgspec


class Tone(enum.Enum):
    LIGHT = enum.auto()
    DARK = enum.auto()


class Contrast(enum.Enum):
    NORMAL = enum.auto()
    HIGH = enum.auto()


class Colours(msgspec.Struct, frozen=True):
    """Opaque `#rrggbb` colours by role; `scrim` alone is `(colour, opacity 0…255)`."""

    window: str
    surface: str
    surface_hover: str
    surface_pressed: str
    border: str
    outline: str
    text: str
    text_muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    danger: str
    on_danger: str
    danger_soft: str
    danger_text: str
    warning_soft: str
    warning_text: str
    success_soft: str
    success_text: str
    toast: str
    on_toast: str
    scrim: tuple[str, int]


class TypeStyle(msgspec.Struct, frozen=True):
    """One step of the type scale. `weight` as in OpenType, 400 regular and 600 semibold."""

    size_px: int
    line_px: int
    weight: int


class TypeScale(msgspec.Struct, frozen=True):
    caption: TypeStyle = TypeStyle(12, 16, 400)
    body: TypeStyle = TypeStyle(14, 20, 400)
    strong: TypeStyle = TypeStyle(14, 20, 600)
    subtitle: TypeStyle = TypeStyle(16, 24, 600)
    title: TypeStyle = TypeStyle(20, 28, 600)
    display: TypeStyle = TypeStyle(28, 36, 600)


class Spacing(msgspec.Struct, frozen=True):
    """The 4 px grid."""

    hair_px: int = 4
    tight_px: int = 8
    near_px: int = 12
    normal_px: int = 16
    wide_px: int = 24
    far_px: int = 32
    section_px: int = 48


class Radius(msgspec.Struct, frozen=True):
    small_px: int = 4
    control_px: int = 8
    card_px: int = 12
    sheet_px: int = 16


class Motion(msgspec.Struct, frozen=True):
    """Durations; zero throughout where the person asked the system for less motion."""

    quick_ms: int = 120
    calm_ms: int = 200
    progress_turn_ms: int = 1200

    @property
    def moves(self) -> bool:
        return self.calm_ms > 0


REDUCED_MOTION = Motion(quick_ms=0, calm_ms=0, progress_turn_ms=0)


class Tokens(msgspec.Struct, frozen=True):
    tone: Tone
    contrast: Contrast
    colours: Colours
    type: TypeScale = TypeScale()
    space: Spacing = Spacing()
    radius: Radius = Radius()
    motion: Motion = Motion()


_LIGHT = Colours(
    window="#f5f6f8",
    surface="#ffffff",
    surface_hover="#f0f2f5",
    surface_pressed="#e5e9ee",
    border="#e1e5ea",
    outline="#7f8894",
    text="#191d22",
    text_muted="#59626e",
    accent="#0f6e66",
    accent_hover="#0b5b54",
    on_accent="#ffffff",
    accent_soft="#e0f1ef",
    accent_text="#0b625b",
    danger="#b3261e",
    on_danger="#ffffff",
    danger_soft="#fcebea",
    danger_text="#a3211a",
    warning_soft="#fdf1dc",
    warning_text="#7a4a00",
    success_soft="#e3f3e8",
    success_text="#1a6338",
    toast="#24292f",
    on_toast="#f5f7f9",
    scrim=("#0d1117", 110),
)

_DARK = Colours(
    window="#16191d",
    surface="#1f2328",
    surface_hover="#282d34",
    surface_pressed="#323841",
    border="#31373f",
    outline="#7b8592",
    text="#e9ecef",
    text_muted="#a8b1bb",
    accent="#5ccabd",
    accent_hover="#78d8cc",
    on_accent="#062420",
    accent_soft="#17342f",
    accent_text="#74d6ca",
    danger="#ff8b80",
    on_danger="#3a0905",
    danger_soft="#3b2120",
    danger_text="#ffa79e",
    warning_soft="#372c17",
    warning_text="#f3c67a",
    success_soft="#1b3325",
    success_text="#8bd9a6",
    toast="#e9ecef",
    on_toast="#191d22",
    scrim=("#000000", 150),
)

_HIGH_LIGHT = Colours(
    window="#ffffff",
    surface="#ffffff",
    surface_hover="#e8eef5",
    surface_pressed="#d3dfec",
    border="#4a4a4a",
    outline="#000000",
    text="#000000",
    text_muted="#262626",
    accent="#00407a",
    accent_hover="#002b52",
    on_accent="#ffffff",
    accent_soft="#d3dfec",
    accent_text="#00407a",
    danger="#8a0d06",
    on_danger="#ffffff",
    danger_soft="#ffffff",
    danger_text="#8a0d06",
    warning_soft="#ffffff",
    warning_text="#5c3600",
    success_soft="#ffffff",
    success_text="#0b4a26",
    toast="#000000",
    on_toast="#ffffff",
    scrim=("#000000", 170),
)

_HIGH_DARK = Colours(
    window="#000000",
    surface="#000000",
    surface_hover="#1d2b36",
    surface_pressed="#2c4152",
    border="#b5b5b5",
    outline="#ffffff",
    text="#ffffff",
    text_muted="#e6e6e6",
    accent="#ffe066",
    accent_hover="#fff0a8",
    on_accent="#000000",
    accent_soft="#2c4152",
    accent_text="#ffe066",
    danger="#ffb3ab",
    on_danger="#000000",
    danger_soft="#000000",
    danger_text="#ffb3ab",
    warning_soft="#000000",
    warning_text="#ffd27a",
    success_soft="#000000",
    success_text="#9df0b8",
    toast="#ffffff",
    on_toast="#000000",
    scrim=("#000000", 200),
)

_COLOURS = {
    (Tone.LIGHT, Contrast.NORMAL): _LIGHT,
    (Tone.DARK, Contrast.NORMAL): _DARK,
    (Tone.LIGHT, Contrast.HIGH): _HIGH_LIGHT,
    (Tone.DARK, Contrast.HIGH): _HIGH_DARK,
}


def tokens_for(tone: Tone, contrast: Contrast = Contrast.NORMAL, *, moves: bool = True) -> Tokens:
    """The tokens of one appearance; `moves=False` for people who want less motion."""
    motion = Motion() if moves else REDUCED_MOTION
    return Tokens(tone, contrast, _COLOURS[tone, contrast], motion=motion)


def channels(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as 0…255 each. Raises ValueError."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast_ratio(one: str, other: str) -> float:
    """1…21 between two `#rrggbb` colours (WCAG 2.2, "contrast ratio")."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """White, near-black or black: the first that is read well (≥ 4.5:1) on `colour`."""
    inks = ("#ffffff", "#191d22", "#000000")
    return next(ink for ink in inks if contrast_ratio(ink, colour) >= 4.5)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = channels(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
