"""`window` of app.json and the same members of page JSONs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
from msgspec import UNSET

from sandbox.compile.config.members import Members
from sandbox.compile.config.model import PageWindow
from sandbox.decoding import readable

# What a member may hold; the first is WeChat's default, kept by leaving the member out.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "navigationBarTextStyle": ("white", "black"),
    "navigationStyle": ("default", "custom"),
    "backgroundTextStyle": ("dark", "light"),
    "pageOrientation": ("portrait", "landscape", "auto"),
    "initialRenderingCache": ("static", "dynamic"),
}
_COLOURS = (
    "navigationBarBackgroundColor",
    "backgroundColor",
    "backgroundColorContent",
    "backgroundColorTop",
    "backgroundColorBottom",
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-zA-Z]{3,20}")
_FLAGS = ("homeButton", "enablePullDownRefresh", "disableScroll")
_TEXTS = ("navigationBarTitleText", "restartStrategy")

WINDOW_MEMBERS = frozenset(field.encode_name for field in msgspec.structs.fields(PageWindow))
"""By their names in JSON."""

_MAY_BE_VARIABLE = tuple(
    (field.name, field.encode_name)
    for field in msgspec.structs.fields(PageWindow)
    if field.encode_name not in _TEXTS
)


def read_window(source: Members) -> PageWindow:
    """The window members of app.json's `window` or of a page's JSON; what is wrong is left out."""
    values: dict[str, object] = {}
    _take(values, _TEXTS, source.text)
    _take(values, _FLAGS, source.flag)
    _take(values, ("onReachBottomDistance",), source.number)
    for name in _COLOURS:
        colour = read_colour(source, name)
        if colour is not None:
            values[name] = colour
    for name, choices in _CHOICES.items():
        chosen = source.text(name)
        if chosen is None:
            continue
        if chosen in choices or chosen.startswith("@"):
            values[name] = chosen
        else:
            known = ", ".join(choices)
            source.warn("C1005", f"{name} is {chosen!r}; there are {known}", name)
    return msgspec.convert(values, readable(PageWindow))


def read_colour(source: Members, name: str) -> str | None:
    """A colour or the name of a theme's variable; None when it is neither."""
    text = source.text(name)
    if text is None:
        return None
    colour = text.strip()
    if colour.startswith("@") or _COLOUR.fullmatch(colour):
        return colour
    if colour:
        source.warn("C1006", f"{name} is {text!r}, which is no colour", name, fix="write #rrggbb")
    return None


def laid_over(below: PageWindow, above: PageWindow) -> PageWindow:
    """`above`, and `below` where `above` is silent."""
    values = {**msgspec.structs.asdict(below), **_set(above)}
    return PageWindow(**values)


def variables(window: PageWindow) -> dict[str, str]:
    """The theme variables a window names: member (as JSON has it) → variable, without its `@`."""
    named = {}
    for name, member in _MAY_BE_VARIABLE:
        value = getattr(window, name)
        if isinstance(value, str) and value.startswith("@"):
            named[member] = value[1:]
    return named


def _set(window: PageWindow) -> dict[str, object]:
    return {name: v for name, v in msgspec.structs.asdict(window).items() if v is not UNSET}


def _take(values: dict[str, object], names: tuple[str, ...], read: Callable[[str], object]) -> None:
    for name in names:
        found = read(name)
        if found is not None:
            values[name] = found
