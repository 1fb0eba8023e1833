"""Pictures of every window, light and dark, English and Chinese.

    python3 dev.py screenshots --out DIR [--only real|states] [--docs]

`real`: a real host with the sample apps from a registry that is served here; what its windows
show is what happened in it. `states`: what a host does not come to at will (failures, questions
of each kind, high contrast), in the same windows. `--docs` makes docs/images anew of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from host.dev.demo import demo_world, sample_folders
from host.settings import Settings, write_settings
from tests.screenshots.real_host import THEMES

LANGUAGES = ("en", "zh-CN")
LONGEST_S = 1_200


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=("real", "states"))
    parser.add_argument("--docs", action="store_true")
    chosen = parser.parse_args()
    out: Path = chosen.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    if chosen.only in (None, "real"):
        _real(out)
    if chosen.only in (None, "states"):
        _run("tests.e2e.shell_screenshots", "--out", str(out))
    if chosen.docs:
        _run("tests.screenshots.for_docs", str(out))
    count = len(list(out.glob("*.png")))
    sys.stdout.write(f"{count} pictures in {out}\n")


def _real(out: Path) -> None:
    """One world for all looks, so that its launches and answers add up."""
    with demo_world(_say) as world:
        notes = next(folder for folder in sample_folders() if folder.name == "notes")
        for language in LANGUAGES:
            write_settings(world.home.settings, Settings(language=language))
            for theme in THEMES:
                _say(f"{theme} {language}")
                words = (str(world.home.root), str(notes), str(out), theme, language)
                _run("tests.screenshots.real_host", *words)


def _run(module: str, *words: str) -> None:
    """A process each: colours and language are a host's for life."""
    command = [sys.executable, "-m", module, *words]
    subprocess.run(command, check=True, timeout=LONGEST_S)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
