"""From a source folder to the files of a package, whichever kind of project it holds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import BuildError
from sandbox.manifest import MANIFEST_PATH, Kind
from sandbox.package.check import Problem, Severity, check_files
from sandbox.package.folder import read_folder
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.pack import build_error, pack
from sandbox.package.signing import SigningKey

MAX_FOLDERS_NAMED = 3

if TYPE_CHECKING:
    from sandbox.compile.compiler import Compiler
    from sandbox.compile.diagnostics import Diagnostic


class FolderFiles(msgspec.Struct, frozen=True):
    """What a folder became: `files` is empty when an error keeps it from being packed."""

    kind: Kind
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the folder from being packed."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)


class Release(msgspec.Struct, frozen=True):
    """A package, and the warnings and notes about what it was made of."""

    content: bytes
    problems: tuple[Problem, ...]


class FolderBuilds:
    """Builds folders, keeping a compiler for each WeChat-syntax one: the next time is quick.

    `cache` is where compiled parts are kept between runs. Safe from several threads.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._compilers: dict[Path, Compiler] = {}
        self._ready = False
        self._lock = threading.Lock()

    def stay_ready(self) -> None:
        """Keep the JavaScript tools running between builds: for those who build at each save."""
        self._ready = True

    def build(self, folder: Path, *, release: bool, allow_secrets: bool) -> FolderFiles:
        """All files and everything there is to say of them.

        `release`: minified. What looks like a secret is an error unless `allow_secrets`.
        Raises BuildError when the folder holds no mini-program.
        """
        if not is_weixin(folder):
            files = read_folder(folder)
            problems = check_files(files, DEFAULT_LIMITS, allow_secrets=allow_secrets)
            return FolderFiles(Kind.WEB, files, problems)
        with self._lock:
            return self._compiled(folder, release, allow_secrets)

    def package(self, folder: Path, key: SigningKey) -> bytes:
        """The folder's package as its developer opens it: quickly made, not minified.

        Its files lie uncompressed, since nothing is sent anywhere. What looks like a secret is
        let pass in WeChat-syntax projects: the package stays on this machine.
        Raises BuildError with every problem.
        """
        weixin = is_weixin(folder)
        built = self.build(folder, release=False, allow_secrets=weixin)
        if built.errors:
            raise build_error(built.errors)
        return pack(built.files, key, looked_through=weixin, compress=not weixin)

    def release(
        self,
        folder: Path,
        key: SigningKey,
        *,
        allow_secrets: bool = False,
        more: Mapping[str, bytes] | None = None,
    ) -> Release:
        """The folder's package as it is published: minified and compressed. `more` are files that
        it holds besides.

        Raises BuildError with every problem.
        """
        built = self.build(folder, release=True, allow_secrets=allow_secrets)
        if built.errors:
            raise build_error(built.errors)
        looked_through = built.kind is Kind.WEIXIN
        files = {**built.files, **(more or {})}
        content = pack(files, key, allow_secrets=allow_secrets, looked_through=looked_through)
        return Release(content, built.problems)

    def _compiled(self, folder: Path, release: bool, allow_secrets: bool) -> FolderFiles:
        from sandbox.compile.compiler import Mode, open_compiler

        compiler = self._compilers.get(folder)
        if compiler is None or compiler.is_stale():
            compiler = self._compilers[folder] = open_compiler(folder, self._cache)
        try:
            built = compiler.build(
                Mode.RELEASE if release else Mode.DEVELOPMENT, allow_secrets=allow_secrets
            )
        finally:
            if not self._ready:
                compiler.rest()
        problems = tuple(_problem(one) for one in built.diagnostics)
        if built.files:
            problems += check_files(built.files, DEFAULT_LIMITS, looked_through=True)
        return FolderFiles(Kind.WEIXIN, built.files, problems)


def is_weixin(folder: Path) -> bool:
    """Whether a folder holds WeChat-syntax sources, and not a finished package."""
    from sandbox.compile.project import is_project

    return is_project(folder) and not _is_packaged(folder / MANIFEST_PATH)


def is_source(folder: Path) -> bool:
    """Whether a folder holds a mini-program of any kind."""
    return is_weixin(folder) or (folder / MANIFEST_PATH).is_file()


def check_source(folder: Path) -> None:
    """Raises BuildError when a folder holds no mini-program of any kind."""
    if not is_source(folder):
        below = [one.name for one in _folders(folder) if is_source(one)][:MAX_FOLDERS_NAMED]
        fix = (
            f"its folder {' or '.join(below)} does: open that"
            if below
            else "make a mini-program with `fanlight new`"
        )
        raise BuildError(
            f"{folder} holds neither {MANIFEST_PATH} nor app.json; {fix}",
            path=str(folder),
            folder=folder.name,
        )


def _folders(folder: Path) -> list[Path]:
    """Folders right in a folder, by name; none where it cannot be read."""
    try:
        return sorted(one for one in folder.iterdir() if one.is_dir())
    except OSError:
        return []


def _is_packaged(manifest: Path) -> bool:
    """Whether a manifest is a package's own: other tools have a file of that name too."""
    try:
        document = msgspec.json.decode(manifest.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return False
    return isinstance(document, dict) and "app_id" in document


def _problem(one: Diagnostic) -> Problem:
    return Problem(
        path=one.path,
        code=one.code,
        message=one.message,
        severity=Severity(one.severity.value),
        line=one.line,
        column=one.column,
        fix=one.fix,
    )
