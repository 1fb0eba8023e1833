"""Entries of the system's menu that open a mini-program, by freedesktop.org's specifications.

Desktop Entry 1.5 and Icon Theme: one `.desktop` file and one picture an app, both the person's
own. macOS and Windows have no file of that kind that a program may write without a helper of
theirs: there, docs/shell.md says how a person makes one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bridge.errors import NotSupported
from bridge.names import AppId

_PREFIX = "fanlight-app."
"""An app's id alone could be another program's: its entry would take that program's place."""

_ICONS = Path("icons", "hicolor", "256x256", "apps")
ICON_PX = 256
_QUOTED = str.maketrans({mark: f"\\{mark}" for mark in '"`$\\'} | {"%": "%%"})
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Shortcut(msgspec.Struct, frozen=True):
    """One entry. `names` and `comments` by language as locales write it (`zh_CN`), "" for all
    others; they are cleaned of what a line of text has no use for already.

    `command` is run as it stands; `icon` is a PNG of ICON_PX a side.
    """

    app_id: AppId
    names: Mapping[str, str]
    comments: Mapping[str, str]
    command: tuple[str, ...]
    icon: bytes


class Shortcuts:
    """The entries below one data folder (`$XDG_DATA_HOME`). Blocks."""

    def __init__(self, data_home: Path) -> None:
        self._data_home = data_home

    def has(self, app_id: AppId) -> bool:
        """Whether the system's menu has the app."""
        return self._entry(app_id).exists()

    def add(self, shortcut: Shortcut) -> Path:
        """Put the app there, or anew. Raises NotSupported when the folder cannot be written."""
        entry, icon = self._entry(shortcut.app_id), self._icon(shortcut.app_id)
        try:
            for file, content in ((icon, shortcut.icon), (entry, _text(shortcut, icon).encode())):
                file.parent.mkdir(parents=True, exist_ok=True)
                whole = file.with_name(f"{file.name}.new")
                whole.write_bytes(content)
                whole.replace(file)
        except OSError as error:
            raise NotSupported(
                f"the system's menu cannot be written ({error.strerror}): {entry.parent}",
                path=str(entry.parent),
            ) from None
        return entry

    def remove(self, app_id: AppId) -> None:
        """Take the app out; does nothing where it is not in. Raises NotSupported."""
        try:
            self._entry(app_id).unlink(missing_ok=True)
            self._icon(app_id).unlink(missing_ok=True)
        except OSError as error:
            raise NotSupported(f"the system's menu cannot be written ({error.strerror})") from None

    def _entry(self, app_id: AppId) -> Path:
        return self._data_home / "applications" / f"{_PREFIX}{app_id}.desktop"

    def _icon(self, app_id: AppId) -> Path:
        return self._data_home / _ICONS / f"{_PREFIX}{app_id}.png"


def system_shortcuts(platform: str, environment: Mapping[str, str]) -> Shortcuts | None:
    """This system's; None where there is none of that kind. `platform` as sys.platform has it."""
    if not platform.startswith("linux"):
        return None
    named = environment.get("XDG_DATA_HOME", "")
    # A relative path has to be ignored (XDG Base Directory).
    return Shortcuts(Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share")


def own_shortcuts() -> Shortcuts | None:
    """Those of the person who runs this."""
    return system_shortcuts(sys.platform, os.environ)


def _text(shortcut: Shortcut, icon: Path) -> str:
    lines = ["[Desktop Entry]", "Type=Application", "Version=1.5"]
    for key, texts in (("Name", shortcut.names), ("Comment", shortcut.comments)):
        for language, text in texts.items():
            if text:
                lines.append(f"{key}{f'[{language}]' if language else ''}={_value(text)}")
    lines += [
        f"Exec={_value(_exec(shortcut.command))}",
        f"Icon={_value(str(icon))}",
        "Terminal=false",
        "Categories=Utility;",
        "StartupNotify=false",
    ]
    return "\n".join(lines) + "\n"


def _exec(command: Sequence[str]) -> str:
    """Every argument in quotation marks; inside them four characters and `%` are escaped."""
    return " ".join(f'"{word.translate(_QUOTED)}"' for word in command)


def _value(text: str) -> str:
    """A value of type string; a leading space would be lost."""
    escaped = text.translate(_ESCAPED)
    return f"\\s{escaped[1:]}" if escaped.startswith(" ") else escaped
