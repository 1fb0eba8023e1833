"""The TypeScript declarations of the page's end, `bridge/js/src/generated.ts`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bridge.api.catalogue import ALL_EVENTS, ALL_METHODS, Spec
from bridge.errors import CallError
from bridge.marks import PageMarkName
from bridge.messages import MAX_BODY_BYTES, MAX_DEPTH, MAX_MESSAGE_BYTES, PROTOCOL_VERSION
from bridge.methods import EventSpec
from bridge.permissions import Scope
from bridge.schema.shapes import (
    FROM_HOST,
    FROM_PAGE,
    Choice,
    ListOf,
    MapOf,
    Member,
    Named,
    OneOf,
    Plain,
    Shape,
    Structure,
    bytes_member,
    catalogue,
    members_of,
)
from bridge.wire import INLINE_BODY_BYTES

_PLAIN = {
    Plain.TEXT: "string",
    Plain.INTEGER: "number",
    Plain.NUMBER: "number",
    Plain.BOOLEAN: "boolean",
    Plain.NULL: "null",
    Plain.JSON: "Json",
    Plain.BYTES: "ArrayBuffer",
}
_GIVEN = _PLAIN | {Plain.BYTES: "ArrayBuffer | ArrayBufferView"}


def typescript() -> str:
    """The whole file."""
    named = catalogue()
    return (
        "\n\n".join(
            [
                "// Made by `python -m bridge.schema --write` from bridge/api; do not edit.",
                _constants(),
                _unions(),
                *(
                    _literals(entry.name, entry.values)
                    for entry in named
                    if isinstance(entry, Choice) and entry.name != Scope.__name__
                ),
                *(_structure(entry) for entry in named if isinstance(entry, Structure)),
                _message_union("FromPage", [kind.__name__ for kind in FROM_PAGE]),
                _message_union("FromHost", [kind.__name__ for kind in FROM_HOST]),
                _methods(ALL_METHODS),
                _events(ALL_EVENTS),
                _tables(ALL_METHODS, ALL_EVENTS),
            ]
        )
        + "\n"
    )


def error_codes() -> tuple[str, ...]:
    """The codes a Failure can carry, sorted."""
    return tuple(sorted(kind.code for kind in CallError.__subclasses__()))


def type_text(shape: Shape, *, given: bool = False) -> str:
    """`shape` as TypeScript writes it; `given`: by a page."""
    match shape:
        case Plain():
            return (_GIVEN if given else _PLAIN)[shape]
        case Named(name):
            return name
        case ListOf(item):
            inner = type_text(item)
            return f"({inner})[]" if isinstance(item, OneOf) else f"{inner}[]"
        case MapOf(Named(name), value):
            return f"{{ [K in {name}]?: {type_text(value)} }}"
        case MapOf(key, value):
            return f"{{ [key: {type_text(key)}]: {type_text(value)} }}"
        case OneOf(choices):
            texts = (type_text(choice, given=given) for choice in choices)
            return " | ".join(dict.fromkeys(texts))


def _constants() -> str:
    return (
        f"export const PROTOCOL_VERSION = {PROTOCOL_VERSION};\n"
        "/** The longest message the channel takes; longer calls go by the scheme. */\n"
        f"export const MAX_MESSAGE_BYTES = {MAX_MESSAGE_BYTES};\n"
        "/** The longest call the scheme takes. */\n"
        f"export const MAX_BODY_BYTES = {MAX_BODY_BYTES};\n"
        "/** The most bytes that a message holds as base64 where they can travel beside it. */\n"
        f"export const INLINE_BODY_BYTES = {INLINE_BODY_BYTES};\n"
        "/** How deep a message may nest. */\n"
        f"export const MAX_DEPTH = {MAX_DEPTH};"
    )


def _unions() -> str:
    return (
        "/** Any JSON value. */\n"
        "export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };"
        "\n\n"
        "/** A right a manifest may ask for. */\n"
        + _literals("Scope", (scope.value for scope in Scope))
        + "\n\n/** Why a call failed. */\n"
        + _literals("ErrorCode", error_codes())
        + "\n\n/** What a page may report about itself. */\n"
        + _literals("PageMarkName", (mark.value for mark in PageMarkName))
    )


def _literals(name: str, values: Iterable[str]) -> str:
    lines = "".join(f"\n  | {json.dumps(value)}" for value in values)
    return f"export type {name} ={lines};"


def _structure(structure: Structure) -> str:
    lines = [f"  type: {json.dumps(structure.tag)};"] if structure.tag else []
    for member in structure.members:
        if member.description:
            lines.append(f"  /** {_note(member, structure.given)} */")
        mark = "?" if structure.given and member.default is not None else ""
        text = type_text(member.shape, given=structure.given)
        lines.append(f"  {member.name}{mark}: {text};")
    if not lines:
        return f"export type {structure.name} = {{ [key: string]: never }};"
    return "\n".join([f"export interface {structure.name} {{", *lines, "}"])


def _note(member: Member, given: bool) -> str:
    notes = [member.description]
    if member.limits:
        notes.append(f"Limits: {member.limits}.")
    if given and member.default is not None:
        notes.append(f"Default: `{member.default}`.")
    return " ".join(notes)


def _message_union(name: str, members: list[str]) -> str:
    return f"export type {name} = {' | '.join(members)};"


def _methods(specs: Iterable[Spec]) -> str:
    lines = ["/** API name → [parameters, result, whether `<name>Sync` exists]. */"]
    lines.append("export interface Methods {")
    for spec in specs:
        scope = f" Needs `{spec.scope}`." if spec.scope else ""
        lines.append(f"  /** {spec.summary}{scope} */")
        types = f"[{spec.params.__name__}, {spec.result.__name__}, {str(spec.sync).lower()}]"
        lines.append(f"  {spec.name}: {types};")
    return "\n".join([*lines, "}"])


def _events(specs: Iterable[EventSpec]) -> str:
    lines = ["/** Event name → payload. */", "export interface Events {"]
    for spec in specs:
        lines.append(f"  /** {spec.summary} */")
        lines.append(f"  {spec.name}: {spec.payload.__name__ if spec.payload else 'null'};")
    return "\n".join([*lines, "}"])


def _tables(specs: Iterable[Spec], events: Iterable[EventSpec]) -> str:
    lines = [
        "/** What the façade needs at run time: each API's members, whether it is sync, and which",
        " *  member of its parameters and of its result is bytes. */",
        "export const METHODS: {",
        "  readonly [M in keyof Methods]: {",
        "    readonly members: readonly string[];",
        "    readonly sync: Methods[M][2];",
        "    readonly takes?: string;",
        "    readonly gives?: string;",
        "  };",
        "} = {",
    ]
    for spec in specs:
        members = json.dumps([member.name for member in members_of(spec.params)])
        more = "".join(
            f", {way}: {json.dumps(member)}"
            for way, kind in (("takes", spec.params), ("gives", spec.result))
            if (member := bytes_member(kind)) is not None
        )
        is_sync = str(spec.sync).lower()
        lines.append(f"  {spec.name}: {{ members: {members}, sync: {is_sync}{more} }},")
    lines.append("};\n")
    lines.append("export const EVENTS: readonly (keyof Events)[] = [")
    lines += [f"  {json.dumps(event.name)}," for event in events]
    return "\n".join([*lines, "];"])
