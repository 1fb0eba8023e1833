"""`theme.json`: the variables that colours of app.json may name, for light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from sandbox.compile.config.members import Members
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import ProjectFiles, normal_path, read_text
from sandbox.compile.loose_json import read_json

DEFAULT_THEME = "theme.json"

Theme: TypeAlias = Mapping[Literal["light", "dark"], Mapping[str, str]]


def read_theme(app: Members, files: ProjectFiles, diagnostics: Diagnostics) -> tuple[Theme, str]:
    """The theme and the path of its file, "" when the app has none."""
    named = app.text("themeLocation")
    path = normal_path(named if named is not None else DEFAULT_THEME)
    text = read_text(files, path) if path else None
    if text is None or path is None:
        if named is not None:
            app.warn("C1030", f"themeLocation is {named!r}, but there is no such file")
        return {"light": {}, "dark": {}}, ""
    if named is None and not app.flag("darkmode"):
        return {"light": {}, "dark": {}}, ""
    source = read_json(path, text, diagnostics)
    if source is None:
        return {"light": {}, "dark": {}}, path
    members = Members.of(source, diagnostics)
    return {"light": members.texts("light"), "dark": members.texts("dark")}, path


def check_variable(theme: Theme, name: str, source: Members, *steps: str) -> None:
    """Warn of a variable that the theme does not hold for both light and dark."""
    missing = [look for look in ("light", "dark") if name not in theme[look]]
    if missing:
        source.warn(
            "C1031",
            f"@{name} has no value for {' and '.join(missing)}",
            *steps,
            fix="add it to the theme's file, or write a colour",
        )


def in_light(theme: Theme, value: str) -> str | None:
    """A value with its variable looked up for light; None when the theme has none."""
    return theme["light"].get(value[1:]) if value.startswith("@") else value
