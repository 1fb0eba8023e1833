"""Signed packages in several versions, and a store to put them into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bridge.names import AppId
from host.paths import Home
from host.store.install import InstallReport
from host.store.origin import FromFile
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from tests.package_forge import KEY, manifest, sample_files

HELLO = AppId("org.example.hello")
FILE = FromFile(Path("hello.ma"))
TRUSTED = TrustPolicy(frozenset({KEY.key_id}))


def package(
    code: int = 1,
    *,
    key: SigningKey = KEY,
    app_id: str = HELLO,
    more: dict[str, bytes] | None = None,
    scopes: Sequence[str] = (),
    request: Sequence[str] = (),
    name: str = "Hello",
) -> bytes:
    """Version `code` of an app; `app.css` differs by version, the other sample files do not."""
    members: dict[str, object] = {
        "app_id": app_id,
        "name": name,
        "version": {"name": f"{code}.0.0", "code": code},
        "req_permissions": [{"name": scope, "reason": "to show it"} for scope in scopes],
        "fanlight": {"network": {"request": list(request)}},
    }
    files = sample_files() | {
        "manifest.json": manifest(**members),
        "app.css": f"/* {code} */".encode(),
    }
    return pack(files | (more or {}), key)


def install(store: Store, content: bytes, trust: TrustPolicy = TRUSTED) -> InstallReport:
    """Sideload a package."""
    return store.installer.install(BytesSource(content), FILE, trust)


def read_all(store: Store, app_id: AppId = HELLO) -> int:
    """Open the installed app and read every file of it; its version code."""
    bundle = store.library.bundle(app_id)
    for _ in bundle.contents():
        pass
    return bundle.index.version_code


def home(folder: Path) -> Home:
    """A fresh home in `folder`."""
    return Home(folder / "home")
