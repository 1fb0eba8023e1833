"""`python -m bridge.schema --write|--check [ROOT]`, for the source tree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bridge.schema import generated


def main() -> int:
    """Exit code 0: done, or up to date; 1: `--check` found a file that is not."""
    parser = argparse.ArgumentParser(prog="python -m bridge.schema", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="write the generated files")
    action.add_argument("--check", action="store_true", help="fail when one is out of date")
    parser.add_argument(
        "root",
        nargs="?",
        type=Path,
        default=Path(__file__).resolve().parents[2],
        help="root of the source tree (default: this one)",
    )
    arguments = parser.parse_args()
    root: Path = arguments.root
    stale = 0
    for name, text in generated().items():
        path = root / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if arguments.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {name}\n")
        else:
            stale += 1
            sys.stderr.write(f"{name} is out of date: python -m bridge.schema --write\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
