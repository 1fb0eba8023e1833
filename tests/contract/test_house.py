"""The rules of the house that a machine can read off the tree (docs/ARCHITECTURE.md)."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("host", "bridge", "sandbox", "packaging")
PLACES = (*FLOORS, "tests", "sample_apps", "docs", ".ci")
MADE = {"__pycache__", "translations", "node_modules", "dist", "dist.new", ".venv"}
SOURCE_SUFFIXES = {".py", ".ts", ".js", ".css", ".html", ".sql", ".sh", ".wxml", ".wxss"}
TEXT_SUFFIXES = SOURCE_SUFFIXES | {".md", ".json", ".toml", ".yml", ".yaml", ".lock", ".txt", ""}
MAX_LINES = 500
MAX_TEST_LINES = 700
FORBIDDEN_ROOMS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
EXAMPLE_PEOPLE = "alice|bob|me|mallory|someone|user|victim|you"
PERSONAL_PATH = re.compile(
    rf"/(?:home|Users)/(?!(?:{EXAMPLE_PEOPLE})\b)[a-z]\w*/|[A-Z]:\\+Users\\+(?!(?:{EXAMPLE_PEOPLE})\b)\w",
)
PYTHON_WAIVER = re.compile(r"#\s*(?:type:\s*ignore|noqa\b|mypy:|pyright:)")
TYPESCRIPT_WAIVER = re.compile(r"@ts-(?:ignore|nocheck|expect-error)|eslint-disable")


def files(*places: str) -> Iterator[Path]:
    """Every file below these folders that a person wrote or a tool wrote once, in order.

    Not Qt Linguist's: its `.ts` files are XML, a few lines for each text of the shell.
    """
    for place in places:
        for folder, names, found in os.walk(ROOT / place):
            names[:] = sorted(name for name in names if name not in MADE)
            yield from (Path(folder, name) for name in sorted(found))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def root_files() -> Iterator[Path]:
    return (path for path in sorted(ROOT.iterdir()) if path.is_file())


def is_generated(path: Path) -> bool:
    return "generated" in path.name


def python_modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in files(*FLOORS):
        if path.suffix == ".py":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_files_stay_short() -> None:
    too_long = {}
    for path in [*files(*PLACES), *root_files()]:
        if path.suffix not in SOURCE_SUFFIXES or is_generated(path):
            continue
        limit = MAX_TEST_LINES if "tests" in path.relative_to(ROOT).parts else MAX_LINES
        lines = path.read_bytes().count(b"\n")
        if lines > limit:
            too_long[shown(path)] = lines
    assert not too_long, "part these files by what they hold"


def test_rooms_are_named_by_what_they_hold() -> None:
    """Templates and the tests' apps are mini-programs: their `common/` is W3C's own name."""
    vague = {
        shown(path)
        for path in files(*FLOORS, "tests")
        if not {"templates", "apps"} & set(path.parts)
        and FORBIDDEN_ROOMS & {*path.relative_to(ROOT).parent.parts, path.stem}
    }
    assert not vague


def test_what_threads_read_is_readable() -> None:
    """sandbox.decoding: msgspec may not meet a type first in two threads at once."""
    bare = []
    for path, module in python_modules():
        if path.parts[len(ROOT.parts)] not in {"host", "sandbox"} or path.stem == "decoding":
            continue
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if not ast.unparse(node.func).startswith("msgspec."):
                continue
            types = [word.value for word in node.keywords if word.arg == "type"]
            if node.func.attr == "Decoder":
                types += node.args[:1]
            elif node.func.attr == "convert":
                types += node.args[1:2]
            bare += [
                f"{shown(path)}:{node.lineno}"
                for given in types
                if not (isinstance(given, ast.Call) and ast.unparse(given.func) == "readable")
            ]
    assert not bare, "name these types through sandbox.decoding.readable"


def test_packaging_is_no_package() -> None:
    """With an __init__.py it would shadow PyPI's `packaging` for all tools run from the root."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_path_of_a_persons_machine() -> None:
    here = [str(ROOT)] if len(ROOT.parts) > 2 else []
    found = []
    for path in [*files(*PLACES), *root_files()]:
        if path.suffix not in TEXT_SUFFIXES or path == Path(__file__).resolve():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if PERSONAL_PATH.search(text) or any(place in text for place in here):
            found.append(shown(path))
    assert not found


@pytest.mark.parametrize(
    "text", ["/home/zoe/x", "/Users/zoe/Library", "C:\\Users\\zoe", 'r"C:\\\\Users\\\\zoe"']
)
def test_personal_paths_are_recognised(text: str) -> None:
    assert PERSONAL_PATH.search(text)


def test_no_waivers() -> None:
    """A rule that is wrong is changed in pyproject.toml or eslint.config.js, for all."""
    waived = []
    for path in [*files(*FLOORS, "tests"), ROOT / "dev.py"]:
        pattern = {".py": PYTHON_WAIVER, ".ts": TYPESCRIPT_WAIVER}.get(path.suffix)
        if pattern is None or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                waived.append(f"{shown(path)}:{number}")
    assert not waived


def test_modules_and_public_functions_say_what_they_do() -> None:
    silent = []
    for path, module in python_modules():
        if module.body and not ast.get_docstring(module):
            silent.append(shown(path))
        for node in module.body:
            public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if public and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{shown(path)}:{node.lineno} {node.name}")
    assert not silent


def test_dunder_all_names_what_exists() -> None:
    wrong = []
    for path, module in python_modules():
        names = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if "__all__" not in names:
            continue
        bound = set(_bound_names(module))
        promised: list[str] = ast.literal_eval(names["__all__"])
        wrong += [f"{shown(path)}: {name}" for name in promised if name not in bound]
        if len(set(promised)) != len(promised):
            wrong.append(f"{shown(path)}: a name twice")
    assert not wrong


def _bound_names(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_lock_is_whole_and_of_no_particular_machine() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    entries = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert len(entries) > 30
    for number in entries:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==\S+", lines[number]), lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:"), lines[number]
    text = "\n".join(lines)
    for unwanted in ("index-url", "find-links", "file:", "://", "@ "):
        assert unwanted not in text


def test_npm_lock_comes_from_the_public_registry() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    hosts = set(re.findall(r'"resolved": "(https?://[^/"]+)', text))
    assert hosts == {"https://registry.npmjs.org"}
    assert text.count('"resolved"') == text.count('"integrity"')
