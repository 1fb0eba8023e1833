"""`dev.py docs`: the documentation as a site, by MkDocs Material. Run with a Python that has it.

The pages are those of the repository; those at its root are put beside them, and what leads out
of both (to tests, to sources) is no link in the site.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGE = ROOT / "build" / "docs"
AT_ROOT = ("SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")
INDEX = "README.md"
"""Of docs/: the site's first page."""
_LINK = re.compile(r"\[([^\]\[]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
_HEADING = re.compile(r"\*\*(.+)\*\*")
_SAMPLE = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z]+:")


def pages() -> dict[str, Path]:
    """Every page of the site by its name there."""
    found = {path.name: path for path in sorted((ROOT / "docs").glob("*.md"))}
    found["index.md"] = found.pop(INDEX)
    return found | {name: ROOT / name for name in AT_ROOT}


def staged(page: Path, names: dict[Path, str]) -> str:
    """A page's text for the site: links to other pages by their names there, others as text.

    `names` has each page's name in the site by its place.
    """

    def link(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        if _ELSEWHERE.match(target):
            return found[0]
        place = (page.parent / target).resolve()
        if place in names:
            return f"[{words}]({names[place]}{anchor})"
        if place.is_relative_to(ROOT / "docs" / "images"):
            return f"[{words}](images/{place.name})"
        if place.suffix == ".json" and place.parent == ROOT / "docs":
            return f"[{words}]({place.name})"
        return words

    # A sample is no prose: what looks like a link there stays as it is.
    parts = _SAMPLE.split(page.read_text(encoding="utf-8"))
    return "".join(
        part if number % 2 else _LINK.sub(link, part) for number, part in enumerate(parts)
    )


def navigation() -> list[object]:
    """The site's navigation, as MkDocs has it: the sections of docs/README.md, then the rest."""
    found = pages()
    names = {path.resolve(): name for name, path in found.items()}
    index = found.pop("index.md")
    made: list[object] = ["index.md"]
    section: list[object] = []
    for line in index.read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            section = []
            made.append({heading[1].removeprefix("For those who "): section})
        if line.startswith("- "):
            for _, target, _ in _LINK.findall(line):
                name = names.get((index.parent / target).resolve())
                if found.pop(name or "", None):
                    section.append(name)
    return [*made, {"more": sorted(found)}] if found else made


def stage(folder: Path) -> None:
    """Write the pages and pictures of the site's source into `folder`, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = pages()
    names = {path.resolve(): name for name, path in found.items()}
    for name, path in found.items():
        (folder / name).write_text(staged(path, names), encoding="utf-8", newline="\n")
    shutil.copytree(ROOT / "docs" / "images", folder / "images")
    for path in (ROOT / "docs").glob("*.json"):
        shutil.copy(path, folder)


def main(arguments: list[str]) -> int:
    """Exit code 1 when a page or a link is wrong."""
    parser = argparse.ArgumentParser(prog="dev.py docs")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--serve", action="store_true", help="at http://127.0.0.1:8000")
    given = parser.parse_args(arguments)
    stage(STAGE)
    config = STAGE.with_name("mkdocs.yml")
    places = {"INHERIT": str(ROOT / "mkdocs.yml"), "docs_dir": str(STAGE), "nav": navigation()}
    config.write_text(json.dumps(places), encoding="utf-8")  # JSON is YAML
    mkdocs = [sys.executable, "-m", "mkdocs"]
    words = ["serve"] if given.serve else ["build", "--site-dir", str(given.out.absolute())]
    done = subprocess.run(
        [*mkdocs, *words, "--strict", "--config-file", str(config)], cwd=ROOT, check=False
    )
    if not (done.returncode or given.serve):
        print(f"{given.out}/index.html")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
