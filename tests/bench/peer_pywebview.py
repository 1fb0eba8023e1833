"""The shortest pywebview program: `python peer_pywebview.py qt|gtk FILE [calls]`.

With `calls` the page may call `pywebview.api.echo`, and tells its times when it asks for `done`.
"""

from __future__ import annotations

import json
import sys

import webview


class Api:
    """What the page may call."""

    def echo(self, text: str) -> str:
        return text

    def done(self, times: object) -> None:
        print(json.dumps(times), flush=True)


def main() -> None:
    gui, file = sys.argv[1:3]
    api = Api() if "calls" in sys.argv[3:] else None
    webview.create_window("peer", file, width=400, height=700, js_api=api)
    webview.start(gui=gui)


if __name__ == "__main__":
    main()
