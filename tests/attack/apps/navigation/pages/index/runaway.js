// Each button tries to get away with a person's own click.
"use strict";

globalThis.told = {};

function on(name, act) {
  document.getElementById(name).onclick = async () => {
    try {
      told[name] = String((await act()) ?? "nothing");
    } catch (error) {
      told[name] = error.name;
    }
  };
}

const blob = () => URL.createObjectURL(new Blob(["<h1>blob</h1>"], { type: "text/html" }));
on("open", () => window.open("https://example.org/", "popup", "width=100,height=100"));
on("named", () => [open("", "named"), open("https://example.org/", "_top"), opener].join());
on("move", () => {
  moveTo(0, 0);
  moveBy(-500, -500);
  resizeTo(5000, 5000);
  resizeBy(900, 900);
  focus();
  close();
});
on("title", () => {
  document.title = "\u202eFanlight \u2014 System";
  const icon = Object.assign(document.createElement("link"), { rel: "icon", href: "/common/icon.svg" });
  document.head.append(icon);
});
on("leave", () => {
  onbeforeunload = (event) => (event.preventDefault(), (event.returnValue = "stay!"));
  location.reload();
});
on("loops", () => {
  const before = performance.now();
  for (let round = 0; round < 500; round += 1) {
    alert("x");
    confirm("y");
    prompt("z");
    print();
    open("https://example.org/");
  }
  return performance.now() - before < 20000;
});
on("blobDownload", () => {
  Object.assign(document.createElement("a"), { href: blob(), download: "evil.html" }).click();
});
on("blobFrame", () => {
  location.href = blob();
});
on("fullscreen", () => document.documentElement.requestFullscreen());
on("picker", () => showOpenFilePicker());
on("clipboard", () => navigator.clipboard.readText());
on("pointer", () => document.body.requestPointerLock());
on("alert", () => [alert("x"), confirm("y"), prompt("z")].join());
on("print", () => window.print());
on("chrome", () => {
  location.href = "chrome://gpu";
});

/** Where scripts alone try to go. */
globalThis.probe = async (other) => {
  const places = [
    "https://example.org/", "http://127.0.0.1:1/", "data:text/html,<h1>x</h1>", blob(), "file:///etc/passwd",
    "chrome://settings", "chrome://gpu", "chrome-extension://abc/x.html", "devtools://devtools/x", "view-source:https://example.org/",
    "qrc:/x.html", "about:srcdoc", "javascript:document.write('x')", `miniapp://${other}/pages/index/index.html`,
    `miniapp://${location.host}.evil/pages/index/second.html`, "miniapp:///pages/index/second.html", "ftp://example.org/x",
    "filesystem:miniapp://x/temporary/y", "intent://x", "ws://example.org/", "/app.js", "/app.css", "/manifest.json",
    "/common/icon.svg", "/.fanlight/call", "/nothing.html", "/pages/index/index.html/", "//example.org/x.html",
  ];
  const ended = {};
  const here = location.href;
  for (const place of places) {
    for (const go of [
      () => (location.href = place),
      () => location.replace(place),
      () => open(place, "_self"),
      () => document.body.append(Object.assign(document.createElement("iframe"), { src: place })),
    ]) {
      try {
        go();
      } catch {
        // Refused at once.
      }
      await new Promise((done) => setTimeout(done, 5));
    }
    ended[place] = location.href === here;
  }
  await new Promise((done) => setTimeout(done, 300));
  const frames = [...document.querySelectorAll("iframe")].map((frame) => {
    try {
      return frame.contentWindow.location.href;
    } catch {
      return "opaque";
    }
  });
  return { ended, frames: [...new Set(frames)], here: location.href === here, title: document.title };
};
