"""Findings in one source, by offset."""

from __future__ import annotations

from sandbox.compile.diagnostics import Diagnostic, Severity, position
from sandbox.compile.wxml.scan import Slip


class Report:
    """Collects what is to be said about one source; offsets become lines and columns."""

    def __init__(self, path: str, source: str) -> None:
        """`path` is the file's, with its suffix."""
        self.path = path
        self._source = source
        self.found: list[Diagnostic] = []

    def error(self, code: str, offset: int, message: str, fix: str = "") -> None:
        """Add what keeps the file from being compiled."""
        self.add(Severity.ERROR, code, offset, message, fix)

    def warning(self, code: str, offset: int, message: str, fix: str = "") -> None:
        """Add what will not do what its author wanted."""
        self.add(Severity.WARNING, code, offset, message, fix)

    def note(self, code: str, offset: int, message: str, fix: str = "") -> None:
        """Add what is worth knowing."""
        self.add(Severity.NOTE, code, offset, message, fix)

    def add(self, severity: Severity, code: str, offset: int, message: str, fix: str = "") -> None:
        """Add a finding."""
        line, column = position(self._source, min(offset, len(self._source)))
        self.found.append(Diagnostic(severity, code, self.path, message, line, column, fix))

    def slip(self, slip: Slip) -> None:
        """Add what the scanner stumbled over."""
        severity, code, message, fix = SLIPS[slip.kind]
        self.add(severity, code, slip.start, message, fix)


SLIPS: dict[str, tuple[Severity, str, str, str]] = {
    "mustache": (
        Severity.ERROR,
        "C2002",
        "this {{ has no }}; it is shown as it is written",
        "write the missing }}, or {{'{{'}} for the two characters",
    ),
    "tag": (Severity.ERROR, "C2003", "this tag has no >", "write the missing >"),
    "quote": (
        Severity.ERROR,
        "C2004",
        "this quotation mark has no second one; the value is taken to end with the line",
        "write the missing quotation mark",
    ),
    "meta": (
        Severity.WARNING,
        "C2005",
        "WXML knows no declarations; this one is left out",
        "remove it",
    ),
    "character": (
        Severity.WARNING,
        "C2006",
        "this character cannot stand in a tag; it is left out",
        "remove it",
    ),
    "unquoted": (
        Severity.WARNING,
        "C2007",
        "a value without quotation marks",
        "write quotation marks around it",
    ),
    "value": (Severity.WARNING, "C2008", "a value is missing behind this =", "write one, or no ="),
    "comment": (
        Severity.WARNING,
        "C2009",
        "a comment within a tag; WeChat does not take that",
        "move it in front of the tag",
    ),
    "close": (Severity.WARNING, "C2010", "this end tag has no >", "write the missing >"),
}
