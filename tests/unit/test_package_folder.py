"""What of a source folder is packed, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bridge.errors import BuildError
from sandbox.package.check import SECRET_CODE, Severity, check_files
from sandbox.package.folder import read_folder
from sandbox.package.limits import Limits
from sandbox.package.secret_scan import find_secrets
from tests.package_forge import KEY, sample_files


def make(root: Path, *paths: str) -> None:
    for path in paths:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(path)


def test_dot_files_and_node_modules_stay_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.js",
        "b/c.css",
        ".env",
        ".git/config",
        "b/.DS_Store",
        "node_modules/x/index.js",
        "b/node_modules/y.js",
        "__pycache__/z.pyc",
        "old.ma",
        "Thumbs.db",
    )
    assert list(read_folder(tmp_path)) == ["a.js", "b/c.css"]
    assert len(read_folder(tmp_path, everything=True)) == 10


def test_maignore(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.js",
        "a.js.map",
        "lib/b.js.map",
        "lib/keep.js.map",
        "docs/x.md",
        "src/docs/y.md",
        "build/out/z.js",
        "x1.txt",
        "x22.txt",
        "deep/a/b/c.psd",
        "[odd].js",
    )
    (tmp_path / ".maignore").write_text(
        "# remarks\n\n*.map\n!lib/keep.js.map\n/docs\nbuild/\nx?.txt\ndeep/**/*.psd\n[odd].js\n"
    )
    assert list(read_folder(tmp_path)) == ["a.js", "lib/keep.js.map", "src/docs/y.md", "x22.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    make(tmp_path, "a.js")
    (tmp_path / "link.js").symlink_to("/etc/passwd")
    with pytest.raises(BuildError, match=r"link\.js is a link"):
        read_folder(tmp_path)
    (tmp_path / "link.js").unlink()
    (tmp_path / "folder").symlink_to(tmp_path)
    with pytest.raises(BuildError, match="folder is a link"):
        read_folder(tmp_path)
    (tmp_path / "folder").unlink()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BuildError, match="pipe is a link or a special file"):
        read_folder(tmp_path)


def test_wrong_folders(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="not a folder"):
        read_folder(tmp_path / "missing")
    make(tmp_path, "a", "b", "c")
    with pytest.raises(BuildError, match="right folder"):
        read_folder(tmp_path, Limits(files=2))
    with pytest.raises(BuildError, match="right folder"):
        read_folder(tmp_path, Limits(content_bytes=2))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.txt", KEY.to_pem()),
        ("a.txt", b"\n-----BEGIN RSA PRIVATE KEY-----\n"),
        ("a.txt", b"-----BEGIN PGP PRIVATE KEY BLOCK-----"),
        ("a.js", b'appsecret: "0123456789abcdef0123456789abcdef"'),
        ("a.js", b"app_secret='0123456789abcdef0123456789abcdef'"),
        ("a.json", b'{"AppSecret":"0123456789abcdef0123456789abcdef"}'),
        ("a.js", b"https://x/?appsecret=0123456789abcdef0123456789abcdef&x"),
        ("a.js", b"id = 'AKIAIOSFODNN7EXAMPLE'"),
        ("a.js", b"ghp_" + b"a1" * 18),
        ("id_ed25519", b""),
        ("sub/private.wx0123.key", b""),
        ("release.p12", b""),
    ],
)
def test_z15_secrets_are_found(path: str, content: bytes) -> None:
    assert list(find_secrets(path, content))
    problems = check_files(sample_files() | {path: content}, Limits())
    found = [problem for problem in problems if problem.code == SECRET_CODE]
    assert [problem.path for problem in found] == [path]
    assert found[0].severity is Severity.ERROR
    allowed = check_files(sample_files() | {path: content}, Limits(), allow_secrets=True)
    assert {problem.severity for problem in allowed} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.js", b"// never put your appSecret here"),
        ("a.js", b"const appSecret = process.env.APP_SECRET_FROM_SERVER"),
        ("a.js", b"const appSecret = getSecretFromServer()"),
        ("a.txt", b"-----BEGIN PUBLIC KEY-----"),
        ("keys.js", b"export const KEY = 'Enter'"),
        ("a.env.js", b""),
    ],
)
def test_z15_what_is_no_secret(path: str, content: bytes) -> None:
    assert not list(find_secrets(path, content))


@pytest.mark.parametrize(
    ("page", "line", "part"),
    [
        (b"<p>\n<button onclick='go()'>", 2, "onclick"),
        (b"<a href=' JavaScript:go()'>", 1, "javascript:"),
        (b"<script src=https://cdn.example.org/x.js></script>", 1, "cdn.example.org"),
        (b"<link rel=stylesheet href=//cdn.example.org/x.css>", 1, "cdn.example.org"),
        (b"<base href=/x/>", 1, "<base>"),
    ],
)
def test_what_will_not_work_in_a_page_is_a_warning(page: bytes, line: int, part: str) -> None:
    (found,) = check_files(sample_files() | {"pages/index/index.html": page}, Limits())
    assert (found.severity, found.line) == (Severity.WARNING, line)
    assert found.path == "pages/index/index.html"
    assert part in found.message


def test_what_works_in_a_page_is_no_warning() -> None:
    page = (
        b"<script>on = 1</script><img src=https://example.org/a.png><a href=https://example.org>"
        b"<link rel=canonical href=https://example.org><script src=x.js></script><p one=two>"
    )
    assert check_files(sample_files() | {"pages/index/index.html": page}, Limits()) == ()
