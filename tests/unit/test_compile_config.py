"""From app.json and page JSONs to the config that the runtime reads."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.compile.app_config import make_config, page_order, scope_of, style_isolation
from sandbox.compile.config import model
from sandbox.compile.config.app import AppJson, read_app
from sandbox.compile.config.component import ComponentJson, Finder, read_component
from sandbox.compile.config.window import WINDOW_MEMBERS
from sandbox.compile.diagnostics import Diagnostics, Severity
from sandbox.compile.files import MemoryFiles, read_text
from sandbox.compile.graph import Graph, Part
from sandbox.compile.project import Settings
from sandbox.compile.scan import scan
from sandbox.compile.sources import Sources
from sandbox.compile.wxss import compile_sheet

CONTRACT = Path(__file__).parents[2] / "sandbox/runtime/src/shared/config.ts"
ICON = b"\x89PNG"


class Built:
    """A project in memory, taken as far as its config."""

    def __init__(self, app: object, files: dict[str, bytes | str] | None = None) -> None:
        text = app if isinstance(app, str) else json.dumps(app)
        self.files = MemoryFiles({"app.json": text, **(files or {})})
        self.found = Diagnostics()
        self.app = read_app(self.files, self.found)
        self.parts: dict[str, Part] = {}

    def walked(self) -> dict[str, Part]:
        assert self.app is not None
        finder = Finder(self.files, self.app.aliases)
        sources = Sources(self.files, Settings())
        self.parts = Graph(self.app, finder, sources, self._component, self.found).walk()
        return self.parts

    def config(self) -> model.AppConfig:
        parts = self.walked()
        assert self.app is not None
        isolations = {path: style_isolation(part, None) for path, part in parts.items()}
        read = partial(read_text, self.files)
        sheets = {
            part.path: compile_sheet(part.sheet, read(part.sheet) or "", read, None)
            for part in parts.values()
            if part.sheet
        }
        return make_config(self.app, parts, isolations, sheets, "wx1", self.found)

    def codes(self) -> list[str]:
        return sorted(one.code for one in self.found)

    def _component(self, path: str) -> ComponentJson:
        return read_component(path, read_text(self.files, f"{path}.json"), self.found)


def page(path: str, own: object = None, sheet: str | None = None) -> dict[str, bytes | str]:
    files: dict[str, bytes | str] = {
        f"{path}.wxml": "<view/>",
        f"{path}.js": "Page({})",
        f"{path}.json": json.dumps(own or {}),
    }
    return files if sheet is None else {**files, f"{path}.wxss": sheet}


def part(path: str, own: object = None) -> dict[str, bytes | str]:
    return page(path, {"component": True, **(own if isinstance(own, dict) else {})})


def test_config_mirrors_the_runtimes_contract() -> None:
    """Every interface of config.ts, member by member, with what may be absent."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", CONTRACT.read_text(encoding="utf-8"), flags=re.DOTALL)
    interfaces = {
        name: dict(re.findall(r"^  readonly (\w+)(\??):", body, re.MULTILINE))
        for name, body in re.findall(r"export interface (\w+) \{(.*?)\n\}", text, re.DOTALL)
    }
    assert set(interfaces) >= {"AppConfig", "ComponentConfig", "PageWindow", "TabBar"}
    for name, members in interfaces.items():
        fields = msgspec.structs.fields(getattr(model, name))
        assert {field.encode_name for field in fields} == set(members), name
        for field in fields:
            may_be_absent = "UnsetType" in str(field.type)
            assert may_be_absent == (members[field.encode_name] == "?"), (name, field.name)


def test_the_smallest_app() -> None:
    built = Built({"pages": ["pages/a/a"]}, page("pages/a/a"))
    config = built.config()
    assert built.codes() == []
    assert json.loads(model.encode_config(config)) == {
        "format": 1,
        "entry": "pages/a/a",
        "pages": ["pages/a/a"],
        "window": {},
        "pageWindows": {"pages/a/a": {}},
        "components": {"pages/a/a": {"usingComponents": {}, "chunk": ""}},
        "tabBar": None,
        "subpackages": [],
        "preloadRule": {},
        "networkTimeout": {},
        "permission": {},
        "requiredPrivateInfos": [],
        "darkmode": False,
        "theme": {"light": {}, "dark": {}},
        "styleVersion": "v1",
        "lazyCodeLoading": False,
        "workers": "",
        "debug": False,
        "weixinAppId": "wx1",
        "dataAttributes": [],
    }
    assert model.decode_config(model.encode_config(config)) == config


