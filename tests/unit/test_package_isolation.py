"""Which packages are isolated from other origins: those that ask, in either of two ways."""

from __future__ import annotations

import pytest

from bridge.errors import IndexInvalid, ManifestInvalid
from sandbox.manifest import Kind, read_manifest
from sandbox.package.index import Index, decode_index, encode_index
from sandbox.package.isolation import is_isolated
from sandbox.package.limits import DEFAULT_LIMITS
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from tests.package_forge import KEY, manifest, sample_files


def index_of(more: dict[str, bytes], **fanlight: object) -> Index:
    files = sample_files() | {"manifest.json": manifest(fanlight=fanlight)} | more
    return verify(open_package(BytesSource(pack(files, KEY)))).index


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("common/a.js", b"let m = new SharedArrayBuffer(8)"),
        ("common/a.mjs", b"if(self.crossOriginIsolated)start()"),
        ("extra/a.html", b"<script>performance.measureUserAgentSpecificMemory()</script>"),
        ("common/a.js", b"new WebAssembly.Memory({initial:1,maximum:2,shared:true})"),
        ("common/a.js", b"new WebAssembly.Memory({initial:1, 'shared' : !0})"),
        ("common/a.wasm", b"\0asm\1\0\0\0 SharedArrayBuffer"),
    ],
)
def test_who_names_shared_memory_is_isolated(path: str, content: bytes) -> None:
    assert index_of({path: content}).cross_origin_isolated is True


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("common/a.js", b"let a = {shared: 'yes', unshared: true, shared_by: true}"),
        ("common/a.txt", b"SharedArrayBuffer"),
        ("common/a.css", b"/* crossOriginIsolated */"),
    ],
)
def test_others_are_not(path: str, content: bytes) -> None:
    assert index_of({path: content}).cross_origin_isolated is False


@pytest.mark.parametrize("said", [True, False])
def test_the_manifests_word_counts(said: bool) -> None:
    named = {"common/a.js": b"SharedArrayBuffer"} if not said else {}
    assert index_of(named, cross_origin_isolated=said).cross_origin_isolated is said


def test_it_is_a_yes_or_no() -> None:
    with pytest.raises(ManifestInvalid, match="cross_origin_isolated"):
        read_manifest(manifest(fanlight={"cross_origin_isolated": "no"}))


def test_of_a_wechat_syntax_app_the_index_says_nothing() -> None:
    own = read_manifest(manifest(fanlight={"kind": Kind.WEIXIN, "cross_origin_isolated": False}))
    assert is_isolated(own, {}) is True


def test_an_index_that_is_silent_means_yes_and_says_so_in_one_way() -> None:
    index = index_of({"common/a.js": b"SharedArrayBuffer"})
    content = encode_index(index)
    assert b"isolated" not in content
    assert decode_index(content, DEFAULT_LIMITS).cross_origin_isolated is True
    said = content.replace(b',"files"', b',"cross_origin_isolated":true,"files"')
    assert said != content
    with pytest.raises(IndexInvalid):
        decode_index(said, DEFAULT_LIMITS)
