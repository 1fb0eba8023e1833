"""Which files of a package the first screen surely needs, in the order it asks for them.

Measured, where the package was opened before it was signed (`fanlight build --measure`): it holds
the list then. Else a guess by what the files say of each other. Bounded, and a hint: what it misses
is fetched when the page asks for it, what it names too much costs bytes and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Literal
from urllib.parse import unquote

import msgspec

from bridge.errors import FanlightError
from bridge.names import PageRoute
from sandbox.decoding import readable
from sandbox.html_tags import StartTag, start_tags
from sandbox.manifest import MANIFEST_PATH, Kind, Manifest
from sandbox.package.weixin import (
    APP_CONFIG_PATH,
    APP_STYLE_PATH,
    MAIN_SCRIPT_PATH,
    STYLE_FOLDER,
    frame_path,
)

FIRST_FILES_PATH = "fanlight-first-files.json"
"""The list of a package that was measured: for each page its files, in the order of asking."""
MOST_FILES = 400
_READ_BYTES = 512 * 1024  # of one file; what refers to others does so at its beginning
_W3C = ("app.css", "app.js")  # of every page (W3C MiniApp Packaging)
_LINKS = frozenset({"stylesheet", "modulepreload", "preload", "icon"})
# CSS Syntax 3: url( … ) with and without quotes, and @import with a string.
_STYLE_REFERENCE = re.compile(r"url\(\s*+[\"']?([^\"')\s]++)|@import\s++[\"']([^\"']++)")
# Static imports of a module script (ECMA-262, ImportDeclaration and ExportDeclaration).
_MODULE_REFERENCE = re.compile(r"(?:\bfrom\s*+|\bimport\s*+)[\"']([^\"'\n]++)[\"']")


class _Lists(msgspec.Struct, frozen=True):
    format: Literal[1]
    pages: Mapping[str, tuple[str, ...]]


_DECODER = msgspec.json.Decoder(readable(_Lists))


def first_files(
    paths: Container[str],
    read: Callable[[str], bytes],
    manifest: Manifest,
    page: PageRoute,
    last: Sequence[str] = (),
) -> tuple[str, ...]:
    """The files of a launch at `page`, each once, at most MOST_FILES. `read` gives a file's bytes;
    one that it refuses (a FanlightError) refers to nothing. `last` is what the last launch asked
    for, perhaps of another version: it comes first.
    """
    icons = tuple(icon.src for icon in manifest.icons[:1])
    host = (MANIFEST_PATH, FIRST_FILES_PATH)
    measured = _measured(paths, read, page)
    if manifest.kind is Kind.WEIXIN:
        styles = (APP_STYLE_PATH, f"{STYLE_FOLDER}{page}.css")
        scripts = (frame_path(page), MAIN_SCRIPT_PATH)
        found = (*host, APP_CONFIG_PATH, *styles, *scripts, *last, *measured, *icons)
    elif measured:
        found = (*host, *last, *measured, *icons)
    else:
        document = f"{page}.html"
        own = (*_W3C, document, f"{page}.css", f"{page}.js")
        found = (*host, *last, *own, *icons, *_referred(document, paths, read))
    known = (path for path in found if path in paths)
    return tuple(dict.fromkeys(known))[:MOST_FILES]


def encode_first_files(pages: Mapping[str, Sequence[str]]) -> bytes:
    """The content of FIRST_FILES_PATH: files by the route of the page that asks for them."""
    lists = _Lists(1, {page: tuple(asked)[:MOST_FILES] for page, asked in pages.items()})
    return msgspec.json.format(msgspec.json.encode(lists), indent=1)


def _measured(
    paths: Container[str], read: Callable[[str], bytes], page: PageRoute
) -> tuple[str, ...]:
    """The package's own list for this page; empty where there is none that can be read."""
    if FIRST_FILES_PATH not in paths:
        return ()
    try:
        content = read(FIRST_FILES_PATH)
        if len(content) > _READ_BYTES:
            return ()
        return _DECODER.decode(content).pages.get(page, ())
    except (FanlightError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return ()


def _referred(document: str, paths: Container[str], read: Callable[[str], bytes]) -> Iterator[str]:
    """What a document refers to, level by level: what scripts and styles need comes after them."""
    level, seen = [document], {document}
    while level and len(seen) < MOST_FILES:
        below: list[str] = []
        for path in level:
            for target in _references(path, _text(path, read)):
                if target in paths and target not in seen:
                    seen.add(target)
                    below.append(target)
        yield from below
        level = [path for path in below if path.endswith((".css", ".js", ".mjs"))]


def _references(path: str, text: str) -> Iterator[str]:
    if path.endswith(".css"):
        spoken = (found[1] or found[2] for found in _STYLE_REFERENCE.finditer(text))
    elif path.endswith((".js", ".mjs")):
        spoken = (
            found[1]
            for found in _MODULE_REFERENCE.finditer(text)
            if found[1].startswith((".", "/"))
        )
    else:
        spoken = (address for tag in start_tags(text) for address in _addresses(tag))
    for address in spoken:
        if (target := _resolved(path, address)) is not None:
            yield target


def _addresses(tag: StartTag) -> Iterator[str]:
    attributes = tag.attributes
    if tag.name == "link" and _LINKS & set(attributes.get("rel", "").lower().split()):
        yield attributes.get("href", "")
    elif tag.name == "script":
        yield attributes.get("src", "")
        if attributes.get("type", "").lower() == "module" and tag.inside:
            yield from (found[1] for found in _MODULE_REFERENCE.finditer(tag.inside))
    elif tag.name == "img" and attributes.get("loading", "").lower() != "lazy":
        yield attributes.get("src", "")
    elif tag.name == "style" and tag.inside:
        for found in _STYLE_REFERENCE.finditer(tag.inside):
            yield found[1] or found[2]


def _resolved(base: str, address: str) -> str | None:
    """The path in the package of an address in the file `base`; None where it leads elsewhere."""
    plain = unquote(address.partition("#")[0].partition("?")[0].strip())
    if not plain or ":" in plain.partition("/")[0] or plain.startswith("//"):
        return None
    place = plain.lstrip("/") if plain.startswith("/") else join(dirname(base), plain)
    found = normpath(place)
    return None if found.startswith("..") else found


def _text(path: str, read: Callable[[str], bytes]) -> str:
    try:
        return read(path)[:_READ_BYTES].decode("utf-8", "replace")
    except FanlightError:
        return ""
