"""Drives one mini-program in a real host: open, click, read, fill, take pictures.

What is done goes in by the engine's input, as a person's hand would; what is read is what the page
shows: elements that are hidden are not found. Selectors are CSS, and look into open shadow trees
(those of WeChat-syntax pages too).
"""

from __future__ import annotations

import base64
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from host.testing.cdp import DevToolsError, Target, page_of

WAIT_S = 20.0
"""How long is waited for what does not show at once."""
START_S = 90.0
_POLL_S = 0.05
_CLASS = re.compile(r"\[[^\]]*\]|\.([A-Za-z_][\w-]*)")
_ALL = """((selector) => {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      const shown = element.checkVisibility({ visibilityProperty: true });
      if (shown && element.matches(selector)) found.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
})"""
_PLACE = """((element) => {
  if (!element) return null;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return width && height ? [x + width / 2, y + height / 2] : null;
})"""


def page_selector(kind: str, selector: str) -> str:
    """`selector` as the page has its elements.

    Classes of a WeChat-syntax component stand there behind a prefix of the component's own
    (`n4csa0f--card`), so that `.card` finds those too; its tags are `wx-view` and the like.
    """
    if kind == "web":
        return selector

    def either(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        return f':is(.{name},[class$="--{name}"],[class*="--{name} "])'

    return _CLASS.sub(either, selector)


class NotShown(AssertionError):
    """What a test waited for did not show."""


class MiniProgram:
    """A mini-program that runs. Use it in a `with`, or `close()` it."""

    def __init__(self, process: subprocess.Popen[bytes], facts: Mapping[str, str]) -> None:
        """Made by `open_mini_program`; `facts` is what its host wrote for it."""
        self._process = process
        self.app_id = facts["app_id"]
        self.kind = facts["kind"]
        self.cdp_url = facts["url"]
        """For other tools, such as Playwright's `connect_over_cdp(url, no_defaults=True)`."""
        self._target: Target = page_of(facts["url"], facts["origin"])

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page, awaited. Raises DevToolsError."""
        answer = self._target.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            told = answer["exceptionDetails"]
            thrown = told.get("exception", {}).get("description") or told.get("text")
            raise DevToolsError(f"{expression[:200]}: {thrown}")
        return answer["result"].get("value")

    def logic(self, expression: str) -> Any:
        """As `evaluate`, where the app's own code runs: kind `weixin` has it in a Worker."""
        if self.kind == "web":
            return self.evaluate(expression)
        return self.evaluate(f"fanlightEvaluate({json.dumps(expression)})")

    def count(self, selector: str) -> int:
        """How many elements there are now."""
        return int(self.evaluate(f"{self._all(selector)}.length"))

    def text(self, selector: str) -> str:
        """What the first element shows, once there is one. Raises NotShown."""
        self.wait_for(selector)
        return str(self.evaluate(f"{self._all(selector)}[0].textContent.trim()"))

    def wait_for(self, selector: str, *, text: str | None = None, within_s: float = WAIT_S) -> None:
        """Wait until an element is there, and shows `text` among others. Raises NotShown."""
        wanted = "true" if text is None else f"element.textContent.includes({json.dumps(text)})"
        found = f"{self._all(selector)}.some((element) => {wanted})"
        self.wait_until(found, within_s=within_s, what=f"{selector} {text or ''}".strip())

    def wait_until(self, expression: str, *, within_s: float = WAIT_S, what: str = "") -> None:
        """Wait until an expression of the page is true. Raises NotShown."""
        given_up_s = time.monotonic() + within_s
        while not self.evaluate(expression):
            if time.monotonic() > given_up_s:
                raise NotShown(f"not within {within_s:g} s: {what or expression}")
            time.sleep(_POLL_S)

    def click(self, selector: str) -> None:
        """Press and release the mouse in the middle of the first element. Raises NotShown."""
        x, y = self._place(selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self._target.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def fill(self, selector: str, text: str) -> None:
        """Click into a field, and write over all that it holds. Raises NotShown."""
        self.click(selector)
        self.evaluate(
            "(() => { let at = document.activeElement;"
            " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
            " at?.select?.() })()"
        )
        self._target.send("Input.insertText", text=text)

    def screenshot(self, file: Path | str | None = None) -> bytes:
        """The page as PNG, also written to `file`."""
        picture = base64.b64decode(self._target.send("Page.captureScreenshot")["data"])
        if file is not None:
            Path(file).write_bytes(picture)
        return picture

    def close(self) -> None:
        """End the mini-program and its host; may be called twice."""
        self._target.close()
        end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _all(self, selector: str) -> str:
        return f"{_ALL}({json.dumps(page_selector(self.kind, selector))})"

    def _place(self, selector: str) -> tuple[float, float]:
        self.wait_for(selector)
        found = self.evaluate(f"{_PLACE}({self._all(selector)}[0])")
        if found is None:
            raise NotShown(f"{selector} has no size that could be clicked")
        return float(found[0]), float(found[1])


def open_mini_program(
    folder: Path | str,
    home: Path,
    *,
    page: str | None = None,
    query: Mapping[str, str] | None = None,
    permissions: str = "deny",
    faults: Iterable[str] = (),
    size: str | None = None,
) -> MiniProgram:
    """Open a source folder in a host of its own, and wait for the first screen.

    `page`, `query`, `permissions`, `faults` and `size` are those of `fanlight open`.
    Raises RuntimeError with what the host said when it ends before that, TimeoutError.
    """
    with tempfile.TemporaryDirectory(prefix="fanlight-") as place:
        told = Path(place) / "control.json"
        words = ["open", str(folder), "--home", str(home), "--remote-control", str(told)]
        words += ["--permissions", permissions]
        words += ["--page", page] if page else []
        words += ["--size", size] if size else []
        for name in faults:
            words += ["--fault", name]
        for key, value in (query or {}).items():
            words += ["--query", f"{key}={value}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "host.cli.start", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            return MiniProgram(process, _told(process, told))
        except BaseException:
            end(process)
            raise


def end(process: subprocess.Popen[bytes]) -> None:
    """End a host in order; kill it when it does not hear."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
    try:
        process.communicate(timeout=WAIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _told(process: subprocess.Popen[bytes], file: Path) -> dict[str, str]:
    given_up_s = time.monotonic() + START_S
    while not file.exists():
        if process.poll() is not None:
            said = process.communicate()[1].decode(errors="replace")
            raise RuntimeError(f"the mini-program was not opened: {said.strip()[-2000:]}")
        if time.monotonic() > given_up_s:
            raise TimeoutError(f"no first screen within {START_S:g} s")
        time.sleep(_POLL_S)
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found
