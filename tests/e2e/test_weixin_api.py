"""The `wx` object of a WeChat-syntax app in the real WebView: files, canvases, the network."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.compiled_before import lend_compiler
from tests.fanlight_child import Fanlight, allow_private, needs_display
from tests.http_site import Site, serving

pytestmark = needs_display

# Four by four pixels of one colour, #ff00ff.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEUlEQVR42mP4z/AfjhiI4wAAPSEf4aXOOfwA"
    "AAAASUVORK5CYII="
)
APP = """
  const asked = (name, params, ...more) => new Promise((done) => {
    wx[name]({
      ...params,
      success: (result) => done(result),
      fail: ({ errMsg, errCode }) => done({ errMsg, errCode }),
    }, ...more);
  });
"""
WXML = """
  <canvas canvas-id="old" style="width: 100px; height: 50px"></canvas>
  <canvas type="2d" id="new" style="width: 100px; height: 50px"></canvas>
  <canvas type="webgl" id="deep" style="width: 20px; height: 20px"></canvas>
  <input id="field" />
"""


@pytest.fixture
def fanlight(tmp_path: Path) -> Fanlight:
    return Fanlight(lend_compiler(tmp_path / "home"))


def project(folder: Path, probe: str, origins: dict[str, list[str]] | None = None) -> Path:
    """A project whose App has `probe`, an asynchronous function with this body."""
    manifest = {
        "app_id": "org.example.api",
        "name": "API",
        "version": {"name": "1.0.0", "code": 1},
        "icons": [{"src": "dot.png", "sizes": "4x4"}],
        "network": origins or {},
    }
    files = {
        "fanlight.json": json.dumps(manifest),
        "app.json": json.dumps({"pages": ["pages/a/a"]}),
        "app.js": f"{APP}App({{ async probe() {{ {probe} }} }});",
        "pages/a/a.js": "Page({});",
        "pages/a/a.wxml": WXML,
        "data/text.txt": "茶",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "dot.png").write_bytes(DOT)
    return folder


def probed(fanlight: Fanlight, folder: Path) -> Any:
    report = fanlight.open(folder, "--eval", "getApp().probe()")
    assert report["errors"] == []
    return report["eval"]


def test_storage_and_files_stay(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        const fs = wx.getFileSystemManager();
        const path = `${wx.env.USER_DATA_PATH}/a/b.txt`;
        const before = { key: wx.getStorageSync("key"), files: fs.readdirSync("wxfile://usr") };
        wx.setStorageSync("key", { at: 5, list: [1] });
        wx.setStorageSync("date", new Date(7));
        if (before.files.length === 0) fs.mkdirSync(`${wx.env.USER_DATA_PATH}/a`);
        fs.writeFileSync(path, "tea", "utf8");
        const fd = fs.openSync({ filePath: path, flag: "r+" });
        fs.writeSync({ fd, data: "T", position: 0 });
        const failure = (run) => {
          try { run(); return "none"; } catch ({ message, errCode }) { return [message, errCode]; }
        };
        return {
          before,
          text: fs.readFileSync(path, "utf8"),
          size: fs.statSync(path).size,
          date: wx.getStorageSync("date") instanceof Date,
          packaged: fs.readFileSync("/data/text.txt", "utf8"),
          info: await asked("getFileInfo", { filePath: path }),
          none: failure(() => fs.readFileSync(`${path}.none`)),
          readOnly: failure(() => fs.writeFileSync("/data/text.txt", "x")),
          missing: await asked("getStorage", { key: "none" }),
          unnamed: [wx.getStorageSync(""), wx.removeStorageSync("")],
        };
        """,
    )
    seen = probed(fanlight, app)
    assert seen["before"] == {"key": "", "files": []}
    assert (seen["text"], seen["size"], seen["date"]) == ("Tea", 3, True)
    assert seen["packaged"] == "茶"
    assert seen["info"]["digest"] == hashlib.md5(b"Tea", usedforsecurity=False).hexdigest()
    message, code = seen["none"]
    assert message.startswith("readFileSync:fail no such file or directory, open ")
    assert code == 1300002
    assert seen["readOnly"][1] == 1300013
    assert seen["missing"] == {"errMsg": "getStorage:fail data not found"}
    assert seen["unnamed"][0] == ""
    again = probed(fanlight, app)
    assert again["before"] == {"key": {"at": 5, "list": [1]}, "files": ["a"]}


