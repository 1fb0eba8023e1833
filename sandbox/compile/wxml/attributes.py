"""Attributes as WeChat takes them, written so that glass-easel takes them alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import msgspec

from sandbox.compile.wxml.edits import Edits
from sandbox.compile.wxml.names import (
    BUILT_IN,
    DIRECTIVES,
    EVENT_PREFIXES,
    MISTAKEN,
    OLD_DIRECTIVES,
    PREFIXES,
    STRUCTURE,
)
from sandbox.compile.wxml.report import Report
from sandbox.compile.wxml.scan import Attribute, OpenTag, mustache_end
from sandbox.compile.wxml.texts import OPEN_MUSTACHE, is_static, plain_value, repair_value

GLASS_EASEL_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[\w.-]+)*", re.ASCII)
OLD_EVENT = re.compile(rf"({'|'.join(EVENT_PREFIXES)})(?!:)([\w.-].*)", re.ASCII)
UPPER = re.compile(r"[A-Z]")
KEY_OF_ITEM = re.compile(r"(?:\{\{)?\s*(?:(\w+)\s*\.\s*)?([\w$]+|\*this)\s*(?:\}\})?", re.ASCII)

COLON = f"..{hashlib.sha256(b'colon').hexdigest()[:16]}.."
"""Stands for a colon where glass-easel's names take none; put back into what it generates. Made so
that nobody's text holds it: a shop may well write "..colon..", and it would come back as ":"."""


class Named(msgspec.Struct):
    """An attribute with the name it shall have; None: it is to be left out."""

    attribute: Attribute
    name: str | None


def repair_attributes(
    tag: OpenTag, source: str, edits: Edits, report: Report, values: Mapping[str, str | None]
) -> None:
    """Edit all attributes of one tag; those named in `values` (as glass-easel shall see them)
    get that static value instead of their own, or are left out where it is None."""
    named = [Named(one, _name(tag, one, report)) for one in tag.attributes]
    for one in named:
        if one.name is not None and values.get(one.name, "") is None:
            one.name = None
    _drop_repeated(named, report)
    _match_change(named)
    for one in named:
        attribute = one.attribute
        if one.name is None:
            edits.replace(attribute.start, attribute.end, " ")
            continue
        if one.name != attribute.name:
            edits.replace(attribute.start, attribute.name_end, one.name)
        if attribute.value is None:
            if attribute.end > attribute.name_end:  # an = with nothing behind it
                edits.replace(attribute.name_end, attribute.end, "")
            continue
        start, end = attribute.value
        if one.name == "wx:else":
            edits.replace(attribute.name_end, attribute.end, "")
            continue
        given = values.get(one.name)
        if given is not None:
            edits.replace(attribute.name_end, attribute.end, f'="{quoted(given)}"')
            continue
        opening = start - len(attribute.quote)
        if source[attribute.name_end : opening] != "=":
            edits.replace(attribute.name_end, opening, "=")
        if one.name == "wx:key" and _repair_key(tag, source, start, end, edits, report):
            continue
        if attribute.quote:
            repair_value(source, start, end, attribute.quote, edits, report)
            if end == attribute.end:
                edits.insert(end, attribute.quote)  # its own was missing
        elif not source.startswith("{{", start) or mustache_end(source, start, end) != end:
            edits.insert(start, '"')
            repair_value(source, start, end, '"', edits, report)
            edits.insert(end, '"')


def value_of(tag: OpenTag, name: str, source: str) -> str | None:
    """A static attribute's value; None when it is missing, bare or has mustaches."""
    found = None
    for attribute in tag.attributes:
        if attribute.name == name and attribute.value and is_static(source, *attribute.value):
            found = plain_value(source, *attribute.value)
    return found


def quoted(value: str) -> str:
    """A static value as glass-easel reads it between double quotes."""
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("{{", OPEN_MUSTACHE)


def dashed(name: str) -> str:
    """`openType` as `open-type`: WeChat takes either on its own components."""
    return UPPER.sub(lambda found: f"-{found.group().lower()}", name)


