"""Apps made with Taro and uni-app, built by their own tools: `python3 dev.py test frameworks`.

packaging/frameworks.py has built them by then.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.fanlight_child import ROOT, finish, needs_display, start

pytestmark = needs_display

BUILT = ROOT / "build" / "frameworks"
# What `fanlight open` is given, as each framework's own documentation has it for WeChat's tools.
PROJECTS = {"Taro": BUILT / "taro", "uni-app": BUILT / "uni" / "dist" / "build" / "mp-weixin"}


@pytest.mark.parametrize("framework", PROJECTS)
def test_an_app_of_a_framework_works(framework: str, tmp_path: Path) -> None:
    words = ["-m", "tests.frameworks.framework_child", str(tmp_path), str(PROJECTS[framework])]
    ran = finish(start([sys.executable, *words], {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    assert ran.document == {
        "rows": 20,
        "list": [f"{framework} list", False],
        "more": 21,
        "answer": "request:fail url not in domain list",
        "form": [f"{framework} form", True],
        "kept": [21, [f"{framework} list", False]],
        "back": [f"{framework} list", False],
        "errors": [],
    }