def test_data_attributes_of_all_sheets_together() -> None:
    files = {
        **page("pages/a/a", sheet="[data-z],[data-a=x]{top:0}"),
        **page("pages/b/b", sheet=".c[data-a]{top:0}"),
    }
    config = Built({"pages": ["pages/a/a", "pages/b/b"]}, files).config()
    assert config.data_attributes == ("data-a", "data-z")


def test_everything_that_an_app_says_of_itself() -> None:
    app = {
        "pages": ["pages/a/a", "pages/b/b"],
        "entryPagePath": "pages/b/b",
        "subPackages": [{"root": "pack/", "name": "p", "pages": ["c/c"], "independent": True}],
        "preloadRule": {"pages/a/a": {"network": "all", "packages": ["p", "__APP__", "pack"]}},
        "window": {
            "navigationBarTitleText": "Tea",
            "navigationBarTextStyle": "@ink",
            "backgroundTextStyle": "light",
            "enablePullDownRefresh": "true",
            "onReachBottomDistance": 80,
        },
        "tabBar": {
            "color": "#111111",
            "borderStyle": "white",
            "list": [
                {"pagePath": "/pages/a/a", "text": "A", "iconPath": "./i/a.png"},
                {"pagePath": "pages/b/b", "text": "B", "selectedIconPath": "@icon"},
            ],
        },
        "networkTimeout": {"request": 5000, "downloadFile": "x"},
        "permission": {"scope.userLocation": {"desc": "shops nearby"}},
        "requiredPrivateInfos": ["getLocation"],
        "darkmode": True,
        "themeLocation": "look.json",
        "style": "v2",
        "lazyCodeLoading": "requiredComponents",
        "workers": "workers",
        "debug": True,
        "usingComponents": {"x-all": "/parts/all"},
    }
    look = {"light": {"ink": "black", "icon": "i/a.png"}, "dark": {"ink": "white", "icon": "b"}}
    files = {
        **page("pages/a/a", {"navigationBarTitleText": "A", "backgroundTextStyle": "dark"}),
        **page("pages/b/b", {"usingComponents": {"x-own": "../../parts/own"}}, "view {}"),
        **page("pack/c/c"),
        **part("parts/all", {"usingComponents": {"x-inner": "./inner"}}),
        **part("parts/own", {"styleIsolation": "shared"}),
        **part("parts/inner", {"componentGenerics": {"row": {"default": "./own"}, "x": True}}),
        "look.json": json.dumps(look),
        "i/a.png": ICON,
        "workers/w.js": "",
    }
    built = Built(app, files)
    config = built.config()
    assert built.codes() == ["C1004"]
    assert config.entry == "pages/b/b"
    assert config.pages == ("pages/b/b", "pages/a/a", "pack/c/c")
    assert json.loads(model.encode_config(config))["window"] == {
        "navigationBarTitleText": "Tea",
        "navigationBarTextStyle": "@ink",
        "backgroundTextStyle": "light",
        "enablePullDownRefresh": True,
        "onReachBottomDistance": 80.0,
    }
    assert config.page_windows["pages/a/a"].navigation_bar_title_text == "A"
    assert config.page_windows["pages/a/a"].background_text_style == "dark"
    assert config.page_windows["pages/a/a"].on_reach_bottom_distance == 80
    assert config.subpackages == (model.Subpackage("pack", ("pack/c/c",), True, "p"),)
    assert config.preload_rule == {"pages/a/a": model.PreloadRule(("pack", "", "pack"))}
    assert config.network_timeout == {"request": 5000}
    assert config.permission["scope.userLocation"].desc == "shops nearby"
    assert config.required_private_infos == ("getLocation",)
    assert config.theme["dark"]["ink"] == "white"
    assert (config.darkmode, config.style_version, config.lazy_code_loading) == (True, "v2", True)
    assert (config.workers, config.debug) == ("workers", True)
    assert config.tab_bar == model.TabBar(
        custom=False,
        color="#111111",
        selected_color="#3cc51f",
        background_color="#ffffff",
        border_style="white",
        position="bottom",
        list=(
            model.TabItem("pages/a/a", "A", "i/a.png"),
            model.TabItem("pages/b/b", "B", selected_icon_path="@icon"),
        ),
    )
    parts = config.components
    assert set(parts) == {
        *("pages/a/a", "pages/b/b", "pack/c/c", "parts/all", "parts/own", "parts/inner")
    }
    assert parts["pages/a/a"].using_components == {"x-all": "parts/all"}
    assert parts["pages/b/b"].using_components == {"x-all": "parts/all", "x-own": "parts/own"}
    assert parts["pages/b/b"].style == "weixin/style/pages/b/b.css"
    assert parts["pages/b/b"].style_scope is msgspec.UNSET
    assert parts["pack/c/c"].chunk == "pack"
    assert parts["parts/own"].style_isolation == "shared"
    assert parts["parts/own"].style_scope is msgspec.UNSET
    assert parts["parts/all"].style_scope == scope_of("parts/all")
    assert parts["parts/inner"].component_generics == {
        "row": model.GenericDefault("parts/own"),
        "x": True,
    }
    assert parts["parts/inner"].using_components["x-all"] == "parts/all"


