"""glass-easel's template compiler (wasm) run from Python.

How it is called follows npm's glass-easel-template-compiler 0.12.1 (`sandbox.compile.wxml.glue`).
"""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

import msgspec
import wasmtime

from bridge.errors import BuildError
from sandbox.compile.wxml.glue import Glue, GlueFailed
from sandbox.compile.wxml.module_cache import load_module
from sandbox.decoding import readable

WASM_STACK_BYTES = 2 << 20
"""With this the wasm's own stack ends first, at some 160 tags within each other, as in Node. It is
taken from the thread's: 8 MiB, but 1 MiB on Windows, which so gets wasmtime's default."""


class EngineFailed(Exception):
    """The compiler broke down over a source: a panic of its own, or its stack ran out."""


class Finding(msgspec.Struct, frozen=True, rename="camel"):
    """What glass-easel says of a source. Lines and columns from 0, columns in UTF-16 units."""

    is_error: bool
    level: str
    code: int
    message: str
    path: str
    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Generated(msgspec.Struct, frozen=True):
    """One template's code."""

    js: str
    """An expression over the variables G, R, D and those of `runtime`."""
    findings: tuple[Finding, ...]


class TemplateEngine:
    """The compiler, loaded with its first use; safe from any thread."""

    def __init__(self, wasm: Path, cache_folder: Path | None) -> None:
        """`wasm` is npm's glass_easel_template_compiler_bg.wasm. Compiled code is kept in
        `cache_folder`, which has to be the person's own (None: nothing is kept)."""
        self._wasm = wasm
        self._cache_folder = cache_folder
        self._lock = threading.Lock()
        self._module: tuple[wasmtime.Engine, wasmtime.Module] | None = None

    def generate(self, path: str, source: str) -> Generated:
        """Compile one template. `path` is absolute in the package, without suffix or slash.

        The same arguments give the same answer. Raises EngineFailed; BuildError when the
        compiler is not installed.
        """
        with self._lock, closing(self._start()) as glue:
            try:
                js, found = glue.generate(path, source)
            except GlueFailed as failure:
                raise EngineFailed(str(failure)) from failure
        return Generated(js, tuple(msgspec.convert(one, readable(Finding)) for one in found))

    def runtime(self) -> tuple[str, tuple[str, ...]]:
        """Statements that generated code needs, and the variables that they define."""
        with self._lock, closing(self._start()) as glue:
            return glue.runtime(), tuple(glue.runtime_names().split(","))

    def _start(self) -> Glue:
        if self._module is None:
            self._module = self._load()
        return Glue(*self._module)

    def _load(self) -> tuple[wasmtime.Engine, wasmtime.Module]:
        try:
            wasm = self._wasm.read_bytes()
        except OSError as error:
            raise BuildError(
                f"the template compiler is not installed ({self._wasm}: {error.strerror}); "
                "in a checkout run: python3 dev.py setup",
                path=str(self._wasm),
            ) from error
        config = wasmtime.Config()
        if sys.platform != "win32":
            config.max_wasm_stack = WASM_STACK_BYTES
        engine = wasmtime.Engine(config)
        return engine, load_module(engine, wasm, self._cache_folder)
