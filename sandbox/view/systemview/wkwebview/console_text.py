"""A page's console, for an engine that tells nobody of it (WKWebView): two scripts for every frame.

`PAGE` stands in the page's own world, where `console` is; it hands each line over as an event that
holds a text. `PRIVATE` stands in the world the page has no name for, and posts it, and what nobody
caught. A page that calls the event by its name tells a line of its own: as console.log does.
"""

from __future__ import annotations

HANDLER = "fanlightConsole"
_EVENT = "fanlight:console"

PAGE = f"""
(() => {{
  const {{ stringify }} = JSON;
  const {{ CustomEvent: Told, Error: Trace, String: text }} = globalThis;
  const dispatch = EventTarget.prototype.dispatchEvent.bind(globalThis);
  const shown = (value) => {{
    if (typeof value === "string") return value;
    if (value instanceof Error) return `${{value}}\\n${{value.stack ?? ""}}`.trimEnd();
    try {{
      return typeof value === "object" ? (stringify(value) ?? text(value)) : text(value);
    }} catch {{
      return "[object]";
    }}
  }};
  for (const [name, level] of [
    ["debug", "info"], ["log", "info"], ["info", "info"],
    ["warn", "warning"], ["error", "error"],
  ]) {{
    const before = console[name].bind(console);
    console[name] = (...values) => {{
      before(...values);
      const place = /@?(\\S+):(\\d+):\\d+$/u.exec(
        (new Trace().stack ?? "").split("\\n")[1] ?? "") ?? ["", "", "0"];
      const line = {{
        level, text: values.map(shown).join(" "), source: place[1].replace(/^.*@/u, ""),
        line: Number(place[2]),
      }};
      dispatch(new Told("{_EVENT}", {{ detail: stringify(line) }}));
    }};
  }}
}})();
"""

PRIVATE = f"""
(() => {{
  const post = (text) => webkit.messageHandlers.{HANDLER}.postMessage(text);
  const uncaught = (text, source, line) =>
    post(JSON.stringify({{ level: "error", text, source: source || "", line: line || 0 }}));
  addEventListener("{_EVENT}", (event) => {{
    if (typeof event.detail === "string") post(event.detail);
  }}, true);
  addEventListener("error", (event) => {{
    if (event instanceof ErrorEvent) uncaught(event.message, event.filename, event.lineno);
  }}, true);
  addEventListener("unhandledrejection", (event) => {{
    uncaught(`Unhandled Promise Rejection: ${{event.reason}}`, "", 0);
  }}, true);
}})();
"""
