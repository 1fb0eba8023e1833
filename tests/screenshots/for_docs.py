"""The pictures of README and docs, from those of `dev.py screenshots` and the samples' own.

    python3 dev.py screenshots --out DIR --docs

Light beside dark on one ground. Notes get something written in them first; the gallery and notes
are opened from their folders, as who reads these pages would.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from host.paths import Home
from host.settings import Settings, write_settings

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
SAMPLES = ROOT / "sample_apps"
LANGUAGES = {"en": "", "zh-CN": ".zh-CN"}
"""With the end of a picture's name."""
THEMES = ("light", "dark")
GROUND = "#b3ccc1"
MARGIN_PX, BETWEEN_PX = 44, 36
GROUND_RADIUS_PX, WINDOW_RADIUS_PX, SHADOW_PX = 20, 10, 16
SHEET_HEIGHT_PX = 560
"""Of the window under a sheet: below is only its page."""
SMALLEST_FILE = 0
"""QImage.save's quality: a PNG loses nothing by it."""
LONGEST_S = 300
WRITTEN = {
    "en": (
        ("Autumn in Kyoto", "Tofuku-ji early, before the crowds. Then the canal to the north."),
        ("Sourdough, take four", "450 g flour, 320 g water, 90 g starter. Longer cold rest."),
        ("Ideas for the balcony", "Thyme, mint in its own pot, a vine along the rail. No more."),
        ("Books to return", "The Left Hand of Darkness; Designing Type; the one on bees."),
        ("Call the piano tuner", "Tuesday after four, 555 0139."),
        ("What the sea said", "Nothing in a hurry. Low tide at 6:12, wind from the west."),
    ),
    "zh-CN": (
        ("京都的秋天", "清早去东福寺，赶在人多之前。然后沿着水渠往北走。"),
        ("第四次做酸面包", "面粉 450 克，水 320 克，酵种 90 克。冷藏发酵再久一点。"),
        ("阳台的点子", "百里香，薄荷单独一盆，栏杆上爬一株藤。够了。"),
        ("要还的书", "《黑暗的左手》《字体设计》，还有讲蜜蜂的那本。"),
        ("给钢琴调音师打电话", "周二四点以后，555 0139。"),
        ("海说了什么", "一点也不急。6:12 低潮，西风。"),
    ),
}
KEEP = """await (async () => {
const written = %s;
const list = written.map(([title, preview], number) => ({
  id: `note${number}`, title, preview, pinned: number < 2,
  changedAt: Date.now() - number * 20 * 3600 * 1000,
}));
for (const [number, [, text]] of written.entries()) {
  await fanlight.setStorage({ key: `note:note${number}`, data: text });
}
await fanlight.setStorage({ key: "notes", data: list });
})()"""


def make(pictures: Path) -> None:
    """Write docs/images anew; `pictures` holds those of every window."""
    with tempfile.TemporaryDirectory(prefix="fanlight-docs-") as folder:
        for language, end in LANGUAGES.items():
            short, shots = language[:2], Path(folder)
            for name, picture, height_px in (
                ("hello", "real-app-hello", 0),
                ("permission", "real-permission", SHEET_HEIGHT_PX),
            ):
                looks = [pictures / f"{picture}-{theme}-{short}.png" for theme in THEMES]
                _beside(looks, IMAGES / f"{name}{end}.png", height_px)
            _beside([pictures / f"launcher-light-{short}.png"], IMAGES / f"launcher{end}.png")
            _beside(_notes(shots, language), IMAGES / f"notes{end}.png")
        _beside(_sample(shots, "gallery", "zh-CN"), IMAGES / "gallery.png")


def _notes(shots: Path, language: str) -> list[Path]:
    home = _home(shots, "notes", language)
    written = KEEP % json.dumps(WRITTEN[language])
    _open("notes", home, "--eval", written)
    return _shoot(shots, "notes", language, home)


def _sample(shots: Path, name: str, language: str) -> list[Path]:
    return _shoot(shots, name, language, _home(shots, name, language))


def _home(shots: Path, name: str, language: str) -> Path:
    root = shots / f"{name}-{language}"
    root.mkdir(mode=0o700)
    write_settings(Home(root).settings, Settings(language=language))
    return root


def _shoot(shots: Path, name: str, language: str, home: Path) -> list[Path]:
    """The window in each theme."""
    made = []
    for theme in THEMES:
        file = shots / f"{name}-{language}-{theme}.png"
        _open(name, home, "--theme", theme, "--linger", "1", "--screenshot", str(file))
        made.append(file)
    return made


def _open(name: str, home: Path, *words: str) -> None:
    command = [sys.executable, "-m", "host.cli.root", "open", str(SAMPLES / name)]
    command += ["--home", str(home), "--until", "first-screen", "--cold", *words]
    subprocess.run(command, check=True, timeout=LONGEST_S, stdout=subprocess.DEVNULL)


def _beside(files: list[Path], out: Path, height_px: int = 0) -> None:
    """These windows side by side; `height_px` cuts what is below."""
    windows = [QImage(str(file)) for file in files]
    assert not any(window.isNull() for window in windows), files
    if height_px:
        windows = [window.copy(0, 0, window.width(), height_px) for window in windows]
    width = sum(each.width() for each in windows) + BETWEEN_PX * (len(windows) - 1)
    height = max(each.height() for each in windows)
    picture = QImage(width + 2 * MARGIN_PX, height + 2 * MARGIN_PX, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(picture.rect()), GROUND_RADIUS_PX, GROUND_RADIUS_PX)
    left = MARGIN_PX
    for window in windows:
        _draw(painter, window, QPointF(left, MARGIN_PX))
        left += window.width() + BETWEEN_PX
    painter.end()
    picture.save(str(out), "PNG", SMALLEST_FILE)


def _draw(painter: QPainter, window: QImage, place: QPointF) -> None:
    """One window with a shadow and round corners."""
    frame = QRectF(place, window.size().toSizeF())
    painter.setBrush(QColor(0, 0, 0, 3))
    for far in range(SHADOW_PX, 0, -1):
        grown = frame.adjusted(-far, -far / 2, far, far * 1.5)
        painter.drawRoundedRect(grown, WINDOW_RADIUS_PX + far, WINDOW_RADIUS_PX + far)
    shape = QPainterPath()
    shape.addRoundedRect(frame, WINDOW_RADIUS_PX, WINDOW_RADIUS_PX)
    painter.save()
    painter.setClipPath(shape)
    painter.drawImage(place, window)
    painter.restore()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
