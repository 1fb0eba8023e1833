"""What both sides of `bench walls` show and say: the pages, and the words on their pipes.

A child process opens views when it is told to on its standard input, one JSON line a command:
`{"do": "show"}`, `{"do": "calls", "views": N, "calls": M, "how": HOW}`, `{"do": "close"}`; each
is answered by one JSON line.
"""

from __future__ import annotations

import json
from typing import Any

import cards

CALLS_PAGE = "pages/calls/calls"
WARMING_CALLS = 50
TEXT = "x" * 100
POLL_MS = 250
"""How often a page is asked whether it is done: seldom, since asking takes the host's time too."""

_GO = f"""
globalThis.go = async (count, how) => {{
  const times = [];
  for (let each = 0; each < count + {WARMING_CALLS}; each += 1) {{
    const begun = performance.now();
    await call(how);
    times.push(performance.now() - begun);
  }}
  globalThis.times = times.slice({WARMING_CALLS});
}};
globalThis.able = true;
"""
_WALLED = f"""
const text = "{TEXT}";
const ways = {{
  plain: () => fanlight.getStorage({{ key: text }}),
  granted: () => fanlight.setClipboardData({{ data: text }}),
}};
const call = (how) => ways[how]();
{_GO}"""
_BARE = f"""
const text = "{TEXT}";
new QWebChannel(qt.webChannelTransport, ({{ objects: {{ echo }} }}) => {{
  const call = () => new Promise((resolve) => echo.echo(text, resolve));
  {_GO}
}});
"""
_CALLS_HTML = b'<!doctype html><title>Calls</title><script src="calls.js"></script>'
PROBE = "JSON.stringify({able: globalThis.able ?? false, times: globalThis.times ?? null})"


def files(*, walled: bool) -> dict[str, bytes]:
    """The app: the cards, and a page that calls."""
    found = cards.files()
    manifest: dict[str, Any] = json.loads(found["manifest.json"])
    manifest["pages"].append(CALLS_PAGE)
    manifest["req_permissions"] = [{"name": "clipboard.write", "reason": "To be measured."}]
    return found | {
        "manifest.json": json.dumps(manifest).encode(),
        f"{CALLS_PAGE}.html": _CALLS_HTML,
        f"{CALLS_PAGE}.js": (_WALLED if walled else _BARE).encode(),
    }


def start(calls: int, how: str) -> str:
    """The script that makes a page call."""
    return f"go({calls}, {json.dumps(how)}); ''"
