"""From what was read and reached to the AppConfig that the runtime gets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import UNSET, UnsetType

from sandbox.compile.config.app import AppJson
from sandbox.compile.config.model import (
    AppConfig,
    ComponentConfig,
    Generic,
    GenericDefault,
    PageWindow,
)
from sandbox.compile.config.theme import check_variable
from sandbox.compile.config.window import laid_over, read_window, variables
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.graph import Part
from sandbox.compile.wxss import CompiledSheet
from sandbox.package.weixin import APP_STYLE_PATH, STYLE_FOLDER

_SCOPE_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SCOPE_LENGTH = 6


def style_isolation(part: Part, stated: str | None) -> str | None:
    """How a component's style is isolated: as its JSON says, else as its script does (`stated`).

    None when neither says so: then WeChat's default holds.
    """
    return part.declared.style_isolation or stated


def style_scope(part: Part, isolation: str | None) -> str | None:
    """The prefix of a component's classes; None where its sheet counts outside of it too.

    A page's sheet has none, and neither has a component whose style is shared.
    """
    if part.is_page or isolation in ("shared", "page-shared"):
        return None
    return scope_of(part.path)


def scope_of(path: str) -> str:
    """A short name for a component's path: a letter, then letters and digits; stable."""
    number = int.from_bytes(hashlib.sha256(path.encode()).digest()[:8])
    name = _SCOPE_CHARS[number % 26]
    number //= 26
    for _ in range(_SCOPE_LENGTH):
        name += _SCOPE_CHARS[number % 36]
        number //= 36
    return name


def style_path(path: str) -> str:
    """Where a page's or component's sheet lies in the package."""
    return f"{STYLE_FOLDER}{path}.css"


def page_order(app: AppJson, parts: Mapping[str, Part]) -> tuple[str, ...]:
    """All pages that are there: the entry first, then as app.json lists them."""
    known = [page.route for page in app.routes.pages if page.route in parts]
    return tuple(sorted(known, key=lambda route: route != app.entry))


def make_config(
    app: AppJson,
    parts: Mapping[str, Part],
    isolations: Mapping[str, str | None],
    sheets: Mapping[str, CompiledSheet],
    weixin_app_id: str,
    found: Diagnostics,
) -> AppConfig:
    """The config of a compiled app.

    `isolations`: path → style isolation. `sheets`: those in the package by their path, the app's
    own as "app".
    """
    pages = page_order(app, parts)
    return AppConfig(
        entry=pages[0],
        pages=pages,
        window=app.window,
        page_windows={route: _page_window(app, parts[route], found) for route in sorted(pages)},
        components={
            path: _component(app, part, isolations[path], path in sheets)
            for path, part in sorted(parts.items())
        },
        app_style=APP_STYLE_PATH if "app" in sheets else UNSET,
        tab_bar=app.tab_bar,
        subpackages=app.routes.subpackages,
        preload_rule=app.preload,
        network_timeout=app.network_timeout,
        permission=app.permission,
        required_private_infos=app.private_infos,
        darkmode=app.darkmode,
        theme=app.theme,
        style_version="v2" if app.style_v2 else "v1",
        lazy_code_loading=app.lazy,
        workers=app.workers,
        debug=app.debug,
        weixin_app_id=weixin_app_id,
        data_attributes=tuple(
            sorted({name for sheet in sheets.values() for name in sheet.data_attributes})
        ),
    )


def _page_window(app: AppJson, part: Part, found: Diagnostics) -> PageWindow:
    source = part.declared.source.at(found)
    own = read_window(source)
    for member, name in variables(own).items():
        check_variable(app.theme, name, source, member)
    return laid_over(app.window, own)


def _component(app: AppJson, part: Part, isolation: str | None, styled: bool) -> ComponentConfig:
    declared = part.declared
    generics: dict[str, Generic] = {
        name: GenericDefault(default) if default else True
        for name, default in part.generics.items()
    }
    scope = style_scope(part, isolation)
    return ComponentConfig(
        using_components=part.using,
        chunk=part.chunk,
        component=True if declared.component or not part.is_page else UNSET,
        component_generics=generics or UNSET,
        component_placeholder={**app.placeholder, **declared.placeholder} or UNSET,
        style_isolation=_unset(isolation),
        add_global_class=UNSET if declared.add_global_class is None else declared.add_global_class,
        pure_data_pattern=_unset(declared.pure_data_pattern),
        style=style_path(part.path) if styled else UNSET,
        style_scope=_unset(scope),
    )


def _unset(value: str | None) -> str | UnsetType:
    return UNSET if value is None else value
