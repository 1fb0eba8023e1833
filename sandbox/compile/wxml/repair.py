"""One WXML source rewritten so that glass-easel reads it as WeChat does.

glass-easel's parser is stricter in some places, laxer in others and decodes what WeChat does not
(see `attributes`, `texts`). The rewriting also takes WXS out (it becomes a script of its own),
makes the paths of import, include and wxs absolute, and puts the content of an `include` that
stands in a loop in its place, because WeChat lets that see the loop's variables.
"""

from __future__ import annotations

import re

import msgspec

from sandbox.compile.wxml.assets import Assets
from sandbox.compile.wxml.attributes import COLON, quoted, repair_attributes, value_of
from sandbox.compile.wxml.edits import Edited, Edits
from sandbox.compile.wxml.links import Links
from sandbox.compile.wxml.names import LEAVES, STRUCTURE
from sandbox.compile.wxml.report import Report
from sandbox.compile.wxml.scan import CloseTag, OpenTag, Piece, Scanner, Script, Text
from sandbox.compile.wxml.texts import repair_text
from sandbox.compile.wxml.wxs import ScriptCompiler

SUFFIX = ".wxml"
NOTHING = "<!---->"
"""Stands for what is left out: without it, the texts around it could become something else."""
BYTE_ORDER_MARK = "\ufeff"


class Open(msgspec.Struct):
    """A tag that waits for its end tag."""

    tag: OpenTag
    name: str
    """What it is called in the outcome."""
    scoped: bool
    """Whether it or a tag around it names variables of a loop or slot."""
    in_template: bool
    """Whether it stands in (or is) `<template name>`."""


class Reached(msgspec.Struct):
    """What a source was found to use."""

    tags: set[str] = msgspec.field(default_factory=set)
    assets: set[str] = msgspec.field(default_factory=set)
    templates: set[str] = msgspec.field(default_factory=set)
    """Files imported and included, without suffix, that are there."""


