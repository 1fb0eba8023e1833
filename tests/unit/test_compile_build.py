"""Whole projects through the real tools: what comes out, what is said, what is done again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bridge.errors import BuildError, ManifestInvalid
from host.launch.folder_build import FolderBuilds, check_source, is_weixin
from host.launch.folder_report import FolderReport
from sandbox.compile.compiler import Compiler, Mode, open_compiler
from sandbox.compile.contents import Contents
from sandbox.compile.diagnostics import Diagnostic, Diagnostics
from sandbox.compile.files import MemoryFiles
from sandbox.compile.memo import Memo
from sandbox.compile.plain_files import PlainFiles
from sandbox.compile.project import Settings
from sandbox.manifest import Kind
from sandbox.package.check import Severity, check_files
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify, verify_all
from tests.compiled_before import lend_compiler

ICON = b"\x89PNG\r\n\x1a\n"
TEA: Mapping[str, object] = {
    "project.config.json": {"appid": "wx0123456789abcdef", "projectname": "tea"},
    "fanlight.json": {
        "app_id": "org.example.tea",
        "name": "Tea",
        "version": {"name": "1.2.0", "code": 7},
        "icons": [{"src": "images/a.png", "sizes": "48x48"}],
        "network": {"request": ["https://api.example.org"]},
    },
    "app.json": {
        "pages": ["pages/index/index"],
        "subpackages": [{"root": "shop", "pages": ["list/list"]}],
        "window": {"navigationBarTitleText": "Tea"},
        "workers": "workers",
    },
    "app.js": 'import { greet } from "./lib/greet";\nApp({ onLaunch() { greet(); } });\n',
    "app.wxss": ".big { font-size: 30rpx; }\n",
    "lib/greet.js": 'const data = require("../data/all.json");\nexport function greet() {}\n',
    "lib/unused.js": "this does not parse and nobody asks for it",
    "data/all.json": {"a": [1, 2]},
    "data/more.json": {"b": 1},
    "images/a.png": ICON,
    "pages/index/index.json": {"usingComponents": {"x-card": "/parts/card"}},
    "pages/index/index.wxml": '<x-card bind:tap="go"><image src="/images/a.png"/></x-card>\n',
    "pages/index/index.js": "Page({ go() { wx.setClipboardData({ data: '1' }); } });\n",
    "pages/index/index.wxss": "view { padding: 15rpx; }\n",
    "shop/list/list.wxml": '<wxs module="m">module.exports.a = 1;</wxs><text>{{m.a}}</text>\n',
    "shop/list/list.ts": 'import { greet } from "../../lib/greet";\nPage({ greet } as any);\n',
    "parts/card.json": {"component": True},
    "parts/card.wxml": '<view class="card"><slot/></view>\n',
    "parts/card.js": "Component({});\n",
    "parts/card.wxss": ".card { color: red; }\n",
    "workers/sum.js": "worker.onMessage(function () {});\n",
    "README.md": "# Tea\n",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the template compiler's machine code is kept: made once, not once a test."""
    return lend_compiler(tmp_path_factory.mktemp("kept")) / "compiled"


def write(folder: Path, files: Mapping[str, object]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            place.write_bytes(content)
        else:
            place.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def compiler(folder: Path, kept: Path, files: Mapping[str, object]) -> Compiler:
    return open_compiler(write(folder / "tea", files), kept)


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.code for one in found]


def modules(chunk: bytes) -> list[str]:
    return re.findall(r'__fanlight\.module\("([^"]+)"', chunk.decode())


