"""The wasm compiler run from Python, and the machine code that is kept of it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
import wasmtime

from bridge.errors import BuildError
from sandbox.compile.wxml import TemplateCompiler
from sandbox.compile.wxml.engine import EngineFailed, Finding, TemplateEngine
from sandbox.compile.wxml.module_cache import cache_name, load_module
from tests.compiled_before import compiler_folder
from tests.wxml_stage import WASM

# (module (func (export "one") (result i32) (i32.const N))) for two values of N.
ONE, TWO = (
    bytes.fromhex(f"0061736d010000000105016000017f03020100070701036f6e650000 0a060104 0041{n}0b")
    for n in ("01", "02")
)


def answer(engine: wasmtime.Engine, module: wasmtime.Module) -> object:
    store = wasmtime.Store(engine)
    function = wasmtime.Instance(store, module, []).exports(store)["one"]
    assert isinstance(function, wasmtime.Func)
    return function(store)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_findings_have_places() -> None:
    generated = TemplateEngine(WASM, compiler_folder()).generate("a/b", "<view>\n😀{{a b}}</view>")
    assert generated.findings == (
        Finding(
            is_error=True,
            level="Fatal",
            code=0x10002,
            message="unexpected character inside expression",
            path="a/b",
            start_line=1,
            start_column=6,
            end_line=1,
            end_column=6,
        ),
    )
    assert 'E("view"' in generated.js


def test_a_source_that_breaks_the_compiler_leaves_it_whole() -> None:
    engine = TemplateEngine(WASM, compiler_folder())
    for source in ("<view>" * 5000, "<view\u3000/>"):
        with pytest.raises(EngineFailed, match=r"memory|stack|unreachable"):
            engine.generate("a", source)
    assert engine.generate("a", "<view/>").findings == ()


def test_any_text_may_be_given() -> None:
    engine = TemplateEngine(WASM, compiler_folder())
    js = engine.generate("ü/\ud800", "<view>\r\x00\ud800\U0010ffff</view>").js
    assert r'T("\r\0?\u{10ffff}")' in js, "half a surrogate pair has no UTF-8"
    assert engine.generate("", "").findings == ()


def test_threads_may_share_it() -> None:
    engine = TemplateEngine(WASM, compiler_folder())
    made: list[str] = []

    def work() -> None:
        made.extend(engine.generate("a", "<view>{{a}}</view>").js for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 80 and len(set(made)) == 1


def test_a_compiler_that_is_not_there(tmp_path: Path) -> None:
    compiler = TemplateCompiler(tmp_path / "none.wasm", None)
    with pytest.raises(BuildError, match=r"dev\.py setup"):
        compiler.compile("a", "", lambda _: None)


def test_a_module_is_kept_and_used(tmp_path: Path) -> None:
    engine = wasmtime.Engine()
    folder = tmp_path / "made"
    assert answer(engine, load_module(engine, ONE, folder)) == 1
    (file,) = kept(folder)
    assert file.name == cache_name(ONE)
    # What is kept is what runs: another module's code in its place shows that.
    load_module(engine, TWO, tmp_path / "other")
    (other,) = kept(tmp_path / "other")
    file.write_bytes(other.read_bytes())
    assert answer(engine, load_module(engine, ONE, folder)) == 2


def test_what_an_earlier_version_kept_goes(tmp_path: Path) -> None:
    (tmp_path / "0123-wasmtime-1.0.cwasm").write_bytes(b"old")
    (tmp_path / "other.file").write_bytes(b"not ours")
    load_module(wasmtime.Engine(), ONE, tmp_path)
    assert {path.name for path in kept(tmp_path)} == {cache_name(ONE), "other.file"}


def damaged(content: bytes) -> dict[str, bytes]:
    middle = len(content) // 2
    return {
        "empty": b"",
        "cut": content[:middle],
        "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "other": b"#!/bin/sh\n",
        "longer": content + b"x",
        "no code": content[:48],
    }


@pytest.mark.parametrize("way", ["empty", "cut", "changed", "other", "longer", "no code"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, way: str) -> None:
    engine = wasmtime.Engine()
    load_module(engine, ONE, tmp_path)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damaged(whole)[way])
    assert answer(engine, load_module(engine, ONE, tmp_path)) == 1
    assert len(file.read_bytes()) == len(whole)


def test_code_of_another_engine_is_made_anew(tmp_path: Path) -> None:
    """As after an update of wasmtime that kept its version: its digest is right, it is refused."""
    config = wasmtime.Config()
    config.consume_fuel = True
    load_module(wasmtime.Engine(config), ONE, tmp_path)
    engine = wasmtime.Engine()
    assert answer(engine, load_module(engine, ONE, tmp_path)) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_file_that_others_may_write_is_not_run(tmp_path: Path) -> None:
    engine = wasmtime.Engine()
    load_module(engine, TWO, tmp_path / "other")
    (other,) = kept(tmp_path / "other")
    place = tmp_path / "made" / cache_name(ONE)
    place.parent.mkdir()
    place.write_bytes(other.read_bytes())
    place.chmod(0o666)
    assert answer(engine, load_module(engine, ONE, place.parent)) == 1
    place.unlink()
    place.symlink_to(other)
    assert answer(engine, load_module(engine, ONE, place.parent)) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = wasmtime.Engine()
    assert answer(engine, load_module(engine, ONE, tmp_path / "file" / "made")) == 1
    assert answer(engine, load_module(engine, ONE, None)) == 1


def test_no_wasm_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(wasmtime.WasmtimeError):
        load_module(wasmtime.Engine(), b"no wasm", tmp_path)
