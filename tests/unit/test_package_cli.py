"""The commands around a package, by the contract of the command line: JSON, exit codes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import build_js
from host.cli.build import build
from host.cli.keys import keys
from host.cli.lint import lint
from host.cli.new import new
from host.cli.pack import pack
from host.cli.sign import sign
from host.cli.verify import verify
from host.dev.new import templates
from sandbox.manifest import Kind
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify_all
from tests.fanlight_child import ROOT

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(command: click.Command, *arguments: str | Path) -> Result:
        words = [str(argument) for argument in arguments]
        place = ["--home", str(tmp_path / "home")]
        if isinstance(command, click.Group):
            words = [words[0], *place, *words[1:]]
        else:
            words = [*place, *words]
        return CliRunner().invoke(command, words)

    return invoke


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "my-app"
    assert run(new, folder).exit_code == 0
    return folder


@pytest.mark.parametrize("template", templates())
def test_each_template_lints_clean_builds_and_verifies(
    template: str, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "Kleine App"
    made = json.loads(run(new, folder, "--template", template, "--json").stdout)
    assert made["app_id"] == "org.example.kleine-app"
    linted = run(lint, folder, "--json")
    assert json.loads(linted.stdout) == {"ok": True, "problems": []}
    built = run(build, folder, "--out", tmp_path / "a.ma", "--json")
    assert built.exit_code == 0
    with FileSource(tmp_path / "a.ma") as source:
        bundle = verify_all(open_package(source))
    assert bundle.manifest.name == "Kleine app"
    if bundle.manifest.kind is Kind.WEB:
        assert set(bundle.paths) == set(made["files"])
    else:
        assert {"weixin/app.json", "weixin/main.js", "images/icon.svg"} < set(bundle.paths)
        assert not [path for path in bundle.paths if path.endswith((".wxml", ".wxss", "app.js"))]
        assert not [path for path in bundle.paths if path.endswith((".ts", ".template"))]


def test_the_typescript_template_is_sound_to_typescript(tmp_path: Path, run: Run) -> None:
    """By the project's own tsc and WeChat's typings, strictly, as `npm run check` would."""
    folder = tmp_path / "bill"
    assert run(new, folder, "--template", "ts").exit_code == 0
    modules = ROOT / "node_modules"
    (folder / "node_modules").mkdir()
    for name in json.loads((folder / "package.json").read_text())["devDependencies"]:
        shutil.copytree(modules / name, folder / "node_modules" / name)
    tsc = [*build_js.node_command(), folder / "node_modules/typescript/bin/tsc", "-p", folder]
    checked = subprocess.run(tsc, capture_output=True, encoding="utf-8", check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
    (folder / "bill.ts").write_text("export const wrong: number = wx.getStorageSync;")
    wrong = subprocess.run(tsc, capture_output=True, encoding="utf-8", check=False)
    assert "bill.ts(1,14)" in wrong.stdout


def test_new_does_not_write_over_anything(project: Path, run: Run) -> None:
    again = run(new, project)
    assert again.exit_code == 1
    assert "not empty" in again.stderr
    bad = run(new, project.parent / "x", "--app-id", "NotAnId")
    assert bad.exit_code == 1
    assert not (project.parent / "x").exists()


def test_build_json(project: Path, tmp_path: Path, run: Run) -> None:
    answer = json.loads(run(build, project, "--out", tmp_path, "--json").stdout)
    content = Path(answer["package"]).read_bytes()
    assert Path(answer["package"]).name == "org.example.my-app-0.1.0.ma"
    assert answer["app_id"] == "org.example.my-app"
    assert answer["version"] == {"name": "0.1.0", "code": 1}
    assert answer["bytes"] == len(content)
    assert answer["sha256"] == hashlib.sha256(content).hexdigest()
    again = json.loads(run(build, project, "--out", tmp_path / "b.ma", "--json").stdout)
    assert again["sha256"] == answer["sha256"], "the development key signs, reproducibly"


def test_build_refuses_with_every_problem(project: Path, tmp_path: Path, run: Run) -> None:
    (project / "pages/about/about.html").unlink()
    (project / "secret.js").write_text("appsecret = '0123456789abcdef0123456789abcdef'")
    refused = run(build, project, "--out", tmp_path / "a.ma", "--json")
    assert refused.exit_code == 1
    error = json.loads(refused.stdout)["error"]
    assert error["code"] == "build.failed"
    assert "secret.js:1" in error["message"]
    assert "pages/about/about.html" in error["message"]
    assert not (tmp_path / "a.ma").exists()
    linted = run(lint, project, "--json")
    assert linted.exit_code == 1
    problems = json.loads(linted.stdout)["problems"]
    assert {problem["path"] for problem in problems} == {"manifest.json", "secret.js"}


def test_verify_json(project: Path, tmp_path: Path, run: Run) -> None:
    run(build, project, "--out", tmp_path / "a.ma")
    result = run(verify, tmp_path / "a.ma", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["ok"] is True
    assert answer["kind"] == "web"
    assert answer["files"] == 9
    assert answer["errors"] == []
    (signer,) = answer["signers"]
    assert signer["publisher"] is True
    assert signer["trusted"] is True
    stranger = CliRunner().invoke(
        verify, ["--home", str(tmp_path / "elsewhere"), str(tmp_path / "a.ma"), "--json"]
    )
    assert json.loads(stranger.stdout)["signers"][0]["trusted"] is False
    assert run(verify, tmp_path / "a.ma").stdout.rstrip().endswith("(a key of yours)")


def test_verify_names_every_broken_file(project: Path, tmp_path: Path, run: Run) -> None:
    run(build, project, "--out", tmp_path / "a.ma")
    content = bytearray((tmp_path / "a.ma").read_bytes())
    with FileSource(tmp_path / "a.ma") as source:
        files = open_package(source).index.by_path()
    for path in ("app.css", "pages/index/index.js"):
        content[files[path].offset + 30 + len(path) + 3] ^= 1
    (tmp_path / "b.ma").write_bytes(content)
    result = run(verify, tmp_path / "b.ma", "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["ok"] is False
    assert {(row["code"], row["path"]) for row in answer["errors"]} == {
        ("package.content", "app.css"),
        ("package.content", "pages/index/index.js"),
    }
    text = run(verify, tmp_path / "b.ma")
    assert "app.css" in text.stderr


def test_verify_of_what_is_no_package(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.ma").write_bytes(b"not a package, but long enough for one")
    result = run(verify, tmp_path / "a.ma", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"][0]["code"] == "package.archive"
    assert run(verify, tmp_path / "missing.ma").exit_code == 2


def test_keys_and_reviewers(project: Path, tmp_path: Path, run: Run) -> None:
    made = json.loads(run(keys, "new", "me", "--json").stdout)
    assert run(keys, "new", "reviewer").exit_code == 0
    assert run(keys, "new", "me").exit_code == 1
    rotated = json.loads(run(keys, "rotate", "me", "--json").stdout)
    assert rotated["rotations"] == 1
    assert rotated["keyid"] != made["keyid"]
    listed = json.loads(run(keys, "list", "--json").stdout)["keys"]
    assert [entry["name"] for entry in listed] == ["me", "reviewer"]
    assert "BEGIN PUBLIC KEY" in run(keys, "export", "me").stdout
    assert run(keys, "export", "me", "--out", tmp_path / "me.pub").exit_code == 0
    assert b"PUBLIC" in (tmp_path / "me.pub").read_bytes()

    package = tmp_path / "a.ma"
    built = run(build, project, "--out", package, "--key", "me", "--json")
    assert json.loads(built.stdout)["publisher"] == rotated["keyid"]
    assert run(sign, package, "--key", "reviewer").exit_code == 0
    answer = json.loads(run(verify, package, "--json").stdout)
    assert [signer["publisher"] for signer in answer["signers"]] == [True, False]
    assert answer["lineage"] == [made["keyid"], rotated["keyid"]]
    twice = run(sign, package, "--key", "reviewer", "--json")
    assert json.loads(twice.stdout)["error"]["code"] == "package.signature"
    assert run(build, project, "--key", "nobody").exit_code == 1


def test_pack_takes_the_folder_as_it_stands(project: Path, tmp_path: Path, run: Run) -> None:
    (project / "notes.map").write_text("{}")
    (project / ".maignore").write_text("*.map\n")
    built = json.loads(run(build, project, "--out", tmp_path / "a.ma", "--json").stdout)
    packed = json.loads(run(pack, project, "--out", tmp_path / "b.ma", "--json").stdout)
    assert packed["files"] == built["files"] + 2


def test_a_sign_refuses_what_is_broken(project: Path, tmp_path: Path, run: Run) -> None:
    package = tmp_path / "a.ma"
    run(build, project, "--out", package)
    run(keys, "new", "reviewer")
    content = bytearray(package.read_bytes())
    content[400] ^= 1
    package.write_bytes(content)
    assert run(sign, package, "--key", "reviewer").exit_code == 1
    assert package.read_bytes() == bytes(content)
