"""What the origin of a WeChat-syntax app serves: its runtime, its files, no other script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unittest.mock import patch

import pytest

from bridge.errors import ContentMismatch, NotFound, PageNotFound
from bridge.names import PageRoute
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from sandbox.weixin_mount import MAX_SHEETS_BYTES, WeixinMount
from sandbox.weixin_runtime import DIST, EARLY_SCRIPT, VIEW_SCRIPT
from tests.package_forge import KEY, manifest, sample_files

ORIGIN = "miniapp://abc"
PAGE = "pages/index/index"
FILES = {
    "weixin/app.json": f'{{"format": 1, "entry": "{PAGE}", "pages": ["{PAGE}"]}}'.encode(),
    "weixin/main.js": b"1",
    "evil.js": b"2",
    "evil.html": b"<script>3</script>",
    "icon.png": b"\x89PNG",
}


def mount(
    dist: Path, changed: dict[str, bytes] | None = None, *, evaluable: bool = False
) -> WeixinMount:
    (dist / "early.js").write_bytes(b"early")
    (dist / "view.js").write_bytes(b"view")
    (dist / "logic.js").write_bytes(b"logic")
    said = manifest(fanlight={"kind": "weixin", "ready": "explicit"})
    files = sample_files() | FILES | {"manifest.json": said} | (changed or {})
    bundle = verify(open_package(BytesSource(pack(files, KEY))))
    return WeixinMount(bundle, ORIGIN, evaluable=evaluable, dist=dist)


def policy(mounted: WeixinMount, path: str) -> dict[str, str]:
    value = dict(mounted.resource(path).headers)["Content-Security-Policy"]
    return {rule.split(" ", 1)[0]: rule.partition(" ")[2] for rule in value.split("; ")}


def test_every_page_is_the_runtimes_document(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    path = mounted.document_of(PageRoute(PAGE))
    assert mounted.is_document(path)
    document = mounted.resource(path)
    assert document.mime == "text/html; charset=utf-8"
    assert re.search(
        rb'<script nonce="\w{32}">early</script>'
        rb'<script type="application/json">.+</script>'
        rb'<script type="application/json" data-sheets>{}</script>'
        rb'<body><script nonce="\w{32}">view\n'
        rb"//# sourceURL=miniapp://abc/.fanlight/runtime/view.js\n</script>",
        document.content,
    )
    assert b"data-evaluable" not in document.content
    assert not mounted.is_document("evil.html")
    with pytest.raises(PageNotFound):
        mounted.document_of(PageRoute("pages/none/none"))


def test_only_the_runtimes_scripts_run_in_the_view(tmp_path: Path) -> None:
    found = policy(mount(tmp_path), f"{PAGE}.html")
    assert found["default-src"] == "'none'"
    own = f"{ORIGIN}/.fanlight/runtime/"
    late = ["codes.js", "map.js", "regions.js"]
    nonce, *files = found["script-src"].split()
    assert files == [own + name for name in late]
    assert re.fullmatch(r"'nonce-[0-9a-f]{32}'", nonce)


def test_every_document_has_a_nonce_of_its_own_which_its_two_scripts_carry(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    found = []
    for _ in range(2):
        document = mounted.resource(f"{PAGE}.html")
        said = re.search(r"'nonce-(\w+)'", dict(document.headers)["Content-Security-Policy"])
        assert said is not None
        assert re.findall(rb'nonce="(\w+)"', document.content) == [said[1].encode()] * 2
        found.append(said[1])
    assert found[0] != found[1]


def sheets_in(mounted: WeixinMount) -> dict[str, str]:
    document = mounted.resource(f"{PAGE}.html").content
    found = re.search(rb"<script [^>]*data-sheets>(.*?)</script>", document, re.DOTALL)
    assert found is not None
    sheets: dict[str, str] = json.loads(found[1])
    return sheets


def test_a_document_holds_the_sheets_that_its_page_begins_with(tmp_path: Path) -> None:
    card, text = (
        "weixin/style/parts/card.css",
        b'a::before { content: "</script><!--\xe5\xa5\xbd" }',
    )
    files = {
        "weixin/style/app.css": b"b {}",
        f"weixin/style/{PAGE}.css": text,
        card: b"c {}",
        "weixin/style/other.css": b"d {}",
        f"weixin/first/{PAGE}.json": json.dumps([18, card, 18, "weixin/style/no.css"]).encode(),
    }
    assert sheets_in(mount(tmp_path, files)) == {
        "weixin/style/app.css": "b {}",
        f"weixin/style/{PAGE}.css": text.decode(),
        card: "c {}",
    }


def test_what_is_no_text_or_too_much_is_asked_for(tmp_path: Path) -> None:
    own = f"weixin/style/{PAGE}.css"
    files = {"weixin/style/app.css": b"\xff", own: b" " * MAX_SHEETS_BYTES}
    assert sheets_in(mount(tmp_path, files)) == {}
    assert list(sheets_in(mount(tmp_path, {**files, "weixin/style/app.css": b""}))) == [
        "weixin/style/app.css",
        own,
    ]


def test_no_document_is_made_with_a_changed_sheet(tmp_path: Path) -> None:
    mounted = mount(tmp_path, {"weixin/style/app.css": b"b {}"})
    read = mounted.bundle.read

    def changed(path: str) -> bytes:
        if path == "weixin/style/app.css":
            raise ContentMismatch("not what was signed", path=path)
        return read(path)

    with patch.object(type(mounted.bundle), "read", lambda _bundle, path: changed(path)):
        with pytest.raises(ContentMismatch):
            mounted.resource(f"{PAGE}.html")


def test_no_text_of_the_configuration_ends_its_element(tmp_path: Path) -> None:
    title = "</script><script>1</script><!--<script>"
    config = json.dumps({"format": 1, "entry": PAGE, "pages": [PAGE], "title": title})
    mounted = mount(tmp_path, {"weixin/app.json": config.encode()})
    content = mounted.resource(f"{PAGE}.html").content.decode()
    inside = content.split('<script type="application/json">')[1].split("</script>")[0]
    assert "<" not in inside
    assert json.loads(inside)["title"] == title


def test_the_built_scripts_can_stand_in_a_document() -> None:
    for name in (EARLY_SCRIPT, VIEW_SCRIPT):
        text = (DIST / name).read_text(encoding="utf-8").lower()
        assert "</script" not in text
        # HTML Standard, "script data double escaped state": only both together change the end.
        assert "<script" not in text


def test_only_the_runtimes_worker_starts(tmp_path: Path) -> None:
    found = policy(mount(tmp_path), f"{PAGE}.html")
    assert found["worker-src"] == f"{ORIGIN}/.fanlight/runtime/logic.js"


def test_the_logic_layer_may_load_the_compilers_scripts_and_run_no_text(tmp_path: Path) -> None:
    found = policy(mount(tmp_path), ".fanlight/runtime/logic.js")
    assert found["script-src"] == f"{ORIGIN}/weixin/ {ORIGIN}/.fanlight/runtime/logic.js"
    assert found["connect-src"] == "'self' data: blob:"
    developers = policy(mount(tmp_path, evaluable=True), ".fanlight/runtime/logic.js")
    assert "'unsafe-eval'" in developers["script-src"]


def test_files_are_the_packages_own(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    assert mounted.resource("/icon.png").content == FILES["icon.png"]
    assert policy(mounted, "evil.html")["default-src"] == "'none'"
    for path in ("nothing.png", ".fanlight/runtime/other.js", ".fanlight/runtime/", "../x"):
        with pytest.raises(NotFound):
            mounted.resource(path)


def test_scripts_that_come_late_are_inert_elsewhere(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    (tmp_path / "regions.js").write_bytes(b"regions")
    path = ".fanlight/runtime/regions.js"
    assert mounted.resource(path).content == b"regions"
    assert policy(mounted, path)["default-src"] == "'none'"


def test_a_runtime_that_was_not_built_is_said_so(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    (tmp_path / "logic.js").unlink()
    with pytest.raises(NotFound, match="not built"):
        mounted.resource(".fanlight/runtime/logic.js")


def test_what_a_launch_asks_for_is_at_hand_once(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    assert mounted.at_hand(f"{PAGE}.html") is None
    mounted.read_ahead(PageRoute(PAGE))
    for path in (
        f"{PAGE}.html",
        ".fanlight/runtime/logic.js",
        "/weixin/main.js",
        "weixin/app.json",
    ):
        found = mounted.at_hand(path)
        assert found is not None
        asked = mounted.resource(path)
        assert found.mime == asked.mime
        if not path.endswith(".html"):  # its nonce is new each time
            assert found == asked
        assert mounted.at_hand(path) is None
    assert mounted.at_hand("weixin/style/app.css") is None  # there is none


def test_of_a_page_that_was_made_ahead_the_code_alone_is_at_hand(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    mounted.read_ahead(PageRoute(PAGE), has_page=True)
    assert mounted.at_hand("weixin/main.js") == mounted.resource("weixin/main.js")
    for path in (f"{PAGE}.html", ".fanlight/runtime/logic.js", "weixin/app.json"):
        assert mounted.at_hand(path) is None


def test_another_origin_is_the_one_it_stands_at(tmp_path: Path) -> None:
    mounted = mount(tmp_path)
    mounted.stand_at("miniapp://other")
    mounted.read_ahead(PageRoute(PAGE))
    found = mounted.at_hand(".fanlight/runtime/logic.js")
    assert found is not None
    assert "miniapp://other/weixin/" in dict(found.headers)["Content-Security-Policy"]
