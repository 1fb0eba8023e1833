"""New projects from templates that come with Fanlight; nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from bridge.errors import BuildError
from bridge.names import AppId

_TEXT_SUFFIXES = (".json", ".html", ".js", ".ts", ".css", ".svg", ".md", ".wxml", ".wxss")
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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError(f"{folder} exists already and is not empty", path=str(folder))
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
        raise BuildError(f"{folder} cannot be written: {error.strerror}") from error
    return Project(chosen, tuple(files))


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
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "hello"
    return AppId(f"org.example.{slug[:60]}")


def _filled(path: str, content: bytes, app_id: AppId, title: str) -> bytes:
    if not path.endswith(_TEXT_SUFFIXES):
        return content
    # In HTML the title is text; in JSON it is inside a string.
    shown = json.dumps(title, ensure_ascii=False)[1:-1]
    if path.endswith(".html"):
        shown = title.replace("&", "&amp;").replace("<", "&lt;")
    text = content.decode().replace("__APP_ID__", app_id).replace("__NAME__", shown)
    return text.encode()
