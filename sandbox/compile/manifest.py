"""The manifest of a compiled app: from fanlight.json, app.json and what the code uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from bridge.errors import ManifestInvalid
from sandbox.compile.config.app import AppJson
from sandbox.compile.config.theme import in_light
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.icon import ICON_PATH, drawn_icon
from sandbox.compile.identity import (
    DEVELOPMENT_VERSION,
    MAX_NAME_CHARS,
    Identity,
    development_id,
)
from sandbox.compile.project import IDENTITY_FILE, Project
from sandbox.manifest import PLATFORM_CODE, read_manifest
from sandbox.manifest.text import color, person_text
from sandbox.manifest.wire import WireIcon, WirePermission

MAX_REASON_CHARS = 500

# WeChat's scopes (developers.weixin.qq.com, framework/open-ability/authorize) that are rights
# here; the others are asked about each time by a dialog of the host, or have no hardware.
_WEIXIN_SCOPES = {"scope.userLocation": "location", "scope.userFuzzyLocation": "location"}
# What WeChat lets an app use without declaring it, and the right it is here: by names in the code,
# since the code's own use of it is all there is to go by.
USED_NAMES: Mapping[str, str] = {
    **_WEIXIN_SCOPES,
    "getLocation": "location",
    "getFuzzyLocation": "location",
    "startLocationUpdate": "location",
    "startLocationUpdateBackground": "location",
    "setClipboardData": "clipboard.write",
    "getClipboardData": "clipboard.read",
    "navigateToMiniProgram": "open.app",
    "openEmbeddedMiniProgram": "open.app",
}
_COLOUR = ("a colour",)
# WeChat's own, where app.json is silent.
_WINDOW_DEFAULTS = {
    "navigation_bar_background_color": "#000000",
    "navigation_bar_text_style": "white",
}
# Titles that say nothing of the app: what WeChat's own templates hold.
_NO_NAMES = frozenset({"", "weixin", "wechat", "微信", "demo"})


class Packaged(msgspec.Struct, frozen=True):
    """The manifest's bytes, and the icon that was drawn for it, if it needed one."""

    manifest: bytes
    icons: Mapping[str, bytes]


def make_manifest(
    project: Project,
    identity: Identity,
    app: AppJson,
    pages: tuple[str, ...],
    apis: Collection[str],
    found: Diagnostics,
) -> Packaged:
    """The manifest of an app. `pages`: the entry first. `apis`: members of `wx` the code names.

    What is wrong with fanlight.json is an error at the end of this, with its member.
    """
    app_id = identity.app_id or str(development_id(project))
    icons: dict[str, bytes] = {}
    if not identity.icons:
        icons[ICON_PATH] = drawn_icon(app_id)
    document: dict[str, object] = {
        "app_id": app_id,
        "name": identity.name or _name(project, app),
        "version": identity.version or DEVELOPMENT_VERSION,
        "platform_version": {"min_code": PLATFORM_CODE},
        "pages": pages,
        "icons": identity.icons or (WireIcon(ICON_PATH, "96x96"),),
        "color_scheme": "auto" if app.darkmode else "light",
        "window": dict(_window(app)),
        "req_permissions": _permissions(identity, app, apis),
        "fanlight": {
            "kind": "weixin",
            "ready": "explicit",
            "network": identity.network,
            "i18n": identity.i18n,
            "opened_by": identity.opened_by,
            "listing": identity.listing,
        },
    }
    for member in ("short_name", "description", "lang"):
        value = getattr(identity, member)
        if value is not None:
            document[member] = value
    content = msgspec.json.format(msgspec.json.encode(_without_none(document)), indent=2)
    try:
        read_manifest(content)
    except ManifestInvalid as error:
        found.error("C1072", IDENTITY_FILE, error.message.removeprefix("manifest.json: "))
    return Packaged(content, icons)


def _without_none(value: object) -> object:
    plain = msgspec.to_builtins(value)
    if isinstance(plain, dict):
        return {name: _without_none(one) for name, one in plain.items() if one is not None}
    if isinstance(plain, list | tuple):
        return [_without_none(one) for one in plain]
    return plain


def _name(project: Project, app: AppJson) -> str:
    title = app.window.navigation_bar_title_text
    for text in (title if isinstance(title, str) else "", project.name, project.folder.name):
        clean = _person_text(text)
        if clean and clean.lower() not in _NO_NAMES:
            return clean
    return "App"


def _person_text(text: str) -> str | None:
    try:
        return person_text(text, MAX_NAME_CHARS)
    except ValueError:
        return None


def _window(app: AppJson) -> Iterator[tuple[str, object]]:
    """The members of app.json's window that the host's own title bar begins with."""
    window = app.window
    title = window.navigation_bar_title_text
    for name, value, allowed in (
        ("navigation_bar_background_color", window.navigation_bar_background_color, _COLOUR),
        ("background_color", window.background_color, _COLOUR),
        ("navigation_bar_text_style", window.navigation_bar_text_style, ("white", "black")),
        ("background_text_style", window.background_text_style, ("light", "dark")),
    ):
        shown = in_light(app.theme, value) if isinstance(value, str) else None
        if shown is not None and _is_allowed(shown, allowed):
            yield name, shown
        elif name in _WINDOW_DEFAULTS:
            yield name, _WINDOW_DEFAULTS[name]
    if isinstance(title, str) and (clean := _person_text(title)) is not None:
        yield "navigation_bar_title_text", clean
    if window.navigation_style == "custom":
        yield "navigation_style", "custom"
    if window.enable_pull_down_refresh is True:
        yield "enable_pull_down_refresh", True
    if window.page_orientation == "landscape":
        yield "orientation", "landscape"


def _is_allowed(value: str, allowed: tuple[str, ...]) -> bool:
    if allowed is not _COLOUR:
        return value in allowed
    try:
        color(value)
    except ValueError:
        return False
    return True


def _permissions(identity: Identity, app: AppJson, apis: Collection[str]) -> list[WirePermission]:
    """The rights of fanlight.json, then those of app.json, then those that the code uses."""
    wanted = {request.name: request.reason for request in identity.req_permissions}
    for name, text in app.permission.items():
        scope = _WEIXIN_SCOPES.get(name)
        if scope is not None:
            reason = _person_text(text.desc) if isinstance(text.desc, str) else None
            wanted[scope] = wanted.get(scope) or (reason or "")[:MAX_REASON_CHARS]
    for api in (*app.private_infos, *sorted(apis)):
        if api in USED_NAMES:
            wanted.setdefault(USED_NAMES[api], "")
    return [WirePermission(name, reason) for name, reason in wanted.items()]
