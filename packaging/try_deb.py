"""Installs a .deb on a fresh Debian, uses it as an ordinary user, and takes it away again.

`python3 packaging/try_deb.py FILE.deb [--suite bookworm] [--root DIR]`, as root on Debian or
Ubuntu with debootstrap and bubblewrap. Prints one line for each step, and exits with 1 at the
first that fails.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MIRROR = "http://deb.debian.org/debian"
PERSON = 1000
HOME = "/home/person"
LIGHT = "fanlight-light"
"""The package without Qt WebEngine (linux_package.LIGHT)."""
ENTRY = "/usr/share/applications/org.fanlight.Fanlight.desktop"
# A desktop starts the entry for what a person opened, again while it runs; each launch is told.
OPENED = """
entry=$1; shift
Xvfb :7 -nolisten tcp 2>/dev/null &
until [ -S /tmp/.X11-unix/X7 ]; do sleep 0.1; done
for given; do
  before=$(fanlight timings --last 1 --json)
  DISPLAY=:7 gio launch "$entry" "$given"
  for second in $(seq 60); do
    sleep 1
    now=$(fanlight timings --last 1 --json)
    [ "$now" = "$before" ] || { echo "$now"; continue 2; }
  done
  echo "$given was not opened" >&2
  exit 1
done
"""
# Where dpkg and apt keep what they did: not the package's own.
RECORDS = ("var/lib/dpkg", "var/log", "var/cache", "var/lib/apt")


class StepFailed(Exception):
    """The message holds the step's last words."""