def test_webgl_draws_where_there_is_no_gpu(fanlight: Fanlight, tmp_path: Path) -> None:
    fanlight.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (fanlight.home / "settings.json").write_text('{"software_webgl": true}')
    app = project(
        tmp_path / "app",
        """
        const [found] = await new Promise((done) =>
          wx.createSelectorQuery().select("#deep").fields({ node: true, size: true }).exec(done));
        const canvas = found.node;
        const gl = canvas.getContext("webgl");
        const shader = (kind, source) => {
          const made = gl.createShader(kind);
          gl.shaderSource(made, source);
          gl.compileShader(made);
          return made;
        };
        const program = gl.createProgram();
        gl.attachShader(program, shader(gl.VERTEX_SHADER,
          "attribute vec2 at; void main() { gl_Position = vec4(at, 0, 1); }"));
        gl.attachShader(program, shader(gl.FRAGMENT_SHADER,
          "void main() { gl_FragColor = vec4(0, 1, 0, 1); }"));
        gl.linkProgram(program);
        gl.useProgram(program);
        gl.clearColor(1, 0, 0, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        // The left half.
        gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 0, -1, -1, 1, 0, 1]),
          gl.STATIC_DRAW);
        gl.enableVertexAttribArray(0);
        gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
        const pixel = (part) => {
          const read = new Uint8Array(4);
          const { width, height } = canvas;
          gl.readPixels(width * part, height / 2, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, read);
          return [...read];
        };
        return [pixel(0.25), pixel(0.75)];
        """,
    )
    assert probed(fanlight, app) == [[0, 255, 0, 255], [255, 0, 0, 255]]


def test_an_app_writes_its_own_log(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        wx.getLogManager().info("signed in", { as: "tea" });
        wx.getRealtimeLogManager().error("\\u001b[31mred");
        wx.reportEvent("paid", { price: 1 });
        await asked("getStorageInfo");
        """,
    )
    probed(fanlight, app)
    lines = fanlight.json("log", str(app))["lines"]
    assert [(line["level"], line["text"], line["data"]) for line in lines] == [
        ("info", '[log] signed in {"as":"tea"}', None),
        ("error", "[realtime] \x1b[31mred", None),
        ("info", "paid", {"price": 1}),
    ]
    told = fanlight.run("log", str(app), "--last", "2").out
    assert "\x1b" not in told
    assert "paid" in told
    assert "signed in" not in told


def test_what_is_printed_names_the_developers_own_line(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        console.log("two\\nlines", { a: 1 });
        console.warn("\u2190 pages/none.js:1:1");
        require("./lib/told").tell("from a library", "x".repeat(9000));
        setTimeout(() => { null.a; });
        await new Promise((done) => setTimeout(done, 50));
        """,
    )
    (app / "lib").mkdir()
    (app / "lib/told.ts").write_text(
        "// A comment.\nexport function tell(...texts: string[]): void {\n"
        "  console.error(...texts);\n}\n"
    )
    probe = (app / "app.js").read_text().splitlines()
    first = next(at for at, line in enumerate(probe, 1) if "console.log" in line)
    report = fanlight.open(app, "--eval", "getApp().probe()")
    told = [(line["text"], line["source"], line["line"]) for line in report["console"]]
    assert told[0] == ("two\nlines {a: 1}", "app.js", first)
    assert told[1] == ("\u2190 pages/none.js:1:1", "app.js", first + 1)
    text, *place = told[2]
    assert (len(text), place) == (4000, ["lib/told.ts", 3])
    text, *place = told[3]
    assert text.startswith("TypeError: Cannot read properties of null (reading 'a')\n    at ")
    assert place == ["app.js", first + 3]