def test_a_project_becomes_a_package(tmp_path: Path, kept: Path) -> None:
    built = compiler(tmp_path, kept, TEA).build(Mode.DEVELOPMENT)
    assert built.diagnostics == ()
    assert sorted(built.files) == [
        "data/all.json",
        "data/more.json",
        "images/a.png",
        "manifest.json",
        "weixin/app.json",
        "weixin/main.js",
        "weixin/main.js.map",
        "weixin/packages/shop/main.js",
        "weixin/packages/shop/main.js.map",
        "weixin/style/app.css",
        "weixin/style/pages/index/index.css",
        "weixin/style/parts/card.css",
        "weixin/workers.js",
        "weixin/workers.js.map",
    ]
    assert built.files["images/a.png"] == ICON
    main = built.files["weixin/main.js"]
    assert modules(main) == ["app.js", "lib/greet.js", "pages/index/index.js", "parts/card.js"]
    assert b'require("/lib/greet.js")' in main
    assert re.findall(rb'__fanlight\.(?:json|template)\("([^"]+)"', main) == [
        *(b"data/all.json", b"pages/index/index", b"parts/card")
    ]
    shop = built.files["weixin/packages/shop/main.js"]
    assert modules(shop) == ["shop/list/list.js"]
    assert b"shop/list/list" in shop.partition(b"__fanlight.template(")[2]
    assert b"__fanlight.script(" in shop
    assert modules(built.files["weixin/workers.js"]) == ["workers/sum.js"]
    assert b"vw" in built.files["weixin/style/app.css"]
    assert b"wx-view" in built.files["weixin/style/pages/index/index.css"]


def test_the_package_passes_the_gate(tmp_path: Path, kept: Path) -> None:
    for mode in Mode:
        built = compiler(tmp_path / mode.name, kept, TEA).build(mode)
        assert check_files(built.files, DEFAULT_LIMITS) == ()
        package = pack(built.files, SigningKey.generate())
        bundle = verify_all(open_package(BytesSource(package)))
        assert bundle.manifest.kind is Kind.WEIXIN
        assert bundle.manifest.app_id == "org.example.tea"
        assert bundle.manifest.pages == ("pages/index/index", "shop/list/list")
        assert [one.name for one in bundle.manifest.req_permissions] == ["clipboard.write"]
        assert bundle.paths[:2] == ("manifest.json", "weixin/app.json")


def test_a_release_is_smaller_and_the_same_each_time(tmp_path: Path, kept: Path) -> None:
    long = {**TEA, "app.js": "App({ onLaunch() { const longName = 1; return longName; } });\n" * 50}
    built = compiler(tmp_path / "a", kept, long).build(Mode.RELEASE)
    again = compiler(tmp_path / "b", kept, long).build(Mode.RELEASE)
    readable = compiler(tmp_path / "a", kept, long).build(Mode.DEVELOPMENT)
    assert dict(built.files) == dict(again.files)
    assert len(built.files["weixin/main.js"]) < len(readable.files["weixin/main.js"]) * 0.7


def test_a_package_whose_runtime_would_route_otherwise_is_refused(
    tmp_path: Path, kept: Path
) -> None:
    built = compiler(tmp_path, kept, TEA).build(Mode.DEVELOPMENT)
    config = json.loads(built.files["weixin/app.json"])
    for changed in (
        {**config, "pages": [*config["pages"], "pages/hidden/hidden"]},
        {**config, "entry": "shop/list/list"},
        {**config, "pages": config["pages"][::-1]},
        {**config, "format": 2},
        [],
    ):
        files = {**built.files, "weixin/app.json": json.dumps(changed).encode()}
        problems = check_files(files, DEFAULT_LIMITS)
        assert [(one.path, one.code) for one in problems] == [
            ("weixin/app.json", ManifestInvalid.code)
        ]
    for path in ("weixin/app.json", "weixin/main.js"):
        less = {name: content for name, content in built.files.items() if name != path}
        assert [one.severity for one in check_files(less, DEFAULT_LIMITS)] == [Severity.ERROR]


def test_every_error_of_a_build_is_told(tmp_path: Path, kept: Path) -> None:
    broken = {
        **TEA,
        "app.json": {**_app(), "pages": ["pages/index/index", "pages/none/none"]},
        "app.js": "App({\n",
        "parts/card.wxml": "<view>{{ a\n",
        "shop/list/list.json": "{",
        "fanlight.json": {"name": 3, "icons": [{"src": "none.png"}]},
        "data/all.json": "[1,",
    }
    built = compiler(tmp_path, kept, broken).build(Mode.DEVELOPMENT)
    assert dict(built.files) == {}
    errors = {one.path: one.code for one in built.diagnostics if one.severity.value == "error"}
    assert errors.keys() == {
        *("app.json", "app.js", "parts/card.wxml", "shop/list/list.json", "fanlight.json"),
        "data/all.json",
    }
    assert all(one.line for one in built.diagnostics if one.severity.value == "error")


