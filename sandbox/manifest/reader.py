"""From `manifest.json` to a Manifest.

W3C MiniApp Manifest says to pass over optional members of a wrong type; here they are refused,
so that an author learns of them before users do. Unknown members only make a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

import msgspec

from bridge.errors import ManifestInvalid, NameInvalid
from bridge.names import AppId, AppVersion, PageRoute
from bridge.wire import in_short
from sandbox.decoding import readable
from sandbox.manifest import strict_json, text, wire
from sandbox.manifest.model import (
    MANIFEST_PATH,
    PLATFORM_CODE,
    CspRules,
    Icon,
    Kind,
    Listing,
    LocalText,
    Manifest,
    NetworkRules,
    PermissionRequest,
    PlatformVersion,
    Widget,
    WindowOptions,
)

MAX_MANIFEST_BYTES = 256 * 1024
MAX_NAME_CHARS = 128
MAX_SHORT_NAME_CHARS = 64
MAX_REASON_CHARS = 500
MAX_DESCRIPTION_CHARS = 4000

# Members of the Web Application Manifest that W3C MiniApp Manifest mentions for compatibility.
_HARMLESS = frozenset({"$schema", "start_url", "scope"})
_AT = re.compile(r" - at `\$\.?(?P<member>[^`]*)`$")

S = TypeVar("S")
T = TypeVar("T")


def read_manifest(content: bytes) -> Manifest:
    """Read and check a manifest.

    Raises ManifestInvalid naming the member (`detail["member"]`) and what to write instead.
    """
    try:
        document = strict_json.parse(content, MAX_MANIFEST_BYTES)
    except strict_json.NotStrict as error:
        raise ManifestInvalid(f"{MANIFEST_PATH} {error}", path=MANIFEST_PATH) from error
    if not isinstance(document, dict):
        raise ManifestInvalid(f"{MANIFEST_PATH} is not a JSON object", path=MANIFEST_PATH)
    try:
        raw = msgspec.convert(document, readable(wire.WireManifest))
    except msgspec.ValidationError as error:
        raise _type_error(error) from error
    warnings = [*_unknown_members(document), *_insecure(raw.fanlight.network)]
    if raw.version.code == 0:
        warnings.append("version.code is 0; W3C MiniApp Manifest reads it as 1")
    return _manifest(raw, tuple(warnings))


def _manifest(raw: wire.WireManifest, warnings: tuple[str, ...]) -> Manifest:
    platform = PlatformVersion(
        int(raw.platform_version.min_code),
        _whole(raw.platform_version.target_code),
        raw.platform_version.release_type,
    )
    if platform.min_code > PLATFORM_CODE:
        raise _fault(
            "platform_version.min_code",
            f"asks for platform version {platform.min_code}; this host has {PLATFORM_CODE}. "
            "Update Fanlight, or lower it",
        )
    pages = tuple(_route(f"pages[{i}]", page) for i, page in enumerate(raw.pages))
    _distinct("pages", pages)
    _distinct("req_permissions", [request.name for request in raw.req_permissions])
    return Manifest(
        app_id=_read("app_id", lambda: AppId(raw.app_id)),
        name=_line("name", raw.name, MAX_NAME_CHARS),
        version=_read("version", lambda: AppVersion(raw.version.code or 1, raw.version.name)),
        platform_version=platform,
        pages=pages,
        icons=tuple(_icon(f"icons[{i}]", icon) for i, icon in enumerate(raw.icons)),
        short_name=_optional(
            raw.short_name, lambda value: _line("short_name", value, MAX_SHORT_NAME_CHARS)
        ),
        description=_optional(raw.description, lambda value: _lines("description", value)),
        lang=_optional(raw.lang, lambda value: _language("lang", value)),
        dir=raw.dir,
        color_scheme=raw.color_scheme,
        device_type=raw.device_type,
        window=_window(raw.window),
        widgets=tuple(
            _widget(f"widgets[{i}]", widget, platform.min_code)
            for i, widget in enumerate(raw.widgets)
        ),
        req_permissions=tuple(
            _permission(f"req_permissions[{i}]", request)
            for i, request in enumerate(raw.req_permissions)
        ),
        kind=raw.fanlight.kind,
        ready=raw.fanlight.ready,
        network=_network(raw.fanlight.network),
        csp=CspRules(raw.fanlight.csp.inline_scripts),
        cross_origin_isolated=raw.fanlight.cross_origin_isolated,
        i18n={
            _language("fanlight.i18n", tag): _local(tag, local, raw.req_permissions)
            for tag, local in raw.fanlight.i18n.items()
        },
        opened_by=_opened_by(raw.fanlight),
        listing=_listing(raw.fanlight.listing),
        warnings=warnings,
    )


def _window(raw: wire.WireWindow) -> WindowOptions:
    def color(member: str, value: str | None) -> str | None:
        return _optional(value, lambda v: _read(f"window.{member}", lambda: text.color(v)))

    return WindowOptions(
        auto_design_width=raw.auto_design_width,
        background_color=color("background_color", raw.background_color),
        background_text_style=raw.background_text_style,
        design_width_px=_whole(raw.design_width),
        enable_pull_down_refresh=raw.enable_pull_down_refresh,
        fullscreen=raw.fullscreen,
        navigation_bar_background_color=color(
            "navigation_bar_background_color", raw.navigation_bar_background_color
        ),
        navigation_bar_text_style=raw.navigation_bar_text_style,
        navigation_bar_title_text=_optional(
            raw.navigation_bar_title_text or None,
            lambda value: _line("window.navigation_bar_title_text", value, MAX_NAME_CHARS),
        ),
        navigation_style=raw.navigation_style,
        on_reach_bottom_distance_px=_whole(raw.on_reach_bottom_distance),
        orientation=raw.orientation,
    )


def _opened_by(raw: wire.WireFanlight) -> frozenset[AppId] | None:
    if raw.opened_by is None:
        # A project made for WeChat says nothing of it: its code looks at who has sent what.
        return None if raw.kind is Kind.WEIXIN else frozenset()
    if raw.opened_by == "*":
        return None
    return frozenset(
        _read(f"fanlight.opened_by[{i}]", partial(AppId, value))
        for i, value in enumerate(raw.opened_by)
    )


def _network(raw: wire.WireNetwork) -> NetworkRules:
    def origins(family: str, values: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            _origin(f"fanlight.network.{family}[{i}]", value, socket=family == "socket")
            for i, value in enumerate(values)
        )

    return NetworkRules(**{family: origins(family, values) for family, values in _families(raw)})


def _families(raw: wire.WireNetwork) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "request", raw.request
    yield "socket", raw.socket
    yield "upload", raw.upload
    yield "download", raw.download
    yield "web_view", raw.web_view
    yield "media", raw.media


def _listing(raw: wire.WireListing) -> Listing:
    for i, picture in enumerate(raw.pictures):
        _picture(f"fanlight.listing.pictures[{i}]", picture)
    _distinct("fanlight.listing.pictures", raw.pictures)
    changes = _optional(raw.changes, lambda value: _lines("fanlight.listing.changes", value))
    return Listing(raw.category, raw.pictures, changes)


def _picture(member: str, path: str) -> None:
    if "://" in path or path.startswith(("/", ".", "data:")) or not path:
        raise _fault(
            member, f"is {path[:80]!r}; write a path in the package, such as common/icons/icon.png"
        )


def _icon(member: str, raw: wire.WireIcon) -> Icon:
    _picture(f"{member}.src", raw.src)
    label = _optional(raw.label or None, lambda v: _line(f"{member}.label", v, MAX_NAME_CHARS))
    return Icon(raw.src, raw.sizes, label)


def _widget(member: str, raw: wire.WireWidget, min_code: int) -> Widget:
    name = _line(f"{member}.name", raw.name, MAX_NAME_CHARS)
    code = min_code if raw.min_code is None else int(raw.min_code)
    return Widget(name, _route(f"{member}.path", raw.path), code)


def _permission(member: str, raw: wire.WirePermission) -> PermissionRequest:
    name = _line(f"{member}.name", raw.name, MAX_NAME_CHARS)
    if not raw.reason:
        return PermissionRequest(name)
    return PermissionRequest(name, _line(f"{member}.reason", raw.reason, MAX_REASON_CHARS))


def _local(
    tag: str, raw: wire.WireLocal, permissions: tuple[wire.WirePermission, ...]
) -> LocalText:
    member = f"fanlight.i18n.{tag}"
    asked = {each.name for each in permissions}
    for name in raw.reasons:
        if name not in asked:
            raise _fault(f"{member}.reasons", f"names {name[:80]!r}, which is not requested")
    return LocalText(
        _optional(raw.name, lambda value: _line(f"{member}.name", value, MAX_NAME_CHARS)),
        _optional(
            raw.short_name, lambda value: _line(f"{member}.short_name", value, MAX_SHORT_NAME_CHARS)
        ),
        _optional(raw.description, lambda value: _lines(f"{member}.description", value)),
        _optional(raw.changes, lambda value: _lines(f"{member}.changes", value)),
        _optional(
            raw.navigation_bar_title_text,
            lambda value: _line(f"{member}.navigation_bar_title_text", value, MAX_NAME_CHARS),
        ),
        {
            name: _line(f"{member}.reasons.{name}", reason, MAX_REASON_CHARS)
            for name, reason in raw.reasons.items()
        },
    )


def _route(member: str, value: str) -> PageRoute:
    # The extension may be written or left out (W3C MiniApp Manifest, "pages member").
    return _read(member, lambda: PageRoute(value.removesuffix(".html")))


def _origin(member: str, value: str, *, socket: bool) -> str:
    return _read(member, lambda: text.origin(value, socket=socket))


def _language(member: str, value: str) -> str:
    return _read(member, lambda: text.language(value))


def _whole(value: float | str | None) -> int | None:
    return None if value is None else int(value)


def _distinct(member: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise _fault(member, f"names {value!r} twice")
        seen.add(value)


def _line(member: str, value: str, max_chars: int) -> str:
    return _read(member, lambda: text.person_text(value, max_chars))


def _lines(member: str, value: str) -> str:
    return _read(member, lambda: text.person_lines(value, MAX_DESCRIPTION_CHARS))


def _read(member: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except NameInvalid as error:
        raise _fault(member, f": {error.message}") from error
    except ValueError as error:
        raise _fault(member, str(error)) from error


def _optional(value: S | None, read: Callable[[S], T]) -> T | None:
    return None if value is None else read(value)


def _fault(member: str, reason: str) -> ManifestInvalid:
    space = "" if reason.startswith(":") else " "
    return ManifestInvalid(
        f"{MANIFEST_PATH}: {member}{space}{reason}", path=MANIFEST_PATH, member=member
    )


def _type_error(error: msgspec.ValidationError) -> ManifestInvalid:
    message = in_short(error)
    found = _AT.search(message)
    member = found["member"] if found else ""
    reason = message[: found.start()] if found else message
    required = re.fullmatch(r"Object missing required field `(.*)`", reason)
    if required:
        member = f"{member}.{required[1]}" if member else required[1]
        reason = "is required and missing"
    else:
        reason = f"is wrong: {reason[:1].lower()}{reason[1:]}"
    return _fault(member.replace("[...]", "[]"), reason)


def _unknown_members(document: Mapping[str, object]) -> Iterator[str]:
    known = set(wire.WireManifest.__struct_fields__) | _HARMLESS
    for name in document:
        if name not in known:
            yield f"the member {name[:80]!r} is not known and has no effect"
    own = document.get("fanlight")
    if isinstance(own, dict):
        for name in own:
            if name not in wire.WireFanlight.__struct_fields__:
                yield f"the member 'fanlight.{str(name)[:80]}' is not known and has no effect"


def _insecure(network: wire.WireNetwork) -> Iterator[str]:
    for family, values in _families(network):
        for value in values:
            if text.is_plain_text_network(value.lower()):
                yield f"fanlight.network.{family}: {value[:120]} is not encrypted; use TLS"
