"""The words of `fanlight open`, declared once: for click, and for a reader without it.

What a shortcut, a desktop or a script says is plain nearly always, and click takes 12 ms of a cold
start to come in. So plain words are read here, and whatever is not plain (wrong, abbreviated, an
option that few use) is left to click, which has the say in all that is doubtful.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Text(NamedTuple):
    """Any."""


class File(NamedTuple):
    """The name of one, which need not be there; with `is_folder` it is no file's."""

    is_folder: bool = False


class Flag(NamedTuple):
    """Nothing behind it."""


class Seconds(NamedTuple):
    """From none on, or with `some` more than none."""

    some: bool = False


class Choice(NamedTuple):
    """One of these words."""

    words: tuple[str, ...]


Kind = Text | File | Flag | Seconds | Choice


class Option(NamedTuple):
    """One option of the command."""

    word: str
    name: str
    """What the command calls its value."""
    kind: Kind
    default: Any = None
    help: str | None = None
    metavar: str | None = None
    many: bool = False


OPTIONS = (
    Option("--page", "page", Text(), help="The page to open (default: the manifest's first)."),
    Option("--query", "query", Text(), (), "Hand the page a value; repeatable.", "K=V", many=True),
    Option(
        "--until",
        "until",
        Choice(("first-screen", "ready", "close")),
        "close",
        "When to end; default close: when its window is closed.",
    ),
    Option(
        "--timeout",
        "timeout_s",
        Seconds(some=True),
        30.0,
        "Seconds to --until, or to the first screen; default 30.",
    ),
    Option("--linger", "linger_s", Seconds(), 0.0, "Seconds to stay open after that."),
    Option("--screenshot", "screenshot", File(), help="A PNG of its window, or --run's folder."),
    Option("--size", "size", Text(), help="Of the window, such as 400x700."),
    Option(
        "--permissions",
        "permissions",
        Text(),
        "prompt",
        "prompt, deny, or grant:SCOPE,… (folders).",
    ),
    Option("--trust", "trust", Text(), None, "Trust this publisher of a .ma file.", "FINGERPRINT"),
    Option("--engine", "engine", Choice(("qt", "system")), help="Default: as settings say."),
    Option("--cold", "cold", Flag(), False, "In a process of its own, nothing preloaded."),
    Option("--run", "visits", Text(), None, "Visit these pages in turn.", "ROUTE,…"),
    Option("--eval", "expression", Text(), None, "A folder's app: evaluate, then report.", "JS"),
    Option("--theme", "theme", Choice(("system", "light", "dark")), "system", "Default: system."),
)
"""Those that a shortcut or a script says."""
_COMMON = (
    Option("--home", "home", File(is_folder=True)),
    Option("--json", "as_json", Flag(), False),
    Option("--quiet", "quiet", Flag(), False),
)
_REST: dict[str, Any] = {"fault": (), "remote_control": None, "no_sandbox": False}
_BY_WORD = {option.word: option for option in (*OPTIONS, *_COMMON)}


def plain_words(words: Sequence[str]) -> dict[str, Any] | None:
    """What the words behind `open` say, by the names of the command's parameters and of the common
    options; None where click is to say what they mean."""
    values: dict[str, Any] = {option.name: option.default for option in _BY_WORD.values()}
    targets: list[str] = []
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            targets.append(word)
            continue
        option = _BY_WORD.get(word)
        if option is None:
            return None
        if isinstance(option.kind, Flag):
            values[option.name] = True
            continue
        said = next(left, "-")
        value = None if said.startswith("-") else _value(option, said)
        if value is None:
            return None
        values[option.name] = (*values[option.name], value) if option.many else value
    if len(targets) != 1 or not targets[0]:
        return None
    return values | _REST | {"target": targets[0]}


def _value(option: Option, said: str) -> str | float | Path | None:
    """None: let click say it."""
    match option.kind:
        case Choice(words):
            return said if said in words else None
        case Seconds(some):
            return _seconds(said, some=some)
        case File(is_folder):
            return Path(said) if said and not (is_folder and _is_doubtful(said)) else None
        case _:
            return said


def _seconds(said: str, *, some: bool) -> float | None:
    try:
        seconds = float(said)
    except ValueError:
        return None
    return seconds if 0 < seconds < math.inf or (seconds == 0 and not some) else None


def _is_doubtful(place: str) -> bool:
    """Whether something is there that cannot be a folder to read."""
    return os.path.lexists(place) and not (os.path.isdir(place) and os.access(place, os.R_OK))
