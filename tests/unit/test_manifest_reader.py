"""W3C MiniApp Manifest and the member `fanlight`: what is read, what is refused, in which words."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import ManifestInvalid
from bridge.names import AppId, AppVersion
from sandbox.manifest import (
    PLATFORM_CODE,
    Category,
    ColorScheme,
    Direction,
    Kind,
    Manifest,
    NavigationStyle,
    Orientation,
    PermissionRequest,
    Ready,
    TextStyle,
    Theme,
    read_manifest,
)
from sandbox.manifest.strict_json import MAX_DEPTH, NotStrict, parse
from tests.package_forge import manifest

# The example of W3C MiniApp Manifest, section "Example".
W3C_EXAMPLE = {
    "dir": "ltr",
    "lang": "en-US",
    "app_id": "org.example.miniapp",
    "name": "MiniApp Demo",
    "short_name": "MiniApp",
    "version": {"name": "1.0.1", "code": 11},
    "description": "A Simple MiniApp Demo",
    "icons": [{"label": "Red lightning", "src": "common/icons/icon.png", "sizes": "48x48"}],
    "platform_version": {"min_code": 1, "release_type": "Beta1", "target_code": 2},
    "pages": ["pages/index/index", "pages/detail/detail"],
    "window": {
        "background_color": "#ffffff",
        "fullscreen": False,
        "navigation_bar_text_style": "black",
        "navigation_bar_title_text": "My MiniApp",
        "navigation_bar_background_color": "#f8f8f8",
    },
    "widgets": [{"name": "widget", "min_code": "2", "path": "widgets/index/index"}],
    "req_permissions": [
        {"name": "system.permission.LOCATION", "reason": "To show user's position on the map"},
        {"name": "system.permission.CAMERA", "reason": "To scan a QR code"},
    ],
    "color_scheme": "light",
    "device_type": ["phone", "tv", "car"],
}


def read(**members: object) -> Manifest:
    return read_manifest(manifest(**members))


def fault(**members: object) -> ManifestInvalid:
    with pytest.raises(ManifestInvalid) as caught:
        read(**members)
    return caught.value


def test_who_may_send_messages() -> None:
    friend, other = AppId("org.example.friend"), AppId("org.example.other")
    assert not read().takes_from(friend)
    listed = read(fanlight={"opened_by": ["org.example.friend"]})
    assert listed.takes_from(friend)
    assert not listed.takes_from(other)
    assert read(fanlight={"opened_by": "*"}).takes_from(other)
    assert not read(fanlight={"kind": "weixin", "opened_by": []}).takes_from(other)
    assert read(fanlight={"kind": "weixin"}).takes_from(other)
    assert "fanlight.opened_by[0]" in fault(fanlight={"opened_by": ["Not An Id"]}).message
    fault(fanlight={"opened_by": "org.example.friend"})


def test_how_a_registry_shows_it() -> None:
    assert read().listing.category is None
    listing = {"category": "food", "pictures": ["common/one.png"], "changes": "Faster."}
    texts = {"zh-CN": {"changes": "更快。"}}
    found = read(fanlight={"listing": listing, "i18n": texts})
    assert found.listing.category is Category.FOOD
    assert found.listing.pictures == ("common/one.png",)
    assert (found.changes_for("en"), found.changes_for("zh-CN")) == ("Faster.", "更快。")


def test_reasons_in_the_nearest_language() -> None:
    found = read(
        lang="en",
        req_permissions=[
            {"name": "location", "reason": "Finds tea."},
            {"name": "clipboard.read", "reason": "Pastes."},
            {"name": "notification"},
        ],
        fanlight={"i18n": {"zh-CN": {"reasons": {"location": "查找茶馆。"}}}},
    )

    def reasons(lang: str) -> list[str]:
        return [found.reason_for(asked, lang) for asked in found.req_permissions]

    assert reasons("zh-CN") == ["查找茶馆。", "Pastes.", ""]
    assert reasons("en") == ["Finds tea.", "Pastes.", ""]


def test_w3c_example() -> None:
    found = read_manifest(json.dumps(W3C_EXAMPLE).encode())
    assert found.app_id == "org.example.miniapp"
    assert found.version == AppVersion(11, "1.0.1")
    assert found.dir is Direction.LTR
    assert found.color_scheme is ColorScheme.LIGHT
    assert found.platform_version.target_code == 2
    assert found.icons[0].label == "Red lightning"
    assert found.entry == "pages/index/index"
    assert found.window.navigation_bar_text_style is TextStyle.BLACK
    assert found.widgets[0].min_code == 2
    assert found.req_permissions[1] == PermissionRequest(
        "system.permission.CAMERA", "To scan a QR code"
    )
    assert found.device_type == ("phone", "tv", "car")
    assert found.warnings == ()


def test_defaults() -> None:
    found = read()
    assert found.kind is Kind.WEB
    assert found.ready is Ready.AUTO
    assert found.network.request == ()
    assert found.window.orientation is Orientation.PORTRAIT
    assert found.window.navigation_style is NavigationStyle.DEFAULT
    assert found.window.background_color is None
    assert found.color_scheme is ColorScheme.AUTO
    assert found.dir is Direction.AUTO
    assert found.csp.inline_scripts


def test_all_window_members() -> None:
    found = read(
        window={
            "auto_design_width": True,
            "background_color": "#FFF",
            "background_text_style": "light",
            "design_width": 375,
            "enable_pull_down_refresh": True,
            "fullscreen": True,
            "navigation_bar_background_color": "Teal",
            "navigation_bar_text_style": "white",
            "navigation_bar_title_text": "標題",
            "navigation_style": "custom",
            "on_reach_bottom_distance": 80,
            "orientation": "landscape",
        }
    ).window
    assert found.background_color == "#fff"
    assert found.navigation_bar_background_color == "teal"
    assert found.background_text_style is Theme.LIGHT
    assert (found.design_width_px, found.on_reach_bottom_distance_px) == (375, 80)
    assert found.navigation_style is NavigationStyle.CUSTOM


def test_own_members() -> None:
    found = read(
        fanlight={
            "kind": "weixin",
            "ready": "explicit",
            "csp": {"inline_scripts": False},
            "network": {
                "request": ["https://API.example.org:443/", "http://127.0.0.1:8000"],
                "socket": ["wss://live.example.org"],
                "media": ["https://[::1]:8443"],
            },
        }
    )
    assert (found.kind, found.ready) == (Kind.WEIXIN, Ready.EXPLICIT)
    assert found.network.request == ("https://api.example.org", "http://127.0.0.1:8000")
    assert found.network.socket == ("wss://live.example.org",)
    assert found.network.media == ("https://[::1]:8443",)
    assert not found.csp.inline_scripts
    assert found.warnings == ()


@pytest.mark.parametrize(
    "origin",
    ["https://api.example.org/path", "https://*.example.org", "https://user@example.org", "*",
     "https://example.org?x", "ftp://example.org", "wss://example.org", "example.org", "https://",
     "https://exa mple.org", "https://example.org:0", "https://example.org:70000", "https://例子.org",
     "https://example.org:80:80", "//example.org", "https://.example.org", "https://-a.org", "null",
     "javascript:alert(1)", "https://example.org#x", "https://a.org\n", "https://a.org\\@b.org",
     "https://[::::::]", "https://[1.2]", "https://1.2.3", "https://0x7f.1", "https://256.0.0.1"],
)  # fmt: skip
def test_what_is_no_origin(origin: str) -> None:
    error = fault(fanlight={"network": {"request": [origin]}})
    assert error.detail["member"] == "fanlight.network.request[0]"
    socket = fault(fanlight={"network": {"socket": ["https://example.org"]}})
    assert "wss://" in socket.message


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"name": 3}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"name": "pay\u202egnp"}, "name"),
        ({"name": "a\u200bb"}, "name"),
        ({"name": "\u3164"}, "name"),
        ({"name": "Notes\U000e0041"}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"description": ["x"]}, "description"),
        ({"app_id": "Org.Example"}, "app_id"),
        ({"app_id": "nodots"}, "app_id"),
        ({"app_id": None}, "app_id"),
        ({"version": {"name": "1.0.0"}}, "version.code"),
        ({"version": {"name": "1.0.0", "code": "1"}}, "version.code"),
        ({"version": {"name": "1.0.0", "code": -1}}, "version.code"),
        ({"version": {"name": "1.0.0", "code": 1.5}}, "version.code"),
        ({"version": {"name": "1.0.0", "code": 2**53}}, "version"),
        ({"version": {"name": "one two", "code": 1}}, "version"),
        ({"pages": []}, "pages"),
        ({"pages": "pages/index"}, "pages"),
        ({"pages": ["a", "a.html"]}, "pages"),
        ({"pages": ["../a"]}, "pages[0]"),
        ({"pages": ["a", "/b"]}, "pages[1]"),
        ({"pages": ["a?x=1"]}, "pages[0]"),
        ({"icons": []}, "icons"),
        ({"icons": [{}]}, "icons[0].src"),
        ({"icons": [{"src": "https://example.org/i.png"}]}, "icons[0].src"),
        ({"icons": [{"src": "/i.png"}]}, "icons[0].src"),
        ({"fanlight": {"listing": {"category": "magic"}}}, "fanlight.listing.category"),
        (
            {"fanlight": {"listing": {"pictures": ["https://example.org/a.png"]}}},
            "fanlight.listing.pictures[0]",
        ),
        ({"fanlight": {"listing": {"pictures": ["a", "a"]}}}, "fanlight.listing.pictures"),
        ({"platform_version": {}}, "platform_version.min_code"),
        ({"platform_version": {"min_code": PLATFORM_CODE + 1}}, "platform_version.min_code"),
        ({"window": {"orientation": "up"}}, "window.orientation"),
        ({"window": {"background_color": "red; x"}}, "window.background_color"),
        ({"window": {"design_width": -1}}, "window.design_width"),
        ({"color_scheme": "blue"}, "color_scheme"),
        ({"dir": "up"}, "dir"),
        ({"lang": "not a tag"}, "lang"),
        ({"req_permissions": [{"reason": "x"}]}, "req_permissions[0].name"),
        ({"req_permissions": [{"name": "a"}, {"name": "a"}]}, "req_permissions"),
        ({"req_permissions": {"name": "a"}}, "req_permissions"),
        ({"fanlight": {"kind": "native"}}, "fanlight.kind"),
        ({"fanlight": {"ready": True}}, "fanlight.ready"),
        ({"fanlight": {"network": {"request": "https://a.org"}}}, "fanlight.network.request"),
        ({"fanlight": {"i18n": {"zh-CN": {"name": 1}}}}, "fanlight.i18n"),
        ({"fanlight": {"i18n": {"not a tag": {}}}}, "fanlight.i18n"),
        ({"fanlight": {"i18n": {"zh": {"reasons": {"location": "x"}}}}}, "fanlight.i18n.zh"),
        (
            {
                "req_permissions": [{"name": "location"}],
                "fanlight": {"i18n": {"zh": {"reasons": {"location": " "}}}},
            },
            "fanlight.i18n.zh.reasons.location",
        ),
        ({"fanlight": []}, "fanlight"),
        ({"widgets": [{"name": "w"}]}, "widgets[0].path"),
        ({"device_type": [1]}, "device_type"),
    ],
)
def test_wrong_members(members: dict[str, object], where: str) -> None:
    error = fault(**members)
    assert str(error.detail["member"]).startswith(where)
    assert where.split("[")[0] in error.message
    assert error.detail["path"] == "manifest.json"


@pytest.mark.parametrize("member", ["app_id", "name", "version", "platform_version", "pages"])
def test_required_members(member: str) -> None:
    document = json.loads(manifest())
    del document[member]
    with pytest.raises(ManifestInvalid, match=f"{member} is required and missing"):
        read_manifest(json.dumps(document).encode())


def test_unknown_members_are_warnings() -> None:
    found = read(theme_color="#fff", start_url="pages/index/index", fanlight={"future": 1})
    assert len(found.warnings) == 2
    assert "'theme_color'" in found.warnings[0]
    assert "'fanlight.future'" in found.warnings[1]


def test_clear_text_network_is_a_warning() -> None:
    found = read(fanlight={"network": {"request": ["http://api.example.org"]}})
    assert "not encrypted" in found.warnings[0]
    assert not read(fanlight={"network": {"request": ["http://localhost:1"]}}).warnings
    assert read(fanlight={"network": {"request": ["http://localhost.evil.org"]}}).warnings


def test_version_code_zero_is_one() -> None:
    found = read(version={"name": "0.1", "code": 0})
    assert found.version.code == 1
    assert "version.code is 0" in found.warnings[0]


def test_pages_may_have_their_extension() -> None:
    assert read(pages=["pages/a.html", "pages/b"]).pages == ("pages/a", "pages/b")


def test_texts_are_normalised() -> None:
    found = read(name="  Cafe\u0301 \n bar ", description="one\ntwo")
    assert found.name == "Café bar"
    assert found.description == "one\ntwo"
    assert read(name="👩‍💻 نام‌ها").name == "👩‍💻 نام‌ها", "joiners stay"


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh-CN", "你好"),
        ("zh_CN", "你好"),
        ("ZH-cn", "你好"),
        ("zh-Hans-CN", "你好"),
        ("zh", "你好"),
        ("zh-TW", "哈囉"),
        ("fr-CA", "Bonjour"),
        ("en", "Hello"),
        ("en-GB", "Hello"),
        ("de", "Hello"),
        ("", "Hello"),
    ],
)
def test_names_in_the_nearest_language(lang: str, name: str) -> None:
    found = read(
        lang="en-US",
        short_name="Hi",
        fanlight={
            "i18n": {
                "zh-CN": {"name": "你好", "description": "描述"},
                "zh-TW": {"name": "哈囉"},
                "fr": {"name": "Bonjour", "navigation_bar_title_text": "Bienvenue"},
            }
        },
        window={"navigation_bar_title_text": "Welcome"},
    )
    assert found.name_for(lang) == name
    assert found.description_for("zh-TW") == ""
    assert found.description_for("zh") == "描述"
    assert found.short_name_for("zh") == "你好"
    assert found.short_name_for("de") == "Hi"
    assert (found.bar_title_for("fr"), found.bar_title_for("zh")) == ("Bienvenue", "Welcome")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"a":1,"a":2}', "twice"),
        (b'{"x":{"a":1,"\\u0061":2}}', "twice"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":["\\ud800"]}', r"half a character, U\+D800"),
        (b'{"\\uDFFFa":1}', r"half a character, U\+DFFF"),
        (b'{"dir":"\\udc00\\ud800"}', r"half a character, U\+DC00"),
        (b'{"a":-Infinity}', "Infinity"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"a":"\xc3\x28"}', "not UTF-8"),
        (b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", "deeper"),
        (b"[" * 200_000, "deeper"),
        (b" " * 300_000, "bytes"),
        (b'{"a":1' + b"0" * 5000 + b"}", "JSON"),
        (b'{"a":1,}', "not JSON"),
        (b"{'a':1}", "not JSON"),
    ],
)
def test_strict_json(content: bytes, reason: str) -> None:
    with pytest.raises(ManifestInvalid, match=reason):
        read_manifest(content)


def test_strict_json_counts_brackets_outside_strings_only() -> None:
    text = json.dumps({"a": '[[[[\\"{{' * 20}).encode()
    assert parse(text, 10_000) == json.loads(text)
    nested = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert parse(nested, 1000)
    with pytest.raises(NotStrict):
        parse(b"[" + nested + b"]", 1000)
    assert parse(b"\xef\xbb\xbf{}", 10) == {}


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(
        ["name", "version", "pages", "icons", "window", "fanlight", "req_permissions", "lang"]
    ),
)
def test_any_value_of_any_member_is_read_or_refused(value: object, member: str) -> None:
    with contextlib.suppress(ManifestInvalid):
        assert read_manifest(manifest(**{member: value})).app_id == "org.example.hello"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(ManifestInvalid):
        read_manifest(content)
