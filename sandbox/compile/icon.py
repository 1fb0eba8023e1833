"""An icon for apps that bring none: a coloured tile with a figure, both from the app's id."""

from __future__ import annotations

import hashlib

ICON_PATH = "weixin/icon.svg"

# Two-colour tiles: ground and figure, each pair readable on light and dark desktops.
_PALETTE = (
    ("#2f6fde", "#dbe8ff"),
    ("#0f8b8d", "#d3f3ef"),
    ("#7a4fd0", "#eadfff"),
    ("#c2477f", "#ffe0ee"),
    ("#d2622a", "#ffe6d6"),
    ("#3d8b40", "#dcf3d9"),
    ("#4a5a78", "#e2e9f5"),
    ("#a8821f", "#fbeecb"),
)
_CELLS = 5
_SIDE_PX = 96
_MARGIN_PX = 18
_STEP_PX = (_SIDE_PX - 2 * _MARGIN_PX) // _CELLS


def drawn_icon(app_id: str) -> bytes:
    """An SVG of 96 × 96 pixels; the same id gives the same bytes.

    Its figure is symmetrical, of 5 × 5 cells, so that it reads as a sign and not as noise.
    """
    digest = hashlib.sha256(app_id.encode()).digest()
    ground, figure = _PALETTE[digest[0] % len(_PALETTE)]
    dots: list[str] = []
    for row in range(_CELLS):
        for column in range((_CELLS + 1) // 2):
            if digest[1 + row * 3 + column] & 1 or (row, column) == (2, 2):
                dots.extend(_dot(row, each) for each in sorted({column, _CELLS - 1 - column}))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE_PX} {_SIDE_PX}">'
        f'<rect width="{_SIDE_PX}" height="{_SIDE_PX}" rx="22" fill="{ground}"/>'
        f'<g fill="{figure}">{"".join(dots)}</g></svg>\n'
    ).encode()


def _dot(row: int, column: int) -> str:
    x = _MARGIN_PX + column * _STEP_PX
    y = _MARGIN_PX + row * _STEP_PX
    return f'<rect x="{x}" y="{y}" width="{_STEP_PX}" height="{_STEP_PX}" rx="3"/>'
