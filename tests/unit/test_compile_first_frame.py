"""First frames: what is made of a page's initial data, and what has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.compile import first_frame
from sandbox.compile.building import Built
from sandbox.compile.compiler import Mode, open_compiler
from sandbox.compile.config.model import decode_config
from tests.compiled_before import compiler_folder

WXML = '<view bindtap="tap" class="card">{{told}}</view><text hidden="{{missing}}">b</text>'
LISTEN, CLASS, TEXT = 14, 11, 1


def built(folder: Path, script: str, *, app: str = "App({})", mode: Mode = Mode.RELEASE) -> Built:
    page = folder / "pages" / "a"
    page.mkdir(parents=True)
    (folder / "app.json").write_text(json.dumps({"pages": ["pages/a/a", "pages/a/b"]}))
    (folder / "app.js").write_text(app)
    for name in ("a", "b"):
        (page / f"{name}.wxml").write_text(WXML)
        (page / f"{name}.js").write_text(script)
    compiler = open_compiler(folder, compiler_folder())
    try:
        return compiler.build(mode)
    finally:
        compiler.rest()


def why(made: Built) -> list[str]:
    return [one.message for one in made.diagnostics if one.code == "C1092"]


def test_it_holds_what_the_initial_data_make_and_nothing_that_comes_later(tmp_path: Path) -> None:
    script = """
      const app = getApp();
      Page({
        data: { told: `at ${app.at}` }, tap() {},
        onLoad() { this.setData({ told: "loaded" }); }, onShow() { this.setData({ told: "x" }); },
      })"""
    app = "App({ at: 'first', onLaunch() { this.at = 'launched'; } })"
    made = built(tmp_path, script, app=app)
    frame = json.loads(made.files["weixin/first/pages/a/a.json"])
    assert (frame["format"], frame["route"]) == (1, "pages/a/a")
    assert "at first" in frame["ops"]
    assert not {"loaded", "x", "at launched"} & {x for x in frame["ops"] if isinstance(x, str)}
    assert "tap" in frame["ops"]
    assert decode_config(made.files["weixin/app.json"]).first_frames == ("pages/a/a",)
    assert why(made) == []


def test_what_is_absent_is_named(tmp_path: Path) -> None:
    made = built(tmp_path, "Page({ data: { told: 1 } })")
    frame = json.loads(made.files["weixin/first/pages/a/a.json"])
    assert all(frame["ops"][at] is None for at in frame["absent"])


def test_pages_that_are_being_written_have_none(tmp_path: Path) -> None:
    made = built(tmp_path, "Page({})", mode=Mode.DEVELOPMENT)
    assert made.files
    assert not any("first/" in path for path in made.files)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("Page({ data: { told: wx.getStorageSync('a') } })", "asks for the host"),
        ("const at = wx.getSystemInfoSync(); Page({ data: { told: at.platform } })", "the host"),
        ("throw new Error('broken'); Page({})", "it fails: "),
        ("Page({ data: { told: 1, list: new Map() }, f: undefinedName })", "it fails: "),
        ("while (true) {}", "could not be made: not done after"),
        ("const all = []; for (;;) all.push(new Array(1e5).fill(all));", "could not be made: "),
        ("Page({ data: { told: 'x'.repeat(600000) } })", "larger than 512 KiB"),
    ],
)
def test_what_cannot_be_drawn_ahead_is_said(
    tmp_path: Path, script: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_frame, "TIMEOUT_S", 3.0)
    made = built(tmp_path, script)
    assert made.files
    assert "weixin/first/pages/a/a.json" not in made.files
    (told,) = why(made)
    assert reason in told


@pytest.mark.parametrize(
    "reach",
    [
        "fetch('https://a.example')",
        "XMLHttpRequest.length",
        "eval('1')",
        "new Function('return 1')()",
        "fanlightStill.length",
        "importScripts('weixin/main.js')",
        "postMessage('x')",
    ],
)
def test_the_app_finds_in_it_what_it_finds_in_its_worker(tmp_path: Path, reach: str) -> None:
    script = f"Page({{ data: {{ told: (() => {{ try {{ {reach}; return 'reached'; }}"
    script += " catch { return 'kept out'; } })() } })"
    made = built(tmp_path, script)
    frame = json.loads(made.files["weixin/first/pages/a/a.json"])
    assert "kept out" in frame["ops"]
