"""One list, twice: as a WeChat-syntax app, and as the same template on glass-easel straight on the
DOM of a web app. Both run the operations of the js-framework-benchmark and time them alike."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import build_js
from sandbox.compile.wxml.engine import TemplateEngine

ROWS = 1_000
WXML = """<view class="list">
  <view wx:for="{{rows}}" wx:key="id" class="row {{item.id === chosen ? 'chosen' : ''}}">
    <text class="id">{{item.id}}</text>
    <text class="label">{{item.label}}</text>
    <view class="end" bindtap="pick" data-id="{{item.id}}">x</view>
  </view>
</view>
"""
STYLE = """.row { display: flex; height: 32px; border-bottom: 1px solid #ddd; }
.id { width: 64px; } .label { flex: 1; } .end { width: 32px; } .chosen { background: #fde; }
"""
REST_MS = 100
"""Before each operation but AT_ONCE. What the last one left over (tiles to raster; on the DOM a
further frame, which Chromium asks for when the document itself has grown) is drawn by then."""
AT_ONCE = "update at once"
"""An update right behind the paint of a thousand rows. The DOM asks for its frame at the first
node that changes, while the engine's last one is still open; the app's page when the batch is
there, some 5 ms later, mostly for the next (measured: rAF 0.2 ms after setData, and 9 ms)."""
OPERATIONS = f"""
const make = (from) => Array.from({{length: {ROWS}}}, (_, i) => ({{
  id: from + i, label: `label ${{(from + i) * 7919 % 1009}}`,
}}));
const update = (round, rows) => {{
  const data = {{}};
  for (let i = 0; i < rows.length; i += 10) {{
    data[`rows[${{i}}].label`] = `new ${{round}} ${{i}}`;
  }}
  return data;
}};
/** Each operation's name, and the data that it sets. */
const operations = (round, rows) => ({{
  "create 1000": () => ({{rows: make(round * 10000)}}),
  "update every 10th": () => update(round, rows()),
  "swap two": () => {{
    const next = rows().slice();
    [next[1], next[998]] = [next[998], next[1]];
    return {{rows: next}};
  }},
  "remove one": () => ({{rows: rows().filter((_, i) => i !== 500)}}),
  "append 1000": () => ({{rows: rows().concat(make(round * 10000 + 5000))}}),
  "{AT_ONCE}": () => update(round + 100, rows().slice(0, {ROWS})),
}});
"""
# `set(data)` gives a promise that is kept when the data is painted.
TIMES = (
    OPERATIONS
    + f"""
const atOnce = "{AT_ONCE}";
const rested = () => new Promise((done) => setTimeout(done, {REST_MS}));
"""
    + """
async function operate(page, set) {
  // Both layers have this clock, in whole milliseconds.
  const now = () => Date.now();
  const taken = {};
  for (let round = 0; round < 5; round += 1) {
    await set({rows: []});
    for (const [name, data] of Object.entries(operations(round, () => page().rows))) {
      if (name !== atOnce) await rested();
      const begun = now();
      await set(data());
      (taken[name] ??= []).push(now() - begun);
    }
  }
  return taken;
}
"""
)
NAMES = ("create 1000", "update every 10th", "swap two", "remove one", "append 1000", AT_ONCE)
WEIXIN_RUN = (
    "(async () => {"
    + TIMES
    + """
  const page = getCurrentPages()[0];
  return await operate(
    () => page.data,
    (data) => new Promise((done) => page.setData(data, done)),
  );
})()"""
)


def weixin_step(name: str) -> str:
    """One operation in the logic layer; kept when it is painted."""
    return f"""(async () => {{{OPERATIONS}
  const page = getCurrentPages()[0];
  const data = operations(0, () => page.data.rows)[{json.dumps(name)}]();
  await new Promise((done) => page.setData(data, done));
}})()"""


WEB_RUN = "globalThis.runAll()"
_WEB_SCRIPT = (
    """
import * as glassEasel from "glass-easel";
import content from "./template.js";
"""
    + TIMES
    + """
const space = new glassEasel.ComponentSpace();
space.defineComponent({
  is: "index",
  template: { content },
  data: { rows: [], chosen: -1 },
  methods: { pick() {} },
});
addEventListener("DOMContentLoaded", () => {
  const context = new glassEasel.CurrentWindowBackendContext();
  const root = space.createComponentByUrl("root", "index", null, context);
  const place = document.createElement("div");
  document.body.append(place);
  glassEasel.Element.replaceDocumentElement(root, document.body, place);
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  globalThis.runAll = () => operate(
    () => root.data,
    async (data) => { root.setData(data); await painted(); },
  );
});
"""
)
"""The page's own part on the DOM: nothing between the template and the elements."""
_ICON = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


def write_weixin(folder: Path) -> None:
    """The app in WeChat syntax."""
    page = folder / "pages" / "index"
    page.mkdir(parents=True)
    (folder / "app.json").write_text(json.dumps({"pages": ["pages/index/index"]}))
    (folder / "app.js").write_text("App({});\n")
    (page / "index.wxml").write_text(WXML)
    (page / "index.wxss").write_text(STYLE)
    (page / "index.json").write_text("{}")
    (page / "index.js").write_text("Page({ data: { rows: [], chosen: -1 }, pick() {} });\n")


def write_web(folder: Path, engine: TemplateEngine) -> None:
    """The same template on glass-easel alone, as a web app."""
    source = folder.parent / "web-source"
    source.mkdir()
    runtime, _ = engine.runtime()
    generated = engine.generate("index", WXML).js
    (source / "template.js").write_text(
        f"const G = {{}}, R = {{}}, D = {{}};\n{runtime}\nexport default {generated};\n"
    )
    (source / "main.js").write_text(_WEB_SCRIPT)
    page = folder / "pages" / "index"
    page.mkdir(parents=True)
    subprocess.run(
        [
            *build_js.node_command(),
            str(build_js.ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"),
            *(str(source / "main.js"), "--bundle", "--format=iife", "--minify"),
            f"--outfile={folder / 'app.js'}",
            "--log-level=warning",
        ],
        env={**build_js.tool_environment(), "NODE_PATH": str(build_js.ROOT / "node_modules")},
        check=True,
    )
    (folder / "manifest.json").write_text(
        json.dumps(
            {
                "app_id": "org.fanlight.bench.rows",
                "name": "Rows",
                "version": {"name": "1.0.0", "code": 1},
                "platform_version": {"min_code": 1},
                "pages": ["pages/index/index"],
                "icons": [{"src": "icon.svg"}],
            }
        )
    )
    (folder / "icon.svg").write_text(_ICON)
    (folder / "app.css").write_text("wx-view, view { display: block } " + STYLE)
    (page / "index.html").write_text(
        "<!doctype html><meta charset='utf-8'><link rel='stylesheet' href='/app.css'>"
        "<script src='/app.js'></script><body></body>"
    )
