"""What glass-easel says of a rewritten source, said of the source that its author wrote."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.compile.diagnostics import Severity
from sandbox.compile.wxml.edits import Edited
from sandbox.compile.wxml.engine import Finding
from sandbox.compile.wxml.report import Report

FIRST_CODE = 0x10001
EXPRESSION = ("C2001", "this expression cannot be read; nothing is shown for it")

# ParseErrorKind of glass-easel-template-compiler 0.12.1 (src/parse/mod.rs), from FIRST_CODE on.
# None: nothing that its author need know, or said better by the rewriting.
KINDS: tuple[tuple[Severity, str, str, str] | None, ...] = (
    (Severity.WARNING, "C2030", "an unexpected character", "remove it"),
    (Severity.ERROR, *EXPRESSION, "WXML takes JavaScript's operators, calls and literals only"),
    None,  # unknown meta tag
    (Severity.ERROR, "C2031", "this expression has no end", "write the missing }}"),
    None,  # illegal entity
    (Severity.ERROR, "C2032", "this tag is not complete", "write its >"),
    None,  # missing end tag
    None,  # illegal name prefix
    None,  # invalid attribute prefix
    None,  # invalid attribute name
    (
        Severity.WARNING,
        "C2033",
        "this value cannot be read; it is passed over",
        'data of a template has to be one expression: data="{{a, ...b}}"',
    ),
    (
        Severity.WARNING,
        "C2034",
        "this attribute does nothing on this tag",
        "wx:elif and wx:else have to follow the tag of their wx:if; put other attributes on a "
        "tag that shows something",
    ),
    None,  # duplicated attribute
    (Severity.WARNING, "C2035", "this name stands here twice", "remove one"),
    None,  # avoid uppercase letters
    None,  # unexpected whitespace
    (Severity.WARNING, "C2036", "a value is missing", "write one"),
    (Severity.WARNING, "C2037", "{{ }} means nothing here: the text is taken as it is", ""),
    (Severity.ERROR, "C2038", "this is no name", "names are letters, digits, _ and $"),
    (Severity.WARNING, "C2039", "this is no name that an expression could use", "choose another"),
    (
        Severity.WARNING,
        "C2040",
        "what stands in this tag is never shown",
        "remove it: slot, import, include and template is= show what they name",
    ),
    (Severity.ERROR, "C2041", "an escape sequence that JavaScript does not know", "correct it"),
    (Severity.ERROR, "C2042", "a condition needs both ? and :", "write a ? b : c"),
    (Severity.ERROR, "C2043", "a bracket is not closed", "write the missing ]"),
    (Severity.ERROR, "C2044", "a parenthesis is not closed", "write the missing )"),
    (
        Severity.WARNING,
        "C2045",
        "this template names nothing",
        'write name="…" to define one, is="…" to use one',
    ),
    None,  # missing source path
    (Severity.ERROR, "C2046", "WXML cannot do this", "write it another way"),
    None,  # should be quoted
    None,  # empty expression
    None,  # invalid end tag
)


def tell(findings: Iterable[Finding], edited: Edited, report: Report) -> None:
    """Add glass-easel's findings to a report."""
    lines: list[str] | None = None
    for finding in findings:
        index = finding.code - FIRST_CODE
        kind = KINDS[index] if 0 <= index < len(KINDS) else _unknown(finding)
        if kind is None:
            continue
        if lines is None:
            lines = edited.text.split("\n")
        origin = edited.origin(_offset(lines, finding.start_line, finding.start_column))
        if origin is not None:
            severity, code, message, fix = kind
            report.add(severity, code, origin, message, fix)


def _unknown(finding: Finding) -> tuple[Severity, str, str, str]:
    severity = Severity.ERROR if finding.is_error else Severity.WARNING
    return severity, "C2047", finding.message, ""


def _offset(lines: list[str], line: int, utf16_column: int) -> int:
    """The offset of a place that is given as glass-easel gives it: both from 0."""
    before = sum(len(text) + 1 for text in lines[:line])
    text = lines[line] if line < len(lines) else ""
    units = text.encode("utf-16-le", "surrogatepass")[: utf16_column * 2]
    return before + len(units.decode("utf-16-le", "ignore"))
