"""What a picture's QR codes say, read in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter, QTransform

from bridge.errors import DiskFailed, PictureUnreadable
from bridge.names import AppId
from host.picture_codes import MAX_PICTURE_BYTES, codes_in, is_picture, only_link, read_picture
from host.shell.code_reading import MAX_CODES, read_codes
from host.shell.qr import qr_image

LINK = "fanlight://open/org.example.tea/pages/cup/cup?size=%E5%A4%A7"


def bytes_of(image: QImage, kind: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(content.data())


def beside(*texts: str) -> QImage:
    """Codes side by side."""
    codes = [qr_image(text, 160) for text in texts]
    sheet = QImage(
        sum(each.width() for each in codes),
        max(each.height() for each in codes),
        QImage.Format.Format_RGB32,
    )
    sheet.fill(0xFFFFFFFF)
    painter, x = QPainter(sheet), 0
    for each in codes:
        painter.drawImage(x, 0, each)
        x += each.width()
    painter.end()
    return sheet


def see_through(image: QImage) -> QImage:
    """Dark modules on nothing at all."""
    clear = image.convertToFormat(QImage.Format.Format_ARGB32)
    for y in range(clear.height()):
        for x in range(clear.width()):
            if clear.pixel(x, y) == 0xFFFFFFFF:
                clear.setPixel(x, y, 0x00000000)
    return clear


def turned(image: QImage) -> QImage:
    return image.transformed(QTransform().rotate(33))


def test_the_code_that_a_person_shares_is_read_back() -> None:
    codes = codes_in(bytes_of(qr_image(LINK, 300), "PNG"))
    assert codes == (LINK,)
    link = only_link(codes)
    assert link is not None
    assert (link.app_id, link.query) == (AppId("org.example.tea"), {"size": "大"})


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (qr_image(LINK, 300), "JPEG"),
        (see_through(qr_image(LINK, 60)), "PNG"),
        (turned(qr_image(LINK, 300)), "PNG"),
    ],
    ids=["jpeg", "transparent", "turned"],
)
def test_codes_are_read_as_they_come(picture: QImage, kind: str) -> None:
    assert read_codes(bytes_of(picture, kind)) == (LINK,)


def test_other_texts_are_told_apart_from_links() -> None:
    codes = read_codes(bytes_of(beside("https://example.org/", "天气"), "PNG"))
    assert sorted(codes) == ["https://example.org/", "天气"]
    assert only_link(codes) is None


def test_of_two_links_none_is_chosen() -> None:
    other = LINK.replace("tea", "milk")
    codes = read_codes(bytes_of(beside(LINK, other), "PNG"))
    assert set(codes) == {LINK, other}
    assert only_link(codes) is None
    assert only_link((LINK, "https://example.org/")) is not None


def test_many_codes_are_cut_short() -> None:
    sheet = beside(*(f"text {number}" for number in range(MAX_CODES + 3)))
    assert len(read_codes(bytes_of(sheet, "PNG"))) == MAX_CODES


def test_a_picture_without_a_code_says_so() -> None:
    blank = QImage(64, 64, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFFFF)
    with pytest.raises(PictureUnreadable, match="no QR code"):
        codes_in(bytes_of(blank, "PNG"))


def test_files_are_read_with_their_bounds(tmp_path: Path) -> None:
    large = tmp_path / "large.PNG"
    with large.open("wb") as file:
        file.truncate(MAX_PICTURE_BYTES + 1)
    assert is_picture(large)
    assert not is_picture(tmp_path / "none.png")
    with pytest.raises(PictureUnreadable, match="32 MiB"):
        read_picture(large)
    with pytest.raises(DiskFailed, match="cannot be read"):
        read_picture(tmp_path / "none.png")


def test_the_command_says_what_a_picture_holds(tmp_path: Path) -> None:
    place = tmp_path / "codes.png"
    place.write_bytes(bytes_of(beside(LINK, "https://example.org/"), "PNG"))
    words = [sys.executable, "-m", "host.cli.root", "scan", "--json", str(place)]
    ran = subprocess.run(words, capture_output=True, timeout=120, check=True)
    told = json.loads(ran.stdout)
    assert sorted(told["codes"]) == [LINK, "https://example.org/"]
    assert told["links"] == [LINK]


def test_opening_a_picture_opens_its_link_or_says_why_not(tmp_path: Path) -> None:
    place = tmp_path / "code.png"
    for text, code in ((LINK, "store.not_installed"), ("https://example.org/", "launch.picture")):
        place.write_bytes(bytes_of(qr_image(text, 160), "PNG"))
        words = ["open", "--home", str(tmp_path / "home"), "--json", "--engine", "qt", str(place)]
        ran = subprocess.run(
            [sys.executable, "-m", "host.cli.root", *words], capture_output=True, timeout=120
        )
        assert json.loads(ran.stdout)["error"]["code"] == code
