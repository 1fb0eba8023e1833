import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "acorn";
import { findRequires } from "./requires.ts";

function names(source: string, nodeEnv?: string): string[] {
  const program = parse(source, { ecmaVersion: "latest", sourceType: "script" });
  return findRequires(program, nodeEnv).requires.map((use) => use.specifier);
}

describe("findRequires", () => {
  it("finds them in every kind of expression", () => {
    const source = `
      const { a } = require("a"), b = () => require("b").c;
      class K extends require("k") { static x = require("x"); m() { return [require("m")]; } }
      f(...require("s"), { [require("p")]: require("v") }, \`\${require("t")}\`);
      for (const y of require("y")) switch (require("w")) { case require("case"): }
      x?.y(require("o"))?.[require("i")]; new (require("n"))(); async () => await require("z");
    `;
    const found = [
      "a",
      "b",
      "k",
      "x",
      "m",
      "s",
      "p",
      "v",
      "t",
      "y",
      "w",
      "case",
      "o",
      "i",
      "n",
      "z",
    ];
    assert.deepEqual(names(source), found);
  });

  for (const source of [
    "function f(require) { require('x') }",
    "(require) => require('x')",
    "({ require }) => () => require('x')",
    "([a = 1, ...require]) => require('x')",
    "function f() { g(() => require('x')); var { a: require = 1 } = b }",
    "function f() { function require() {} require('x') }",
    "function f() { class require {} require('x') }",
    "const require = 1; require('x')",
    "({ require() { return this.require('x') } })",
    "require; require(); require(1); require(null); require(/x/); require(`a\\nb`)",
    "require.resolve('x'); require['async']('x'); other.async('x')",
  ]) {
    it(`passes over ${source}`, () => {
      assert.deepEqual(names(source), []);
    });
  }

  it("knows a parameter only in its own function", () => {
    assert.deepEqual(names("function f(require) { require('x') } require('y')"), ["y"]);
  });

  it("follows only the branch that NODE_ENV chooses", () => {
    const source = `
      if (process.env.NODE_ENV === "production") require("min"); else require("dev");
      "production" != process.env.NODE_ENV ? require("a") : require("b");
      if (process.env.NODE_ENV === mode) require("c");
      if (process.env.NODE_ENV > "a") require("d");
      if (process.env.OTHER === "production") require("e");
    `;
    assert.deepEqual(names(source, "production"), ["min", "b", "c", "d", "e"]);
    assert.deepEqual(names(source), ["min", "dev", "a", "b", "c", "d", "e"]);
  });
});
