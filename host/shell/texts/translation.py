"""English texts, put into another language by what Qt Linguist made of it.

`translations/fanlight_<locale>.ts` is what a translator opens in Linguist, the `.qm` beside it is
what is read here (`python -m host.shell.texts.linguist --write` makes both anew). A message's
context is the struct's member in `Texts`, its disambiguation the way from there to the text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from PySide6.QtCore import QTranslator

from bridge.errors import FanlightError

T = TypeVar("T", bound=msgspec.Struct)

TRANSLATIONS = Path(__file__).parent / "translations"
PREFIX = "fanlight_"
_NO_TEXT = {"language"}
Place = tuple[str, str]
"""Context and way."""


def languages() -> tuple[str, ...]:
    """The BCP 47 tags that English is translated to."""
    found = (name for name in os.listdir(TRANSLATIONS) if name.endswith(".qm"))
    return tuple(sorted(name[len(PREFIX) : -3].replace("_", "-") for name in found))


def translated(texts: T, tag: str, context: str = "", folder: Path = TRANSLATIONS) -> T:
    """`texts` in the language of `tag`, one of `languages()`; English where a text has none.

    `context` is that of a struct which is no member of `Texts`. Raises FileNotFoundError.
    """
    file = folder / f"{PREFIX}{tag.replace('-', '_')}.qm"
    translator = QTranslator()
    if not translator.load(str(file)):
        raise FileNotFoundError(f"{file} is missing or damaged; install Fanlight again")

    def said(place: Place, text: str) -> str:
        # An empty answer is that of a message which Linguist does not have.
        return translator.translate(place[0], text, place[1]) or text

    return cast(T, _mapped(texts, context, "", said))


def places(texts: msgspec.Struct, context: str = "") -> Iterator[tuple[Place, str]]:
    """Every text with its place, in the order of the structs."""
    found: list[tuple[Place, str]] = []

    def note(place: Place, text: str) -> str:
        found.append((place, text))
        return text

    _mapped(texts, context, "", note)
    yield from found


def _mapped(value: object, context: str, way: str, said: Callable[[Place, str], str]) -> object:
    """A copy of `value` with every text as `said` has it."""
    if isinstance(value, str):
        return said((context, way), value)
    if isinstance(value, Mapping):
        return {
            key: _mapped(item, context, _on(way, _named(key)), said) for key, item in value.items()
        }
    if isinstance(value, tuple):
        items = enumerate(value)
        return tuple(_mapped(item, context, _on(way, number), said) for number, item in items)
    if not isinstance(value, msgspec.Struct):
        raise TypeError(f"{context}.{way} is neither a text nor holds any")
    made = []
    for name in value.__struct_fields__:
        item = getattr(value, name)
        if not context and name in _NO_TEXT:
            made.append(item)
        else:
            within = (context, _on(way, name)) if context else (name, "")
            made.append(_mapped(item, *within, said))
    return type(value)(*made)


def _named(key: object) -> object:
    """Enums by their name, classes of errors by their code."""
    if isinstance(key, type) and issubclass(key, FanlightError):
        return key.code
    return getattr(key, "name", key)


def _on(way: str, name: object) -> str:
    return f"{way}.{name}" if way else str(name)
