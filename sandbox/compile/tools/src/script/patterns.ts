// Regular expressions that no engine takes. One in a script keeps a whole chunk from being read
// now; engines of some years ago, WeChat's among them, said so only when they came to it, and old
// libraries hold some that nothing ever comes to. They are made when they are come to here too.

import { getLineInfo, parse, type Options, type Program } from "acorn";
import { edited, type Edit } from "./edits.ts";

/** Where one stands in the text that was parsed, from 1. */
export interface DeadPattern {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Parsed {
  readonly code: string;
  readonly program: Program;
  readonly dead: readonly DeadPattern[];
}

const INVALID = /^Invalid regular expression: \//;
const MOST_DEAD = 50;

/** Parse; what is thrown for anything else that does not parse is acorn's own. */
export function parsed(source: string, options: Options): Parsed {
  const dead: DeadPattern[] = [];
  let code = source;
  for (;;) {
    try {
      return { code, program: parse(code, options), dead };
    } catch (error) {
      const edit = dead.length < MOST_DEAD ? madeLater(error, code) : undefined;
      if (edit === undefined) throw error;
      const { line, column } = getLineInfo(code, edit.start);
      const message = (error as Error).message.replace(/ \(\d+:\d+\)$/, "");
      dead.push({ line, column: column + 1, message });
      code = edited(code, [edit]);
    }
  }
}

function madeLater(error: unknown, code: string): Edit | undefined {
  if (!(error instanceof SyntaxError) || !INVALID.test(error.message)) return undefined;
  const { pos } = error as { readonly pos?: unknown };
  if (typeof pos !== "number") return undefined;
  const start = pos - 1; // acorn names the place behind the slash
  // Acorn has read it: it ends where its classes and escapes let it, on its line.
  const literal = /^\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+)\/(\w*)/.exec(code.slice(start));
  const [whole, pattern = "", flags = ""] = literal ?? [];
  if (whole === undefined) return undefined;
  const text = `(new RegExp(${JSON.stringify(pattern)},"${flags}"))`;
  return { start, end: start + whole.length, text };
}
