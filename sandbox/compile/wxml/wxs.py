r"""WXS: the scripts of templates, made into functions that a chunk can hold.

WXS is JavaScript of 2009 with names of its own (getRegExp, getDate) and without JavaScript's
globals. The wrapper gives it exactly the names in `NAMES`; every other name it uses without
declaring it belongs to the module alone: `with` asks a Proxy (sandbox/runtime/src/logic) for it.
`x.constructor` is a text in WXS ("Array"), which many libraries compare with: it becomes
`x[$constructor]`, a symbol that the runtime gives such an answer. And a string that getRegExp is
called with keeps its backslashes: libraries write `getRegExp('^\d+$')`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import msgspec

from sandbox.compile.diagnostics import position
from sandbox.compile.wxml.links import Links
from sandbox.compile.wxml.report import Report
from sandbox.compile.wxml.scan import BRACKETS

NAMES = (
    *("require", "module", "exports", "getRegExp", "getDate", "console", "Math", "JSON"),
    *("Number", "Date", "NaN", "Infinity", "parseInt", "parseFloat", "isNaN", "isFinite"),
    *("decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "$constructor"),
)
"""The same as sandbox/runtime/src/shared/wxs_names.json."""

HEAD = f"function($names){{with($names)return function({','.join(NAMES)}){{\n"
TAIL = "\n}}"

TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*(?:.|\n)*?(?:\*/|\Z))"
    r"|(?P<string>\"(?:\\(?:.|\n)|[^\"\\\n])*\"?|'(?:\\(?:.|\n)|[^'\\\n])*'?"
    r"|`(?:\\(?:.|\n)|[^`\\])*`?)"
    r"|(?P<word>[A-Za-z_$\u0080-\uffff][\w$]*)"
    r"|(?P<number>\.?\d[\w.]*)"
    r"|(?P<sign>(?:.|\n))"
)
REGULAR = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
OF_STRINGS = frozenset("\\\"'`\n")
"""What a backslash stands before for the string's sake."""
CLOSING = {closing: opening for opening, closing in BRACKETS.items()}
NAMES_IN_WXS = frozenset(("class", "enum", "extends", "super"))
"""Words of JavaScript that WXS has no use for: `function (class) { … }` is right there."""
MODULE_WORDS = frozenset(("import", "export"))
STATEMENT_ENDS = frozenset(";{})")
WORDS = "return typeof case in of delete void instanceof new else do throw"
BEFORE_VALUE = frozenset(WORDS.split())
"""Words behind which a / begins a regular expression."""

CheckScript = Callable[[str], tuple[str, int, int] | None]
"""Parses a text as a function's body: None, or what is wrong with its line and column (from 1)."""


class CompiledScript(msgspec.Struct, frozen=True):
    """One WXS module. `js` is a function expression; the author's line `line` (from 1) of the
    file `path` is its second line, and all his lines follow as he wrote them."""

    id: str
    js: str
    path: str
    line: int


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    start: int


class Cut(msgspec.Struct, frozen=True):
    """A script's own text, rewritten except for what it requires: `parts` stand between those."""

    parts: tuple[str, ...]
    required: tuple[tuple[str, int], ...]
    """What stands in each `require("…")`, and its offset in the text."""
    wrong: tuple[str, int, int] | None
    """What keeps it from being read, with line and column from 1."""


class Cutter:
    """Reads scripts, and remembers what it read: many templates use the same ones."""

    def __init__(self, check: CheckScript | None) -> None:
        self._check = check
        self._known: dict[str, Cut] = {}

    def cut(self, code: str) -> Cut:
        """One script's text."""
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = self._read(code)
        return known

    def _read(self, code: str) -> Cut:
        parts: list[str] = []
        out: list[str] = []
        read: list[str] = []
        required: list[tuple[str, int]] = []
        before: list[_Token] = []
        brackets = _Brackets()
        for token in tokens(code):
            brackets.see(token)
            read.append(token.text)
            if token.kind == "space":
                out.append(token.text)
                continue
            if before and _is_plain_name(before, token):
                word = before[-1].text
                _replace_last(out, word, f"${word}")
                _replace_last(read, word, "$" * len(word))  # each place stays where it was
            if token.text == "constructor" and before and before[-1].text == ".":
                _replace_last(out, ".", "[")
                out.append("$constructor]")
            elif token.kind == "string" and _is_given_to("getRegExp", before):
                out.append(ESCAPE.sub(_kept, token.text))
            elif token.kind == "string" and _is_given_to("require", before):
                required.append((token.text[1:-1], token.start))
                parts.append("".join(out))
                out.clear()
            else:
                out.append(token.text)
            before = [*before[-2:], token]
        parts.append("".join(out))
        wrong = brackets.wrong()
        if wrong is not None:
            return Cut(("",), (), (wrong[0], *position(code, wrong[1])))
        checked = self._check("".join(read)) if self._check else None
        if checked is not None:
            return Cut(("",), (), checked)
        return Cut(tuple(parts), tuple(required), None)