class Repair:
    """Rewrites one source. `run` may be called once."""

    def __init__(
        self,
        path: str,
        source: str,
        links: Links,
        scripts: ScriptCompiler,
        *,
        is_component: bool,
        within: tuple[str, ...] = (),
    ) -> None:
        """`path` has no suffix. `within`: the files that this one is put into, outermost first;
        then only what shows at that place is kept."""
        self.report = Report(path + SUFFIX, source)
        self.reached = Reached()
        self.imports: dict[str, None] = {}
        """Files whose content was put in place here: their templates are used here too."""
        self._path = path
        self._source = source if not within else without_templates(source)
        self._links = links
        self._scripts = scripts
        self._assets = Assets(self.report.path, rewrite=is_component and not within)
        self._template_assets = Assets(self.report.path, rewrite=False)
        self._within = within
        self._edits = Edits(self._source)
        self._open: list[Open] = []
        self._modules: set[str] = set()

    def run(self) -> Edited:
        """The rewritten source; findings are in `report`."""
        scanner = Scanner(self._source)
        for piece in scanner.pieces():
            self._piece(piece)
        if self._source.startswith(BYTE_ORDER_MARK):
            self._edits.replace(0, 1, "")
        while self._open:
            self._leave_open(len(self._source))
        for slip in scanner.slips:
            if slip.kind in ("character", "comment", "space"):
                self._edits.replace(slip.start, slip.end, " ")
            if slip.kind != "space":
                self.report.slip(slip)
        for target in self.imports if not self._within else ():
            tag = f'<import src="/{quoted(target)}"/>'
            self._edits.insert(len(self._source), tag, foreign=True)
        self.reached.assets |= self._assets.found | self._template_assets.found
        return self._edits.apply()

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, OpenTag):
            self._open_tag(piece)
        elif isinstance(piece, CloseTag):
            self._close_tag(piece)
        elif isinstance(piece, Text):
            repair_text(self._source, piece.start, piece.end, self._edits)
        elif isinstance(piece, Script):
            self._edits.replace(piece.start, piece.end, "")
        else:
            self._edits.replace(piece.start, piece.end, NOTHING)

    # Tags

    def _open_tag(self, tag: OpenTag) -> None:
        above = self._open[-1] if self._open else None
        names = [attribute.name for attribute in tag.attributes]
        own_scope = any(name.startswith(("wx:for", "slot:")) for name in names)
        own_template = tag.name == "template" and "name" in names
        entry = Open(
            tag,
            tag.name.replace(":", COLON),
            scoped=own_scope or (above is not None and above.scoped),
            in_template=own_template or (above is not None and above.in_template),
        )
        values: dict[str, str | None] = {}
        content = ""
        if tag.name in ("import", "include"):
            content = self._linked(entry, values)
        elif tag.name == "wxs":
            if not self._wxs(tag, values):
                entry.name, values["module"], values["src"] = "block", None, None
        elif tag.name not in STRUCTURE:
            assets = self._template_assets if entry.in_template else self._assets
            values.update(assets.values(tag, self._source))
            self._use(tag)
        self._write(entry, values, content)

    def _write(self, entry: Open, values: dict[str, str | None], content: str) -> None:
        """Edit a start tag; `content` is put behind it."""
        tag, edits = entry.tag, self._edits
        edits.replace(tag.start + 1, tag.name_start, "")
        if entry.name != tag.name:
            edits.replace(tag.name_start, tag.name_start + len(tag.name), entry.name)
        repair_attributes(tag, self._source, edits, self.report, values)
        if not tag.complete:
            edits.insert(tag.end, ">")
        if tag.closed:
            slash = self._source.rindex("/", tag.start, tag.end)
            edits.replace(slash, tag.end, ">" if content else "/>")
        if content:
            end = f"</{entry.name}>" if tag.closed else ""
            edits.insert(tag.end, content + end, foreign=True)
        if not tag.closed:
            self._open.append(entry)

    def _close_tag(self, tag: CloseTag) -> None:
        if not any(entry.tag.name == tag.name for entry in self._open):
            self.report.warning(
                "C2020", tag.start, f"nothing is open that </{tag.name}> could end", "remove it"
            )
            self._edits.replace(tag.start, tag.end, NOTHING)
            return
        while self._open[-1].tag.name != tag.name:
            self._leave_open(tag.start)
        self._edits.replace(tag.start, tag.end, f"</{self._open.pop().name}>")

    def _leave_open(self, at: int) -> None:
        """The innermost open tag has no end tag: it ends at `at`, or at once if that is likely."""
        entry = self._open.pop()
        tag = entry.tag
        if tag.name in LEAVES:
            self.report.warning(
                "C2021",
                tag.start,
                f"<{tag.name}> has no end tag; it is read as <{tag.name}/>",
                f"write <{tag.name} … />; WeChat refuses it as it is",
            )
            self._edits.insert(tag.end, f"</{entry.name}>")
            return
        self.report.warning(
            "C2022",
            tag.start,
            f"<{tag.name}> has no end tag; it ends where what is around it ends",
            f"write </{tag.name}>; WeChat refuses it as it is",
        )
        self._edits.insert(at, f"</{entry.name}>")

    def _use(self, tag: OpenTag) -> None:
        self.reached.tags.add(tag.name)
        for attribute in tag.attributes:
            if attribute.name.startswith("generic:"):
                chosen = value_of(tag, attribute.name, self._source)
                if chosen:
                    self.reached.tags.add(chosen)

    # Other files

    def _linked(self, entry: Open, values: dict[str, str | None]) -> str:
        """`<import>` or `<include>`; the answer is content to be put behind the tag."""
        tag = entry.tag
        src = value_of(tag, "src", self._source)
        if not src:
            self.report.warning(
                "C2023",
                tag.start,
                f"<{tag.name}> without a file in src",
                "name one; an address made of {{ }} is not possible here",
            )
            entry.name, values["src"] = "block", None
            return ""
        target, there = self._links.find(self.report.path, src, SUFFIX)
        values["src"] = f"/{target}"
        if not there:
            self.report.warning(
                "C2024", tag.start, f"there is no file {src} here; nothing comes of it"
            )
        else:
            self.reached.templates.add(target)
            if tag.name == "include" and (entry.scoped or self._within):
                entry.name, values["src"] = "block", None
                return self._content(target, tag.start)
        return ""

    def _content(self, target: str, at: int) -> str:
        """What a file shows, to be put in place here."""
        if target == self._path or target in self._within:
            self.report.warning("C2025", at, f"{target}{SUFFIX} includes itself", "remove this")
            return ""
        inner = Repair(
            target,
            self._links.text(target + SUFFIX) or "",
            self._links,
            self._scripts,
            is_component=False,
            within=(*self._within, self._path),
        )
        text = inner.run().text
        self.reached.tags |= inner.reached.tags
        self.reached.assets |= inner.reached.assets
        self.reached.templates |= inner.reached.templates
        self.imports.update(inner.imports)
        self.imports[target] = None
        return text

    def _wxs(self, tag: OpenTag, values: dict[str, str | None]) -> bool:
        """`<wxs>`; whether it is one that counts."""
        module = value_of(tag, "module", self._source)
        src = value_of(tag, "src", self._source)
        if not module or not re.fullmatch(r"\w+", module, re.ASCII):
            self.report.error(
                "C2026",
                tag.start,
                "<wxs> needs a module name of letters, digits and _",
                'write <wxs module="name" …>',
            )
            return False
        if module in self._modules:
            self.report.warning(
                "C2027", tag.start, f"there are two WXS modules {module}; the first one counts"
            )
            return False
        self._modules.add(module)
        script = self._script(tag, module, src)
        values["src"] = f"/{script}"
        if src is None:
            self._edits.insert(tag.name_start + len("wxs"), f' src="/{quoted(script)}"')
        return True

    def _script(self, tag: OpenTag, module: str, src: str | None) -> str:
        """The id of a `<wxs>` tag's script, which is compiled."""
        if src is None:
            script = f"{self._path}#{module}"
            start = tag.end
            end = start if tag.closed else Scanner.script_end(self._source, start)
            self._scripts.add(script, self.report.path, self._source, start, end, self.report)
            return script
        script, there = self._links.find(self.report.path, src, ".wxs")
        if there:
            self._scripts.add_file(script)
        else:
            self.report.error("C2028", tag.start, f"there is no WXS file {src} here")
            self._scripts.add_empty(script)
        return script


def without_templates(source: str) -> str:
    """A source whose `<template name>`s are blank: they are no part of what it shows itself."""
    parts: list[str] = []
    at = depth = 0
    for piece in Scanner(source).pieces():
        if isinstance(piece, OpenTag) and piece.name == "template" and not piece.closed:
            named = any(attribute.name == "name" for attribute in piece.attributes)
            if not depth and named:
                parts.append(source[at : piece.start])
                at = piece.start
            depth += 1 if depth or named else 0
        elif isinstance(piece, CloseTag) and piece.name == "template" and depth:
            depth -= 1
            if not depth:
                parts.append("\n" * source.count("\n", at, piece.end))
                at = piece.end
    return "".join(parts) + ("" if depth else source[at:])
