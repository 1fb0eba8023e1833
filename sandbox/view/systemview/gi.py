"""GTK's and WebKitGTK's bindings (PyGObject), which distributions build for their own Python."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

_DISTRIBUTION = Path("/usr/lib/python3/dist-packages")


class Bindings:
    """The modules a view is made of; their types are not known to a type checker."""

    def __init__(self) -> None:
        """Raises ImportError where they are not, or not for this Python; ValueError for another
        version of WebKitGTK."""
        try:
            gi = importlib.import_module("gi")
        except ImportError:
            # Last on the path: nothing of ours is taken from there, only what we lack.
            sys.path.append(str(_DISTRIBUTION))
            gi = importlib.import_module("gi")
        for name, version in (("Gtk", "3.0"), ("Gdk", "3.0"), ("WebKit2", "4.1"), ("Soup", "3.0")):
            gi.require_version(name, version)
        importlib.import_module("cairo")
        self.gio = _module("Gio")
        self.glib = _module("GLib")
        self.gtk = _module("Gtk")
        self.gdk = _module("Gdk")
        self.soup = _module("Soup")
        self.webkit = _module("WebKit2")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"gi.repository.{name}")