class ScriptCompiler:
    """Compiles the scripts that one template reaches."""

    def __init__(self, links: Links, cutter: Cutter) -> None:
        self._links = links
        self._cutter = cutter
        self.scripts: dict[str, CompiledScript] = {}
        self.reports: list[Report] = []

    def add_file(self, script: str) -> None:
        """Compile a file (path without suffix, which is there) and what it requires."""
        if script in self.scripts:
            return
        path = f"{script}.wxs"
        source = self._links.text(path) or ""
        report = Report(path, source)
        self.reports.append(report)
        self.add(script, path, source, 0, len(source), report)

    def add_empty(self, script: str) -> None:
        """Stand in for a file that is not there."""
        self.scripts.setdefault(script, CompiledScript(script, HEAD + TAIL, f"{script}.wxs", 1))

    def add(
        self, script: str, path: str, source: str, start: int, end: int, report: Report
    ) -> None:
        """Compile what stands between two offsets of a source under the id `script`."""
        first = source.count("\n", 0, start) + 1
        cut = self._cutter.cut(source[start:end])
        if cut.wrong is not None:
            message, line, column = cut.wrong
            offset = _offset(source, start, line, column)
            report.error("C2018", offset, f"this WXS cannot be read: {message}")
        found = [self._links.find(path, name, ".wxs") for name, _ in cut.required]
        ids = [json.dumps(target) for target, _ in found]
        code = "".join(part for pair in zip(cut.parts, [*ids, ""], strict=True) for part in pair)
        self.scripts[script] = CompiledScript(script, HEAD + code + TAIL, path, first)
        for (target, there), (name, at) in zip(found, cut.required, strict=True):
            if there:
                self.add_file(target)
            else:
                report.error("C2019", start + at, f"there is no WXS file {name} here")
                self.add_empty(target)


def tokens(code: str) -> Iterator[_Token]:
    """Tokens of JavaScript, as far as it takes to know what is a string and what is a name.

    Together they are the whole text.
    """
    at, last = 0, _Token("sign", ";", 0)
    while at < len(code):
        found = TOKEN.match(code, at)
        if found is None:
            raise AssertionError("TOKEN takes any character")
        kind, text = found.lastgroup or "sign", found.group()
        if text == "/" and _value_may_follow(last):
            regular = REGULAR.match(code, at)
            if regular:
                kind, text = "string", regular.group()
        token = _Token(kind, text, at)
        yield token
        if kind != "space":
            last = token
        at += len(text)


class _Brackets:
    """Finds what would reach beyond a script, or break its chunk: an open comment, string or
    bracket, and the words of ECMAScript's modules."""

    def __init__(self) -> None:
        self._waiting: list[_Token] = []
        self._wrong: tuple[str, int] | None = None
        self._starts = True
        """Whether a statement may begin here."""

    def see(self, token: _Token) -> None:
        text, kind = token.text, token.kind
        if self._wrong is not None:
            return
        if self._starts and text in MODULE_WORDS:
            self._wrong = (f"WXS knows no {text}; use require and module.exports", token.start)
        self._starts = "\n" in text or self._starts if kind == "space" else text in STATEMENT_ENDS
        if kind == "space":
            if text.startswith("/*") and not (len(text) > 3 and text.endswith("*/")):
                self._wrong = ("this comment has no end", token.start)
        elif kind == "string":
            if text[0] in "\"'`" and (len(text) < 2 or text[-1] != text[0]):
                self._wrong = ("this string has no end", token.start)
        elif text in BRACKETS:
            self._waiting.append(token)
        elif text in CLOSING and (not self._waiting or CLOSING[text] != self._waiting.pop().text):
            self._wrong = (f"this {text} closes nothing", token.start)

    def wrong(self) -> tuple[str, int] | None:
        """What is wrong and where, once all tokens were seen."""
        if self._wrong is None and self._waiting:
            return f"this {self._waiting[-1].text} is not closed", self._waiting[-1].start
        return self._wrong


def _value_may_follow(last: _Token) -> bool:
    if last.kind == "word":
        return last.text in BEFORE_VALUE
    return last.kind == "sign" and last.text not in ")]}"


def _is_plain_name(before: list[_Token], after: _Token) -> bool:
    """Whether the last token is one of JavaScript's words, used as a name: WXS allows that."""
    word = before[-1]
    if word.text not in NAMES_IN_WXS or (len(before) > 1 and before[-2].text == "."):
        return False
    if after.text == ":":
        return len(before) > 1 and before[-2].text not in ("{", ",")
    return after.kind != "word" and after.text != "{"


def _is_given_to(function: str, before: list[_Token]) -> bool:
    """Whether the string to come is what `function(` is called with first."""
    names = [token.text for token in before]
    return names[-2:] == [function, "("] and names[-3:-2] != ["."]


def _kept(escape: re.Match[str]) -> str:
    r"""An escape in a pattern: '\d' means digits in WXS, where JavaScript would drop the sign."""
    return escape[0] if escape[1] in OF_STRINGS else f"\\{escape[0]}"


def _replace_last(out: list[str], old: str, new: str) -> None:
    at = len(out) - 1
    while out[at] != old:
        at -= 1
    out[at] = new


def _offset(source: str, start: int, line: int, column: int) -> int:
    at = start
    for _ in range(line - 1):
        at = source.find("\n", at) + 1
    return at + column - 1
