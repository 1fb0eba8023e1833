"""Values of declarations (and everything else that is neither a selector nor a rule), rewritten.

rpx becomes vw, `constant()` becomes `env()`, addresses of files in the package become absolute,
and white space that means nothing goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import tinycss2
from tinycss2 import ast

from sandbox.compile.files import join_path
from sandbox.compile.wxss.rpx import HAIRLINE_RPX, viewport_width

SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//|#")
PLAIN_URL = re.compile(r"[\w./?#=&%:;,@+~!$*-]+", re.ASCII)
BLOCKS = (ast.ParenthesesBlock, ast.SquareBracketsBlock, ast.CurlyBracketsBlock)
IMAGE_SETS = ("image-set", "-webkit-image-set")


class BadValue(Exception):
    """A value holds what CSS cannot read, such as a string without its end."""

    def __init__(self, node: ast.ParseError) -> None:
        super().__init__(node.message)
        self.line = node.source_line
        self.column = node.source_column


def is_rpx(value: Iterable[ast.Node]) -> bool:
    """Whether a declaration's value is one length in rpx."""
    parts = [node for node in value if node.type not in ("whitespace", "comment")]
    return len(parts) == 1 and all(
        isinstance(node, ast.DimensionToken) and node.lower_unit == "rpx" for node in parts
    )


class Values:
    """Rewrites the values of one file. `assets` are the package's files that it names."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.assets: set[str] = set()

    def text(self, nodes: Iterable[ast.Node], *, hairlines: bool = True) -> str:
        """Component values as text. `hairlines`: lengths below a pixel may become `max(…)`,
        which a media feature would not take. Raises BadValue."""
        return tinycss2.serialize(self._rewritten(nodes, hairlines=hairlines))

    def _rewritten(
        self, nodes: Iterable[ast.Node], *, hairlines: bool, images: bool = False
    ) -> list[ast.Node]:
        out: list[ast.Node] = []
        space: ast.Node | None = None
        for node in nodes:
            kind = node.type
            if kind == "whitespace":
                space = node
                continue
            if kind == "comment":
                continue
            if space is not None:
                if out and not _is_comma(out[-1]) and not _is_comma(node):
                    out.append(ast.WhitespaceToken(space.source_line, space.source_column, " "))
                space = None
            out.append(self._one(node, hairlines, images))
        return out

    def _one(self, node: ast.Node, hairlines: bool, images: bool) -> ast.Node:
        if isinstance(node, ast.DimensionToken):
            return _dimension(node, hairlines) if node.lower_unit == "rpx" else node
        if isinstance(node, ast.FunctionBlock):
            return self._function(node, hairlines)
        if isinstance(node, ast.URLToken):
            return self._url(node, node.value)
        if isinstance(node, ast.StringToken):
            return self._string(node) if images else node
        if isinstance(node, BLOCKS):
            node.content = self._rewritten(node.content, hairlines=hairlines)
        if isinstance(node, ast.ParseError):
            raise BadValue(node)
        return node

    def _function(self, node: ast.FunctionBlock, hairlines: bool) -> ast.Node:
        if node.lower_name == "url":
            strings = [one for one in node.arguments if isinstance(one, ast.StringToken)]
            return self._url(node, strings[0].value) if strings else node
        if node.lower_name == "constant":
            node.name = node.lower_name = "env"
        node.arguments = self._rewritten(
            node.arguments, hairlines=hairlines, images=node.lower_name in IMAGE_SETS
        )
        return node

    def _url(self, node: ast.Node, address: str) -> ast.Node:
        meant = self._address(address)
        if meant is None or not PLAIN_URL.fullmatch(meant):
            if meant is None:
                return node
            string = ast.StringToken(0, 0, meant, f'"{meant}"')
            return ast.FunctionBlock(node.source_line, node.source_column, "url", [string])
        return ast.URLToken(node.source_line, node.source_column, meant, f"url({meant})")

    def _string(self, node: ast.StringToken) -> ast.Node:
        meant = self._address(node.value)
        if meant is None:
            return node
        return ast.StringToken(node.source_line, node.source_column, meant, f'"{meant}"')

    def _address(self, address: str) -> str | None:
        """The absolute form of an address in the package; None when it may stay as it is."""
        plain = address.strip()
        if plain.startswith("//"):  # of the page's own scheme, which no server speaks here
            return f"https:{plain}"
        if not plain or SCHEME.match(plain):
            return None
        file, mark, rest = re.split(r"([?#]|$)", plain, maxsplit=1)
        path = join_path(self._path, file)
        if not path:
            return None
        self.assets.add(path)
        return f"/{path}{mark}{rest}".replace("\\", "/").replace('"', "%22")


def position_of(nodes: Sequence[ast.Node]) -> tuple[int, int]:
    """Line and column (from 1) of the first thing that is no white space."""
    for node in nodes:
        if node.type != "whitespace":
            return node.source_line, node.source_column
    return 1, 1


def _dimension(node: ast.DimensionToken, hairlines: bool) -> ast.Node:
    if "e" in node.representation.lower():
        return node  # WeChat does not read that either
    line, column = node.source_line, node.source_column
    number = viewport_width(node.value)
    length = ast.DimensionToken(line, column, float(number), None, number, "vw")
    if not hairlines or not 0 < abs(node.value) < HAIRLINE_RPX:
        return length
    pixel = "1" if node.value > 0 else "-1"
    bound = ast.DimensionToken(line, column, float(pixel), int(pixel), pixel, "px")
    comma = ast.LiteralToken(line, column, ",")
    name = "max" if node.value > 0 else "min"
    return ast.FunctionBlock(line, column, name, [bound, comma, length])


def _is_comma(node: ast.Node) -> bool:
    return isinstance(node, ast.LiteralToken) and node.value == ","
