// docs/wechat-api.md: what this host's `wx` has, told by the object itself.

import { assemble } from "../src/api/index.ts";
import { Kit } from "../src/api/kit.ts";
import { TYPINGS_VERSION } from "../src/api/generated_facts.ts";
import { FakeGround } from "../tests/api/fake_ground.ts";
import { DEMAND } from "./demand.ts";
import { NOTES, REMOVED, whyItFails } from "./wx_notes.ts";

export const TABLE = new URL("../../../docs/wechat-api.md", import.meta.url);
/** The same for the compiler: each member of `wx`, and why it fails; "" where it does not. */
export const MEMBERS = new URL("../../compile/generated_wx_members.json", import.meta.url);

export type Status = "implemented" | "fails politely" | "absent";

export interface Row {
  readonly name: string;
  readonly status: Status;
  /** 1 to 3 when real apps need it first; 0. */
  readonly step: number;
  readonly note: string;
}

/** One row for each member that WeChat's typings declare, in their order. */
export function rows(): Row[] {
  const kit = new Kit(new FakeGround().ground);
  const wx = assemble(kit);
  return kit.facts.names().map((name) => {
    const status = statusOf(name, wx, kit);
    const note = status === "fails politely" ? whyItFails(name) : (NOTES[name] ?? "");
    return { name, status, step: DEMAND.get(name) ?? 0, note };
  });
}

function statusOf(name: string, wx: object, kit: Kit): Status {
  if (!(name in wx)) return "absent";
  return kit.failing.has(name) ? "fails politely" : "implemented";
}

export function tableText(): string {
  const all = rows();
  const count = (of: readonly Row[], status: Status): number =>
    of.filter((row) => row.status === status).length;
  const needed = all.filter((row) => row.step > 0);
  const summary = (label: string, of: readonly Row[]): string =>
    `| ${label} | ${of.length} | ${count(of, "implemented")} | ${count(of, "fails politely")} | ` +
    `${count(of, "absent")} |`;
  return [
    "<!-- Made by `node sandbox/runtime/tools/write_wx.ts` from the runtime; do not edit. -->",
    "",
    "# WeChat's API here",
    "",
    "What a mini-program of kind `weixin` finds on `wx`. The names are those that npm's",
    `miniprogram-api-typings ${TYPINGS_VERSION} declares. *Fails politely*: the API exists, takes its`,
    "parameters and answers through `fail` or a rejected promise with WeChat's kind of `errMsg`;",
    "objects can be made and listened to. `wx.canIUse` says `false` for these. A test compares",
    "this page with the object itself.",
    "",
    "Not told by a table: an API without `success`, `fail` or `complete` gives a promise, also",
    "where the typings say `void`. Parameters that WeChat requires are checked in its words",
    "(`parameter error: parameter.key should be String instead of Undefined;`).",
    "",
    "| | all | implemented | fail politely | absent |",
    "|---|---:|---:|---:|---:|",
    summary("Members of `wx`", all),
    ...[1, 2, 3].map((step) =>
      summary(
        `needed first, step ${step}`,
        needed.filter((row) => row.step === step),
      ),
    ),
    "",
    "The steps are those of a count over public mini-programs: with step 1 half of them have all",
    "the APIs and components they use, with step 2 80 %, with step 3 95 %.",
    "",
    "Beside these, `wx` has what the typings do not declare (or no longer) and apps call: " +
      `${REMOVED.map((name) => `\`${name}\``).join(", ")}.`,
    "",
    "| API | status | step | |",
    "|---|---|---:|---|",
    ...all.map(
      ({ name, status, step, note }) =>
        `| \`${name}\` | ${status} | ${step === 0 ? "" : step} | ${note} |`,
    ),
    "",
  ].join("\n");
}

export function membersText(): string {
  const kit = new Kit(new FakeGround().ground);
  const wx = assemble(kit);
  const names = [...new Set([...Object.keys(wx), ...kit.facts.names()])].sort();
  const why = (name: string): string => (kit.failing.has(name) ? whyItFails(name) : "");
  return `${JSON.stringify(Object.fromEntries(names.map((name) => [name, why(name)])), null, 1)}\n`;
}
