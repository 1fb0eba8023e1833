"""SECURITY D1, D8, X2, X3, X5: what is kept of an app, or made ready for it, is no other's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bridge.names import AppId, Digest
from sandbox.package.pack import pack_folder
from sandbox.package.signing import SigningKey
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    allow_private,
    finish,
    install_signed,
    needs_display,
    page,
    start,
    write_app,
)
from tests.http_site import serving

pytestmark = needs_display
FIRST, SECOND = "org.example.first", "org.example.second"

SAME_PATHS = page(
    """
      (async () => {
        const text = async (place) => (await fetch(place)).text();
        globalThis.report = {
          text: await text("/common/same.txt"),
          module: (await import("/common/same.js")).whose,
          classic: globalThis.whose,
          page: document.querySelector("h1").textContent,
          colour: getComputedStyle(document.body).color,
        };
      })();
    """,
    "<h1>WHOSE</h1>",
    '<link rel="stylesheet" href="/common/same.css"><script src="/common/classic.js"></script>',
)
COLOURS = {"a": "rgb(1, 1, 1)", "b": "rgb(2, 2, 2)", "c": "rgb(3, 3, 3)"}


def same_paths(folder: Path, app_id: str, whose: str, code: int = 1) -> Path:
    """An app whose files have the same names and lengths whoever's it is."""
    return write_app(
        folder,
        {PAGE: SAME_PATHS.replace("WHOSE", whose)},
        {
            "common/same.txt": whose,
            "common/same.js": f"export const whose = '{whose}';",
            "common/classic.js": f"globalThis.whose = '{whose}';",
            "common/same.css": f"body {{ color: {COLOURS[whose]} }}",
        },
        app_id=app_id,
        version={"name": f"{code}.0.0", "code": code},
    )


def played(home: Path, scene: str, *words: str) -> dict[str, Any]:
    ran = finish(
        start([sys.executable, "-m", "tests.neighbours_child", scene, str(home), *words], {})
    )
    assert ran.code == 0, (ran.out[-2000:], ran.err[-3000:])
    return ran.document


