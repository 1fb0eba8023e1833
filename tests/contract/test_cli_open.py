"""The command line's contract for `open`: JSON, exit codes, and nothing but one document."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pytest

from bridge.marks import Mark
from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import (
    PAGE,
    SAMPLES,
    Fanlight,
    install_signed,
    marks_of,
    needs_display,
    page,
    write_app,
)

pytestmark = needs_display

KEYS = {
    "app_id",
    "version",
    "kind",
    "engine",
    "launch",
    "page",
    "first_screen_ms",
    "marks",
    "console",
    "errors",
    "denied",
    "eval",
    "screenshot",
    "sandboxed",
}
SECOND = "pages/second/second"


def png(file: Path) -> tuple[int, int, int]:
    """Width, height and the number of different pixels of a PNG with 8-bit RGB(A)."""
    from PySide6.QtGui import QImage

    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull(), f"{file} is no picture"
    data = bytes(image.constBits())
    return image.width(), image.height(), len(set(struct.iter_unpack("=I", data)))


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(tmp_path / "home")


def test_the_first_screen_of_a_sample(fanlight: Fanlight, tmp_path: Path) -> None:
    picture = tmp_path / "hello.png"
    words = ("--screenshot", str(picture), "--size", "420x760", "--theme", "light", "--cold")
    report = fanlight.open(SAMPLES / "hello", *words)
    assert set(report) >= KEYS
    assert report["app_id"] == "org.fanlight.hello"
    assert report["version"] == {"name": "1.0.0", "code": 1}
    assert (report["kind"], report["engine"], report["launch"]) == ("web", "qt", "cold")
    assert report["page"] == PAGE
    assert report["sandboxed"] is True
    assert report["errors"] == report["denied"] == []
    assert not [line for line in report["console"] if line["level"] != "info"]
    assert report["eval"] is None
    assert report["screenshot"] == str(picture)

    marks = marks_of(report)
    assert set(marks) == {mark.value for mark in Mark}
    assert [mark["at_ms"] for mark in report["marks"]] == sorted(marks.values())
    assert marks["open.request"] == 0
    one_way = [
        "open.request",
        "resolve.done",
        "fetch.done",
        "verify.done",
        "mount.done",
        "view.ready",
        "navigation.start",
        "bridge.ready",
    ]
    assert sorted(one_way, key=lambda name: marks[name]) == one_way
    assert marks["bridge.ready"] <= marks["first.screen"]
    assert marks["page.ready"] <= marks["first.screen"]
    assert marks["first.paint"] <= marks["first.content"] <= marks["first.screen"]
    assert report["first_screen_ms"] == marks["first.screen"]
    facts = {mark["name"]: mark for mark in report["marks"]}
    assert facts["fetch.done"]["cached"] is False
    assert facts["fetch.done"]["bytes"] == 0
    assert facts["view.ready"]["kind"] == "cold"

    width, height, colours = png(picture)
    assert (width, height) == (420, 760)
    assert colours > 100, "the screenshot is blank"

    (launch,) = fanlight.json("timings", "org.fanlight.hello")["launches"]
    assert launch["first_screen_ms"] == pytest.approx(report["first_screen_ms"], abs=0.01)
    assert [mark["name"] for mark in launch["marks"]] == [m["name"] for m in report["marks"]]


def test_pages_queries_console_and_eval(fanlight: Fanlight, tmp_path: Path) -> None:
    script = "console.log('one', 2); console.warn('careful'); console.error('bad')"
    app = write_app(
        tmp_path / "app",
        {PAGE: page(script), SECOND: page("", "<h1 style='color:red'>Second</h1>")},
        files={"common/thrown.js": "\n\nthrow new Error('thrown')"},
    )
    shots = tmp_path / "shots"
    words = ("--page", PAGE, "--query", "a=1", "--query", "中 文=x&y=z", "--query", "e=")
    expression = (
        "({search: location.search, page: location.pathname,"
        " options: await fanlight.getLaunchOptions(), undef: undefined, nan: NaN})"
    )
    report = fanlight.open(app, *words, "--eval", expression)
    found = report["eval"]
    assert found["page"] == f"/{PAGE}.html"
    assert found["search"] == "?a=1&%E4%B8%AD%20%E6%96%87=x%26y%3Dz&e="
    assert found["options"]["path"] == PAGE
    assert found["options"]["query"] == {"a": "1", "中 文": "x&y=z", "e": ""}
    assert found["options"]["scene"] == "command_line"
    assert (found["nan"], "undef" in found) == (None, False)
    lines = [(line["level"], line["text"]) for line in report["console"]]
    assert lines == [("info", "one 2"), ("warning", "careful"), ("error", "bad")]
    assert all(set(line) == {"level", "text", "source", "line"} for line in report["console"])
    assert {line["source"] for line in report["console"]} == {f"{PAGE}.html"}

    visited = fanlight.open(
        app, "--run", f"{PAGE},{SECOND},{PAGE}", "--screenshot", str(shots), "--query", "q=1",
        "--eval", "location.pathname + location.search",
    )  # fmt: skip
    assert visited["page"] == PAGE
    assert visited["eval"] == f"/{PAGE}.html?q=1"
    files = [Path(file) for file in visited["screenshot"]]
    assert [file.name for file in files] == [
        "01-pages_index_index.png",
        "02-pages_second_second.png",
        "03-pages_index_index.png",
    ]
    contents = [zlib.crc32(file.read_bytes()) for file in files]
    assert contents[0] != contents[1]
    assert all(png(file)[2] > 10 for file in files)


def test_an_explicit_page_is_ready_when_it_says_so(fanlight: Fanlight, tmp_path: Path) -> None:
    """A skeleton is painted first; the words come after two frames, and only then `ready`."""
    script = """
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      (async () => {
        const late = await fanlight.getLaunchOptions();
        while (!performance.getEntriesByName("first-contentful-paint").length) await frame();
        globalThis.skeletonAt = performance.now();
        document.body.innerHTML = "<h1>The words</h1>";
        globalThis.readyAt = performance.now();
        fanlight.ready();
      })();
    """
    app = write_app(
        tmp_path / "app",
        {PAGE: page(script, "<h1>…</h1>")},
        fanlight={"ready": "explicit"},
    )
    report = fanlight.open(app, "--eval", "({skeletonAt, readyAt})")
    marks = marks_of(report)
    assert marks["first.content"] < marks["page.ready"] <= marks["first.screen"]
    ready = report["eval"]["readyAt"] - report["eval"]["skeletonAt"]
    assert marks["page.ready"] - marks["first.content"] >= ready - 1
    ready_only = fanlight.json(
        "open", str(app), "--until", "ready", "--eval", "document.body.innerText.trim()"
    )
    assert ready_only["eval"] == "The words"
    assert "page.ready" in marks_of(ready_only)


def test_a_page_that_never_gets_ready_times_out(fanlight: Fanlight, tmp_path: Path) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()}, fanlight={"ready": "explicit"})
    words = ("open", str(app), "--until", "first-screen", "--timeout", "2")
    error = fanlight.error(*words, code=3)
    assert error["code"] == "launch.timeout"
    assert error["retriable"] is True
    assert fanlight.json("timings") == {"launches": [], "summary": []}


def test_an_app_that_closes_itself_ends_the_command(fanlight: Fanlight, tmp_path: Path) -> None:
    script = "fanlight.onAppShown(() => fanlight.exitMiniProgram())"
    app = write_app(tmp_path / "app", {PAGE: page(script)})
    report = fanlight.json("open", str(app), "--until", "close")
    assert report["errors"] == []
    assert report["sandboxed"] is True


def test_linger_keeps_the_app_at_work(fanlight: Fanlight, tmp_path: Path) -> None:
    script = """
      fanlight.ready();
      fanlight.setStorage({key: "a", data: 1}).then(() => fanlight.exitMiniProgram());
    """
    app = write_app(tmp_path / "app", {PAGE: page(script)})
    fanlight.json("open", str(app), "--until", "ready", "--linger", "60")
    value = fanlight.open(
        write_app(tmp_path / "app", {PAGE: page()}), "--eval", "fanlight.getStorageSync('a')"
    )["eval"]
    assert value == 1


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("--page", "pages/none"), 1, "launch.page_not_found"),
        (("--page", "../x"), 1, "name.invalid"),
        (("--size", "12"), 2, "usage"),
        (("--permissions", "grant:root"), 2, "usage"),
        (("--query", "novalue"), 2, "usage"),
        (("--engine", "netscape"), 2, "usage"),
    ],
)
def test_wrong_options(
    fanlight: Fanlight, tmp_path: Path, words: tuple[str, ...], code: int, error: str
) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    found = fanlight.error("open", str(app), "--until", "first-screen", *words, code=code)
    assert found["code"] == error
    assert found["message"]


def test_targets_that_are_not_there(fanlight: Fanlight, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "not.ma").write_bytes(b"PK\x05\x06" + bytes(18))
    broken = write_app(tmp_path / "broken", {PAGE: page()}, icons=[])
    for target, code, error in (
        ("org.example.nobody", 1, "store.not_installed"),
        ("fanlight://open/org.example.nobody", 1, "store.not_installed"),
        ("fanlight://install/org.example.nobody", 1, "launch.link"),
        ("Not An App", 2, "usage"),
        (str(tmp_path / "empty"), 1, "build.failed"),
        (str(broken), 1, "package.manifest"),
        (str(tmp_path / "not.ma"), 1, "package.signature"),
    ):
        found = fanlight.error("open", target, "--until", "first-screen", code=code)
        assert found["code"] == error, target


def test_a_package_file_is_opened_when_its_publisher_is_trusted(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    key = SigningKey.generate()
    package = tmp_path / "app.ma"
    app = write_app(tmp_path / "app", {PAGE: page("console.log('ran')")})
    package.write_bytes(pack_folder(app, key))
    error = fanlight.error("open", str(package), "--until", "first-screen")
    assert error["code"] == "trust.publisher_unknown"
    assert fanlight.json("list")["apps"] == []
    report = fanlight.open(package, "--trust", key.key_id.fingerprint)
    assert report["console"][0]["text"] == "ran"
    again = fanlight.open("org.example.probe")
    assert {mark["name"]: mark for mark in again["marks"]}["fetch.done"]["cached"] is True
    launches = fanlight.json("timings", "--last", "1")
    assert len(launches["launches"]) == 1
    (summary,) = launches["summary"]
    assert set(summary) >= {"app_id", "launch", "count", "p50_ms", "p90_ms", "p99_ms"}
    assert summary["count"] == 2


def test_a_mistyped_option_is_usage(fanlight: Fanlight) -> None:
    told = fanlight.run("open", "org.example.probe", "--no-such-option", "--json")
    assert (told.code, told.document["error"]["code"]) == (2, "usage")
    shown = fanlight.run("open", "org.example.probe", "--no-such-option")
    assert (shown.code, shown.out) == (2, "")
    assert "--no-such-option" in shown.err


def test_eval_is_for_source_folders_only_and_its_errors_are_typed(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    app = write_app(tmp_path / "app", {PAGE: page()})
    words = ("open", str(app), "--until", "first-screen", "--eval")
    assert fanlight.error(*words, "missing.member")["code"] == "view.load_failed"
    assert "missing" in fanlight.error(*words, "missing.member")["message"]
    install_signed(fanlight, app)
    error = fanlight.error("open", "org.example.probe", *words[2:], "1", code=2)
    assert error["code"] == "usage"


def test_words_for_people_and_for_nobody(fanlight: Fanlight, tmp_path: Path) -> None:
    app = str(write_app(tmp_path / "app", {PAGE: page()}))
    told = fanlight.run("open", app, "--until", "ready")
    assert (told.code, len(told.out.splitlines())) == (0, 1)
    assert told.out.startswith("org.example.probe: ")
    quiet = fanlight.run("open", app, "--until", "ready", "--quiet")
    assert (quiet.code, quiet.out) == (0, "")
    failed = fanlight.run("open", "org.example.nobody")
    assert (failed.code, failed.out) == (1, "")
    assert "[store.not_installed]" in failed.err
    assert not failed.err.startswith("{")
    with pytest.raises(json.JSONDecodeError):
        json.loads(failed.err)
