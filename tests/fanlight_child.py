"""Runs the real `fanlight` in processes of its own, and writes small apps for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey

ROOT = Path(__file__).resolve().parent.parent
APPS = ROOT / "tests" / "attack" / "apps"
SAMPLES = ROOT / "sample_apps"
HANGS_AFTER_S = 100
PAGE = "pages/index/index"
ICON = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"

needs_display = pytest.mark.skipif(
    sys.platform.startswith("linux")
    and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")),
    reason="a WebView needs a display; `python3 dev.py test` brings one",
)


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout; nothing else may stand there."""
        lines = self.out.splitlines()
        assert len(lines) == 1, (self.out, self.err[-2000:])
        found = json.loads(lines[0])
        assert isinstance(found, dict)
        return found


@dataclass
class Fanlight:
    """The command on one home. `environment` is laid over this process's own."""

    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, *words: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start a command as the leader of a process group of its own."""
        program = shutil.which("fanlight", path=sysconfig.get_path("scripts"))
        assert program, "fanlight is not installed in this environment"
        return start([*prefix, program, *words, "--home", str(self.home)], self.environment)

    def run(self, *words: str, prefix: tuple[str, ...] = ()) -> Ran:
        """Run a command to its end."""
        return finish(self.start(*words, prefix=prefix))

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        """The document of a command that has to end with exit code `code`."""
        ran = self.run(*words, "--json")
        assert ran.code == code, (ran.code, ran.out[-3000:], ran.err[-3000:])
        return ran.document

    def error(self, *words: str, code: int = 1) -> dict[str, Any]:
        """The typed error of a command that has to fail."""
        document = self.json(*words, code=code)
        assert set(document) == {"error"}, document
        error = document["error"]
        assert set(error) == {"code", "message", "detail", "retriable"}
        assert isinstance(error, dict)
        return error

    def open(self, target: Path | str, *words: str, code: int = 0) -> dict[str, Any]:
        """Open an app until its first screen; the report."""
        return self.json("open", str(target), "--until", "first-screen", *words, code=code)

    def play(self, scene: str, folder: Path) -> dict[str, Any]:
        """A scene of tests/host_child.py: a person at the window of a folder's app."""
        words = [sys.executable, "-m", "tests.host_child", scene, str(self.home), str(folder)]
        ran = finish(start(words, self.environment))
        assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
        return ran.document

    def probe(self, folder: Path, *words: str, expression: str = "await probe()") -> Any:
        """What the function `probe` of a folder's app gives."""
        return self.open(folder, "--eval", expression, *words)["eval"]


def start(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a program in a process group of its own."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> Ran:
    """Wait for the end; what hangs is killed with all it started."""
    try:
        out, err = process.communicate(timeout=HANGS_AFTER_S)
    except BaseException:
        kill_group(process)
        raise
    return Ran(process.returncode, out, err)


def kill_group(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """End a process and everything of its group."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    else:
        process.kill()
    process.communicate()


def write_app(
    folder: Path,
    pages: Mapping[str, str],
    files: Mapping[str, str | bytes] | None = None,
    *,
    fanlight: Mapping[str, object] | None = None,
    scopes: tuple[str, ...] = (),
    **members: object,
) -> Path:
    """A source folder; `pages` are HTML by route, `fanlight` is the manifest's vendor member."""
    manifest: dict[str, object] = {
        "app_id": "org.example.probe",
        "name": "Probe",
        "version": {"name": "1.0.0", "code": 1},
        "platform_version": {"min_code": 1},
        "pages": list(pages),
        "icons": [{"src": "common/icon.svg"}],
        "req_permissions": [{"name": scope, "reason": "To be tested."} for scope in scopes],
        "fanlight": dict(fanlight or {}),
    } | members
    content: dict[str, str | bytes] = {
        "manifest.json": json.dumps(manifest),
        "app.js": "",
        "app.css": "body { margin: 0 }",
        "common/icon.svg": ICON,
        **{f"{route}.html": page for route, page in pages.items()},
        **(files or {}),
    }
    for name, text in content.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def copy_app(source: Path, folder: Path, **fanlight: object) -> Path:
    """A copy of an app's folder whose manifest's vendor member has `fanlight` laid over it."""
    shutil.copytree(source, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["fanlight"] = {**manifest.get("fanlight", {}), **fanlight}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def allow_private(home: Path, *origins: str) -> None:
    """Let the host of `home` reach `origins` on this machine, as its person may settle."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "settings.json").write_text(json.dumps({"allowed_private_origins": list(origins)}))


def install_signed(
    fanlight: Fanlight, folder: Path, key: SigningKey | None = None
) -> dict[str, Any]:
    """Build a folder's package with a key of its own and install it; the report."""
    publisher = key or SigningKey.generate()
    package = folder.parent / f"{folder.name}.ma"
    package.write_bytes(pack_folder(folder, publisher))
    return fanlight.json("install", str(package), "--trust", publisher.key_id.fingerprint)


def page(script: str = "", body: str = "<h1>Probe</h1>", head: str = "") -> str:
    """An HTML page with one inline script at its end."""
    tail = f"<script>{script}</script>" if script else ""
    return f'<!doctype html><html lang="en"><title>Probe</title>{head}<body>{body}{tail}</body>'


def marks_of(report: Mapping[str, Any]) -> dict[str, float]:
    """The marks of a report by name."""
    return {mark["name"]: mark["at_ms"] for mark in report["marks"]}
