"""wasm compiled to this machine's code, kept between runs: 2 s to make, 5 ms to load.

What is kept is machine code that runs in this process, so a kept file is used only when it is
the person's own and whole; anything else is made anew and written over it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import wasmtime

SUFFIX = ".cwasm"
MAGIC = b"fanlight-wasm-1\n"
DIGEST_BYTES = 32
MAX_BYTES = 64 << 20


def load_module(engine: wasmtime.Engine, wasm: bytes, folder: Path | None) -> wasmtime.Module:
    """The compiled module, from `folder` when it is there. `folder` None: nothing is kept.

    `folder` has to be the person's own; it is made when missing. That it cannot be written is
    no error. Raises wasmtime.WasmtimeError when `wasm` is no module.
    """
    if folder is None:
        return wasmtime.Module(engine, wasm)
    place = folder / cache_name(wasm)
    kept = _read(place)
    if kept is not None:
        # Made by another build of wasmtime: it says so, and is made anew.
        with contextlib.suppress(wasmtime.WasmtimeError):
            return wasmtime.Module.deserialize(engine, kept)
    module = wasmtime.Module(engine, wasm)
    _write(place, bytes(module.serialize()))
    return module


def cache_name(wasm: bytes) -> str:
    """The file's name: it tells wasm, wasmtime's version and the kind of machine."""
    machine = os.uname().machine if hasattr(os, "uname") else "unknown"
    digest = hashlib.sha256(wasm).hexdigest()[:16]
    return f"{digest}-wasmtime-{version('wasmtime')}-{sys.platform}-{machine}{SUFFIX}"


def _read(place: Path) -> bytes | None:
    """The module's bytes, if the file is ours and holds what its digest says."""
    try:
        with open(place, "rb", opener=_open_no_link) as file:
            status = os.fstat(file.fileno())
            if not _is_own(status) or status.st_size > MAX_BYTES:
                return None
            content = file.read()
    except OSError:
        return None
    head = len(MAGIC) + DIGEST_BYTES
    payload = content[head:]
    if not content.startswith(MAGIC):
        return None
    if hashlib.sha256(payload).digest() != content[len(MAGIC) : head]:
        return None
    return payload


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _is_own(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True  # Windows: a folder of the person's profile is closed to others
    shared = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not shared


def _write(place: Path, payload: bytes) -> None:
    """Under another name first, so that no half of it is ever seen."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".cwasm-")
    except OSError:
        return
    try:
        with open(handle, "wb") as file:
            file.write(MAGIC + hashlib.sha256(payload).digest() + payload)
        os.replace(name, place)
        _forget_others(place)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _forget_others(place: Path) -> None:
    """Remove what earlier versions kept: some megabytes each, never to be asked for again."""
    for other in place.parent.glob(f"*{SUFFIX}"):
        if other != place:
            other.unlink(missing_ok=True)
