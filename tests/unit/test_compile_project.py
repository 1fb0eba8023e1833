"""Project folders: the root, the settings, the identity, what is packed and what it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import BuildError
from bridge.permissions import Scope
from sandbox.compile.checking import while_developing
from sandbox.compile.config.app import read_app
from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import MemoryFiles
from sandbox.compile.icon import ICON_PATH, drawn_icon
from sandbox.compile.identity import Identity, development_id, read_identity
from sandbox.compile.ignoring import IgnoreRule, RuleKind, is_left_out
from sandbox.compile.manifest import USED_NAMES, make_manifest
from sandbox.compile.project import NpmRelation, Project, Settings, is_project, open_project
from sandbox.compile.scan import Leak, note_origins, scan, tell_leaks
from sandbox.compile.sources import Sources, assets
from sandbox.manifest import Kind, Ready, read_manifest
from sandbox.manifest.model import TextStyle
from sandbox.manifest.wire import WireNetwork

APP = '{"pages": ["pages/a/a"]}'


def write(folder: Path, files: dict[str, object]) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        place.write_text(text, encoding="utf-8")
    return folder


def test_a_bare_folder_is_a_project(tmp_path: Path) -> None:
    project = open_project(write(tmp_path / "tea", {"app.json": APP}))
    assert (project.root, project.name, project.settings) == ("", "tea", Settings())
    assert project.files.list("") == ("app.json",)
    assert is_project(tmp_path / "tea")
    assert not is_project(tmp_path)


def test_the_root_may_be_a_folder_of_the_project(tmp_path: Path) -> None:
    config = {"miniprogramRoot": "./mini/", "projectname": "%E8%8C%B6 Tea", "appid": "wxABC"}
    folder = write(tmp_path, {"project.config.json": config, "mini/app.json": APP})
    for opened in (folder, folder / "mini"):
        project = open_project(opened)
        assert (project.folder, project.root, project.name) == (folder, "mini", "茶 Tea")
        assert project.files.exists("app.json")
        assert project.outer.exists("mini/app.json")


def test_a_project_without_its_configuration_has_the_usual_root(tmp_path: Path) -> None:
    folder = write(tmp_path, {"miniprogram/app.json": APP, "cloudfunctions/a/index.js": ""})
    assert is_project(folder)
    assert (open_project(folder).folder, open_project(folder).root) == (folder, "miniprogram")
    inner = open_project(folder / "miniprogram")
    assert (inner.folder, inner.root) == (folder / "miniprogram", "")
    assert open_project(write(folder, {"app.json": APP})).root == ""


def test_a_root_that_is_not_there_falls_back_to_the_folder(tmp_path: Path) -> None:
    config = {"miniprogramRoot": "dist"}
    folder = write(tmp_path, {"project.config.json": config, "app.json": APP})
    assert open_project(folder).root == ""


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"miniprogramRoot": "dist"}, "is it built already"),
        ({"miniprogramRoot": "../.."}, "leads out"),
        ({}, "fanlight new"),
    ],
)
def test_without_an_app_json_nothing_is_opened(tmp_path: Path, config: object, words: str) -> None:
    with pytest.raises(BuildError, match=words):
        open_project(write(tmp_path, {"project.config.json": config}))


def test_settings_with_the_private_file_laid_over(tmp_path: Path) -> None:
    config = {
        "appid": "touristappid",
        "libVersion": "3.0.0",
        "setting": {"useCompilerPlugins": ["typescript", "sass"], "packNpmManually": False},
        "packOptions": {"ignore": [{"type": "folder", "value": "docs"}, {"type": "odd"}]},
    }
    private = {
        "projectname": "mine",
        "setting": {
            "packNpmManually": True,
            "packNpmRelationList": [
                {"packageJsonPath": "./package.json", "miniprogramNpmDistDir": "./mini"},
                {"packageJsonPath": "../../x", "miniprogramNpmDistDir": ""},
            ],
        },
    }
    files = {"project.config.json": config, "project.private.config.json": private}
    project = open_project(write(tmp_path, {"app.json": APP, **files}))
    settings = project.settings
    assert settings.weixin_app_id == ""
    assert settings.name == "mine"
    assert settings.plugins == {"typescript", "sass"}
    assert settings.pack_npm_manually
    assert settings.npm_relations == (NpmRelation("package.json", "mini"),)
    assert settings.ignored == (IgnoreRule(RuleKind.FOLDER, "docs"),)
    assert sorted(one.code for one in project.diagnostics) == ["C1061", "C1062"]


def test_a_project_goes_stale_with_its_settings(tmp_path: Path) -> None:
    project = open_project(write(tmp_path, {"app.json": APP}))
    assert not project.is_stale()
    write(tmp_path, {"project.config.json": {}})
    assert project.is_stale()


@pytest.mark.parametrize(
    ("kind", "value", "path", "covered"),
    [
        ("file", "a/b.png", "a/b.png", True),
        ("file", "./b.png", "b.png", True),
        ("file", "b.png", "a/b.png", False),
        ("folder", "a", "a/b/c.png", True),
        ("folder", "/a/", "a/c.png", True),
        ("folder", "a", "ab/c.png", False),
        ("suffix", ".psd", "a/c.psd", True),
        ("prefix", "draft-", "a/draft-1.png", True),
        ("regexp", r"\.draft\.", "a/x.draft.png", True),
        ("glob", "a/**/*.png", "a/b/c/d.png", True),
        ("glob", "a/*.png", "a/b/d.png", False),
        ("glob", "?.png", "ab.png", False),
    ],
)
def test_ignore_rules(kind: str, value: str, path: str, covered: bool) -> None:
    rule = IgnoreRule(RuleKind(kind), value)
    assert rule.covers(path) == covered
    assert is_left_out(path, (rule,), ()) == covered
    assert not is_left_out(path, (rule,), (IgnoreRule(RuleKind.REGEXP, "."),))


def test_what_is_an_asset() -> None:
    paths = (
        *("images/a.png", "data/x.json", "font.woff2", "docs/big.psd", "LICENSE"),
        *("a.js", "a.ts", "a.wxml", "a.wxss", "a.wxs", "a.less", "a.scss", "README.md", "a.map"),
        *("node_modules/x/a.png", ".git/a.png", ".env", "project.config.json", "package.json"),
    )
    files = MemoryFiles(dict.fromkeys(paths, ""))
    settings = Settings(ignored=(IgnoreRule(RuleKind.SUFFIX, ".psd"),))
    assert list(assets(files, settings)) == ["LICENSE", "data/x.json", "font.woff2", "images/a.png"]


@pytest.mark.parametrize(
    ("plugins", "script", "sheet"),
    [
        ((), "a.js", "b.wxss"),
        (("typescript", "less"), "a.ts", "b.wxss"),
        (("sass",), "a.js", "b.wxss"),
    ],
)
def test_sources_by_what_the_project_compiles(
    plugins: tuple[str, ...], script: str, sheet: str
) -> None:
    files = MemoryFiles(dict.fromkeys(["a.js", "a.ts", "b.wxss", "b.less", "c.less", "d.ts"], ""))
    sources = Sources(files, Settings(plugins=frozenset(plugins)))
    assert sources.script("a") == script
    assert sources.script("d") == "d.ts"
    assert sources.sheet("b") == sheet
    assert sources.sheet("c") == ("c.less" if "less" in plugins else None)
    assert sources.template("a") is None


@pytest.mark.parametrize(
    ("appid", "name", "app_id"),
    [
        ("wxE5f52902CF4de896", "x", "weixin.wxe5f52902cf4de896"),
        ("touristappid", "My App_2", "local.my-app-2"),
        ("", "茶", "local.app"),
    ],
)
def test_an_id_for_development(tmp_path: Path, appid: str, name: str, app_id: str) -> None:
    config = {"appid": appid, "projectname": name}
    folder = write(tmp_path / "茶馆", {"app.json": APP, "project.config.json": config})
    assert development_id(open_project(folder)) == app_id


def opened(tmp_path: Path, identity: object, app: object = None) -> tuple[Project, Diagnostics]:
    files = {"app.json": app or APP} | ({"fanlight.json": identity} if identity else {})
    return open_project(write(tmp_path / "tea", files)), Diagnostics()


def test_an_identity_is_read(tmp_path: Path) -> None:
    said = {
        "app_id": "org.example.tea",
        "name": "Tea",
        "version": {"name": "1.0.0", "code": 3},
        "network": {"request": ["https://api.example.org"]},
        "req_permissions": [{"name": "location", "reason": "shops"}],
    }
    project, found = opened(tmp_path, said)
    identity = read_identity(project, found)
    assert list(found) == []
    assert identity.app_id == "org.example.tea"
    assert identity.network.request == ("https://api.example.org",)


@pytest.mark.parametrize(
    ("said", "code", "place"),
    [
        ('{\n"name": 3}', "C1070", (2, 1)),
        ('{"app_id": "Tea"}', "C1070", (1, 2)),
        ('{"network": {"request": [1]}}', "C1070", (1, 26)),
        ('{"colour": 1}', "C1071", (1, 2)),
        ('{"network": {"fetch": []}}', "C1071", (1, 14)),
        ("{", "C1001", (1, 2)),
    ],
)
def test_a_wrong_identity_is_told_where(
    tmp_path: Path, said: str, code: str, place: tuple[int, int]
) -> None:
    project, found = opened(tmp_path, said)
    assert read_identity(project, found) == Identity()
    (one,) = found
    assert (one.path, one.code, (one.line, one.column)) == ("fanlight.json", code, place)


def made(
    project: Project, found: Diagnostics, identity: Identity, apis: tuple[str, ...] = ()
) -> tuple[bytes, dict[str, bytes]]:
    app = read_app(project.files, found)
    assert app is not None
    packaged = make_manifest(project, identity, app, ("pages/a/a",), apis, found)
    return packaged.manifest, dict(packaged.icons)


def test_a_manifest_for_a_project_that_says_nothing(tmp_path: Path) -> None:
    project, found = opened(tmp_path, None)
    content, icons = made(project, found, Identity())
    manifest = read_manifest(content)
    assert manifest.app_id == "local.tea"
    assert (manifest.name, manifest.version.name, manifest.version.code) == ("tea", "0.0.0", 1)
    assert (manifest.kind, manifest.ready) == (Kind.WEIXIN, Ready.EXPLICIT)
    assert manifest.pages == ("pages/a/a",)
    assert manifest.icons[0].src == ICON_PATH
    assert icons == {ICON_PATH: drawn_icon("local.tea")}
    assert manifest.window.navigation_bar_background_color == "#000000"
    assert manifest.window.navigation_bar_text_style is TextStyle.WHITE
    assert manifest.network.request == ()
    assert manifest.warnings == ()
    assert list(found) == []


def test_a_manifest_says_what_app_json_says(tmp_path: Path) -> None:
    app = {
        "pages": ["pages/a/a"],
        "window": {
            "navigationBarTitleText": "Tea house",
            "navigationBarBackgroundColor": "@bar",
            "navigationBarTextStyle": "@ink",
            "navigationStyle": "custom",
        },
        "darkmode": True,
        "permission": {"scope.userLocation": {"desc": "shops nearby"}},
        "requiredPrivateInfos": ["chooseAddress"],
    }
    theme = {"light": {"bar": "#FFFFFF", "ink": "black"}, "dark": {"bar": "#000", "ink": "white"}}
    write(tmp_path / "tea", {"theme.json": theme})
    project, found = opened(tmp_path, None, app)
    content, _ = made(project, found, Identity(), ("setClipboardData", "getLocation", "request"))
    manifest = read_manifest(content)
    assert manifest.name == "Tea house"
    assert manifest.color_scheme.value == "auto"
    assert manifest.window.navigation_bar_background_color == "#ffffff"
    assert manifest.window.navigation_bar_text_style is TextStyle.BLACK
    assert manifest.window.navigation_style.value == "custom"
    asked = {one.name: one.reason for one in manifest.req_permissions}
    assert asked == {"location": "shops nearby", "clipboard.write": ""}


def test_every_right_that_is_derived_is_one() -> None:
    assert {Scope(name) for name in USED_NAMES.values()}


def test_what_is_wrong_in_the_end_names_the_identity(tmp_path: Path) -> None:
    project, found = opened(tmp_path, {"network": {"request": ["api.example.org"]}})
    made(project, found, read_identity(project, found))
    (one,) = found
    assert (one.code, one.path) == ("C1072", "fanlight.json")
    assert "fanlight.network.request[0]" in one.message


def test_drawn_icons_are_stable_and_differ() -> None:
    assert drawn_icon("a.b") == drawn_icon("a.b")
    assert len({drawn_icon(f"local.app-{number}") for number in range(50)}) == 50


def test_traces_of_apis_origins_and_secrets() -> None:
    text = """
    wx.setClipboardData({}); const {getLocation} = wx;
    fetch("https://API.Shop.cn:8443/v1"); x = 'wss://live.shop.cn';
    // see "https://github.com/a/b" and "http://localhost:3000", "https://www.w3.org/2000/svg"
    .a { background: url(https://img.shop.cn/a.png) } .b { src: url("//font.shop.cn/a.ttf") }
    const appSecret = "0123456789abcdef0123456789abcdef";
    """
    traces = scan("app.js", text)
    assert traces.apis == ("getLocation", "setClipboardData")
    assert traces.origins == (
        "https://api.shop.cn:8443",
        "https://font.shop.cn",
        "https://img.shop.cn",
        "wss://live.shop.cn",
    )
    assert traces.leaks == (Leak("an app secret", 6),)
    found = Diagnostics()
    note_origins(traces.origins, ["https://img.shop.cn"], found)
    tell_leaks("app.js", traces.leaks, allowed=True, found=found)
    tell_leaks("app.js", traces.leaks, allowed=False, found=found)
    assert [(one.code, one.severity.value, one.line) for one in found] == [
        ("C1074", "note", None),
        ("C1090", "warning", 6),
        ("C1090", "error", 6),
    ]
    told = next(iter(found)).message
    assert "https://api.shop.cn:8443, https://font.shop.cn, wss://live.shop.cn;" in told
    note_origins(traces.origins, traces.origins, found)
    assert len(found) == 3


def test_pictures_load_while_an_app_is_developed() -> None:
    traces = {
        "app.js": scan(
            "app.js", "'https://img.shop.cn/a.png'; 'http://plain.shop.cn/'; 'http://odd.cn:8030/'"
        ),
        "miniprogram_npm/x/index.js": scan("x", "'https://elsewhere.cn/'"),
    }
    own = while_developing(Identity(), traces)
    assert list(own.network.media) == ["https://img.shop.cn", "https://plain.shop.cn"]
    icons = "miniprogram_npm/x/icons.wxss"
    traces[icons] = scan(icons, "@font-face { src: url(//at.icons.cn/a.woff2) }")
    own = while_developing(Identity(), traces)
    assert list(own.network.media)[2:] == ["https://at.icons.cn"]
    assert not own.network.request
    said = Identity(network=WireNetwork(media=["https://cdn.shop.cn"]))
    assert while_developing(said, traces) == said
