"""The shell's texts: English as typed structs, other languages by Qt Linguist."""

from __future__ import annotations

import functools

from msgspec.structs import replace

from host.shell.texts.english import ENGLISH
from host.shell.texts.model import Texts

__all__ = ["ENGLISH", "Texts", "nearest", "texts_for"]


def nearest(language: str) -> str | None:
    """The translation nearest to a BCP 47 tag or locale name (`zh-CN`, `zh_CN`, `en-GB`); None:
    English it is.

    Traditional Chinese gets Simplified too: nearer than English.
    """
    asked = language.replace("_", "-").lower()
    if asked.split("-")[0] in ("", "en"):
        return None
    from host.shell.texts.translation import languages

    known = {tag.lower(): tag for tag in languages()}
    if asked in known:
        return known[asked]
    same = (tag for tag in known.values() if tag.split("-")[0] == asked.split("-")[0])
    return next(same, None)


def texts_for(language: str) -> Texts:
    """The texts nearest to a BCP 47 tag or locale name; English where no translation is."""
    tag = nearest(language)
    return ENGLISH if tag is None else _translated(tag)


@functools.cache
def _translated(tag: str) -> Texts:
    from host.shell.texts.translation import translated

    return replace(translated(ENGLISH, tag), language=tag)
