"""JSON Schema (2020-12) of every message, parameter, result and event type."""

from __future__ import annotations

import msgspec

from bridge.api.catalogue import ALL_EVENTS, ALL_METHODS
from bridge.messages import PROTOCOL_VERSION
from bridge.schema.shapes import (
    FACTS,
    FROM_HOST,
    FROM_PAGE,
    ListOf,
    MapOf,
    Named,
    OneOf,
    Plain,
    Shape,
    Structure,
    catalogue,
)
from bridge.wire import Body

_REFERENCE = "#/$defs/{name}"
_PLAIN = {
    Plain.TEXT: "string",
    Plain.INTEGER: "integer",
    Plain.NUMBER: "number",
    Plain.BOOLEAN: "boolean",
    Plain.NULL: "null",
    Plain.BYTES: "string",
}


def json_schema() -> str:
    """One document: `methods` and `events` point by name into `$defs`."""
    definitions = _api_types() | _messages()
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Fanlight bridge, protocol {PROTOCOL_VERSION}",
        "fromPage": {"oneOf": [_point(kind.__name__) for kind in FROM_PAGE]},
        "fromHost": {"oneOf": [_point(kind.__name__) for kind in FROM_HOST]},
        "methods": {
            spec.name: {
                "params": _point(spec.params.__name__),
                "result": _point(spec.result.__name__),
                "scope": spec.scope,
                "sync": spec.sync,
                "since": spec.since,
            }
            for spec in ALL_METHODS
        },
        "events": {
            event.name: _point(event.payload.__name__) if event.payload else {"type": "null"}
            for event in ALL_EVENTS
        },
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _api_types() -> dict[str, object]:
    kinds = {spec.params.__name__: spec.params for spec in ALL_METHODS}
    kinds |= {spec.result.__name__: spec.result for spec in ALL_METHODS}
    kinds |= {event.payload.__name__: event.payload for event in ALL_EVENTS if event.payload}
    _, components = msgspec.json.schema_components(
        [kinds[name] for name in sorted(kinds)], ref_template=_REFERENCE, schema_hook=_own
    )
    return dict(components)


def _own(kind: type) -> dict[str, object]:
    """Of types that msgspec does not know."""
    if kind is not Body:
        raise NotImplementedError(f"{kind!r} has no place in the schema yet")
    text = {"type": "string", "contentEncoding": "base64"}
    beside = {"type": "integer", "description": "So many bytes travel beside the message."}
    return {"anyOf": [text, beside]}


def _messages() -> dict[str, object]:
    # By hand: msgspec cannot write the default of a Raw member into a schema.
    names = {kind.__name__ for kind in (*FROM_PAGE, *FROM_HOST, *FACTS)}
    return {
        entry.name: _message(entry)
        for entry in catalogue()
        if isinstance(entry, Structure) and entry.name in names
    }


def _message(structure: Structure) -> dict[str, object]:
    members: dict[str, object] = {}
    required = []
    if structure.tag is not None:
        members["type"] = {"const": structure.tag}
        required.append("type")
    for member in structure.members:
        members[member.name] = _schema(member.shape)
        if member.default is None:
            required.append(member.name)
    return {
        "title": structure.name,
        "type": "object",
        "properties": members,
        "required": required,
        "additionalProperties": structure.tag is None,
    }


def _schema(shape: Shape) -> dict[str, object]:
    match shape:
        case Plain.JSON:
            return {}
        case Plain():
            return {"type": _PLAIN[shape]}
        case Named(name):
            return _point(name)
        case ListOf(item):
            return {"type": "array", "items": _schema(item)}
        case MapOf(_, value):
            return {"type": "object", "additionalProperties": _schema(value)}
        case OneOf(choices):
            return {"anyOf": [_schema(choice) for choice in choices]}


def _point(name: str) -> dict[str, object]:
    return {"$ref": _REFERENCE.format(name=name)}
