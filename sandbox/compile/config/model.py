"""What a package says of itself in `weixin/app.json`, for both layers of the runtime.

Mirrors sandbox/runtime/src/shared/config.ts member by member (a test compares the two). Names are
WeChat's own (developers.weixin.qq.com, framework/config) where WeChat has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from sandbox.decoding import readable

CONFIG_PATH: Final = "weixin/app.json"
CONFIG_FORMAT: Final = 1

ComponentPath: TypeAlias = str
"""A route or a component's path: no leading slash, no suffix."""


class PageWindow(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """app.json's `window` with a page's own JSON laid over it; absent members are WeChat's own.

    A text that begins with `@` is the name of a theme's variable. Distances in CSS pixels.
    """

    navigation_bar_background_color: str | UnsetType = UNSET
    navigation_bar_text_style: str | UnsetType = UNSET
    navigation_bar_title_text: str | UnsetType = UNSET
    navigation_style: str | UnsetType = UNSET
    home_button: bool | UnsetType = UNSET
    background_color: str | UnsetType = UNSET
    background_color_content: str | UnsetType = UNSET
    background_color_top: str | UnsetType = UNSET
    background_color_bottom: str | UnsetType = UNSET
    background_text_style: str | UnsetType = UNSET
    enable_pull_down_refresh: bool | UnsetType = UNSET
    on_reach_bottom_distance: float | UnsetType = UNSET
    disable_scroll: bool | UnsetType = UNSET
    page_orientation: str | UnsetType = UNSET
    restart_strategy: str | UnsetType = UNSET
    initial_rendering_cache: str | UnsetType = UNSET


class GenericDefault(msgspec.Struct, frozen=True):
    """A generic's component where the user names none."""

    default: ComponentPath


Generic: TypeAlias = bool | GenericDefault
"""True where there is no default."""


class ComponentConfig(msgspec.Struct, frozen=True, rename="camel"):
    """One page or component. All paths are absolute; what did not resolve is left out."""

    using_components: Mapping[str, ComponentPath]
    chunk: str
    """Which chunk defines its script and template: "" is the main one, else a subpackage's root."""
    component: bool | UnsetType = UNSET
    component_generics: Mapping[str, Generic] | UnsetType = UNSET
    component_placeholder: Mapping[str, str] | UnsetType = UNSET
    style_isolation: str | UnsetType = UNSET
    add_global_class: bool | UnsetType = UNSET
    pure_data_pattern: str | UnsetType = UNSET
    style: str | UnsetType = UNSET
    """Package path of its style sheet; absent when it has none."""
    style_scope: str | UnsetType = UNSET
    """Prefix of its classes, when its style is scoped."""


class TabItem(msgspec.Struct, frozen=True, rename="camel"):
    """One tab. Icons are package paths, or `@name` of a theme's variable."""

    page_path: ComponentPath
    text: str
    icon_path: str | UnsetType = UNSET
    selected_icon_path: str | UnsetType = UNSET


class TabBar(msgspec.Struct, frozen=True, rename="camel"):
    """Colours may be `@name` of a theme's variable."""

    custom: bool
    color: str
    selected_color: str
    background_color: str
    border_style: str
    position: str
    list: tuple[TabItem, ...]


class Subpackage(msgspec.Struct, frozen=True):
    """`root` has no trailing slash; `pages` are whole routes."""

    root: str
    pages: tuple[ComponentPath, ...]
    independent: bool
    name: str | UnsetType = UNSET


class PreloadRule(msgspec.Struct, frozen=True):
    """What to load beside a page: roots of subpackages; "" is the main package."""

    packages: tuple[str, ...]


class PermissionText(msgspec.Struct, frozen=True):
    """Why the app wants a right, for the person who is asked."""

    desc: str | UnsetType = UNSET


class AppConfig(msgspec.Struct, frozen=True, rename="camel"):
    """All that the runtime must know before it runs any code of the app."""

    entry: ComponentPath
    pages: tuple[ComponentPath, ...]
    """All pages, the entry first, those of subpackages with their root."""
    window: PageWindow
    page_windows: Mapping[ComponentPath, PageWindow]
    components: Mapping[ComponentPath, ComponentConfig]
    tab_bar: TabBar | None
    subpackages: tuple[Subpackage, ...]
    preload_rule: Mapping[ComponentPath, PreloadRule]
    network_timeout: Mapping[str, float]
    permission: Mapping[str, PermissionText]
    required_private_infos: tuple[str, ...]
    darkmode: bool
    theme: Mapping[Literal["light", "dark"], Mapping[str, str]]
    style_version: Literal["v1", "v2"]
    lazy_code_loading: bool
    workers: str
    debug: bool
    weixin_app_id: str
    data_attributes: tuple[str, ...]
    """`data-…` attributes that style sheets select by: only these reach the view."""
    format: Literal[1] = CONFIG_FORMAT
    app_style: str | UnsetType = UNSET
    first_frames: tuple[ComponentPath, ...] | UnsetType = UNSET
    """Pages whose first frame lies in the package (sandbox.compile.first_frame)."""


def encode_config(config: AppConfig) -> bytes:
    """The bytes of `weixin/app.json`; the same config gives the same bytes."""
    return msgspec.json.encode(config, order="deterministic")


def decode_config(content: bytes) -> AppConfig:
    """Read a package's `weixin/app.json`. Raises msgspec.ValidationError or DecodeError."""
    return msgspec.json.decode(content, type=readable(AppConfig))


def chunk_path(chunk: str) -> str:
    """Where a chunk's script lies in the package."""
    return f"weixin/packages/{chunk}/main.js" if chunk else "weixin/main.js"
