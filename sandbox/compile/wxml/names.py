"""WeChat's own tags (developers.weixin.qq.com/miniprogram/dev/component) and directives."""

from __future__ import annotations

STRUCTURE = frozenset({"block", "template", "slot", "import", "include", "wxs"})
"""Tags that make no node of their own, or are no tags at all once compiled."""

TAGS = """
    view text image button input textarea form label checkbox checkbox-group radio radio-group
    switch slider picker picker-view picker-view-column progress icon rich-text editor
    editor-portal scroll-view swiper swiper-item movable-area movable-view cover-view cover-image
    match-media page-container page-meta navigation-bar root-portal share-element sticky-header
    sticky-section list-view list-builder grid-view grid-builder nested-scroll-header
    nested-scroll-body open-container draggable-sheet refresher snapshot span selection
    keyboard-accessory navigator functional-page-navigator audio video camera live-player
    live-pusher voip-room map canvas web-view ad ad-custom official-account official-account-publish
    open-data open-data-list open-data-item channel-live channel-video store-home store-product
    store-coupon store-gift native-component aria-component animation-video xr-frame xr-scene
    tap-gesture-handler double-tap-gesture-handler long-press-gesture-handler pan-gesture-handler
    horizontal-drag-gesture-handler vertical-drag-gesture-handler scale-gesture-handler
    force-press-gesture-handler commerce-open-data
    loading modal toast action-sheet action-sheet-item action-sheet-cancel contact-button
"""
BUILT_IN = frozenset(TAGS.split())
"""Built-in components, with those that WeChat removed in 2016 (the last line)."""

ASSETS = {
    "image": ("src",),
    "cover-image": ("src",),
    "video": ("src", "poster"),
    "audio": ("src", "poster"),
    "live-player": ("src",),
    "live-pusher": ("waiting-image",),
    "animation-video": ("resource-src",),
    "open-data": ("default-avatar",),
    "native-component": ("src",),
}
"""Attributes that name a file of the package, by tag."""

LEAVES = frozenset({"br", "hr", "img", "input", "image", "icon", "progress", "slider", "wbr"})
"""Tags with nothing inside: taken as closed where their end tag is missing."""

DIRECTIVES = frozenset({"if", "elif", "else", "for", "for-index", "for-item", "key"})
"""What may follow `wx:`."""

OLD_DIRECTIVES = {"for-items": "for"}
"""Names from before 2017 that WeChat still takes."""

MISTAKEN = {
    "item": "for-item",
    "index": "for-index",
    "for-key": "key",
    "elseif": "elif",
    "else-if": "elif",
    "show": "if",
    "items": "for",
}
"""Directives that WeChat passes over in silence, with what their author most likely meant."""

EVENT_PREFIXES = ("capture-mut-bind", "capture-bind", "capture-catch", "mut-bind", "bind", "catch")
PREFIXES = frozenset(
    {*EVENT_PREFIXES, "wx", "model", "change", "worklet", "data", "class", "style"}
    | {"mark", "generic", "extra-attr", "slot"}
)
"""What glass-easel knows before a colon in an attribute's name."""
