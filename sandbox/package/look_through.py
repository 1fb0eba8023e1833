"""What `fanlight lint` says beyond what a build does: nothing here keeps a package from running."""

from __future__ import annotations

from collections.abc import Mapping

from bridge.errors import ManifestInvalid
from sandbox.manifest import MANIFEST_PATH, read_manifest
from sandbox.package.api_lint import api_problems
from sandbox.package.check import Problem
from sandbox.package.size_lint import size_problems


def look_through(files: Mapping[str, bytes], budget_bytes: int) -> tuple[Problem, ...]:
    """Warnings about calls, rights and size, of a package's files; in order of place.

    None where there is no manifest that can be read: that is an error told elsewhere.
    """
    content = files.get(MANIFEST_PATH)
    if content is None:
        return ()
    try:
        manifest = read_manifest(content)
    except ManifestInvalid:
        return ()
    found = [*api_problems(manifest, files), *size_problems(files, budget_bytes)]
    return tuple(sorted(found, key=lambda problem: (problem.path, problem.line or 0)))
