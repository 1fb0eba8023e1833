"""How fast a package is verified, against plain inflate + SHA-256 of the same bytes.

    python tests/bench/bench_package.py [--files 2000] [--megabytes 20] [--rounds 7]

Prints one JSON document. `verify_contents` is what an installer does: verify, then every file's
bytes; `verify_all` checks CRC-32s as well. `ratio` is plain time over verify_all's time: 1 is as
fast as if nothing but inflating and hashing were done; the goal is at least 0.5.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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


Times = dict[str, float]


def interleaved_ms(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """Best and median of `rounds` runs of each, in milliseconds, after one to warm up.

    They run by turns, so that another load on the machine meets all of them alike.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if number:
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {
        name: {
            "best_ms": round(min(times), 2),
            "median_ms": round(statistics.median(times), 2),
        }
        for name, times in taken.items()
    }


def main() -> None:
    """Build the package, time both ways and the way into an installed app, print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=7)
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

            times = interleaved_ms(
                {
                    "plain": plain,
                    "open": lambda: open_package(source),
                    "verify_contents": read_all,
                    "verify_all": lambda: verify_all(open_package(source)),
                    "verify_stored": lambda: verify_stored(bundle.envelope, package),
                },
                options.rounds,
            )
    print(
        json.dumps(
            {
                "files": len(files),
                "content_bytes": sum(map(len, files.values())),
                "package_bytes": len(content),
                "pack_ms": round(pack_ms, 1),
                **times,
                "ratio": _ratio(times, "median_ms"),
                "ratio_best": _ratio(times, "best_ms"),
            },
            indent=1,
        )
    )


def _ratio(times: Mapping[str, Times], which: str) -> float:
    return round(times["plain"][which] / times["verify_all"][which], 3)


if __name__ == "__main__":
    main()
