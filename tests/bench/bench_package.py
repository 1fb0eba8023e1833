"""How fast a package is verified, against plain inflate + SHA-256 of the same bytes.

    python3 dev.py bench package [--files 2000] [--megabytes 20] [--rounds 7] [--quick]

Prints one JSON document. `verify_contents` is what an installer does: verify, then every file's
bytes; `verify_all` checks CRC-32s as well. `ratio` is plain time over verify_all's time: 1 is as
fast as if nothing but inflating and hashing were done; the goal is at least 0.5.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from figures import goal, interleaved, ratio_of, row, say, table

from sandbox.package.index import Method
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify, verify_all, verify_stored

_WORDS = ("const", "let", "function", "return", "await", "page", "view", "title", "color", "this")


def sample_files(count: int, total_bytes: int, seed: int = 7) -> dict[str, bytes]:
    """`count` files of script-like text, `total_bytes` together; one in eight is incompressible."""
    rng = random.Random(seed)
    each = total_bytes // count
    text = " ".join(rng.choice(_WORDS) + str(rng.randrange(999)) for _ in range(200_000)).encode()
    files: dict[str, bytes] = {}
    for number in range(count - 3):
        path = f"common/part{number % 40:02}/file{number:04}.js"
        start = rng.randrange(len(text) - each)
        files[path] = rng.randbytes(each) if number % 8 == 0 else text[start : start + each]
    files["manifest.json"] = json.dumps(
        {
            "app_id": "org.example.bench",
            "name": "Bench",
            "version": {"name": "1.0.0", "code": 1},
            "platform_version": {"min_code": 1},
            "pages": ["pages/index/index"],
            "icons": [{"src": "common/icon.svg"}],
        }
    ).encode()
    files["pages/index/index.html"] = b"<!doctype html><title>bench</title>"
    files["common/icon.svg"] = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    return files


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """The same work, which says how many milliseconds it took."""

    def run() -> float:
        begun = time.perf_counter()
        work()
        return (time.perf_counter() - begun) * 1000

    return run


def main() -> None:
    """Build the package, time both ways and the way into an installed app, print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    files = sample_files(options.files, int(options.megabytes * 1_000_000))
    begun = time.perf_counter()
    content = pack(files, SigningKey.generate())
    pack_ms = (time.perf_counter() - begun) * 1000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "bench.ma")
        place.write_bytes(content)
        with FileSource(place) as source:
            package = open_package(source)
            bundle = verify(package)
            stored = [
                (file.method, source.read(file.offset + 30 + len(file.path), file.compressed_bytes))
                for file in package.index.files
            ]

            def plain() -> None:
                for method, packed in stored:
                    deflated = method is Method.DEFLATE
                    text = zlib.decompress(packed, -zlib.MAX_WBITS) if deflated else packed
                    hashlib.sha256(text).hexdigest()

            def read_all() -> None:
                for _ in verify(open_package(source)).contents():
                    pass

            rounds = options.rounds or (3 if options.quick else 7)
            taken = interleaved(
                {
                    "plain": timed(plain),
                    "open": timed(lambda: open_package(source)),
                    "verify_contents": timed(read_all),
                    "verify_all": timed(lambda: verify_all(open_package(source))),
                    "verify_stored": timed(lambda: verify_stored(bundle.envelope, package)),
                },
                rounds,
            )
    plain_ms = taken["plain"]
    rows = [row("inflate and hash, from memory", plain_ms)] + [
        row(f"Fanlight, {name}", of, beside=plain_ms)
        for name, of in taken.items()
        if name != "plain"
    ]
    say(
        {
            "bench": "package",
            "title": "Verifying a package",
            "about": "From its file; beside nothing but inflating and hashing the same bytes.",
            "runs": rounds,
            "files": len(files),
            "content_bytes": sum(map(len, files.values())),
            "package_bytes": len(content),
            "pack_ms": round(pack_ms, 1),
            "tables": [table("Time", rows)],
            "ratios": {"package": ratio_of([(plain_ms, taken["verify_all"])])},
            "goals": {"package": goal("of the plain speed", at_least=0.5)},
        }
    )


if __name__ == "__main__":
    main()
