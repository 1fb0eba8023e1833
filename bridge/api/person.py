"""What a person keeps in the host, and picks for one app: addresses, invoice titles, places."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bridge.api.family import Entry, Family
from bridge.errors import CallCancelled
from bridge.methods import MethodSpec, NoParams, Outcome, Params

Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90, description="Degrees, WGS 84.")]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180, description="Degrees, WGS 84.")]


class AddressOutcome(Outcome, frozen=True):
    """WeChat's members; what the person left out is empty."""

    user_name: Annotated[str, msgspec.Meta(description="Who receives.")]
    tel_number: Annotated[str, msgspec.Meta(description="Their telephone.")]
    postal_code: Annotated[str, msgspec.Meta(description="Post code.")]
    province_name: Annotated[str, msgspec.Meta(description="Province or state.")]
    city_name: Annotated[str, msgspec.Meta(description="City.")]
    county_name: Annotated[str, msgspec.Meta(description="District.")]
    street_name: Annotated[str, msgspec.Meta(description="Street or quarter.")]
    detail_info: Annotated[str, msgspec.Meta(description="House, door and the like.")]
    detail_info_new: Annotated[str, msgspec.Meta(description="As `detailInfo`.")]
    national_code: Annotated[str, msgspec.Meta(description="The region's code; not known here.")]


class InvoiceTitleOutcome(Outcome, frozen=True):
    """WeChat's members; what the person left out is empty."""

    type: Annotated[int, msgspec.Meta(description="0: a company, 1: a person.")]
    title: Annotated[str, msgspec.Meta(description="Whom the invoice names.")]
    tax_number: Annotated[str, msgspec.Meta(description="Of a company.")]
    company_address: Annotated[str, msgspec.Meta(description="Of a company.")]
    telephone: Annotated[str, msgspec.Meta(description="Of a company.")]
    bank_name: Annotated[str, msgspec.Meta(description="Of a company.")]
    bank_account: Annotated[str, msgspec.Meta(description="Of a company.")]


class ChooseLocationParams(Params, frozen=True):
    latitude: Annotated[
        Latitude | None, msgspec.Meta(description="Where to begin; null: where the person is.")
    ] = None
    longitude: Annotated[Longitude | None, msgspec.Meta(description="As `latitude`.")] = None


class NamedPlaceOutcome(Outcome, frozen=True):
    name: Annotated[str, msgspec.Meta(description="What the person calls it.")]
    address: Annotated[str, msgspec.Meta(description="Where it is, in words; may be empty.")]
    latitude: Latitude
    longitude: Longitude


CHOOSE_ADDRESS = MethodSpec(
    name="chooseAddress",
    params=NoParams,
    result=AddressOutcome,
    summary="Let the person pick or write a postal address. Picking is the permission; the host "
    "keeps what they wrote, the app gets the one address.",
    deadline_s=None,
    cost=10.0,
)
CHOOSE_INVOICE_TITLE = MethodSpec(
    name="chooseInvoiceTitle",
    params=NoParams,
    result=InvoiceTitleOutcome,
    summary="Let the person pick or write whom an invoice names. As `chooseAddress`.",
    deadline_s=None,
    cost=10.0,
)
CHOOSE_LOCATION = MethodSpec(
    name="chooseLocation",
    params=ChooseLocationParams,
    result=NamedPlaceOutcome,
    summary="Let the person pick a place they keep, or write one. As `chooseAddress`.",
    deadline_s=None,
    cost=10.0,
)

FAMILY = Family(
    name="person",
    title="Addresses and places",
    summary="Kept by the host for the person, for all apps; an app sees only what was picked for "
    "it. Cancelling fails with `cancel`.",
    entries=(
        Entry(
            CHOOSE_ADDRESS,
            "const { userName, cityName } = await fanlight.chooseAddress();",
            (CallCancelled,),
        ),
        Entry(
            CHOOSE_INVOICE_TITLE,
            "const { title, taxNumber } = await fanlight.chooseInvoiceTitle();",
            (CallCancelled,),
        ),
        Entry(
            CHOOSE_LOCATION,
            "const { name, latitude } = await fanlight.chooseLocation({});",
            (CallCancelled,),
        ),
    ),
)
