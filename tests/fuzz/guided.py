"""One target under atheris, libFuzzer's driver for Python: inputs that reach new code are kept.

`python -m tests.fuzz.guided TARGET FOUND [LIBFUZZER OPTION...]`; FOUND is a folder for what it
finds interesting, beside the corpus. atheris has no wheel for every system and Python, so it is
no dependency: `pip install atheris` into the environment brings it.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

_INSTRUMENTED = ["bridge", "sandbox"]
_MOST_MIB = 2048
_MOST_SECONDS_AN_INPUT = 60


def is_there() -> bool:
    """Whether atheris can be imported."""
    return importlib.util.find_spec("atheris") is not None


def main() -> None:
    """Never returns: libFuzzer ends the process."""
    name, found, *options = sys.argv[1:]
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=_INSTRUMENTED):
        # Nothing of these may be imported before: it would not be instrumented.
        loop = importlib.import_module("tests.fuzz.loop")
        targets = importlib.import_module("tests.fuzz.targets")
    target = targets.TARGETS[name]

    def test(content: bytes) -> None:
        try:
            loop.try_one(target, content)
        except loop.Defect as defect:
            print(defect, file=sys.stderr, flush=True)
            os._exit(1)

    limits = [
        f"-timeout={_MOST_SECONDS_AN_INPUT}",
        f"-rss_limit_mb={_MOST_MIB}",
        f"-artifact_prefix={target.corpus}{os.sep}crash-",
    ]
    folders = [found, str(target.corpus)]
    atheris.Setup([sys.argv[0], *limits, *options, *folders], test)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
