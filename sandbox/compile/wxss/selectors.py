"""Selectors, rewritten for the view's tree.

`view` is `<wx-view>` there and `page` is `<wx-page>`; what is `:root` to the author is the page's
host element; the classes of a scoped sheet have its scope before their names, as glass-easel's
StyleScopeManager writes them (`scope--name`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import tinycss2
from tinycss2 import ast

PLAIN_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
LISTS = frozenset(("not", "is", "where", "has", "matches", "any", "-webkit-any", "-moz-any"))
"""Pseudo-classes whose arguments are selectors."""
NTH = frozenset(("nth-child", "nth-last-child"))
"""Those that take `of` and selectors behind a formula."""
DATA = "data-"
COMBINATORS = frozenset(">+~,")
SIGNS = COMBINATORS | frozenset(".:*|&")


class BadSelector(Exception):
    """A selector that no browser takes."""

    def __init__(self, node: ast.Node, message: str) -> None:
        super().__init__(message)
        self.line = node.source_line
        self.column = node.source_column


class Selectors:
    """Rewrites the selectors of one sheet."""

    def __init__(self, scope: str | None, host: str) -> None:
        """`scope` None: classes stay as they are. `host` is the selector that `:host` becomes."""
        self._prefix = "" if scope is None else f"{_name(scope)}--"
        self._host = host
        self.unscoped: ast.Node | None = None
        """The first tag, id or attribute in a selector: no scope holds these back."""
        self.data_attributes: set[str] = set()
        """Names of the `data-…` attributes in selectors, in lower case."""

    def text(self, rule: ast.Node, prelude: Sequence[ast.Node]) -> str:
        """The selector list of a rule. Raises BadSelector."""
        text = self._list(prelude)
        if not text:
            raise BadSelector(rule, "there is none")
        if text[-1] in COMBINATORS:
            raise BadSelector(rule, f"it ends in {text[-1]}")
        return text

    def _list(self, nodes: Sequence[ast.Node]) -> str:
        parts: list[str] = []
        before = ","
        """The last sign, or "x" behind anything else."""
        space = False
        for node in nodes:
            if node.type in ("whitespace", "comment"):
                space = space or node.type == "whitespace"
                continue
            sign = node.value if isinstance(node, ast.LiteralToken) else "x"
            if space and before not in COMBINATORS and sign not in COMBINATORS:
                parts.append(" ")
                before = " "
            space = False
            if before == ":" and parts[-1] == ":" and _named(node, "host"):
                parts[-1] = self._host_with(node)
            elif before == ":" and parts[-1] == ":" and _named(node, "root"):
                parts.append("host")
            else:
                parts.append(self._one(node, before))
            before = sign
        if before in (".", ":"):
            raise BadSelector(nodes[-1], f"a name is missing behind {before}")
        return "".join(parts)

    def _one(self, node: ast.Node, before: str) -> str:
        if isinstance(node, ast.LiteralToken):
            if before in (".", ":") and before + node.value != "::":
                raise BadSelector(node, f"a name is missing behind {before}")
            if node.value not in SIGNS:
                raise BadSelector(node, f"{node.value} means nothing in it")
            return node.value
        if isinstance(node, ast.IdentToken):
            return self._ident(node, before)
        if isinstance(node, ast.FunctionBlock) and before == ":":
            return self._function(node)
        if isinstance(node, ast.HashToken | ast.SquareBracketsBlock) and before not in (".", ":"):
            self.unscoped = self.unscoped or node
            if isinstance(node, ast.SquareBracketsBlock):
                self._note_attribute(node)
            return tinycss2.serialize([node])
        raise BadSelector(node, "this is no selector")

    def _note_attribute(self, node: ast.SquareBracketsBlock) -> None:
        for inner in node.content:
            if isinstance(inner, ast.IdentToken):
                if inner.lower_value.startswith(DATA):
                    self.data_attributes.add(inner.lower_value)
                return

    def _ident(self, node: ast.IdentToken, before: str) -> str:
        name = _name(node.value)
        if before == ".":
            return self._prefix + name
        if before == ":":
            return name
        self.unscoped = self.unscoped or node
        return f"wx-{'page' if node.lower_value == 'page' else name}"

    def _function(self, node: ast.FunctionBlock) -> str:
        if node.lower_name in LISTS:
            inner = self._list(node.arguments)
        elif node.lower_name in NTH:
            inner = self._nth(node.arguments)
        else:
            inner = tinycss2.serialize(node.arguments).strip()
        return f"{_name(node.name)}({inner})"

    def _nth(self, arguments: Sequence[ast.Node]) -> str:
        for index, node in enumerate(arguments):
            if _named(node, "of"):
                formula = tinycss2.serialize(arguments[:index]).strip()
                return f"{formula} of {self._list(arguments[index + 1 :])}"
        return tinycss2.serialize(arguments).strip()

    def _host_with(self, node: ast.Node) -> str:
        if isinstance(node, ast.FunctionBlock):
            return f"{self._host}:is({self._list(node.arguments)})"
        return self._host


def _named(node: ast.Node, name: str) -> bool:
    if isinstance(node, ast.FunctionBlock):
        return node.lower_name == name
    return isinstance(node, ast.IdentToken) and node.lower_value == name


def _name(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else tinycss2.serialize_identifier(name)
