import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "acorn";
import { edited } from "./edits.ts";
import { exportsByName } from "./exports.ts";

function changed(source: string): string {
  const program = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  return edited(source, exportsByName(program));
}

describe("exportsByName", () => {
  it("names what one statement declares", () => {
    assert.equal(
      changed("export let a = f(1, 2), // b,\n  b"),
      " let a = f(1, 2), // b,\n  b;export{a,b};",
    );
    assert.equal(
      changed("export const { a, b: [c = 1], ...d } = e;"),
      " const { a, b: [c = 1], ...d } = e;;export{a,c,d};",
    );
  });

  it("leaves one name, functions and lists alone", () => {
    const plain = "export const a = 1;\nexport function b() {}\nlet c, d;\nexport { c, d };";
    assert.equal(changed(plain), plain);
  });
});
