"""What is decided about a WebView2, on every system: switches, rules, its protocol's texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from sandbox.mount import Mount, url_path
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from sandbox.view.outside.on_windows import OLDEST, runtime_lack
from sandbox.view.port import ConsoleLevel
from sandbox.view.systemview.webview2 import devtools
from sandbox.view.systemview.webview2.profile import prepare
from sandbox.view.systemview.webview2.rules import Refuse, Rules, Serve, header_lines
from sandbox.view.systemview.webview2.switches import (
    FOREIGN,
    WALLS,
    arguments,
    environment,
    faults,
    is_browser,
    is_renderer,
    words_of,
)
from sandbox.view.systemview.wire import Begin, Said, framed
from sandbox.weixin_mount import WeixinMount
from tests.package_forge import KEY, manifest, sample_files

HOST = "a" * 52
OWN = f"miniapp://{HOST}"
PROGRAM = r'"C:\Program Files (x86)\Microsoft\EdgeWebView\Application\131.0\msedgewebview2.exe"'
PAGE = "pages/index/index"
RULES = Rules(HOST, ("index.html", "pages/首页.html", "pages/a b.html"))


def begin() -> Begin:
    return Begin(
        host=HOST,
        storage=None,
        channel="channel()",
        page="page()",
        manners="manners()",
        background="#ffffff",
        dark=None,
        autoplay=False,
        width_px=1,
        height_px=1,
    )


def test_a_browser_that_was_told_our_words_has_no_fault() -> None:
    command = f"{PROGRAM} --embedded-browser-webview=1 {arguments(autoplay=True)} --lang=en"
    assert faults(command) == ()
    assert is_browser(command) and not is_renderer(command)
    assert words_of(command)[0].endswith("msedgewebview2.exe")


@pytest.mark.parametrize("wall", WALLS)
def test_a_browser_without_one_of_the_walls_has_that_fault(wall: str) -> None:
    quoted = arguments(autoplay=False).replace(wall.partition("=")[0], "--nothing", 1)
    assert faults(f"{PROGRAM} {quoted}") == (wall,)


@pytest.mark.parametrize("word", FOREIGN)
def test_words_that_nobody_may_have_told_are_faults(word: str) -> None:
    for told in (word, f"{word}=9222", f'"{word}=a b"'):
        assert faults(f"{PROGRAM} {arguments(autoplay=False)} {told}") == (word,)


def test_a_wall_within_another_words_value_is_none() -> None:
    inside = f'{PROGRAM} --x="{" ".join(WALLS)}"'
    assert set(faults(inside)) == set(WALLS)
    assert not is_renderer(f'{PROGRAM} --x="y --type=renderer"')
    assert is_renderer(f"{PROGRAM} --type=renderer --webview-exe-name=x")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", ()),
        ("a  b\tc", ("a", "b", "c")),
        ('"a b" c', ("a b", "c")),
        (r"a\"b c", ('a"b', "c")),
        (r'"a\\" b', ("a\\", "b")),
        (r"a\\b c\ ", (r"a\\b", "c\\")),
        ('--x="y z"', ("--x=y z",)),
        ('""', ("",)),
    ],
)
def test_a_command_line_is_read_as_windows_does(command: str, words: tuple[str, ...]) -> None:
    assert words_of(command) == words


def test_nobody_elses_word_reaches_the_browser_or_dot_net() -> None:
    others = {
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS": "--no-sandbox",
        "WebView2_Browser_Executable_Folder": "x",
        "WEBVIEW2_USER_DATA_FOLDER": "x",
        "PYTHONNET_RUNTIME": "coreclr",
        "COR_PROFILER": "x",
        "DOTNET_STARTUP_HOOKS": "x",
        "PYWEBVIEW_GUI": "qt",
        "HTTPS_PROXY": "http://127.0.0.1:1",
        "SystemRoot": r"C:\Windows",
    }
    assert environment(others) == {"SystemRoot": r"C:\Windows"}


@pytest.mark.parametrize(
    "path", ["index.html", "index.html?q#f", "pages/%E9%A6%96%E9%A1%B5.html", "pages/a%20b.html"]
)
def test_a_page_and_its_frames_go_to_documents_of_the_app(path: str) -> None:
    assert RULES.may_go(f"{OWN}/{path}", frame=False)
    assert RULES.may_go(f"{OWN}/{path}", frame=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/",
        "http://127.0.0.1:1/index.html",
        "file:///C:/Windows/win.ini",
        "data:text/html,x",
        f"blob:{OWN}/1",
        "javascript:1",
        "edge://version",
        "view-source:x",
        "mailto:a@example.org",
        OWN,
        f"{OWN}/",
        f"{OWN}//index.html",
        f"{OWN}/app.js",
        f"{OWN}/x/..%2findex.html",
        f"{OWN}/index.html%00",
        f"{OWN}/%ff",
        f"{OWN}.evil/index.html",
        f"{OWN}@evil/index.html",
        f"miniapp://b{HOST[1:]}/index.html",
        f"MINIAPP://{HOST}/index.html",
    ],
)
def test_a_page_goes_nowhere_else(url: str) -> None:
    assert not RULES.may_go(url, frame=False)
    assert not RULES.may_go(url, frame=True)


def test_only_a_frame_may_be_blank() -> None:
    for url in ("about:blank", "about:srcdoc"):
        assert RULES.may_go(url, frame=True)
        assert not RULES.may_go(url, frame=False)


def test_what_may_be_gone_to_is_what_the_mount_calls_a_document() -> None:
    files = sample_files() | {"extra/ü 1.html": b"<p>", "evil.svg": b"<svg/>", "a.html.txt": b""}
    app = f'{{"format": 1, "entry": "{PAGE}", "pages": ["{PAGE}"]}}'.encode()
    files |= {"weixin/app.json": app, "weixin/main.js": b"1"}
    for kind in ("web", "weixin"):
        said = manifest(fanlight={"kind": kind, "ready": "explicit"})
        bundle = verify(open_package(BytesSource(pack(files | {"manifest.json": said}, KEY))))
        mount = Mount(bundle) if kind == "web" else WeixinMount(bundle, OWN)
        assert framed(replace(begin(), documents=mount.documents))
        rules = Rules(HOST, mount.documents)
        paths = [url_path(name) for name in (*bundle.paths, *mount.documents, "missing.html", PAGE)]
        told = [rules.may_go(f"{OWN}/{path}", frame=False) for path in paths]
        assert told == [mount.is_document(path) for path in paths]
        assert True in told and False in told


def test_requests_go_to_the_host_or_nowhere() -> None:
    assert RULES.decide(f"{OWN}/index.html", "Document") == Serve(f"{OWN}/index.html", True)
    assert RULES.decide(f"{OWN}/a.js", "Script") == Serve(f"{OWN}/a.js", False)
    picture = RULES.decide("https://example.org/a.png?b", "Image")
    assert picture == Serve(
        f"{OWN}/.fanlight/media/https%3A%2F%2Fexample.org%2Fa.png%3Fb/data", False, foreign=True
    )
    for url, context in (
        ("https://example.org/", "Document"),
        ("https://example.org/a.js", "Script"),
        ("https://example.org/a.css", "Stylesheet"),
        ("https://example.org/x?secret", "Fetch"),
        ("https://example.org/x", "XmlHttpRequest"),
        ("https://example.org/x", "Ping"),
        ("https://example.org/x", "EventSource"),
        ("wss://example.org/x", "Websocket"),
        ("https://example.org/x", "Manifest"),
        ("https://example.org/x", "NameOfTomorrow"),
        ("file:///C:/x", "Image"),
        (f"miniapp://b{HOST[1:]}/x.js", "Script"),
        (f"{OWN}@example.org/x.js", "Script"),
        (f"{OWN}/.fanlight/media/https%3A%2F%2Fe/data", "Script"),
        (f"{OWN}/.fanlight/runtime/x.js", "Fetch"),
    ):
        found = RULES.decide(url, context)
        assert isinstance(found, Refuse), (url, context, found)
        assert "secret" not in found.detail


def test_headers_are_lines_and_none_makes_two() -> None:
    assert header_lines((("A", "1"), ("B", "x; y"))) == "A: 1\r\nB: x; y"
    for name, value in (("A", "1\r\nB: 2"), ("A\n", "1"), ("", "1"), ("A:B", "1"), ("A", "\0")):
        with pytest.raises(ValueError, match="no header"):
            header_lines(((name, value),))


def test_the_private_world_is_made_before_the_first_document() -> None:
    said = devtools.opening(begin())
    methods = [each.method for each in said]
    assert methods.index("Runtime.enable") < methods.index("Runtime.addBinding")
    worlds = [json.loads(x.parameters) for x in said if x.method == "Runtime.addBinding"]
    assert [(x["name"], x["executionContextName"]) for x in worlds] == [
        (name, devtools.WORLD) for name in devtools.BINDINGS
    ]
    scripts = [
        json.loads(x.parameters)
        for x in said
        if x.method == "Page.addScriptToEvaluateOnNewDocument"
    ]
    assert [x.get("worldName") for x in scripts] == ["fanlight"] * 3 + [None, None]
    channel, _, _, _, page = (x["source"] for x in scripts)
    for source in (channel, page):
        assert source.startswith(f'if (window.top === window && origin === "{OWN}") {{')


def test_what_the_protocol_tells_is_read_or_nothing() -> None:
    call = {"name": "fanlight", "payload": "s\nx", "executionContextId": 3}
    assert devtools.called(json.dumps(call)) == devtools.Called("fanlight", "s\nx", 3)
    assert devtools.called(json.dumps(call | {"name": "other"})) is None
    assert devtools.called("{}") is None
    line = {
        "type": "warning",
        "args": [
            {"type": "string", "value": "é"},
            {"type": "number", "value": 1, "description": "1"},
            {"type": "undefined"},
            {"type": "object", "subtype": "null", "value": None},
            {"type": "object", "description": "Array(2)"},
        ],
        "stackTrace": {"callFrames": [{"url": f"{OWN}/a.js", "lineNumber": 4}]},
    }
    assert devtools.console_line(json.dumps(line)) == Said(
        ConsoleLevel.WARNING, "é 1 undefined null Array(2)", f"{OWN}/a.js", 5
    )
    assert devtools.console_line("[]") is None
    error = {"text": "Uncaught", "exception": {"description": "TypeError: no"}, "lineNumber": 1}
    assert devtools.thrown(json.dumps({"exceptionDetails": error})) == Said(
        ConsoleLevel.ERROR, "TypeError: no", "", 2
    )
    assert devtools.thrown("") is None


def test_an_expression_has_a_value_or_an_error() -> None:
    value = {"result": {"type": "string", "value": "[1]"}}
    assert devtools.evaluated(json.dumps(value)) == ("[1]", "")
    failed = value | {"exceptionDetails": {"exception": {"description": "Error: no"}}}
    assert devtools.evaluated(json.dumps(failed)) == (None, "Error: no")
    assert devtools.evaluated("")[0] is None
    assert devtools.evaluated(json.dumps({"result": {"type": "undefined"}}))[0] is None


def test_a_profile_says_what_its_switch_says(tmp_path: Path) -> None:
    prepare(tmp_path)
    place = tmp_path / "EBWebView" / "Default" / "Preferences"
    policy = {"ip_handling_policy": "disable_non_proxied_udp"}
    assert json.loads(place.read_text()) == {"webrtc": policy}
    for before, after in (
        ('{"a": 1, "webrtc": {"ip_handling_policy": "default", "b": 2}}', {"a": 1}),
        ("[]", {}),
        ("{", {}),
        ("[" * 100_000, {}),
    ):
        place.write_text(before)
        prepare(tmp_path)
        found = json.loads(place.read_text())
        assert found.pop("webrtc").items() >= policy.items()
        assert found == after
    place.write_bytes(b"\xff")
    prepare(tmp_path)
    assert json.loads(place.read_text()) == {"webrtc": policy}


def test_a_runtime_is_looked_for_by_its_version() -> None:
    newest = ".".join(map(str, OLDEST))
    for versions in ([newest], ["0.0.0.0", "144.0.1.2"], ["", "x", newest]):
        assert runtime_lack(versions) is None
    for versions in ([], [""], ["0.0.0.0"], ["unknown"]):
        assert "is not installed" in str(runtime_lack(versions))
    assert "130.0.2849.80 is older than 131" in str(runtime_lack(["130.0.2849.80", "99.9"]))
