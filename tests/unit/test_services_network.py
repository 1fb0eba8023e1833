"""`request` and the page's own fetches, against real HTTP servers on loopback."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bridge.api.network import RequestParams
from bridge.errors import InvalidParams, NetworkFailed
from bridge.wire import Body
from host.services.addresses import is_public
from host.services.origins import Origin, OriginRules
from host.services.outbound import (
    FAILED_TEXT,
    MAX_ANSWER_BYTES,
    MAX_SENT_BYTES,
    UNDECLARED_TEXT,
    Outbound,
    Outgoing,
    sendable,
)
from tests.certificates import certificate
from tests.http_site import DenialList, Site, network, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def other_site() -> Iterator[Site]:
    with serving() as one:
        yield one


def params(**members: object) -> RequestParams:
    return msgspec.json.decode(msgspec.json.encode(members), type=RequestParams)


async def test_get_sends_data_as_query_and_reads_json(site: Site) -> None:
    site.answer("/items", 200, {"Content-Type": "application/json"}, b'{"n": [1, 2]}')
    async with network(site.origin) as net:
        answer = await net.service(site.origin).request(
            params(url=f"{site.origin}/items?a=1", data={"q": "茶 &", "n": 2, "deep": {"x": 1}})
        )
    assert json.loads(bytes(answer.data)) == {"n": [1, 2]}
    assert answer.status_code == 200
    assert answer.header["content-type"] == "application/json"
    assert site.seen[0].path == "/items?a=1&q=%E8%8C%B6%20%26&n=2&deep=%7B%22x%22%3A1%7D"
    assert "content-type" not in site.seen[0].headers
    assert site.seen[0].headers["user-agent"] == "Fanlight/0.1"


@pytest.mark.parametrize(
    ("members", "body", "content_type"),
    [
        ({"data": {"a": 1}}, b'{"a":1}', "application/json"),
        (
            {
                "data": {"a": 1, "b": "x y"},
                "header": {"content-type": "application/x-www-form-urlencoded"},
            },
            b"a=1&b=x%20y",
            "application/x-www-form-urlencoded",
        ),
        ({"data": "plain", "header": {"Content-Type": "text/plain"}}, b"plain", "text/plain"),
        (
            {"data": base64.b64encode(b"\x00\xff").decode(), "dataEncoding": "base64"},
            b"\x00\xff",
            "application/json",
        ),
    ],
)
async def test_bodies_are_sent_the_way_wechat_sends_them(
    site: Site, members: dict[str, object], body: bytes, content_type: str
) -> None:
    site.answer("/post", 201, {})
    async with network(site.origin) as net:
        answer = await net.service(site.origin).request(
            params(url=f"{site.origin}/post", method="POST", **members)
        )
    assert answer.status_code == 201
    assert (site.seen[0].body, site.seen[0].headers["content-type"]) == (body, content_type)


@pytest.mark.parametrize(
    ("sent", "content_type", "asked", "expected"),
    [
        (b'{"a":1}', "application/json", {}, {"a": 1}),
        (b'{"a":1}', "application/json", {"dataType": "text"}, '{"a":1}'),
        (b"{not json", "application/json", {}, "{not json"),
        (b"NaN", "application/json", {}, "NaN"),
        (b"[" * 100_000, "application/json", {}, "[" * 100_000),
        ("茶".encode("gbk"), "text/html; charset=gbk", {}, "茶"),
        (b"\xff\xfe", "text/plain; charset=no-such", {}, "\ufffd\ufffd"),
        (b"aGk=", "text/plain; charset=base64", {}, "aGk="),
        (b"\xef\xbb\xbf[1]", "application/json", {}, [1]),
    ],
)
async def test_answers_are_read_as_asked(
    site: Site, sent: bytes, content_type: str, asked: dict[str, object], expected: object
) -> None:
    site.answer("/x", 200, {"Content-Type": content_type}, sent)
    async with network(site.origin) as net:
        answer = await net.service(site.origin).request(params(url=f"{site.origin}/x", **asked))
    assert json.loads(bytes(answer.data)) == expected


async def test_bytes_are_sent_and_given_as_they_are(site: Site) -> None:
    site.answer("/x", 200, {"Content-Type": "text/plain"}, b"\x00\xff")
    given = msgspec.structs.replace(
        params(url=f"{site.origin}/x", method="POST", responseType="arraybuffer"),
        body=Body(b"\xff\x00{"),
    )
    async with network(site.origin) as net:
        answer = await net.service(site.origin).request(given)
    assert site.seen[0].body == b"\xff\x00{"
    assert answer.body is not None
    assert (bytes(answer.data), answer.body.content) == (b"null", b"\x00\xff")


async def test_an_undeclared_origin_is_refused_and_nothing_is_sent(
    site: Site, other_site: Site
) -> None:
    async with network(site.origin, other_site.origin) as net:
        with pytest.raises(NetworkFailed) as caught:
            await net.get(f"{other_site.origin}/?secret=1", site.origin)
    assert caught.value.message == UNDECLARED_TEXT
    assert other_site.seen == []
    assert len(net.denials.found) == 1
    what, detail = net.denials.found[0]
    assert what == "network"
    assert other_site.origin in detail
    assert "secret" not in detail


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_off_the_list_is_refused_at_the_hop(
    site: Site, other_site: Site, status: int
) -> None:
    site.answer("/go", status, {"Location": f"{other_site.origin}/"})
    async with network(site.origin, other_site.origin) as net:
        with pytest.raises(NetworkFailed) as caught:
            await net.get(f"{site.origin}/go", site.origin)
    assert caught.value.message == FAILED_TEXT
    assert other_site.seen == []
    assert "not declared" in net.denials.found[0][1]


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/plain,x", "http://[::1", "//user@host/"],
)
async def test_a_redirect_to_no_web_address_is_refused(site: Site, location: str) -> None:
    site.answer("/go", 302, {"Location": location})
    async with network(site.origin) as net:
        with pytest.raises(NetworkFailed):
            await net.get(f"{site.origin}/go", site.origin)
    assert [seen.path for seen in site.seen] == ["/go"]


async def test_redirects_on_the_list_are_followed_without_authorization(
    site: Site, other_site: Site
) -> None:
    site.answer("/a", 302, {"Location": "/b"})
    site.answer("/b", 303, {"Location": f"{other_site.origin}/c"})
    other_site.answer("/c", 200, {}, b"done")
    async with network(site.origin, other_site.origin) as net:
        answer = await net.outbound.fetch(
            Outgoing("POST", f"{site.origin}/a", (("Authorization", "Bearer x"),), b"body"),
            OriginRules([site.origin, other_site.origin]),
        )
    assert (answer.body, answer.url) == (b"done", f"{other_site.origin}/c")
    assert [(one.method, one.body) for one in site.seen] == [("POST", b"body"), ("GET", b"")]
    assert site.seen[1].headers["authorization"] == "Bearer x"
    assert "authorization" not in other_site.seen[0].headers


async def test_redirects_end_after_five(site: Site) -> None:
    site.answer("/loop", 307, {"Location": "/loop"})
    async with network(site.origin) as net:
        with pytest.raises(NetworkFailed):
            await net.get(f"{site.origin}/loop", site.origin)
    assert len(site.seen) == 6


async def test_loopback_is_refused_without_the_operators_word_even_when_declared(
    site: Site,
) -> None:
    port = site.server.server_port
    hosts = ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")
    async with network() as net:
        for host in hosts:
            origin = f"http://{host}:{port}"
            with pytest.raises(NetworkFailed) as caught:
                await net.get(f"{origin}/", origin)
            assert caught.value.message == FAILED_TEXT
    assert site.seen == []
    assert len(net.denials.found) == len(hosts)


async def test_allowing_one_origin_allows_no_other_port(site: Site, other_site: Site) -> None:
    async with network(site.origin) as net:
        with pytest.raises(NetworkFailed):
            await net.get(f"{other_site.origin}/", other_site.origin)
    assert other_site.seen == []


async def test_the_checked_address_is_the_one_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that turns to loopback between check and use: each connection resolves once."""

    answers = [["93.184.215.14"], ["127.0.0.1"], ["10.0.0.1", "127.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port)) for text in answers.pop(0)
        ]

    from host.services.dialing import AddressRefused, CheckedBackend
    from host.services.names import Names

    backend = CheckedBackend(frozenset(), Names())
    dialled: list[str] = []

    class Dialler:
        async def connect_tcp(self, host: str, *_: object) -> str:
            dialled.append(host)
            return "stream"

    monkeypatch.setattr(backend, "_inner", Dialler())
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert await backend.connect_tcp("rebind.example.org", 80) == "stream"
    for _ in range(2):
        with pytest.raises(AddressRefused):
            await backend.connect_tcp("rebind.example.org", 80)
    assert asked == ["rebind.example.org"] * 3
    assert dialled == ["93.184.215.14"]


async def test_closed_port_refused_address_and_unknown_name_read_the_same(site: Site) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{holder.getsockname()[1]}"
        texts = set()
        async with network(closed) as net:
            for url, declared in (
                (closed, closed),
                (site.origin, site.origin),
                ("http://no-such-name.invalid", "http://no-such-name.invalid"),
            ):
                with pytest.raises(NetworkFailed) as caught:
                    await net.get(f"{url}/", declared)
                texts.add((caught.value.message, tuple(caught.value.detail.items())))
    assert texts == {(FAILED_TEXT, ())}


@pytest.mark.parametrize(
    "url",
    [
        "http://user:pass@127.0.0.1/",
        "127.0.0.1",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:25/",
        "http://exa mple/",
        "http://\ud800/",
        "http://127.0.0.1\x00.example.org/",
        "",
    ],
)
async def test_addresses_that_are_none_are_refused_before_anything_else(url: str) -> None:
    async with network("http://127.0.0.1", "http://127.0.0.1:25") as net:
        with pytest.raises(NetworkFailed):
            await net.get(url, "http://127.0.0.1", "http://127.0.0.1:25")
    assert len(net.denials.found) == 1


async def test_forbidden_headers_are_dropped_and_impossible_ones_refused(site: Site) -> None:
    site.answer("/", 200, {})
    dropped = ("Host", "Cookie", "Origin", "Referer", "Connection", "Sec-Fetch-Site", "Proxy-X")
    async with network(site.origin) as net:
        await net.service(site.origin).request(
            params(url=f"{site.origin}/", header=dict.fromkeys(dropped, "x") | {"X-Own": 1})
        )
        for name, value in (("a b", "x"), ("x", "a\r\nHost: b"), ("x", "a\0"), ("", "x")):
            with pytest.raises(InvalidParams):
                await net.outbound.fetch(
                    Outgoing("GET", f"{site.origin}/", ((name, value),)),
                    OriginRules([site.origin]),
                )
    assert len(site.seen) == 1
    headers = site.seen[0].headers
    assert headers["host"] == site.origin.removeprefix("http://")
    assert headers["x-own"] == "1"
    assert "x" not in headers.values()


def test_sendable_keeps_order_and_lowers_names() -> None:
    assert sendable([("B", " 1 "), ("Cookie", "x"), ("A", "é")]) == (("b", "1"), ("a", "é"))


async def test_cookies_stay_with_the_app(site: Site) -> None:
    site.answer("/set", 200, {"Set-Cookie": "id=1; Path=/"})
    site.answer("/see", 200, {})
    async with network(site.origin) as one, network(site.origin) as other:
        await one.get(f"{site.origin}/set", site.origin)
        await one.get(f"{site.origin}/see", site.origin)
        await other.get(f"{site.origin}/see", site.origin)
    assert [seen.headers.get("cookie") for seen in site.seen] == [None, "id=1", None]


async def test_the_environment_has_no_say(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
    site.answer("/", 200, {}, b"direct")
    async with network(site.origin) as net:
        assert await net.get(f"{site.origin}/", site.origin) == b"direct"


async def test_certificates_are_checked_against_the_name(site: Site, tmp_path: Path) -> None:
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.answer("/", 200, {}, b"safe")
    port = site.server.server_port
    trusting = ssl.create_default_context(cafile=str(file))
    named, numbered = f"https://localhost:{port}", f"https://127.0.0.1:{port}"
    denials = DenialList()
    for tls, origin, served in (
        (trusting, named, True),
        (trusting, numbered, False),  # another name than the certificate's
        (None, named, False),  # nobody vouches for it
    ):
        outbound = Outbound(denials, "Fanlight/0.1", frozenset({origin}), tls)
        fetching = outbound.fetch(
            Outgoing("GET", f"{origin}/", timeout_s=20), OriginRules([origin])
        )
        if served:
            assert (await fetching).body == b"safe"
        else:
            with pytest.raises(NetworkFailed) as caught:
                await fetching
            assert caught.value.message == FAILED_TEXT
        await outbound.aclose()
    assert len(site.seen) == 1


async def test_a_body_over_the_limit_is_refused(site: Site) -> None:
    site.answer("/big", 200, {}, b"x" * (MAX_ANSWER_BYTES + 1))
    site.answer("/fits", 200, {}, b"x" * MAX_ANSWER_BYTES)
    async with network(site.origin) as net:
        with pytest.raises(NetworkFailed):
            await net.get(f"{site.origin}/big", site.origin)
        assert len(await net.get(f"{site.origin}/fits", site.origin)) == MAX_ANSWER_BYTES


async def test_compressed_answers_are_read_and_bombs_are_not_inflated(site: Site) -> None:
    bomb = gzip.compress(b"\0" * (MAX_ANSWER_BYTES * 8))
    site.answer("/gzip", 200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello"))
    site.answer("/deflate", 200, {"Content-Encoding": "deflate"}, zlib.compress(b"hello"))
    site.answer("/bomb", 200, {"Content-Encoding": "gzip"}, bomb)
    site.answer("/twice", 200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb))
    site.answer("/broken", 200, {"Content-Encoding": "gzip"}, b"not gzip at all")
    site.answer("/unknown", 200, {"Content-Encoding": "br"}, b"x")
    async with network(site.origin) as net:
        assert await net.get(f"{site.origin}/gzip", site.origin) == b"hello"
        assert await net.get(f"{site.origin}/deflate", site.origin) == b"hello"
        for path in ("bomb", "twice", "broken", "unknown"):
            with pytest.raises(NetworkFailed):
                await net.get(f"{site.origin}/{path}", site.origin)


async def test_a_slow_server_is_given_up(site: Site) -> None:
    release = threading.Event()
    site.answers["/slow"] = lambda handler: (release.wait(10), handler.send_error(500))[1]
    async with network(site.origin) as net:
        with pytest.raises(NetworkFailed) as caught:
            await net.service(site.origin).request(params(url=f"{site.origin}/slow", timeout=200))
    release.set()
    assert caught.value.message == FAILED_TEXT


@pytest.mark.parametrize(
    ("patterns", "origin", "allowed"),
    [
        (["https://api.example.org"], "https://api.example.org", True),
        (["https://api.example.org"], "https://API.example.org:443", True),
        (["https://api.example.org"], "http://api.example.org", False),
        (["https://api.example.org"], "https://api.example.org:8443", False),
        (["https://api.example.org"], "https://api.example.org.evil.org", False),
        (["https://api.example.org"], "https://evilapi.example.org", False),
        (["https://*.example.org"], "https://api.example.org", True),
        (["https://*.example.org"], "https://example.org", False),
        (["https://*.example.org"], "https://a.b.example.org", False),
        (["https://*.example.org"], "https://evilexample.org", False),
        (["https://*.example.org"], "https://.example.org", False),
        (["https://*.example.org:8443"], "https://a.example.org:8443", True),
        (["https://bücher.example"], "https://xn--bcher-kva.example", True),
        ([], "https://api.example.org", False),
    ],
)
def test_origin_rules(patterns: list[str], origin: str, allowed: bool) -> None:
    import httpx

    try:
        found = Origin.of(httpx.URL(origin))
    except httpx.InvalidURL:
        found = None
    assert (found is not None and OriginRules(patterns).allow(found)) is allowed


@pytest.mark.parametrize(
    "text", ["example.org", "https://example.org/path", "ftp://example.org", "https://u@e.org", ""]
)
def test_what_is_no_origin_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError):
        OriginRules([text])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.0.3", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "localhost", "",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_neighbours(address: str) -> None:
    assert not is_public(address)


async def test_a_body_is_sent_whole_or_not_at_all(site: Site) -> None:
    site.answer("/up", 200, {})
    rules = OriginRules([site.origin])
    async with network(site.origin) as net:
        whole = Outgoing("POST", f"{site.origin}/up", body=bytes(MAX_SENT_BYTES))
        assert (await net.outbound.fetch(whole, rules)).status == 200
        with pytest.raises(NetworkFailed):
            await net.outbound.fetch(Outgoing("POST", whole.url, body=whole.body + b"x"), rules)
    assert [len(seen.body) for seen in site.seen] == [MAX_SENT_BYTES]
    assert [str(MAX_SENT_BYTES) in detail for _, detail in net.denials.found] == [True]
