"""What an @import names, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from tinycss2 import ast


def import_target(prelude: Sequence[ast.Node]) -> tuple[str | None, list[ast.Node]]:
    """The address in an @import, and the media it is for."""
    address, end = _address(prelude)
    rest = [one for one in prelude[end:] if one.type != "comment"]
    return address, rest if any(one.type != "whitespace" for one in rest) else []


def ended_import(node: ast.Node) -> tuple[ast.Node, list[ast.Node]]:
    """A rule, and what an @import took in because its `;` is missing; [] as a rule.

    CSS reads on to the next `;` or block, so that the @import and the rule behind it are both
    lost. Projects leave the `;` out all the same, and mean two rules.
    """
    if not isinstance(node, ast.AtRule) or node.lower_at_keyword != "import":
        return node, []
    cut = _missing_end(node)
    if cut is None:
        return node, []
    swallowed = list(node.prelude[cut:])
    if node.content is not None:
        last = node.prelude[-1]
        block = ast.CurlyBracketsBlock(last.source_line, last.source_column, node.content)
        swallowed.append(block)
    ended = ast.AtRule(
        node.source_line,
        node.source_column,
        node.at_keyword,
        node.lower_at_keyword,
        node.prelude[:cut],
        None,
    )
    return ended, swallowed


def _missing_end(node: ast.AtRule) -> int | None:
    """Where in the prelude the next rule begins; None where the @import ends as it should."""
    address, end = _address(node.prelude)
    if address is None:
        return None
    for index, one in enumerate(node.prelude[end:], end):
        if one.type == "at-keyword":
            return index
    if node.content is None:
        return None
    for index, one in enumerate(node.prelude[end:], end):
        if isinstance(one, ast.WhitespaceToken) and "\n" in one.value:
            return index
    return end


def _address(prelude: Sequence[ast.Node]) -> tuple[str | None, int]:
    """What an @import names, and the index of what follows it."""
    for index, node in enumerate(prelude):
        if isinstance(node, ast.StringToken | ast.URLToken):
            return node.value.strip() or None, index + 1
        if isinstance(node, ast.FunctionBlock) and node.lower_name == "url":
            for inner in node.arguments:
                if isinstance(inner, ast.StringToken):
                    return inner.value.strip() or None, index + 1
        if node.type not in ("whitespace", "comment"):
            break
    return None, len(prelude)
