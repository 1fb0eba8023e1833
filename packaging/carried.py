"""What an installed Fanlight carries: Python packages and what npm brought into the bundles.

`cyclonedx-py` reads the environment and `npm sbom` the lock file; both are cut down to what
is carried, because the tools of the workshop are in neither the wheel nor its requirements.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import build_js

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "fanlight"
SPEC_VERSION = "1.6"
_BUNDLED = re.compile(r"^={72}\n(?P<name>\S+) (?P<version>\S+): (?P<licence>.*)$", re.MULTILINE)

Bom = dict[str, Any]
"""A CycloneDX document as JSON."""


@dataclass(frozen=True, slots=True, order=True)
class Carried:
    """One package and the licences its authors state: SPDX expressions, or other words."""

    name: str
    version: str
    licences: tuple[str, ...]


def python_bom(environment: Path, *, validated: bool) -> Bom:
    """The Python packages that this platform's installation needs, by cyclonedx-py.

    `validated`: against CycloneDX's schema, which takes many seconds. Raises CalledProcessError.
    """
    words = ["environment", "--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON"]
    plan = ["--spec-version", SPEC_VERSION, "--output-reproducible", "-o", "-"]
    plan.append("--validate" if validated else "--no-validate")
    told = _run([sys.executable, "-m", "cyclonedx_py", *words, *plan, str(environment)], ROOT)
    bom: Bom = json.loads(told)
    bom["metadata"]["component"]["version"] = distribution(PROJECT).version
    needed = set(requirements_of(PROJECT))
    return _cut(bom, lambda one: canonicalize_name(one["name"]) in needed)


def npm_bom(dists: Iterable[Path]) -> Bom:
    """The npm packages that the bundles in `dists` hold, by `npm sbom`.

    Raises CalledProcessError.
    """
    carried = {(one.name, one.version) for one in bundled(dists)}
    with tempfile.TemporaryDirectory(prefix="fanlight-sbom-") as place:
        folder = Path(place)
        # npm makes no SBOM of a package without a version, and ours has none.
        package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
        version = distribution(PROJECT).version
        (folder / "package.json").write_text(json.dumps({**package, "version": version}))
        lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
        lock["version"] = lock["packages"][""]["version"] = version
        (folder / "package-lock.json").write_text(json.dumps(lock))
        words = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"]
        told = _run([*build_js.npm_command(), *words], folder, build_js.tool_environment())
    return _cut(json.loads(told), lambda one: (_npm_name(one), one["version"]) in carried)


def bundled(dists: Iterable[Path]) -> Iterator[Carried]:
    """What the licence files beside the bundles name (bundle_licences.licences)."""
    for dist in dists:
        file = dist / build_js.LICENCES_NAME
        if file.is_file():
            for found in _BUNDLED.finditer(file.read_text(encoding="utf-8")):
                yield Carried(found["name"], found["version"], (found["licence"],))


def requirements_of(project: str) -> Iterator[str]:
    """The canonical names of all that an installed project needs here, itself left out."""
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(project)]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        for extra in ("", *wanted.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            for text in distribution(name).requires or ():
                needed = Requirement(text)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    waiting.append(needed)
    yield from sorted({name for name, _ in seen} - {canonicalize_name(project)})


def components(bom: Bom) -> list[Carried]:
    """The packages of a document, with what they state."""
    return sorted(
        Carried(_npm_name(one), one["version"], tuple(_stated(one.get("licenses", []))))
        for one in bom["components"]
    )


def _stated(licences: list[Mapping[str, Any]]) -> Iterator[str]:
    for each in licences:
        if "expression" in each:
            yield each["expression"]
        else:
            yield each["license"].get("id") or each["license"]["name"]


def _npm_name(component: Mapping[str, Any]) -> str:
    group = component.get("group")
    return f"{group}/{component['name']}" if group else str(component["name"])


def _cut(bom: Bom, kept: Callable[[Mapping[str, Any]], bool]) -> Bom:
    """The document with those components only, and the edges between them."""
    root = bom["metadata"]["component"]["bom-ref"]
    bom["components"] = [one for one in bom["components"] if kept(one)]
    refs = {root, *(one["bom-ref"] for one in bom["components"])}
    bom["dependencies"] = [
        {**each, "dependsOn": [ref for ref in each.get("dependsOn", []) if ref in refs]}
        for each in bom["dependencies"]
        if each["ref"] in refs
    ]
    return bom


def _run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> str:
    ran = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode:
        raise subprocess.CalledProcessError(ran.returncode, command, ran.stdout, ran.stderr)
    return ran.stdout
