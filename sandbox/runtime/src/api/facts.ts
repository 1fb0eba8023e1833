// What WeChat's typings say of each member of `wx`, out of generated_facts.ts. One line a member:
//   NAME KIND [object:PARAMS] [given:PARAMS] [success:MEMBERS] [callback:…] [return:…]
// PARAMS are `name!Type(a|b)` (`?`: optional; in brackets the values it may have), MEMBERS
// `name(inner|…)`. Lines are read one by one, when somebody asks for them.

import { FACTS } from "./generated_facts.ts";

/** `call`: asynchronous, takes an object with callbacks. `task`: gives a task object besides. */
export type Kind = "call" | "task" | "listener" | "function" | "value";
/** WeChat's words for types; Any is not checked. */
export type TypeName = "String" | "Number" | "Boolean" | "Array" | "Object" | "Function" | "Any";

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly type: TypeName;
  /** Values it may have, or members of its object; empty when there is no list. */
  readonly options: readonly string[];
}

export interface MemberFacts {
  readonly name: string;
  readonly kind: Kind;
  /** Members of the object it takes (call, task), or its parameters one by one (function). */
  readonly parameters: readonly Parameter[];
  /** What comes back: `success`, `callback` or `return`, and its members with theirs. */
  readonly way: "success" | "callback" | "return";
  readonly back: ReadonlyMap<string, readonly string[]>;
}

const WAYS = ["success", "callback", "return"] as const;

/** The text is searched, not taken apart: an app asks for a few of its 499 lines. */
export class Facts {
  readonly #text: string;
  readonly #read = new Map<string, MemberFacts | null>();

  /** `text` begins and ends with a line's end. */
  constructor(text: string = FACTS) {
    this.#text = text;
  }

  /** Names of all members, sorted. */
  names(): string[] {
    const lines = this.#text.trim().split("\n");
    return lines.map((line) => line.slice(0, line.indexOf(" ")));
  }

  /** What is known of a member; null when WeChat has none of that name. */
  of(name: string): MemberFacts | null {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const start = this.#text.indexOf(`\n${name} `) + 1;
    const facts =
      start > 0 ? parsed(this.#text.slice(start, this.#text.indexOf("\n", start))) : null;
    this.#read.set(name, facts);
    return facts;
  }
}

function parsed(line: string): MemberFacts {
  const [name = "", kind = "value", ...rest] = line.split(" ");
  const parts = new Map(
    rest.map((part): [string, string] => {
      const colon = part.indexOf(":");
      return [part.slice(0, colon), part.slice(colon + 1)];
    }),
  );
  const way = WAYS.find((one) => parts.has(one)) ?? "return";
  return {
    name,
    kind: kind as Kind,
    parameters: listed(parts.get("object") ?? parts.get("given")).map(parameter),
    way,
    back: new Map(listed(parts.get(way)).map(named)),
  };
}

function parameter(text: string): Parameter {
  const [head, options] = named(text);
  const at = head.search(/[!?]/);
  return {
    name: head.slice(0, at),
    required: head[at] === "!",
    type: head.slice(at + 1) as TypeName,
    options,
  };
}

function named(text: string): [string, readonly string[]] {
  const open = text.indexOf("(");
  if (open < 0) return [text, []];
  return [text.slice(0, open), text.slice(open + 1, -1).split("|")];
}

function listed(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : text.split(",");
}
