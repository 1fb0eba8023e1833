"""`fanlight lint` beyond a build: calls, rights and sizes, in both kinds of project."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bridge.permissions import Scope
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.scan import scan
from sandbox.compile.wx_members import tell_odd_uses, wx_members
from sandbox.member_calls import MemberUse, member_uses
from sandbox.package.api_lint import known_members
from sandbox.package.check import Problem
from sandbox.package.look_through import look_through
from tests.compiled_before import compiler_folder
from tests.fanlight_child import ICON, ROOT, page

BUDGET_BYTES = 2_000_000


def found_in(script: str, *scopes: str, html: str | None = None) -> tuple[Problem, ...]:
    """What is said of a package with this script and these declared rights."""
    manifest = {
        "app_id": "org.example.probe",
        "name": "Probe",
        "version": {"name": "1.0.0", "code": 1},
        "platform_version": {"min_code": 1},
        "pages": ["pages/index/index"],
        "icons": [{"src": "icon.svg"}],
        "req_permissions": [{"name": scope, "reason": "To be tested."} for scope in scopes],
    }
    files = {
        "manifest.json": json.dumps(manifest).encode(),
        "pages/index/index.html": (html or page()).encode(),
        "app.js": script.encode(),
        "icon.svg": ICON,
    }
    return look_through(files, BUDGET_BYTES)


def test_what_a_script_calls_is_read_off_its_text() -> None:
    text = """
    wx.a(); wx . b?.(1); wx?.c(); const f = wx.d; // wx.comment()
    /* wx.comment() */ "wx.text()"; 'it\\'s wx.text()'; this.wx.no(); lwx.no(); self.wx.e()
    `${wx.f()}`
    """
    assert list(member_uses(text, "wx")) == [
        MemberUse("a", 2, True),
        MemberUse("b", 2, False),
        MemberUse("c", 2, True),
        MemberUse("d", 2, False),
        MemberUse("e", 3, True),
        MemberUse("f", 4, True),
    ]


@pytest.mark.parametrize("piece", ["'", '"', "/*", "//", "wx.", "wx.a(", "\\", "wx ", "'\\"])
def test_a_hostile_text_is_read_in_one_pass(piece: str) -> None:
    """One that goes back over what it has read would not end within the test's time."""
    assert len(list(member_uses(piece * 300_000, "wx"))) <= 300_000


def test_an_unknown_api_is_named_where_it_stands_with_the_likely_one() -> None:
    (found,) = found_in(
        "// first\nfanlight.getLocatoin();\nfanlight.getStorageSync('a')", "location"
    )[:1]
    assert (found.path, found.line, found.code) == ("app.js", 2, "build.api")
    assert found.fix == "did you mean fanlight.getLocation?"
    assert found_in("if (fanlight.brandNew) x(); y.fanlight.nope(); const z = fanlight.nope") == ()
    inline = found_in("", html=page("\nfanlight.nope();", head="<!-- \n -->"))
    assert [(each.path, each.line) for each in inline] == [("pages/index/index.html", 3)]


def test_every_member_of_the_page_s_object_is_known() -> None:
    """Against the façade's own source: what buildApi and the page put on the object."""
    facade = (ROOT / "bridge/js/src/facade.ts").read_text()
    added = facade.partition("return assign(api, {")[2].partition("})")[0]
    assert set(re.findall(r"^    (\w+):", added, re.MULTILINE)) <= known_members()
    assert {"getStorageSync", "onThemeChange", "offThemeChange", "request"} <= known_members()


def test_rights_that_lack_and_rights_that_nothing_needs() -> None:
    (lacks,) = found_in("await fanlight.getLocation()")
    assert (lacks.path, lacks.line, lacks.code) == ("app.js", 1, "build.right")
    assert "location" in lacks.fix
    assert found_in("await fanlight.getLocation()", "location") == ()
    (unused,) = found_in("fanlight.getStorage({key: 'a'})", "location")
    assert (unused.path, unused.code) == ("manifest.json", "build.right")
    # By another name it is still named.
    assert found_in("const { getLocation: where } = fanlight; where()", "location") == ()
    assert found_in("", "no.such.right") == (), "unknown rights are told by the manifest's reader"


def test_packages_over_the_budget_are_told_with_their_largest_files() -> None:
    manifest = json.dumps({}).encode()
    assert look_through({"manifest.json": manifest}, 1) == (), "an error that is told elsewhere"
    (found,) = [each for each in found_in("/*" + "x" * BUDGET_BYTES) if each.code == "build.size"]
    assert found.path == "."
    assert "app.js (1,953 KiB)" in found.message


def test_wechat_s_members_are_known_and_odd_ones_told() -> None:
    assert len(wx_members()) > 499
    assert wx_members()["request"] == ""
    assert wx_members()["addCard"]
    script = """wx.loginn({}); wx.request({}); wx.addCard({});
    if (wx.brandNew) wx.brandNew();
    wx.canIUse("addPhoneContact") && wx.addPhoneContact({});
    """
    found = Diagnostics()
    tell_odd_uses("app.js", scan("app.js", script).odd, found)
    assert [(one.code, one.severity.value, one.line) for one in found] == [
        ("C4020", "warning", 1),
        ("C4021", "note", 1),
    ]
    assert next(iter(found)).fix == "did you mean wx.login?"
    assert scan("app.wxml", script).odd == ()


def test_a_weixin_project_s_unused_right_and_large_subpackage(tmp_path: Path) -> None:
    from host.dev.new import make_project
    from host.launch.folder_build import FolderBuilds

    make_project(tmp_path / "tea", "weixin")
    identity = tmp_path / "tea/fanlight.json"
    asked = [{"name": Scope.LOCATION, "reason": "To be tested."}]
    identity.write_text(json.dumps(json.loads(identity.read_text()) | {"req_permissions": asked}))
    more = tmp_path / "tea/more/big"
    more.mkdir(parents=True)
    (more / "big.wxml").write_text("<view/>")
    (more / "big.js").write_text("Page({})")
    (more / "big.bin").write_bytes(bytes(3 << 20))
    config = tmp_path / "tea/app.json"
    parts = [{"root": "more", "pages": ["big/big"]}]
    config.write_text(json.dumps(json.loads(config.read_text()) | {"subPackages": parts}))
    built = FolderBuilds(compiler_folder()).build(
        tmp_path / "tea", release=False, allow_secrets=False
    )
    assert [one.code for one in built.problems if one.severity == "warning"] == ["C1077"]
    (large,) = look_through(built.files, BUDGET_BYTES)
    assert (large.path, large.code) == ("more", "build.size")
    assert "more/big/big.bin" in large.message


def test_who_saves_a_folder_again_is_told_the_same(tmp_path: Path) -> None:
    from host.dev.new import make_project
    from host.launch.folder_build import FolderBuilds
    from host.launch.folder_report import FolderReport

    make_project(tmp_path / "tea", "web")
    said: list[str] = []
    report = FolderReport(FolderBuilds(None), tmp_path / "tea", said.append)
    report.check()
    assert said == []
    (tmp_path / "tea/app.js").write_text("fanlight.getLocatoin()")
    report.check()
    report.check()
    assert said == [
        "warning: app.js:1: fanlight.getLocatoin is not an API of this host; "
        "did you mean fanlight.getLocation?  [build.api]"
    ]
