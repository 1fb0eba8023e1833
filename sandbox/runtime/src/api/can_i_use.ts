// wx.canIUse, which tells what this runtime has: an API and its parameters, callbacks and results,
// a method of one of WeChat's objects, a component with its attributes and their values.

import { readComponents, type Components } from "./component_facts.ts";
import type { MemberFacts } from "./facts.ts";
import type { Family, Kit } from "./kit.ts";
import { textOf } from "./reading.ts";

const WAYS = new Set(["return", "success", "object", "callback", "fail", "complete"]);

export function canIUseFamily(kit: Kit, wx: Family): Family {
  // The app may change `wx`; what the runtime can do stays what it is.
  const own = new Set(Object.keys(wx));
  let components: Components | null = null;
  return {
    canIUse: (schema: unknown) => {
      const [name = "", ...rest] = textOf(schema).trim().split(".");
      if (name === "") return false;
      components ??= readComponents();
      const attributes = components.get(name);
      if (attributes) return hasAttribute(attributes, rest);
      const made = kit.classes.get(name);
      if (made) return rest[0] === undefined || rest[0] in made;
      if (kit.failing.has(name) || (!own.has(name) && name !== "canIUse")) return false;
      return hasPart(kit.facts.of(name), wx[name], rest);
    },
  };
}

function hasPart(facts: MemberFacts | null, member: unknown, path: readonly string[]): boolean {
  const [way, name, option] = path;
  if (way === undefined) return true;
  if (!WAYS.has(way)) return isObject(member) && way in member;
  if (!facts) return name === undefined;
  if (way === "object") return inParameters(facts, name, option);
  if (way === "fail" || way === "complete") return facts.way === "success";
  if (way !== facts.way) return false;
  if (name === undefined) return true;
  const options = facts.back.get(name);
  if (options === undefined) return false;
  return option === undefined || options.includes(option);
}

function inParameters(
  facts: MemberFacts,
  name: string | undefined,
  option: string | undefined,
): boolean {
  if (facts.kind !== "call" && facts.kind !== "task") return false;
  if (name === undefined) return true;
  const parameter = facts.parameters.find((one) => one.name === name);
  if (!parameter) return ["success", "fail", "complete"].includes(name);
  return option === undefined || parameter.options.includes(option);
}

function hasAttribute(
  attributes: ReadonlyMap<string, readonly string[]>,
  [attribute, value]: readonly string[],
): boolean {
  if (attribute === undefined) return true;
  const values = attributes.get(attribute);
  if (values === undefined) return false;
  return value === undefined || values.length === 0 || values.includes(value);
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
