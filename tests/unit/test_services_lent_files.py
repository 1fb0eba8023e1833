"""Copies for other programs: read-only, and gone with the host that made them."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

from host.services.lent_files import LentFiles
from tests.fanlight_child import ROOT

LEAVES_A_COPY = """
import os, sys
from pathlib import Path
from host.services.lent_files import LentFiles
lent = LentFiles(Path(sys.argv[1]))
print(lent.lend(Path(sys.argv[2]), "pdf"), flush=True)
sys.stdin.read()
os._exit(9)
"""


def paper(folder: Path) -> Path:
    file = folder / "paper"
    file.write_bytes(b"pdf")
    return file


def test_a_copy_is_read_only_and_goes_with_its_host(tmp_path: Path) -> None:
    lent = LentFiles(tmp_path / "lent")
    copies = [lent.lend(paper(tmp_path), "pdf") for _ in range(2)]
    assert {copy.name for copy in copies} == {"paper.pdf"}
    assert [copy.read_bytes() for copy in copies] == [b"pdf", b"pdf"]
    if sys.platform != "win32":
        assert {stat.S_IMODE(copy.stat().st_mode) for copy in copies} == {0o400}
    lent.close()
    lent.close()
    assert list((tmp_path / "lent").iterdir()) == []


def test_what_a_killed_host_left_goes_with_the_next_and_no_other(tmp_path: Path) -> None:
    place = tmp_path / "lent"
    words = [sys.executable, "-c", LEAVES_A_COPY, str(place), str(paper(tmp_path))]
    child = subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    left = Path(child.stdout.readline().strip())
    lent = LentFiles(place)
    own = lent.lend(paper(tmp_path), "pdf")
    lent.sweep()
    assert left.exists(), "its host lives"
    child.communicate("")
    assert child.returncode == 9
    assert left.exists()
    lent.sweep()
    assert not left.exists()
    assert own.exists(), "one's own stay until one ends"
    lent.close()
    assert list(place.iterdir()) == []


def test_there_is_nothing_to_sweep_in_a_new_home(tmp_path: Path) -> None:
    LentFiles(tmp_path / "lent").sweep()
    assert list(tmp_path.iterdir()) == []
