"""Search over the launcher's rows: by words, by pinyin and by initials. No Qt."""

from __future__ import annotations

import bisect
import importlib.util
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from host.shell.display_text import plain
from host.shell.launcher_rows import AppRow
from sandbox.decoding import readable

MAX_SPELLED_LETTERS = 12
"""Of a word that is looked for as pinyin: enough to know a name by, and a bound on the work."""
_PACKAGE = "pypinyin"
_TABLE = "pinyin_dict.json"
_MAX_SYLLABLES = 16
_SYLLABLE_LETTERS = 6
_SPELLED = re.compile(rf"[a-z]{{1,{MAX_SPELLED_LETTERS}}}")
_LATIN = re.compile(r"[a-z0-9]+")


def folded(text: str) -> str:
    """`text` for comparing: compatibility forms, case and accents do not matter."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class Spelling:
    """How Chinese characters are read, in letters without tones."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """`table` maps a code point, in decimal, to its readings with tone marks, the usual one
        first, separated by commas (pypinyin's pinyin_dict.json)."""
        self._table = table
        self._known: dict[str, tuple[str, ...]] = {}

    def readings(self, char: str) -> tuple[str, ...]:
        """Each way to read `char`, the usual one first; empty for what is not Chinese."""
        found = self._known.get(char)
        if found is None:
            marked = self._table.get(str(ord(char)), "").split(",")
            found = tuple(dict.fromkeys(letters for word in marked for letters in _letters(word)))
            self._known[char] = found
        return found

    def spelled(self, name: str) -> list[str]:
        """`name` as syllables parted by spaces: as usually read, then with one character at a
        time read otherwise. Empty where it holds no Chinese character."""
        syllables: list[tuple[str, ...]] = []
        chinese = False
        for piece in re.findall(r"[a-z0-9]+|.", folded(plain(name))):
            if _LATIN.fullmatch(piece):
                syllables.append((piece[:_SYLLABLE_LETTERS],))
            elif readings := self.readings(piece):
                chinese = True
                syllables.append(readings)
        if not chinese:
            return []
        del syllables[_MAX_SYLLABLES:]
        usual = [each[0] for each in syllables]
        lines = [" ".join(usual)]
        for place, readings in enumerate(syllables):
            lines += [
                " ".join((*usual[:place], other, *usual[place + 1 :])) for other in readings[1:]
            ]
        return lines


def _letters(marked: str) -> Iterator[str]:
    """A syllable without its tone; ü as people type it: v, and u."""
    apart = unicodedata.normalize("NFD", marked)
    if "u\u0308" in apart:
        yield folded(apart.replace("u\u0308", "v"))
    if word := folded(apart):
        yield word


def load_spelling() -> Spelling:
    """The table of pypinyin, without tones of its own to be made. Blocks for some milliseconds.

    Its data file is read here: importing the package reads the same file by `json`, which keeps
    Python's lock for 50 ms, and phrases that nobody asks for. Raises ModuleNotFoundError,
    OSError, msgspec.DecodeError.
    """
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed", name=_PACKAGE)
    content = Path(found.submodule_search_locations[0], _TABLE).read_bytes()
    return Spelling(msgspec.json.decode(content, type=readable(dict[str, str])))


class _Lines(msgspec.Struct, frozen=True):
    """Spelled names in one text; line `n` begins at `starts[n]` and is of row `rows[n]`."""

    text: str
    starts: tuple[int, ...]
    rows: tuple[int, ...]


class SearchIndex:
    """Substring search over rows; every word of the query has to be found somewhere.

    Rows whose shown name starts with the query come first, then rows with a name that holds
    it, then those whose name is spelled like it, then the rest; within each, the order of the
    rows. With a `spelling`, `tianqi`, `tq` and `tianq` find 天气.
    """

    def __init__(
        self, rows: Sequence[AppRow], language: str, spelling: Spelling | None = None
    ) -> None:
        self._names = [folded(row.local(language).name) for row in rows]
        self._all = [folded(_texts(row)) for row in rows]
        self._lines = _spelled(rows, spelling) if spelling else None

    def find(self, query: str) -> list[int]:
        """Positions of the matching rows, best first; all rows for an empty query."""
        words = folded(query).split()
        if not words:
            return list(range(len(self._all)))
        spelled = [self._spelled_like(word) for word in words]
        found = [
            place
            for place, text in enumerate(self._all)
            if all(word in text or place in like for word, like in zip(words, spelled, strict=True))
        ]
        start, like = words[0], spelled[0]
        return sorted(
            found,
            key=lambda place: (
                not self._names[place].startswith(start),
                start not in self._names[place],
                like.get(place, 2),
            ),
        )

    def _spelled_like(self, word: str) -> dict[int, int]:
        """Rows with a name that is spelled like `word`: 0 from its beginning on, else 1.

        Each letter goes on in its syllable, or begins the next one.
        """
        if self._lines is None or not _SPELLED.fullmatch(word):
            return {}
        found: dict[int, int] = {}
        pattern = re.compile("(?<![a-z0-9])" + "(?:[a-z0-9]*+ )?".join(word))
        for match in pattern.finditer(self._lines.text):
            line = bisect.bisect_right(self._lines.starts, match.start()) - 1
            inside = int(match.start() != self._lines.starts[line])
            row = self._lines.rows[line]
            found[row] = min(found.get(row, 1), inside)
        return found


def _texts(row: AppRow) -> str:
    own = [row.name, row.description, row.publisher, row.app_id]
    for entry in row.names.values():
        own += (entry.name, entry.description)
    return "\n".join(own)


def _spelled(rows: Sequence[AppRow], spelling: Spelling) -> _Lines:
    lines: list[str] = []
    starts: list[int] = []
    owners: list[int] = []
    at = 0
    for place, row in enumerate(rows):
        for name in dict.fromkeys((row.name, *(entry.name for entry in row.names.values()))):
            for line in spelling.spelled(name):
                lines.append(line)
                starts.append(at)
                owners.append(place)
                at += len(line) + 1
    return _Lines("\n".join(lines), tuple(starts), tuple(owners))
