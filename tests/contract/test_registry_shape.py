"""What others rely on: light imports, protocols, error codes, JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bridge.errors import RegistryUnreachable
from host.dev.serve import Serving
from host.store.fetch import RangesUnsupported
from host.store.registry import FileFloors, FloorStore
from tests.registry_kit import Shop

SLOW = (
    "httpx",
    "httpcore",
    "tuf",
    "securesystemslib",
    "cryptography",
    "filelock",
    "urllib3",
    "ssl",
)


@pytest.mark.parametrize("module", ["host.store.registry", "host.cli.registry_trust"])
def test_importing_the_registry_room_loads_no_slow_library(module: str) -> None:
    """An installed app starts without network code."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not set(SLOW) & set(json.loads(run.stdout))


def test_protocols_hold(tmp_path: Path) -> None:
    store: FloorStore = FileFloors(tmp_path)
    assert store is not None
    assert issubclass(RangesUnsupported, RegistryUnreachable)
    assert RangesUnsupported.code == RegistryUnreachable.code


def test_json_of_maker_and_server(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    status = json.loads(json.dumps(shop.maker.status().as_json()))
    assert set(status) == {
        "name",
        "url",
        "root_file",
        "root_sha256",
        "roles",
        "publishers",
        "apps",
    }
    assert set(status["roles"][0]) == {"role", "version", "expires", "days_left", "keys_here"}
    assert status["publishers"][0] == {
        "name": "alice",
        "prefix": "org.alice",
        "key_ids": [shop.alice.key_id],
    }
    assert set(status["apps"][0]) == {"app_id", "name", "publisher", "versions"}
    with Serving(shop.files) as serving:
        assert serving.as_json() == {"url": serving.url, "root_sha256": status["root_sha256"]}
