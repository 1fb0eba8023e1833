"""`dev.py conformance` says what it lacks, and starts the suite on our client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import conformance
from conformance import SuiteUnusable, entry, prepare


def suite_in(folder: Path) -> Path:
    """A folder that looks like the suite; it needs nothing."""
    (folder / "tuf_conformance").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("[project]\ndependencies = []\n")
    return folder


@pytest.mark.parametrize("arguments", [[], ["--suite", "/nonexistent"], ["-k", "root"]])
def test_without_the_suite_it_says_where_it_is(arguments: list[str]) -> None:
    with pytest.raises(SuiteUnusable, match=r"git clone https://github\.com/theupdateframework"):
        prepare(arguments)


def test_without_faketime_it_gives_the_exact_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SuiteUnusable, match=r"sudo apt-get install .*faketime"):
        prepare(["--suite", str(suite_in(tmp_path / "suite"))])


def test_the_environment_is_kept_until_the_suite_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite, ran = suite_in(tmp_path / "suite"), list[list[str]]()

    def run(words: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        ran.append(words)
        python = tmp_path / "kept" / "venv" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr("conformance.shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("conformance.subprocess.run", run)
    given = ["--suite", str(suite), "-k", "root"]
    for _ in range(2):
        found, python, rest = prepare(given, tmp_path / "kept")
        assert (found, rest) == (suite, ["-k", "root"])
        assert python == tmp_path / "kept" / "venv" / "bin" / "python"
    assert [words[2] for words in ran] == ["venv", "pip"]
    (suite / "pyproject.toml").write_text('[project]\ndependencies = ["tuf==7.0.0"]\n')
    prepare(given, tmp_path / "kept")
    assert ran[-1][-1] == "tuf==7.0.0"


def test_the_entry_is_our_client(tmp_path: Path) -> None:
    assert Path(conformance.CLIENT).is_file()
    (tmp_path / "root.json").write_text("{}")
    (tmp_path / "metadata").mkdir()
    with entry() as program:
        assert " " not in str(program) or " " in sys.prefix
        words = [str(program), "--metadata-dir", str(tmp_path / "metadata")]
        refused = subprocess.run(
            [*words, "init", str(tmp_path / "root.json")], capture_output=True, text=True
        )
    assert refused.returncode == 1, refused.stderr
    assert "registry.invalid" in refused.stderr
    assert list((tmp_path / "metadata").iterdir()) == []
