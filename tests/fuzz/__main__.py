"""`python3 dev.py fuzz [TARGET...] [--seconds N]`: until Ctrl-C, or for so long."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz import guided
from tests.fuzz.loop import Defect, limit_memory, run_round
from tests.fuzz.targets import TARGETS, Target

ROUND_S = 60.0
EXIT_INTERRUPTED = 130


def main() -> int:
    """0 when the time is over, 1 when a defect was found, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help=f"some of: {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=float, help="end after so long; default: at Ctrl-C")
    parser.add_argument("--seed", type=int, help="of the mutation loop; default: another each time")
    parser.add_argument("--loop", action="store_true", help="the mutation loop even with atheris")
    given = parser.parse_args()
    if unknown := [name for name in given.target if name not in TARGETS]:
        parser.error(f"no such target: {unknown[0]}; there are {', '.join(TARGETS)}")
    seed = random.SystemRandom().getrandbits(32) if given.seed is None else given.seed
    use_atheris = guided.is_there() and not given.loop
    what = "atheris" if use_atheris else f"the mutation loop, --seed {seed}"
    print(f"fuzzing by {what}; Ctrl-C ends", flush=True)
    chosen = [TARGETS[name] for name in given.target or TARGETS]
    try:
        with tempfile.TemporaryDirectory(prefix="fanlight-fuzz-") as found:
            if use_atheris:
                return _rounds(chosen, given.seconds, None, Path(found))
            limit_memory()
            return _rounds(chosen, given.seconds, random.Random(seed), Path(found))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _rounds(
    chosen: list[Target], seconds: float | None, source: random.Random | None, found: Path
) -> int:
    """Each target in its turn; the time is shared out evenly."""
    end = None if seconds is None else time.monotonic() + seconds
    round_s = ROUND_S if seconds is None else min(ROUND_S, seconds / len(chosen))
    while True:
        for target in chosen:
            if source is None:
                if code := _guided_round(target, round_s, found / target.name):
                    return code
                continue
            try:
                tried = run_round(target, source, round_s)
            except Defect as defect:
                print(defect, file=sys.stderr)
                return 1
            print(f"{target.name:10} {tried.inputs:9,} inputs, {tried.taken:,} taken", flush=True)
        if end is not None and time.monotonic() >= end:
            return 0


def _guided_round(target: Target, round_s: float, found: Path) -> int:
    found.mkdir(exist_ok=True)
    words = [sys.executable, "-m", "tests.fuzz.guided", target.name, str(found)]
    print(f"=== {target.name}", flush=True)
    ran = subprocess.run([*words, f"-max_total_time={max(1, round(round_s))}"], check=False)
    return 1 if ran.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
