"""A V8 engine for the compiler's own tools; no project's code runs in it.

It has no network, no files and no clock but Date. The npm tools were bundled by
packaging/build_js.py into sandbox/compile/tools/dist. Sources of a project go in as JSON and come
out as JSON. PyPI's mini-racer is imported only when the first call is made: V8's start costs some
150 ms.
"""

from __future__ import annotations

import contextlib
import json
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.errors import BuildError

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

BUNDLES = Path(__file__).resolve().parents[1] / "tools" / "dist"
CALL_TIMEOUT_S = 30.0
REST_TIMEOUT_S = 10.0
MEMORY_LIMIT_BYTES = 768 * 1024 * 1024
"""Of V8's heap, well below where V8 itself would end the process."""

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class ToolGaveUp(BuildError):
    """A tool used up its time or memory, or failed in a way it has no words for."""


class Engine:
    """One engine for one compiler; calls from several threads take turns."""

    def __init__(
        self,
        bundles: Path = BUNDLES,
        *,
        timeout_s: float = CALL_TIMEOUT_S,
        memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
    ) -> None:
        self._bundles = bundles
        self._timeout_s = timeout_s
        self._memory_limit_bytes = memory_limit_bytes
        self._lock = threading.Lock()
        self._racer: MiniRacer | None = None
        self._loaded: set[str] = set()

    def call(self, bundle: str, function: str, argument: Json) -> Json:
        """Call a function that `bundle` (a file's name without suffix) defines.

        Raises ToolGaveUp, after which the next call has a fresh engine; BuildError when the bundle
        is not there.
        """
        from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException

        with self._lock:
            try:
                racer = self._ready(bundle)
                # As text: in a literal, a member called __proto__ would be lost.
                answer: Json = racer.call(
                    f"((text) => {function}(JSON.parse(text)))",
                    json.dumps(argument, ensure_ascii=False),
                    timeout_sec=self._timeout_s,
                    max_memory=self._memory_limit_bytes,
                )
            except JSTimeoutException:
                self._drop()
                raise ToolGaveUp(f"not done after {self._timeout_s:g} s") from None
            except JSOOMException:
                self._drop()
                limit = self._memory_limit_bytes >> 20
                raise ToolGaveUp(f"more than {limit} MiB of memory needed") from None
            except JSEvalException as error:
                self._drop()
                raise ToolGaveUp(_first_line(str(error))) from error
            return answer

    def close(self) -> None:
        """End the engine; a later call starts another."""
        with self._lock:
            self._drop()

    def _ready(self, bundle: str) -> MiniRacer:
        if self._racer is None:
            self._racer = _start()
            # Left to the interpreter's end, its thread would be waited for after it was stopped.
            weakref.finalize(self, self._racer.close)
        if bundle not in self._loaded:
            self._racer.eval(self._text(bundle))
            self._loaded.add(bundle)
        return self._racer

    def _text(self, bundle: str) -> str:
        place = self._bundles / f"{bundle}.js"
        try:
            return place.read_text(encoding="utf-8")
        except OSError as error:
            raise BuildError(
                f"the compiler's tool {place.name} cannot be read ({error.strerror}); install "
                "Fanlight anew, or in its source tree run: python3 dev.py setup",
                path=place.name,
            ) from error

    def _drop(self) -> None:
        racer, self._racer = self._racer, None
        self._loaded.clear()
        if racer is None:
            return
        from py_mini_racer import JSEvalException

        # What was interrupted comes to rest first: its answer must not find the engine gone.
        with contextlib.suppress(JSEvalException):
            racer.eval("0", timeout_sec=REST_TIMEOUT_S)
        racer.close()


def _start() -> MiniRacer:
    """In a thread of its own: mini-racer would else tie itself to the caller's asyncio loop."""
    from py_mini_racer import MiniRacer

    made: list[MiniRacer] = []
    thread = threading.Thread(target=lambda: made.append(MiniRacer()), name="v8-start")
    thread.start()
    thread.join()
    if not made:
        raise BuildError("the JavaScript engine (PyPI's mini-racer) does not start on this system")
    return made[0]


def _first_line(text: str) -> str:
    """The error's own words of V8's report, which also quotes the source."""
    for line in text.splitlines():
        name, mark, _ = line.partition(": ")
        if mark and name.rsplit(" ", 1)[-1].endswith(("Error", "Exception")):
            return line[:300]
    return text[:300]
