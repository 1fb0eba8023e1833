"""The pytest fixture `fanlight`, for suites of those who write mini-programs.

    def test_it_counts(fanlight):
        app = fanlight.open("tea")
        app.click("#add")
        assert app.text("#count") == "1"

Known to pytest by its entry point wherever Fanlight is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from host.testing.driver import MiniProgram


class FanlightTester:
    """Opens mini-programs for one test, in a home of its own; all end with the test."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._open: list[MiniProgram] = []

    def open(self, folder: Path | str, **options: Any) -> MiniProgram:
        """Open a source folder; `options` are those of host.testing.driver.open_mini_program."""
        from host.testing.driver import open_mini_program

        app = open_mini_program(folder, self.home, **options)
        self._open.append(app)
        return app

    def close(self) -> None:
        """End all that was opened."""
        while self._open:
            self._open.pop().close()


@pytest.fixture
def fanlight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FanlightTester]:
    """Opens mini-programs in a real host: `fanlight.open(FOLDER)`."""
    tester = FanlightTester(tmp_path_factory.mktemp("fanlight"))
    try:
        yield tester
    finally:
        tester.close()
