"""Uploading a registry to S3, against a real server for S3 on loopback, read by a real host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bridge.errors import PublishRefused, RegistryUnreachable, UsageError
from bridge.names import AppId
from host.dev.publish.bucket import S3Bucket
from host.dev.publish.upload import TIMESTAMP
from host.paths import Home
from host.store.registry import Registry, RegistryBook
from tests.fanlight_child import Fanlight
from tests.registry_kit import HELLO, Shop, app_package

BUCKET = "s3://apps/shop"
EVERYBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::apps/*",
        }
    ],
}
"""Whoever asks may read, as a bucket behind a CDN is set."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the server, with an empty bucket `apps` that everybody may read."""
    from moto.server import ThreadedMotoServer  # half a second that only this file needs

    serving = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    serving.start()
    host, port = serving.get_host_and_port()
    yield f"http://{host}:{port}"
    serving.stop()


@pytest.fixture(autouse=True)
def who(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "operator",
        "AWS_SECRET_ACCESS_KEY": "not a secret",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    httpx.post(f"{server}/moto-api/reset").raise_for_status()
    httpx.put(f"{server}/apps").raise_for_status()
    httpx.put(f"{server}/apps?policy", json=EVERYBODY).raise_for_status()


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop", bins=4)


@pytest.fixture
def registry(server: str, shop: Shop, tmp_path: Path) -> Iterator[Registry]:
    """A host that reads from the bucket."""
    with RegistryBook(Home(tmp_path / "home")) as book:
        root = (shop.files / "metadata" / "1.root.json").read_bytes()
        book.add(f"{server}/apps/shop/", root=root)
        yield book.open("shop")


class Recorded(S3Bucket):
    """A bucket whose line is cut after `left` files."""

    def __init__(self, endpoint: str, left: int = 10**9) -> None:
        super().__init__(BUCKET, endpoint)
        self.written: list[str] = []
        self.left = left

    def put(self, path: str, file: Path) -> None:
        if len(self.written) >= self.left:
            raise RegistryUnreachable("the line was cut")
        self.written.append(path)
        super().put(path, file)


def upload(shop: Shop, bucket: S3Bucket) -> int:
    return shop.maker.upload(bucket, print).files


def test_a_host_reads_what_was_uploaded(
    shop: Shop, server: str, registry: Registry, tmp_path: Path
) -> None:
    package = shop.publish(1)
    bucket = Recorded(server)
    files = sum(1 for path in shop.files.rglob("*") if path.is_file())
    assert upload(shop, bucket) == files
    assert bucket.written[-1] == TIMESTAMP
    ref = registry.resolve(HELLO)
    assert registry.download(ref, tmp_path / "staging").read_bytes() == package
    assert [line.app_id for line in registry.search("hello")] == [HELLO]
    assert upload(shop, Recorded(server)) == 0


def test_only_what_changed_is_sent_and_names_what_is_there(shop: Shop, server: str) -> None:
    shop.publish(1)
    upload(shop, Recorded(server))
    shop.publish(2)
    second = Recorded(server)
    upload(shop, second)
    names = [path.rpartition("/")[2].split(".", 1)[-1] for path in second.written]
    assert len(names) <= 10
    order = [names.index(name) for name in ("2.ma", "search.json", "snapshot.json", "root.json")]
    assert order == sorted(order)
    assert names[-1] == "json", "timestamp.json"
    assert second.sizes() == {
        path.relative_to(shop.files).as_posix(): path.stat().st_size
        for path in shop.files.rglob("*")
        if path.is_file()
    }


def test_a_reader_never_sees_a_half_uploaded_state(
    shop: Shop, server: str, registry: Registry
) -> None:
    """The line is cut before the n-th file, for every n; the state before stays whole."""
    shop.publish(1)
    upload(shop, Recorded(server))
    shop.publish(2)
    shop.maker.publish(app_package(shop.bob, 3, app_id=AppId("org.bob.notes")), shop.bob)
    cuts = 0
    for left in range(40):
        try:
            upload(shop, Recorded(server, left))
        except RegistryUnreachable:
            cuts += 1
            registry.refresh()
            assert registry.resolve(HELLO).version.code == 1
            assert len(registry.search("")) == 1
        else:
            break
    assert cuts > 8
    registry.refresh()
    assert registry.resolve(HELLO).version.code == 2
    assert len(registry.search("")) == 2


def test_headers_for_caches(shop: Shop, server: str) -> None:
    shop.publish(1)
    upload(shop, Recorded(server))
    for path in Recorded(server).sizes():
        answer = httpx.get(f"{server}/apps/shop/{path}")
        wanted = "no-cache" if path == TIMESTAMP else "public, max-age=31536000, immutable"
        assert answer.headers["Cache-Control"] == wanted, path
        if path.endswith(".ma"):
            assert answer.headers["Content-Type"] == "application/miniapp-pkg+zip"


def test_what_is_newer_or_anothers_is_not_overwritten(
    shop: Shop, server: str, tmp_path: Path
) -> None:
    old = shop.keep("old")
    shop.publish(1)
    upload(shop, Recorded(server))
    before = Recorded(server).read(TIMESTAMP)
    shop.put_back(old)
    with pytest.raises(PublishRefused, match="is newer"):
        upload(shop, Recorded(server))
    other = Shop(tmp_path / "other", bins=4)
    for code in range(1, 4):
        other.publish(code)
    with pytest.raises(PublishRefused, match="was not made from"):
        upload(other, Recorded(server))
    assert Recorded(server).read(TIMESTAMP) == before


def test_the_commands(shop: Shop, server: str, registry: Registry, tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "operator")
    (tmp_path / "alice.pem").write_bytes(shop.alice.to_pem())
    (tmp_path / "alice.pem").chmod(0o600)
    (tmp_path / "hello.ma").write_bytes(app_package(shop.alice))
    words = (str(shop.files), str(tmp_path / "hello.ma"), "--key", str(tmp_path / "alice.pem"))
    keys = ("--keys", str(shop.keys), "--endpoint", server)
    done = fanlight.json("registry", "publish", *words, *keys, "--to", BUCKET)
    assert (done["uploaded"]["url"], len(done["published"])) == (BUCKET, 1)
    assert registry.resolve(HELLO).version.code == 1
    again = fanlight.json("registry", "upload", str(shop.files), BUCKET, *keys)
    assert again == {"url": BUCKET, "files": 0, "bytes": 0}
    error = fanlight.error("registry", "upload", str(shop.files), "s3://no-such-bucket", *keys)
    assert error["code"] == "registry.unreachable"


@pytest.mark.parametrize("url", ["s3://", "https://example.org/", "apps"])
def test_only_a_bucket_can_be_uploaded_to(url: str) -> None:
    with pytest.raises(UsageError, match="s3://BUCKET"):
        S3Bucket(url)
