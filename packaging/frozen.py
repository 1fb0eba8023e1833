"""One folder that runs without a Python of its own: PyInstaller's, with what is not used left out.

https://pyinstaller.org/en/stable/usage.html. PyInstaller and nfpm are no part of the project's
environment: `tools` brings them, locked, into a folder of the build.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import build_js
import pygobject
from impossible import BuildImpossible as BuildImpossible

ROOT = Path(__file__).resolve().parent.parent
TOOLS_LOCK = ROOT / "packaging" / "installers.lock"
ENTRY = """import sys

if sys.platform == "win32":
    from host.release.starting import begin_chosen

    if (code := begin_chosen()) is not None:
        sys.exit(code)
if sys.argv[1:2] == ["--system-view"]:
    del sys.argv[1]
    from sandbox.view.systemview.__main__ import main as begin
else:
    from host.cli.root import fanlight as begin
begin()
"""
"""The word is sandbox.view.outside.process.FROZEN_WORD: a frozen program has no `-m`."""
# Read at run time beside the module that asks for them.
DATA = (
    "bridge/js/dist",
    "host/dev/templates",
    "sandbox/runtime/dist",
    "sandbox/runtime/src/shared/module_parameters.json",
    "sandbox/compile/tools/dist",
    "sandbox/compile/generated_wx_members.json",
)
READ_BY_NAME = ("host/shell/texts/translations/*.qm",)
METADATA = ("cryptography", "httpx", "tuf")
"""Whose version `fanlight doctor` tells."""
# What only developers of Fanlight, or those who ask for an extra, have installed.
NOT_CARRIED = (
    "PySide6.QtOpenGL",
    "_pytest",
    "boto3",
    "botocore",
    "chardet",
    "docker",
    "flask",
    "httpx._main",  # httpx's own command line, which alone has need of rich
    "hypothesis",
    "itsdangerous",
    "jinja2",
    "markdown_it",
    "moto",
    "mypy",
    "obstore",
    "opentelemetry",
    "pip",
    "pydoc_data",
    "pygments",
    "pytest",
    "qtpy",
    "requests",  # of the extra otlp
    "rich",
    "setuptools",
    "tkinter",
    "watchdog",
    "webview.platforms.qt",
    "werkzeug",
    "yaml",
)
WEB_ENGINE = ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebChannel")
LOCALES = ("en-US", "en-GB", "zh-CN", "zh-TW")
"""Languages of Chromium's own words (context menus, errors) that the shell speaks, too."""
X11 = ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqminimal.so")
"""A host of system views draws by X11 alone (host.compose.system_room)."""
PLUGINS = (
    "iconengines",
    "imageformats",
    "networkinformation",
    "platforminputcontexts",
    "platforms",
    "platformthemes",
    "tls",
    "wayland-decoration-client",
    "wayland-graphics-integration-client",
    "wayland-shell-integration",
    "xcbglintegrations",
)


def tools(folder: Path) -> dict[str, str]:
    """PyInstaller and nfpm in `folder`, and the environment in which Python finds them there."""
    stamp = folder / "installed.lock"
    wanted = TOOLS_LOCK.read_bytes()
    if not stamp.exists() or stamp.read_bytes() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        words = ["--require-hashes", "--no-deps", "--requirement", str(TOOLS_LOCK)]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
        subprocess.run([*command, *words], check=True)
        stamp.write_bytes(wanted)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(folder)))}


