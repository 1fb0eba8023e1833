"""The provider that asks an operator's server, against a real server on loopback."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime
import hashlib
import json
import re
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.x509.oid import NameOID

from bridge.api.account import PaymentParams, ProfileParams, SubscribeParams, UserInfoParams
from bridge.errors import (
    CallCancelled,
    CallError,
    InvalidParams,
    NetworkFailed,
    NotFound,
    NotSupported,
    UsageError,
)
from bridge.methods import NoParams
from bridge.names import AppId, KeyId
from host.services.account import http_provider
from host.services.account.http_provider import HttpProvider
from host.services.account.service import AccountService
from host.services.ports import Agreement
from host.settings import AccountServer as Settled
from host.settings import read_settings
from tests.account_server import ANSWERS, CREDENTIAL, KEY, AccountServer
from tests.fanlight_child import ROOT
from tests.http_site import serving

PUBLISHER = KeyId("ab" * 32)
ORDER = PaymentParams(package="prepay_id=1", pay_sign="s")


@dataclass
class Person:
    agrees: bool = True
    asked: list[tuple[Agreement, str, bool]] = field(default_factory=list)

    async def agree(self, what: Agreement, about: str, development: bool) -> bool:
        self.asked.append((what, about, development))
        return self.agrees


@dataclass
class Desk:
    server: AccountServer
    person: Person
    service: AccountService
    provider: HttpProvider


@contextlib.asynccontextmanager
async def desk(settled: Settled | None = None) -> AsyncIterator[Desk]:
    with serving() as site:
        server = AccountServer(site)
        provider = HttpProvider(
            settled or Settled(server.base_url, CREDENTIAL),
            AppId("org.example.tea"),
            PUBLISHER,
            "Fanlight/9",
        )
        person = Person()
        try:
            yield Desk(server, person, AccountService(provider, person), provider)
        finally:
            await provider.aclose()


async def test_a_login_and_what_is_signed_with_its_key() -> None:
    async with desk() as at:
        with pytest.raises(NotFound):
            await at.service.check_session(NoParams())
        assert (await at.service.login(NoParams())).code == "c-1"
        await at.service.check_session(NoParams())
        info = await at.service.profile(ProfileParams(desc="For your badge"))
        asked, bodies, seen = at.server.asked, at.server.bodies(), at.server.site.seen
    assert asked == ["login", "login/check", "profile"]
    app = {"appId": "org.example.tea", "publisher": str(PUBLISHER)}
    assert bodies == [{"app": app}, {"app": app, "code": "c-1"}, {"app": app, "lang": "en"}]
    assert {each.headers["authorization"] for each in seen} == {f"Bearer {CREDENTIAL}"}
    assert {each.headers["user-agent"] for each in seen} == {"Fanlight/9"}
    assert not any("cookie" in each.headers for each in seen), "what the server set is not kept"
    assert (info.user_info.nick_name, info.user_info.city) == ("Li Bai", "Suiye")
    raw = info.raw_data.encode()
    assert info.signature == hashlib.sha1(raw + base64.b64encode(KEY)).hexdigest()
    mode = modes.CBC(base64.b64decode(info.iv))
    opened = Cipher(algorithms.AES(KEY), mode).decryptor()
    assert opened.update(base64.b64decode(info.encrypted_data)).startswith(raw)


async def test_the_person_sees_what_the_server_says_and_a_no_reaches_nobody() -> None:
    async with desk() as at:
        assert (await at.service.phone(NoParams())).code == "p-1"
        await at.service.pay(ORDER)
        await at.service.subscribe(SubscribeParams(tmpl_ids=["t1", "t1"]))
        said_yes = at.server.asked[:]
        asked = at.person.asked[:]
        order, replies = at.server.bodies()[3], at.server.bodies()[5]
        at.person.agrees = False
        at.server.site.seen.clear()
        for call in (
            at.service.phone(NoParams()),
            at.service.pay(ORDER),
            at.service.profile(ProfileParams(desc="d")),
        ):
            with pytest.raises(CallCancelled):
                await call
        answer = await at.service.subscribe(SubscribeParams(tmpl_ids=["t1"]))
        said_no, refused = at.server.asked, at.server.bodies()[-1]["replies"]
    assert asked == [
        (Agreement.PHONE, "138 •••• 1234", False),
        (Agreement.PAYMENT, "¥12.00\nTea House\nA cup", False),
        (Agreement.MESSAGES, "Your tea is ready", False),
    ]
    assert said_yes == [
        *("phone", "phone/code"),
        *("payment/order", "payment/pay"),
        *("messages/templates", "messages/subscribe"),
    ]
    assert order["order"]["package"] == "prepay_id=1"
    assert (replies["replies"], refused) == ({"t1": "accept"}, {"t1": "reject"})
    assert answer.results == {"t1": "reject"}
    assert said_no == ["phone", "payment/order", "messages/templates", "messages/subscribe"]


async def test_without_agreement_the_server_is_not_asked_who_it_is() -> None:
    async with desk() as at:
        info = await at.service.user_info(UserInfoParams(lang="zh_CN"))
        assert at.server.asked == []
    assert (info.user_info.nick_name, info.user_info.language) == ("微信用户", "zh_CN")


def told(code: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": "the server's words"}}).encode()


def test_the_documentation_names_every_endpoint() -> None:
    text = (ROOT / "docs" / "accounts.md").read_text(encoding="utf-8")
    _, _, table = text.partition("## Endpoints")
    assert re.findall(r"^\| `([a-z/]+)` \|", table, re.MULTILINE) == list(ANSWERS)


FAILURES: list[tuple[int, bytes, type[CallError], str]] = [
    (400, told("invalid"), InvalidParams, "the server's words"),
    (409, told("declined"), NetworkFailed, "the server's words"),
    (410, told("session_expired"), NotFound, "the server's words"),
    (501, told("not_supported"), NotSupported, "the server's words"),
    (400, told("something-else"), NetworkFailed, http_provider.SILENT),
    (500, b"<html>", NetworkFailed, http_provider.SILENT),
    (500, b'{"error": 5}', NetworkFailed, http_provider.SILENT),
    (401, told("declined"), NetworkFailed, http_provider.STRANGER),
    (302, b"", NetworkFailed, http_provider.SILENT),
    (200, b"", NetworkFailed, http_provider.UNCLEAR),
    (200, b'{"code": "c", "sessionKey": "AAAA"}', NetworkFailed, http_provider.UNCLEAR),
    (200, b'{"code": 5, "sessionKey": "AAAA"}', NetworkFailed, http_provider.UNCLEAR),
    (
        200,
        b" " * 300_000 + json.dumps(ANSWERS["login"]).encode(),
        NetworkFailed,
        http_provider.UNCLEAR,
    ),
]


@pytest.mark.parametrize(("status", "body", "kind", "message"), FAILURES)
async def test_errors_of_the_server(
    status: int, body: bytes, kind: type[CallError], message: str
) -> None:
    async with desk() as at:
        at.server.fails["login"] = (status, body)
        with pytest.raises(kind) as caught:
            await at.service.login(NoParams())
        assert at.server.asked == ["login"], "asked once, and nowhere else"
    assert (type(caught.value), caught.value.message) == (kind, message)


async def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_provider, "ANSWER_S", 0.3)
    release = threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        release.wait(20)

    async with desk() as at:
        at.server.site.answers["/tea/v1/login"] = wait
        with pytest.raises(NetworkFailed, match=http_provider.SILENT):
            await at.service.login(NoParams())
        release.set()


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.pay(ORDER),
        lambda x: x.order(ORDER),
        lambda x: x.templates(("a",)),
        lambda x: x.phone_code(),
    ],
)
async def test_a_host_that_the_server_does_not_know(
    change: Callable[[HttpProvider], Awaitable[Any]],
) -> None:
    with serving() as site:
        server = AccountServer(site)
        settled = Settled(server.base_url, "another")
        async with desk(settled) as at:
            with pytest.raises(NetworkFailed, match=http_provider.STRANGER):
                await change(at.provider)


async def test_titles_are_as_many_as_templates() -> None:
    async with desk() as at:
        with pytest.raises(NetworkFailed, match=http_provider.UNCLEAR):
            await at.service.subscribe(SubscribeParams(tmpl_ids=["a", "b"]))
        assert at.person.asked == []


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with desk() as at:
        assert (await at.service.login(NoParams())).code == "c-1"


def certificate(folder: Path) -> Path:
    """An authority of the organisation's own, and its server's certificate: one self-signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tea House")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    (folder / "server.pem").write_bytes(secret + public)
    (folder / "authority.pem").write_bytes(public)
    return folder / "authority.pem"


