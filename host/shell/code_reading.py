"""The QR codes of a picture that a stranger made. Read in a process of its own: host.picture_codes.

Neither the picture's decoder nor the reader of codes is Python, and some pictures cost much more
than their size: of finder patterns alone, 16 million pixels take a minute (measured).
"""

from __future__ import annotations

import zxingcpp
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader, QPainter

from bridge.errors import PictureUnreadable
from host.picture_codes import MAX_PIXELS

MAX_CODES = 16
_FORMATS = {b"png", b"jpeg"}


def read_codes(content: bytes) -> tuple[str, ...]:
    """The texts of at most MAX_CODES different codes, in the order in which they were found.

    Raises PictureUnreadable for what is no picture, or a larger one than MAX_PIXELS.
    """
    picture = _on_white(_decoded(content)).convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = dict.fromkeys(code.text for code in found if code.valid and code.text)
    return tuple(texts)[:MAX_CODES]


def _decoded(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in _FORMATS:
        raise PictureUnreadable("this is no PNG or JPEG picture; save it as one of them")
    size = reader.size()
    if size.isEmpty():
        raise PictureUnreadable(f"the picture cannot be read: {reader.errorString()[:200]}")
    # What it says of its size is what the decoder then makes room for.
    if size.width() * size.height() > MAX_PIXELS:
        raise PictureUnreadable(
            f"the picture has {size.width()} × {size.height()} pixels; at most "
            f"{MAX_PIXELS:,} are read: cut out the code",
            limit_pixels=MAX_PIXELS,
        )
    picture = reader.read()
    if picture.isNull():
        raise PictureUnreadable(f"the picture cannot be read: {reader.errorString()[:200]}")
    return picture


def _on_white(picture: QImage) -> QImage:
    """Dark modules on nothing are read as they are seen, not as black on black."""
    if not picture.hasAlphaChannel():
        return picture
    flat = QImage(picture.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    return flat