def test_missing_things_are_said_and_the_package_is_made(tmp_path: Path, kept: Path) -> None:
    odd = {
        **TEA,
        "pages/index/index.js": 'require("./none"); Page({});\n',
        "pages/index/index.wxml": '<div/><x-none/><View/><image src="./none.png"/>\n',
        "weixin/own.txt": "x",
    }
    built = compiler(tmp_path, kept, odd).build(Mode.DEVELOPMENT)
    assert {(one.path, one.code) for one in built.diagnostics} == {
        ("pages/index/index.js", "C4005"),
        ("pages/index/index.wxml", "C1058"),
        ("pages/index/index.wxml", "C1091"),
        ("weixin/own.txt", "C1075"),
    }
    assert built.files
    unknown = [one for one in built.diagnostics if one.code == "C1058"]
    assert {(one.line, one.column) for one in unknown} == {(1, 1), (1, 7), (1, 16)}


def test_files_that_no_package_may_hold_are_left_out() -> None:
    paths = ("i/A.png", "i/a.png", "i/con.png", "i/b:c.png", "manifest.json", "i/ok.png")
    contents, found = Contents(MemoryFiles(dict.fromkeys(paths, ""))), Diagnostics()
    files = PlainFiles(contents, Memo(contents, "", None), Settings(), found)
    assert list(files.read(frozenset(), allow_secrets=False)) == ["i/A.png", "i/ok.png"]
    assert {(one.path, one.code) for one in found} == {
        (path, "C1075") for path in ("i/a.png", "i/con.png", "i/b:c.png", "manifest.json")
    }


def test_secrets_are_found_where_they_stand(tmp_path: Path, kept: Path) -> None:
    secret = {**TEA, "lib/greet.js": '\nconst appSecret = "0123456789abcdef0123456789abcdef";\n'}
    made = compiler(tmp_path, kept, secret)
    refused = made.build(Mode.DEVELOPMENT)
    (one,) = refused.diagnostics
    assert (one.code, one.path, one.line, one.severity.value) == (
        *("C1090", "lib/greet.js", 2, "error"),
    )
    assert not refused.files
    allowed = made.build(Mode.DEVELOPMENT, allow_secrets=True)
    assert allowed.files
    assert [one.severity.value for one in allowed.diagnostics] == ["warning"]


def test_addresses_without_a_scheme_are_secure_ones(tmp_path: Path, kept: Path) -> None:
    font = "@font-face { src: url(//font.example.org/a.ttf); }"
    built = compiler(tmp_path, kept, {**TEA, "app.wxss": font}).build(Mode.DEVELOPMENT)
    assert b"url(https://font.example.org/a.ttf)" in built.files["weixin/style/app.css"]


def test_fonts_of_imported_sheets_load_while_developing(tmp_path: Path, kept: Path) -> None:
    font = "@font-face { src: url(//font.shop.cn/a.ttf); }"
    files = {**TEA, "app.wxss": '@import "style/icons.wxss";', "style/icons.wxss": font}
    built = compiler(tmp_path, kept, files).build(Mode.DEVELOPMENT)
    manifest = json.loads(built.files["manifest.json"])
    assert manifest["fanlight"]["network"]["media"] == ["https://font.shop.cn"]
    package = {
        "parts/card.wxml": "<wxs module='m' src='/miniprogram_npm/kit/m.wxs'/>{{m.image}}",
        "miniprogram_npm/kit/m.wxs": "module.exports = { image: 'https://img.kit.cn/none.png' }",
    }
    built = compiler(tmp_path, kept, files | package).build(Mode.DEVELOPMENT)
    manifest = json.loads(built.files["manifest.json"])
    assert manifest["fanlight"]["network"]["media"][1:] == ["https://img.kit.cn"]


