"""Hatch's build hook: the wheel and the source archive carry the bundled TypeScript.

hatchling loads this file by its path; it finds its neighbour build_js.py the same way.
A source archive already holds the bundles, so that installing from it needs no Node and no npm.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class JavaScriptBuildHook(BuildHookInterface[Any]):
    """Named by pyproject.toml (`tool.hatch.build.hooks.custom`)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle what is stale; put the sample apps into a wheel, for `fanlight demo`.

        hatchling's plug-in interface: `version` is "standard" or "editable".
        Raises build_js.BuildFailed.
        """
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        import build_js

        root = Path(self.root)
        build_js.build(root, say=self.app.display_info)
        if self.target_name != "wheel" or version == "editable":
            return
        # One by one: what is forced in is not asked whether git ignores it.
        for part in sorted(root.glob("sample_apps/*/*")):
            if part.name != "node_modules":
                place = f"host/{part.relative_to(root).as_posix()}"
                build_data["force_include"][str(part)] = place
