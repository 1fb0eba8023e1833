"""Compiled templates run in V8 on a stage as small as it can be: what they show, as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from py_mini_racer import MiniRacer

from sandbox.compile import wxml
from sandbox.compile.wxml import CompiledTemplate, TemplateCompiler

WASM = (
    Path(wxml.__file__).resolve().parents[1]
    / "tools"
    / "dist"
    / "glass_easel_template_compiler_bg.wasm"
)

# The logic layer's part (sandbox/runtime/src/logic/easel) and glass-easel's, in few words:
# elements are written as <tag name=value>, slots as [name].
STAGE = """
var G = Object.create(null), R = Object.create(null), runtime, wxs = {}, marker = Symbol();
for (const kind of ["Object", "Array", "String", "Number"]) {
  Object.defineProperty(globalThis[kind].prototype, marker, { value: kind });
}
function script(id, make) {
  let module;
  const run = () => {
    if (module) return module.exports;
    module = { exports: {} };
    const names = new Proxy(Object.create(null), {
      has: () => true,
      get: (own, name) => name === Symbol.unscopables ? undefined : own[name],
    });
    const require = (other) => R[other]();
    make(names)(require, module, module.exports, (p, f) => new RegExp(p, f),
      (...p) => new Date(...p), {}, Math, JSON, Number, Date, NaN, Infinity, parseInt, parseFloat,
      isNaN, isFinite, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, marker);
    return module.exports;
  };
  R[id] = run;
}
function template(path, make) {
  const { P, Q, X, Y, Z } = runtime;
  let made;
  Object.defineProperty(G, path, {
    configurable: true, get: () => made ??= make(G, R, undefined, P, Q, X, Y, Z),
  });
}
function attribute(element, name, value) {
  const shown = typeof value === "function" ? "fn" : JSON.stringify(value) ?? "undefined";
  element.push(` ${name}=${shown}`);
}
function event(element, name, handler, final, mutated, capture) {
  const flags = `${final ? "!" : ""}${mutated ? "~" : ""}${capture ? "^" : ""}`;
  attribute(element, `@${name}${flags}`, handler);
}
const wrapper = {
  c: (e, v) => attribute(e, "class", v), y: (e, v) => attribute(e, "style", v),
  i: (e, v) => attribute(e, "id", v), d: (e, n, v) => attribute(e, `data:${n}`, v),
  m: (e, n, v) => attribute(e, `mark:${n}`, v), a: attribute, wl: attribute,
  r: (e, n, v, model) => attribute(e, model ? `model:${n}[${model}]` : n, v),
  p: (e, n, v) => attribute(e, `change:${n}`, v), l: attribute, v: event,
  setFnFilter() {},
};
function drawn(children, values) {
  const out = [];
  const T = (text) => { out.push(text); };
  const E = (tag, generics, init, inner, slot) => {
    const element = [];
    for (const name in generics) attribute(element, `generic:${name}`, generics[name]);
    if (slot !== undefined) attribute(element, "slot", slot);
    init(element, true);
    out.push(`<${tag}${element.join("")}>${drawn(inner)}</${tag}>`);
  };
  const B = (key, inner) => { out.push(drawn(inner)); };
  const F = (list, key, updated, path, each) => {
    const items = typeof list === "number" ? [...Array(list).keys()] : list;
    const indexes = Array.isArray(items) || typeof items === "string" ? null : Object.keys(items);
    for (let i = 0; i < (indexes ?? items).length; i += 1) {
      const index = indexes ? indexes[i] : i;
      const at = path ? [...path, index] : null;
      each(true, items[index], index, undefined, undefined, at, T, E, B, F, S, J);
    }
    if (key !== null) out.push(`(${key})`);
  };
  const S = (name, init) => {
    const element = [];
    init?.(element);
    out.push(`[${name ?? ""}${element.join("")}]`);
  };
  const J = (inner, slot) => { out.push(drawn(inner)); };
  children(true, T, E, B, F, S, J);
  return out.join("");
}
function show(path, data) {
  return drawn(G[path]("")(wrapper, true, data, undefined).C);
}
"""


class Stage:
    """One V8 for many templates, and one compiler."""

    def __init__(self, cache_folder: Path | None) -> None:
        self.compiler = TemplateCompiler(WASM, cache_folder)
        self._v8 = MiniRacer()

    def close(self) -> None:
        """End V8."""
        self._v8.close()

    def compile(
        self, source: str, files: Mapping[str, str] | None = None, path: str = "pages/a/a"
    ) -> CompiledTemplate:
        """The template at `path`, among `files` (with suffix)."""
        return self.compiler.compile(path, source, (files or {}).get)

    def show(
        self,
        source: str,
        data: Mapping[str, object] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> str:
        """What the template shows with `data`."""
        path = "pages/a/a"
        known = dict(files or {})
        chunk = [STAGE, f"runtime=({self.compiler.runtime_js()})();"]
        waiting, done = [path], set()
        while waiting:
            name = waiting.pop()
            done.add(name)
            text = source if name == path else known[f"{name}.wxml"]
            template = self.compiler.compile(name, text, known.get, is_component=name == path)
            scripts = template.scripts.values()
            chunk += (f"script({json.dumps(script.id)},{script.js});" for script in scripts)
            chunk.append(f"template({json.dumps(name)},{template.js});")
            waiting += template.templates - done
        chunk.append(f"show({json.dumps(path)},{json.dumps(data or {})});")
        answer = self._v8.eval(f"(function(){{{''.join(chunk[:-1])}\nreturn {chunk[-1]}}})()")
        return str(answer)

    def parses(self, expression: str) -> bool:
        """Whether a text is an expression to V8."""
        return bool(
            self._v8.eval(
                f"(()=>{{try{{new Function('return '+{json.dumps(expression)});return true}}"
                "catch(e){return false}})()"
            )
        )
