"""Sources that are kept compiled: the same code, believed only where it is of this text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.view.kept_codes import KeptCodes, place_beside
from sandbox.view.signatures import ENUM_VARIABLE

SOURCE = b"value = 6 * 7\n"


@pytest.fixture(autouse=True)
def python_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def kept(file: Path) -> KeptCodes:
    codes = KeptCodes(str(file))
    codes.code(SOURCE, "inner/one.py")
    codes.keep()
    return codes


def value_of(codes: KeptCodes, source: bytes, filename: str = "inner/one.py") -> object:
    names: dict[str, object] = {}
    exec(codes.code(source, filename), names)
    return names["value"]


def test_what_was_compiled_once_is_not_compiled_again(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    kept(file)
    written = file.read_bytes()
    again = KeptCodes(str(file))
    assert value_of(again, SOURCE) == 42
    again.keep()
    assert file.read_bytes() == written
    assert os.listdir(tmp_path) == ["kept"]


def test_another_text_of_the_same_name_is_compiled(tmp_path: Path) -> None:
    kept(tmp_path / "kept")
    assert value_of(KeptCodes(str(tmp_path / "kept")), b"value = 'else'\n") == "else"
    assert value_of(KeptCodes(str(tmp_path / "kept")), SOURCE, "inner/two.py") == 42


@pytest.mark.parametrize("damage", ["empty", "cut", "other", "no dictionary"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "kept"
    kept(file)
    whole = file.read_bytes()
    file.write_bytes(
        {
            "empty": b"",
            "cut": whole[: len(whole) // 2],
            "other": b"\0\0\r\n" + whole[4:],
            "no dictionary": whole[:4] + b"N",
        }[damage]
    )
    codes = KeptCodes(str(file))
    assert value_of(codes, SOURCE) == 42
    codes.keep()
    assert file.read_bytes() == whole


def test_nothing_is_written_where_python_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(tmp_path / "kept")
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    kept(tmp_path / "none" / "kept")
    assert not (tmp_path / "none").exists()


def test_it_lies_beside_the_module_for_this_interpreter() -> None:
    place = Path(place_beside(__file__, "binding"))
    assert place.parent == Path(__file__).parent / "__pycache__"
    assert place.name == f"binding.{sys.implementation.cache_tag}.codes"


COUNTED = """
import builtins, sys
import sandbox.view.kept_codes as kept
import sandbox.view.signatures as signatures
sys.dont_write_bytecode = False
signatures.place_beside = lambda *_: sys.argv[1]
made = []
whole = compile
def counting(source, filename, *rest, **settings):
    made.append(filename)
    return whole(source, filename, *rest, **settings)
vars(kept)["compile"] = counting
assert signatures.defer_signatures()
print(len(made))
"""


def test_a_second_start_compiles_nothing_of_the_binding(tmp_path: Path) -> None:
    def compiled() -> int:
        done = subprocess.run(
            [sys.executable, "-c", COUNTED, str(tmp_path / "binding")],
            env={name: text for name, text in os.environ.items() if name != ENUM_VARIABLE},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return int(done.stdout)

    assert compiled() > 5
    assert compiled() == 0
