"""Which files of a source folder go into a package."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from bridge.errors import BuildError
from sandbox.package.limits import DEFAULT_LIMITS, Limits

IGNORE_FILE = ".maignore"
_NEVER = frozenset({"node_modules", "__pycache__", "Thumbs.db", "desktop.ini"})
_PACKAGE_SUFFIX = ".ma"


def read_folder(
    folder: Path, limits: Limits = DEFAULT_LIMITS, *, everything: bool = False
) -> dict[str, bytes]:
    """Read a source folder: path in the package → bytes, sorted by path.

    Left out, unless `everything`: names that begin with a dot, `node_modules`, `__pycache__`,
    packages (`*.ma`), and what `.maignore` names. Links and special files are refused, not
    followed: what is packed is what stands in the folder.
    Raises BuildError.
    """
    if not folder.is_dir():
        raise BuildError(f"{folder} is not a folder", path=str(folder))
    rules = _Ignored((), ()) if everything else _read_ignored(folder)
    files: dict[str, bytes] = {}
    total_bytes = 0
    for path, place in sorted(_walk(folder, folder, rules, everything)):
        total_bytes += place.stat().st_size
        if total_bytes > limits.content_bytes or len(files) >= limits.files:
            raise BuildError(
                f"{folder} holds more than {limits.files} files or {limits.content_bytes} bytes; "
                f"is it the right folder? Leave files out by {IGNORE_FILE}",
                path=str(folder),
            )
        try:
            files[path] = place.read_bytes()
        except OSError as error:
            raise BuildError(f"{path}: {error.strerror}", path=path) from error
    return files


class _Ignored:
    """The rules of a `.maignore`: `patterns` leave out, `kept` (lines with `!`) take in again."""

    def __init__(self, patterns: tuple[re.Pattern[str], ...], kept: tuple[re.Pattern[str], ...]):
        self._patterns = patterns
        self._kept = kept

    def leaves_out(self, path: str) -> bool:
        return any(rule.fullmatch(path) for rule in self._patterns) and not any(
            rule.fullmatch(path) for rule in self._kept
        )


def _walk(root: Path, folder: Path, rules: _Ignored, everything: bool) -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            place = Path(entry.path)
            path = place.relative_to(root).as_posix()
            if not everything and _left_out(entry.name, path, rules):
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                found.extend(_walk(root, place, rules, everything))
            elif stat.S_ISREG(mode):
                found.append((path, place))
            else:
                raise BuildError(
                    f"{path} is a link or a special file; put a copy in its place, or leave it "
                    f"out by {IGNORE_FILE}",
                    path=path,
                )
    return found


def _left_out(name: str, path: str, rules: _Ignored) -> bool:
    if name.startswith(".") or name in _NEVER or name.endswith(_PACKAGE_SUFFIX):
        return True
    return rules.leaves_out(path)


def _read_ignored(folder: Path) -> _Ignored:
    """`.maignore`: a pattern a line, `#` for remarks, `!` to take in again.

    As in `.gitignore`, in the parts everybody uses: `*` and `?` within a name, `**` across
    folders; a pattern with a slash counts from the root, another at every depth; a folder's name
    covers what is in it.
    """
    try:
        text = (folder / IGNORE_FILE).read_text("utf-8")
    except FileNotFoundError:
        return _Ignored((), ())
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{IGNORE_FILE} cannot be read: {error}", path=IGNORE_FILE) from error
    lines = [line.strip() for line in text.splitlines()]
    rules = [line for line in lines if line and not line.startswith("#")]
    return _Ignored(
        tuple(_pattern(rule) for rule in rules if not rule.startswith("!")),
        tuple(_pattern(rule[1:]) for rule in rules if rule.startswith("!")),
    )


def _pattern(rule: str) -> re.Pattern[str]:
    anchored = "/" in rule.rstrip("/")
    pieces = re.split(r"(\*\*/?|\*|\?)", rule.strip("/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(wild.get(piece) or re.escape(piece) for piece in pieces)
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{body}(?:/.*)?")
