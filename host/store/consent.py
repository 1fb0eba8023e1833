"""What a version asks for beyond what was accepted: nothing new is used before it is accepted.

Installing accepts what the installed version declares. An update that declares more is
installed, but what is new waits for the person; what an update no longer declares is forgotten,
so that a later version asking for it again is a new question.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from bridge.names import AppId, KeyId
from host.store.database import Database, utc_now
from host.store.rows import ConsentRow, put_row, read_row
from host.store.seal import Seal
from sandbox.manifest import Manifest


class Ask(str):
    """One declared thing: `scope:location`, or `network:request:https://api.example.org`."""

    __slots__ = ()

    @classmethod
    def scope(cls, name: str) -> Ask:
        """A permission of `req_permissions`."""
        return cls(f"scope:{name}")

    @classmethod
    def network(cls, use: str, origin: str) -> Ask:
        """An origin of `fanlight.network`; `use` is the member's name."""
        return cls(f"network:{use}:{origin}")


def asks_of(manifest: Manifest) -> frozenset[Ask]:
    """Everything a manifest declares that a person answers for."""
    rules = manifest.network
    uses = {
        "request": rules.request,
        "socket": rules.socket,
        "upload": rules.upload,
        "download": rules.download,
        "web_view": rules.web_view,
        "media": rules.media,
    }
    scopes = {Ask.scope(request.name) for request in manifest.req_permissions}
    network = {Ask.network(use, origin) for use, origins in uses.items() for origin in origins}
    return frozenset(scopes | network)


def encode_asks(asks: Iterable[Ask]) -> str:
    """The asks as a row's JSON, sorted."""
    return json.dumps(sorted(asks))


def decode_asks(text: str) -> frozenset[Ask]:
    """The asks of a row whose seal holds."""
    return frozenset(Ask(item) for item in json.loads(text))


class Consents:
    """What was accepted, by app and publisher. An edited row counts as not accepted."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def accept(self, app_id: AppId, publisher: KeyId, asks: Iterable[Ask]) -> None:
        """Note that the person accepts these. Blocks."""
        self._database.write(lambda held: self.add(held, app_id, publisher, asks))

    def accepted(self, held: sqlite3.Connection, app_id: AppId, publisher: KeyId) -> frozenset[Ask]:
        """What was accepted; in the caller's transaction."""
        found = set()
        for raw in held.execute(
            "SELECT * FROM consents WHERE app_id = ? AND publisher = ?", (app_id, publisher)
        ):
            row = read_row(ConsentRow, raw)
            if row.intact(self._seal):
                found.add(Ask(row.asked))
        return frozenset(found)

    def add(
        self, held: sqlite3.Connection, app_id: AppId, publisher: KeyId, asks: Iterable[Ask]
    ) -> None:
        """As `accept`, in the caller's transaction."""
        for ask in asks:
            row = ConsentRow(app_id=app_id, publisher=publisher, asked=str(ask), at=utc_now())
            put_row(held, row.sealed(self._seal))

    def keep_only(
        self, held: sqlite3.Connection, app_id: AppId, publisher: KeyId, asks: frozenset[Ask]
    ) -> None:
        """Forget consents and grants for what is declared no more; in the caller's transaction."""
        accepted = held.execute(
            "SELECT asked FROM consents WHERE app_id = ? AND publisher = ?", (app_id, publisher)
        )
        for asked in [str(row["asked"]) for row in accepted]:
            if asked not in asks:
                held.execute(
                    "DELETE FROM consents WHERE app_id = ? AND publisher = ? AND asked = ?",
                    (app_id, publisher, asked),
                )
        granted = held.execute(
            "SELECT scope FROM grants WHERE app_id = ? AND publisher = ?", (app_id, publisher)
        )
        for scope in [str(row["scope"]) for row in granted]:
            if Ask.scope(scope) not in asks:
                held.execute(
                    "DELETE FROM grants WHERE app_id = ? AND publisher = ? AND scope = ?",
                    (app_id, publisher, scope),
                )
