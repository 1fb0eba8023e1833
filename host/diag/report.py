"""A zip to attach to a bug: what this machine is and what happened, without what is private."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from host.diag.doctor import examine
from host.diag.machine import machine_facts
from host.paths import Home
from host.store.store import Store
from host.timings.query import Timings
from host.version import VERSION

LAUNCHES = 200
AUDIT_ROWS = 1_000
# RFC 3986 in any scheme, as people and messages write it: what ends an address is white space. A
# quotation mark may stand in one, and a secret behind it.
_USER = re.compile(r"(?<=://)[^/?#\s@]{1,200}(?=@)")
_QUERY = re.compile(r"(\b[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s?#]*+)[?#]\S*")


def collect(home: Home) -> dict[str, bytes]:
    """The report's files: name → bytes. No storage, no keys, no grants' reasons, no URL queries;
    the person's own folder is written as `~`.

    Raises StoreCorrupt, StoreBusy.
    """
    with Store(home) as store:
        return gather(store)


def gather(store: Store) -> dict[str, bytes]:
    """As `collect`, from a store that is open. Blocks."""
    found = Timings(store.database)
    documents: dict[str, object] = {
        "host.json": {"fanlight": VERSION, "machine": _machine()},
        "doctor.json": [check.as_json() for check in examine(store.home)],
        "library.json": [app.as_json() for app in store.library.installed()],
        "timings.json": {
            "launches": [launch.as_json() for launch in found.launches(None, LAUNCHES)],
            "summary": [each.as_json() for each in found.summary()],
        },
        "audit.json": [row.as_json() for row in store.audit.recent(last=AUDIT_ROWS)],
    }
    places = {store.home.root: "<home>", Path.home(): "~"}
    return {name: redacted(document, places) for name, document in documents.items()}


def redacted(document: object, places: Mapping[Path, str]) -> bytes:
    """A document as JSON text, without users and queries of URLs; each of `places` stands as its
    text."""
    # The longest first: one may lie in the other.
    known = sorted(((str(place), text) for place, text in places.items()), key=_longest_first)
    named = [(re.compile(rf"{re.escape(place)}(?![\w-])"), text) for place, text in known]

    def told(text: str) -> str:
        text = _QUERY.sub(r"\1?…", _USER.sub("…", text))
        for place, name in named:
            text = place.sub(name, text)
        return text

    return json.dumps(_each(document, told), ensure_ascii=False, indent=1).encode()


def _longest_first(named: tuple[str, str]) -> int:
    return -len(named[0])


def _each(value: object, told: Callable[[str], str]) -> object:
    """`value` with each text in it as `told` gives it."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, Mapping):
        return {told(str(name)): _each(member, told) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_each(member, told) for member in value]
    return value


def _machine() -> dict[str, str | int | None] | None:
    """None where the engine cannot be loaded: the doctor's findings say why."""
    try:
        return machine_facts()
    except ImportError:
        return None


def pack(files: dict[str, bytes]) -> bytes:
    """The files as one zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, each in files.items():
            bundle.writestr(name, each)
    return content.getvalue()