def test_missing_pages_are_errors_where_app_json_lists_them() -> None:
    app = '{\n  "pages": [\n    "pages/a/a",\n    "pages/none/none"\n  ]\n}'
    built = Built(app, page("pages/a/a"))
    assert list(built.walked()) == ["pages/a/a"]
    (one,) = built.found
    assert (one.code, one.path, one.line, one.column) == ("C1012", "app.json", 4, 5)


@pytest.mark.parametrize(
    ("app", "codes"),
    [
        ({}, ["C1011"]),
        ({"pages": []}, ["C1011"]),
        ("{", ["C1001"]),
        ("", ["C1003", "C1011"]),
        ({"pages": ["pages/a/a", 3]}, ["C1004"]),
        ({"pages": ["pages/a/a", "../x"]}, ["C1013"]),
        ({"pages": ["pages/a/a", "页/页"]}, ["C1013"]),
        ({"pages": ["pages/a/a", "app"]}, ["C1013"]),
        ({"pages": ["pages/a/a", "pages/a/a"]}, ["C1016"]),
        ({"pages": ["/pages/a/a.wxml"]}, ["C1014"]),
        ({"pages": ["pages/a/a"], "subpackages": [{"pages": []}]}, ["C1015"]),
        ({"pages": ["pages/a/a"], "entryPagePath": "x"}, ["C1018"]),
        ({"pages": ["pages/a/a"], "subpackages": [{"root": "pages", "pages": []}]}, ["C1017"]),
        ({"pages": ["pages/a/a"], "preloadRule": {"x": {}}}, ["C1019"]),
        ({"pages": ["pages/a/a"], "preloadRule": {"pages/a/a": {"packages": ["x"]}}}, ["C1019"]),
        ({"pages": ["pages/a/a"], "tabBar": {}}, ["C1021"]),
        ({"pages": ["pages/a/a"], "tabBar": {"list": [{"pagePath": "x"}]}}, ["C1020", "C1021"]),
        ({"pages": ["pages/a/a"], "tabBar": {"list": [{"pagePath": "pages/a/a"}]}}, ["C1021"]),
        ({"pages": ["pages/a/a"], "themeLocation": "x.json"}, ["C1030"]),
        ({"pages": ["pages/a/a"], "window": {"backgroundColor": "@x"}}, ["C1031"]),
        ({"pages": ["pages/a/a"], "window": {"backgroundColor": "12"}}, ["C1006"]),
        ({"pages": ["pages/a/a"], "window": {"navigationStyle": "odd"}}, ["C1005"]),
        ({"pages": ["pages/a/a"], "window": 3}, ["C1004"]),
        ({"pages": ["pages/a/a"], "sitemapLocation": "sitemap.json"}, ["C1040"]),
        ({"pages": ["pages/a/a"], "plugins": {"p": {}}}, ["C1041"]),
        ({"pages": ["pages/a/a"], "renderer": "skyline"}, ["C1042"]),
        ({"pages": ["pages/a/a"], "useExtendedLib": {"kbone": True}}, ["C1043"]),
        ({"pages": ["pages/a/a"], "workers": "none"}, ["C1080"]),
    ],
)
def test_slips_in_app_json(app: object, codes: list[str]) -> None:
    built = Built(app, page("pages/a/a"))
    assert built.codes() == codes


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        ({"usingComponents": {"x": "./none"}}, ["C1050"]),
        ({"usingComponents": {"x": "plugin://a/b"}}, ["C1051"]),
        ({"usingComponents": {"x": "/parts/plain"}}, ["C1055"]),
        ({"usingComponents": {"x": "/parts/dull"}}, ["C1054"]),
        ({"usingComponents": {"x": "/parts/still"}}, ["C1056"]),
        ({"componentGenerics": {"x": 3}}, ["C1052"]),
        ({"componentGenerics": {"x": {"default": "./none"}}}, ["C1053"]),
        ({"styleIsolation": "odd"}, ["C1005"]),
        ({"backgroundColor": "@none"}, ["C1031"]),
        ({"usingComponents": []}, ["C1004"]),
    ],
)
def test_slips_in_a_page(own: object, codes: list[str]) -> None:
    files: dict[str, bytes | str] = {
        **page("pages/a/a", own),
        **page("parts/plain"),
        "parts/dull.json": '{"component": true}',
        "parts/dull.js": "",
        "parts/still.json": '{"component": true}',
        "parts/still.wxml": "",
    }
    built = Built({"pages": ["pages/a/a"]}, files)
    built.config()
    assert built.codes() == codes


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("./x", "pages/a/x"),
        ("x", "pages/a/x"),
        ("../b/y", "pages/b/y/index"),
        ("/parts/z", "parts/z"),
        ("parts/z", "parts/z"),
        ("near", "pages/miniprogram_npm/near/index"),
        ("far/button", "miniprogram_npm/far/button"),
        ("@/z", "parts/z"),
        ("zed", "parts/z"),
        ("/parts/z.js", "parts/z"),
        ("../../../x", None),
        ("none", None),
    ],
)
def test_components_are_found_as_in_weixin(named: str, meant: str | None) -> None:
    paths = ("pages/a/x", "pages/b/y/index", "parts/z", "miniprogram_npm/far/button")
    near = ("pages/miniprogram_npm/near/index", "miniprogram_npm/near/index")
    files: dict[str, bytes | str] = {}
    for path in (*paths, *near):
        files |= part(path)
    finder = Finder(MemoryFiles(files), {"@/*": "/parts/*", "zed": "parts/z"})
    assert finder.find("pages/a/a.json", named) == meant


