"""What a page fetches by itself: readable, and never code of the app."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bridge.errors import NetworkFailed
from host.services.origins import OriginRules
from host.services.webfetch import MEDIA_SLICE_BYTES, WebFetch, WebUse
from tests.http_site import Net, Site, network, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def other_site() -> Iterator[Site]:
    with serving() as one:
        yield one


def web(net: Net, site: Site) -> WebFetch:
    rules = OriginRules([site.origin])
    return WebFetch(net.outbound, rules, rules, "miniapp://abc")


async def test_a_page_reads_what_it_fetched_whatever_the_server_says_of_origins(site: Site) -> None:
    site.answer(
        "/api",
        200,
        {
            "Content-Type": "application/json",
            "Access-Control-Allow-Origin": "https://elsewhere.example",
            "Set-Cookie": "a=b",
            "X-Rate": "7",
            "Content-Security-Policy": "default-src *",
            "Link": "</x>; rel=preload",
        },
        b"{}",
    )
    async with network(site.origin) as net:
        answer = await web(net, site).fetch(
            "GET", f"{site.origin}/api", [("Origin", "miniapp://abc"), ("X-Own", "1")], b""
        )
    headers = dict(answer.headers)
    assert (answer.status, answer.content_type, answer.body) == (200, "application/json", b"{}")
    assert headers["access-control-allow-origin"] == "miniapp://abc"
    assert headers["x-rate"] == "7"
    assert "x-rate" in headers["access-control-expose-headers"]
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert {"set-cookie", "link", "content-length"}.isdisjoint(headers)
    assert len(headers) == len(answer.headers)
    assert "origin" not in site.seen[0].headers
    assert site.seen[0].headers["x-own"] == "1"


@pytest.mark.parametrize(
    "kind",
    ["text/javascript", "application/javascript; charset=utf-8", "text/html", "text/css",
     "image/svg+xml", "application/xhtml+xml", "application/wasm", "application/pdf", "text/xml",
     "module/x", "TEXT/HTML"],
)  # fmt: skip
async def test_what_is_fetched_can_never_run_as_code_of_the_app(site: Site, kind: str) -> None:
    site.answer("/x", 200, {"Content-Type": kind}, b"x")
    async with network(site.origin) as net:
        answer = await web(net, site).fetch("GET", f"{site.origin}/x", [], b"")
    assert answer.content_type.startswith("text/plain")
    headers = dict(answer.headers)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-fanlight-content-type"] == kind


@pytest.mark.parametrize("kind", ["text/html", "text/javascript", "application/json", "text/plain"])
async def test_media_are_media(site: Site, kind: str) -> None:
    site.answer("/x", 200, {"Content-Type": kind}, b"x")
    site.answer("/png", 200, {"Content-Type": "image/png"}, b"png")
    async with network(site.origin) as net:
        page = web(net, site)
        with pytest.raises(NetworkFailed):
            await page.fetch("GET", f"{site.origin}/x", [], b"", WebUse.MEDIA)
        with pytest.raises(NetworkFailed):
            await page.fetch("POST", f"{site.origin}/png", [], b"x", WebUse.MEDIA)
        answer = await page.fetch("GET", f"{site.origin}/png", [], b"", WebUse.MEDIA)
    assert (answer.content_type, answer.body) == ("image/png", b"png")


async def test_each_use_has_its_own_list(site: Site, other_site: Site) -> None:
    for one in (site, other_site):
        one.answer("/", 200, {"Content-Type": "image/png"}, b"x")
    async with network(site.origin, other_site.origin) as net:
        page = WebFetch(
            net.outbound,
            OriginRules([site.origin]),
            OriginRules([other_site.origin]),
            "miniapp://a",
        )
        await page.fetch("GET", f"{site.origin}/", [], b"")
        await page.fetch("GET", f"{other_site.origin}/", [], b"", WebUse.MEDIA)
        with pytest.raises(NetworkFailed):
            await page.fetch("GET", f"{other_site.origin}/", [], b"")
        with pytest.raises(NetworkFailed):
            await page.fetch("GET", f"{site.origin}/", [], b"", WebUse.MEDIA)
    assert (len(site.seen), len(other_site.seen)) == (1, 1)


async def test_open_ranges_of_media_come_in_slices(site: Site) -> None:
    site.answer("/film", 206, {"Content-Type": "video/mp4", "Content-Range": "bytes 5-6/99"}, b"xy")
    async with network(site.origin) as net:
        page = web(net, site)
        answer = await page.fetch(
            "GET", f"{site.origin}/film", [("Range", "bytes=5-")], b"", WebUse.MEDIA
        )
        await page.fetch("GET", f"{site.origin}/film", [("Range", "bytes=1-2")], b"", WebUse.MEDIA)
    assert answer.status == 206
    assert dict(answer.headers)["content-range"] == "bytes 5-6/99"
    assert [seen.headers["range"] for seen in site.seen] == [
        f"bytes=5-{5 + MEDIA_SLICE_BYTES - 1}",
        "bytes=1-2",
    ]
    assert site.seen[0].headers["accept-encoding"] == "identity"


async def test_a_preflight_is_answered_here(site: Site) -> None:
    async with network(site.origin) as net:
        answer = await web(net, site).fetch(
            "OPTIONS",
            f"{site.origin}/x",
            [
                ("Access-Control-Request-Method", "PUT"),
                ("Access-Control-Request-Headers", "x-own"),
            ],
            b"",
        )
    assert answer.status == 204
    assert dict(answer.headers)["access-control-allow-methods"] == "PUT"
    assert site.seen == []
