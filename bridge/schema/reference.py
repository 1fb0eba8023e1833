"""The API reference for people who write mini-programs, `docs/api.md`."""

from __future__ import annotations

from bridge.api.catalogue import FAMILIES, Entry, Family
from bridge.messages import MAX_BODY_BYTES, MAX_MESSAGE_BYTES, PROTOCOL_VERSION
from bridge.methods import EventSpec
from bridge.permissions import ASKED, Scope
from bridge.schema.shapes import (
    Choice,
    ListOf,
    MapOf,
    Member,
    Named,
    OneOf,
    Plain,
    Shape,
    Structure,
    catalogue,
    members_of,
)
from bridge.schema.typescript import type_text
from bridge.wire import INLINE_BODY_BYTES


def reference() -> str:
    """The whole page, in Markdown."""
    named = {entry.name: entry for entry in catalogue()}
    parts = [_head(), _contents(), _rights(), _failures()]
    parts += [_family(family, named) for family in FAMILIES]
    return "\n\n".join(parts) + "\n"


def _head() -> str:
    return f"""\
<!-- Made by `python -m bridge.schema --write` from bridge/api; do not edit. -->

# API reference

What a mini-program can ask of the host, protocol {PROTOCOL_VERSION}. Every page has it as
`fanlight`. Each API takes one object and gives a promise;
given `success`, `fail` or `complete`, it calls them back as WeChat does. An API marked **sync**
also exists as `<name>Sync`, which takes its parameters one by one, in the order of the table, and
answers at once; the page stands still meanwhile. An event is heard by `fanlight.on(name, listener)`
or, for `themeChange`, by `fanlight.onThemeChange(listener)`, and so on for each.

A call of more than {MAX_MESSAGE_BYTES // 1024} KB goes another way, by itself, and so do bytes of
more than {INLINE_BODY_BYTES // 1024} KB: where an API takes or gives an ArrayBuffer, that is much
quicker than base64. More than {MAX_BODY_BYTES // 1024 // 1024} MB is refused. The types are in
`bridge/js/src/generated.ts`, as JSON Schema in `bridge/schema/api.schema.json`."""


def _contents() -> str:
    lines = ["| family | APIs | events |", "|---|---|---|"]
    for family in FAMILIES:
        apis = ", ".join(_link(spec.name) for spec in family.methods) or "–"
        events = ", ".join(_link(event.name) for event in family.events) or "–"
        anchor = family.title.lower().replace(" ", "-")
        lines.append(f"| [{family.title}](#{anchor}) | {apis} | {events} |")
    return "\n".join(lines)


def _rights() -> str:
    lines = [
        "## Rights",
        "",
        "An API may need a right, a *scope*. The manifest names it with its reason in "
        "`req_permissions`; without that, the API is refused whatever the person says.",
        "",
        "| scope | the person is asked | needed by |",
        "|---|---|---|",
    ]
    for scope in Scope:
        users = [
            _link(spec.name)
            for family in FAMILIES
            for spec in family.methods
            if spec.scope is scope
        ]
        asked = "at first use" if scope in ASKED else "no; declaring it is enough"
        lines.append(f"| `{scope}` | {asked} | {', '.join(users)} |")
    return "\n".join(lines)


def _failures() -> str:
    lines = [
        "## Failures",
        "",
        "A failed call rejects with `{code, message, retriable, detail}`, and with WeChat's "
        "`errMsg`. Any call may fail with these:",
        "",
        "| code | when |",
        "|---|---|",
        "| `call.invalid_params` | a member is missing, unknown, or of another type |",
        "| `call.permission_denied` | the scope is not declared, or the person refused |",
        "| `call.rate_limited` | too many calls; wait and try again |",
        "| `call.too_large` | the call or its answer is over the limit |",
        "| `call.deadline` | the host took too long |",
        "| `call.cancelled` | the page cancelled the call, or the app is closing |",
        "| `call.unknown_method` | this host has no such API |",
        "| `internal` | something went wrong in the host; the incident's number is in its log |",
    ]
    return "\n".join(lines)


def _family(family: Family, named: dict[str, Structure | Choice]) -> str:
    parts = [f"## {family.title}", family.summary]
    parts += [_method(entry, named) for entry in family.entries]
    parts += [
        _event(event, family.event_examples.get(event.name, ""), named) for event in family.events
    ]
    return "\n\n".join(parts)


def _method(entry: Entry, named: dict[str, Structure | Choice]) -> str:
    spec = entry.spec
    facts = [f"since {spec.since}"]
    if spec.sync:
        facts.append(f"**sync** (`{spec.name}Sync`)")
    facts.append(f"scope `{spec.scope}`" if spec.scope else "no scope")
    if spec.deadline_s is None:
        facts.append("waits for the person")
    parts = [f"### {spec.name}", spec.summary, " · ".join(facts)]
    parts.append(_table("Parameters", members_of(spec.params), named, given=True))
    parts.append(_table("Result", members_of(spec.result), named, given=False))
    own = ", ".join(f"`{kind.code}`" for kind in entry.errors)
    if own:
        parts.append(f"Fails with {own}, beside what any call may fail with.")
    parts.append(f"```js\n{entry.example}\n```")
    return "\n\n".join(part for part in parts if part)


def _event(event: EventSpec, example: str, named: dict[str, Structure | Choice]) -> str:
    parts = [f"### {event.name}", event.summary, f"event · since {event.since}"]
    if event.payload is not None:
        parts.append(_table("Payload", members_of(event.payload), named, given=False))
    parts.append(f"```js\n{example}\n```")
    return "\n\n".join(part for part in parts if part)


def _table(
    title: str, members: tuple[Member, ...], named: dict[str, Structure | Choice], given: bool
) -> str:
    if not members:
        return ""
    lines = (
        [f"| {title.lower()} | type | default | |", "|---|---|---|---|"]
        if given
        else [f"| {title.lower()} | type | |", "|---|---|---|"]
    )
    for member in members:
        lines += _rows(member, named, given)
    return "\n".join(lines)


def _rows(member: Member, named: dict[str, Structure | Choice], given: bool) -> list[str]:
    about = member.description
    if member.limits:
        about = f"{about} Limits: {member.limits}."
    default = f" {_code(member.default)} |" if member.default is not None else " *required* |"
    kind = _code(_type(member.shape, named))
    return [f"| `{member.name}` | {kind} |{default if given else ''} {_cell(about)} |"]


def _type(shape: Shape, named: dict[str, Structure | Choice]) -> str:
    """The type in place: enumerations by their values, structs by their members."""
    text = type_text(shape)
    for name in _names(shape):
        entry = named[name]
        if isinstance(entry, Choice):
            written = " | ".join(f'"{value}"' for value in entry.values)
        else:
            members = (f"{one.name}: {_type(one.shape, named)}" for one in entry.members)
            written = f"{{ {', '.join(members)} }}"
        text = text.replace(name, written)
    return text


def _names(shape: Shape) -> list[str]:
    match shape:
        case Named(name):
            return [name]
        case ListOf(item):
            return _names(item)
        case MapOf(key, value):
            return _names(key) + _names(value)
        case OneOf(choices):
            return [name for choice in choices for name in _names(choice)]
        case Plain():
            return []


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
