"""The pages that are measured, each as a mini-program of both kinds and as plain HTML.

`hello` is a heading; `cards` a shop's page of 200 cards; `app` 600 KB of JavaScript, all of it run,
that then makes its page. The last thing of each first screen holds a square in MARKER's colour, so
the screen itself tells when that stands. Where a person clicks it, it turns to ANSWER's.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

MARKER = (255, 0, 170)
ANSWER = (0, 170, 255)
PAGES = ("hello", "cards", "app")
KINDS = ("web", "weixin")
TITLES = {"hello": "hello page", "cards": "200 cards", "app": "600 KB of JavaScript"}
FIRST = "first"
FIRST_ID = f"org.fanlight.bench.{FIRST}.web"
ROUTE = "pages/index/index"
CARDS = 200
ROWS = 20
MARKED = 7
"""The card, and the row, with the marker: the last that is wholly on the first screen."""
APP_BYTES = 600_000
_MODULES = 600
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
    '<path fill="#2b5fb0" d="M0 0h1v1H0z"/></svg>'
)
_STYLE = """%(root)s { margin: 0; font: 15px sans-serif; background: #f4f5f7; color: #17202a; }
.card { margin: 8px; padding: 12px; border-radius: 8px; background: #fff;
        box-shadow: 0 1px 3px rgb(0 0 0 / 12%%); }
.name { font-weight: bold; margin-bottom: 4px; }
.marker { width: 16px; height: 16px; background: rgb(255 0 170); }
.answered { background: rgb(0 170 255); }
"""
_LISTEN = """
document.addEventListener("click", ({ target }) => {
  if (target.classList.contains("marker")) target.classList.add("answered");
});
"""
_MARKER_HTML = '<div class="marker"></div>'
_MARKER_WXML = """<view class="marker {{answered ? 'answered' : ''}}" bindtap="answer"></view>"""


def app_id(page: str, kind: str, number: int = 0) -> str:
    """Its id when it is installed; `number` tells copies apart."""
    return f"org.fanlight.bench.{page}.{kind}" + (f"{number}" if number else "")


def write(folder: Path, page: str, kind: str, number: int = 0) -> Path:
    """Write the mini-program's source into a new folder below `folder`; that folder."""
    files = weixin_files(page) if kind == "weixin" else web_files(page)
    name = "fanlight.json" if kind == "weixin" else "manifest.json"
    files[name] = json.dumps(json.loads(files[name]) | {"app_id": app_id(page, kind, number)})
    return _put(folder / (f"{page}-{kind}" + (f"-{number}" if number else "")), files)


def write_first(folder: Path) -> Path:
    """An app to be open before another: a heading, and no marker."""
    return _put(folder / f"{FIRST}-web", web_files(FIRST))


def _put(place: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        file = place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place


def web_files(page: str) -> dict[str, str]:
    """Kind web, which is what the bare engine and pywebview show too."""
    return {
        "manifest.json": json.dumps(_facts(page, "web") | _WEB),
        "icon.svg": _ICON,
        f"{ROUTE}.css": _STYLE % {"root": "body"},
        f"{ROUTE}.html": (
            '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>Bench</title>'
            f'<link rel="stylesheet" href="index.css"></head><body>{_body(page)}'
            '<script src="index.js"></script></body></html>'
        ),
        f"{ROUTE}.js": _LISTEN + (_web_app() if page == "app" else ""),
    }


def first_screenful(page: str) -> str:
    """The HTML of what is on the first screen."""
    if page == "hello":
        return _body(page)
    return "".join(_card(number) for number in range(MARKED + 3))


def rest(page: str) -> str:
    """The HTML below the first screen."""
    if page == "hello":
        return ""
    return "".join(
        _card(number) for number in range(MARKED + 3, CARDS if page == "cards" else ROWS)
    )


def _body(page: str) -> str:
    if page == FIRST:
        return "<h1>First</h1>"
    if page == "hello":
        return f"<h1>Hello</h1><p>你好</p>{_MARKER_HTML}"
    return "".join(_card(number) for number in range(CARDS)) if page == "cards" else ""


def _card(number: int) -> str:
    return (
        f'<div class="card"><div class="name">商品 {number}</div>'
        f"A card with some text in it, ¥ {number * 7}.00"
        + (_MARKER_HTML if number == MARKED else "")
        + "</div>"
    )


def weixin_files(page: str) -> dict[str, str]:
    """The same in WeChat's syntax."""
    files = {
        "fanlight.json": json.dumps(_facts(page, "weixin")),
        "icon.svg": _ICON,
        "app.json": json.dumps({"pages": [ROUTE]}),
        "app.js": "App({});\n",
        f"{ROUTE}.json": "{}",
        f"{ROUTE}.wxss": _STYLE % {"root": "page"},
        f"{ROUTE}.wxml": _wxml(page),
    }
    answer = "answer() { this.setData({ answered: true }); }"
    if page == "hello":
        return files | {f"{ROUTE}.js": f"Page({{ data: {{ answered: false }}, {answer} }});\n"}
    made, count = "", CARDS
    if page == "app":
        made, count = 'const sum = require("../../lib/all");\n', ROWS
        parts = _parts()
        files |= {
            f"lib/part{n}.js": f"const M = [];\n{text}module.exports = M;\n"
            for n, text in enumerate(parts)
        }
        calls = ", ".join(f'require("./part{n}")' for n in range(len(parts)))
        files["lib/all.js"] = f"const M = [].concat({calls});\n{_RUN}module.exports = sum;\n"
    return files | {
        f"{ROUTE}.js": f"""{made}Page({{
  data: {{
    answered: false,
    cards: Array.from({{length: {count}}}, (_, id) => ({{
      id, name: `商品 ${{id}}`, text: `A card with some text in it, ¥ ${{id * 7}}.00`,
    }})),
  }},
  {answer},
}});
"""
    }


def _wxml(page: str) -> str:
    if page == "hello":
        return f"<view>Hello</view><view>你好</view>{_MARKER_WXML}\n"
    return f"""<view wx:for="{{{{cards}}}}" wx:key="id" class="card">
  <view class="name">{{{{item.name}}}}</view>{{{{item.text}}}}<block
    wx:if="{{{{item.id === {MARKED}}}}}">{_MARKER_WXML}</block>
</view>
"""


_RUN = "let sum = 0;\nfor (const m of M) sum += m.run(3).length;\n"
"""Every module's code runs once."""


def _web_app() -> str:
    return f"""const M = [];
{"".join(_parts())}{_RUN}
document.body.dataset.sum = sum;
document.body.insertAdjacentHTML("beforeend", Array.from({{length: {ROWS}}}, (_, id) =>
  `<div class="card"><div class="name">商品 ${{id}}</div>A card with some text in it,` +
  ` ¥ ${{id * 7}}.00${{id === {MARKED} ? '{_MARKER_HTML}' : ""}}</div>`).join(""));
"""


def _parts() -> list[str]:
    """APP_BYTES of modules, each with data and functions of its own, in twenty pieces."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(2000)]
    modules = []
    for number in range(_MODULES):
        head = (
            f"M.push({{n:{number},f(a,b){{return a>b?this.g(a-b):[a,b].map(x=>x*{number}+1)}},"
            f"g(x){{let s=0;for(let i=0;i<x;i+=1)s+=i^{number};return s}},"
            "run(k){const o={};for(const w of this.t)(o[w.length]??=[]).push(w.slice(0,k));"
            "return Object.keys(o).concat(this.f(k,2),this.g(k))},t:"
        )
        texts: list[str] = []
        while len(head) + sum(len(text) + 3 for text in texts) < APP_BYTES // _MODULES - 6:
            texts.append(chance.choice(words))
        modules.append(f"{head}{json.dumps(texts, separators=(',', ':'))}}});\n")
    step = _MODULES // 20
    return ["".join(modules[n : n + step]) for n in range(0, _MODULES, step)]


def _facts(page: str, kind: str) -> dict[str, object]:
    return {
        "app_id": app_id(page, kind),
        "name": f"Bench {page}",
        "icons": [{"src": "icon.svg", "sizes": "any"}],
        "version": {"name": "1.0.0", "code": 1},
    }


_WEB: dict[str, object] = {
    "platform_version": {"min_code": 1, "target_code": 1, "release_type": "Release"},
    "pages": [ROUTE],
    "fanlight": {"kind": "web"},
}
