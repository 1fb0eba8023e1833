"""What a page loads by itself: fetch, XMLHttpRequest and media, through the host alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import PAGE, Fanlight, allow_private, needs_display, page, write_app
from tests.http_site import Site, serving

pytestmark = needs_display
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JSON = {"Content-Type": "application/json"}
SCRIPT = """
  const body = async (response) => ({
    status: response.status, ok: response.ok, text: await response.text(), url: response.url,
    statusText: response.statusText, custom: response.headers.get("x-custom"),
    hidden: [...response.headers.keys()].filter((name) => name.startsWith("x-fanlight")),
    cookie: response.headers.get("set-cookie"), kind: response.headers.get("content-type"),
  });
  const failed = (error) => `${error.name}: ${error.message}`;
  const loads = (tag, attributes) => new Promise((done) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = () => done(`loaded ${element.naturalWidth ?? ""}`);
    element.onerror = () => done("error");
    document.body.append(element);
  });
  const xhr = (method, url, data) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("X-Asked", "xhr");
    request.onloadend = () => done({
      status: request.status, text: request.responseText, url: request.responseURL,
      custom: request.getResponseHeader("x-custom"), statusText: request.statusText,
      hidden: request.getAllResponseHeaders().includes("x-fanlight"),
    });
    request.send(data);
  });
  globalThis.probe = async ({site, media, other}) => ({
    get: await fetch(`${site}/json?q=1#frag`, {headers: {"X-Asked": "fetch"}}).then(body),
    post: await fetch(`${site}/echo`, {
      method: "POST", headers: {"Content-Type": "application/json"},
      body: JSON.stringify({tea: "茶", n: [1]}),
    }).then((response) => response.json()),
    binary: await fetch(`${site}/echo`, {method: "PUT", body: new Uint8Array([0, 255, 10, 13])})
      .then((response) => response.arrayBuffer()).then((it) => [...new Uint8Array(it)]),
    form: await fetch(new Request(`${site}/echo`, {
      method: "POST", body: new URLSearchParams({a: "1 2"}),
    })).then((response) => response.text()),
    missing: await fetch(`${site}/missing`).then(({status, ok}) => ({status, ok})),
    teapot: await fetch(`${site}/teapot`).then(body),
    empty: await fetch(`${site}/empty`).then(body),
    redirect: await fetch(`${site}/redirect`).then(body),
    astray: await fetch(`${site}/astray`).catch(failed),
    html: await fetch(`${site}/page`).then(body),
    undeclared: await fetch(`${other}/json`).catch(failed),
    notMedia: await fetch(`${media}/pixel.png`).catch(failed),
    closed: await fetch("http://127.0.0.1:9/").catch(failed),
    aborted: await fetch(`${site}/json`, {signal: AbortSignal.abort()}).catch(({name}) => name),
    xhr: await xhr("POST", `${site}/echo`, "plain"),
    xhrMissing: await xhr("GET", `${site}/missing`),
    xhrUndeclared: await xhr("GET", `${other}/json`),
    image: await loads("img", {src: `${media}/pixel.png`}),
    imageUndeclared: await loads("img", {src: `${site}/pixel.png`}),
    imageMissing: await loads("img", {src: `${media}/none.png`}),
    imageHtml: await loads("img", {src: `${media}/page`}),
    script: await loads("script", {src: `${site}/script.js`}),
    own: await fetch("/app.css").then(body),
    ran: typeof globalThis.ranRemote,
    request: await fanlight.request({url: `${site}/json`, data: {z: 1}}),
    requestMissing: (await fanlight.request({url: `${site}/missing`})).statusCode,
    requestUndeclared: await fanlight.request({url: `${other}/json`}).catch(({code}) => code),
    worker: await new Promise((done) => {
      const worker = new Worker("worker.js");
      worker.onmessage = ({data}) => done(data);
      worker.onerror = () => done("error");
      worker.postMessage(site);
    }),
  });
"""
WORKER = """
  onmessage = async ({data}) => {
    try {
      const response = await fetch(`${data}/json`);
      postMessage({text: await response.text()});
    } catch (error) { postMessage(error.name) }
  };
"""


def prepare(site: Site) -> None:
    def echo(handler: Any) -> None:
        sent = site.seen[-1].body
        handler.send_response(200, "Echoed")
        handler.send_header("Content-Type", "application/json")
        handler.send_header("X-Custom", "one")
        handler.send_header("X-Fanlight-Status", "500")
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)

    site.answers["/echo"] = echo
    site.answer("/json", 200, {**JSON, "X-Custom": "two", "Set-Cookie": "a=1"}, b'{"a": 1}')
    site.answer("/teapot", 418, JSON, b"short and stout")
    site.answer("/empty", 204, {})
    site.answer("/page", 200, {"Content-Type": "text/html"}, b"<script>ranRemote = 1</script>")
    site.answer("/script.js", 200, {"Content-Type": "text/javascript"}, b"ranRemote = 1")
    site.answer("/pixel.png", 200, {"Content-Type": "image/png"}, PIXEL)
    site.answer("/redirect", 302, {"Location": "/json?from=redirect"})


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a page was told of three servers, and what each of them saw."""
    folder = tmp_path_factory.mktemp("network")
    with serving() as site, serving() as media, serving() as other:
        for server in (site, media, other):
            prepare(server)
        site.answer("/astray", 302, {"Location": f"{other.origin}/json"})
        fanlight = Fanlight(folder / "home")
        allow_private(fanlight.home, site.origin, media.origin, other.origin)
        app = write_app(
            folder / "app",
            {PAGE: page(SCRIPT)},
            {"pages/index/worker.js": WORKER},
            fanlight={"network": {"request": [site.origin], "media": [media.origin]}},
        )
        where = {"site": site.origin, "media": media.origin, "other": other.origin}
        report = fanlight.open(app, "--eval", f"await probe({json.dumps(where)})")
    report["where"] = where
    return report, {"site": site.seen, "media": media.seen, "other": other.seen}


