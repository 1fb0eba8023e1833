"""Compiled sources that no file of Python's own keeps compiled.

The binding's inner modules lie as source text inside its library and are compiled anew at every
start: 5 ms. Here they are kept as Python keeps modules (PEP 3147): in `__pycache__`, for one
version of the interpreter, and only where that folder may be written; believed as far as those
files are, for whoever can write one can write the other.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib

# "importlib.util" has it as well, and takes a millisecond to import.
from _frozen_importlib_external import MAGIC_NUMBER
from contextlib import suppress
from types import CodeType

_Key = tuple[str, int, int]
"""A source's file name, length in bytes and CRC-32."""


class KeptCodes:
    """The code of sources by their text; `keep` writes what was compiled since it was read."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._codes: dict[_Key, CodeType] = _read(file)
        self._has_news = False

    def code(self, source: bytes, filename: str) -> CodeType:
        """The code of `source` as a module; compiled only where it is not kept."""
        key = (filename, len(source), zlib.crc32(source))
        if (found := self._codes.get(key)) is not None:
            return found
        made: CodeType = compile(source, filename, "exec", dont_inherit=True)
        self._codes[key] = made
        self._has_news = True
        return made

    def keep(self) -> None:
        """Write the file, if there is something new and it may be written."""
        if not self._has_news or sys.dont_write_bytecode:
            return
        content = MAGIC_NUMBER + marshal.dumps(self._codes)
        beside = f"{self._file}.{os.getpid()}"
        with suppress(OSError):
            with open(beside, "wb") as opened:
                opened.write(content)
            os.replace(beside, self._file)
        self._has_news = False


def place_beside(module_file: str, name: str) -> str:
    """Where `name` is kept for the module at `module_file`, by this interpreter."""
    folder = os.path.join(os.path.dirname(module_file), "__pycache__")
    return os.path.join(folder, f"{name}.{sys.implementation.cache_tag}.codes")


def _read(file: str) -> dict[_Key, CodeType]:
    try:
        with open(file, "rb") as opened:
            content = opened.read()
        if content[: len(MAGIC_NUMBER)] != MAGIC_NUMBER:
            return {}
        found = marshal.loads(content[len(MAGIC_NUMBER) :])
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
