"""Reading by ranges, TLS, HTTP/2 and proxies, against real servers."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bridge.errors import ArchiveInvalid, RegistryUnreachable
from host.store.fetch import FetchSettings, HttpClient, HttpSource
from host.store.fetch.ranges import BLOCK_BYTES
from sandbox.package.source import ByteSource
from sandbox.package.verify import open_package, verify_all
from tests.package_forge import KEY
from tests.registry_kit import HASTY, BadServer, app_package, reply

BODY = bytes((i * 7 + i // 251) % 256 for i in range(3 * BLOCK_BYTES + 1234))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BadServer]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "body").write_bytes(BODY)
    with BadServer(folder) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[HttpClient]:
    with HttpClient(HASTY) as client:
        yield client


@given(
    st.lists(
        st.tuples(st.integers(0, len(BODY)), st.integers(0, len(BODY))), min_size=1, max_size=6
    )
)
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reads_are_what_the_file_has_there(
    served: BadServer, client: HttpClient, places: list[tuple[int, int]]
) -> None:
    source: ByteSource = HttpSource(client, f"{served.url}body", len(BODY))
    for place in places:
        start, end = sorted(place)
        assert source.read(start, end - start) == BODY[start:end]


def test_small_reads_share_requests(served: BadServer, client: HttpClient) -> None:
    served.requests.clear()
    seen: list[tuple[int, int]] = []
    source = HttpSource(
        client, f"{served.url}body", len(BODY), lambda got, of: seen.append((got, of))
    )
    for offset in range(0, BLOCK_BYTES, 1000):
        source.read(offset, 10)
    assert len(served.requests) == 1
    source.read(0, len(BODY))
    assert [request.first_byte for request in served.requests] == [0, BLOCK_BYTES]
    assert source.fetched_bytes == len(BODY)
    assert seen[-1] == (len(BODY), len(BODY))


@pytest.mark.parametrize(("offset", "length"), [(-1, 1), (0, -1), (len(BODY), 1), (1, len(BODY))])
def test_outside_the_file(client: HttpClient, offset: int, length: int) -> None:
    with pytest.raises(ArchiveInvalid):
        HttpSource(client, "http://127.0.0.1:1/", len(BODY)).read(offset, length)


def test_package_opens_before_it_is_here(tmp_path: Path, client: HttpClient) -> None:
    """Of a large package only the tail is fetched to know that it is signed, and by whom."""
    filling = b"".join(i.to_bytes(8, "big") * 3 + bytes([i % 251]) for i in range(60_000))
    package = app_package(KEY, filling=filling)
    (tmp_path / "app.ma").write_bytes(package)
    with BadServer(tmp_path) as server:
        source = HttpSource(client, f"{server.url}app.ma", len(package))
        opened = open_package(source)
        assert source.fetched_bytes <= 2 * BLOCK_BYTES < len(package)
        assert verify_all(opened).publisher == KEY.key_id


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, signed by itself, in one PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop")])
    now = datetime.datetime.now(datetime.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([loopback]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "shop.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


class Http2Server:
    """Answers every GET on one TLS connection with the stream's number; HTTP/2 only."""

    def __init__(self, certificate: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.set_alpn_protocols(["h2"])
        self._listening = context.wrap_socket(
            socket.create_server(("127.0.0.1", 0)), server_side=True
        )
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except ssl.SSLError:
                continue
            except OSError:
                return
            with connection, suppress(OSError):
                self._talk(connection)

    def _talk(self, connection: ssl.SSLSocket) -> None:
        protocol = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        protocol.initiate_connection()
        connection.sendall(protocol.data_to_send())
        while received := connection.recv(65536):
            for event in protocol.receive_data(received):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id:
                    protocol.send_headers(event.stream_id, [(":status", "200")])
                    body = str(event.stream_id).encode()
                    protocol.send_data(event.stream_id, body, end_stream=True)
            connection.sendall(protocol.data_to_send())

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@pytest.fixture
def http2(certificate: Path) -> Iterator[Http2Server]:
    server = Http2Server(certificate)
    yield server
    server.close()


def test_http2_over_tls_on_one_connection(http2: Http2Server, certificate: Path) -> None:
    with HttpClient(FetchSettings(ca_file=str(certificate))) as client:
        bodies = []
        for _ in range(3):
            with client.get(http2.url, budget_ms=5_000) as response:
                assert response.http_version == "HTTP/2"
                bodies.append(b"".join(response.iter_raw()))
    assert bodies == [b"1", b"3", b"5"]


def test_unknown_authority_is_refused(http2: Http2Server) -> None:
    with (
        HttpClient(HASTY) as client,
        pytest.raises(RegistryUnreachable, match="certificate verify failed"),
        client.get(http2.url, budget_ms=5_000),
    ):
        pass


def test_proxy_is_used_only_when_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with BadServer(tmp_path) as proxy, BadServer(tmp_path) as server:
        server.answers["/x"] = reply("200 OK", b"direct")
        asked = f"{server.url}x"
        proxy.answers[asked] = reply("200 OK", b"by proxy")
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        for settings, body in (
            (FetchSettings(), b"direct"),
            (FetchSettings(proxy=proxy.url), b"by proxy"),
            (FetchSettings(trust_environment=True), b"by proxy"),
        ):
            with HttpClient(settings) as client, client.get(asked, budget_ms=5_000) as response:
                assert b"".join(response.iter_raw()) == body
