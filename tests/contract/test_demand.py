"""What real mini-programs use first (tests/demand.json): all of it is here and in the gallery."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.fanlight_child import ROOT, SAMPLES

GALLERY = SAMPLES / "gallery"
DEMAND = json.loads((ROOT / "tests" / "demand.json").read_text(encoding="utf-8"))
COMPONENTS = [name for step in DEMAND["components"] for name in step]
APIS = [name for step in DEMAND["apis"] for name in step]
# What the compiler turns into something else, so that the view has no element for it.
OF_THE_LANGUAGE = {"block", "import", "include", "slot", "template", "wxs"}
WORKS = {"implemented", "fails politely"}


def sources(suffix: str) -> dict[Path, str]:
    """The gallery's own files with a suffix, without what npm brought."""
    return {
        path: path.read_text(encoding="utf-8")
        for path in GALLERY.rglob(f"*{suffix}")
        if "node_modules" not in path.parts
    }


def built_in_tags() -> set[str]:
    """The tags that the view has components for."""
    place = ROOT / "sandbox" / "runtime" / "src" / "shared" / "built_in_tags.ts"
    return set(re.findall(r'^  "([a-z-]+)",$', place.read_text(encoding="utf-8"), re.MULTILINE))


def statuses() -> dict[str, tuple[str, str]]:
    """(status, step) of each member of `wx`; a test beside the runtime compares it with `wx`."""
    table = (ROOT / "docs" / "wechat-api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \| *(\d?) \|", table, re.MULTILINE)
    return {name: (status, step) for name, status, step in rows}


def test_the_demand_is_59_components_and_150_apis() -> None:
    assert (len(set(COMPONENTS)), len(set(APIS))) == (59, 150)
    assert len(COMPONENTS) + len(APIS) == 209


def test_every_component_is_built_in_and_on_a_page_of_the_gallery() -> None:
    tags = built_in_tags() | OF_THE_LANGUAGE
    used = {tag for text in sources(".wxml").values() for tag in re.findall(r"<([a-z-]+)", text)}
    here = [name for name in COMPONENTS if name in tags]
    shown = [name for name in COMPONENTS if name in used]
    share = f"{len(here)} of 59 built in, {len(shown)} of 59 in the gallery"
    assert here == COMPONENTS, f"{share}; lacks {set(COMPONENTS) - set(here)}"
    assert shown == COMPONENTS, f"{share}; shows no {set(COMPONENTS) - set(shown)}"


def test_every_api_is_there_and_its_step_is_told() -> None:
    told = statuses()
    works = [name for name in APIS if told.get(name, ("absent", ""))[0] in WORKS]
    assert works == APIS, f"{len(works)} of 150 APIs; lacks {set(APIS) - set(works)}"
    for number, step in enumerate(DEMAND["apis"], 1):
        assert {name for name in step if told[name][1] != str(number)} == set()


def test_the_gallery_calls_nearly_all_of_them() -> None:
    """Each family has a page; `on…` and `off…` of one event are one, so are `x` and `xSync`."""
    text = "\n".join(sources(".js").values())
    called = {name for name in APIS if re.search(rf"\b{name}\b", text)}
    assert len(called) >= 0.9 * len(APIS), sorted(set(APIS) - called)


def test_the_share_is_in_the_documentation() -> None:
    told = statuses()
    polite = sum(told[name][0] == "fails politely" for name in APIS)
    words = re.sub(r"\s+", " ", (ROOT / "docs" / "wechat.md").read_text(encoding="utf-8"))
    assert f"209 of 209: 59 components, {150 - polite} APIs that work and {polite} that" in words