def test_a_custom_tab_bar_is_reached_or_missed() -> None:
    tabs = {"custom": True, "list": [{"pagePath": "pages/a/a"}, {"pagePath": "pages/b/b"}]}
    app = {"pages": ["pages/a/a", "pages/b/b"], "tabBar": tabs}
    files = {**page("pages/a/a"), **page("pages/b/b")}
    assert Built(app, files).config().tab_bar is not None
    missing = Built(app, files)
    missing.walked()
    assert missing.codes() == ["C1023"]
    there = Built(app, {**files, **part("custom-tab-bar/index")})
    assert "custom-tab-bar/index" in there.walked()
    assert there.codes() == []


def test_an_independent_subpackage_reaches_nothing_outside() -> None:
    app = {
        "pages": ["pages/a/a"],
        "subpackages": [{"root": "solo", "pages": ["s"], "independent": True}],
    }
    files = {
        **page("pages/a/a"),
        **page("solo/s", {"usingComponents": {"x": "/parts/x", "y": "./y"}}),
        **part("parts/x"),
        **part("solo/y"),
    }
    built = Built(app, files)
    assert built.walked()["solo/s"].using == {"x": "parts/x", "y": "solo/y"}
    assert built.codes() == ["C1057"]


@pytest.mark.parametrize(
    ("script", "isolation"),
    [
        ("Component({options: {styleIsolation: 'apply-shared'}})", "apply-shared"),
        ('this.options={styleIsolation:"page-shared",x:1}', "page-shared"),
        ("Component({})", None),
        ("", None),
    ],
)
def test_isolation_stated_in_the_script(script: str, isolation: str | None) -> None:
    files = {**page("pages/a/a", {"usingComponents": {"x": "/parts/x"}}), **part("parts/x")}
    parts = Built({"pages": ["pages/a/a"]}, files).walked()
    stated = scan("parts/x.js", script).isolation
    assert style_isolation(parts["parts/x"], stated) == isolation


