// `export const a = 1, b = 2` and `export const { a } = b`. What compiles modules knows one name a
// statement: of several it takes the first and makes a comma expression of the rest, and a pattern's
// names are lost. So they are declared without `export`, and exported by name right behind.
import type { Program } from "acorn";
import type { Edit } from "./edits.ts";
import { bound } from "./requires.ts";

/** What to change so that each of these names is exported; nothing in nearly all scripts. */
export function exportsByName(program: Program): Edit[] {
  const edits: Edit[] = [];
  for (const node of program.body) {
    if (
      node.type !== "ExportNamedDeclaration" ||
      node.declaration?.type !== "VariableDeclaration"
    ) {
      continue;
    }
    const { declarations } = node.declaration;
    if (declarations.length === 1 && declarations[0]?.id.type === "Identifier") {
      continue;
    }
    const names = new Set<string>();
    for (const { id } of declarations) {
      bound(id, names);
    }
    edits.push({ start: node.start, end: node.start + "export".length, text: "" });
    edits.push({ start: node.end, end: node.end, text: `;export{${[...names].join(",")}};` });
  }
  return edits;
}
