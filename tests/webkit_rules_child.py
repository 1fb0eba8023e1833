"""WebKitGTK with nothing around it but WKWebView's rules and console scripts, for a test.

`python -m tests.webkit_rules_child FOLDER PORT with|without`: opens one page of `miniapp://`, which
tries every road to 127.0.0.1:PORT that a page has. Prints what it saw of its own as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from sandbox.view.systemview.gi import Bindings
from sandbox.view.systemview.wkwebview import console_text
from sandbox.view.systemview.wkwebview.walls import own_only, rules

HOST = "a" * 52
WORLD = "fanlight"
END_MS = 2500
PAGE = """<!doctype html><title>x</title><body><script>
const away = "http://127.0.0.1:%(port)d";
const seen = {};
const note = (name) => (found) => { seen[name] = found; };
const add = (tag, more) => document.body.append(Object.assign(document.createElement(tag), more));
fetch("/own.txt").then((own) => own.text()).then(note("own"), note("own"));
fetch(URL.createObjectURL(new Blob(["blob"]))).then((own) => own.text()).then(note("blob"));
fetch(away + "/fetch", { mode: "no-cors" }).then(() => note("fetch")("went"), () => {});
add("img", { src: away + "/img" });
add("script", { src: away + "/script" });
add("link", { rel: "stylesheet", href: away + "/style" });
add("link", { rel: "prefetch", href: away + "/prefetch" });
add("link", { rel: "preconnect", href: away });
add("iframe", { src: away + "/frame" });
add("video", { src: away + "/video" });
add("object", { data: away + "/object" });
navigator.sendBeacon(away + "/beacon", "x");
try { new EventSource(away + "/events"); } catch {}
try { new WebSocket(away.replace("http", "ws") + "/socket"); } catch {}
const request = new XMLHttpRequest(); request.open("POST", away + "/xhr"); request.send("x");
const code = `fetch("${away}/worker", { mode: "no-cors" }).catch(() => {});
importScripts("${away}/import");`;
try { new Worker(URL.createObjectURL(new Blob([code]))); } catch {}
const shared = `fetch("${away}/shared", { mode: "no-cors" }).catch(() => {});`;
try { new SharedWorker(URL.createObjectURL(new Blob([shared]))); } catch {}
console.warn("said", { a: 1 });
setTimeout(() => { throw new Error("not caught"); });
seen.handlers = typeof webkit;
seen.key = typeof fanlightKey;
setTimeout(() => { document.title = "seen:" + JSON.stringify(seen); }, %(end)d);
</script>"""


def main(folder: str, port: int, walled: bool) -> None:
    gi = Bindings()
    webkit, said = gi.webkit, []
    content = webkit.UserContentManager()
    handler = console_text.HANDLER
    content.register_script_message_handler_in_world(handler, WORLD)

    def heard(_content: object, result: Any) -> None:
        said.append(json.loads(result.get_js_value().to_string()))

    content.connect(f"script-message-received::{handler}", heard)
    frames, start = (
        webkit.UserContentInjectedFrames.ALL_FRAMES,
        webkit.UserScriptInjectionTime.START,
    )
    private = webkit.UserScript.new_for_world
    content.add_script(private(console_text.PRIVATE, frames, start, WORLD, None, None))
    content.add_script(
        private(own_only(HOST, "const fanlightKey = 1;"), frames, start, WORLD, None, None)
    )
    content.add_script(webkit.UserScript.new(console_text.PAGE, frames, start, None, None))
    context = webkit.WebContext.new_ephemeral()
    view = webkit.WebView(web_context=context, user_content_manager=content)

    def serve(request: Any) -> None:
        name = request.get_uri().rpartition("/")[2]
        text = "own" if name == "own.txt" else PAGE % {"port": port, "end": END_MS}
        content = gi.glib.Bytes.new(text.encode())
        stream = gi.gio.MemoryInputStream.new_from_bytes(content)
        request.finish(stream, -1, "text/plain" if name == "own.txt" else "text/html")

    def titled(_view: Any, _name: object) -> None:
        title = view.get_title() or ""
        if title.startswith("seen:"):
            print(json.dumps({"seen": json.loads(title[5:]), "said": said}), flush=True)
            gi.gtk.main_quit()

    def begin() -> None:
        view.load_uri(f"miniapp://{HOST}/index.html")

    def compiled(store: Any, result: Any) -> None:
        content.add_filter(store.save_finish(result))
        begin()

    context.register_uri_scheme("miniapp", serve)
    security = context.get_security_manager()
    security.register_uri_scheme_as_secure("miniapp")
    security.register_uri_scheme_as_cors_enabled("miniapp")
    view.connect("notify::title", titled)
    window = gi.gtk.Window()
    window.add(view)
    window.show_all()
    if walled:
        store = webkit.UserContentFilterStore.new(folder)
        source = gi.glib.Bytes.new(rules(HOST).encode())
        store.save("fanlight", source, None, compiled)
    else:
        begin()
    gi.gtk.main()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "with")
