"""Makes the valid and the nearly valid inputs of the corpus: `python -m tests.fuzz.seeds --write`.

`seed-*` must be taken by their target and `bad-*` refused, which a test checks; what deflate
makes differs between versions of zlib, so the bytes themselves are not compared. `crash-*` files
once found a defect: they are kept, and never made here.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.package.block import decode_block
from sandbox.package.index import encode_index
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.lineage import succeed
from sandbox.package.pack import add_signature, pack
from sandbox.package.signing import SigningKey, encode_envelope
from sandbox.package.source import BytesSource
from sandbox.package.verify import Package, open_package
from tests.fuzz.targets import TARGETS
from tests.package_forge import KEY, Forge, manifest, sample_files

VECTORS = Path(__file__).resolve().parents[2] / "bridge" / "vectors" / "from_page.json"
MOST_SEED_BYTES = 8 * 1024


def second_key() -> SigningKey:
    """Always the same key, which KEY vouches for."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return SigningKey(private, succeed(KEY, SigningKey(private)))


def opened() -> list[Package]:
    """Small packages: signed once, by a reviewer too, by a rotated key, of kind weixin, stored."""
    plain = pack(sample_files(), KEY)
    reviewed = add_signature(open_package(BytesSource(plain)), second_key())
    rotated = pack(sample_files() | {"\u4e2d/\u00fc.txt": b"x" * 500}, second_key())
    routes = {"format": 1, "entry": "pages/index/index", "pages": ["pages/index/index"]}
    weixin = {
        "manifest.json": manifest(fanlight={"kind": "weixin"}),
        "common/icon.svg": b"<svg/>",
        "weixin/app.json": json.dumps(routes).encode(),
        "weixin/main.js": b"App({})",
    }
    stored = pack(sample_files(), KEY, compress=False)
    packages = (plain, reviewed, rotated, pack(weixin, KEY), stored)
    return [open_package(BytesSource(package)) for package in packages]


def packages() -> tuple[list[bytes], list[bytes]]:
    """Valid packages, and ones with something unsigned in them."""
    good = [package.source.read(0, package.source.size_bytes) for package in opened()]
    hidden, prefixed, unsigned = Forge.sample(), Forge.sample(), Forge.sample()
    hidden.between, prefixed.prefix, unsigned.block = b"hidden", b"#!/bin/sh\n", b""
    names = [Forge.sample((name, b"x")) for name in ("../evil", "con", "A.JS\u0301", "app.CSS")]
    bad = [hidden, prefixed, unsigned, *names[:2], names[3]]
    return good, [b"", good[0][:-1], good[0] + good[1], *(forge.build() for forge in bad)]


def indexes() -> tuple[list[bytes], list[bytes]]:
    """Signed indexes, and ones in another form."""
    good = [encode_index(package.index) for package in opened()]
    return good, [b"{}", good[0] + b" ", good[0].replace(b'"format":1', b'"format":2'), b"[" * 500]


def blocks() -> tuple[list[bytes], list[bytes]]:
    """Signing blocks, and a bare envelope."""
    good = [package.signed.envelope for package in opened()]
    return good, [encode_envelope(decode_block(good[0], DEFAULT_LIMITS).envelope), good[0][8:]]


def deflated() -> tuple[list[bytes], list[bytes]]:
    """Streams that end where they should, early, late, and bombs."""
    texts = (b"text " * 100, b"", bytes(range(256)), bytes(60_000))
    streams = [(len(text).to_bytes(3, "big"), zlib.compress(text, wbits=-15)) for text in texts]
    size = streams[0][0]
    good = [size + stream for size, stream in streams]
    bomb = (10).to_bytes(3, "big") + streams[3][1]
    return good, [bomb, good[0] + b"\0", good[0][:-2], size + b"\xff" * 9, size]


