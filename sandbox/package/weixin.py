"""A package of kind weixin must say the same pages twice: in its manifest and to its runtime.

The host opens, lists and links what the manifest declares; the runtime routes by
`weixin/app.json` (sandbox.compile.config). Were they to differ, what a person agreed to would
not be what runs.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from bridge.errors import ManifestInvalid
from bridge.wire import in_short
from sandbox.decoding import readable
from sandbox.manifest import Manifest

APP_CONFIG_PATH = "weixin/app.json"
MAIN_SCRIPT_PATH = "weixin/main.js"
STYLE_FOLDER = "weixin/style/"
APP_STYLE_PATH = f"{STYLE_FOLDER}app.css"
FRAME_FOLDER = "weixin/first/"
MAX_APP_CONFIG_BYTES = 16 * 1024 * 1024
MAX_FRAME_BYTES = 512 * 1024
"""Of a first frame: more would cost a launch more than it gives."""


_SHEETS = re.compile(rf'"({re.escape(STYLE_FOLDER)}[^"\\]{{1,255}}\.css)"'.encode())


class _Routes(msgspec.Struct, frozen=True):
    """The members of `weixin/app.json` that the host compares."""

    format: Literal[1]
    entry: str
    pages: tuple[str, ...]


def frame_path(route: str) -> str:
    """Where the first frame of a page lies (sandbox.compile.first_frame)."""
    return f"{FRAME_FOLDER}{route}.json"


def first_sheets(route: str, frame: bytes | None) -> tuple[str, ...]:
    """Where the style sheets lie that a page begins with: the app's and its own, and those that its
    first frame names. Not all of them need be there."""
    named = [found.decode() for found in _SHEETS.findall(frame or b"")]
    return tuple(dict.fromkeys((APP_STYLE_PATH, f"{STYLE_FOLDER}{route}.css", *named)))


def check_app_config(manifest: Manifest, content: bytes) -> None:
    """Compare `weixin/app.json` with the manifest. Raises ManifestInvalid."""
    if len(content) > MAX_APP_CONFIG_BYTES:
        raise _refused(f"is {len(content)} bytes; at most {MAX_APP_CONFIG_BYTES} are allowed")
    try:
        routes = msgspec.json.decode(content, type=readable(_Routes))
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _refused(f"is not what this host reads: {in_short(error)}") from error
    if routes.entry != manifest.entry or routes.pages != manifest.pages:
        differs = [page[:80] for page in sorted({*routes.pages} ^ {*manifest.pages})[:3]]
        shown = f" (they differ in {', '.join(differs)})" if differs else " (their order differs)"
        raise _refused(f"and the manifest do not declare the same pages{shown}; build it anew")


def _refused(why: str) -> ManifestInvalid:
    return ManifestInvalid(f"{APP_CONFIG_PATH} {why}", path=APP_CONFIG_PATH)
