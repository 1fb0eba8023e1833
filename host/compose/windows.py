"""An app's window, from its verified bundle: made when it is opened, or ahead of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from sandbox.manifest import Kind, TextStyle, WindowOptions

if TYPE_CHECKING:
    from host.compose.parts import HostParts
    from host.launch.source import AppRef
    from host.shell.window import MiniProgramWindow
    from sandbox.package.verify import VerifiedBundle

MODULE = "host.shell.window"
"""What has to be brought in first; that takes its time."""


def make_window(
    parts: HostParts, ref: AppRef, bundle: VerifiedBundle, px: tuple[int, int]
) -> MiniProgramWindow:
    """A window with the app's name, icon and colours, on no screen yet, without a page; `px` is
    (width, height) in logical pixels."""
    from host.compose.faces import face_of
    from host.shell.window import MiniProgramWindow

    manifest = bundle.manifest
    window = MiniProgramWindow(
        parts.skin.appearance,
        parts.skin.shelf,
        face_of(bundle, ref.publisher, ref.origin, parts.looks.language(), ref.publisher_name),
        QSize(*px),
        sandboxed=parts.options.require_sandbox,
    )
    window.bar.offer_share(manifest.kind is Kind.WEB)
    if title := manifest.bar_title_for(parts.looks.language()):
        window.set_title(title)
    _dress_bar(window, manifest.window)
    return window


def _dress_bar(window: MiniProgramWindow, options: WindowOptions) -> None:
    """The bar as the manifest wants it (W3C MiniApp Manifest, `window`)."""
    from host.compose.faces import six_digits
    from host.services.ports import BarColors

    background = six_digits(options.navigation_bar_background_color)
    if background is not None:
        white = options.navigation_bar_text_style is TextStyle.WHITE
        window.set_bar_color(BarColors("#ffffff" if white else "#000000", background))
