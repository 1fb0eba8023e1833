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
        words += ["--cap-add", "ALL", "--unshare-pid", "--die-with-parent"]
        words += ["--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf", "--chdir", "/"]
        path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
        clean = ["env", "-i", path, "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        return ["bwrap", *words, "--", *clean]


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
    shutil.copy(package, root.folder / "tmp" / "fanlight.deb")
    root.as_root("apt-get", "update", "-q")
    root.as_root("apt-get", "install", "-q", "-y", "/tmp/fanlight.deb")
    size_kb = root.as_root("dpkg-query", "-W", "-f=${Installed-Size}", "fanlight")
    say(f"installed, {int(size_kb) / 1000:.0f} MB on the disk")
    home = root.folder / HOME.lstrip("/")
    home.mkdir(parents=True, exist_ok=True)
    os.chown(home, PERSON, PERSON)
    found = _doctor(root)
    bad = [each for each in found["checks"] if each["health"] == "bad"]
    say(f"doctor: {len(found['checks'])} checks, bad: {bad or 'none'}")
    if bad:
        raise StepFailed("fanlight doctor is not content")
    say("demo:\n" + root.as_person("fanlight", "demo"))
    mime = root.as_person("sh", "-c", "grep -r miniapp-pkg /usr/share/mime/globs2")
    say(f"file type: {mime.strip()}")
    root.as_root("apt-get", "purge", "-q", "-y", "fanlight")
    (root.folder / "tmp" / "fanlight.deb").unlink()
    if left := root.strangers("fanlight"):
        raise StepFailed(f"left behind: {left}")
    say("removed; nothing of it is left outside of the person's home")


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
