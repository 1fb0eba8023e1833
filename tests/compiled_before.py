"""What WeChat-syntax projects are compiled with and to, made once and lent to the tests' homes.

A new home makes the template compiler's machine code by itself, with its first project: 1.2 s of
CPU each time, of which a test of something else says nothing.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from host.launch.folder_build import FolderBuilds
from host.paths import Home
from sandbox.compile.wxml.engine import TemplateEngine
from sandbox.compile.wxml.module_cache import SUFFIX
from tests.wxml_stage import WASM


@cache
def compiler_folder() -> Path:
    """A folder for FolderBuilds that holds the compiler's machine code; this process's own."""
    folder = Home(Path(os.environ["FANLIGHT_HOME"])).compiled
    TemplateEngine(WASM, folder).runtime()
    return folder


def lend_compiler(home: Path) -> Path:
    """Give a home, made when it is missing, its own copy of the machine code; the home."""
    return _lend(home, f"*{SUFFIX}")


def lend_compiled(home: Path, project: Path) -> Path:
    """`lend_compiler`, and what a project's folder is compiled to as its developer opens it."""
    _compile(project)
    return _lend(home, "*")


@cache
def _compile(project: Path) -> None:
    FolderBuilds(compiler_folder()).build(project, release=False, allow_secrets=True)


def _lend(home: Path, files: str) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    into = Home(home).compiled
    into.mkdir(mode=0o700, exist_ok=True)
    for file in compiler_folder().glob(files):
        if not (into / file.name).exists():
            shutil.copy2(file, into)
    return home
