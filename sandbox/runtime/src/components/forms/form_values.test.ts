import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { formValues } from "./form_values.ts";

describe("a form's values", () => {
  it("are by name, the last one of each", () => {
    const fields = [
      { name: "a", value: "1" },
      { name: "", value: "nobody's" },
      { name: "b", value: ["x", "y"] },
      { name: "a", value: true },
    ];
    assert.deepEqual(formValues(fields), { a: true, b: ["x", "y"] });
  });

  it("may have any name", () => {
    const values = formValues([{ name: "__proto__", value: { bad: true } }]);
    assert.ok(Object.hasOwn(values, "__proto__"));
    assert.equal(Object.getPrototypeOf(values), Object.prototype);
  });
});
