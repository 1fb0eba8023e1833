"""A style sheet with everything that it imports, compiled into one CSS text."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from sandbox.compile.diagnostics import Diagnostic, Diagnostics
from sandbox.compile.files import join_path
from sandbox.compile.wxss.file import CompiledFile, Import, compile_file

Read = Callable[[str], str | None]
"""A file of the project as text; None when it is not there."""

REMOTE = re.compile(r"[A-Za-z][\w+.-]*:|//")
SUFFIX = ".wxss"


class CompiledSheet(msgspec.Struct, frozen=True):
    """One sheet's CSS. Paths are of the package, without leading slash."""

    css: str
    dependencies: frozenset[str]
    """Files that were imported or looked for: when one changes, compile anew."""
    asset_paths: frozenset[str]
    """Files of the package that it names in url()."""
    data_attributes: frozenset[str]
    """Names of the `data-…` attributes in its selectors, in lower case."""
    diagnostics: tuple[Diagnostic, ...]


class SheetCompiler:
    """Compiles sheets; remembers files, because many sheets import the same ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None, str], tuple[str, CompiledFile]] = {}

    def compile(
        self, path: str, source: str, read: Read, scope: str | None, *, host: str | None = None
    ) -> CompiledSheet:
        """See `compile_sheet`."""
        linked = _Linked(self, read, scope, host or _host_of(scope))
        part = linked.add(path, source, ())
        return CompiledSheet(
            part.text(),
            frozenset(linked.dependencies),
            frozenset(linked.assets),
            frozenset(linked.data_attributes),
            tuple(linked.found),
        )

    def file(self, path: str, source: str, scope: str | None, host: str) -> CompiledFile:
        """One file by itself."""
        known = self._known.get((path, scope, host))
        if known is None or known[0] != source:
            known = (source, compile_file(path, source, scope, host))
            self._known[path, scope, host] = known
        return known[1]


def compile_sheet(
    path: str, source: str, read: Read, scope: str | None, *, host: str | None = None
) -> CompiledSheet:
    """Compile the sheet at `path` (with suffix).

    `read` gives other sheets as text, None for what is not there. `scope` is the prefix of
    classes (`.a` becomes `.<scope>--a`), None for none. `:host` becomes the selector `host`; by
    default the element with the attribute `wx-host` of that scope, or without a scope the page.
    Errors are in `diagnostics`; nothing is raised.
    """
    return SheetCompiler().compile(path, source, read, scope, host=host)


def _host_of(scope: str | None) -> str:
    return "wx-page" if scope is None else f'[wx-host="{scope}"]'


class _Part:
    """What came of one file at one place."""

    def __init__(self) -> None:
        self.pieces: list[str | _Part] = []

    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text() for piece in self.pieces)


class _Linked:
    """A sheet's files put together."""

    def __init__(self, compiler: SheetCompiler, read: Read, scope: str | None, host: str) -> None:
        self.found = Diagnostics()
        self.dependencies: set[str] = set()
        self.assets: set[str] = set()
        self.data_attributes: set[str] = set()
        self._compiler = compiler
        self._read = read
        self._scope = scope
        self._host = host
        self._parts: dict[str, _Part] = {}
        self._told_of_scope = False

    def add(self, path: str, source: str, within: tuple[str, ...]) -> _Part:
        """Put a file in; `within` are those that import it, outermost first.

        A file that was there before is taken out there: what comes later wins anyway.
        """
        compiled = self._compiler.file(path, source, self._scope, self._host)
        self.found.extend(compiled.diagnostics)
        self.assets |= compiled.assets
        self.data_attributes |= compiled.data_attributes
        self._tell_of_scope(path, compiled)
        part = _Part()
        earlier = self._parts.get(path)
        if earlier is not None:
            earlier.pieces.clear()
        self._parts[path] = part
        for piece in compiled.pieces:
            part.pieces.append(
                piece if isinstance(piece, str) else self._import(path, piece, within)
            )
        return part

    def _import(self, path: str, wanted: Import, within: tuple[str, ...]) -> str | _Part:
        address, line, column = wanted.address, wanted.line, wanted.column
        if address is None:
            self.found.error(
                "C3001",
                path,
                "this @import names no file",
                line=line,
                column=column,
                fix='write @import "x.wxss";',
            )
            return ""
        if REMOTE.match(address):
            self.found.warning(
                "C3002",
                path,
                f"{address} is not of the package; it is left out",
                line=line,
                column=column,
                fix="put the sheet into the project",
            )
            return ""
        target, source = self._find(path, address)
        if source is None:
            self.found.error(
                "C3003", path, f"there is no style sheet {address}", line=line, column=column
            )
            return ""
        if target == path or target in within:
            self.found.warning(
                "C3004",
                path,
                f"{target} imports itself; that is passed over",
                line=line,
                column=column,
            )
            return ""
        part = self.add(target, source, (*within, path))
        if not wanted.media:
            return part
        wrapped = _Part()
        wrapped.pieces = [f"@media {wanted.media}{{", part, "}"]
        return wrapped

    def _find(self, path: str, address: str) -> tuple[str, str | None]:
        """The file that an import means, as WeChat looks for it, then at the root and among npm
        packages, the nearest first."""
        folders = path.split("/")[:-1]
        places = [join_path(path, address), join_path("", address)]
        for depth in range(len(folders), -1, -1):
            folder = "/".join([*folders[:depth], "miniprogram_npm"])
            places.append(join_path("", f"{folder}/{address}"))
        for place in places:
            for candidate in _spellings(place):
                self.dependencies.add(candidate)
                source = self._read(candidate)
                if source is not None:
                    return candidate, source
        return address, None

    def _tell_of_scope(self, path: str, compiled: CompiledFile) -> None:
        if compiled.unscoped is None or self._scope is None or self._told_of_scope:
            return
        self._told_of_scope = True
        line, column = compiled.unscoped
        self.found.note(
            "C3005",
            path,
            "selectors by tag, id or attribute reach out of this component; WeChat advises "
            "against them",
            line=line,
            column=column,
            fix="use classes",
        )


def _spellings(place: str | None) -> tuple[str, ...]:
    if not place:
        return ()
    return (place,) if place.endswith((SUFFIX, ".css")) else (f"{place}{SUFFIX}", place)
