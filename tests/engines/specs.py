"""What every engine has to do: one list of specs, each a line of JavaScript in a real page.

An expression is evaluated in the page's own world, after its first screen, and its value compared.
`feature` groups them in the table of docs/engines.md.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spec:
    """One thing; `expected` is JSON."""

    feature: str
    name: str
    expression: str
    expected: object

    @property
    def key(self) -> str:
        """Its name in the report."""
        return f"{self.feature}.{self.name}"


def _code(call: str) -> str:
    """How a call ends: `ok`, or the failure's code."""
    return f"await {call}.then(() => 'ok', (error) => error.code)"


WEB = (
    Spec("lifecycle", "launch", "log[0]", "launched"),
    Spec("lifecycle", "shown", "log[1]", "shown"),
    Spec("lifecycle", "query", "new URLSearchParams(location.search).get('q')", "a b"),
    Spec("lifecycle", "state", "fanlight.global.globalState", "shown"),
    Spec(
        "apis",
        "storage",
        "(await fanlight.setStorage({key: 'a', data: {b: [1]}}), "
        "(await fanlight.getStorage({key: 'a'})).data)",
        {"b": [1]},
    ),
    Spec(
        "apis",
        "synchronous",
        "(fanlight.setStorageSync('s', 'é语'), fanlight.getStorageSync('s'))",
        "é语",
    ),
    Spec("apis", "system", "typeof (await fanlight.getSystemInfo()).windowWidth", "number"),
    Spec("apis", "interaction", _code("fanlight.showToast({title: 'x'})"), "ok"),
    Spec("apis", "bar", _code("fanlight.setNavigationBarTitle({title: 'x'})"), "ok"),
    Spec("apis", "undeclared", _code("fanlight.getLocation({})"), "call.permission_denied"),
    Spec(
        "apis",
        "long",
        "(await fanlight.setStorage({key: 'l', data: 'x'.repeat(400000)}), "
        "(await fanlight.getStorage({key: 'l'})).data.length)",
        400_000,
    ),
    Spec("storage", "local", "(localStorage.setItem('k', 'v'), localStorage.getItem('k'))", "v"),
    Spec(
        "storage",
        "indexed",
        "await new Promise((done) => { const asked = indexedDB.open('d'); "
        "asked.onsuccess = () => done('open'); asked.onerror = () => done('error') })",
        "open",
    ),
    Spec("navigation", "own", "location.protocol", "miniapp:"),
    Spec("navigation", "window", "open('https://example.org/') === null", True),
    Spec(
        "navigation",
        "away",
        "(location.href = 'https://example.org/', await pause(200), location.protocol)",
        "miniapp:",
    ),
    Spec("walls", "secure", "isSecureContext", True),
    Spec("walls", "policy", "(() => { try { return eval('1') } catch { return 'no' } })()", "no"),
    Spec("walls", "network", "await fetch('https://example.org/').then(() => 1, () => 0)", 0),
    Spec("walls", "files", "await fetch('file:///etc/passwd').then(() => 1, () => 0)", 0),
    Spec("walls", "other", "await fetch(`miniapp://${'a'.repeat(52)}/`).then(() => 1, () => 0)", 0),
    Spec("walls", "reserved", "await fetch('/.fanlight/x').then((x) => x.ok, () => false)", False),
    Spec("walls", "dialog", "confirm('?')", False),
    Spec(
        "walls",
        "devices",
        "await (navigator.mediaDevices?.getUserMedia({audio: true}) ?? Promise.reject())"
        ".then(() => 1, () => 0)",
        0,
    ),
    Spec(
        "walls",
        "notifications",
        "await (globalThis.Notification?.requestPermission() ?? 'denied')",
        "denied",
    ),
    Spec("walls", "channel", "typeof qt + typeof webkit + typeof pywebview", "undefined" * 3),
    Spec("walls", "worker", "await inWorker('typeof fanlight + typeof webkit')", "undefined" * 2),
    Spec("walls", "style", "getComputedStyle(document.body).margin", "0px"),
)

WEIXIN = (
    Spec(
        "weixin",
        "synchronous",
        "(wx.setStorageSync('a', {b: 'é语'}), wx.getStorageSync('a'))",
        {"b": "é语"},
    ),
    Spec(
        "weixin",
        "long",
        "(wx.setStorageSync('l', 'x'.repeat(300000)), wx.getStorageSync('l').length)",
        300_000,
    ),
    Spec("weixin", "pages", "getCurrentPages().map((page) => page.route)", ["pages/index/index"]),
    Spec(
        "weixin",
        "asynchronous",
        "await new Promise((success) => wx.getSystemInfo({success}))"
        ".then((found) => typeof found.windowWidth)",
        "number",
    ),
    Spec(
        "weixin",
        "query",
        "await new Promise((done) => wx.createSelectorQuery().selectViewport()"
        ".boundingClientRect((found) => done(found.width > 0)).exec())",
        True,
    ),
    Spec("weixin", "logic", "typeof document + typeof fetch + typeof webkit", "undefined" * 3),
    Spec("weixin", "toast", "await wx.showToast({title: 'x'}).then(() => 'ok')", "ok"),
)

SCRIPT = """
console.warn("said by the probe");
document.documentElement.style.background = "#0a64c8";
globalThis.log = [];
fanlight.global.addEventListener("globallaunched", () => log.push("launched"));
fanlight.global.addEventListener("globalshown", () => log.push("shown"));
globalThis.pause = (ms) => new Promise((done) => setTimeout(done, ms));
globalThis.inWorker = () => new Promise((done) => {
  const worker = new Worker("/common/worker.js");
  worker.onmessage = (event) => done(event.data);
  worker.onerror = () => done("error");
});
"""
WORKER = "postMessage(typeof fanlight + typeof webkit);"


def expression(specs: tuple[Spec, ...]) -> str:
    """All of `specs` at once: an object of their values by key; what fails has its error's text."""
    parts = (
        f"try {{ found[{spec.key!r}] = {spec.expression} }} "
        f"catch (error) {{ found[{spec.key!r}] = String(error) }}"
        for spec in specs
    )
    return "(async () => { const found = {}; " + "\n".join(parts) + "\nreturn found })()"