@pytest.fixture
def told(seen: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    found = seen[0]["eval"]
    assert isinstance(found, dict)
    return found


def test_fetch_is_as_in_a_browser(seen: tuple[dict[str, Any], dict[str, Any]]) -> None:
    report, arrived = seen
    told, site = report["eval"], report["where"]["site"]
    assert told["get"] == {
        "status": 200,
        "ok": True,
        "text": '{"a": 1}',
        "url": f"{site}/json?q=1",
        "statusText": told["get"]["statusText"],
        "custom": "two",
        "hidden": [],
        "cookie": None,
        "kind": "application/json",
    }
    assert told["post"] == {"tea": "茶", "n": [1]}
    assert told["binary"] == [0, 255, 10, 13]
    assert told["form"] == "a=1+2"
    first = arrived["site"][0]
    assert (first.method, first.path) == ("GET", "/json?q=1")
    assert first.headers["x-asked"] == "fetch"
    post = arrived["site"][1]
    assert (post.method, post.headers["content-type"]) == ("POST", "application/json")
    assert json.loads(post.body) == {"tea": "茶", "n": [1]}
    for request in arrived["site"]:
        assert not {"origin", "referer"} & set(request.headers)
        assert not [name for name in request.headers if name.startswith("sec-")]
        assert "miniapp" not in json.dumps(request.headers)


def test_statuses_and_redirects(told: dict[str, Any]) -> None:
    assert told["missing"] == {"status": 404, "ok": False}
    assert (told["teapot"]["status"], told["teapot"]["text"]) == (418, "short and stout")
    assert (told["empty"]["status"], told["empty"]["text"]) == (204, "")
    assert (told["redirect"]["status"], told["redirect"]["text"]) == (200, '{"a": 1}')
    assert told["aborted"] == "AbortError"
    assert told["own"]["status"] == 200
    assert told["own"]["text"] == "body { margin: 0 }"


def test_what_is_not_declared_is_a_network_error_and_listed(
    seen: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    report, arrived = seen
    told, where = report["eval"], report["where"]
    for name in ("undeclared", "notMedia", "astray", "closed"):
        assert told[name] == "TypeError: Failed to fetch", name
    assert told["requestUndeclared"] == "call.network"
    assert told["xhrUndeclared"]["status"] == 0
    assert told["xhrUndeclared"]["text"] == ""
    assert told["imageUndeclared"] == "error"
    assert arrived["other"] == []
    network = [d["detail"] for d in report["denied"] if d["what"] == "network"]
    assert any(detail.startswith(f"{where['other']}/json") for detail in network)
    assert any(f"{where['site']}/pixel.png" in d["detail"] for d in report["denied"]), report[
        "denied"
    ]
    assert report["errors"] == []


def test_xml_http_request(seen: tuple[dict[str, Any], dict[str, Any]]) -> None:
    report, arrived = seen
    told = report["eval"]["xhr"]
    site = report["where"]["site"]
    assert (told["status"], told["text"], told["custom"]) == (200, "plain", "one")
    assert told["url"] == f"{site}/echo"
    assert told["hidden"] is False
    assert report["eval"]["xhrMissing"]["status"] == 404
    assert [seen for seen in arrived["site"] if seen.headers.get("x-asked") == "xhr"]


def test_media_and_what_is_none(told: dict[str, Any]) -> None:
    assert told["image"] == "loaded 1"
    assert told["imageMissing"] == told["imageHtml"] == "error"


def test_remote_bytes_never_become_code(told: dict[str, Any]) -> None:
    assert told["script"] == "error"
    assert told["ran"] == "undefined"
    assert told["html"]["kind"].startswith("text/plain") or "html" in told["html"]["kind"]


def test_the_bridges_own_request_and_workers(told: dict[str, Any]) -> None:
    assert told["request"]["data"] == {"a": 1}
    assert told["request"]["statusCode"] == 200
    assert told["requestMissing"] == 404
    assert told["worker"] == {"text": '{"a": 1}'}


def test_this_machine_is_refused_unless_its_person_allows_it(tmp_path: Path) -> None:
    with serving() as site:
        prepare(site)
        app = write_app(
            tmp_path / "app",
            {PAGE: page()},
            fanlight={"network": {"request": [site.origin], "media": [site.origin]}},
        )
        expression = (
            f"[await fetch('{site.origin}/json').catch(({{name}}) => name),"
            f" await fanlight.request({{url: '{site.origin}/json'}}).catch(({{code}}) => code)]"
        )
        report = Fanlight(tmp_path / "home").open(app, "--eval", expression)
    assert report["eval"] == ["TypeError", "call.network"]
    assert site.seen == []
    assert [denial["what"] for denial in report["denied"]] == ["network", "network"]