def test_D08_what_is_made_ready_for_one_app_serves_no_other(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    key = SigningKey.generate()
    install_signed(fanlight, same_paths(tmp_path / "first", FIRST, "a"), key)
    install_signed(fanlight, same_paths(tmp_path / "second", SECOND, "b"))
    newer = tmp_path / "newer.ma"
    newer.write_bytes(pack_folder(same_paths(tmp_path / "newer", FIRST, "c", 2), key))
    words = (FIRST, SECOND, str(newer), key.key_id.fingerprint)
    seen = played(fanlight.home, "made_ahead", *words)
    for name in ("named_first", "named_for_no_other", "used"):
        assert seen.pop(name) is True, name
    assert seen == {
        name: {
            "text": whose,
            "module": whose,
            "classic": whose,
            "page": whose,
            "colour": COLOURS[whose],
        }
        for name, whose in (("first", "a"), ("second", "b"), ("updated", "c"))
    }


LEAVES = page(
    """
      (async () => {
        const databases = await indexedDB.databases();
        const found = [
          localStorage.getItem("left"), databases.map(({name}) => name),
          fanlight.getStorageSync("left"), await caches.keys().catch(({name}) => name),
        ];
        console.log(JSON.stringify({found, origin: location.origin}));
        localStorage.setItem("left", "secret");
        fanlight.setStorageSync("left", "secret");
        await caches.open("left").catch(() => {});
        await new Promise((done) => { indexedDB.open("left").onsuccess = done });
        fanlight.ready();
      })();
    """
)


def opened(fanlight: Fanlight) -> tuple[list[Any], str]:
    """What the app found of earlier runs, and its origin."""
    report = fanlight.open("org.example.probe")
    (line,) = [line["text"] for line in report["console"] if "found" in line["text"]]
    said = json.loads(line)
    return said["found"], said["origin"]


def test_X02_X03_what_an_app_kept_is_gone_with_it_and_never_anothers(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    mine, another = SigningKey.generate(), SigningKey.generate()
    app = write_app(tmp_path / "app", {PAGE: LEAVES}, fanlight={"ready": "explicit"})
    install_signed(fanlight, app, mine)
    nothing, origin = opened(fanlight)
    assert nothing[:3] == [None, [], ""]
    kept, _ = opened(fanlight)
    assert kept[:3] == ["secret", ["left"], "secret"]
    # Another key may not even take its place while it is installed.
    package = tmp_path / "forged.ma"
    package.write_bytes(pack_folder(app, another))
    trust = ("--trust", another.key_id.fingerprint)
    refused = fanlight.error("install", str(package), *trust)
    assert refused["code"] == "trust.publisher_changed"
    profiles = fanlight.home / "profiles"
    host = origin.removeprefix("miniapp://")
    assert [folder.name for folder in profiles.iterdir()] == [host]
    fanlight.json("uninstall", "org.example.probe")
    assert list(profiles.iterdir()) == []
    assert list((fanlight.home / "staging").glob("removed-*")) == []
    assert not list(fanlight.home.rglob(f"*{host}*"))
    fanlight.json("install", str(package), *trust)
    found, others_origin = opened(fanlight)
    assert found == nothing
    assert others_origin != origin
    fanlight.json("uninstall", "org.example.probe")
    install_signed(fanlight, app, mine)
    assert opened(fanlight) == (nothing, origin)


PEERS = page(
    """
      (async () => {
        const loads = [];
        for (let turn = 0; turn < 2; turn += 1) {
          loads.push(await (await fetch("ORIGIN/kept")).text());
        }
        const link = Object.assign(document.createElement("a"), {href: "OTHER"});
        document.body.append(link);
        globalThis.report = {
          href: location.href, loads, cookie: document.cookie,
          visited: link.matches(":visited"), colour: getComputedStyle(link).color,
        };
      })();
    """,
    head="<style>a:link { color: rgb(0, 0, 1) } a:visited { color: rgb(1, 0, 0) }</style>"
    '<link rel="icon" href="/common/icon.svg">',
)


def test_X05_no_cache_visit_or_icon_tells_one_app_of_another(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    order = (FIRST, SECOND)
    keys = {app_id: SigningKey.generate() for app_id in order}
    with serving() as site:
        kept = {"Cache-Control": "public, max-age=9999, immutable", "ETag": '"one"'}
        site.answer("/kept", 200, {**kept, "Set-Cookie": "who=me; Max-Age=9999"}, b"kept")
        allow_private(fanlight.home, site.origin)
        first = f"miniapp://{AppId(FIRST).host(keys[FIRST].key_id)}/{PAGE}.html"
        for app_id in order:
            text = PEERS.replace("ORIGIN", site.origin).replace("OTHER", first)
            app = write_app(
                tmp_path / app_id,
                {PAGE: text},
                app_id=app_id,
                fanlight={"network": {"request": [site.origin]}},
            )
            install_signed(fanlight, app, keys[app_id])
        seen = played(fanlight.home, "traces", *order)
        asked = [one for one in site.seen if one.path == "/kept"]
    assert [report["loads"] for report in seen["reports"]] == [["kept"] * 2] * 2
    # Each of the four was asked for anew; an app's cookies, in memory, go with its own second.
    assert len(asked) == 4
    assert [one for one in asked if "if-none-match" in one.headers] == []
    assert sorted("cookie" in one.headers for one in asked) == [False, False, True, True]
    assert seen["reports"][0]["href"] == first
    assert [report["cookie"] for report in seen["reports"]] == ["", ""]
    assert [report["visited"] for report in seen["reports"]] == [False, False]
    assert {report["colour"] for report in seen["reports"]} == {"rgb(0, 0, 1)"}
    assert seen["visited"] == [[True, False], [False, True]]
    # Isolated from other origins or not, as these are: no two apps share a process.
    assert len(set(seen["renderers"])) == 2
    assert min(seen["renderers"]) > 0
    assert seen["icons"] == [True, True]
    assert seen["http_cache"] == ["NoCache", "NoCache"]
    assert len(set(seen["folders"])) == len(set(seen["caches"])) == 2


def test_D01_a_file_changed_after_the_install_is_not_shown(tmp_path: Path) -> None:
    fanlight = Fanlight(tmp_path / "home")
    marked = page(body="<h1>as it was signed</h1>")
    app = write_app(tmp_path / "app", {PAGE: marked})
    key = SigningKey.generate()
    install_signed(fanlight, app, key)
    assert fanlight.open("org.example.probe")["app_id"] == "org.example.probe"
    digest = Digest.of(marked.encode())
    blobs = fanlight.home / "blobs"
    place = blobs / digest[:2] / digest[2:]
    place.write_bytes(marked.replace("signed", "forged").encode())
    shown = fanlight.run("open", "org.example.probe", "--until", "first-screen", "--json")
    assert shown.code != 0
    assert shown.document["error"]["code"] in {"store.corrupt", "view.load_failed"}
    assert not place.exists()
    assert len(list((blobs / "quarantine").iterdir())) == 1
    refusal = fanlight.json("audit", "org.example.probe")["rows"][0]
    assert refusal["outcome"] == "store.corrupt", refusal
    install_signed(fanlight, app, key)
    assert fanlight.open("org.example.probe")["app_id"] == "org.example.probe"
    assert place.read_bytes() == marked.encode()
