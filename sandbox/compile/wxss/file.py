"""One WXSS file by itself: its rules as CSS, and where it imports others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import tinycss2
from tinycss2 import ast
from tinycss2.serializer import serialize_identifier

from sandbox.compile.diagnostics import Diagnostic, Diagnostics
from sandbox.compile.wxss.imports import ended_import, import_target
from sandbox.compile.wxss.rpx import whole_pixels
from sandbox.compile.wxss.selectors import BadSelector, Selectors
from sandbox.compile.wxss.values import BadValue, Values, is_rpx

LINE_COMMENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?"
    r"|url\(\s*[^\"'\s)][^)]*\)?|(?P<comment>(?<!:)//[^\n]*)",
    re.DOTALL | re.IGNORECASE,
)
KEYFRAMES = re.compile(r"-?(?:\w+-)?keyframes", re.ASCII)
RULE_LISTS = frozenset(
    ("media", "supports", "document", "-moz-document", "layer", "container", "scope")
)
"""At-rules that hold rules."""


class Import(msgspec.Struct, frozen=True):
    """An @import; what it names comes in its place."""

    address: str | None
    media: str
    """The condition under which it counts; "" for always."""
    line: int
    column: int


class CompiledFile(msgspec.Struct, frozen=True):
    """One file's rules, in order."""

    pieces: tuple[str | Import, ...]
    assets: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    unscoped: tuple[int, int] | None
    """Line and column of the first tag, id or attribute in a selector."""
    data_attributes: frozenset[str]
    """Names of the `data-…` attributes in its selectors, in lower case."""


def compile_file(path: str, source: str, scope: str | None, host: str) -> CompiledFile:
    """Compile the rules of one file; see `compile_sheet`."""
    try:
        return _File(path, scope, host).compile(source)
    except RecursionError:
        found = Diagnostics()
        found.error("C3010", path, "brackets are nested too deeply in this sheet")
        return CompiledFile((), frozenset(), tuple(found), None, frozenset())


def without_line_comments(source: str) -> str:
    """A source with spaces for `// …` up to the line's end: no CSS, but common in WXSS."""
    return LINE_COMMENT.sub(
        lambda found: " " * len(found[0]) if found["comment"] else found[0], source
    )


