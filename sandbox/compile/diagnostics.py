"""What a build has to say about a project: errors, warnings and notes, each with its place.

Codes are stable: C1xxx configuration, C2xxx WXML, C3xxx WXSS, C4xxx scripts, C5xxx npm.
docs/compile.md lists every one, and a test compares that list with the sources: write a code as
a literal string, once, where the diagnostic is made.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import msgspec

from bridge.errors import BuildError

MAX_SHOWN = 20
"""How many errors the one message of a CompileError spells out."""

_OF_THE_MOMENT = frozenset({"C2029", "C4003", "C4004"})


class Severity(enum.StrEnum):
    """How bad it is."""

    ERROR = "error"
    """No package is made."""
    WARNING = "warning"
    """The package is made, but something in it will not do what its author wanted."""
    NOTE = "note"
    """Worth knowing: passed over, or done in another way than WeChat does it."""


class Diagnostic(msgspec.Struct, frozen=True, omit_defaults=True):
    """One finding.

    `path` counts from the mini-program's root; `line` and `column` from 1, None where they are
    not known. `fix` says what to do, "" when the message says it already.
    """

    severity: Severity
    code: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    fix: str = ""

    def __str__(self) -> str:
        """`pages/a/a.wxml:3:7: error C2001: … Fix: …`, one line."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        fix = f" Fix: {self.fix}" if self.fix else ""
        return f"{place}: {self.severity} {self.code}: {self.message}{fix}"


class Diagnostics:
    """Collects findings; the same finding twice counts once."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Take over findings made elsewhere."""
        self._found.update(dict.fromkeys(found))

    def error(
        self,
        code: str,
        path: str,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        fix: str = "",
    ) -> None:
        """Add what keeps the package from being made."""
        self._add(Severity.ERROR, code, path, message, line, column, fix)

    def warning(
        self,
        code: str,
        path: str,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        fix: str = "",
    ) -> None:
        """Add what will not work as written."""
        self._add(Severity.WARNING, code, path, message, line, column, fix)

    def note(
        self,
        code: str,
        path: str,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        fix: str = "",
    ) -> None:
        """Add what is worth knowing."""
        self._add(Severity.NOTE, code, path, message, line, column, fix)

    @property
    def has_errors(self) -> bool:
        """Whether a package can be made."""
        return any(found.severity is Severity.ERROR for found in self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings by path, line and column; errors first at one place."""
        ranks = list(Severity)
        return tuple(
            sorted(
                self._found,
                key=lambda one: (
                    one.path,
                    one.line or 0,
                    one.column or 0,
                    ranks.index(one.severity),
                    one.code,
                    one.message,
                ),
            )
        )

    def raise_errors(self) -> None:
        """Raise CompileError with all errors, if there is one."""
        errors = tuple(one for one in self.sorted() if one.severity is Severity.ERROR)
        if errors:
            raise CompileError(errors)

    def _add(
        self,
        severity: Severity,
        code: str,
        path: str,
        message: str,
        line: int | None,
        column: int | None,
        fix: str,
    ) -> None:
        self._found[Diagnostic(severity, code, path, message, line, column, fix)] = None


class CompileError(BuildError):
    """A project does not compile. `diagnostics` holds every error, sorted by place."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        shown = "\n".join(str(one) for one in diagnostics[:MAX_SHOWN])
        more = len(diagnostics) - MAX_SHOWN
        tail = f"\n… and {more} more" if more > 0 else ""
        first = diagnostics[0]
        super().__init__(
            f"the project does not compile ({len(diagnostics)} "
            f"error{'s' if len(diagnostics) > 1 else ''}):\n{shown}{tail}",
            path=first.path,
            line=first.line,
            diagnostic=first.code,
        )


def is_lasting(found: Iterable[Diagnostic]) -> bool:
    """Whether a result with these findings would be the same another time.

    It would not where a tool ran out of time or memory: that is the machine's state of the moment.
    """
    return not any(one.code in _OF_THE_MOMENT for one in found)


def position(source: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset in a text."""
    start = source.rfind("\n", 0, offset) + 1
    return source.count("\n", 0, offset) + 1, offset - start + 1
