"""The page that is measured: 200 cards in plain HTML, a marker inside the first screen."""

from __future__ import annotations

import json
from pathlib import Path

MARKER = (255, 0, 170)
CARDS = 200
APP_ID = "org.fanlight.bench.cards"
PAGE = "pages/index/index"

_STYLE = """
body { margin: 0; font: 15px sans-serif; background: #f4f5f7; color: #17202a; }
.card { margin: 8px; padding: 12px; border-radius: 8px; background: #fff;
        box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
.card b { display: block; margin-bottom: 4px; }
.marker { width: 16px; height: 16px; background: rgb(255 0 170); }
"""


def files() -> dict[str, bytes]:
    """The app's files: path → bytes."""
    cards = "".join(
        f'<div class="card"><b>商品 {number}</b>A card with some text in it, ¥ {number * 7}.00'
        + ('<div class="marker"></div>' if number == 3 else "")
        + "</div>"
        for number in range(CARDS)
    )
    page = (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Cards</title>'
        f'<link rel="stylesheet" href="index.css"></head><body>{cards}'
        '<script src="index.js"></script></body></html>'
    )
    manifest = {
        "app_id": APP_ID,
        "name": "Cards",
        "icons": [{"src": "icon.svg", "sizes": "48x48"}],
        "version": {"name": "1.0.0", "code": 1},
        "platform_version": {"min_code": 1, "target_code": 1, "release_type": "Release"},
        "pages": [PAGE],
        "fanlight": {"kind": "web"},
    }
    icon = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48">'
        '<rect width="48" height="48" rx="8" fill="#2b5fb0"/></svg>'
    )
    return {
        "manifest.json": json.dumps(manifest).encode(),
        "icon.svg": icon.encode(),
        f"{PAGE}.html": page.encode(),
        f"{PAGE}.css": _STYLE.encode(),
        f"{PAGE}.js": b"document.documentElement.dataset.ready = 'yes';",
    }


def write(folder: Path) -> None:
    """Put the files into `folder`."""
    for path, content in files().items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
