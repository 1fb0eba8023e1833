"""The compiler's tools that are written in JavaScript, as Python functions."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sandbox.compile.diagnostics import Diagnostic, Severity
from sandbox.compile.script.engine import Engine, Json, ToolGaveUp
from sandbox.compile.script.parameters import module_parameters
from sandbox.compile.script.source_map import MapPart, whole_lines
from sandbox.decoding import readable

MAX_SCRIPT_BYTES = 8 * 1024 * 1024
MAX_SHEET_BYTES = 4 * 1024 * 1024
MAX_READ_ROUNDS = 64
"""How deep the imports of a Less or Sass sheet may lie."""

_SMALLER = "make the file smaller or split it; data belongs into a .json or into storage"


class RequireUse(msgspec.Struct, frozen=True):
    """A `require` with a literal name: `code[start:end]` is that literal, with its quotes.

    `is_async`: require.async, import() or the form with a callback. `is_guarded`: inside `try`.
    """

    specifier: str
    start: int
    end: int
    line: int
    column: int
    is_async: bool
    is_guarded: bool


class OpenRequire(msgspec.Struct, frozen=True):
    """A `require` of a name that is put together at run time: how it begins and ends.

    `prefix` names a folder at least.
    """

    prefix: str
    suffix: str


class Transformed(msgspec.Struct, frozen=True):
    """A script as CommonJS, each line where it was. With an error in `diagnostics`: no code.

    `declared`: the names of its own `let`, `const` and `class`, outside any block.
    """

    code: str
    requires: tuple[RequireUse, ...] = ()
    declared: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    open_requires: tuple[OpenRequire, ...] = ()


class Minified(msgspec.Struct, frozen=True):
    """Code and where it comes from."""

    code: str
    part: MapPart
    diagnostics: tuple[Diagnostic, ...] = ()


class SheetText(msgspec.Struct, frozen=True):
    """WXSS text made from Less or Sass, and the files it was made of besides the first."""

    text: str
    dependencies: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class _Problem(msgspec.Struct):
    message: str
    line: int | None
    column: int | None
    path: str | None = None


class _FoundRequire(msgspec.Struct, rename="camel"):
    specifier: str
    start: int
    end: int
    line: int
    column: int
    is_async: bool
    is_guarded: bool


class _Namespace(msgspec.Struct):
    name: str
    line: int
    column: int


class _TransformAnswer(msgspec.Struct):
    code: str
    namespaces: list[_Namespace]
    patterns: list[_Problem]
    declared: list[str]
    requires: list[_FoundRequire]
    open: list[OpenRequire]
    problem: _Problem | None


class _MinifyAnswer(msgspec.Struct, rename="camel"):
    code: str
    mappings: str
    lines: int
    end_line: int
    end_column: int


class _SheetAnswer(msgspec.Struct):
    css: str
    needed: list[str]
    imports: list[str]
    problem: _Problem | None


class ScriptTools:
    """Sucrase, acorn, terser, Less and Sass. `close` it when the compiler is done.

    What a project's author did wrong comes back as diagnostics; nothing is raised for it.
    """

    def __init__(self, engine: Engine | None = None) -> None:
        self._engine = engine or Engine()
        self._parameters = module_parameters()

    def close(self) -> None:
        """End the engine, if it was needed."""
        self._engine.close()

    def to_commonjs(
        self, path: str, source: str, *, typescript: bool, is_npm: bool = False
    ) -> Transformed:
        """A script in whatever module syntax as CommonJS.

        `is_npm`: from node_modules, where `process.env.NODE_ENV` is expected to be replaced.
        """
        if len(source.encode()) > MAX_SCRIPT_BYTES:
            return Transformed("", diagnostics=(_too_large(path, MAX_SCRIPT_BYTES),))
        request: dict[str, Json] = {
            "source": source,
            "typescript": typescript,
            "nodeEnv": "production" if is_npm else None,
        }
        try:
            answer = msgspec.convert(
                self._engine.call("script", "fanlightScript.transform", request),
                readable(_TransformAnswer),
            )
        except ToolGaveUp as failure:
            return Transformed("", diagnostics=(_gave_up(path, failure),))
        if answer.problem is not None:
            problem = _error("C4001", path, answer.problem, "this script does not parse")
            return Transformed("", diagnostics=(problem,))
        uses = tuple(
            RequireUse(
                use.specifier,
                use.start,
                use.end,
                use.line,
                use.column,
                use.is_async,
                use.is_guarded,
            )
            for use in answer.requires
        )
        found = (
            *(_left_out(path, namespace) for namespace in answer.namespaces),
            *(_dead(path, pattern) for pattern in answer.patterns),
        )
        return Transformed(answer.code, uses, tuple(answer.declared), found, tuple(answer.open))

    def minify(self, path: str, code: str) -> Minified:
        """Linked code made smaller; where that fails, the code as it is, with a warning."""
        request: dict[str, Json] = {"code": code, "reserved": list(self._parameters)}
        try:
            answer = msgspec.convert(
                self._engine.call("script", "fanlightScript.minify", request),
                readable(_MinifyAnswer),
            )
        except ToolGaveUp as failure:
            found = Diagnostic(
                Severity.WARNING,
                "C4004",
                path,
                f"this script is packed as it is; it could not be made smaller: {failure}",
            )
            return Minified(code, whole_lines(code.count("\n") + 1), (found,))
        part = MapPart(answer.mappings, answer.lines, answer.end_line, answer.end_column)
        return Minified(answer.code, part)

    def less(self, path: str, source: str, read: Callable[[str], str | None]) -> SheetText:
        """A Less sheet as WXSS. `read` gives a project file's text, None when there is none."""
        return self._sheet("less", "fanlightLess", "C4010", path, source, read)

    def sass(self, path: str, source: str, read: Callable[[str], str | None]) -> SheetText:
        """A Sass sheet (`.sass`: indented, else SCSS) as WXSS; `read` as for `less`."""
        return self._sheet("sass", "fanlightSass", "C4011", path, source, read)

    def _sheet(
        self,
        bundle: str,
        function: str,
        code: str,
        path: str,
        source: str,
        read: Callable[[str], str | None],
    ) -> SheetText:
        """Ask again with what was read, until nothing is needed any more."""
        files: dict[str, Json] = {}
        for _ in range(MAX_READ_ROUNDS):
            total = len(source) + sum(len(text) for text in files.values() if isinstance(text, str))
            if total > MAX_SHEET_BYTES:
                return SheetText("", (), (_too_large(path, MAX_SHEET_BYTES),))
            request: dict[str, Json] = {"path": path, "source": source, "files": files}
            try:
                answer = msgspec.convert(
                    self._engine.call(bundle, function, request), readable(_SheetAnswer)
                )
            except ToolGaveUp as failure:
                return SheetText("", (), (_gave_up(path, failure),))
            if answer.needed:
                files.update((name, read(name)) for name in answer.needed)
                continue
            imports = tuple(answer.imports)
            if answer.problem is not None:
                place = answer.problem.path or path
                found = _error(code, place, answer.problem, "this sheet does not compile")
                return SheetText("", imports, (found,))
            return SheetText(answer.css, imports)
        deep = f"imports lie more than {MAX_READ_ROUNDS} files deep"
        return SheetText("", (), (_error(code, path, _Problem(deep, None, None), "too deep"),))


def _error(code: str, path: str, problem: _Problem, what: str) -> Diagnostic:
    return Diagnostic(
        Severity.ERROR, code, path, f"{what}: {problem.message}", problem.line, problem.column
    )


def _left_out(path: str, namespace: _Namespace) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "C4008",
        path,
        f"the values in namespace {namespace.name} are left out; only its types are known here",
        namespace.line,
        namespace.column,
        "make it a module of its own: export its members from a file",
    )


def _dead(path: str, pattern: _Problem) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "C4009",
        path,
        f"this throws when it is come to: {pattern.message}",
        pattern.line,
        pattern.column,
    )


def _too_large(path: str, limit: int) -> Diagnostic:
    message = f"this file has more than {limit >> 20} MiB"
    return Diagnostic(Severity.ERROR, "C4002", path, message, fix=_SMALLER)


def _gave_up(path: str, failure: ToolGaveUp) -> Diagnostic:
    message = f"this file could not be compiled: {failure}"
    return Diagnostic(Severity.ERROR, "C4003", path, message, fix=_SMALLER)