class _File:
    def __init__(self, path: str, scope: str | None, host: str) -> None:
        self._path = path
        self._values = Values(path)
        self._selectors = Selectors(scope, host)
        self._found = Diagnostics()

    def compile(self, source: str) -> CompiledFile:
        text = without_line_comments(source) if "//" in source else source
        pieces: list[str | Import] = []
        rules: list[str] = []
        for node in self._statements(text):
            if isinstance(node, ast.AtRule) and node.lower_at_keyword == "import":
                pieces += ["".join(rules), self._import(node)]
                rules.clear()
            else:
                rules.append(self._rule(node))
        pieces.append("".join(rules))
        loose = self._selectors.unscoped
        return CompiledFile(
            tuple(piece for piece in pieces if piece),
            frozenset(self._values.assets),
            tuple(self._found),
            (loose.source_line, loose.source_column) if loose is not None else None,
            frozenset(self._selectors.data_attributes),
        )

    def _statements(self, source: str | Sequence[ast.Node]) -> Iterator[ast.Node]:
        """Rules in order, those too that stand behind an @import without its `;`."""
        for node in tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True):
            rule, swallowed = ended_import(node)
            yield rule
            if swallowed:
                self._found.warning(
                    "C3011",
                    self._path,
                    "this @import has no ; at its end",
                    line=node.source_line,
                    column=node.source_column,
                    fix="write it; browsers drop the @import and the rule behind it",
                )
                yield from self._statements(swallowed)

    def _import(self, node: ast.AtRule) -> Import:
        address, condition = import_target(node.prelude)
        try:
            media = self._values.text(condition, hairlines=False)
        except BadValue as bad:
            self._wrong(bad.line, bad.column, "this condition cannot be read")
            media = ""
        return Import(address, media, node.source_line, node.source_column)

    def _rule(self, node: ast.Node, *, nested: bool = False) -> str:
        """A rule; "" when nothing is left of it. `nested`: it stands in a style rule."""
        if isinstance(node, ast.QualifiedRule):
            return self._style(node)
        if isinstance(node, ast.AtRule):
            return self._at_rule(node, nested)
        if isinstance(node, ast.ParseError):
            self._wrong(node.source_line, node.source_column, "this is no rule")
        return ""

    def _style(self, node: ast.QualifiedRule) -> str:
        prelude = self._without_stray_ends(node.prelude)
        try:
            selector = self._selectors.text(node, prelude)
        except BadSelector as bad:
            self._wrong(bad.line, bad.column, f"a rule whose selector cannot be read ({bad})")
            return ""
        content = self._content(node.content)
        return f"{selector}{{{content}}}" if content else ""

    def _content(self, nodes: Sequence[ast.Node]) -> str:
        """Declarations with `;` between them, and rules nested there."""
        parts: list[str] = []
        needs_end = False
        for node in tinycss2.parse_blocks_contents(nodes, skip_comments=True, skip_whitespace=True):
            if isinstance(node, ast.ParseError):
                self._left_out(*_statement_start(nodes, node))
                continue
            if isinstance(node, ast.Declaration):
                text = self._declaration(node)
            else:
                self._tell_nested(node)
                text = self._rule(node, nested=True)
            if text:
                parts.append(f";{text}" if needs_end else text)
                needs_end = isinstance(node, ast.Declaration)
        return "".join(parts)

    def _declaration(self, node: ast.Declaration) -> str:
        try:
            value = self._values.text(node.value)
        except BadValue as bad:
            self._left_out(bad.line, bad.column)
            return ""
        if not value and not node.name.startswith("--"):
            self._left_out(node.source_line, node.source_column)
            return ""
        if node.lower_name == "line-height" and is_rpx(node.value):
            value = whole_pixels(value)
        return f"{node.name}:{value or ' '}{'!important' if node.important else ''}"

    def _at_rule(self, node: ast.AtRule, nested: bool) -> str:
        name = node.lower_at_keyword
        if name in ("charset", "namespace"):
            return ""
        if name == "import":
            self._wrong(
                node.source_line, node.source_column, "an @import within another rule does nothing"
            )
            return ""
        try:
            prelude = self._values.text(node.prelude, hairlines=False)
        except BadValue as bad:
            self._wrong(bad.line, bad.column, f"@{node.at_keyword} cannot be read")
            return ""
        head = f"@{serialize_identifier(node.at_keyword)}"
        head += f" {prelude}" if prelude else ""
        if node.content is None:
            return f"{head};"
        if name in RULE_LISTS and not nested:
            rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            content = "".join(self._rule(rule) for rule in rules)
        elif KEYFRAMES.fullmatch(name):
            content = "".join(self._frames(node.content))
        else:
            content = self._content(node.content)
        return f"{head}{{{content}}}" if content else ""

    def _frames(self, nodes: Iterable[ast.Node]) -> Iterable[str]:
        for node in tinycss2.parse_rule_list(nodes, skip_comments=True, skip_whitespace=True):
            if not isinstance(node, ast.QualifiedRule):
                self._left_out(node.source_line, node.source_column)
                continue
            try:
                moment = self._values.text(node.prelude)
            except BadValue as bad:
                self._left_out(bad.line, bad.column)
                continue
            yield f"{moment}{{{self._content(node.content)}}}"

    def _without_stray_ends(self, prelude: Sequence[ast.Node]) -> Sequence[ast.Node]:
        """A rule's prelude without the `}`s before it that end nothing."""
        for index in range(len(prelude) - 1, -1, -1):
            node = prelude[index]
            if isinstance(node, ast.ParseError) and node.kind == "}":
                self._found.warning(
                    "C3006",
                    self._path,
                    "this } ends nothing",
                    line=node.source_line,
                    column=node.source_column,
                    fix="remove it; WeChat refuses the sheet as it is",
                )
                return prelude[index + 1 :]
        return prelude

    def _tell_nested(self, node: ast.Node) -> None:
        if isinstance(node, ast.QualifiedRule):
            self._found.warning(
                "C3007",
                self._path,
                "a rule within a rule",
                line=node.source_line,
                column=node.source_column,
                fix="write the } that is missing before it; WXSS knows no nesting",
            )

    def _wrong(self, line: int, column: int, message: str) -> None:
        self._found.warning(
            "C3008", self._path, f"{message}; it is left out", line=line, column=column
        )

    def _left_out(self, line: int, column: int) -> None:
        self._found.warning(
            "C3009",
            self._path,
            "this declaration cannot be read; it is left out",
            line=line,
            column=column,
        )


def _statement_start(nodes: Sequence[ast.Node], error: ast.ParseError) -> tuple[int, int]:
    """Line and column where the declaration begins in which the parser gave up."""
    end = (error.source_line, error.source_column)
    start: tuple[int, int] | None = None
    for node in nodes:
        place = (node.source_line, node.source_column)
        if place >= end:
            break
        if isinstance(node, ast.LiteralToken) and node.value == ";":
            start = None
        elif start is None and node.type not in ("whitespace", "comment"):
            start = place
    return start or end
