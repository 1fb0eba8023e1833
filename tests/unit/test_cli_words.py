"""What a person reads at a terminal: help, and what is said to a slip of theirs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bridge.errors import NameInvalid
from bridge.names import KeyId
from host.cli.frame import LazyGroup
from host.cli.opening import summary
from host.cli.root import fanlight
from host.store.durable import typed
from tests.fanlight_child import ROOT

REACHED = [{"name": "open.request", "at_ms": 0.0}, {"name": "page.ready", "at_ms": 310.4}]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(fanlight, [str(word) for word in words])


def test_help_has_every_command_once_and_says_all_of_it() -> None:
    assert isinstance(fanlight, LazyGroup)
    context = click.Context(fanlight, terminal_width=80, max_content_width=80)
    text = fanlight.get_help(context)
    said = " ".join(text.split())
    named = re.findall(r"^  (\S+)  ", text, re.MULTILINE)
    for name in fanlight.list_commands(context):
        command = fanlight.get_command(context, name)
        assert command is not None and command.help
        assert named.count(name) == 1
        assert " ".join(command.help.split()) in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("neww",), "Did you mean 'new'?"),
        (("permision", "org.example.tea"), "Did you mean 'permissions'?"),
        (("registry", "pubish"), "Did you mean 'publish'"),
        (("org.example.tea",), "To open a mini-program: fanlight open org.example.tea"),
        (("zzzzzz",), "No such command 'zzzzzz'.\n"),
    ],
)
def test_a_word_that_is_no_command_is_met_with_what_was_meant(
    words: tuple[str, ...], said: str
) -> None:
    ran = CliRunner().invoke(fanlight, list(words), prog_name="fanlight")
    assert ran.exit_code == 2
    assert said in ran.stderr


def test_a_folder_in_a_commands_place_is_to_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my tea").mkdir()
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(fanlight, ["my tea"], prog_name="fanlight")
    assert "fanlight open 'my tea'" in ran.stderr


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ({"first_screen_ms": 350.21, "marks": REACHED}, "first screen after 350 ms (cold)"),
        ({"first_screen_ms": None, "marks": REACHED}, "ready after 310 ms (cold)"),
        ({"first_screen_ms": None, "marks": []}, "was open already"),
    ],
)
def test_an_opening_says_how_far_it_came(report: dict[str, Any], said: str) -> None:
    known = {"app_id": "org.example.tea", "launch": "cold", "screenshot": None, "eval": None}
    assert summary(known | report) == f"org.example.tea: {said}"


def test_what_was_asked_for_is_told_without_json_too() -> None:
    report = {
        "app_id": "org.example.tea",
        "launch": "cold",
        "first_screen_ms": 1.0,
        "marks": REACHED,
        "screenshot": ["a.png", "b.png"],
        "eval": {"name": "茶"},
    }
    told = summary(report, evaluated=True).splitlines()
    assert told[1:] == ["a.png", "b.png", '{"name": "茶"}']


@pytest.mark.parametrize("seconds", ["0", "-1"])
def test_a_time_limit_is_above_nothing(seconds: str) -> None:
    for command in ("open", "bench"):
        ran = run(command, "org.example.tea", "--timeout", seconds)
        assert ran.exit_code == 2
        assert "--timeout" in ran.stderr


def test_a_window_that_nobody_will_see_is_announced(tmp_path: Path) -> None:
    unset = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    words = [sys.executable, "-m", "host.cli.start", "shell", "--home", str(tmp_path / "home")]
    ran = subprocess.run(  # no Xvfb is found on this path: it ends at once
        words,
        cwd=ROOT,
        env=kept | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 1
    assert "nobody sees the window" in ran.stderr
    assert "[view.no_display]" in ran.stderr


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (PermissionError(13, "Permission denied", "/x"), "let this user write there"),
        (OSError(30, "Read-only file system", "/x"), "choose another data folder"),
        (FileExistsError(17, "File exists", "/x"), "a file is in the way"),
        (OSError(5, "Input/output error", "/x"), "look after the disk"),
    ],
)
def test_a_disk_that_fails_is_no_matter_of_rights(error: OSError, advice: str) -> None:
    said = typed("opening the data folder", error).message
    assert "(/x)" in said
    assert advice in said


def test_a_home_below_a_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("telemetry", "--home", tmp_path / "file" / "home", "--json")
    assert json.loads(ran.stdout)["error"]["code"] in {"usage", "store.disk"}
    settings = tmp_path / "home" / "settings.json"
    settings.mkdir(parents=True)  # cannot be read as a file
    ran = run("telemetry", "--home", settings.parent, "--json")
    error = json.loads(ran.stdout)["error"]
    assert error["code"] == "usage"
    assert f"{settings} cannot be read" in error["message"]


@pytest.mark.parametrize(
    ("name", "app_id"),
    [
        ("茶馆", "org.example.cha-guan"),
        ("我的 Tea", "org.example.wo-de-tea"),
        ("Café Öl", "org.example.cafe-ol"),
        ("☕", "org.example.hello"),
    ],
)
def test_a_new_apps_id_is_read_off_its_name(tmp_path: Path, name: str, app_id: str) -> None:
    ran = run("new", tmp_path / name, "--home", tmp_path / "home", "--json")
    assert json.loads(ran.stdout)["app_id"] == app_id


def test_the_command_that_new_tells_can_be_typed(tmp_path: Path) -> None:
    folder = tmp_path / "my tea"
    said = run("new", folder, "--home", tmp_path / "home").stdout
    assert f"fanlight open '{folder}'" in said


def test_a_name_that_no_disk_takes_is_told(tmp_path: Path) -> None:
    ran = run("new", tmp_path / ("a" * 300), "--home", tmp_path / "home")
    assert ran.exit_code == 1
    assert "File name too long; name another folder" in ran.stderr
    assert len(ran.stderr) < 300


def test_lint_counts_as_people_do(tmp_path: Path) -> None:
    folder, home = tmp_path / "tea", tmp_path / "home"
    run("new", folder, "--home", home)
    assert run("lint", folder, "--home", home).stdout.endswith("0 errors, 0 warnings\n")
    (folder / "manifest.json").write_text("{")
    assert run("lint", folder, "--home", home).stdout.endswith("1 error, 0 warnings\n")


def test_a_fingerprint_is_asked_for_as_people_have_it(tmp_path: Path) -> None:
    with pytest.raises(NameInvalid, match="64 hexadecimal digits"):
        KeyId.from_person("ABCD")
    words = ("registry", "add", "https://apps.example.org/", "--fingerprint", "ABCD")
    ran = run(*words, "--home", tmp_path / "home")
    assert ran.exit_code == 1
    assert "'ABCD' is not a fingerprint" in ran.stderr


def test_a_folder_that_is_no_registry_takes_no_publisher(tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("keys", "new", "me", "--home", home)
    words = ("registry", "add-publisher", tmp_path / "shop", "me", "org.example", "--key", "me")
    ran = run(*words, "--home", home)
    assert ran.exit_code == 1
    assert "holds no registry's keys" in ran.stderr
    assert "Errno" not in ran.stderr


def test_a_display_that_does_not_answer_is_an_error_like_others(tmp_path: Path) -> None:
    """Qt aborts the process there, and tells people to install it again."""
    unset = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    words = [sys.executable, "-m", "host.cli.start", "shell", "--home", str(tmp_path / "home")]
    ran = subprocess.run(
        [*words, "--json"],
        cwd=ROOT,
        env=kept | {"DISPLAY": ":9999"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 1
    error = json.loads(ran.stdout)["error"]
    assert error["code"] == "view.no_display"
    assert "DISPLAY=:9999" in error["message"]


def test_the_doctor_asks_the_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":9999")
    ran = run("doctor", "--offline", "--json", "--home", tmp_path / "home")
    (display,) = (each for each in json.loads(ran.stdout)["checks"] if each["name"] == "display")
    assert display["health"] == "failed"
    assert ":9999 does not answer" in str(display)


def test_a_new_weixin_project_speaks_the_persons_language() -> None:
    words = (ROOT / "host/dev/templates/weixin/words.js").read_text(encoding="utf-8")
    chinese, english = words.partition("? {")[2].split("  : {")
    keys = re.compile(r"^ +(\w+):", re.MULTILINE)
    assert keys.findall(chinese) == keys.findall(english) != []
    for page in (ROOT / "host/dev/templates/weixin").rglob("*.wxml"):
        text = re.sub(r"<wxs.*?</wxs>|\{\{.*?\}\}", "", page.read_text(), flags=re.DOTALL)
        assert not re.search(r"\w", re.sub(r"<[^>]*>", "", text)), (
            f"{page} says it in one language alone"
        )