def test_isolation_stated_in_json_wins() -> None:
    own = {"styleIsolation": "isolated"}
    files = {**page("pages/a/a", {"usingComponents": {"x": "/parts/x"}}), **part("parts/x", own)}
    parts = Built({"pages": ["pages/a/a"]}, files).walked()
    assert style_isolation(parts["parts/x"], "shared") == "isolated"


def test_scopes_are_short_and_differ() -> None:
    scopes = {scope_of(f"parts/{number}") for number in range(2000)}
    assert len(scopes) == 2000
    assert all(re.fullmatch("[a-z][a-z0-9]{6}", scope) for scope in scopes)
    assert scope_of("parts/a") == "sxfued7"


def test_the_entry_is_the_first_page() -> None:
    app = {"pages": ["pages/a/a", "pages/b/b"], "entryPagePath": "pages/b/b"}
    built = Built(app, {**page("pages/a/a"), **page("pages/b/b")})
    parts = built.walked()
    assert isinstance(built.app, AppJson)
    assert page_order(built.app, parts) == ("pages/b/b", "pages/a/a")


WORDS = st.sampled_from(
    ["pages/a/a", "../x", "/", "", "@v", "./x", "/parts/x", "root", "true", "#fff", "plugin://x"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
APP_MEMBERS = (
    *("pages", "subpackages", "subPackages", "preloadRule", "window", "tabBar", "usingComponents"),
    *("componentPlaceholder", "resolveAlias", "useExtendedLib", "permission", "networkTimeout"),
    *("requiredPrivateInfos", "darkmode", "themeLocation", "workers", "entryPagePath", "style"),
    *("sitemapLocation", "plugins", "renderer", "debug", "lazyCodeLoading"),
)
INNER_MEMBERS = (
    *("root", "pages", "name", "independent", "list", "pagePath", "text", "iconPath", "color"),
    *("custom", "packages", "desc", "light", "dark", "path", "weui", *sorted(WINDOW_MEMBERS)),
)
DEEP = st.recursive(
    VALUES,
    lambda inner: (
        st.dictionaries(st.sampled_from(INNER_MEMBERS), inner, max_size=4)
        | st.lists(inner, max_size=2)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(APP_MEMBERS), DEEP, max_size=8),
    st.dictionaries(
        st.sampled_from(["usingComponents", "componentGenerics", "component", "styleIsolation"]),
        DEEP,
    ),
    DEEP,
)
def test_nothing_in_a_configuration_breaks_the_reader(
    app: dict[str, object], own: dict[str, object], theme: object
) -> None:
    said = {"pages": ["pages/a/a"], **app}
    built = Built(said, {**page("pages/a/a", own), "theme.json": json.dumps(theme)})
    if built.app is None:
        assert any(one.severity is Severity.ERROR for one in built.found)
        return
    if page_order(built.app, built.walked()):
        config = built.config()
        assert model.decode_config(model.encode_config(config)) == config
        assert config.entry == config.pages[0]
