"""What a person's own desktop adds: writing Chinese, keys to sign with, places, other machines."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

from bridge.errors import FanlightError
from host.diag.check import Check, Health
from host.paths import Home

SKEW_WARNED_S = 5 * 60.0
"""Metadata lives for days at least, but certificates and tokens are stricter."""
REACHED_WITHIN_MS = 10_000
_METHODS = ("ibus", "fcitx", "fcitx5")
_PLUGIN = re.compile(r"^lib|(?:platforminputcontext)?plugin\b.*$")
_PLUGINS = Path("plugins/platforminputcontexts")


def surroundings(home: Home) -> Iterator[Check]:
    """Input method, places, keys; nothing is changed, nothing leaves the machine."""
    yield _input_method()
    yield _paths(home)
    yield _keys(home)


def reachability(home: Home) -> Iterator[Check]:
    """Whether each trusted registry answers, and by its clock how wrong this machine's is.

    Asks each for its newest metadata, which is what every refresh asks first.
    """
    from host.store.fetch import HttpClient
    from host.store.registry import RegistryBook

    try:
        with RegistryBook(home) as book:
            entries = book.list()
    except FanlightError as error:
        yield Check("registry", Health.FAILED, error.message, "remove it, and add it again")
        return
    if not entries:
        yield Check("registry", Health.OK, "none is trusted yet")
        return
    skews: list[float] = []
    with HttpClient() as client:
        for entry in entries:
            name = f"registry {entry.name}"
            url = f"{entry.url}metadata/timestamp.json"
            try:
                asked_s = time.time()
                with client.get(url, budget_ms=REACHED_WITHIN_MS) as answer:
                    status, date = answer.status_code, answer.headers.get("date", "")
                took_s = time.time() - asked_s
            except FanlightError as error:
                yield Check(
                    name,
                    Health.WARNING,
                    error.message,
                    "installed mini-programs open all the same; check the network and the address",
                )
                continue
            if status == 200:
                yield Check(name, Health.OK, f"{entry.url} answers")
            else:
                yield Check(
                    name,
                    Health.WARNING,
                    f"{url} answers {status}",
                    "ask who runs it: its metadata should be there",
                )
            if (skew_s := _skew_s(date, asked_s + took_s / 2)) is not None:
                skews.append(skew_s)
    if skews:
        yield clock_check(min(skews, key=abs))


def clock_check(skew_s: float) -> Check:
    """What to say of a clock that is `skew_s` seconds ahead of the registries'."""
    if abs(skew_s) <= SKEW_WARNED_S:
        return Check("clock", Health.OK, f"within {abs(skew_s):.0f} s of the registries'")
    side = "ahead of" if skew_s > 0 else "behind"
    return Check(
        "clock",
        Health.WARNING,
        f"{abs(skew_s) / 60:.0f} min {side} the registries' clocks",
        "set the time: metadata seems expired, or certificates not valid yet",
    )


def _skew_s(date: str, now_s: float) -> float | None:
    """Seconds that this machine's clock is ahead of an answer's Date header (whole seconds)."""
    try:
        told_s = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError):
        return None
    return now_s - told_s


def _input_method() -> Check:
    if not sys.platform.startswith("linux"):
        return Check("input", Health.OK, "the system's own")
    wanted = os.environ.get("QT_IM_MODULE", "") or os.environ.get("XMODIFIERS", "")
    name = next((method for method in _METHODS if method in wanted), "")
    plugins = _input_plugins()
    if not name:
        return Check(
            "input",
            Health.OK,
            f"none is set; Qt has {', '.join(plugins) or 'none'}",
        )
    if any(name.rstrip("5") in plugin for plugin in plugins):
        return Check("input", Health.OK, f"{name}, which Qt has a plugin for")
    return Check(
        "input",
        Health.WARNING,
        f"{name} is set, but this Qt has plugins for {', '.join(plugins) or 'none'} only",
        "use IBus (QT_IM_MODULE=ibus); Fcitx answers to it as well",
    )


def _input_plugins() -> tuple[str, ...]:
    """The input methods that the installed Qt can use, by its plugins' names."""
    import importlib.util

    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return ()
    folder = Path(found.origin).parent / "Qt" / _PLUGINS
    if not folder.is_dir():
        return ()
    names = (path.name for path in folder.iterdir())
    return tuple(sorted({_PLUGIN.sub("", name) for name in names}))


def _paths(home: Home) -> Check:
    """Whether the home can be written to, or made."""
    place = home.root
    while not place.exists():
        place = place.parent
    if os.access(place, os.W_OK | os.X_OK):
        return Check("paths", Health.OK, f"{home.root}; settings in {home.settings.name}")
    return Check(
        "paths",
        Health.FAILED,
        f"{place} cannot be written to",
        "choose another place with --home or FANLIGHT_HOME",
    )


def _keys(home: Home) -> Check:
    """How many keys there are, and that nobody else can read them."""
    if not home.keys.is_dir():
        return Check("keys", Health.OK, "none yet")
    files = sorted(path for path in home.keys.rglob("*") if path.is_file())
    shared = [path for path in files if os.name == "posix" and path.stat().st_mode & 0o077]
    if shared:
        return Check(
            "keys",
            Health.FAILED,
            f"{', '.join(path.name for path in shared[:3])} can be read by others",
            f"chmod -R go= {home.keys}",
        )
    return Check("keys", Health.OK, f"{len(files)} files, private")
