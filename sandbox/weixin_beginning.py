"""What a page that was made ahead is told when it becomes an app's: all that its first screen is
drawn of, in one word of the host's, in place of a request for each (view/first/belonging.ts)."""

from __future__ import annotations

import json

from bridge.errors import FanlightError, NotFound
from sandbox.mount import url_path
from sandbox.package.weixin import first_sheets, frame_path
from sandbox.view.port import Resources
from sandbox.weixin_mount import CONFIG, LAST_FRAMES, WeixinMount

MAX_BYTES = 1024 * 1024
"""Of all together. An app that needs more is asked for by the page itself, as it is drawn."""
NOTHING = "null"


def beginning_of(mount: WeixinMount, resources: Resources, route: str) -> str:
    """A Belonging at `route` as JSON, in ASCII; NOTHING when its files are not to be had so: then
    the page asks for them, and meets what is wrong with them. Reads files by `resources`, which
    serves `mount`."""
    try:
        config = resources.resource(CONFIG).content
        frame = _frame(mount, resources, route)
        paths = [path for path in first_sheets(route, frame) if mount.key_of(url_path(path))]
        sheets = {path: resources.resource(url_path(path)).content for path in paths}
        if len(config) + len(frame or b"") + sum(map(len, sheets.values())) > MAX_BYTES:
            return NOTHING
        begun = {
            "route": route,
            "config": config.decode(),
            "sheets": {path: text.decode() for path, text in sheets.items()},
            "frame": None if frame is None else frame.decode(),
        }
    except (FanlightError, UnicodeDecodeError):
        return NOTHING
    # In ASCII: it becomes part of a script's text, where other writing has more ends of a line.
    return json.dumps(begun)


def _frame(mount: WeixinMount, resources: Resources, route: str) -> bytes | None:
    """What the page made of itself at its last launch, else what the package holds."""
    if last := resources.resource(url_path(f"{LAST_FRAMES}{route}.json")).content:
        return last
    path = frame_path(route)
    try:
        return resources.resource(url_path(path)).content
    except NotFound:
        return None
