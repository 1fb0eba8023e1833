"""First screen of a one-page app in WeChat syntax beside a plain HTML page with the same nodes.

`python3 dev.py bench first [RUNS] [--quick]`. Both are opened from their folders, one after the
other; the figure is from the navigation's start to the first screen, marks of the launch's own
trace, so compiling is not in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import cards
from figures import interleaved, options, ratio_of, row, say, table

RUNS, QUICK_RUNS = 9, 3
FANLIGHT = [sys.executable, "-m", "host.cli.start"]
WXML = """<view wx:for="{{cards}}" wx:key="id" class="card">
  <view class="name">{{item.name}}</view>{{item.text}}<view wx:if="{{item.id === 3}}"
    class="marker"></view>
</view>
"""
STYLE = """page { font: 15px sans-serif; background: #f4f5f7; color: #17202a; }
.card { margin: 8px; padding: 12px; border-radius: 8px; background: #fff;
        box-shadow: 0 1px 3px rgb(0 0 0 / 12%); }
.name { font-weight: bold; margin-bottom: 4px; }
.marker { width: 16px; height: 16px; background: rgb(255 0 170); }
"""
SCRIPT = f"""Page({{
  data: {{
    cards: Array.from({{length: {cards.CARDS}}}, (_, id) => ({{
      id, name: `商品 ${{id}}`, text: `A card with some text in it, ¥ ${{id * 7}}.00`,
    }})),
  }},
}});
"""


def write_weixin(folder: Path) -> None:
    """The cards of `cards`, in WeChat syntax."""
    page = folder / "pages" / "index"
    page.mkdir(parents=True)
    (folder / "app.json").write_text(json.dumps({"pages": ["pages/index/index"]}))
    (folder / "app.js").write_text("App({});\n")
    for ending, text in (("wxml", WXML), ("wxss", STYLE), ("json", "{}"), ("js", SCRIPT)):
        (page / f"index.{ending}").write_text(text)


def took_ms(folder: Path, home: Path) -> float:
    """From the navigation's start to the first screen."""
    words = ["open", str(folder), "--home", str(home), "--json", "--until", "first-screen"]
    done = subprocess.run([*FANLIGHT, *words], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    if "error" in report:
        raise SystemExit(f"{folder.name}: {report['error']['message']}")
    marks = {mark["name"]: mark["at_ms"] for mark in report["marks"]}
    return float(marks["first.screen"] - marks["navigation.start"])


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    with tempfile.TemporaryDirectory() as temporary:
        weixin, web = Path(temporary) / "weixin", Path(temporary) / "web"
        home = Path(temporary) / "home"
        write_weixin(weixin)
        cards.write(web)
        taken = interleaved(
            {"weixin": lambda: took_ms(weixin, home), "html": lambda: took_ms(web, home)},
            asked.runs,
        )
    html = taken["html"]
    rows = [row("plain HTML", html), row("Fanlight, weixin", taken["weixin"], beside=html)]
    say(
        {
            "bench": "first",
            "title": "WeChat syntax beside plain HTML",
            "about": f"{cards.CARDS} cards, from the navigation's start to the first screen, by "
            "the marks of cold launches from source folders.",
            "runs": asked.runs,
            "tables": [table("navigation.start → first.screen", rows)],
            "ratios": {"first": ratio_of([(taken["weixin"], html)])},
        }
    )


if __name__ == "__main__":
    main()
