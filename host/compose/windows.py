"""An app's window, from its verified bundle: made when it is opened, or ahead of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from host.compose.shaping import COMPACT_PX
from sandbox.manifest import Kind, Manifest, TextStyle, WindowOptions

if TYPE_CHECKING:
    from host.compose.parts import HostParts
    from host.launch.source import AppRef
    from host.shell.face import AppFace
    from host.shell.window import MiniProgramWindow
    from sandbox.package.verify import VerifiedBundle

MODULE = "host.shell.window"
STEPS = (
    "host.shell.badges",
    "host.shell.glyphs",
    "host.shell.style",
    "host.shell.controls",
    "host.shell.app_icons",
    "host.shell.cards",
    MODULE,
)
"""What has to be brought in first, in an order of short steps."""


def make_window(
    parts: HostParts, ref: AppRef, bundle: VerifiedBundle, px: tuple[int, int]
) -> MiniProgramWindow:
    """A window with the app's name, icon and colours, on no screen yet, without a page; `px` is
    (width, height) in logical pixels."""
    window = _made(parts, _face(parts, ref, bundle), px)
    _dress(parts, window, bundle.manifest)
    return window


def make_nobodys(parts: HostParts) -> MiniProgramWindow:
    """A window for an app that nobody has asked for yet; it stands unseen."""
    from host.shell.face import NOBODY
    from host.shell.unseen import stand_unseen

    made = _made(parts, NOBODY, parts.options.window_px or COMPACT_PX)
    stand_unseen(made)
    return made


def dress_nobodys(
    parts: HostParts, window: MiniProgramWindow, ref: AppRef, bundle: VerifiedBundle
) -> None:
    """Give such a window its app's name, icon and colours, for life. Raises LoadFailed when it has
    an app."""
    window.take_face(_face(parts, ref, bundle))
    _dress(parts, window, bundle.manifest)


def _face(parts: HostParts, ref: AppRef, bundle: VerifiedBundle) -> AppFace:
    from host.compose.faces import face_of

    language = parts.looks.language()
    return face_of(bundle, ref.publisher, ref.origin, language, ref.publisher_name)


def _made(parts: HostParts, face: AppFace, px: tuple[int, int]) -> MiniProgramWindow:
    from host.shell.window import MiniProgramWindow

    skin, sandboxed = parts.skin, parts.options.require_sandbox
    return MiniProgramWindow(skin.appearance, skin.shelf, face, QSize(*px), sandboxed=sandboxed)


def _dress(parts: HostParts, window: MiniProgramWindow, manifest: Manifest) -> None:
    window.bar.offer_share(manifest.kind is Kind.WEB)
    if title := manifest.bar_title_for(parts.looks.language()):
        window.set_title(title)
    _dress_bar(window, manifest.window)


def _dress_bar(window: MiniProgramWindow, options: WindowOptions) -> None:
    """The bar as the manifest wants it (W3C MiniApp Manifest, `window`)."""
    from host.compose.faces import six_digits
    from host.services.ports import BarColors

    background = six_digits(options.navigation_bar_background_color)
    if background is not None:
        white = options.navigation_bar_text_style is TextStyle.WHITE
        window.set_bar_color(BarColors("#ffffff" if white else "#000000", background))
