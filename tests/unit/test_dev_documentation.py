"""The documentation as a site: every page is in it, and every link leads to one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import documentation

ROOT = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "docs"
    documentation.stage(folder)
    return folder


def test_every_page_is_in_the_navigation_once(site: Path) -> None:
    first, *sections = documentation.navigation()
    assert first == "index.md"
    named = [name for section in sections for pages in section.values() for name in pages]
    assert sorted([first, *named]) == sorted(path.name for path in site.glob("*.md"))
    assert list(sections[0]) == ["make mini-programs"]
    assert sections[0]["make mini-programs"][0] == "first-mini-program.md"


def test_links_lead_to_pages_of_the_site_or_far_away(site: Path) -> None:
    pages = {path.name for path in site.glob("*.md")}
    pictures = {f"images/{path.name}" for path in (site / "images").iterdir()}
    pictures |= {path.name for path in site.glob("*.json")}
    for path in site.glob("*.md"):
        prose = FENCED.sub("", path.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            place = target.partition("#")[0]
            near = not re.match(r"[a-z]+:", target)
            assert not near or not place or place in pages | pictures, (path.name, target)


def test_a_page_of_the_root_is_linked_by_its_name_there_and_sources_are_no_links(
    tmp_path: Path,
) -> None:
    page, security = tmp_path / "docs" / "made-up.md", tmp_path / "SECURITY.md"
    page.parent.mkdir()
    page.write_text(
        "[a](../SECURITY.md#x) [`b`](../tests/conftest.py) [c](https://x.example)\n"
        "```md\n[d](../SECURITY.md)\n```\n"
    )
    assert documentation.staged(page, {security: "SECURITY.md"}) == (
        "[a](SECURITY.md#x) `b` [c](https://x.example)\n```md\n[d](../SECURITY.md)\n```\n"
    )


def test_the_tutorial_has_the_same_samples_in_both_languages() -> None:
    english, chinese = (
        (ROOT / "docs" / f"first-mini-program{tag}.md").read_text(encoding="utf-8")
        for tag in ("", ".zh-CN")
    )
    assert FENCED.findall(english) == FENCED.findall(chinese)
    assert len(FENCED.findall(english)) == 6
