"""Remote bytes never run: neither under their own address nor under the host's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import PAGE, Fanlight, allow_private, needs_display, page, write_app
from tests.http_site import Site, serving

pytestmark = needs_display
CODE = b"globalThis.ran = 'remote'; globalThis.postMessage?.('remote');"
IMPORTER = """
  onmessage = ({data}) => {
    try { importScripts(data); postMessage(`imported ${self.ran}`) } catch { postMessage("error") }
  };
"""
STYLE = b"body { color: rgb(1, 2, 3) }"
SCRIPT = """
  const place = (kind, url, end = "/data") => `/.fanlight/${kind}/${encodeURIComponent(url)}${end}`;
  const outcome = (start) => new Promise((done) => {
    start(done);
    setTimeout(() => done("silent"), 4000);
  });
  const element = (tag, attributes) => outcome((done) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.onload = () => done("loaded");
    made.onerror = () => done("error");
    document.body.append(made);
  });
  const worker = (made, say) => outcome((done) => {
    (made.port ?? made).onmessage = ({data}) => done(data);
    made.onerror = () => done("error");
    if (say) made.postMessage(say);
  });
  globalThis.probe = async (site) => {
    const told = {};
    for (const kind of ["net", "media"]) {
      for (const name of ["code.js", "code.mjs", "bytes.js", "picture.js", "code"]) {
        for (const end of ["", "/data"]) {
          const src = place(kind, `${site}/${name}`, end);
          const note = (way, outcome) => { told[`${kind} ${name}${end} ${way}`] = outcome };
          note("script", await element("script", {src}));
          note("module", await element("script", {src, type: "module"}));
          note("import", await import(src).then(() => "loaded", () => "error"));
          note("worker", await worker(new Worker(src)));
          note("module worker", await worker(new Worker(src, {type: "module"})));
          note("shared worker", await worker(new SharedWorker(src)));
          note("importScripts", await worker(new Worker("/worker.js"), src));
        }
      }
      const href = place(kind, `${site}/style.css`);
      told[`${kind} style`] = await element("link", {rel: "stylesheet", href});
    }
    told.code = await fetch(`${site}/code.js`).then((response) => response.text());
    told.mediaByFetch = await fetch(place("media", `${site}/picture.js`))
      .then(() => "read", () => "error");
    told.ran = typeof ran;
    told.color = getComputedStyle(document.body).color;
    return told;
  };
"""


@pytest.fixture
def site() -> Any:
    with serving() as site:
        for name in ("code.js", "code.mjs", "code"):
            site.answer(f"/{name}", 200, {"Content-Type": "text/javascript"}, CODE)
        site.answer("/bytes.js", 200, {"Content-Type": "application/octet-stream"}, CODE)
        site.answer("/picture.js", 200, {"Content-Type": "image/png"}, CODE)
        site.answer("/style.css", 200, {"Content-Type": "text/css"}, STYLE)
        yield site


def test_E08_fetched_bytes_are_no_script_style_or_worker(tmp_path: Path, site: Site) -> None:
    fanlight = Fanlight(tmp_path / "home")
    allow_private(fanlight.home, site.origin)
    app = write_app(
        tmp_path / "app",
        {PAGE: page(SCRIPT)},
        {"worker.js": IMPORTER},
        fanlight={
            "network": {"request": [site.origin], "media": [site.origin]},
            "csp": {"inline_scripts": True},
        },
    )
    report = fanlight.open(app, "--eval", f"await probe({json.dumps(site.origin)})")
    told = dict(report["eval"])
    assert told.pop("code") == CODE.decode()  # it may be read, not run
    assert told.pop("ran") == "undefined"
    assert told.pop("color") == "rgb(0, 0, 0)"
    # On a busy machine a worker may not even have failed in its time; none may have run.
    assert set(told.values()) <= {"error", "silent"}, told
    assert "error" in told.values()
    assert "network" in {denial["what"] for denial in report["denied"]}