def _name(tag: OpenTag, attribute: Attribute, report: Report) -> str | None:
    """The name under which glass-easel shall see an attribute; None to leave it out."""
    name = attribute.name
    if not GLASS_EASEL_NAME.fullmatch(name):
        report.warning(
            "C2011",
            attribute.start,
            f"{name} is no name of an attribute; WeChat passes it over",
            "write bind:tap rather than @tap, and {{ }} in the value rather than : before a name",
        )
        return None
    prefix, colon, rest = name.partition(":")
    if not colon:
        return _plain_name(tag, attribute, report)
    if prefix == "wx":
        return _directive(attribute, rest, report)
    if prefix not in PREFIXES:
        report.warning(
            "C2012", attribute.start, f"nothing is known of {prefix}: before {rest}; it is left out"
        )
        return None
    return f"{prefix}:{rest.replace(':', COLON)}"


def _plain_name(tag: OpenTag, attribute: Attribute, report: Report) -> str | None:
    name = attribute.name
    if tag.name in STRUCTURE:
        return name
    event = OLD_EVENT.fullmatch(name)
    if event:
        return f"{event[1]}:{_camel(event[2])}"
    if name == "wx-if":
        report.warning("C2013", attribute.start, "wx-if is read as wx:if", "write wx:if")
        return "wx:if"
    if name.startswith("wx-") and name[3:] in DIRECTIVES:
        report.warning(
            "C2014",
            attribute.start,
            f"{name} does nothing, here as in WeChat",
            f"write wx:{name[3:]}",
        )
        return None
    if tag.name in BUILT_IN and not name.startswith("data-"):
        return dashed(name)
    return name


def _directive(attribute: Attribute, rest: str, report: Report) -> str | None:
    if rest in DIRECTIVES:
        return attribute.name
    if rest in OLD_DIRECTIVES:
        return f"wx:{OLD_DIRECTIVES[rest]}"
    meant = MISTAKEN.get(rest)
    report.warning(
        "C2015",
        attribute.start,
        f"wx:{rest} does nothing, here as in WeChat",
        f"write wx:{meant}" if meant else "remove it",
    )
    return None


def _camel(name: str) -> str:
    """`my-event` as `myEvent`, as WeChat reads what follows `bind` without a colon."""
    return re.sub(r"-(\w?)", lambda found: found[1].upper(), name)


def _drop_repeated(named: list[Named], report: Report) -> None:
    """Of attributes with one name WeChat takes the last."""
    last: dict[str, Named] = {}
    for one in named:
        if one.name is None:
            continue
        before = last.get(one.name)
        if before is not None:
            before.name = None
            report.warning(
                "C2016",
                before.attribute.start,
                f"{before.attribute.name} stands here twice; the last one counts",
                "remove the other",
            )
        last[one.name] = one


def _match_change(named: list[Named]) -> None:
    """`change:a-b` is told of changes of `aB`, but not of `a-b`: glass-easel compares names as
    they are written, after it made `change:a-b` into `aB`."""
    watched = {
        one.name.removeprefix("change:")
        for one in named
        if one.name is not None and one.name.startswith("change:")
    }
    for one in named:
        if one.name in watched and one.name is not None:
            one.name = _camel(one.name)


def _repair_key(
    tag: OpenTag, source: str, start: int, end: int, edits: Edits, report: Report
) -> bool:
    """`wx:key` names a field of the item; `{{item.id}}` and `item.id` are common slips, which
    give WeChat no key at all. Whether the value was written anew."""
    text = source[start:end]
    if re.fullmatch(r"[\w$-]*|\*this", text, re.ASCII):
        return False
    item = value_of(tag, "wx:for-item", source) or "item"
    index = value_of(tag, "wx:for-index", source) or "index"
    found = KEY_OF_ITEM.fullmatch(text.strip())
    key = ""
    if found:
        owner, field = found[1], found[2]
        if owner == item or (owner is None and field not in (item, index)):
            key = field
        elif owner is None and field == item:
            key = "*this"
    edits.replace(start, end, key)
    reading = f"read as {key}" if key else "passed over"
    report.warning(
        "C2017",
        start,
        f"wx:key is the name of a field, not {text.strip()}; it is {reading}",
        f'write wx:key="{key}"' if key else "name a field of the item, or *this",
    )
    return True