def test_an_error_of_an_installed_app_names_the_developers_own_line(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    app = project(tmp_path / "app", "")
    (app / "pages/a/a.js").write_text(
        "Page({\n  onLoad() {\n    console.log('plain');\n    null.a;\n  },\n});\n"
    )
    package = tmp_path / "app.ma"
    fanlight.json("keys", "new", "maker")
    fanlight.json("build", str(app), "--out", str(package), "--key", "maker")
    (signer,) = fanlight.json("verify", str(package))["signers"]
    fanlight.json("install", str(package), "--trust", signer["fingerprint"])
    report = fanlight.open("org.example.api")
    plain, thrown = report["console"]
    assert (plain["text"], plain["source"]) == ("plain", ".fanlight/runtime/view.js")
    assert (thrown["source"], thrown["line"]) == ("pages/a/a.js", 4)


def test_updates_and_the_battery_are_listened_to(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        const [page] = getCurrentPages();
        const told = await new Promise((done) => {
          page.setUpdatePerformanceListener({ withDataPaths: true }, done);
          page.setData({ "list[0].name": "tea" });
        });
        wx.onBatteryInfoChange(() => {});
        const { level } = await asked("getBatteryInfo");
        wx.offBatteryInfoChange();
        await asked("getStorageInfo");
        return { told, level, can: wx.canIUse("onBatteryInfoChange") };
        """,
    )
    seen = probed(fanlight, app)
    told = seen["told"]
    assert (told["dataPaths"], told["isMergedUpdate"]) == (["list[0].name"], False)
    times = [told[f"{name}Timestamp"] for name in ("pendingStart", "updateStart", "updateEnd")]
    assert times == sorted(times)
    assert abs(times[0] / 1000 - time.time()) < 300
    assert (1 <= seen["level"] <= 100, seen["can"]) == (True, True)
    rows = fanlight.json("audit", "org.example.api")["rows"]
    watched = [row["outcome"] for row in rows if row["call"] == "watchBatteryInfo"]
    assert watched == ["ok", "ok"]


def test_a_font_that_is_not_here_has_no_serifs(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        const query = wx.createSelectorQuery().selectAll(".t").boundingClientRect();
        const found = await new Promise((done) => { query.exec(([rects]) => done(rects)); });
        return found.map(({ width }) => width);
        """,
    )
    texts = [
        f"<text class='t' style='font-family: {family}; font-size: 60px'>glyphs</text>"
        for family in ("No Such Font", "sans-serif", "serif")
    ]
    (app / "pages/a/a.wxml").write_text("".join(texts))
    none, plain, serifs = probed(fanlight, app)
    assert none == plain != serifs


def test_canvases_old_and_new_hold_what_was_drawn(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        const old = wx.createCanvasContext("old");
        old.setFillStyle("red");
        old.fillRect(0, 0, 50, 50);
        const gradient = old.createLinearGradient(50, 0, 100, 0);
        gradient.addColorStop(0, "#0000ff");
        gradient.addColorStop(1, "#0000ff");
        old.setFillStyle(gradient);
        old.fillRect(50, 0, 50, 50);
        old.drawImage("/dot.png", 10, 10, 20, 20);
        await new Promise((drawn) => old.draw(false, drawn));
        old.fillRect(0, 40, 10, 10);
        await new Promise((drawn) => old.draw(true, drawn));
        const pixel = async (x, y) => {
          const area = { canvasId: "old", x, y, width: 1, height: 1 };
          return [...(await asked("canvasGetImageData", area)).data];
        };
        const [found] = await new Promise((done) =>
          wx.createSelectorQuery().select("#new").fields({ node: true, size: true }).exec(done));
        const canvas = found.node;
        const context = canvas.getContext("2d");
        [canvas.width, canvas.height] = [found.width, found.height];
        const image = canvas.createImage();
        await new Promise((done) => {
          image.onload = done;
          image.src = "/dot.png";
        });
        context.drawImage(image, 0, 0, 10, 10);
        const off = wx.createOffscreenCanvas({ type: "2d", width: 2, height: 2 });
        off.getContext("2d").drawImage(canvas, 0, 0, 10, 10, 0, 0, 2, 2);
        const saved = await asked("canvasToTempFilePath", { canvasId: "old", destWidth: 40 });
        const jpeg = await asked("canvasToTempFilePath", { canvas, fileType: "jpg" });
        const url = canvas.toDataURL();
        const again = canvas.createImage();
        await new Promise((done) => {
          again.onload = done;
          again.src = url;
        });
        const broken = canvas.createImage();
        return {
          pixels: [await pixel(5, 5), await pixel(15, 15), await pixel(90, 40), await pixel(5, 45)],
          size: [found.width, found.height],
          image: [image.width, image.height],
          drawn: [...off.getContext("2d").getImageData(1, 1, 1, 1).data],
          saved: await asked("getImageInfo", { src: saved.tempFilePath }),
          jpeg: (await asked("getImageInfo", { src: jpeg.tempFilePath })).type,
          url: [again.width, again.height],
          wider: old.measureText("wide tea").width > old.measureText("tea").width,
          broken: await new Promise((done) => {
            broken.onerror = () => done("error");
            broken.src = "/none.png";
          }),
          none: await asked("canvasToTempFilePath", { canvasId: "none" }),
        };
        """,
    )
    seen = probed(fanlight, app)
    *drawn, kept = seen["pixels"]
    assert drawn == [[255, 0, 0, 255], [255, 0, 255, 255], [0, 0, 255, 255]]
    assert kept == [0, 0, 255, 255], "what goes on from a drawing has its pen"
    assert (seen["size"], seen["image"]) == ([100, 50], [4, 4])
    assert seen["drawn"] == [255, 0, 255, 255]
    assert (seen["saved"]["width"], seen["saved"]["type"]) == (40, "png")
    assert seen["jpeg"] == "jpeg"
    assert seen["url"] == [100, 50]
    assert (seen["wider"], seen["broken"]) == (True, "error")
    assert seen["none"]["errMsg"].startswith("canvasToTempFilePath:fail ")


def echo(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen = site.seen[-1]
        said = json.dumps(
            {
                "method": seen.method,
                "path": seen.path,
                "type": seen.headers.get("content-type"),
                "body": seen.body.decode("latin-1"),
            }
        ).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Set-Cookie", "a=1; Path=/")
        handler.send_header("Set-Cookie", "b=2")
        handler.send_header("Content-Length", str(len(said)))
        handler.end_headers()
        handler.wfile.write(said)

    site.answers["/echo"] = answer


def test_requests_downloads_and_uploads_go_to_declared_origins(
    fanlight: Fanlight, tmp_path: Path
) -> None:
    with serving() as site:
        echo(site)
        site.answer("/dot.png", 200, {"Content-Type": "image/png"}, DOT)
        allow_private(fanlight.home, site.origin)
        origins = {name: [site.origin] for name in ("request", "download", "upload")}
        app = project(
            tmp_path / "app",
            f"""
            const site = {json.dumps(site.origin)};
            const form = {{ "Content-Type": "application/x-www-form-urlencoded" }};
            const url = `${{site}}/echo`;
            const data = {{ q: "茶", n: 1 }};
            const got = await asked("request", {{ url: `${{url}}?z=1`, data }});
            const progress = [];
            const download = await new Promise((success) => {{
              wx.downloadFile({{ url: `${{site}}/dot.png`, success }})
                .onHeadersReceived(({{ statusCode }}) => progress.push(statusCode));
            }});
            return {{
              got: got.data,
              cookies: got.cookies,
              type: [got.header["Content-Type"], got.header["content-type"]],
              json: (await asked("request", {{ url, method: "POST", data: {{ a: [1] }} }})).data,
              form: (await asked("request", {{
                url, method: "POST", header: form, data: {{ a: "1 2", b: true }},
              }})).data,
              bytes: (await asked("request", {{
                url, method: "PUT", data: Uint8Array.of(0, 255).buffer,
              }})).data.body.length,
              buffer: (await asked("request", {{
                url: `${{site}}/dot.png`, responseType: "arraybuffer",
              }})).data.byteLength,
              missing: (await asked("request", {{ url: `${{site}}/none` }})).statusCode,
              other: (await asked("request", {{ url: "https://other.example/" }})).errMsg,
              download: await asked("getImageInfo", {{ src: download.tempFilePath }}),
              image: await asked("getImageInfo", {{ src: `${{site}}/dot.png` }}),
              upload: JSON.parse((await asked("uploadFile", {{
                url, filePath: "/dot.png", name: "file", formData: {{ k: "v" }},
              }})).data),
              progress,
            }};
            """,
            origins,
        )
        seen = probed(fanlight, app)
    assert seen["got"]["path"] == "/echo?z=1&q=%E8%8C%B6&n=1"
    assert seen["cookies"] == ["a=1; Path=/", "b=2"]
    assert seen["type"] == ["application/json", "application/json"]
    assert (seen["json"]["type"], seen["json"]["body"]) == ("application/json", '{"a":[1]}')
    assert seen["form"]["body"] == "a=1%202&b=true"
    assert (seen["bytes"], seen["buffer"], seen["missing"]) == (2, len(DOT), 404)
    assert seen["other"].startswith("request:fail ")
    assert (seen["download"]["width"], seen["image"]["width"]) == (4, 4)
    assert seen["upload"]["type"].startswith("multipart/form-data; boundary=")
    assert 'name="k"' in seen["upload"]["body"]
    assert seen["progress"] == [200]


def test_the_page_answers_for_what_only_it_knows(fanlight: Fanlight, tmp_path: Path) -> None:
    app = project(
        tmp_path / "app",
        """
        const audio = wx.createInnerAudioContext();
        const failed = new Promise((done) => audio.onError(done));
        audio.src = "/none.mp3";
        const system = wx.getSystemInfoSync();
        return {
          audio: typeof (await failed).errCode,
          width: system.windowWidth === wx.getWindowInfo().windowWidth && system.windowWidth > 0,
          scrolled: await asked("pageScrollTo", { scrollTop: 1, duration: 0 }),
          font: (await asked("loadFontFace", { family: "A", source: "url('/none.ttf')" })).errMsg,
          video: (await asked("getVideoInfo", { src: "/none.mp4" })).errMsg,
          range: (await asked("getSelectedTextRange")).errMsg,
          title: await asked("setNavigationBarTitle", { title: "Tea" }),
          nowhere: await asked("navigateTo", { url: "/pages/none/none" }),
          bluetooth: await asked("openBluetoothAdapter"),
          code: (await asked("login")).code.length > 8,
          can: [wx.canIUse("button.open-type.share"), wx.canIUse("openBluetoothAdapter")],
          names: Object.keys(wx).length,
        };
        """,
    )
    seen = probed(fanlight, app)
    assert (seen["audio"], seen["width"], seen["code"]) == ("number", True, True)
    assert seen["scrolled"] == {"errMsg": "pageScrollTo:ok"}
    assert seen["font"].startswith("loadFontFace:fail ")
    assert seen["video"].startswith("getVideoInfo:fail ")
    assert seen["range"] == "getSelectedTextRange:fail no focused input"
    assert seen["title"] == {"errMsg": "setNavigationBarTitle:ok"}
    assert seen["nowhere"]["errMsg"] == 'navigateTo:fail page "pages/none/none" is not found'
    assert seen["bluetooth"] == {
        "errMsg": "openBluetoothAdapter:fail:not available",
        "errCode": 10001,
    }
    assert seen["can"] == [True, False]
    assert seen["names"] >= 499
