"""The demo's own world: a throw-away publisher and registry, and a home that trusts it.

Everything goes the ordinary way: what is done here by calls, a person does with
`fanlight keys`, `build`, `registry` and `install`.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec

from bridge.errors import BuildError
from bridge.names import AppId
from host.dev.publish import RegistryMaker
from host.dev.serve import Serving
from host.launch.folder_build import FolderBuilds, is_source
from host.paths import Home
from host.store.obtain import RegistryInstaller
from host.store.registry import PublisherName, RegistryBook, RegistryName
from host.store.store import Store
from sandbox.package.signing import SigningKey

PUBLISHER = "fanlight-samples"
PREFIX = "org.fanlight"
REGISTRY = "demo"


class DemoWorld(msgspec.Struct, frozen=True):
    """A home with the sample apps installed from a registry that is being served."""

    home: Home
    url: str
    apps: tuple[AppId, ...]


def sample_folders() -> tuple[Path, ...]:
    """The sample apps' source folders that the demo shows: from the wheel, else from the checkout.

    Raises BuildError when neither has them.
    """
    spec = find_spec("host")
    inside = Path(spec.origin).parent if spec and spec.origin else Path()
    for place in (inside / "sample_apps", inside.parent / "sample_apps"):
        found = tuple(sorted(path for path in place.glob("*") if _is_quick(path)))
        if found:
            return found
    raise BuildError("the sample apps are not part of this installation")


def _is_quick(folder: Path) -> bool:
    """Whether the demo shows a sample: one would wait for the gallery's compiling most of all."""
    return is_source(folder) and (folder / "manifest.json").is_file()


@contextlib.contextmanager
def demo_world(say: Callable[[str], None]) -> Iterator[DemoWorld]:
    """Make, publish, serve and install; all of it is gone afterwards.

    Raises what building, publishing and installing raise.
    """
    with tempfile.TemporaryDirectory(prefix="fanlight-demo-") as temporary:
        place = Path(temporary)
        key = SigningKey.generate()
        say(f"publisher key {key.key_id.fingerprint[:19]} …")
        maker = RegistryMaker(place / "registry", place / "registry-keys")
        maker.init(RegistryName(REGISTRY))
        maker.add_publisher(PublisherName(PUBLISHER), AppId(PREFIX), key.public_bytes)
        builds = FolderBuilds(place / "compiled")
        for folder in sample_folders():
            published = maker.publish(builds.release(folder, key).content, key)
            say(f"published {published.app_id} {published.version}")
        with Serving(place / "registry") as serving:
            say(f"registry at {serving.url}")
            home = Home(place / "home")
            yield DemoWorld(home, serving.url, _install_all(home, serving, say))


def _install_all(home: Home, serving: Serving, say: Callable[[str], None]) -> tuple[AppId, ...]:
    with Store(home) as store, RegistryBook(home, store.floors) as book:
        book.add(serving.url, fingerprint=serving.root_sha256, name=REGISTRY)
        installer = RegistryInstaller(store, book)
        apps = tuple(app.app_id for app in book.open(REGISTRY).catalogue().apps)
        for app_id in apps:
            report = installer.install(app_id)
            say(f"installed {app_id}: {report.bytes_downloaded} bytes in {report.total_ms:.0f} ms")
        return apps
