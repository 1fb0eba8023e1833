"""Cocoa's and WebKit's bindings (PyObjC), which are on macOS alone."""

from __future__ import annotations

import importlib
from types import ModuleType


class Bindings:
    """The modules a view is made of; their types are not known to a type checker."""

    def __init__(self) -> None:
        """Raises ImportError where they are not."""
        self.objc = _module("objc")
        self.foundation = _module("Foundation")
        self.appkit = _module("AppKit")
        self.webkit = _module("WebKit")
        self.helper = _module("PyObjCTools.AppHelper")


def _module(name: str) -> ModuleType:
    return importlib.import_module(name)
