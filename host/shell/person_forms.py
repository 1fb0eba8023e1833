"""The fields of an address, an invoice title and a place, and how an entry is shown in short."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from host.services.ports import FormKind
from host.shell.display_text import plain


class Field(msgspec.Struct, frozen=True):
    """One member of an entry. `limit` makes it a number from -limit to limit; `half` shares its
    line with the next one; `company` is asked of companies alone."""

    name: str
    needed: bool = False
    limit: float | None = None
    half: bool = False
    company: bool = False
    most_chars: int = 100


TYPE = Field("type")
"""Of an invoice title: a choice, not a text."""
COMPANY, PERSON = "0", "1"
"""WeChat's values of `type`."""

FIELDS: Mapping[FormKind, tuple[Field, ...]] = {
    FormKind.ADDRESS: (
        Field("userName", needed=True, half=True, most_chars=50),
        Field("telNumber", needed=True, most_chars=30),
        Field("provinceName", half=True, most_chars=50),
        Field("cityName", needed=True, most_chars=50),
        Field("countyName", half=True, most_chars=50),
        Field("postalCode", most_chars=20),
        Field("streetName"),
        Field("detailInfo", needed=True, most_chars=200),
    ),
    FormKind.INVOICE_TITLE: (
        TYPE,
        Field("title", needed=True),
        Field("taxNumber", company=True, most_chars=30),
        Field("companyAddress", company=True, most_chars=200),
        Field("telephone", company=True, most_chars=30),
        Field("bankName", company=True, half=True),
        Field("bankAccount", company=True, most_chars=40),
    ),
    FormKind.PLACE: (
        Field("name", needed=True),
        Field("address", most_chars=200),
        Field("latitude", needed=True, limit=90.0, half=True, most_chars=20),
        Field("longitude", needed=True, limit=180.0, most_chars=20),
    ),
}
_SHORT = {
    FormKind.ADDRESS: ("userName", "cityName", "detailInfo"),
    FormKind.INVOICE_TITLE: ("title", "taxNumber"),
    FormKind.PLACE: ("name", "address"),
}
_SHORT_CHARS = 60


def in_short(kind: FormKind, entry: Mapping[str, str]) -> str:
    """An entry on one line."""
    parts = (entry.get(name, "").strip() for name in _SHORT[kind])
    return plain(" · ".join(part for part in parts if part), _SHORT_CHARS)
