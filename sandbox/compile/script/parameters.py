"""The parameters of a module's function, which both the compiler and the runtime's loader read."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sandbox.decoding import readable

PARAMETERS_FILE = Path(__file__).resolve().parents[2] / "runtime/src/shared/module_parameters.json"


def module_parameters() -> tuple[str, ...]:
    """Their names in order: what a module is given, then what it must not see of a browser."""
    return tuple(msgspec.json.decode(PARAMETERS_FILE.read_bytes(), type=readable(list[str])))
