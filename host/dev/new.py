"""New projects from templates that come with Fanlight; nothing is fetched."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from bridge.errors import BuildError
from bridge.names import AppId

_TEXT_SUFFIXES = (".json", ".html", ".js", ".ts", ".css", ".svg", ".md", ".wxml", ".wxss")
_SHOWN_CHARS = 80
_CHINESE = re.compile("[\u3400-\u9fff]")
_STORED_SUFFIX = ".template"
"""Of files that a wheel would leave out by their own suffix, such as TypeScript."""


class Project(msgspec.Struct, frozen=True):
    """What was made; `files` are paths in its folder."""

    app_id: AppId
    files: tuple[str, ...]


def templates() -> tuple[str, ...]:
    """The names of the templates."""
    return tuple(sorted(place.name for place in _shelf().iterdir() if place.is_dir()))


def make_project(folder: Path, template: str, app_id: str | None = None) -> Project:
    """Write a new project into `folder`, which must not exist yet or be empty.

    Its name and, unless given, its app id come from the folder's name.
    Raises BuildError, or NameInvalid for a malformed app id.
    """
    if template not in templates():
        raise BuildError(f"there is no template {template!r}; there are {', '.join(templates())}")
    if _taken(folder):
        raise BuildError(
            f"{folder} exists already and is not empty; name another folder", path=str(folder)
        )
    title = re.sub(r"[_\s-]+", " ", folder.absolute().name).strip().capitalize() or "Hello"
    chosen = AppId(app_id) if app_id else _app_id(folder.absolute().name)
    files = {
        path: _filled(path, place.read_bytes(), chosen, title)
        for path, place in _files(_shelf() / template, "")
    }
    try:
        for path, content in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    except OSError as error:
        raise _not_written(folder, error) from error
    return Project(chosen, tuple(files))


def _taken(folder: Path) -> bool:
    try:
        return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise _not_written(folder, error) from error


def _not_written(folder: Path, error: OSError) -> BuildError:
    name = str(folder)
    shown = name if len(name) <= _SHOWN_CHARS else f"{name[:_SHOWN_CHARS]}…"
    return BuildError(
        f"{shown} cannot be written: {error.strerror}; name another folder", path=name
    )


def _shelf() -> Traversable:
    return resources.files("host.dev") / "templates"


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for place in sorted(folder.iterdir(), key=lambda place: place.name):
        path = f"{prefix}{place.name}"
        if place.is_dir():
            yield from _files(place, f"{path}/")
        else:
            yield path.removesuffix(_STORED_SUFFIX), place


def _app_id(name: str) -> AppId:
    slug = re.sub(r"[^a-z0-9]+", "-", _spelled(name)).strip("-") or "hello"
    return AppId(f"org.example.{slug[:60]}")


def _spelled(name: str) -> str:
    """`name` in Latin letters, as far as it can be: Chinese as pinyin, letters without marks."""
    words = name
    if _CHINESE.search(name):
        from pypinyin import lazy_pinyin  # a tenth of a second, which few names need

        words = " ".join(lazy_pinyin(name))
    return unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()


def _filled(path: str, content: bytes, app_id: AppId, title: str) -> bytes:
    if not path.endswith(_TEXT_SUFFIXES):
        return content
    # In HTML the title is text; in JSON it is inside a string.
    shown = json.dumps(title, ensure_ascii=False)[1:-1]
    if path.endswith(".html"):
        shown = title.replace("&", "&amp;").replace("<", "&lt;")
    text = content.decode().replace("__APP_ID__", app_id).replace("__NAME__", shown)
    return text.encode()
