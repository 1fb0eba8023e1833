"""SECURITY N96: the engine's environment is built from nothing."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.view.environment import EngineSettings, Rendering, foreign_switches, prepare

HOSTILE = {
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --remote-debugging-port=9222",
    "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_DICTIONARIES_PATH": "/tmp/evil",
    "QTWEBENGINEPROCESS_PATH": "/tmp/evil",
    "QTWEBENGINE_RESOURCES_PATH": "/tmp/evil",
    "QT_WEBENGINE_DISABLE_GPU": "1",
    "QT_PLUGIN_PATH": "/tmp/evil",
    "QT_QPA_PLATFORM_PLUGIN_PATH": "/tmp/evil",
    "QML2_IMPORT_PATH": "/tmp/evil",
    "QML_IMPORT_PATH": "/tmp/evil",
    "http_proxy": "http://127.0.0.1:1",
    "HTTPS_PROXY": "http://127.0.0.1:1",
    "All_Proxy": "socks5://127.0.0.1:1",
    "no_proxy": "*",
}


@pytest.mark.parametrize("rendering", Rendering)
def test_nothing_inherited_is_left(rendering: Rendering) -> None:
    environ = {**HOSTILE, "HOME": "/home/me", "LANG": "C.UTF-8"}
    prepare(EngineSettings(rendering), environ)
    flags = environ.pop("QTWEBENGINE_CHROMIUM_FLAGS")
    assert not set(environ) & set(HOSTILE)
    assert (environ["HOME"], environ["LANG"]) == ("/home/me", "C.UTF-8")
    assert "remote-debugging" not in flags
    assert "--no-sandbox" not in flags
    assert "use-fake-ui-for-media-stream" not in flags
    assert '--host-resolver-rules="MAP * ~NOTFOUND"' in flags
    assert "--force-webrtc-ip-handling-policy=disable_non_proxied_udp" in flags


def test_only_a_person_switches_the_sandbox_off() -> None:
    environ: dict[str, str] = {}
    prepare(EngineSettings(Rendering.GPU, unsafe_no_sandbox=True), environ)
    assert "--no-sandbox" in environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()


@pytest.mark.parametrize("rendering", Rendering)
@pytest.mark.parametrize("asked", [True, False])
def test_webgl_on_the_processor_is_asked_for(rendering: Rendering, asked: bool) -> None:
    environ: dict[str, str] = {}
    prepare(EngineSettings(rendering, software_webgl=asked), environ)
    has_it = "--use-angle=swiftshader" in environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    assert has_it == (asked and rendering is Rendering.SOFTWARE)


@pytest.mark.parametrize("rendering", Rendering)
def test_no_list_of_features_takes_the_place_of_another(rendering: Rendering) -> None:
    environ: dict[str, str] = {}
    prepare(EngineSettings(rendering, software_webgl=True, dark=True), environ)
    flags = environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    off = [flag for flag in flags if flag.startswith("--disable-features=")]
    assert off == [
        "--disable-features=WebRtcHideLocalIpsWithMdns,DeferRendererTasksAfterInput",
    ]
    assert len([flag for flag in flags if flag.startswith("--enable-features=")]) == 1


def test_software_rendering_leaves_opengl_out() -> None:
    environ: dict[str, str] = {}
    prepare(EngineSettings(Rendering.SOFTWARE), environ)
    assert environ["QT_QUICK_BACKEND"] == "software"
    assert environ["QT_XCB_GL_INTEGRATION"] == "none"


def test_the_engines_processes_keep_two_heaps_whatever_was_inherited() -> None:
    environ = {"MALLOC_ARENA_MAX": "64"}
    prepare(EngineSettings(Rendering.SOFTWARE), environ)
    assert environ["MALLOC_ARENA_MAX"] == "2"


@pytest.mark.parametrize("rendering", Rendering)
def test_what_was_written_after_us_is_found(rendering: Rendering) -> None:
    settings = EngineSettings(rendering, dark=True)
    environ = dict(HOSTILE)
    prepare(settings, environ)
    assert foreign_switches(settings, environ) == ()
    flags = environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    fake = "--use-fake-ui-for-media-stream"
    for after, found in (
        ({"QTWEBENGINE_CHROMIUM_FLAGS": f"{flags} {fake}"}, (fake,)),
        ({"QTWEBENGINE_CHROMIUM_FLAGS": ""}, ("QTWEBENGINE_CHROMIUM_FLAGS",)),
        ({"QTWEBENGINE_DISABLE_SANDBOX": "1"}, ("QTWEBENGINE_DISABLE_SANDBOX",)),
    ):
        assert foreign_switches(settings, environ | after) == found


NAMES = st.text(st.sampled_from("AQTWEBNGI_xyz"), max_size=12)


@given(
    st.dictionaries(
        st.one_of(
            NAMES.map("QTWEBENGINE{}".format),
            NAMES.map("QT_WEBENGINE{}".format),
            NAMES.map("MY_{}".format),
        ),
        st.text(max_size=5),
        max_size=8,
    ),
    st.sampled_from(Rendering),
)
def test_whatever_the_engine_would_read_is_ours(given: dict[str, str], how: Rendering) -> None:
    fresh: dict[str, str] = {}
    prepare(EngineSettings(how), fresh)
    environ = dict(given)
    prepare(EngineSettings(how), environ)
    kept = {name: value for name, value in given.items() if name.startswith("MY_")}
    assert environ == {**kept, **fresh}


def test_the_prefix_is_read_as_the_system_reads_it() -> None:
    """On Windows names have no case; elsewhere the engine reads upper case alone."""
    environ = {"qtwebengine_chromium_flags": "--no-sandbox"}
    prepare(EngineSettings(Rendering.GPU), environ)
    assert "--no-sandbox" not in environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    assert sys.platform == "win32" or environ["qtwebengine_chromium_flags"] == "--no-sandbox"
