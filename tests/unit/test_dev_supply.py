"""What Fanlight is made of: locked by hash, asked after, under permitted licences, listed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import advisories
import build_js
import carried
import checks
import licences
import sbom
import set_up
from carried import Carried

ROOT = Path(__file__).resolve().parents[2]
DISTS = [folder.dist for folder in build_js.folders()]
LOCK = "click==8.5.1 \\\n    --hash=sha256:" + "0" * 64 + "\n"
ADVISORY = {
    "id": "GHSA-0000-0000-0000",
    "summary": "clicks too loudly",
    "affected": [
        {
            "package": {"name": "click", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "8.6.0"}]}],
        }
    ],
}


@contextmanager
def service(status: int, answers: dict[str, Any]) -> Iterator[str]:
    """An advisory service on loopback; `answers` by path. Gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            body = json.dumps(answers.get(self.path, {})).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def osv(address: str) -> list[list[str]]:
    return [["-s", "osv", "--osv-url", f"{address}/v1/query"]]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return path


def test_a_python_package_with_an_advisory_fails_the_check(lock: Path) -> None:
    with service(200, {"/v1/query": {"vulns": [ADVISORY]}}) as address:
        found = advisories.ask_python(lock, osv(address))
    assert found == (1, ["click 8.5.1: GHSA-0000-0000-0000, fixed in 8.6.0"])


def test_a_python_package_without_one_passes(lock: Path) -> None:
    with service(200, {}) as address:
        assert advisories.ask_python(lock, osv(address)) == (0, ["1 packages"])


def test_a_service_that_does_not_answer_is_no_failure(lock: Path) -> None:
    with service(503, {}) as broken:
        code, lines = advisories.ask_python(lock, osv(broken))
    assert (code, len(lines)) == (3, 1)
    code, lines = advisories.ask_python(lock, osv(broken) * 2)  # nobody listens there any more
    assert (code, len(lines)) == (3, 2)
    assert all(line.startswith("osv: ") for line in lines)


def test_a_lock_that_names_no_hash_is_a_failure(lock: Path) -> None:
    lock.write_text("click==8.5.1\n")
    with service(200, {}) as address:
        code, (line,) = advisories.ask_python(lock, osv(address))
    assert code == 1
    assert "hash" in line


def test_what_the_service_did_not_know_is_not_taken_for_checked() -> None:
    told = {"dependencies": [{"name": "a", "skip_reason": "x"}, {"name": "b", "version": "1"}]}
    ran = subprocess.CompletedProcess[str]([], 0, json.dumps(told), "")
    assert advisories.read_pip(ran) == (3, ["the service did not know 1 of 2 packages: a"])