class Root:
    """A Debian of its own below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, suite: str) -> None:
        """Bootstrap it, unless it is there. Raises StepFailed."""
        if not (self.folder / "etc" / "debian_version").exists():
            words = ["--variant=minbase", suite, str(self.folder), MIRROR]
            run(["debootstrap", *words])

    def as_root(self, *command: str) -> str:
        """Run in it with all rights, the network too; the output. Raises StepFailed."""
        return run([*self._inside(), *command])

    def as_person(self, *command: str) -> str:
        """Run in it as an ordinary user. Raises StepFailed."""
        plain = ["setpriv", f"--reuid={PERSON}", f"--regid={PERSON}", "--clear-groups"]
        plain += ["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
        return run([*self._inside(), *plain, "env", f"HOME={HOME}", *command])

    def strangers(self, word: str) -> list[str]:
        """Paths that have `word` in their names, outside of homes and of apt's records."""
        found = []
        for place, folders, files in os.walk(self.folder):
            inside = Path(place).relative_to(self.folder)
            folders[:] = [
                name
                for name in folders
                if (inside / name).as_posix() not in {*RECORDS, "home", "proc", "sys", "tmp"}
            ]
            found += [str(inside / name) for name in (*folders, *files) if word in name.lower()]
        return found

    def _inside(self) -> list[str]:
        # Not chroot: the kernel refuses user namespaces there, and with them Chromium's sandbox.
        words = ["--bind", str(self.folder), "/", "--proc", "/proc", "--dev", "/dev"]
        words += ["--perms", "1777", "--tmpfs", "/dev/shm", "--tmpfs", "/run"]
        words += ["--cap-add", "ALL", "--unshare-pid", "--die-with-parent", "--chdir", "/"]
        for place in ("/sys", "/etc/resolv.conf"):
            words += ["--ro-bind", place, place]
        path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
        clean = ["env", "-i", path, "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        # bubblewrap covers parts of its /proc, and where parts are covered the kernel lets nobody
        # mount another, as WebKitGTK's sandbox does: so there is a whole one above it.
        whole = ["sh", "-c", 'mount -t proc proc /proc && exec "$@"', "sh"]
        return ["bwrap", *words, "--", *clean, *whole]


def run(command: Sequence[str]) -> str:
    """Its standard output. Raises StepFailed when it ends with another code than 0."""
    done = subprocess.run(list(command), capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stdout + done.stderr)[-3000:]
        raise StepFailed(f"{' '.join(command)}: exit {done.returncode}\n{words}")
    return done.stdout


def exercise(root: Root, package: Path) -> None:
    """Install, use, remove. Raises StepFailed."""
    before = root.strangers("fanlight")
    if before:
        raise StepFailed(f"the root is not clean: {before}")
    fields = ["dpkg-deb", "--field", str(package), "Package"]
    name = run(fields).strip()
    engine = "system" if name == LIGHT else "qt"
    shutil.copy(package, root.folder / "tmp" / "fanlight.deb")
    root.as_root("apt-get", "update", "-q")
    root.as_root("apt-get", "install", "-q", "-y", "/tmp/fanlight.deb")
    size_kb = root.as_root("dpkg-query", "-W", "-f=${Installed-Size}", name)
    size_mb = package.stat().st_size / 1e6
    say(f"{name}: {size_mb:.1f} MB; installed, {int(size_kb) / 1000:.0f} MB on the disk")
    use(root, engine)
    mime = root.as_person("sh", "-c", "grep -r miniapp-pkg /usr/share/mime/globs2")
    say(f"file type: {mime.strip()}")
    root.as_root("apt-get", "purge", "-q", "-y", name)
    (root.folder / "tmp" / "fanlight.deb").unlink()
    if left := root.strangers("fanlight"):
        raise StepFailed(f"left behind: {left}")
    say("removed; nothing of it is left outside of the person's home")


def use(root: Root, engine: str) -> None:
    """What a person does with an installed Fanlight whose engine is `engine`. Raises StepFailed."""
    home = root.folder / HOME.lstrip("/")
    home.mkdir(parents=True, exist_ok=True)
    os.chown(home, PERSON, PERSON)
    found = _doctor(root)
    failed = [each for each in found["checks"] if each["health"] == "failed"]
    engines = [each["finding"] for each in found["checks"] if each["name"] == "engines"]
    say(f"doctor: {len(found['checks'])} checks, failed: {failed or 'none'}; engines: {engines}")
    if failed:
        raise StepFailed("fanlight doctor is not content")
    say("demo:\n" + root.as_person("fanlight", "demo"))
    for template in ("web", "weixin"):
        _open_new(root, template, engine)
    root.as_root("apt-get", "install", "-q", "-y", "--no-install-recommends", "libglib2.0-bin")
    _open_from_desktop(root)
    if engine == "system":
        _refuse_qt(root)


def _open_new(root: Root, template: str, engine: str) -> None:
    """A developer's first steps: what compiles WeChat's syntax has libraries of its own."""
    folder = f"{HOME}/{template}"
    root.as_person("fanlight", "new", folder, "--template", template)
    words = ["fanlight", "open", folder, "--until", "first-screen", "--json"]
    report = json.loads(root.as_person(*words, "--permissions", "deny"))
    told = {key: report[key] for key in ("engine", "sandboxed", "errors", "first_screen_ms")}
    say(f"a new app of template {template}: {told}")
    if (told["engine"], told["sandboxed"], told["errors"]) != (engine, True, []):
        raise StepFailed(f"a new app of template {template} is not well")


def _open_from_desktop(root: Root) -> None:
    """A package and a link, as a file manager and a browser hand them over."""
    packages, apps = (f"{HOME}/my app.ma", f"{HOME}/other.ma"), []
    for package, folder in zip(packages, ("web", "weixin"), strict=True):
        words = ["build", f"{HOME}/{folder}", "--out", package, "--json"]
        built = json.loads(root.as_person("fanlight", *words))
        # Their publisher is known then: nobody is here to be asked.
        root.as_person("fanlight", "install", package, "--trust", built["publisher"], "--json")
        apps.append(built["app_id"])
    given = (Path(packages[0]).as_uri(), f"fanlight://open/{apps[1]}")
    told = root.as_person("sh", "-c", OPENED, "sh", ENTRY, *given).splitlines()
    opened = [each["app_id"] for line in told for each in json.loads(line)["launches"]]
    say(f"the desktop entry with {' and '.join(given)}: {opened}")
    if opened != apps:
        raise StepFailed("the desktop entry did not open what it was given")


def _refuse_qt(root: Root) -> None:
    command = f"fanlight open {HOME}/web --engine qt --until first-screen --json; true"
    code = json.loads(root.as_person("sh", "-c", command)).get("error", {}).get("code")
    say(f"--engine qt: {code}")
    if code != "view.engine_unavailable":
        raise StepFailed("Qt WebEngine is not refused where it is not")


def _doctor(root: Root) -> dict[str, list[dict[str, str]]]:
    """Its answer, whatever the exit code: without a registry or a key it may warn."""
    text = root.as_person("sh", "-c", "fanlight doctor --json; true")
    found: dict[str, list[dict[str, str]]] = json.loads(text)
    return found


def say(text: str) -> None:
    """One line of what happened, at once."""
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Install, use and remove a .deb.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--root", type=Path, help="kept, and used again; default: a temporary one")
    chosen = parser.parse_args(arguments)
    if os.geteuid() != 0:
        print("only root can make another root: run it with sudo", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fanlight-root-") as temporary:
        root = Root((chosen.root or Path(temporary, "root")).absolute())
        try:
            root.make(chosen.suite)
            say(f"a fresh Debian ({chosen.suite})")
            exercise(root, chosen.package)
        except StepFailed as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
