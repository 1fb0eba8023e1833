import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ToLogic, ToView } from "../../shared/messages.ts";
import { Op } from "../../shared/ops.ts";
import { Takeover, restOf } from "./takeover.ts";

const TREE = [Op.CREATE, 1, "page", Op.CREATE, 2, "view", Op.APPEND, 1, 2];
const DRESS = [Op.CLASS, 2, "a"];
const DRAWN = [...TREE, Op.ROOT, 1, ...DRESS];

const OPEN: ToView = {
  t: "tell",
  name: "page.open",
  params: { page: 1, route: "a/a", window: {}, tab: -1, scroll: false, customTabBar: false },
};
const SHOW: ToView = { t: "tell", name: "page.show", params: { page: 1, by: "none" } };
const opsOf = (...ops: unknown[]): ToView => ({ t: "ops", page: 1, ops });
const TAP = { t: "event", page: 1, node: 2, type: "tap" } as unknown as ToLogic;
const TURNED: ToLogic = { t: "happened", name: "tabItemTap", params: { index: 1 } };

function stage(): { takeover: Takeover; posted: ToLogic[]; discarded: () => number } {
  const posted: ToLogic[] = [];
  let discarded = 0;
  const takeover = new Takeover({
    route: "a/a",
    ops: DRAWN,
    post: (message) => posted.push(message),
    discard: () => {
      discarded += 1;
    },
  });
  return { takeover, posted, discarded: () => discarded };
}

describe("restOf", () => {
  const TEXT = [Op.TEXT, 3, "x"];
  const cases: readonly (readonly [string, unknown[], unknown[] | null])[] = [
    ["the same", DRAWN, []],
    ["the same, and more", [...DRAWN, ...TEXT], TEXT],
    ["more before the classes", [...TREE, Op.ROOT, 1, ...TEXT, ...DRESS], [...TEXT, ...DRESS]],
    ["another tag", [Op.CREATE, 1, "page", Op.CREATE, 2, "text"], null],
    ["less", TREE, null],
    ["a class that is not set", [...TREE, Op.ROOT, 1], null],
  ];
  for (const [what, made, rest] of cases) {
    it(what, () => {
      assert.deepEqual(restOf(DRAWN, made), rest);
    });
  }

  it("compares values, not objects", () => {
    const given = (value: unknown): unknown[] => [Op.ATTRIBUTE, 1, "range", value];
    assert.deepEqual(restOf(given([["a"], { b: 1 }]), given([["a"], { b: 1 }])), []);
    assert.equal(restOf(given({ b: 1 }), given({ b: 2 })), null);
    assert.equal(restOf(given({ b: 1 }), given({ b: 1, c: 1 })), null);
    assert.equal(restOf(given([]), given({})), null);
    assert.equal(restOf(given(null), given(undefined)), null);
  });
});

describe("Takeover", () => {
  it("leaves the drawn page where the same is made, and hands on what was done to it", () => {
    const { takeover, posted, discarded } = stage();
    assert.ok(takeover.holds(TAP));
    assert.deepEqual(takeover.hear(OPEN), []);
    assert.deepEqual(takeover.hear(opsOf(...TREE)), []);
    assert.deepEqual(
      takeover.hear({ t: "ops", page: 1, ops: DRAWN.slice(TREE.length), flush: 7 }),
      [],
    );
    assert.deepEqual(posted, []);
    assert.deepEqual(takeover.hear(SHOW), [
      { t: "tell", name: "page.window", params: { page: 1, window: {} } },
      opsOf(),
      opsOf(),
      { t: "ops", page: 1, ops: [], flush: 7 },
      SHOW,
    ]);
    assert.equal(discarded(), 0);
    assert.deepEqual(posted, [TAP]);
    assert.ok(!takeover.holds(TAP));
    assert.deepEqual(takeover.hear(opsOf(Op.RELEASE, 2)), [opsOf(Op.RELEASE, 2)]);
  });

  it("gives way to another page: no press on the drawn one reaches a node of it", () => {
    const { takeover, posted, discarded } = stage();
    takeover.holds(TAP);
    takeover.holds(TURNED);
    const other = opsOf(Op.CREATE, 1, "page", Op.CREATE, 2, "button");
    takeover.hear(OPEN);
    takeover.hear(other);
    assert.deepEqual(takeover.hear(SHOW), [OPEN, other, SHOW]);
    assert.equal(discarded(), 1);
    assert.deepEqual(posted, [TURNED]);
  });

  it("gives way to another route, and to who measures before it is shown", () => {
    const elsewhere = stage();
    const params = {
      page: 1,
      route: "b/b",
      window: {},
      tab: -1,
      scroll: false,
      customTabBar: false,
    };
    elsewhere.takeover.hear({ t: "tell", name: "page.open", params });
    elsewhere.takeover.hear(opsOf(...DRAWN));
    elsewhere.takeover.hear(SHOW);
    assert.equal(elsewhere.discarded(), 1);

    const measuring = stage();
    const ask: ToView = { t: "ask", id: 1, name: "nodes.read", params: { page: 1 }, sync: true };
    measuring.takeover.hear(OPEN);
    measuring.takeover.hear(opsOf(...DRAWN));
    assert.deepEqual(measuring.takeover.hear(ask), [OPEN, opsOf(...DRAWN), ask]);
    assert.equal(measuring.discarded(), 1);
  });

  it("lets all else pass", () => {
    const { takeover } = stage();
    const others: ToView[] = [
      { t: "tell", name: "console", params: { level: "log", args: [] } },
      { t: "host", id: 1, name: "setPage", params: {}, sync: false },
    ];
    for (const other of others) assert.deepEqual(takeover.hear(other), [other]);
  });

  it("gives way where an app goes on with several pages", () => {
    const { takeover, discarded } = stage();
    const second = { page: 2, route: "b/b", window: {}, tab: -1, scroll: false };
    const opened: ToView = { t: "tell", name: "page.open", params: second };
    takeover.hear(OPEN);
    takeover.hear(opsOf(...DRAWN));
    assert.deepEqual(takeover.hear(opened), [OPEN, opsOf(...DRAWN), opened]);
    assert.equal(discarded(), 1);
  });
});