class Quiet(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b'{"code":"s"}')

    def log_message(self, format: str, *args: object) -> None:
        pass


async def test_only_the_authorities_that_the_operator_named(tmp_path: Path) -> None:
    authority = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"https://127.0.0.1:{server.server_port}"
    try:
        async with desk(Settled(url, certificates=str(authority))) as at:
            assert await at.provider.phone_code() == "s"
        for wrong in (None, str(tmp_path / "none.pem"), str(tmp_path)):
            async with desk(Settled(url, certificates=wrong)) as at:
                with pytest.raises(NetworkFailed, match=http_provider.SILENT):
                    await at.provider.phone_code()
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()


@pytest.mark.parametrize(
    "server",
    [
        {"base_url": "http://accounts.example.org"},
        {"base_url": "https://a:b@accounts.example.org"},
        {"base_url": "https://accounts.example.org?x"},
        {"base_url": "https://"},
        {"base_url": "accounts.example.org"},
        {"base_url": "https://accounts.example.org", "credential": "a\r\nb: c"},
        {"base_url": "https://accounts.example.org", "unknown": 1},
    ],
)
def test_settings_that_are_refused(tmp_path: Path, server: dict[str, object]) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"account_server": server}))
    with pytest.raises(UsageError, match=r"settings\.json"):
        read_settings(tmp_path / "settings.json")


@pytest.mark.parametrize("url", ["https://a.example/x", "http://127.0.0.1:8080", "http://[::1]/x"])
def test_settings_that_are_taken(tmp_path: Path, url: str) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"account_server": {"base_url": url}}))
    settled = read_settings(tmp_path / "settings.json").account_server
    assert settled == Settled(url)
