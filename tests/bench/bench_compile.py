"""How long a WeChat-syntax project of many pages takes to compile, and to compile again.

    python3 dev.py bench compile [--pages 350] [--rounds 7] [--quick]

Makes a project of that many pages with half as many components, in a main package and five
subpackages. Measured are, in milliseconds: `cold`, nothing known; `kept`, a new
process' way with results of the last run on disk; `nothing`, a rebuild after no change; and
`js`, `wxml`, `wxss`, `json`: the rebuild after such a file of one page has changed, and
`component` after one that every page uses. The goal for each rebuild is 300 ms.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from figures import goal, row, say, short, table

from sandbox.compile.compiler import Compiler, Mode, open_compiler

PACKAGES = 6
FIELDS = 12


def page_of(number: int) -> str:
    """The route of a page; the first sixth of them are the main package's."""
    package = number % PACKAGES
    return f"pages/p{number}/p{number}" if package == 0 else f"pack{package}/p{number}/p{number}"


def write_project(folder: Path, pages: int) -> None:
    """Write a project: each page with a list, a form, its own sheet and three components."""
    routes = [page_of(number) for number in range(pages)]
    files: dict[str, str] = {
        "app.js": 'const { title } = require("./shared/texts");\nApp({ globalData: { title } });\n',
        "app.wxss": ".row { display: flex; padding: 20rpx; }\n" * 40,
        "shared/texts.js": 'exports.title = "bench";\n' + "exports.pad = 1;\n" * 200,
    }
    app: dict[str, object] = {
        "pages": [route for route in routes if route.startswith("pages/")],
        "subpackages": [
            {
                "root": f"pack{package}",
                "pages": [
                    route.removeprefix(f"pack{package}/")
                    for route in routes
                    if route.startswith(f"pack{package}/")
                ],
            }
            for package in range(1, PACKAGES)
        ],
        "usingComponents": {"x-all": "/parts/part0/part0"},
    }
    files["app.json"] = json.dumps(app, indent=2)
    for number in range(pages // 2):
        files |= _part(f"parts/part{number}/part{number}")
    for number, route in enumerate(routes):
        files |= _page(route, number, pages // 2)
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _page(route: str, number: int, parts: int) -> dict[str, str]:
    using = {f"x-{n}": f"/parts/part{n % parts}/part{n % parts}" for n in range(number, number + 3)}
    tags = "".join(f'<{tag} wx:if="{{{{show}}}}" bind:change="change"/>\n' for tag in using)
    fields = "".join(
        f'<view class="row field{n}" style="padding: {n}rpx" bindtap="tap{n}">'
        f'<text>{{{{texts.f{n}}}}}</text><input value="{{{{v{n}}}}}" bindinput="input"/></view>\n'
        for n in range(FIELDS)
    )
    methods = "".join(
        f"  tap{n}(event) {{\n    const {{ id }} = event.currentTarget.dataset;\n"
        f"    this.setData({{ v{n}: id }});\n  }},\n"
        for n in range(FIELDS)
    )
    depth = "/".join([".."] * route.count("/"))
    return {
        f"{route}.json": json.dumps({"navigationBarTitleText": route, "usingComponents": using}),
        f"{route}.wxml": f'<view wx:for="{{{{rows}}}}" wx:key="id">{{{{item.name}}}}</view>\n'
        f"{fields}{tags}<x-all/>\n",
        f"{route}.wxss": "".join(
            f".field{n} {{ margin: {n}rpx; color: #123456; }}\n" for n in range(FIELDS * 3)
        ),
        f"{route}.js": f'const texts = require("{depth}/shared/texts");\n'
        f"Page({{\n  data: {{ rows: [], show: true, texts }},\n{methods}}});\n",
    }


def _part(path: str) -> dict[str, str]:
    return {
        f"{path}.json": '{"component": true}',
        f"{path}.wxml": '<view class="card"><slot/><text>{{text}}</text></view>\n',
        f"{path}.wxss": ".card { border-radius: 16rpx; }\n" * 10,
        f"{path}.js": "Component({\n  properties: { text: String },\n  methods: {},\n});\n",
    }


def timed_ms(work: Callable[[], object]) -> float:
    """How long one call took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


class Bench:
    """A compiler that is up to date, and changes to make before it is asked again."""

    def __init__(self, folder: Path, compiler: Compiler) -> None:
        self._folder = folder
        self._compiler = compiler
        self._changes = 0

    def build(self) -> None:
        """One build; a finding that keeps it from being made ends the benchmark."""
        built = self._compiler.build(Mode.DEVELOPMENT)
        if not built.files:
            raise SystemExit("\n".join(str(one) for one in built.diagnostics))

    def rebuild_ms(self, path: str, added: str, rounds: int) -> list[float]:
        """Every rebuild after `added` was appended to a file; "": after nothing."""
        taken = []
        for _ in range(rounds):
            if added:
                self._changes += 1
                with (self._folder / path).open("a", encoding="utf-8") as file:
                    file.write(added.replace("#", str(self._changes)))
            taken.append(timed_ms(self.build))
        return taken


def main() -> None:
    """Write the project, compile it cold, from disk, and after each sort of change; print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    pages = options.pages or (120 if options.quick else 350)
    rounds = options.rounds or (3 if options.quick else 7)
    with tempfile.TemporaryDirectory(prefix="fanlight-bench-") as temporary:
        folder, cache = Path(temporary, "project"), Path(temporary, "kept")
        write_project(folder, pages)
        cold_ms = timed_ms(Bench(folder, open_compiler(folder, cache)).build)
        bench = Bench(folder, open_compiler(folder, cache))
        kept_ms = timed_ms(bench.build)
        page, part = page_of(0), "parts/part0/part0"
        rebuilds = {
            "nothing": bench.rebuild_ms(page, "", rounds),
            "js": bench.rebuild_ms(f"{page}.js", "// #\n", rounds),
            "wxml": bench.rebuild_ms(f"{page}.wxml", "<view>#</view>\n", rounds),
            "wxss": bench.rebuild_ms(f"{page}.wxss", ".c# { color: red; }\n", rounds),
            "json": bench.rebuild_ms(f"{page}.json", " \n", rounds),
            "component": bench.rebuild_ms(f"{part}.wxml", "<view>#</view>\n", rounds),
        }
    rows = [row(f"{name} changed", taken) for name, taken in rebuilds.items()]
    slowest = max(statistics.median(taken) for taken in rebuilds.values())
    say(
        {
            "bench": "compile",
            "title": f"Compiling {pages} pages",
            "about": "A WeChat-syntax project of pages and half as many components: known to "
            "nobody, with the last run's results on disk, and after a file of one page changed.",
            "runs": rounds,
            "tables": [
                table("From nothing", [row("cold", [cold_ms]), row("results on disk", [kept_ms])]),
                table("Rebuild", rows),
            ],
            "ratios": {"compile_rebuild_ms": short(slowest)},
            "goals": {
                "compile_rebuild_ms": goal("the slowest rebuild", at_most=300) | {"unit": " ms"}
            },
        }
    )


if __name__ == "__main__":
    main()
