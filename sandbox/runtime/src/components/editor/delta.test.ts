import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { htmlOf } from "./delta.ts";

describe("htmlOf", () => {
  const html = (...ops: unknown[]): string => htmlOf({ ops });

  it("makes lines, with what is on their end", () => {
    assert.equal(html({ insert: "a\nb\n" }), "<p>a</p><p>b</p>");
    assert.equal(
      html({ insert: "Title" }, { insert: "\n", attributes: { header: 2, align: "center" } }),
      '<h2 style="text-align: center">Title</h2>',
    );
    assert.equal(html({ insert: "\n" }), "<p><br></p>");
    assert.equal(html({ insert: "open" }), "<p>open</p>");
  });

  it("makes one list of the lines of a list", () => {
    const item = { insert: "\n", attributes: { list: "ordered" } };
    assert.equal(
      html({ insert: "1" }, item, { insert: "2" }, item, { insert: "x\n" }),
      "<ol><li>1</li><li>2</li></ol><p>x</p>",
    );
  });

  it("marks runs, and lets no text become a tag", () => {
    assert.equal(
      html({ insert: "<b>", attributes: { bold: true, color: 'red"' } }),
      '<p><span style="color: red&quot;"><strong>&lt;b&gt;</strong></span></p>',
    );
  });

  it("holds pictures and dividers", () => {
    assert.equal(
      html(
        { insert: { image: "/a.png" }, attributes: { width: "50%" } },
        { insert: { divider: true } },
      ),
      '<p><img src="/a.png" width="50%"></p><hr>',
    );
  });

  it("is empty for what is no delta", () => {
    assert.deepEqual([htmlOf(null), html(null, { insert: 3 })], ["", ""]);
  });
});
