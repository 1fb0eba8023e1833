"""A page's first frame, made at packing: its tree as the initial data draw it, before any of the
app's lifecycle runs (WeChat: initial rendering cache).

The runtime's own logic layer makes it, in a V8 that has nothing but the language: no host, no
view, no clock. What asks one of these at once has no first frame, and neither has what fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from sandbox.compile.config.model import AppConfig, chunk_path, encode_config
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.script.engine import Engine, Json, ToolGaveUp
from sandbox.decoding import readable
from sandbox.package.weixin import MAX_FRAME_BYTES, frame_path

RUNTIME = Path(__file__).resolve().parents[1] / "runtime" / "dist"
TIMEOUT_S = 10.0
MEMORY_LIMIT_BYTES = 256 * 1024 * 1024


class _Made(msgspec.Struct, frozen=True):
    frame: str = ""
    why: str = ""


class FirstFrame(msgspec.Struct, frozen=True):
    """`content` is the file's bytes; empty when there is none, and `why` says why."""

    content: bytes
    why: str


def with_first_frames(
    config: AppConfig, files: Mapping[str, bytes], found: Diagnostics
) -> tuple[AppConfig, Mapping[str, bytes]]:
    """The config that names the pages that have a first frame, and their files: the entry page's,
    and those of pages that ask for one (`initialRenderingCache`).

    `files` are the package's. Raises BuildError when the runtime or the engine is not there.
    """
    frames: dict[str, bytes] = {}
    for route in config.pages:
        asks = config.page_windows[route].initial_rendering_cache is not UNSET
        if route != config.entry and not asks:
            continue
        made = first_frame(config, files, route)
        if made.content:
            frames[route] = made.content
        else:
            found.note("C1092", f"{route}.wxml", f"the page has no first frame: {made.why}")
    named = replace(config, first_frames=tuple(frames)) if frames else config
    return named, {frame_path(route): content for route, content in frames.items()}


def first_frame(
    config: AppConfig, files: Mapping[str, bytes], route: str, *, runtime: Path = RUNTIME
) -> FirstFrame:
    """The first frame of a page. `files` are the package's; `runtime` the folder of logic.js.

    Raises BuildError when the runtime or the engine is not there.
    """
    root = config.components[route].chunk
    paths = {chunk_path(""), chunk_path(root)}
    request: Json = {
        # As the runtime will read it: the order of members decides that of style sheets.
        "config": msgspec.json.decode(encode_config(config)),
        "route": route,
        "scripts": {path: files[path].decode() for path in sorted(paths) if path in files},
    }
    engine = Engine(runtime, timeout_s=TIMEOUT_S, memory_limit_bytes=MEMORY_LIMIT_BYTES)
    try:
        engine.call("still", "(() => null)", None)
        made = msgspec.convert(engine.call("logic", "fanlightStill", request), readable(_Made))
    except (ToolGaveUp, msgspec.ValidationError) as error:
        return FirstFrame(b"", f"it could not be made: {error}")
    finally:
        engine.close()
    content = made.frame.encode()
    if len(content) > MAX_FRAME_BYTES:
        return FirstFrame(b"", f"it is larger than {MAX_FRAME_BYTES >> 10} KiB")
    return FirstFrame(content, made.why)
