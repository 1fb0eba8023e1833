"""A zip to attach to a bug: what this machine is and what happened, without what is private."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from host.diag.doctor import examine
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
        "host.json": {"fanlight": VERSION},
        "doctor.json": [check.as_json() for check in examine(store.home)],
        "library.json": [app.as_json() for app in store.library.installed()],
        "timings.json": {
            "launches": [launch.as_json() for launch in found.launches(None, LAUNCHES)],
            "summary": [each.as_json() for each in found.summary()],
        },
        "audit.json": [row.as_json() for row in store.audit.recent(last=AUDIT_ROWS)],
    }
    return {name: redacted(document) for name, document in documents.items()}


def redacted(document: object) -> bytes:
    """A document as JSON text, without the person's folder and without queries of URLs."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    text = _QUERY.sub(r"\1?…", text)
    return text.replace(json.dumps(str(Path.home()))[1:-1], "~").encode()


def pack(files: dict[str, bytes]) -> bytes:
    """The files as one zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, each in files.items():
            bundle.writestr(name, each)
    return content.getvalue()