def test_a_project_may_list_who_sends_it_messages(tmp_path: Path, kept: Path) -> None:
    identity = TEA["fanlight.json"]
    assert isinstance(identity, dict)
    listed = {**TEA, "fanlight.json": {**identity, "opened_by": ["org.example.friend"]}}
    for files, told in ((TEA, None), (listed, ["org.example.friend"])):
        built = compiler(tmp_path, kept, files).build(Mode.DEVELOPMENT)
        assert json.loads(built.files["manifest.json"])["fanlight"].get("opened_by") == told


def test_a_project_says_how_a_registry_shows_it(tmp_path: Path, kept: Path) -> None:
    identity = TEA["fanlight.json"]
    assert isinstance(identity, dict)
    listed = {**TEA, "fanlight.json": {**identity, "listing": {"category": "food"}}}
    for files, told in ((TEA, None), (listed, "food")):
        built = compiler(tmp_path, kept, files).build(Mode.DEVELOPMENT)
        shown = json.loads(built.files["manifest.json"])["fanlight"].get("listing")
        assert (shown and shown["category"]) == told


def test_weui_comes_with_the_host(tmp_path: Path, kept: Path) -> None:
    weui = {
        **TEA,
        "app.json": {**_app(), "useExtendedLib": {"weui": True}},
        "pages/index/index.json": {
            "usingComponents": {"x-card": "/parts/card", "mp-badge": "weui-miniprogram/badge/badge"}
        },
    }
    built = compiler(tmp_path, kept, weui).build(Mode.DEVELOPMENT)
    assert built.diagnostics == ()
    config = json.loads(built.files["weixin/app.json"])
    path = "miniprogram_npm/weui-miniprogram/badge/badge"
    assert config["components"]["pages/index/index"]["usingComponents"]["mp-badge"] == path
    assert f"weixin/style/{path}.css" in built.files
    assert f"{path}.js" in modules(built.files["weixin/main.js"])


def test_only_what_changed_comes_out_anew(tmp_path: Path, kept: Path) -> None:
    made = compiler(tmp_path, kept, TEA)
    before = made.build(Mode.DEVELOPMENT).files
    again = made.build(Mode.DEVELOPMENT).files
    assert dict(again) == dict(before)
    assert again["weixin/main.js"] is before["weixin/main.js"]
    write(tmp_path / "tea", {"shop/list/list.wxml": "<view>new</view>\n"})
    after = made.build(Mode.DEVELOPMENT).files
    assert {path for path in after if after[path] != before[path]} == {
        "weixin/packages/shop/main.js",
        "weixin/packages/shop/main.js.map",
    }
    assert after["weixin/main.js"] is before["weixin/main.js"]


def test_files_that_come_and_go_are_seen(tmp_path: Path, kept: Path) -> None:
    made = compiler(tmp_path, kept, TEA)
    made.build(Mode.DEVELOPMENT)
    (tmp_path / "tea" / "parts" / "card.json").unlink()
    (tmp_path / "tea" / "parts" / "card.js").unlink()
    assert "C1050" in codes(made.build(Mode.DEVELOPMENT).diagnostics)
    write(tmp_path / "tea", {"parts/card/index.json": {"component": True}})
    write(tmp_path / "tea", {"parts/card/index.wxml": "<view/>", "parts/card/index.js": ""})
    built = made.build(Mode.DEVELOPMENT)
    assert built.diagnostics == ()
    assert "parts/card/index.js" in modules(built.files["weixin/main.js"])


def test_folders_of_both_kinds_are_built(tmp_path: Path, kept: Path) -> None:
    weixin = write(tmp_path / "weixin", TEA)
    web = write(tmp_path / "web", {"manifest.json": {"app_id": "org.example.web"}})
    uni_app = write(tmp_path / "uni", {**TEA, "manifest.json": {"name": "of another tool"}})
    assert [is_weixin(folder) for folder in (weixin, web, uni_app)] == [True, False, True]
    builds = FolderBuilds(kept)
    key = SigningKey.generate()
    for package in (builds.package(weixin, key), builds.release(weixin, key).content):
        assert verify(open_package(BytesSource(package))).manifest.app_id == "org.example.tea"
    assert builds.build(web, release=True, allow_secrets=False).kind is Kind.WEB
    with pytest.raises(BuildError, match=r"manifest\.json"):
        builds.package(web, key)


