"""What a name in `require` leads to, by WeChat's rules and with their tolerance."""

from __future__ import annotations

import pytest

from sandbox.compile.files import MemoryFiles
from sandbox.compile.script.resolver import Resolution, Resolver

FILES = MemoryFiles(
    dict.fromkeys(
        [
            "app.js",
            "request.js",
            "typed.ts",
            "types.d.ts",
            "data.json",
            "both.js",
            "both/index.js",
            "utils/index.js",
            "utils/a.js",
            "utils/a.b.js",
            "pages/home/home.js",
            "pages/home/request.js",
            "pages/home/dayjs.wxs",
            "sub/page.js",
            "sub/miniprogram_npm/dayjs/index.js",
            "miniprogram_npm/dayjs/index.js",
            "miniprogram_npm/dayjs/plugin/utc.js",
            "miniprogram_npm/@scope/kit/button/index.js",
            "miniprogram_npm/one/miniprogram_npm/two/index.js",
            "miniprogram_npm/two/index.js",
            "miniprogram_npm/single.js",
            "behaviors/track.js",
        ],
        "",
    )
)
ALIASES = {"@/*": "/*", "~b/*": "behaviors/*", "kit": "/utils/a", "*": "nowhere/*"}


@pytest.mark.parametrize(
    ("using", "name", "path"),
    [
        ("pages/home/home.js", "../../utils/a", "utils/a.js"),
        ("pages/home/home.js", "../../utils/a.js", "utils/a.js"),
        ("pages/home/home.js", "../../utils/a.b", "utils/a.b.js"),
        ("pages/home/home.js", "../../utils", "utils/index.js"),
        ("pages/home/home.js", "../../utils/", "utils/index.js"),
        ("utils/a.js", ".", "utils/index.js"),
        ("utils/a.js", "..", None),
        ("pages/home/home.js", "/utils/a", "utils/a.js"),
        ("pages/home/home.js", " /utils//./a ", "utils/a.js"),
        # With a slash, from the root; beside where nothing is there.
        ("pages/home/home.js", "/request", "request.js"),
        ("utils/a.js", "/a.b", "utils/a.b.js"),
        ("utils/a.js", "/dayjs", None),
        # A file comes before a folder of the same name.
        ("app.js", "./both", "both.js"),
        ("app.js", "./both/", "both.js"),
        # Without ./: beside the file, then npm, then from the root.
        ("pages/home/home.js", "request.js", "pages/home/request.js"),
        ("utils/a.js", "request.js", "request.js"),
        ("pages/home/home.js", "utils/a", "utils/a.js"),
        ("app.js", "typed", "typed.ts"),
        ("app.js", "./typed.js", "typed.ts"),
        ("app.js", "./types", None),
        ("app.js", "./data.json", "data.json"),
        ("app.js", "./data", "data.json"),
        ("pages/home/home.js", "./dayjs", None),
        # npm: the nearest folder first.
        ("pages/home/home.js", "dayjs", "miniprogram_npm/dayjs/index.js"),
        ("sub/page.js", "dayjs", "sub/miniprogram_npm/dayjs/index.js"),
        ("sub/page.js", "dayjs/plugin/utc", "miniprogram_npm/dayjs/plugin/utc.js"),
        ("app.js", "@scope/kit/button", "miniprogram_npm/@scope/kit/button/index.js"),
        ("app.js", "single", "miniprogram_npm/single.js"),
        (
            "miniprogram_npm/one/index.js",
            "two",
            "miniprogram_npm/one/miniprogram_npm/two/index.js",
        ),
        ("miniprogram_npm/dayjs/index.js", "two", "miniprogram_npm/two/index.js"),
        ("miniprogram_npm/dayjs/index.js", "fs", None),
        # Nothing leads out of the project.
        ("app.js", "../app", None),
        ("app.js", "a/../../../app", None),
        ("app.js", "../../../../etc/passwd", None),
        ("app.js", "/../app", None),
        ("app.js", "", None),
        ("app.js", "  ", None),
        ("app.js", "./Request", None),
    ],
)
def test_names(using: str, name: str, path: str | None) -> None:
    found = Resolver(FILES, {}).resolve(using, name)
    assert (None if found is None else found.path) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("@/utils/a", "utils/a.js"),
        ("~b/track", "behaviors/track.js"),
        ("kit", "utils/a.js"),
        ("@/../../../../../../app", None),
        # An alias that leads nowhere leaves the other ways.
        ("request", "pages/home/request.js"),
    ],
)
def test_aliases_come_first(name: str, path: str | None) -> None:
    found = Resolver(FILES, ALIASES).resolve("pages/home/home.js", name)
    assert (None if found is None else found.path) == path


def test_typescript_is_required_as_what_it_becomes() -> None:
    resolver = Resolver(FILES, {})
    assert resolver.resolve("app.js", "typed") == Resolution("typed.ts", "typed.js")
    data = resolver.resolve("app.js", "data")
    assert data == Resolution("data.json", "data.json") and data.is_json
