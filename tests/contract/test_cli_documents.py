"""The command line's contract for what needs no window: exact keys, exit codes, one document."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import PAGE, Fanlight, finish, install_signed, page, write_app

APP = "org.example.probe"


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(tmp_path / "home")


def test_verify(fanlight: Fanlight, tmp_path: Path) -> None:
    key = SigningKey.generate()
    package = tmp_path / "app.ma"
    package.write_bytes(pack_folder(write_app(tmp_path / "app", {PAGE: page()}), key))
    good = fanlight.json("verify", str(package))
    assert set(good) >= {"ok", "app_id", "version", "kind", "files", "bytes", "signers", "errors"}
    assert (good["ok"], good["app_id"], good["kind"]) == (True, APP, "web")
    assert good["version"] == {"name": "1.0.0", "code": 1}
    assert (good["files"], good["errors"]) == (5, [])
    assert good["bytes"] > 0
    (signer,) = good["signers"]
    assert set(signer) >= {"keyid", "publisher", "trusted"}
    assert (signer["keyid"], signer["publisher"], signer["trusted"]) == (key.key_id, True, False)

    content = bytearray(package.read_bytes())
    content[60] ^= 1
    package.write_bytes(content)
    bad = fanlight.json("verify", str(package), code=1)
    assert set(bad) == set(good)
    assert bad["ok"] is False
    assert all(set(error) == {"code", "path", "message"} for error in bad["errors"])
    assert {error["code"].split(".")[0] for error in bad["errors"]} == {"package"}

    missing = fanlight.run("verify", str(tmp_path / "none.ma"), "--json")
    assert missing.code == 2
    assert missing.document["error"]["code"] == "usage"


def test_install_list_info_permissions_timings(fanlight: Fanlight, tmp_path: Path) -> None:
    app = write_app(
        tmp_path / "app",
        {PAGE: page()},
        scopes=("location",),
        fanlight={"network": {"request": ["https://api.example.org"]}},
    )
    installed = install_signed(fanlight, app)
    keys = {"app_id", "version", "bytes_downloaded", "bytes_reused", "verify_ms", "total_ms"}
    assert set(installed) >= keys
    assert (installed["app_id"], installed["bytes_downloaded"]) == (APP, 0)
    assert 0 <= installed["verify_ms"] <= installed["total_ms"]

    listed = fanlight.json("list")
    assert set(listed) >= {"apps"}
    (entry,) = listed["apps"]
    assert (entry["app_id"], entry["version"]) == (APP, {"name": "1.0.0", "code": 1})

    info = fanlight.json("info", APP)
    assert set(info) >= set(entry)
    assert info["pages"] == [PAGE]
    assert info["network"]["request"] == ["https://api.example.org"]
    assert info["permissions"] == [{"scope": "location", "reason": "To be tested."}]
    assert info["grants"] == []

    permissions = fanlight.json("permissions", APP, "deny", "location")
    assert set(permissions) >= {"app_id", "permissions"}
    (row,) = permissions["permissions"]
    assert (row["scope"], row["answer"]) == ("location", "deny")
    (grant,) = fanlight.json("info", APP)["grants"]
    assert (grant["scope"], grant["answer"]) == ("location", "deny")

    assert fanlight.json("timings") == {"launches": [], "summary": []}
    assert fanlight.json("timings", APP) == {"launches": [], "summary": []}
    assert set(fanlight.json("audit")) == {"rows"}
    assert fanlight.json("log", APP) == {"lines": []}
    assert fanlight.json("log", str(app)) == {"lines": []}
    assert fanlight.error("log", "org.example.none")["code"] == "store.not_installed"
    assert fanlight.error("log", "some.ma", code=2)["code"] == "usage"


def test_an_install_that_nobody_trusts_leaves_nothing(fanlight: Fanlight, tmp_path: Path) -> None:
    package = tmp_path / "app.ma"
    app = write_app(tmp_path / "app", {PAGE: page()})
    package.write_bytes(pack_folder(app, SigningKey.generate()))
    error = fanlight.error("install", str(package))
    assert error["code"] == "trust.publisher_unknown"
    assert error["detail"]["fingerprint"]
    assert fanlight.json("list")["apps"] == []
    wrong = fanlight.error("install", str(package), "--trust", "nonsense", code=2)
    assert wrong["code"] == "usage"


def test_doctor(fanlight: Fanlight) -> None:
    ran = fanlight.run("doctor", "--json")
    document = ran.document
    assert set(document) >= {"ok", "checks"}
    assert ran.code == (0 if document["ok"] else 1)
    for check in document["checks"]:
        assert set(check) == {"name", "health", "finding", "advice"}
        assert check["health"] in {"ok", "warning", "failed"}
        assert check["finding"]
        assert check["health"] == "ok" or check["advice"]
    names = {check["name"] for check in document["checks"]}
    assert names >= {"python", "sqlite", "qt", "chromium", "display", "sandbox", "home", "disk"}
    assert "library" in names
    assert not fanlight.home.exists(), "looking changes nothing"


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("info", "org.example.nobody"), 1, "store.not_installed"),
        (("permissions", "org.example.nobody"), 1, "store.not_installed"),
        (("uninstall", "org.example.nobody"), 1, "store.not_installed"),
        (("rollback", "org.example.nobody"), 1, "store.not_installed"),
        (("info", "Not An Id"), 2, "usage"),
        (("install", "./gone.ma"), 2, "usage"),
        (("install", "org.example.hello"), 1, "registry.unknown"),
        (("timings", "Not An Id"), 2, "usage"),
        (("registry", "remove", "nothing"), 1, "registry.unknown"),
    ],
)
def test_errors_have_one_shape(
    fanlight: Fanlight, words: tuple[str, ...], code: int, error: str
) -> None:
    found = fanlight.error(*words, code=code)
    assert found["code"] == error
    assert isinstance(found["retriable"], bool)
    told = fanlight.run(*words)
    assert (told.code, told.out) == (code, "")
    assert f"[{error}]" in told.err
    assert "Traceback" not in told.err


def test_wrong_usage_is_two_and_the_version_is_told(fanlight: Fanlight) -> None:
    assert fanlight.run("no-such-command").code == 2
    assert fanlight.run("open").code == 2
    assert fanlight.run("timings", "--last", "0").code == 2
    for words in (("no-such-command",), ("open",), ("timings", "--last", "0"), ("registry", "x")):
        wrong = fanlight.run(*words, "--json")
        assert wrong.code == 2
        assert wrong.document["error"]["code"] == "usage"


def test_the_home_is_named_by_the_environment_too(tmp_path: Path) -> None:
    program = Path(sysconfig.get_path("scripts")) / "fanlight"
    named = tmp_path / "by-name"
    done = subprocess.run(
        [program, "list", "--json"],
        env={**os.environ, "FANLIGHT_HOME": str(named)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout)["apps"] == []
    assert (named / "library.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupted_command_ends_with_130(fanlight: Fanlight, tmp_path: Path) -> None:
    registry = tmp_path / "registry"
    keys = tmp_path / "keys"
    fanlight.json("registry", "init", str(registry), "--name", "shop", "--keys", str(keys))
    serving = fanlight.start("registry", "serve", str(registry), "--port", "0")
    assert serving.stdout is not None
    assert serving.stderr is not None
    line = serving.stdout.readline() or serving.stderr.readline()
    assert "http" in line
    serving.send_signal(signal.SIGINT)
    assert finish(serving).code in {0, 130}
