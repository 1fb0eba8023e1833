"""Row Z15: secrets in a package, which everybody can read: the packer refuses, or warns if told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bridge.errors import BuildError
from sandbox.package.pack import pack
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package, verify_all
from tests.fanlight_child import PAGE, Fanlight, page, write_app
from tests.package_forge import KEY, sample_files

APP_SECRET = "0123456789abcdef" * 2
# Put together here, so that nobody's scanner finds them in this file.
PRIVATE_KEY = f"-----BEGIN {'PRIVATE'} KEY-----\nMC4CAQAwBQYDK2VwBCIE\n-----END"
SECRETS = {
    "app.js": f"const appsecret = '{APP_SECRET}'",
    "common/api.js": f'request({{ app_secret: "{APP_SECRET}" }})',
    "common/config.json": json.dumps({"appSecret": APP_SECRET}),
    "common/url.js": f"fetch('/token?appid=wx1&AppSecret={APP_SECRET}')",
    "common/key.pem": PRIVATE_KEY,
    "common/rsa.txt": PRIVATE_KEY.replace("PRIVATE", "RSA PRIVATE"),
    "common/ssh": PRIVATE_KEY.replace("PRIVATE", "OPENSSH PRIVATE"),
    "common/pgp.asc": PRIVATE_KEY.replace("PRIVATE KEY", "PGP PRIVATE KEY BLOCK"),
    "common/private.wx0.key": "text",
    "common/id_ed25519": "text",
    "common/store.p12": "binary",
    "common/cloud.js": f"'AKID{'a' * 32}'",
    "common/aws.js": f"'AKIA{'A' * 16}'",
    "common/git.js": f"'ghp_{'a' * 36}'",
}
HARMLESS = {
    "common/a.js": "const { appSecret } = await askTheServer()",
    "common/b.js": "appsecret: process.env.SECRET",
    "common/c.js": "appSecret = ''",
    "common/d.txt": "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----",
    "common/e.txt": "-----BEGIN CERTIFICATE-----\nMCow\n-----END CERTIFICATE-----",
}


@pytest.mark.parametrize("path", SECRETS)
def test_Z15_the_packer_refuses_each_sort_of_secret(path: str) -> None:
    files = sample_files() | {path: SECRETS[path].encode()}
    with pytest.raises(BuildError) as caught:
        pack(files, KEY)
    assert path in caught.value.message
    assert APP_SECRET not in caught.value.message
    assert pack(files, KEY, allow_secrets=True)


def test_Z15_what_only_looks_like_one_is_packed() -> None:
    assert pack(sample_files() | {path: text.encode() for path, text in HARMLESS.items()}, KEY)


def weixin_project(folder: Path, script: str) -> Path:
    """A project in WeChat's syntax; `script` is its page's."""
    files = {
        "app.json": json.dumps({"pages": ["pages/index/index"]}),
        "app.js": "App({})",
        "project.config.json": json.dumps({"compileType": "miniprogram"}),
        "fanlight.json": json.dumps({"app_id": "org.example.probe", "name": "Probe"}),
        f"{PAGE}.js": script,
        f"{PAGE}.wxml": "<view>a</view>",
    }
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", ["web", "weixin"])
def test_Z15_the_commands_refuse_and_warn(tmp_path: Path, kind: str) -> None:
    """Also where the compiler would have changed the text: it is looked through before."""
    fanlight, out = Fanlight(tmp_path / "home"), tmp_path / "out.ma"
    secret = f"const o = {{ appsecret: '{APP_SECRET}' }}; Page(o)"
    where = f"{PAGE}.js" if kind == "weixin" else "secret.js"
    if kind == "weixin":
        folder = weixin_project(tmp_path / "app", secret)
    else:
        folder = write_app(tmp_path / "app", {PAGE: page()}, {where: secret})
    error = fanlight.error("build", str(folder), "--out", str(out))
    assert error["code"] == "build.failed"
    assert f"{where}:1" in error["message"]
    assert APP_SECRET not in error["message"]
    assert not out.exists()
    linted = fanlight.json("lint", str(folder), code=1)
    assert where in {problem["path"] for problem in linted["problems"]}
    ran = fanlight.run("build", str(folder), "--out", str(out), "--allow-secrets")
    assert ran.code == 0
    assert "warning" in ran.err
    assert where in ran.err
    with FileSource(out) as source:
        verify_all(open_package(source))


def test_Z15_a_folder_packed_as_it_stands_is_looked_through_too(tmp_path: Path) -> None:
    """`pack` leaves nothing out, not even names that begin with a dot."""
    fanlight = Fanlight(tmp_path / "home")
    folder = write_app(tmp_path / "app", {PAGE: page()}, {".env.local": "TOKEN=1"})
    error = fanlight.error("pack", str(folder), "--out", str(tmp_path / "out.ma"))
    assert ".env.local" in error["message"]
    assert not (tmp_path / "out.ma").exists()
