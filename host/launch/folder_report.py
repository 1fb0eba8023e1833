"""What an author who builds again and again is told: each warning once, errors each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from host.launch.folder_build import FolderBuilds, is_weixin
from sandbox.package.check import Problem, Severity
from sandbox.package.look_through import look_through
from sandbox.package.pack import build_error
from sandbox.package.size_lint import PACKAGE_BUDGET_BYTES


class FolderReport:
    """Builds one folder for what there is to say about it. Blocking: run in a thread."""

    def __init__(self, builds: FolderBuilds, folder: Path, say: Callable[[str], None]) -> None:
        self._builds = builds
        self._folder = folder
        self._say = say
        self._told: frozenset[str] = frozenset()
        self.errors: tuple[Problem, ...] = ()
        """What keeps the folder from being opened, of the last `check`."""

    def check(self) -> None:
        """Build, and say the warnings that the build before did not have.

        Raises BuildError with all errors.
        """
        self.errors = ()
        built = self._builds.build(
            self._folder, release=False, allow_secrets=is_weixin(self._folder)
        )
        problems = (*built.problems, *look_through(built.files, PACKAGE_BUDGET_BYTES))
        warnings = frozenset(
            f"warning: {problem}  [{problem.code}]"
            for problem in problems
            if problem.severity is Severity.WARNING
        )
        for line in sorted(warnings - self._told):
            self._say(line)
        self._told = warnings
        self.errors = built.errors
        if built.errors:
            raise build_error(built.errors)
