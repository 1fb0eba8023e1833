"""The host's side of a system view: messages, answers, promises. No WebView."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from bridge.errors import MessageInvalid
from host.compose.system_room import draw_by_x11
from sandbox.manifest import NetworkRules, read_manifest
from sandbox.view.environment import default_engine, has_web_engine
from sandbox.view.outside.answers import harmless, own_path
from sandbox.view.outside.available import unavailable
from sandbox.view.outside.console import console_line
from sandbox.view.outside.guarantees import By, given, promises, refusal
from sandbox.view.outside.process import FROZEN_WORD, view_command
from sandbox.view.port import ConsoleLevel, Engine, Guarantee
from sandbox.view.systemview.walls import environment, forget_bundle
from sandbox.view.systemview.wire import (
    LENGTH,
    TOLD,
    Denied,
    Frames,
    Received,
    Told,
    Wants,
    framed,
)
from tests.package_forge import manifest

HOST = "a" * 52


def frames(limit_bytes: int = 1000) -> Frames[Told]:
    return Frames(TOLD, limit_bytes)


def test_messages_come_out_of_a_stream_however_it_is_cut() -> None:
    said = [Received("s\nx"), Wants(7, "about:blank"), Denied("window", "")]
    stream = b"".join(map(framed, said))
    for size in (1, 3, len(stream)):
        reader = frames()
        pieces = (stream[at : at + size] for at in range(0, len(stream), size))
        assert [told for piece in pieces for told in reader.take(piece)] == said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode({"type": "standing", "window_id": "1"}),
        msgspec.msgpack.encode({"type": "received", "text": "x", "app_id": "me"}),
        msgspec.msgpack.encode({"type": "begin"}),
        msgspec.msgpack.encode({"type": "load", "url": "miniapp://x/"}),
        b"\x91" * 900,
    ],
)
def test_what_is_no_message_ends_the_view(content: bytes) -> None:
    with pytest.raises(MessageInvalid):
        frames().take(LENGTH.pack(len(content)) + content)


def test_a_message_that_is_too_long_is_refused_before_it_is_there() -> None:
    with pytest.raises(MessageInvalid, match="too long"):
        frames(10).take(LENGTH.pack(11))


def test_an_address_is_the_apps_own_or_none() -> None:
    assert own_path(HOST, f"miniapp://{HOST}/a%20b.html?q#f") == "a%20b.html"
    for url in (
        f"miniapp://{HOST}",
        f"miniapp://{HOST}.evil/x",
        f"miniapp://{HOST}//x",
        f"miniapp://b{HOST[1:]}/x",
        "https://example.org/x",
        "about:srcdoc",
        "",
    ):
        assert own_path(HOST, url) is None, url


def test_bytes_from_elsewhere_are_never_code() -> None:
    assert harmless("image/png") == "image/png"
    assert harmless("Video/MP4; x=1") == "Video/MP4; x=1"
    for mime in ("text/javascript", "text/html", "text/css", "image/svg+xml", "application/wasm"):
        assert harmless(mime) == "application/octet-stream"


def test_lines_of_a_console() -> None:
    found = console_line(f"miniapp://{HOST}/a/b.js?x:2:12: CONSOLE JS ERROR TypeError: no", HOST)
    assert found is not None
    assert (found.level, found.text) == (ConsoleLevel.ERROR, "TypeError: no")
    plain = console_line(f"miniapp://{HOST}/a/b.js:2:12: CONSOLE LOG x: CONSOLE WARN y", HOST)
    assert plain is not None
    assert (plain.text, plain.source, plain.line) == ("x: CONSOLE WARN y", "a/b.js", 2)
    assert console_line("Failed to create a cache", HOST) is None


def test_every_guarantee_is_kept_or_its_lack_is_said() -> None:
    for platform in ("linux", "win32", "darwin", "haiku"):
        told = promises(platform)
        assert set(told) == set(Guarantee)
        assert all(promise.how for promise in told.values())
        assert given(platform) == {x for x, promise in told.items() if promise.by is not By.NOBODY}
    assert given("linux") == set(Guarantee)


def test_a_mini_program_that_needs_what_is_lacking_is_refused_with_the_reason() -> None:
    plain = read_manifest(manifest())
    assert refusal(plain, "linux") is None
    for platform in ("plan9", "haiku"):
        assert (why := refusal(plain, platform)) is not None
        assert platform in why
        assert "own_profile" in why
    pictures = msgspec.structs.replace(plain, network=NetworkRules(media=("https://example.org",)))
    assert (why := refusal(pictures, "linux")) is not None
    assert "media of other origins" in why


def test_what_is_not_here_is_named_with_the_packages(tmp_path: Path) -> None:
    assert (why := unavailable("linux", tmp_path)) is not None
    assert "WebKitGTK 4.1" in why
    assert "apt-get install gir1.2-webkit2-4.1" in why
    assert unavailable("win32") is not None
    assert "webview" not in sys.modules


def test_types_are_found_where_a_system_keeps_them(tmp_path: Path) -> None:
    for place in ("lib/x86_64-linux-gnu", "lib64"):
        types = tmp_path / place / "girepository-1.0" / "WebKit2-4.1.typelib"
        types.parent.mkdir(parents=True)
        types.touch()
        assert "WebKitGTK" not in str(unavailable("linux", tmp_path))
        types.unlink()
    assert "WebKitGTK" in str(unavailable("linux", tmp_path))


def test_the_reference_engine_is_looked_for_and_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_web_engine()
    assert default_engine() is Engine.QT
    monkeypatch.setattr("sandbox.view.environment._REFERENCE", "PySide6.QtNothing")
    assert default_engine() is Engine.SYSTEM
    monkeypatch.setattr("sandbox.view.environment._REFERENCE", "no_such_package.module")
    assert not has_web_engine()


def test_a_frozen_build_starts_itself_for_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    assert view_command() == (sys.executable, "-P", "-m", "sandbox.view.systemview")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert view_command() == (sys.executable, FROZEN_WORD)


def test_the_engines_processes_find_the_systems_libraries() -> None:
    environ = {"LD_LIBRARY_PATH": "/usr/lib/fanlight/_internal", "DISPLAY": ":1"}
    forget_bundle(environ)
    forget_bundle(environ)
    assert environ == {"DISPLAY": ":1"}


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's here")
def test_a_host_of_system_views_draws_by_x11_unless_told_otherwise() -> None:
    for given_names, chosen in (
        ({"DISPLAY": ":1", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"DISPLAY": ":1", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, None),
    ):
        draw_by_x11(given_names)
        assert given_names.get("QT_QPA_PLATFORM") == chosen


def test_nobody_elses_word_reaches_the_engine() -> None:
    others = {
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "WEBKIT_INSPECTOR_SERVER": "127.0.0.1:1",
        "GTK_MODULES": "x",
        "LD_PRELOAD": "x",
        "https_proxy": "http://127.0.0.1:1",
        "PYWEBVIEW_LOG": "debug",
        "DISPLAY": ":1",
    }
    told = environment(others, sandboxed=True)
    assert set(told) & set(others) == {"DISPLAY"}
    assert told["WEBKIT_FORCE_SANDBOX"] == "1"