def npm_project(folder: Path) -> Path:
    package = {"name": "x", "version": "1.0.0", "dependencies": {"left": "1.0.0"}}
    (folder / "package.json").write_text(json.dumps(package))
    packages = {"": package, "node_modules/left": {"version": "1.0.0"}}
    lock = {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": packages}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    return folder


def test_npm_packages_are_asked_after(tmp_path: Path) -> None:
    folder = npm_project(tmp_path)
    advisory = {
        "id": 1,
        "url": "https://advisories.example/1",
        "title": "leans",
        "severity": "high",
        "vulnerable_versions": "<2.0.0",
    }
    bulk = "/-/npm/v1/security/advisories/bulk"
    for status, answer, expected in (
        (200, {bulk: {"left": [advisory]}}, 1),
        (200, {bulk: {}}, 0),
        (405, {}, 3),
    ):
        with service(status, answer) as address:
            environment = {**build_js.tool_environment(), "npm_config_registry": f"{address}/"}
            code, lines = advisories.ask_npm(folder, environment)
        assert code == expected, lines
        assert ("https://advisories.example/1" in lines[0]) == (code == 1)
    assert advisories.ask_npm(folder, environment)[0] == 3, "nobody listens there any more"


@pytest.mark.parametrize(
    ("code", "asks", "outcome"),
    [
        (0, True, checks.Outcome.OK),
        (1, True, checks.Outcome.FAILED),
        (3, True, checks.Outcome.NOT_CHECKED),
        (3, False, checks.Outcome.FAILED),
    ],
)
def test_only_a_check_that_asks_others_may_go_unanswered(
    code: int, asks: bool, outcome: checks.Outcome
) -> None:
    command = [sys.executable, "-c", f"raise SystemExit({code})"]
    done = checks.run_quietly(checks.Check("it", command, asks_services=asks))
    assert done.outcome is outcome


def test_every_python_package_is_locked_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"\S+==\S+ ", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


@pytest.mark.parametrize("lock", [".", *build_js.SAMPLES_WITH_NPM])
def test_every_npm_package_is_locked_by_hash(lock: str) -> None:
    packages = json.loads((ROOT / lock / "package-lock.json").read_text())["packages"]
    lacking = [name for name, each in packages.items() if name and "integrity" not in each]
    assert packages
    assert lacking == []


def test_set_up_installs_nothing_without_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(set_up, "STAMPS", tmp_path / "stamps.json")
    monkeypatch.setattr(set_up, "pip_install", lambda words, _progress: asked.append(words))
    set_up.set_up(set_up.Progress(), display=False, typescript=False)
    assert ["--require-hashes", "--requirement", str(set_up.LOCK)] in asked


@pytest.mark.parametrize(
    ("expression", "permitted"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MIT OR GPL-3.0-only AND AGPL-3.0-only", True),
        ("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
    ],
)
def test_an_expression_is_permitted_when_one_way_through_it_is(
    expression: str, permitted: bool
) -> None:
    assert licences.is_permitted(expression) is permitted
    assert bool(licences.problems([Carried("x", "1", (expression,))])) is not permitted


def test_a_package_that_states_no_licence_is_a_problem() -> None:
    (said,) = licences.problems([Carried("x", "1", ("License :: Public Domain",))])
    assert "x 1 states License :: Public Domain" in said
    assert licences.problems([Carried("segno", "1", ("License :: OSI Approved",))]) == []


def test_the_list_of_what_is_carried_is_whole_and_holds_no_tool() -> None:
    python = carried.python_bom(Path(sys.prefix), validated=False)
    names = {one.name.lower().replace("_", "-") for one in carried.components(python)}
    assert {"pyside6-webengine", "pyside6-essentials", "tuf", "h2", "httpx"} <= names
    assert names == {*carried.requirements_of("fanlight")}
    assert not names & {"pytest", "mypy", "pip-audit", "cyclonedx-bom"}
    npm = carried.npm_bom(DISTS)
    assert {(x.name, x.version) for x in carried.components(npm)} == {
        (x.name, x.version) for x in carried.bundled(DISTS)
    }
    assert licences.problems([*carried.components(python), *carried.components(npm)]) == []
    for bom in (python, npm):
        refs = {one["bom-ref"] for one in bom["components"]}
        assert {ref for each in bom["dependencies"] for ref in each["dependsOn"]} <= refs


def test_the_documents_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sbom, "python_bom", _unvalidated)
    assert sbom.write(tmp_path / "out") == []
    written = {path.name: path.read_text() for path in (tmp_path / "out").iterdir()}
    assert set(written) == {"fanlight-python.cdx.json", "fanlight-npm.cdx.json", "licences.md"}
    assert json.loads(written["fanlight-npm.cdx.json"])["bomFormat"] == "CycloneDX"
    assert "| npm | glass-easel | " in written["licences.md"]
    assert "not known" not in written["licences.md"]


def _unvalidated(environment: Path, *, validated: bool) -> carried.Bom:
    """Checking against the schema takes half a minute; cyclonedx-py does that, not we."""
    assert validated
    return carried.python_bom(environment, validated=False)
