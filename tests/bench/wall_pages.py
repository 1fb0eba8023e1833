"""What both sides of `bench walls` show and say: the pages, and the words on their pipes.

A child process opens views when it is told to on its standard input, one JSON line a command:
`{"do": "show", "isolated": YES}`, `{"do": "calls", "views": N, "calls": M, "how": HOW}`,
`{"do": "close"}`; each is answered by one JSON line. An `isolated` page has the headers that
isolate it from other origins, by its package or by hand; those that call always have, for their
clock.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cards

CALLS_PAGE = "pages/calls/calls"
WARMING_CALLS = 50
TEXT = "x" * 100
PAYLOAD_BYTES = 1_000_000
PORT = "@PORT@"
"""Where the bare side puts the number of its WebSocket's port."""
POLL_MS = 250
"""How often a page is asked whether it is done: seldom, since asking takes the host's time too."""

_GO = f"""
globalThis.go = async (count, how) => {{
  const times = [];
  const warming = Math.min(count, {WARMING_CALLS});
  for (let each = 0; each < count + warming; each += 1) {{
    const begun = performance.now();
    await call(how);
    times.push(performance.now() - begun);
  }}
  globalThis.times = times.slice(warming);
}};
globalThis.able = true;
"""
_PAYLOAD = f"""
const payload = new Uint8Array({PAYLOAD_BYTES});
for (let at = 0; at < payload.length; at += 1) payload[at] = at * 31 + (at >> 8);
const back = (bytes) => {{
  const at = bytes.length - 2;
  if (bytes.length !== payload.length || bytes[at] !== payload[at]) throw new Error("other bytes");
}};
"""
_WALLED = f"""
const text = "{TEXT}";
const path = "wxfile://usr/payload";
const ways = {{
  plain: () => fanlight.getStorage({{ key: text }}),
  granted: () => fanlight.setClipboardData({{ data: text }}),
  // Up and down: what an echo of as much does in one call.
  payload: async () => {{
    await fanlight.fsWriteFile({{ path, data: payload }});
    const read = await fanlight.fsReadFile({{ path, responseType: "arraybuffer" }});
    back(new Uint8Array(read.data));
  }},
}};
{_PAYLOAD}
const call = (how) => ways[how]();
{_GO}"""
_BARE = f"""
const text = "{TEXT}";
{_PAYLOAD}
new QWebChannel(qt.webChannelTransport, ({{ objects: {{ echo }} }}) => {{
  let socket;
  const opened = () => new Promise((resolve) => {{
    socket = new WebSocket("ws://127.0.0.1:{PORT}");
    socket.binaryType = "arraybuffer";
    socket.onopen = resolve;
  }});
  const said = async (what) => {{
    if (!socket) await opened();
    return await new Promise((resolve) => {{
      socket.onmessage = ({{ data }}) => resolve(data);
      socket.send(what);
    }});
  }};
  const echoed = (what) => new Promise((resolve) => echo.echo(what, resolve));
  const ways = {{
    plain: () => echoed(text),
    granted: () => echoed(text),
    payload: async () => back(Uint8Array.fromBase64(await echoed(payload.toBase64()))),
    scheme_payload: async () => {{
      const answer = await fetch("/echo", {{ method: "POST", body: payload }});
      back(new Uint8Array(await answer.arrayBuffer()));
    }},
    scheme: async () => (await fetch("/echo", {{ method: "POST", body: text }})).text(),
    kept: async () => {{
      await (await fetch("/keep", {{ method: "POST", body: text }})).text();
      return await (await fetch("/kept")).text();
    }},
    kept_payload: async () => {{
      await (await fetch("/keep", {{ method: "POST", body: payload }})).text();
      back(new Uint8Array(await (await fetch("/kept")).arrayBuffer()));
    }},
    socket: () => said(text),
    socket_payload: async () => back(new Uint8Array(await said(payload))),
  }};
  const call = (how) => ways[how]();
  {_GO}
}});
"""
_PYWEBVIEW = f"""
const text = "{TEXT}";
{_PAYLOAD}
const binary = () => {{
  let parts = "";
  for (let at = 0; at < payload.length; at += 32768) {{
    parts += String.fromCharCode(...payload.subarray(at, at + 32768));
  }}
  return btoa(parts);
}};
const ways = {{
  plain: () => pywebview.api.echo(text),
  payload: async () => {{
    const answer = atob(await pywebview.api.echo(binary()));
    back(Uint8Array.from(answer, (one) => one.charCodeAt(0)));
  }},
}};
const call = (how) => ways[how]();
{_GO}
addEventListener("pywebviewready", async () => {{
  const found = {{}};
  for (const [how, count] of [["plain", @CALLS@], ["payload", @PAYLOADS@]]) {{
    await go(count, how);
    found[how] = globalThis.times;
  }}
  pywebview.api.done(found);
}});
"""
_CALLS_HTML = b'<!doctype html><title>Calls</title><script src="calls.js"></script>'
PROBE = "JSON.stringify({able: globalThis.able ?? false, times: globalThis.times ?? null})"


def files(*, walled: bool, isolated: bool = False) -> dict[str, bytes]:
    """The app: the cards, and a page that calls. `isolated` is said in the manifest."""
    found = cards.files()
    manifest: dict[str, Any] = json.loads(found["manifest.json"])
    manifest["pages"].append(CALLS_PAGE)
    manifest["fanlight"]["cross_origin_isolated"] = isolated
    manifest["req_permissions"] = [{"name": "clipboard.write", "reason": "To be measured."}]
    return found | {
        "manifest.json": json.dumps(manifest).encode(),
        f"{CALLS_PAGE}.html": _CALLS_HTML,
        f"{CALLS_PAGE}.js": (_WALLED if walled else _BARE).encode(),
    }


def pywebview(folder: Path, calls: int, payloads: int) -> Path:
    """The same for pywebview: a page that begins by itself, written into `folder`; its file."""
    page = folder / "calls.html"
    script = _PYWEBVIEW.replace("@CALLS@", f"{calls}").replace("@PAYLOADS@", f"{payloads}")
    page.write_text("<!doctype html><title>Calls</title><script src='calls.js'></script>")
    (folder / "calls.js").write_text(script)
    return page


def start(calls: int, how: str) -> str:
    """The script that makes a page call."""
    return f"go({calls}, {json.dumps(how)}); ''"
