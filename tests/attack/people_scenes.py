"""Scenes of tests/attack/window_child.py about what people see."""

from __future__ import annotations

from tests.host_child import Scene

SCENES: dict[str, Scene] = {}
