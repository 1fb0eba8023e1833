"""A zip to attach to a bug: what this machine is and what happened, without what is private."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from host.diag.doctor import examine
from host.diag.machine import machine_facts
from host.paths import Home
from host.store.store import Store
from host.timings.query import Timings
from host.version import VERSION

LAUNCHES = 200
AUDIT_ROWS = 1_000
_QUERY = re.compile(r"(https?://[^\s\"'?#]+)[?#][^\s\"']*")


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
    """A document as JSON text, without queries of URLs; each of `places` stands as its text."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    text = _QUERY.sub(r"\1?…", text)
    # The longest first: one may lie in the other.
    for place in sorted(places, key=lambda place: -len(str(place))):
        text = text.replace(json.dumps(str(place))[1:-1], places[place])
    return text.encode()


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
