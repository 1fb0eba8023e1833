import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Script } from "node:vm";

import names from "../../shared/wxs_names.json" with { type: "json" };
import { Templates, type TemplateMaker, type TemplateRuntime } from "./templates.ts";
import type { ScriptMaker } from "./wxs_scope.ts";

const RUNTIME: TemplateRuntime = { P: 1, Q: 2, X: 3, Y: 4, Z: 5 };

/** As the compiler wraps it; a module of this file would be strict, where `with` is not allowed. */
function wrapped(code: string): ScriptMaker {
  const text = `(function($names){with($names)return function(${names.join(",")}){\n${code}\n}})`;
  return new Script(text).runInThisContext() as ScriptMaker;
}

function templates(): { made: Templates; errors: string[] } {
  const errors: string[] = [];
  const made = new Templates({
    console: {},
    guarded: (what, run) => {
      try {
        run();
      } catch (error) {
        errors.push(`${what}: ${String(error)}`);
      }
    },
  });
  made.templates(() => RUNTIME);
  return { made, errors };
}

/** A template whose content gives what a script exports. */
function showing(script: string): TemplateMaker {
  return (_G, R) => {
    const exports = R[script]?.();
    return () => exports;
  };
}

function exported(code: string, others: Readonly<Record<string, string>> = {}): unknown {
  const { made, errors } = templates();
  made.script("a/m", wrapped(code));
  for (const [id, text] of Object.entries(others)) made.script(id, wrapped(text));
  made.template("a/t", showing("a/m"));
  const found = made.content("a/t")("");
  assert.deepEqual(errors, []);
  return found;
}

describe("compiled templates", () => {
  it("are made when they are first asked for, and once", () => {
    const { made } = templates();
    let count = 0;
    made.template("a", (...given) => {
      count += 1;
      assert.deepEqual(given.slice(3), [1, 2, 3, 4, 5]);
      return (name) => `a:${name}`;
    });
    assert.equal(count, 0);
    assert.equal(made.content("a")(""), "a:");
    assert.equal(made.content("a")("x"), "a:x");
    assert.equal(count, 1);
  });

  it("find those of chunks that are loaded later", () => {
    const { made } = templates();
    made.template("user", (G) => () => G["other"]?.(""));
    const user = made.content("user");
    assert.equal(user(""), undefined);
    made.template("other", () => () => "there");
    assert.equal(user(""), "there");
  });

  it("say so when they are in no chunk", () => {
    const { made } = templates();
    assert.throws(() => made.content("b"), /b\.wxml is in no chunk/);
    assert.equal(made.has("b"), false);
  });

  it("need their runtime", () => {
    const made = new Templates({
      console: {},
      guarded: (_, run) => {
        run();
      },
    });
    made.template("a", () => () => null);
    assert.throws(() => made.content("a"), /runtime/);
  });
});

describe("WXS", () => {
  it("exports by module.exports and exports", () => {
    assert.deepEqual(exported("exports.a = 1"), { a: 1 });
    assert.equal(exported("module.exports = 2"), 2);
  });

  it("requires by id and by path, in circles too", () => {
    const other = { "b/n": "exports.early = require('a/m').early; exports.n = 7" };
    assert.deepEqual(exported("exports.early = 1; exports.got = require('b/n')", other), {
      early: 1,
      got: { early: 1, n: 7 },
    });
    assert.deepEqual(exported("exports.got = require('../b' + '/n.wxs').n", other), { got: 7 });
  });

  it("has WXS's names", () => {
    assert.deepEqual(
      exported(`exports.found = [
        getRegExp("b+", "i").test("aBB"), getDate(0).getTime(), Math.max(1, 2),
        JSON.stringify([1]), parseInt("7px"), isNaN(NaN), typeof console]`),
      { found: [true, 0, 2, "[1]", 7, true, "object"] },
    );
  });

  it("has no globals", () => {
    const absent = ["globalThis", "self", "Function", "Array", "setTimeout", "process", "$names"];
    const asked = absent.map((name) => `typeof ${name}`).join(",");
    assert.deepEqual(exported(`exports.found = [${asked}]`), {
      found: absent.map(() => "undefined"),
    });
  });

  it("keeps undeclared names to its module", () => {
    const found = exported("stray = 1; exports.got = [stray, require('b/n')]", {
      "b/n": "module.exports = typeof stray",
    });
    assert.deepEqual(found, { got: [1, "undefined"] });
    assert.equal(Reflect.has(globalThis, "stray"), false);
  });

  it("sees constructors as texts", () => {
    assert.deepEqual(
      exported(`var k = $constructor;
        exports.found = [[][k], {}[k], ""[k], (1)[k], true[k], getDate()[k], getRegExp("a")[k],
          (function(){})[k]]`),
      {
        found: ["Array", "Object", "String", "Number", "Boolean", "Date", "RegExp", "Function"],
      },
    );
  });

  it("that throws is reported, and gives what it exported before", () => {
    const { made, errors } = templates();
    made.script("a/m", wrapped("exports.before = 1; null.x"));
    made.template("a/t", showing("a/m"));
    assert.deepEqual(made.content("a/t")(""), { before: 1 });
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? "", /^WXS a\/m: TypeError/);
  });

  it("that requires what is not there is told so", () => {
    const { made, errors } = templates();
    made.script("a/m", wrapped("require('./x')"));
    made.template("a/t", showing("a/m"));
    made.content("a/t");
    assert.match(errors[0] ?? "", /no such WXS module: \.\/x, required by a\/m/);
  });
});
