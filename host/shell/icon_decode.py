"""Turns an app's icon, bytes that a stranger wrote, into pixels; safe to call off the UI thread.

Only PNG, JPEG and a drawing-only subset of SVG are read. SVG is checked with the same parser
that QtSvg uses, because QtSvg loads files named by `<image href>` (on Windows also from other
machines) and draws nested `<use>` as often as it is told to.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

MAX_ICON_BYTES = 512 * 1024
MAX_ICON_SIDE_PX = 2048
_MAX_SVG_ELEMENTS = 2000
_MAX_SVG_DEPTH = 24
_RASTER_FORMATS = {b"png", b"jpeg"}
_DRAWING = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs"}
    | {"linearGradient", "radialGradient", "stop", "clipPath", "title", "desc"}
    | {"metadata", "RDF", "Work", "format", "type", "namedview"}  # what Inkscape adds
)


def decode_icon(content: bytes, side_px: int) -> QImage | None:
    """The icon fitted into a square of `side_px` device pixels; None when it cannot be used."""
    if not content or len(content) > MAX_ICON_BYTES:
        return None
    start = content[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    image = _draw_svg(content, side_px) if start.startswith(b"<") else _read_raster(content)
    if image is None or image.isNull():
        return None
    return _fitted(image, side_px)


def decode_picture(content: bytes, height_px: int) -> QImage | None:
    """A picture of an app, `height_px` device pixels high and at most three times as wide (else as
    high as its shape allows); None when it cannot be used."""
    start = content[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    image = _draw_svg(content, height_px) if start.startswith(b"<") else _read_raster(content)
    if image is None or image.isNull():
        return None
    # Its size is settled first: a line one pixel high, made so high, would take 470 MB.
    widest = QSize(3 * height_px, height_px)
    size = image.size().scaled(widest, Qt.AspectRatioMode.KeepAspectRatio)
    return image.scaled(
        size.expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def is_drawing_only(source: str) -> bool:
    """Whether an SVG names nothing outside itself and nothing that multiplies or moves."""
    reader = QXmlStreamReader(source)
    depth = elements = 0
    while not reader.atEnd():
        token = reader.readNext()
        if token is QXmlStreamReader.TokenType.DTD:
            return False
        if token is QXmlStreamReader.TokenType.EndElement:
            depth -= 1
        if token is not QXmlStreamReader.TokenType.StartElement:
            continue
        depth += 1
        elements += 1
        if depth > _MAX_SVG_DEPTH or elements > _MAX_SVG_ELEMENTS:
            return False
        if reader.name() not in _DRAWING:
            return False
        attributes = reader.attributes()
        for number in range(attributes.size()):
            attribute = attributes.at(number)
            if attribute.name() == "href" and not attribute.value().startswith("#"):
                return False
    return elements > 0 and not reader.hasError()


def _read_raster(content: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in _RASTER_FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_ICON_SIDE_PX:
        return None
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image


def _draw_svg(content: bytes, side_px: int) -> QImage | None:
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    renderer = QSvgRenderer()
    # Drawn from the very text that was checked, whatever encoding the bytes claim.
    if not is_drawing_only(source) or not renderer.load(QXmlStreamReader(source)):
        return None
    natural = renderer.defaultSize()
    if natural.isEmpty():
        natural = QSize(side_px, side_px)
    size = natural.scaled(side_px, side_px, Qt.AspectRatioMode.KeepAspectRatio)
    if size.isEmpty():
        return None
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _fitted(image: QImage, side_px: int) -> QImage:
    scaled = image.scaled(
        side_px,
        side_px,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    square = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawImage((side_px - scaled.width()) // 2, (side_px - scaled.height()) // 2, scaled)
    painter.end()
    return square
