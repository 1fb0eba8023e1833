"""The gallery (sample_apps/gallery): every page opens, and a person can use it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_before import lend_compiled
from tests.fanlight_child import ROOT, SAMPLES, Fanlight, finish, needs_display, start

pytestmark = needs_display

GALLERY = SAMPLES / "gallery"
DEMAND = json.loads((ROOT / "tests" / "demand.json").read_text(encoding="utf-8"))
COMPONENTS = [name for step in DEMAND["components"] for name in step]
# What the compiler turns into something else, so that the view has no element for it.
OF_THE_LANGUAGE = {"block", "import", "include", "slot", "template", "wxs"}
BATCHES = 2
# The icon fonts of the libraries stand on their authors' servers, which may be out of reach.
ICON_FONTS = ("tdesign.gtimg.com", "at.alicdn.com")


def routes() -> list[str]:
    """Every page of app.json."""
    app = json.loads((GALLERY / "app.json").read_text(encoding="utf-8"))
    packages = [(f"{each['root']}/", each["pages"]) for each in app["subpackages"]]
    return [root + page for root, pages in [("", app["pages"]), *packages] for page in pages]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for the file: what is compiled once is not compiled again."""
    return lend_compiled(tmp_path_factory.mktemp("gallery"), GALLERY)


def test_every_page_is_in_a_catalogue_or_a_tab() -> None:
    listed = "".join(
        path.read_text(encoding="utf-8") for path in (GALLERY / "catalogues").glob("*.js")
    )
    reached_from_a_page = {"detail"}
    for route in routes():
        root, page, _ = route.split("/")
        assert root == "pages" or page in reached_from_a_page or f'path: "{page}"' in listed, route


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_page_opens_and_nothing_is_wrong(batch: int, home: Path) -> None:
    wanted = routes()[batch::BATCHES]
    report = Fanlight(home).open(
        GALLERY, "--run", ",".join(wanted), "--linger", "0.05", "--timeout", "90"
    )
    assert [visit["shown"] for visit in report["visits"]] == wanted
    said = {
        visit["page"]: found
        for visit in report["visits"]
        if (found := [line["text"] for line in visit["console"] if not of_a_font(line["text"])])
    }
    assert said == {}
    assert report["errors"] == []
    assert [each for each in report["denied"] if not of_a_font(each["detail"])] == []


def of_a_font(text: str) -> bool:
    return any(host in text for host in ICON_FONTS)


def play(scene: str, home: Path) -> dict[str, Any]:
    """A scene of tests/gallery_scenes.py."""
    words = [sys.executable, "-m", "tests.weixin_child", scene, str(home), str(GALLERY)]
    ran = finish(start(words, {}))
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    document = ran.document
    lines = document.pop("console")
    assert [x for x in lines if x["level"] == "error" and not of_a_font(x["text"])] == []
    return document


def test_a_person_uses_components(home: Path) -> None:
    seen = play("components", home)
    tags = [name for name in COMPONENTS if name not in OF_THE_LANGUAGE]
    share = f"{len(seen['defined'])} of {len(tags)} tags have a component"
    assert seen["defined"] == tags, f"{share}; {set(tags) - set(seen['defined'])} have none"
    assert seen["poem"].startswith("床前明月光，\n疑是地上霜。\n")
    assert seen["form"] == {
        "who": "Li Bai",
        "taste": "浓",
        "extras": ["糖"],
        "cups": 2,
        "away": False,
    }
    assert seen["swiper"] == "current 1，source touch"
    assert seen["switch"] == "关"
    assert seen["checkbox"] == "green、oolong"
    assert seen["input"] == "初值!"


def test_the_apis_that_real_apps_need_are_there(home: Path) -> None:
    names = json.dumps([name for step in DEMAND["apis"] for name in step])
    kinds = Fanlight(home).open(
        GALLERY, "--eval", f"{names}.map((name) => [name, typeof wx[name]])"
    )["eval"]
    objects = {"cloud", "env", "router", "worklet"}
    assert dict(kinds) == {
        name: "object" if name in objects else "function" for name in json.loads(names)
    }


def test_it_opens_without_the_libraries_from_npm(tmp_path: Path) -> None:
    """As in a fresh clone: their pages open too, with plain elements."""
    folder = tmp_path / "gallery"
    shutil.copytree(GALLERY, folder, ignore=shutil.ignore_patterns("node_modules"))
    report = Fanlight(tmp_path / "home").open(
        folder, "--run", "pages/extend/index,packageExtend/t-basic/index", "--linger", "0"
    )
    assert [visit["shown"] for visit in report["visits"]][1] == "packageExtend/t-basic/index"
    assert (report["console"], report["errors"]) == ([], [])


def test_a_person_uses_apis_and_finds_what_was_stored(tmp_path: Path) -> None:
    lend_compiled(tmp_path, GALLERY)
    first = play("apis", tmp_path)
    assert first["stored_before"] == "还没有存过"
    assert first["handed"] == "longjing，¥128"
    assert first["answered"] == "下一页说：longjing"
    assert "request:fail" in first["undeclared"]
    assert first["file"] == "一盏清茶"
    assert first["primes"] == "9592 个质数"
    assert first["rect"]["width"] > 200 and first["rect"]["height"] > 50
    assert play("kept", tmp_path) == {"stored": "kept"}


@pytest.mark.skipif(
    not (GALLERY / "node_modules").is_dir(), reason="`python3 dev.py setup` installs the libraries"
)
def test_a_person_uses_libraries_from_npm(home: Path) -> None:
    seen = play("libraries", home)
    assert seen == {"t-basic": "点了 1 次", "van-basic": "点了 1 次", "dialog": "倒掉了"}
