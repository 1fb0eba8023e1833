"""A QR code of the shell, read by another program than the one that made it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import build_js
from host.links import MAX_LINK_CHARS
from host.shell.qr import QUIET_MODULES, qr_image

ROOT = Path(__file__).resolve().parents[2]
READ = """
  const { readFileSync } = require("node:fs");
  const { default: read } = require("jsqr");
  const [file, side] = process.argv.slice(1);
  const found = read(new Uint8ClampedArray(readFileSync(file)), Number(side), Number(side));
  process.stdout.write(JSON.stringify(found ? found.data : null));
"""


def read_by_jsqr(image: QImage, folder: Path) -> object:
    """What npm's jsqr finds in the pixels."""
    pixels = image.convertToFormat(QImage.Format.Format_RGBA8888)
    file = folder / "pixels"
    file.write_bytes(bytes(pixels.constBits()))
    script = [*build_js.node_command(), "--input-type=commonjs", "-e", READ]
    command = [*script, str(file), str(pixels.width())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("chars", [40, 400, MAX_LINK_CHARS])
def test_a_code_is_read_as_what_it_says(tmp_path: Path, chars: int) -> None:
    start = "fanlight://open/org.example.notes/pages/item/item?q="
    link = start + "%E8%8C%B6" * chars
    link = link[: max(chars, len(start))]
    assert read_by_jsqr(qr_image(link, 180), tmp_path) == link


def test_a_code_has_its_border_and_whole_modules() -> None:
    image = qr_image("fanlight://open/a.b", 180)
    white = image.pixel(0, 0)
    assert image.width() == image.height() >= 180
    side = next(x for x in range(image.width()) if image.pixel(x, image.height() // 2) != white)
    first = next(y for y in range(image.height()) if image.pixel(y, y) != white)
    module = first // QUIET_MODULES
    assert first % QUIET_MODULES == 0
    assert image.width() % module == 0
    assert side % module == 0
