"""Verify + install of a 20 MB, 2,000-file package, against plain inflate + SHA-256 of its bytes.

    python3 dev.py bench install [--rounds N] [--files N] [--bytes N] [--quick]

Plain: each entry's stored bytes, already in memory, through zlib and SHA-256; nothing checked,
nothing written. Install: from a package file on disk to a committed row in a fresh home, every
file flushed. Each round installs into a new home. The goal is a ratio of 0.5 or more.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import tempfile
import time
import zlib
from pathlib import Path

from figures import goal, interleaved, ratio_of, row, say, table

from host.paths import Home
from host.store.origin import FromFile
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.package.index import Method
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource, FileSource
from sandbox.package.verify import open_package

_LETTERS = b"abcdefghijklmnopqrstuvwxyz(){};=. "


def _manifest() -> bytes:
    return json.dumps(
        {
            "app_id": "org.example.bench",
            "name": "Bench",
            "icons": [{"src": "common/icon.png"}],
            "version": {"name": "1.0.0", "code": 1},
            "platform_version": {"min_code": 1},
            "pages": ["pages/index/index"],
        }
    ).encode()


def make_files(count: int, total_bytes: int) -> dict[str, bytes]:
    """Text that deflates to about three fifths, like scripts: a few large files, many small."""
    rng = random.Random(1)
    words = [bytes(rng.choices(_LETTERS, k=rng.randint(2, 9))) for _ in range(3000)]
    weights = [rng.paretovariate(1.6) for _ in range(count)]
    scale = total_bytes / sum(weights)
    files = {
        "manifest.json": _manifest(),
        "pages/index/index.html": b"<!doctype html><title>Bench</title>",
        "common/icon.png": b"\x89PNG\r\n\x1a\n",
    }
    for number, weight in enumerate(weights):
        size = max(64, int(weight * scale))
        text = b" ".join(rng.choices(words, k=size // 5 + 1))[:size]
        files[f"common/{number % 40:02}/part-{number:04}.js"] = text
    return files


def plain(package: bytes) -> float:
    """Milliseconds of inflating and hashing every entry, from memory."""
    source = BytesSource(package)
    index = open_package(source).index
    entries = []
    for file in index.files:
        name_bytes = len(file.path.encode())
        start = file.offset + 30 + name_bytes
        stored = package[start : start + file.compressed_bytes]
        entries.append((stored, file.method is Method.DEFLATE, file.size_bytes))
    begun = time.perf_counter()
    for stored, deflated, size_bytes in entries:
        content = zlib.decompress(stored, -15, size_bytes) if deflated else stored
        hashlib.sha256(content).hexdigest()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Each round installs into a home of its own; prints one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=20_000_000)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--folder", type=Path, help="where to install to (default: a temporary one)"
    )
    asked = parser.parse_args()
    key = SigningKey.generate()
    package = pack(make_files(asked.files, asked.bytes), key)
    trust = TrustPolicy(frozenset({key.key_id}))
    checked_ms: list[float] = []
    with tempfile.TemporaryDirectory(prefix="fanlight-bench-", dir=asked.folder) as folder:
        path = Path(folder) / "bench.ma"
        path.write_bytes(package)
        homes = (Path(folder) / f"home-{number}" for number in itertools.count())

        def install() -> float:
            with Store(Home(next(homes))) as store, FileSource(path) as source:
                store.library.installed()  # opens the database, as a running host has
                begun = time.perf_counter()
                report = store.installer.install(source, FromFile(path), trust)
                checked_ms.append(report.verify_ms)
                return (time.perf_counter() - begun) * 1000

        rounds = asked.rounds or (3 if asked.quick else 5)
        taken = interleaved({"plain": lambda: plain(package), "install": install}, rounds)
    rows = [
        row("inflate and hash, from memory", taken["plain"]),
        row("Fanlight, verify and install", taken["install"], beside=taken["plain"]),
        row("  … until all is verified", checked_ms),
    ]
    say(
        {
            "bench": "install",
            "title": "Verify and install",
            "about": f"A package of {asked.bytes / 1e6:g} MB and {asked.files} files, from disk to "
            "a committed row in a fresh home, every file flushed; beside nothing but inflating "
            "and hashing the same bytes in memory.",
            "runs": rounds,
            "tables": [table("Time", rows)],
            "ratios": {"install": ratio_of([(taken["plain"], taken["install"])])},
            "goals": {"install": goal("of the plain speed", at_least=0.5)},
        }
    )


if __name__ == "__main__":
    main()
