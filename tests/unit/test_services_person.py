"""What a person keeps and picks for one app, and a page as a link."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from bridge.errors import LinkInvalid, StoreCorrupt
from bridge.names import AppId, PageRoute
from host.links import link_to, parse_link
from host.services.person import KEPT, PersonBook
from host.services.ports import Filled, FormKind
from host.settings import Place
from tests.service_machine import Machine, machine

__all__ = ["machine"]

ADDRESS = {"userName": "李白", "telNumber": "1", "cityName": "江油", "detailInfo": "青莲镇"}
Kept = tuple[Mapping[str, str], ...]


def book_of(machine: Machine) -> PersonBook:
    return machine.ports.book


async def test_an_address_is_kept_for_the_next_app(machine: Machine) -> None:
    desk = machine.desk
    desk.fills = lambda kept: Filled(ADDRESS, kept)
    answer = await machine.call("chooseAddress")
    assert answer == {
        "userName": "李白", "telNumber": "1", "cityName": "江油", "detailInfo": "青莲镇",
        "detailInfoNew": "青莲镇", "provinceName": "", "countyName": "", "streetName": "",
        "postalCode": "", "nationalCode": "",
    }  # fmt: skip
    await machine.call("chooseAddress")
    assert desk.did[-1] == (FormKind.ADDRESS, (ADDRESS,), None)
    assert book_of(machine).read(FormKind.ADDRESS) == (ADDRESS,)
    assert book_of(machine).read(FormKind.PLACE) == ()


async def test_cancelling_gives_nothing_and_still_forgets(machine: Machine) -> None:
    book = book_of(machine)
    assert (await machine.fail("chooseAddress")).code == "call.cancelled"
    assert book.read(FormKind.ADDRESS) == ()
    book.write(FormKind.ADDRESS, (ADDRESS, {"userName": "B"}))
    machine.desk.fills = lambda kept: Filled(None, kept[1:])
    assert (await machine.fail("chooseAddress")).code == "call.cancelled"
    assert book.read(FormKind.ADDRESS) == ({"userName": "B"},)


async def test_what_was_used_last_comes_first_and_an_edited_one_replaces(machine: Machine) -> None:
    book, first, second = book_of(machine), {"userName": "A"}, {"userName": "B"}
    book.write(FormKind.ADDRESS, (first, second))
    machine.desk.fills = lambda kept: Filled(second, kept)
    await machine.call("chooseAddress")
    assert book.read(FormKind.ADDRESS) == (second, first)
    changed = {"userName": "A", "cityName": "C"}
    machine.desk.fills = lambda kept: Filled(changed, (second,))
    await machine.call("chooseAddress")
    assert book.read(FormKind.ADDRESS) == (changed, second)
    many = tuple({"userName": str(number)} for number in range(KEPT + 5))
    book.write(FormKind.ADDRESS, many)
    assert book.read(FormKind.ADDRESS) == many[:KEPT]


async def test_what_another_form_kept_meanwhile_stays(machine: Machine) -> None:
    book = book_of(machine)
    book.write(FormKind.ADDRESS, ({"userName": "A"},))

    def fills(kept: Kept) -> Filled:
        book.write(FormKind.ADDRESS, ({"userName": "elsewhere"}, {"userName": "A"}))
        return Filled({"userName": "mine"}, ())

    machine.desk.fills = fills
    await machine.call("chooseAddress")
    assert book.read(FormKind.ADDRESS) == ({"userName": "mine"}, {"userName": "elsewhere"})


async def test_the_file_is_the_persons_alone_and_a_broken_one_is_named(machine: Machine) -> None:
    book = book_of(machine)
    book.write(FormKind.ADDRESS, (ADDRESS,))
    (file,) = [each for each in machine.folder.iterdir() if each.name == "person.json"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("[]")
    with pytest.raises(StoreCorrupt, match=r"person\.json"):
        book.read(FormKind.ADDRESS)


async def test_an_invoice_title_has_wechats_members(machine: Machine) -> None:
    machine.desk.fills = lambda kept: Filled({"type": "1", "title": "李白"}, kept)
    answer = await machine.call("chooseInvoiceTitle")
    assert (answer["type"], answer["title"], answer["taxNumber"]) == (1, "李白", "")
    machine.desk.fills = lambda kept: Filled({"type": "0", "title": "茶", "taxNumber": "9"}, kept)
    answer = await machine.call("chooseInvoiceTitle")
    assert (answer["type"], answer["taxNumber"]) == (0, "9")


async def test_a_place_begins_where_the_app_says_or_the_person_is(machine: Machine) -> None:
    desk = machine.desk
    place = {"name": "Tea", "latitude": "30.25", "longitude": "-120.5"}
    desk.fills = lambda kept: Filled(place, kept)
    answer = await machine.call("chooseLocation")
    assert answer == {"name": "Tea", "address": "", "latitude": 30.25, "longitude": -120.5}
    assert desk.did[-1] == (FormKind.PLACE, (), None)
    desk.where = Place(latitude=39.9, longitude=116.4)
    await machine.call("chooseLocation")
    assert desk.did[-1][2] == {"latitude": "39.900000", "longitude": "116.400000"}
    await machine.call("chooseLocation", latitude=1.5, longitude=-2)
    assert desk.did[-1][2] == {"latitude": "1.500000", "longitude": "-2.000000"}
    assert (await machine.fail("chooseLocation", latitude=91)).code == "call.invalid_params"
    for strange in ("nan", "1e9", "tea"):
        desk.fills = lambda kept, text=strange: Filled({"name": "x", "latitude": text}, kept)
        assert -90 <= (await machine.call("chooseLocation"))["latitude"] <= 90


async def test_a_page_is_shared_as_a_link(machine: Machine) -> None:
    await machine.call("share", title="Tea & 茶", path="pages/item/item?id=1&q=%E8%8C%B6")
    await machine.call("share")
    link = "fanlight://open/org.example.hello/pages/item/item?id=1&q=%E8%8C%B6"
    first = "fanlight://open/org.example.hello/pages/index/index"
    assert machine.desk.did == [("Tea & 茶", link), ("Hello", first)]
    for path, code in (
        ("pages/none/none", "call.not_found"),
        ("../item", "call.invalid_params"),
        (f"pages/item/item?q={'茶' * 300}", "call.not_supported"),
    ):
        assert (await machine.fail("share", path=path)).code == code, path
    machine.ports = replace(machine.ports, pages=("页/页",))
    assert (await machine.fail("share")).code in {"call.invalid_params", "call.not_supported"}


def test_a_link_says_what_it_was_made_of() -> None:
    app_id, page = AppId("org.example.hello"), PageRoute("pages/a/a")
    for query in ({}, {"a": ""}, {"&=?#": "/ %", "茶": "水", "b": "fanlight://x"}):
        link = parse_link(link_to(app_id, page, query))
        assert (link.app_id, link.page, link.query) == (app_id, page, query)
    with pytest.raises(LinkInvalid):
        link_to(app_id, page, {"a": "b" * 2_048})
