"""The edit loop's decisions: how far a save reaches, and what code threw."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from host.compose.workbench import thrown_fault
from host.dev.changes import Reach, change_between
from host.dev.page_scripts import StackedPage, open_page
from host.shell.error_overlay import Fault
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify
from sandbox.view.port import ConsoleLevel, ConsoleLine
from tests.package_forge import sample_files

KEY = SigningKey.generate()


def bundle(changed: Mapping[str, bytes | None]) -> VerifiedBundle:
    files = dict(sample_files())
    files["app.css"] = b"body {}"
    for path, content in changed.items():
        if content is None:
            del files[path]
        else:
            files[path] = content
    return verify(open_package(BytesSource(pack(files, KEY))))


def renamed() -> bytes:
    manifest = json.loads(sample_files()["manifest.json"])
    return json.dumps(manifest | {"name": "Another"}).encode()


@pytest.mark.parametrize(
    ("changed", "reach"),
    [
        ({}, Reach.NOTHING),
        ({"app.css": b"body { color: red }"}, Reach.STYLES),
        ({"app.css": b"body { color: red }", "app.js": b"1"}, Reach.CONTENT),
        ({"app.js": b"1"}, Reach.CONTENT),
        ({"more.css": b""}, Reach.CONTENT),
        ({"app.css": None}, Reach.CONTENT),
        ({"app.js.map": b"{}"}, Reach.NOTHING),
        ({"manifest.json": renamed(), "app.css": b""}, Reach.IDENTITY),
    ],
)
def test_a_save_reaches_as_far_as_what_it_changed(
    changed: dict[str, bytes | None], reach: Reach
) -> None:
    found = change_between(bundle({}), bundle(changed))
    assert found.reach is reach
    assert found.paths == tuple(sorted(changed))


def test_a_page_is_opened_again_with_what_it_was_given() -> None:
    script = open_page(StackedPage("pages/a", {"q": "a&b=ü", "n": "1"}))
    assert '"/pages/a?q=a%26b%3D%C3%BC&n=1"' in script
    assert '"/pages/a"' in open_page(StackedPage("pages/a", {}))


def test_what_code_threw_is_placed_in_the_developers_own_files() -> None:
    text = (
        "TypeError: no\n    at Mt.onLoad (pages/a.js:7:10)\n"
        "    at q (miniapp://x/.fanlight/runtime/logic.js:667:1)\n    in pages/a onLoad"
    )
    line = ConsoleLine(ConsoleLevel.ERROR, text, ".fanlight/runtime/view.js", 812)
    told = "TypeError: no\n    at Mt.onLoad (pages/a.js:7:10)\n    in pages/a onLoad"
    assert thrown_fault(line) == Fault("pages/a.js:7:10", told)
    plain = ConsoleLine(ConsoleLevel.ERROR, "Uncaught Error: no", "app.js", 3)
    assert thrown_fault(plain) == Fault("app.js:3", "Uncaught Error: no")
