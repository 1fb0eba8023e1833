"""A text as a QR code, drawn by the host: always dark on white, as cameras read it."""

from __future__ import annotations

import segno
from PySide6.QtGui import QImage

QUIET_MODULES = 4
"""The white border that ISO/IEC 18004 asks for."""
_DARK, _LIGHT = 0xFF000000, 0xFFFFFFFF


def qr_image(text: str, least_px: int) -> QImage:
    """The code at a whole number of pixels a module, at least `least_px` wide.

    `text` is at most 2,048 ASCII characters, which every version table has room for."""
    code = segno.make(text, micro=False, boost_error=False, error="m")
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET_MODULES)]
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, _DARK if dark else _LIGHT)
    side_px = len(rows) * max(1, -(-least_px // len(rows)))
    return image.scaled(side_px, side_px)
