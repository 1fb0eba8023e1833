"""`tabBar` of app.json."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import UNSET, UnsetType

from sandbox.compile.config.members import Members
from sandbox.compile.config.model import TabBar, TabItem
from sandbox.compile.config.routes import clean_route
from sandbox.compile.config.theme import Theme, check_variable
from sandbox.compile.config.window import read_colour
from sandbox.compile.files import ProjectFiles, normal_path

FEWEST, MOST = 2, 5

# WeChat asks for these three colours; apps that leave them out get what its tools show.
_COLOURS = {"color": "#7a7e83", "selectedColor": "#3cc51f", "backgroundColor": "#ffffff"}


def read_tab_bar(
    app: Members,
    pages: Collection[str],
    packaged: Mapping[str, str],
    theme: Theme,
    files: ProjectFiles,
) -> TabBar | None:
    """The tab bar; None when the app has none, or none that can be shown.

    `packaged`: page → root of its subpackage, for pages of subpackages.
    """
    source = app.object("tabBar")
    if source is None:
        return None
    items = [
        item
        for each in source.objects("list")
        if (item := _item(each, pages, packaged, theme, files)) is not None
    ]
    if not items:
        source.warn("C1021", "the tab bar holds no page; it is not shown")
        return None
    if not FEWEST <= len(items) <= MOST:
        source.warn(
            "C1021",
            f"the tab bar holds {len(items)} pages; WeChat allows {FEWEST} to {MOST}",
            "list",
        )
    colours = {name: _colour(source, name, default, theme) for name, default in _COLOURS.items()}
    position = source.text("position") or "bottom"
    border = source.text("borderStyle") or "black"
    if border.startswith("@"):
        check_variable(theme, border[1:], source, "borderStyle")
    return TabBar(
        custom=source.flag("custom") or False,
        color=colours["color"],
        selected_color=colours["selectedColor"],
        background_color=colours["backgroundColor"],
        border_style=border,
        position=position if position in ("bottom", "top") else "bottom",
        list=tuple(items),
    )


def _item(
    source: Members,
    pages: Collection[str],
    packaged: Mapping[str, str],
    theme: Theme,
    files: ProjectFiles,
) -> TabItem | None:
    route = clean_route(source.text("pagePath") or "")
    if route is None or route not in pages:
        source.fail(
            "C1020",
            f"the tab bar's page {source.text('pagePath')!r} is not in pages",
            "pagePath",
            fix="add it to pages, or take the tab away",
        )
        return None
    if route in packaged:
        source.warn(
            "C1024",
            f"{route} is in the subpackage {packaged[route]!r}; WeChat wants tab pages "
            "in the main package",
            "pagePath",
        )
    return TabItem(
        page_path=route,
        text=source.text("text") or "",
        icon_path=_icon(source, "iconPath", theme, files),
        selected_icon_path=_icon(source, "selectedIconPath", theme, files),
    )


def _icon(source: Members, name: str, theme: Theme, files: ProjectFiles) -> str | UnsetType:
    value = (source.text(name) or "").strip()
    if not value:
        return UNSET
    if value.startswith("@"):
        check_variable(theme, value[1:], source, name)
        return value
    path = normal_path(value)
    if path is None or not files.exists(path):
        source.warn("C1022", f"{name} is {value!r}, but there is no such file", name)
        return UNSET
    return path


def _colour(source: Members, name: str, default: str, theme: Theme) -> str:
    colour = read_colour(source, name) or default
    if colour.startswith("@"):
        check_variable(theme, colour[1:], source, name)
    return colour