def manifests() -> tuple[list[bytes], list[bytes]]:
    """Manifests, with few members and with all, and wrong ones."""
    every = manifest(
        short_name="Hi",
        description="Says hello.\nTwice.",
        lang="zh-CN",
        dir="ltr",
        color_scheme="dark",
        device_type=["desktop"],
        window={"background_color": "#1a73e8", "design_width": 750, "fullscreen": True},
        widgets=[{"name": "small", "path": "pages/index/index", "min_code": "1"}],
        req_permissions=[{"name": "location", "reason": "to show it"}],
        fanlight={
            "ready": "explicit",
            "csp": {"inline_scripts": False},
            "i18n": {"zh-CN": {"name": "\u4f60\u597d"}},
            "network": {"request": ["https://a.example:8443"], "socket": ["wss://b.example"]},
        },
    )
    wrong = [
        manifest(app_id="X"),
        manifest(pages=[]),
        manifest(name="a\u202eb"),
        manifest(version={"name": "1", "code": 2**53}),
        manifest(platform_version={"min_code": 10**400}),
        manifest(fanlight={"network": {"request": ["https://127.1"]}}),
        b'{"a":1,"a":2}',
        b"\xff",
        b"[]",
        b"[" * 1000,
    ]
    return [manifest(), every, b"\xef\xbb\xbf" + manifest()], wrong


def configs() -> tuple[list[bytes], list[bytes]]:
    """`weixin/app.json`, right and for other pages."""
    good = {"format": 1, "entry": "pages/index/index", "pages": ["pages/index/index"]}
    bad = [good | {"format": 2}, good | {"entry": "b"}, good | {"pages": ["b"] * 9}, [], None]
    more = json.dumps(good | {"window": {"x": [1, None, {"y": "z"}]}})
    return [json.dumps(good).encode(), more.encode()], [json.dumps(it).encode() for it in bad]


def messages() -> tuple[list[bytes], list[bytes]]:
    """The golden messages, good and hostile, that are short."""
    found: tuple[list[bytes], list[bytes]] = ([], [])
    for vector in json.loads(VECTORS.read_text(encoding="utf-8")):
        text = vector["text"].encode()
        if "repeat" not in vector and len(text) < MOST_SEED_BYTES:
            found[0 if vector["ok"] else 1].append(text)
    return found


def pages() -> tuple[list[bytes], list[bytes]]:
    """Pages with inline scripts (`seed`), and pages without (`bad`)."""
    good = (
        "<!doctype html><title>a</title><script>1</script><script type=module>2\r\n</script>",
        "\ufeff<!-- a --><!doctype html><script data-src='a>b'>3</script><style><script></style>",
        "<script src=a.js></script><textarea><script></textarea><SCRIPT>4</SCRIPT >",
    )
    bad = ("", "<p>a", "<script src=a.js></script>", "<!-- <script>1</script> -->", "<script>open")
    return [page.encode() for page in good], [page.encode() for page in bad]


def paths() -> tuple[list[bytes], list[bytes]]:
    """Addresses that are served, and that are not."""
    good = [b"manifest.json", b"/app.js", b"pages/index/index", b"pages/index/index.html"]
    good += [b"/common/a%20b%E4%B8%AD.txt", b"common/50%25.txt"]
    bad = [
        b"..%2fapp.js",
        b"/pages/../app.js",
        b"app.js%00",
        b"%61pp%2ejs%2f",
        b"APP.JS",
        b"//app.js",
    ]
    return good, [*bad, b"app.js?x", b"%zz", b"%C3%28", b"", b"/"]


MADE = {
    "package": packages,
    "index": indexes,
    "block": blocks,
    "deflated": deflated,
    "manifest": manifests,
    "config": configs,
    "message": messages,
    "page": pages,
    "path": paths,
}


def write() -> None:
    """Write all seeds anew; crashes stay."""
    for name, make in MADE.items():
        folder = TARGETS[name].corpus
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("seed-*"), *folder.glob("bad-*")]:
            old.unlink()
        for kind, contents in zip(("seed", "bad"), make(), strict=True):
            for number, content in enumerate(contents, 1):
                (folder / f"{kind}-{number:02}").write_bytes(content)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.fuzz.seeds --write")
    write()