def freeze(out: Path, work: Path, environment: dict[str, str], *, web_engine: bool) -> Path:
    """Make `out`/fanlight, one folder with the program `fanlight` in it.

    `web_engine`: with Qt WebEngine; without, the system's own view alone is left.
    Raises CalledProcessError, BuildImpossible.
    """
    build_js.build(ROOT, say=print)
    work.mkdir(parents=True, exist_ok=True)
    entry = work / "entry.py"
    entry.write_text(ENTRY, encoding="utf-8")
    words = ["--noconfirm", "--clean", "--onedir", "--name=fanlight", "--log-level=WARN"]
    words += [f"--distpath={out}", f"--workpath={work / 'work'}", f"--specpath={work}"]
    words += [f"--collect-submodules={package}" for package in ("host", "bridge", "sandbox")]
    words += [f"--add-data={ROOT / each}{os.pathsep}{_place(each)}" for each in DATA]
    words += [f"--add-data={each}{os.pathsep}{place}" for each, place in (*_samples(), *_named())]
    words += ["--collect-all=py_mini_racer", "--collect-all=wasmtime", "--collect-data=pypinyin"]
    words += [f"--add-binary={path}{os.pathsep}{place}" for path, place in _wasmtimes_library()]
    if sys.platform == "linux":
        for folder in pygobject.folders().values():
            words += [f"--hidden-import={name}" for name in pygobject.imported(folder)]
        # Modules as files of their own: in PyInstaller's archive each is compressed by itself, and
        # a package's own compression finds nothing left to do.
        words.append("--debug=noarchive")
    words += [f"--copy-metadata={package}" for package in METADATA]
    left_out = NOT_CARRIED if web_engine else (*NOT_CARRIED, *WEB_ENGINE)
    words += [f"--exclude-module={module}" for module in left_out]
    if sys.platform in {"darwin", "win32"}:
        # Without a console of its own; on macOS that also makes fanlight.app.
        words.append("--windowed")
    # The order of sets decides the order of what is stored.
    fixed = {**environment, "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "PyInstaller", *words, str(entry)]
    subprocess.run(command, check=True, cwd=work, env=fixed)
    made = out / "fanlight"
    if sys.platform == "linux":
        pygobject.bring(made / "_internal")
    leave_out(made / "_internal", web_engine=web_engine)
    return made


def leave_out(inner: Path, *, web_engine: bool) -> None:
    """Remove what nothing here reaches: QML, languages, plug-ins, libraries of other modules."""
    qt = inner / "PySide6" / "Qt"
    if not qt.is_dir():
        return
    shutil.rmtree(qt / "qml", ignore_errors=True)
    for pack in (qt / "translations" / "qtwebengine_locales").glob("*.pak"):
        if pack.stem not in LOCALES or not web_engine:
            pack.unlink()
    for words in (qt / "translations").glob("*.qm"):
        if not words.stem.endswith(("_zh_CN", "_zh_TW", "_en")):
            words.unlink()
    for kind in (qt / "plugins").iterdir():
        if kind.name not in PLUGINS:
            shutil.rmtree(kind)
    # It would bring GTK and all that it needs; the desktop's portal has its dialogs, too.
    (qt / "plugins" / "platformthemes" / "libqgtk3.so").unlink(missing_ok=True)
    if not web_engine:
        _leave_out_engine(inner, qt)
    _leave_out_libraries(inner, qt / "lib")
    for link in inner.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    _strip(inner)


def _leave_out_engine(inner: Path, qt: Path) -> None:
    """What Qt WebEngine alone has need of, and what a window on X11 has not."""
    for name in ("resources", "libexec", "translations/qtwebengine_locales"):
        shutil.rmtree(qt / name, ignore_errors=True)
    # It brings QML along; a system's own on-screen keyboard types into X11 windows, too.
    plugins = qt / "plugins"
    (plugins / "platforminputcontexts" / "libqtvirtualkeyboardplugin.so").unlink(missing_ok=True)
    for path in plugins.glob("platforms/*.so"):
        if path.relative_to(plugins).as_posix() not in X11:
            path.unlink()
    for folder in plugins.glob("wayland-*"):
        shutil.rmtree(folder)
    # Read by the inspector, which is Chromium's.
    for name in ("sandbox/runtime/dist", "bridge/js/dist"):
        for sources in (inner / name).glob("*.map"):
            sources.unlink()


def _leave_out_libraries(inner: Path, libraries: Path) -> None:
    """Those of Qt's that no program, plug-in or Python module needs, by their NEEDED entries."""
    there = {path.name: path for path in libraries.iterdir() if path.is_file()}
    todo = [path for path in elf_files(inner) if path.parent != libraries]
    reached: set[str] = set()
    while todo:
        for name in needed(todo.pop()):
            if name in there and name not in reached:
                reached.add(name)
                todo.append(there[name])
    for name, path in there.items():
        if name not in reached:
            path.unlink()


def _strip(inner: Path) -> None:
    """Leave out the names that only debuggers read: a third of V8's library, most of Python's."""
    _require("strip")
    for path in elf_files(inner):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def elf_files(folder: Path) -> Iterator[Path]:
    """Programs and libraries below `folder`, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def needed(path: Path) -> tuple[str, ...]:
    """The libraries an ELF file asks for. Raises CalledProcessError, BuildImpossible."""
    _require("readelf")
    found = subprocess.run(
        ["readelf", "--dynamic", "--wide", str(path)], capture_output=True, text=True, check=True
    )
    lines = (line for line in found.stdout.splitlines() if "(NEEDED)" in line)
    return tuple(line.split("[", 1)[1].rstrip("]") for line in lines)


def _require(program: str) -> None:
    if shutil.which(program) is None:
        raise BuildImpossible(f"{program} is missing; on Debian: apt-get install binutils")


def _samples() -> Iterable[tuple[Path, str]]:
    """Each part of each sample app, and where `fanlight demo` looks for it."""
    for part in sorted((ROOT / "sample_apps").glob("*/*")):
        if part.name != "node_modules":
            inside = part.relative_to(ROOT)
            yield part, f"host/{(inside if part.is_dir() else inside.parent).as_posix()}"


def _named() -> Iterable[tuple[Path, str]]:
    for pattern in READ_BY_NAME:
        for file in sorted(ROOT.glob(pattern)):
            yield file, file.parent.relative_to(ROOT).as_posix()


def _wasmtimes_library() -> Iterable[tuple[Path, str]]:
    """Linux's library of wasmtime, and its place: PyInstaller knows none with such a name."""
    spec = importlib.util.find_spec("wasmtime")
    if spec is None or spec.origin is None:
        raise BuildImpossible("wasmtime is missing; run `python3 dev.py setup`")
    package = Path(spec.origin).parent
    for library in sorted(package.glob("*/_libwasmtime.so")):
        yield library, f"wasmtime/{library.parent.name}"


def _place(data: str) -> str:
    return data if (ROOT / data).is_dir() else Path(data).parent.as_posix()
