"""What a person keeps for all apps, and hands to one."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bridge.api import person
from bridge.api.person import (
    AddressOutcome,
    ChooseLocationParams,
    InvoiceTitleOutcome,
    NamedPlaceOutcome,
)
from bridge.errors import CallCancelled, StoreCorrupt
from bridge.methods import Binding, NoParams, bind
from host.services.ports import Filled, FormKind, PersonForms, PlaceSettings
from sandbox.decoding import readable

KEPT = 20
"""Of each kind; the one used longest ago goes first."""
_Book = dict[str, list[dict[str, str]]]


class PersonBook:
    """A person's own entries in one file. Blocks; a host has one, so that writes are in turn."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.turn = asyncio.Lock()

    def read(self, kind: FormKind) -> tuple[dict[str, str], ...]:
        """The entries, the latest used first. Raises StoreCorrupt."""
        return tuple(self._all().get(kind.value, ()))

    def write(self, kind: FormKind, entries: tuple[Mapping[str, str], ...]) -> None:
        """Keep these instead, KEPT at most. Raises StoreCorrupt."""
        book = self._all()
        book[kind.value] = [dict(entry) for entry in entries[:KEPT]]
        whole = self._file.with_suffix(".new")
        whole.touch(mode=0o600)
        whole.write_bytes(msgspec.json.format(msgspec.json.encode(book)))
        whole.replace(self._file)

    def _all(self) -> _Book:
        try:
            content = self._file.read_bytes()
        except FileNotFoundError:
            return {}
        try:
            return msgspec.json.decode(content, type=readable(_Book))
        except msgspec.DecodeError as error:
            raise StoreCorrupt(
                f"{self._file}: {error}; correct it or delete it", path=str(self._file)
            ) from None


class PersonService:
    """Each question is a form of the host, with what was written before."""

    def __init__(self, book: PersonBook, forms: PersonForms, places: PlaceSettings) -> None:
        self._book = book
        self._forms = forms
        self._places = places

    def bindings(self) -> tuple[Binding, ...]:
        return (
            bind(person.CHOOSE_ADDRESS, self.address),
            bind(person.CHOOSE_INVOICE_TITLE, self.invoice_title),
            bind(person.CHOOSE_LOCATION, self.place),
        )

    async def address(self, params: NoParams) -> AddressOutcome:
        """Raises CallCancelled."""
        entry = await self._filled(FormKind.ADDRESS, None)
        return AddressOutcome(
            user_name=entry.get("userName", ""),
            tel_number=entry.get("telNumber", ""),
            postal_code=entry.get("postalCode", ""),
            province_name=entry.get("provinceName", ""),
            city_name=entry.get("cityName", ""),
            county_name=entry.get("countyName", ""),
            street_name=entry.get("streetName", ""),
            detail_info=entry.get("detailInfo", ""),
            detail_info_new=entry.get("detailInfo", ""),
            national_code="",
        )

    async def invoice_title(self, params: NoParams) -> InvoiceTitleOutcome:
        """Raises CallCancelled."""
        entry = await self._filled(FormKind.INVOICE_TITLE, None)
        return InvoiceTitleOutcome(
            type=1 if entry.get("type") == "1" else 0,
            title=entry.get("title", ""),
            tax_number=entry.get("taxNumber", ""),
            company_address=entry.get("companyAddress", ""),
            telephone=entry.get("telephone", ""),
            bank_name=entry.get("bankName", ""),
            bank_account=entry.get("bankAccount", ""),
        )

    async def place(self, params: ChooseLocationParams) -> NamedPlaceOutcome:
        """Raises CallCancelled."""
        entry = await self._filled(FormKind.PLACE, self._proposed(params))
        return NamedPlaceOutcome(
            name=entry.get("name", ""),
            address=entry.get("address", ""),
            latitude=_degrees(entry, "latitude", 90.0),
            longitude=_degrees(entry, "longitude", 180.0),
        )

    def _proposed(self, params: ChooseLocationParams) -> dict[str, str] | None:
        latitude, longitude = params.latitude, params.longitude
        if latitude is None or longitude is None:
            settled = self._places.place()
            if settled is None:
                return None
            latitude, longitude = settled.latitude, settled.longitude
        return {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}"}

    async def _filled(self, kind: FormKind, proposed: dict[str, str] | None) -> Mapping[str, str]:
        """Raises CallCancelled."""
        kept = await asyncio.to_thread(self._book.read, kind)
        answer = await self._forms.fill(kind, kept, proposed)
        async with self._book.turn:
            await asyncio.to_thread(self._keep, kind, kept, answer)
        if answer.entry is None:
            raise CallCancelled("cancel")
        return answer.entry

    def _keep(self, kind: FormKind, shown: tuple[dict[str, str], ...], answer: Filled) -> None:
        """What another app's form wrote meanwhile stays."""
        gone = [entry for entry in shown if entry not in answer.kept]
        before = self._book.read(kind)
        now = [entry for entry in before if entry not in gone]
        if answer.entry is not None:
            now = [dict(answer.entry), *(entry for entry in now if entry != answer.entry)]
        if tuple(now) != before:
            self._book.write(kind, tuple(now))


def _degrees(entry: Mapping[str, str], name: str, limit: float) -> float:
    """The form takes numbers only; what was edited in the file may be anything."""
    try:
        value = float(entry.get(name, "0"))
    except ValueError:
        return 0.0
    return max(-limit, min(limit, value)) if math.isfinite(value) else 0.0
