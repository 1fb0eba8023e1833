"""The specs' types as one plain model, from which every generator writes its own language.

It is made from `msgspec.inspect`, the description of the very types that check the messages.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import get_args

import msgspec
from msgspec import inspect

from bridge.api.catalogue import ALL_EVENTS, ALL_METHODS
from bridge.messages import AppFacts, FromHost, FromPage, LaunchFacts
from bridge.wire import Body

FROM_PAGE: tuple[type[msgspec.Struct], ...] = get_args(FromPage)
FROM_HOST: tuple[type[msgspec.Struct], ...] = get_args(FromHost)
FACTS: tuple[type[msgspec.Struct], ...] = (AppFacts, LaunchFacts)


class Plain(enum.Enum):
    """A type with no parts."""

    TEXT = enum.auto()
    INTEGER = enum.auto()
    NUMBER = enum.auto()
    BOOLEAN = enum.auto()
    NULL = enum.auto()
    JSON = enum.auto()
    BYTES = enum.auto()


class Named(msgspec.Struct, frozen=True):
    """A struct or an enumeration, by its name."""

    name: str


class ListOf(msgspec.Struct, frozen=True):
    item: Shape


class MapOf(msgspec.Struct, frozen=True):
    key: Shape
    value: Shape


class OneOf(msgspec.Struct, frozen=True):
    choices: tuple[Shape, ...]


Shape = Plain | Named | ListOf | MapOf | OneOf


class Member(msgspec.Struct, frozen=True):
    """One member of a struct, by its name on the wire. `default` is JSON, None when required."""

    name: str
    shape: Shape
    default: str | None
    description: str
    limits: str


class Structure(msgspec.Struct, frozen=True):
    """A struct: `tag` is its message type, None for what is not a message."""

    name: str
    members: tuple[Member, ...]
    tag: str | None
    given: bool
    """True when a page writes it: then what has a default may be left out."""


class Choice(msgspec.Struct, frozen=True):
    """An enumeration of texts."""

    name: str
    values: tuple[str, ...]


def members_of(kind: type[msgspec.Struct]) -> tuple[Member, ...]:
    """The members of one struct type, in order."""
    return tuple(_member(field) for field in _struct(kind).fields)


def bytes_member(kind: type[msgspec.Struct]) -> str | None:
    """The member of a struct that is a Body (bridge.wire); None where there is none."""
    found = [
        member.name
        for member in members_of(kind)
        if member.shape is Plain.BYTES
        or (isinstance(member.shape, OneOf) and Plain.BYTES in member.shape.choices)
    ]
    if len(found) > 1:
        raise ValueError(f"{kind.__name__} has bytes in two members")
    return found[0] if found else None


def catalogue() -> tuple[Structure | Choice, ...]:
    """Every struct and enumeration that can cross the wall, sorted by name within each."""
    given = [spec.params for spec in ALL_METHODS] + list(FROM_PAGE)
    taken = [spec.result for spec in ALL_METHODS]
    taken += [event.payload for event in ALL_EVENTS if event.payload is not None]
    taken += [*FROM_HOST, *FACTS]
    found: dict[str, Structure | Choice] = {}
    for kinds, is_given in ((given, True), (taken, False)):
        for kind in kinds:
            for part in _reachable(_struct(kind)):
                _add(found, part, is_given)
    return tuple(found[name] for name in sorted(found))


def _add(
    found: dict[str, Structure | Choice],
    part: inspect.StructType | inspect.EnumType,
    given: bool,
) -> None:
    entry: Structure | Choice
    name = part.cls.__name__
    if isinstance(part, inspect.EnumType):
        entry = Choice(name, tuple(str(member.value) for member in part.cls))
    else:
        tag = part.tag if isinstance(part.tag, str) else None
        entry = Structure(name, tuple(_member(field) for field in part.fields), tag, given)
    if found.setdefault(name, entry) != entry:
        raise ValueError(f"two types are called {name}")


def _struct(kind: type[msgspec.Struct]) -> inspect.StructType:
    found = inspect.type_info(kind)
    if not isinstance(found, inspect.StructType):
        raise TypeError(f"{kind!r} is not a struct")
    return found


def _reachable(top: inspect.Type) -> Iterator[inspect.StructType | inspect.EnumType]:
    match top:
        case inspect.Metadata():
            yield from _reachable(top.type)
        case inspect.StructType():
            yield top
            for field in top.fields:
                yield from _reachable(field.type)
        case inspect.EnumType():
            yield top
        case inspect.ListType():
            yield from _reachable(top.item_type)
        case inspect.DictType():
            yield from _reachable(top.key_type)
            yield from _reachable(top.value_type)
        case inspect.UnionType():
            for choice in top.types:
                yield from _reachable(choice)
        case _:
            return


def _member(field: inspect.Field) -> Member:
    plain, description = _without_metadata(field.type)
    return Member(
        name=field.encode_name,
        shape=_shape(plain),
        default=_default(field),
        description=description,
        limits=_limits(plain),
    )


def _without_metadata(kind: inspect.Type) -> tuple[inspect.Type, str]:
    if not isinstance(kind, inspect.Metadata):
        return kind, ""
    schema = kind.extra_json_schema or {}
    return kind.type, str(schema.get("description", ""))


def _default(field: inspect.Field) -> str | None:
    if field.required:
        return None
    value = field.default
    if field.default_factory is not msgspec.NODEFAULT:
        value = field.default_factory()
    return msgspec.json.encode(value).decode()


def _shape(kind: inspect.Type) -> Shape:
    match kind:
        case inspect.Metadata():
            return _shape(kind.type)
        case inspect.StrType():
            return Plain.TEXT
        case inspect.IntType():
            return Plain.INTEGER
        case inspect.FloatType():
            return Plain.NUMBER
        case inspect.BoolType():
            return Plain.BOOLEAN
        case inspect.NoneType():
            return Plain.NULL
        case inspect.RawType():
            return Plain.JSON
        case inspect.CustomType() if kind.cls is Body:
            return Plain.BYTES
        case inspect.StructType() | inspect.EnumType():
            return Named(kind.cls.__name__)
        case inspect.ListType():
            return ListOf(_shape(kind.item_type))
        case inspect.DictType():
            return MapOf(_shape(kind.key_type), _shape(kind.value_type))
        case inspect.UnionType():
            return OneOf(tuple(dict.fromkeys(_shape(choice) for choice in kind.types)))
        case _:
            raise TypeError(f"{kind!r} has no place in the schema yet")


def _limits(kind: inspect.Type) -> str:
    """The bounds a value must keep, for readers; empty when there are none."""
    match kind:
        case inspect.Metadata():
            return _limits(kind.type)
        case inspect.StrType():
            if kind.pattern is not None:
                return f"`{kind.pattern}`"
            return _span(kind.min_length, kind.max_length, " characters")
        case inspect.ListType() | inspect.DictType():
            return _span(kind.min_length, kind.max_length, " members")
        case inspect.IntType() | inspect.FloatType():
            return _span(kind.ge, kind.le, "")
        case inspect.UnionType():
            return "; ".join(filter(None, (_limits(choice) for choice in kind.types)))
        case _:
            return ""


def _span(low: float | None, high: float | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low}{unit}"
    if not low:
        return f"at most {high}{unit}" if low is None or unit else f"{low}…{high}"
    return f"{low}…{high}{unit}"
