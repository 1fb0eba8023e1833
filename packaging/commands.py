"""The commands of dev.py; standard library alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

import system_packages
from set_up import (
    LOCK,
    ROOT,
    Progress,
    SetupFailed,
    bring_bench_peers,
    how_to_get,
    pip_install,
    set_up,
    stream,
    venv_program,
)

UV = "uv>=0.9,<1"
DOCS_LOCK = ROOT / "packaging" / "documentation.lock"
TOOLS_LOCK = ROOT / "packaging" / "installers.lock"
EXIT_INTERRUPTED = 130

USAGE = """usage: python3 dev.py COMMAND [ARGUMENT...]

  setup            set everything up, and no more
  run [ARGUMENT]   set up, then `fanlight ARGUMENT...` (nothing given: fanlight demo)
  test [PART]      set up, then every test and check; PART: lint, js, unit, contract, attack,
                   e2e, engines, or pytest's own arguments (tests/unit/test_x.py -k name);
                   beyond the default: frameworks (apps built by Taro and uni-app, with npm),
                   reference
                   (--apps DIR: other people's projects)
  bench [--quick] [--out DIR] [--json FILE]
                   set up, then every benchmark, as one report (docs/bench.md);
                   bench NAME: tests/bench/bench_NAME.py alone
  screenshots --out DIR
                   set up, then a picture of every window, light and dark, in each language
  conformance --suite DIR
                   set up, then TUF's own conformance suite, which lies in DIR, against our
                   reader of registries
  fuzz [TARGET...] [--seconds N]
                   set up, then bent packages, indexes, manifests, messages … until Ctrl-C
  lint             set up, then the checks that run no test
  sbom [FOLDER]    set up, then write what this build carries: CycloneDX documents and a list
                   of licences (default: build/sbom)
  docs [--out DIR] [--serve]
                   set up, then the documentation as a site (default: build/site)
  fmt              format Python and TypeScript in place
  lock [--upgrade] write requirements.lock and package-lock.json anew
"""


def unprivileged(progress: Progress) -> list[str]:
    """The prefix under which Chromium's sandbox works for root; empty for anyone else.

    Chromium refuses to run sandboxed as uid 0. `unshare` (util-linux) gives the command a user
    namespace in which it is uid 1000, with root's file access kept.
    """
    if not (sys.platform.startswith("linux") and system_packages.is_root()):
        return []
    prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]
    try:
        tried = subprocess.run([*prefix, "true"], capture_output=True, text=True, check=False)
        reason = tried.stderr.strip() if tried.returncode else ""
    except OSError as error:
        reason = str(error)
    if not reason:
        return prefix
    progress.say(
        f"running as root, and no user namespace could be made ({reason}): Chromium's sandbox "
        "cannot run as root, so windows will refuse to open; run as an ordinary user, or allow "
        "user namespaces (in a container: --cap-add SYS_ADMIN or an own seccomp profile)"
    )
    return []


def start(command: list[str]) -> NoReturn:
    """Become the real command: its exit code and Ctrl-C are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execvp(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue  # the child got it as well, and decides


def _checks(progress: Progress, arguments: list[str]) -> NoReturn:
    _ready(progress, display=True)
    script = str(ROOT / "packaging" / "checks.py")
    start([*unprivileged(progress), str(venv_program("python")), script, *arguments])


def _run(progress: Progress, arguments: list[str]) -> NoReturn:
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    _ready(progress, display=not has_display)
    given = arguments if arguments and not arguments[0].startswith("-") else ["demo", *arguments]
    start([*unprivileged(progress), str(venv_program("fanlight")), *given])


def _ready(progress: Progress, *, display: bool) -> None:
    lacking = set_up(progress, display=display)
    if lacking:
        raise SetupFailed(how_to_get(lacking))


def _fuzz(progress: Progress, arguments: list[str]) -> NoReturn:
    """No window opens: neither a display nor another identity is needed."""
    set_up(progress, display=False)
    start([str(venv_program("python")), "-m", "tests.fuzz", *arguments])


def _sbom(progress: Progress, arguments: list[str]) -> NoReturn:
    set_up(progress, display=False)
    start([str(venv_program("python")), str(ROOT / "packaging" / "sbom.py"), *arguments])


def _docs(progress: Progress, arguments: list[str]) -> NoReturn:
    """MkDocs comes when it is first wanted: nothing else needs it."""
    set_up(progress, display=False, typescript=False)
    python = str(venv_program("python"))
    if subprocess.run([python, "-m", "mkdocs", "--version"], capture_output=True).returncode:
        progress.say("packages of the documentation")
        pip_install(["--require-hashes", "-r", str(DOCS_LOCK)], progress)
    start([python, str(ROOT / "packaging" / "documentation.py"), *arguments])


def _format(progress: Progress) -> None:
    set_up(progress, display=False)
    ruff, python = str(venv_program("ruff")), str(venv_program("python"))
    for command in (
        [ruff, "check", "--fix", "--quiet"],
        [ruff, "format", "--quiet"],
        [python, str(ROOT / "packaging" / "checks.py"), "--format-typescript"],
    ):
        subprocess.run(command, cwd=ROOT, check=False)


def _lock(progress: Progress, arguments: list[str]) -> None:
    """Resolve for every platform and Python at once; against the public registries only.

    package-lock.json may be behind package.json just now, so npm's packages are left alone.
    """
    set_up(progress, display=False, typescript=False)
    pip_install([UV], progress)
    uv = [str(venv_program("uv")), "pip", "compile", "--no-config", "--quiet", "--universal"]
    uv += ["--python-version=3.11", "--generate-hashes", "--default-index=https://pypi.org/simple"]
    uv += ["--custom-compile-command=python3 dev.py lock", *arguments]
    whole = ["pyproject.toml", "--group=dev", "--group=build"]
    for lock, what in (
        (LOCK, whole),
        (DOCS_LOCK, ["--group=docs"]),
        (TOOLS_LOCK, ["--group=installers"]),
    ):
        progress.say(lock.name)
        stream([*uv, *what, f"--output-file={lock}"], progress.say)
    progress.say("package-lock.json")
    script = str(ROOT / "packaging" / "build_js.py")
    stream([str(venv_program("python")), script, "--lock"], progress.say)


def main(arguments: list[str]) -> int:
    """Returns the exit code, unless the real command has taken this process over."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    os.chdir(ROOT)
    progress = Progress()
    try:
        if command == "setup":
            _ready(progress, display=True)
        elif command == "run":
            _run(progress, rest)
        elif command == "test":
            _checks(progress, rest)
        elif command == "bench":
            bring_bench_peers(progress)
            _checks(progress, [command, *rest])
        elif command in {"conformance", "lint", "screenshots"}:
            _checks(progress, [command, *rest])
        elif command == "fuzz":
            _fuzz(progress, rest)
        elif command == "sbom":
            _sbom(progress, rest)
        elif command == "docs":
            _docs(progress, rest)
        elif command == "fmt":
            _format(progress)
        elif command == "lock":
            _lock(progress, rest)
        else:
            print(USAGE, end="")
            return 0 if command in {"help", "-h", "--help"} else 2
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    return 0
