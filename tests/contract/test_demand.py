"""What real mini-programs use first (tests/demand.json): all of it is here and in the gallery."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.demand_shown import APIS as SHOWN_APIS
from tests.demand_shown import COMPONENTS as SHOWN_COMPONENTS
from tests.demand_shown import SHOWN, ShownBelow
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


def test_every_item_has_a_test_that_shows_it_to_work() -> None:
    """tests/e2e/test_demand.py has a test for each row; what is shown elsewhere is there too."""
    assert sorted(SHOWN_COMPONENTS) == sorted(COMPONENTS)
    assert sorted(SHOWN_APIS) == sorted(APIS)
    for name, row in SHOWN.items():
        if isinstance(row, ShownBelow):
            text = (ROOT / row.file).read_text(encoding="utf-8")
            _, _, test = text.partition(f'it("{row.name}"')
            assert name in test.partition("\n  it(")[0], (name, row)


def test_how_many_are_shown_is_in_the_documentation() -> None:
    below = sum(isinstance(row, ShownBelow) for row in SHOWN.values())
    words = re.sub(r"\s+", " ", (ROOT / "docs" / "wechat.md").read_text(encoding="utf-8"))
    shown = f"{len(SHOWN)} of 209 are shown to work, a test each"
    assert f"{shown}: {len(SHOWN) - below} in the real host" in words
    assert f"and {below} in the runtime" in words
