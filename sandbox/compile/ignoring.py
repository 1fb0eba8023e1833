"""`packOptions` of project.config.json: which files WeChat's tools leave out of a package.

developers.weixin.qq.com, devtools/projectconfig, "packOptions".
"""

from __future__ import annotations

import enum
import re

import msgspec

from sandbox.compile.config.members import Members

_NEVER_FOLDERS = frozenset({"node_modules", "__pycache__"})


class RuleKind(enum.StrEnum):
    """How a rule's value is read."""

    FILE = "file"
    FOLDER = "folder"
    SUFFIX = "suffix"
    PREFIX = "prefix"
    REGEXP = "regexp"
    GLOB = "glob"


class IgnoreRule(msgspec.Struct, frozen=True):
    """One entry of `packOptions.ignore` or `.include`; paths count from the root."""

    kind: RuleKind
    value: str

    def covers(self, path: str) -> bool:
        """Whether the rule names this file."""
        value = self.value
        if self.kind not in (RuleKind.SUFFIX, RuleKind.REGEXP):
            value = value.removeprefix("./").removeprefix("/")
        match self.kind:
            case RuleKind.FILE:
                return path == value
            case RuleKind.FOLDER:
                return path.startswith(f"{value.rstrip('/')}/")
            case RuleKind.SUFFIX:
                return path.endswith(value)
            case RuleKind.PREFIX:
                return path.rpartition("/")[2].startswith(value) or path.startswith(value)
            case RuleKind.REGEXP:
                return re.search(self.value, path) is not None
            case RuleKind.GLOB:
                return _glob(value).fullmatch(path) is not None


def read_rules(pack: Members, name: str) -> tuple[IgnoreRule, ...]:
    """The rules of `packOptions.ignore` or `.include`; what cannot be read is a warning."""
    found = []
    for entry in pack.objects(name):
        kind, value = entry.text("type") or "", entry.text("value") or ""
        try:
            rule = IgnoreRule(RuleKind(kind.lower()), value)
            if rule.kind is RuleKind.REGEXP:
                re.compile(value)
        except (ValueError, re.error):
            entry.warn("C1062", f"packOptions.{name}: a rule of type {kind!r} cannot be read")
            continue
        if value:
            found.append(rule)
    return tuple(found)


def is_left_out(
    path: str, ignored: tuple[IgnoreRule, ...], included: tuple[IgnoreRule, ...]
) -> bool:
    """Whether the project's own rules keep a file out of the package; `include` wins."""
    return any(rule.covers(path) for rule in ignored) and not any(
        rule.covers(path) for rule in included
    )


def is_never_packed(name: str) -> bool:
    """Whether a file or folder of this name is never part of a mini-program."""
    return name.startswith(".") or name in _NEVER_FOLDERS


def _glob(pattern: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/?|\*|\?)", pattern)
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(wild.get(piece) or re.escape(piece) for piece in pieces))
