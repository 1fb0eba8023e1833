"""Every family's handlers behind a real gate: JSON in, JSON out, ports that note what they got."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from bridge.api.catalogue import ALL_METHODS
from bridge.api.files import MAX_FILES_BYTES
from bridge.begun import Begun
from bridge.messages import Call, Result
from bridge.methods import table
from bridge.permissions import Scope
from host.services.catalogue import bindings_for
from host.services.files import proposed_name
from host.services.ports import (
    Agreement,
    BarColors,
    ModalAnswer,
    PageBar,
    PickedFile,
)
from host.settings import Place
from tests.service_machine import Machine, machine

__all__ = ["machine"]


async def test_every_api_has_exactly_one_handler(machine: Machine) -> None:
    found = table(bindings_for(machine.ports))
    assert {name: binding.spec for name, binding in found.items()} == {
        spec.name: spec for spec in ALL_METHODS
    }


async def test_what_is_quick_is_answered_by_the_message_that_brought_it(machine: Machine) -> None:
    given: dict[str, dict[str, str]] = {
        "setClipboardData": {"data": "tea"},
        "setNavigationBarTitle": {"title": "Tea"},
        "setNavigationBarColor": {"frontColor": "#ffffff", "backgroundColor": "#000000"},
        "showToast": {"title": "Tea"},
        "hideToast": {},
        "showLoading": {"title": "Tea"},
        "hideLoading": {},
    }
    assert set(given) == {spec.name for spec in ALL_METHODS if spec.is_quick}
    gate = machine.gate()
    found: dict[str, object] = {}

    def begin() -> None:  # outside of all tasks, as a slot is
        for name, members in given.items():
            raw = msgspec.Raw(msgspec.json.encode(members))
            begun = Begun(gate.answer(Call(id=1, method=name, params=raw)))
            found[name] = begun.outcome and type(begun.outcome[0])

    asyncio.get_running_loop().call_soon(begin)
    await asyncio.sleep(0)
    assert found == dict.fromkeys(given, Result)


async def test_storage_over_the_wire(machine: Machine) -> None:
    assert await machine.call("setStorage", key="k", data={"n": [1, None]}) == {}
    assert await machine.call("getStorage", key="k") == {"data": {"n": [1, None]}}
    facts = await machine.call("getStorageInfo")
    assert facts == {"keys": ["k"], "currentSize": 1, "limitSize": 10240}
    await machine.call("removeStorage", key="k")
    assert (await machine.fail("getStorage", key="k")).code == "call.not_found"
    await machine.call("clearStorage")


async def test_network_over_the_wire(machine: Machine) -> None:
    failure = await machine.fail("request", url="https://example.org/")
    assert (failure.code, failure.detail) == ("call.network", {})
    assert machine.desk.did[0][0] == "network"
    assert await machine.call("getNetworkType") == {"networkType": "none"}


async def test_toasts_and_loading_are_one(machine: Machine) -> None:
    await machine.call("showToast", title="Saved")
    await machine.call("showLoading", title="Wait", mask=True)
    await machine.call("hideLoading")
    await machine.call("hideToast")
    saved, wait, *hidden = machine.desk.did
    assert (saved.title, saved.icon, saved.duration_ms, saved.mask) == (
        "Saved", "success", 1500, False,
    )  # fmt: skip
    assert (wait.icon, wait.duration_ms, wait.mask) == ("loading", None, True)
    assert hidden == ["hide", "hide"]


@pytest.mark.parametrize(
    ("editable", "answer", "expected"),
    [
        (False, ModalAnswer(True, "x"), {"confirm": True, "cancel": False, "content": None}),
        (True, ModalAnswer(True, "x"), {"confirm": True, "cancel": False, "content": "x"}),
        (True, ModalAnswer(False, "x"), {"confirm": False, "cancel": True, "content": None}),
    ],
)
async def test_modals(
    machine: Machine, editable: bool, answer: ModalAnswer, expected: dict[str, object]
) -> None:
    machine.desk.modal = answer
    assert await machine.call("showModal", title="T", editable=editable) == expected


async def test_action_sheets(machine: Machine) -> None:
    assert await machine.call("showActionSheet", itemList=["a", "b"]) == {"tapIndex": 1}
    machine.desk.choice = None
    failure = await machine.fail("showActionSheet", itemList=["a"])
    assert (failure.code, failure.message) == ("call.cancelled", "cancel")
    for items in ([], ["a"] * 7, [""], [1]):
        failure = await machine.fail("showActionSheet", itemList=items)
        assert failure.code == "call.invalid_params"


async def test_one_dialog_at_a_time(machine: Machine) -> None:
    gate = machine.gate()
    call = Call(id=1, method="showModal", params=msgspec.Raw(b"{}"))
    await asyncio.gather(*(gate.answer(call) for _ in range(10)))
    assert len(machine.desk.did) == 10
    assert machine.desk.most_dialogs == 1


async def test_the_bar(machine: Machine) -> None:
    await machine.call("setNavigationBarTitle", title="T")
    await machine.call("setNavigationBarColor", frontColor="#ffffff", backgroundColor="#ABCDEF")
    assert machine.desk.did == [("title", "T"), BarColors("#ffffff", "#abcdef")]
    for front, back in (("#123456", "#000000"), ("#ffffff", "red; x"), ("#ffffff", "#00000g")):
        failure = await machine.fail(
            "setNavigationBarColor", frontColor=front, backgroundColor=back
        )
        assert failure.code == "call.invalid_params"


async def test_the_bar_of_a_page_stack(machine: Machine) -> None:
    route = "pages/detail/detail"
    await machine.call(
        "setPage", route=route, title="T", backgroundColor="#ABCDEF", textStyle="white",
        canGoBack=True,
    )  # fmt: skip
    bar = PageBar("T", BarColors("#ffffff", "#abcdef"), True, False, False, False)
    assert machine.desk.did == [("entered", route), bar]
    await machine.call("setPage", route=route, title="own", navigationStyle="custom")
    assert machine.desk.did[-1] == PageBar("", None, False, False, False, False)
    failure = await machine.fail("setPage", route=route, backgroundColor="red; x")
    assert failure.code == "call.invalid_params"


async def test_system_information_agrees_with_its_parts(machine: Machine) -> None:
    whole = await machine.call("getSystemInfo")
    parts = {
        **await machine.call("getWindowInfo"),
        **await machine.call("getDeviceInfo"),
        **await machine.call("getAppBaseInfo"),
    }
    assert whole == parts
    assert whole["SDKVersion"] == "3.0.0"
    assert whole["safeArea"] == {
        "left": 0, "right": 400, "top": 0, "bottom": 700, "width": 400, "height": 700,
    }  # fmt: skip
    assert (whole["theme"], whole["language"], whole["brand"]) == ("dark", "zh_CN", "desktop")


async def test_what_a_person_picks_is_copied(machine: Machine, tmp_path: Path) -> None:
    assert (await machine.fail("chooseMedia")).message == "cancel"
    own = tmp_path / "Holiday.JPG"
    own.write_bytes(b"jpeg")
    machine.desk.own_files = (own,)
    files = (await machine.call("chooseMedia", count=1, mediaType=["image"]))["files"]
    assert (files[0]["name"], files[0]["size"], files[0]["type"]) == ("Holiday.JPG", 4, "image")
    assert (files[0]["width"], files[0]["height"]) == (3, 2)
    assert files[0]["path"].startswith("wxfile://tmp/")
    assert files[0]["path"].endswith(".jpg")
    machine.desk.did.clear()
    assert (await machine.call("chooseFiles", extension=["PDF"]))["files"][0]["size"] == 4
    assert machine.desk.did == [(1, ("pdf",))]


async def test_what_leaves_an_app_is_asked_for(machine: Machine, tmp_path: Path) -> None:
    path = (await machine.call("tempFile", base64="cGRm", extension="pdf"))["path"]
    assert await machine.call("saveMedia", path=path, kind="file") == {"saved": False}
    machine.desk.kept_at = tmp_path / "kept.pdf"
    assert await machine.call("saveMedia", path=path, kind="file") == {"saved": True}
    assert machine.desk.kept_at.read_bytes() == b"pdf"
    machine.desk.did.clear()
    await machine.call("openDocument", path=path)
    await machine.call("openExternal", url="tel:+8610000")
    (asked, _, _), opened, link, called = machine.desk.did
    assert (asked, opened) == (Agreement.OPEN_DOCUMENT, (b"pdf", "pdf"))
    assert (link, called) == ((Agreement.OPEN_ADDRESS, "tel:+8610000", False), "tel:+8610000")
    for url in ("file:///etc/passwd", "javascript:1", "http://a.example/", "tel:1 2", "https://"):
        assert (await machine.fail("openExternal", url=url)).code == "call.invalid_params"
    script = (await machine.call("tempFile", base64="MQ==", extension="sh"))["path"]
    assert (await machine.fail("openDocument", path=script)).code == "call.invalid_params"
    machine.desk.agrees = False
    machine.desk.did.clear()
    assert (await machine.fail("openExternal", url="https://a.example/")).message == "cancel"
    assert (await machine.fail("openDocument", path=path)).message == "cancel"
    assert all(isinstance(done, tuple) and done[0] in Agreement for done in machine.desk.did)


@pytest.mark.parametrize(
    ("extension", "file_type"),
    [
        *((ending, "") for ending in ("svg", "html", "htm", "xhtml", "js", "py", "docm", "lnk")),
        *((ending, "") for ending in ("exe", "bat", "command", "desktop", "jar", "SVG", "PDF.exe")),
        *(("", ending) for ending in ("svg", "html", "exe", "", "pdf/../sh")),
        ("sh", "pdf"),
    ],
)
async def test_no_document_is_opened_that_a_program_would_run(
    machine: Machine, extension: str, file_type: str
) -> None:
    name = f"a.{extension}" if extension else "a"
    path = f"wxfile://usr/{name}"
    await machine.call("fsWriteFile", path=path, base64="MQ==")
    failure = await machine.fail("openDocument", path=path, fileType=file_type)
    assert failure.code == "call.invalid_params"
    assert machine.desk.did == [], "the person is not even asked"


@pytest.mark.parametrize(
    ("name", "kind", "proposed"),
    [
        ("tea.jpg", "image", "picture.jpg"),
        ("tea.JPG", "image", "picture.jpg"),
        ("tea.exe", "image", "picture.png"),
        ("tea.svg", "image", "picture.png"),
        ("tea.png.desktop", "image", "picture.png"),
        ("tea", "image", "picture.png"),
        ("tea.webm", "video", "video.webm"),
        ("tea.sh", "video", "video.mp4"),
        ("tea.csv", "file", "tea.csv"),
        ("a\u202ecsv.csv", "file", "file"),
        ("tea", "file", "file"),
    ],
)
async def test_the_host_names_what_is_kept(
    machine: Machine, name: str, kind: str, proposed: str
) -> None:
    path = f"wxfile://usr/{name}"
    await machine.call("fsWriteFile", path=path, base64="MQ==")
    await machine.call("saveMedia", path=path, kind=kind)
    assert machine.desk.did == [proposed]


async def test_accounts_of_an_app_that_is_being_developed(machine: Machine) -> None:
    assert (await machine.fail("checkSession")).code == "call.not_found"
    gate = machine.gate()
    answers = [
        await gate.answer(Call(id=id, method=name, params=msgspec.Raw(b"{}")))
        for id, name in ((1, "login"), (2, "checkSession"))
    ]
    assert [type(answer) for answer in answers] == [Result, Result]
    assert b'"code":"dev-' in bytes(answers[0].value)
    info = await machine.call("getUserInfo", lang="zh_CN")
    assert (info["userInfo"]["nickName"], info["userInfo"]["language"]) == ("微信用户", "zh_CN")
    assert json.loads(info["rawData"]) == info["userInfo"]
    assert machine.desk.did == []
    await machine.call("getUserProfile", desc="For your badge")
    await machine.call("requestPayment", package="prepay_id=1")
    answer = await machine.call("requestSubscribeMessage", tmplIds=["a", "b"])
    assert answer == {"results": {"a": "accept", "b": "accept"}}
    assert machine.desk.did == [
        (Agreement.PROFILE, "For your badge", True),
        (Agreement.PAYMENT, "prepay_id=1", True),
        (Agreement.MESSAGES, "a, b", True),
    ]
    machine.desk.agrees = False
    assert (await machine.fail("requestPayment", package="x")).code == "call.cancelled"
    answer = await machine.call("requestSubscribeMessage", tmplIds=["a"])
    assert answer == {"results": {"a": "reject"}}
    assert (await machine.fail("getPhoneNumber")).code == "call.not_supported"


async def test_without_an_account_provider_nothing_succeeds_and_nobody_is_asked(
    machine: Machine,
) -> None:
    machine.ports = replace(machine.ports, account=None)
    failures = [
        await machine.fail("login"),
        await machine.fail("checkSession"),
        await machine.fail("getUserInfo"),
        await machine.fail("getUserProfile", desc="For your badge"),
        await machine.fail("getPhoneNumber"),
        await machine.fail("requestPayment", package="prepay_id=1"),
        await machine.fail("requestSubscribeMessage", tmplIds=["a"]),
    ]
    assert {(each.code, each.message) for each in failures} == {
        ("call.not_supported", "no account provider is configured on this host")
    }
    assert machine.desk.did == []


async def test_files_are_given_as_asked(machine: Machine) -> None:
    machine.desk.picked = (PickedFile("/home/someone/茶.txt", "茶".encode()),)
    answer = await machine.call(
        "chooseFile", count=2, extension=["TXT", "txt", "md"], encoding="utf8"
    )
    assert answer == {"files": [{"name": "茶.txt", "size": 3, "encoding": "utf8", "data": "茶"}]}
    assert machine.desk.did == [(2, ("txt", "md"), MAX_FILES_BYTES)]
    answer = await machine.call("chooseFile")
    assert base64.b64decode(answer["files"][0]["data"]) == "茶".encode()


@pytest.mark.parametrize(
    ("picked", "params", "code"),
    [
        (None, {}, "call.cancelled"),
        ((), {}, "call.cancelled"),
        ((PickedFile("a", b"\xff"),), {"encoding": "utf8"}, "call.invalid_params"),
        ((PickedFile("a", b"x" * (MAX_FILES_BYTES + 1)),), {}, "call.too_large"),
        ((), {"extension": ["../x"]}, "call.invalid_params"),
        ((), {"count": 0}, "call.invalid_params"),
    ],
)
async def test_choosing_fails_as_it_should(
    machine: Machine, picked: tuple[PickedFile, ...] | None, params: dict, code: str
) -> None:
    machine.desk.picked = picked
    assert (await machine.fail("chooseFile", **params)).code == code


async def test_the_largest_choice_fits_a_message(machine: Machine) -> None:
    machine.desk.picked = (PickedFile("a", b"x" * MAX_FILES_BYTES),)
    answer = await machine.call("chooseFile")
    assert answer["files"][0]["size"] == MAX_FILES_BYTES


async def test_saving(machine: Machine) -> None:
    answer = await machine.call("saveFileToDisk", name="note.txt", data="茶")
    assert answer == {"saved": True, "name": "b.txt"}
    await machine.call("saveFileToDisk", name="x.bin", data="AP8=", encoding="base64")
    assert machine.desk.did == [("note.txt", "茶".encode()), ("x.bin", b"\x00\xff")]
    machine.desk.saved_as = None
    answer = await machine.call("saveFileToDisk", name="note.txt", data="")
    assert answer == {"saved": False, "name": None}
    failure = await machine.fail("saveFileToDisk", name="x", data="!", encoding="base64")
    assert failure.code == "call.invalid_params"


@pytest.mark.parametrize(
    "name",
    ["../x", "a/b", "a\\b", "C:x", "x:stream", "con", "NUL.txt", "com1.log", ".", "..", ".bashrc",
     "x.", "x ", " x", "a\0b", "a\nb", "invoice\u202efdp.exe", "a\u200bb", "a*b", "é" * 101,
     "\ue000"],
)  # fmt: skip
def test_names_that_are_no_file_names_are_refused(name: str) -> None:
    from bridge.errors import InvalidParams

    with pytest.raises(InvalidParams):
        proposed_name(name)


@pytest.mark.parametrize("name", ["note.txt", "茶 2.md", "a.b.c", "console.log", "é"])
def test_file_names(name: str) -> None:
    assert proposed_name(name) == name


async def test_the_clipboard(machine: Machine) -> None:
    assert await machine.call("getClipboardData") == {"data": "clip"}
    await machine.call("setClipboardData", data="new")
    assert machine.desk.clip == "new"
    assert machine.desk.did == [("ask", Scope.CLIPBOARD_READ)]


async def test_notifications_name_the_app(machine: Machine) -> None:
    await machine.call("showNotification", title="System update", body="b")
    assert machine.desk.did[-1] == ("Hello", "System update", "b")
    machine.desk.takes_notes = False
    failure = await machine.fail("showNotification", title="t")
    assert failure.code == "call.not_supported"


async def test_location_comes_from_the_settings(machine: Machine) -> None:
    assert (await machine.fail("getLocation")).code == "call.not_supported"
    machine.desk.where = Place(latitude=39.9, longitude=116.4, accuracy_m=500.0)
    answer = await machine.call("getLocation")
    assert (answer["latitude"], answer["longitude"], answer["accuracy"]) == (39.9, 116.4, 500.0)
    assert answer["speed"] == -1.0
    assert (await machine.fail("getLocation", type="gcj02")).code == "call.not_supported"
