"""Reads members of a JSON object one by one: a wrong type is a warning, and as if not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.loose_json import Json, JsonText, Step

T = TypeVar("T")


class Members:
    """One object of a configuration file, at `steps` in it."""

    def __init__(
        self, source: JsonText, value: dict[str, Json], diagnostics: Diagnostics, *steps: Step
    ) -> None:
        self._source = source
        self._value = value
        self._diagnostics = diagnostics
        self.steps = steps

    @classmethod
    def of(cls, source: JsonText, diagnostics: Diagnostics) -> Members:
        """The file's outermost object."""
        return cls(source, source.value, diagnostics)

    def at(self, diagnostics: Diagnostics) -> Members:
        """The same object, its findings added to `diagnostics`."""
        return Members(self._source, self._value, diagnostics, *self.steps)

    @property
    def path(self) -> str:
        """The file that this object stands in."""
        return self._source.path

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def __iter__(self) -> Iterator[str]:
        return iter(self._value)

    def place(self, *steps: Step) -> tuple[int, int]:
        """Line and column of a member or an element further in."""
        return self._source.place(*self.steps, *steps)

    def warn(self, code: str, message: str, *steps: Step, fix: str = "") -> None:
        """Add a warning about a member."""
        line, column = self.place(*steps)
        self._diagnostics.warning(code, self.path, message, line=line, column=column, fix=fix)

    def fail(self, code: str, message: str, *steps: Step, fix: str = "") -> None:
        """Add an error about a member."""
        line, column = self.place(*steps)
        self._diagnostics.error(code, self.path, message, line=line, column=column, fix=fix)

    def note(self, code: str, message: str, *steps: Step, fix: str = "") -> None:
        """Add a note about a member."""
        line, column = self.place(*steps)
        self._diagnostics.note(code, self.path, message, line=line, column=column, fix=fix)

    def text(self, name: str) -> str | None:
        """A text; numbers count as one."""
        return self._read(name, "a text", _text)

    def number(self, name: str) -> float | None:
        """A number; a text of digits counts as one."""
        return self._read(name, "a number", _number)

    def flag(self, name: str) -> bool | None:
        """true or false; the texts "true" and "false" count as them."""
        return self._read(name, "true or false", _flag)

    def texts(self, name: str) -> dict[str, str]:
        """An object of texts; empty when not there."""
        inner = self.object(name)
        if inner is None:
            return {}
        found = {key: inner.text(key) for key in inner}
        return {key: text for key, text in found.items() if text is not None}

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when not there."""
        return tuple(text for _, text in self.numbered_words(name))

    def numbered_words(self, name: str) -> tuple[tuple[int, str], ...]:
        """A list of texts, each with its place in the list."""
        found = []
        for number, item in enumerate(self.items(name)):
            if isinstance(item, str):
                found.append((number, item))
            else:
                self.warn("C1004", f"{name}[{number}] is not a text; passed over", name, number)
        return tuple(found)

    def items(self, name: str) -> list[Json]:
        """A list; empty when not there."""
        return self._read(name, "a list", _list) or []

    def object(self, name: str) -> Members | None:
        """An object; None when not there."""
        value = self._read(name, "an object", _object)
        if value is None:
            return None
        return Members(self._source, value, self._diagnostics, *self.steps, name)

    def objects(self, name: str) -> tuple[Members, ...]:
        """A list of objects."""
        found = []
        for number, item in enumerate(self.items(name)):
            if isinstance(item, dict):
                steps = (*self.steps, name, number)
                found.append(Members(self._source, item, self._diagnostics, *steps))
            else:
                self.warn("C1004", f"{name}[{number}] is not an object; passed over", name, number)
        return tuple(found)

    def raw(self, name: str) -> Json:
        """A member as it is; None when not there."""
        return self._value.get(name)

    def _read(self, name: str, kind: str, read: Callable[[Json], T | None]) -> T | None:
        value = self._value.get(name)
        if value is None:
            return None
        found = read(value)
        if found is None:
            self.warn("C1004", f"{name} is not {kind}; passed over", name)
        return found


def _text(value: Json) -> str | None:
    if isinstance(value, str):
        return value
    return None if isinstance(value, bool) or not isinstance(value, int | float) else str(value)


def _number(value: Json) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _flag(value: Json) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _list(value: Json) -> list[Json] | None:
    return value if isinstance(value, list) else None


def _object(value: Json) -> dict[str, Json] | None:
    return value if isinstance(value, dict) else None
