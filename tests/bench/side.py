"""A measured program that stands ready and does what it is told over its pipes.

It reads one JSON object a line, with its command as `do`, and answers each by one line; an answer
with `error` is a failure.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from screen import Screen

HERE = Path(__file__).resolve().parent
LONGEST_S = 90.0
END_S = 20.0


class Side:
    """One such process, `script` of this folder with `words`."""

    def __init__(self, script: str, words: list[str], screen: Screen) -> None:
        self.name = script
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / script), *words],
            env=screen.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, do: str, **more: Any) -> dict[str, Any]:
        """Its answer to one command. Raises RuntimeError when it fails or is silent."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the process has no pipes")
        try:
            self._process.stdin.write(json.dumps({"do": do} | more) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError(f"{self.name} has ended") from None
        answered, _, _ = select.select([self._process.stdout], [], [], LONGEST_S)
        line = self._process.stdout.readline() if answered else ""
        if not line:
            raise RuntimeError(f"{self.name}: no answer to {do}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {do}: {answer['error']}")
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
