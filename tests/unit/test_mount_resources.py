"""What a mount serves: exact keys only, with fixed types and headers. Rows E3 and Z14."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import NotFound, PageNotFound
from bridge.names import PageRoute
from sandbox.inline_scripts import guarded, inline_script_hashes
from sandbox.mime import mime_of
from sandbox.mount import Mount, Resource, url_path
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from sandbox.policy_headers import DENIED_FEATURES
from tests.package_forge import KEY, PAGE, manifest, sample_files

ODD = {
    "common/a b.png": b"\x89PNG",
    "common/100%.txt": b"all",
    "common/中文/ü.json": b"{}",
    "common/picture.png": b"<!doctype html><script>alert(1)</script>",
    "common/evil.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "common/doc.xml": b"<x/>",
    "common/worker.js": b"1",
    "common/x.wasm": b"\0asm",
    "common/LICENSE": b"text",
    "extra/second.html": b"<p>hi",
}


def mount(**members: object) -> Mount:
    files = sample_files() | ODD | {"manifest.json": manifest(**members)}
    return Mount(verify(open_package(BytesSource(pack(files, KEY)))))


def policy(resource: Resource) -> dict[str, str]:
    value = dict(resource.headers)["Content-Security-Policy"]
    return {rule.split(" ", 1)[0]: rule.partition(" ")[2] for rule in value.split("; ")}


def test_every_file_is_found_by_its_url_path() -> None:
    mounted = mount()
    for key in mounted.bundle.paths:
        served = mounted.resource(url_path(key))
        assert mounted.resource("/" + url_path(key)) == served
        assert served.content.endswith(mounted.bundle.read(key)[-64:])
        if mime_of(key) != "text/html":
            assert served.content == mounted.bundle.read(key)


def test_routes_are_documents() -> None:
    mounted = mount()
    same = mounted.resource("pages/index/index.html")
    assert mounted.resource("pages/index/index") == same
    assert mounted.document_of(PageRoute("pages/index/index")) == "pages/index/index.html"
    assert mounted.is_document("pages/index/index")
    assert mounted.is_document("extra/second.html")
    for path in ("common/evil.svg", "common/picture.png", "common/doc.xml", "app.js", "missing"):
        assert not mounted.is_document(path)
    with pytest.raises(NotFound):
        mounted.resource("extra/second")  # not declared, so no route
    with pytest.raises(PageNotFound):
        mounted.document_of(PageRoute("extra/second"))


@pytest.mark.parametrize(
    "path",
    ["..%2f..%2fetc%2fpasswd", "../app.js", "./app.js", "pages/../app.js",
     "pages//index/index.html",
     "app.js/", "APP.JS", "app.js%00", "app.js%00.png", "%00", "app%2ejs%2f",
     "//app.js", "app.js?x",
     "pages%2findex%2findex.html", "pages%5Cindex%5Cindex.html", "pages\\index\\index.html",
     "", "/", "app.js%", "app.js%2", "app.js%zz", "%61pp%252ejs", "app.js%20",
     "app.js ", "common", "%ff",
     "pages/index/", "pages/index", "common/%E4%B8%AD%E6%96/x", "common/中文/ü.json#x", "app.js;x",
     "%2e%2e/app.js", "common/a+b.png", "C:/app.js", "app.js:$DATA", ".fanlight/call", "file:///x"],
)  # fmt: skip
def test_e3_everything_else_is_not_found(path: str) -> None:
    with pytest.raises(NotFound):
        mount().resource(path)


def test_one_more_spelling_is_the_same_name() -> None:
    """RFC 3986, 6.2.2.2: `%61` and `a` are the same URL; both name the same exact key."""
    assert mount().resource("%61pp.js").content == b""
    assert mount().resource("common/100%25.txt").content == b"all"
    with pytest.raises(NotFound):
        mount().resource("common/100%.txt")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("./\\%2fF5c0:apjs-indexh tml"), max_size=40))
def test_e3_nothing_but_keys(path: str) -> None:
    mounted = MOUNT
    try:
        found = mounted.resource(path)
    except NotFound:
        return
    assert found in [mounted.resource(url_path(key)) for key in mounted.bundle.paths]
    assert ".." not in path


MOUNT = mount()
SCRIPT = "document.title = 'hi'"


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.css", "text/css; charset=utf-8"),
        ("pages/index/index.html", "text/html; charset=utf-8"),
        ("manifest.json", "application/json; charset=utf-8"),
        ("common/icon.svg", "image/svg+xml; charset=utf-8"),
        ("common/picture.png", "image/png"),
        ("common/x.wasm", "application/wasm"),
        ("common/LICENSE", "application/octet-stream"),
    ],
)
def test_types_come_from_the_table(path: str, mime: str) -> None:
    assert MOUNT.resource(path).mime == mime


def test_types_of_odd_names() -> None:
    assert mime_of("a.HTML") == "text/html"
    assert mime_of("a.html.bak") == "application/octet-stream"
    assert mime_of("html") == "application/octet-stream"
    assert mime_of("a.b/c") == "application/octet-stream"
    assert mime_of("a.xhtml") == "application/octet-stream"


@pytest.mark.parametrize("isolated", [True, False])
def test_headers_of_every_reply(isolated: bool) -> None:
    mounted = mount(fanlight={"cross_origin_isolated": isolated})
    for key in mounted.bundle.paths:
        headers = dict(mounted.resource(url_path(key)).headers)
        assert headers["X-Content-Type-Options"] == "nosniff"
        # Of a document alone it says anything, and a page that is not isolated has none.
        opener = "same-origin" if isolated or mime_of(key) != "text/html" else None
        assert headers.get("Cross-Origin-Opener-Policy") == opener
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "no-referrer"
        for feature in ("camera", "microphone", "geolocation", "serial", "hid", "midi"):
            assert feature in DENIED_FEATURES
            assert f"{feature}=()" in headers["Permissions-Policy"]
        assert "http" not in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"].replace(
            "wasm-unsafe-eval", ""
        )


def test_policy_of_pages_and_scripts() -> None:
    for path in ("extra/second.html", "common/worker.js", "common/x.wasm"):
        rules = policy(MOUNT.resource(path))
        assert rules["default-src"] == "'self'"
        assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert rules["connect-src"] == "'self' data: blob:"
        assert rules["object-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert rules["worker-src"] == "'self'"


def test_z14_what_is_no_page_stays_dead_as_a_document() -> None:
    for path in ("common/evil.svg", "common/picture.png", "common/doc.xml", "common/LICENSE"):
        rules = policy(MOUNT.resource(path))
        assert rules["default-src"] == "'none'"
        assert "sandbox" in rules
        assert "script-src" not in rules


def test_inline_scripts_of_the_signed_page_may_run() -> None:
    served = MOUNT.resource("pages/index/index.html")
    assert policy(served)["script-src"] == "'self' 'wasm-unsafe-eval' 'unsafe-inline'"
    meta = (
        '<meta http-equiv="Content-Security-Policy" content="'
        f"script-src 'self' 'wasm-unsafe-eval' {_hash(SCRIPT)}; worker-src 'self'\">"
    ).encode()
    doctype = b"<!doctype html>"
    assert served.content == doctype + meta + PAGE[len(doctype) :]
    off = mount(fanlight={"csp": {"inline_scripts": False}}).resource("pages/index/index")
    assert off.content == PAGE
    assert policy(off)["script-src"] == "'self' 'wasm-unsafe-eval'"


def test_pages_without_inline_scripts_are_served_as_they_are() -> None:
    served = MOUNT.resource("extra/second.html")
    assert served.content == ODD["extra/second.html"]
    assert policy(served)["script-src"] == "'self' 'wasm-unsafe-eval'"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!DOCTYPE html>", "\n<html>"),
        ("\ufeff<!doctype html>", "<p>"),
        ("\n <!-- a\n> --> <!doctype html PUBLIC 'x'>", "<!-- b -->"),
        ("", "<html><head>"),
        ("<!-- only -->", "<p>"),
        ("", "<!--> <!doctype html>"),
    ],
)
def test_the_guard_stands_after_the_doctype_and_before_all_else(before: str, after: str) -> None:
    served = guarded((before + after).encode(), ("'sha256-x'",)).decode()
    assert served.startswith(f"{before}<meta ")
    assert served.endswith(f">{after}")
    assert served.count("\n") == (before + after).count("\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("document", "scripts"),
    [
        ("<p>none", []),
        ("<script>a</script><SCRIPT type=module>b</SCRIPT>", ["a", "b"]),
        ("<script src=x.js></script>", []),
        ("<script src='x.js'>ignored</script>", []),
        ("<script src=x.js></script><SCRIPT async\nsrc = 'y.js'></script >", []),
        ("<script src=x.js></script><script>a</script>", ["a"]),
        ("<script data-src=x.js>a</script>", ["a"]),
        ("<script src='a>b'></script><script>c</script>", ["c"]),
        ("<script src=x.js></script><style><script></style>", []),
        ("<script>\r\na\r</script>", ["\na\n"]),
        ("<script>a && b < c; '&amp;'</script>", ["a && b < c; '&amp;'"]),
        ("<!-- <script>a</script> -->", []),
        ("<script></script>", [""]),
        ("<script>1</script><script>1</script>", ["1"]),
        ("\ufeff<script>你好</script>", ["你好"]),
        ("<script>open", []),
    ],
)
def test_inline_script_hashes(document: str, scripts: list[str]) -> None:
    assert inline_script_hashes(document.encode()) == tuple(map(_hash, scripts))


def test_script_hashes_add_nothing_but_hashes() -> None:
    """No text of a page gets into the header."""
    evil = b"<script>'; script-src * 'unsafe-inline\n\r</script>"
    (only,) = inline_script_hashes(evil)
    assert only.startswith("'sha256-")
    assert len(only) == len("'sha256-'") + 44