def test_a_folder_above_a_mini_program_says_where_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"dist/app.json": {"pages": []}, "docs/a.md": ""})
    with pytest.raises(BuildError, match=r"neither manifest\.json nor app\.json; its folder dist "):
        check_source(tmp_path)
    with pytest.raises(BuildError, match="`fanlight new`"):
        check_source(tmp_path / "docs")
    check_source(tmp_path / "dist")


def test_each_warning_is_said_once(tmp_path: Path, kept: Path) -> None:
    folder = write(tmp_path / "tea", {**TEA, "parts/card.wxml": "<odd/>"})
    said: list[str] = []
    report = FolderReport(FolderBuilds(kept), folder, said.append)
    report.check()
    report.check()
    assert len(said) == 1
    assert said[0].startswith("warning: parts/card.wxml:1:1: ")
    assert said[0].endswith("[C1058]")
    write(folder, {"parts/card.wxml": "<view/>", "app.js": "App({"})
    with pytest.raises(BuildError, match=r"app\.js:1:6"):
        report.check()
    write(folder, {"parts/card.wxml": "<odd/>", "app.js": "App({})"})
    report.check()
    assert len(said) == 2


def test_settings_that_change_are_read_anew(tmp_path: Path, kept: Path) -> None:
    folder = write(tmp_path / "tea", {**TEA, "parts/card.wxss": "", "parts/card.less": ".a{.b{}}"})
    (folder / "parts" / "card.wxss").unlink()
    builds = FolderBuilds(kept)
    path = "weixin/style/parts/card.css"
    assert path not in builds.build(folder, release=False, allow_secrets=True).files
    write(folder, {"project.config.json": {"setting": {"useCompilerPlugins": ["less"]}}})
    assert path in builds.build(folder, release=False, allow_secrets=True).files


def test_sheets_that_less_and_sass_import_are_looked_through(tmp_path: Path, kept: Path) -> None:
    files = {
        **TEA,
        "project.config.json": {"setting": {"useCompilerPlugins": ["less", "sass"]}},
        "app.less": "@import './style/all';",
        "style/all.less": "@import url(./fonts.less);",
        "style/fonts.less": ".a { background: url('//less.example.cn/a.png') }",
        "parts/card.scss": "@import '../style/kit';",
        "style/_kit.scss": ".a { background: url(https://sass.example.cn/a.png) }",
    }
    folder = write(tmp_path / "tea", files)
    (folder / "app.wxss").unlink(missing_ok=True)
    (folder / "parts/card.wxss").unlink(missing_ok=True)
    built = open_compiler(folder, kept).build(Mode.DEVELOPMENT)
    media = json.loads(built.files["manifest.json"])["fanlight"]["network"]["media"]
    assert {"https://less.example.cn", "https://sass.example.cn"} <= set(media)


def _app() -> dict[str, object]:
    app = TEA["app.json"]
    assert isinstance(app, dict)
    return app


def test_wxs_has_names_that_are_words_elsewhere(tmp_path: Path, kept: Path) -> None:
    script = "exports.f = function (super) { var class = super; return class; };"
    page = f'<wxs module="m">{script}</wxs><text>{{{{m.f(1)}}}}</text>'
    built = compiler(tmp_path, kept, {**TEA, "shop/list/list.wxml": page}).build(Mode.DEVELOPMENT)
    assert built.diagnostics == ()
    wrong = page.replace("return class;", "return class; %")
    built = compiler(tmp_path, kept, {**TEA, "shop/list/list.wxml": wrong}).build(Mode.DEVELOPMENT)
    (found,) = built.diagnostics
    assert (found.code, found.line, found.column) == ("C2018", 1, wrong.index("% }") + 1)
