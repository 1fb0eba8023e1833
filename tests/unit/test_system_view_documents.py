"""What an engine says is to be shown as a page is given only where it is one."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.mount import Mount
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from sandbox.view.outside.answers import answer
from sandbox.view.outside.serving import Serving
from sandbox.view.systemview.wire import Asked, Served, Withheld
from tests.package_forge import KEY, sample_files

HOST = "a" * 52


async def _yes() -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("pages/index/index.html", True),
        ("app.js", False),
        ("common/icon.svg", False),
        (".fanlight/call", False),
        (".fanlight/media/https%3A%2F%2Fe%2F/data", False),
        ("missing.html", False),
    ],
)
async def test_a_document_that_is_none_is_withheld(path: str, given: bool) -> None:
    mount = Mount(verify(open_package(BytesSource(pack(sample_files(), KEY)))))
    nobody: Any = None
    serving = Serving(mount, nobody, nobody, _yes, lambda _at_s: None)
    asked = Asked(1, "GET", f"miniapp://{HOST}/{path}", (), b"", document=True)
    assert isinstance(await answer(serving, HOST, asked), Served if given else Withheld)
