// Imports come first: ES modules bind them before any statement runs, wherever they stand.
import type { ImportDeclaration, ImportSpecifier, Program } from "acorn";
import { edited, type Edit } from "./edits.ts";

/** A text whose imports come first, on its first line; and the line where each specifier stood. */
export interface ImportsFirst {
  readonly code: string;
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Move the imports that stand behind other statements to the start, in their order, so that what
 * compiles them in place does as ES modules do. All lines stay where they are.
 */
export function withImportsFirst(code: string, program: Program): ImportsFirst {
  const late = lateImports(program);
  const lines = new Map<string, number>();
  if (late.length === 0) {
    return { code, lines };
  }
  const edits: Edit[] = [{ start: 0, end: 0, text: late.map(written).join("") }];
  for (const node of late) {
    const breaks = code.slice(node.start, node.end).split("\n").length - 1;
    // The ; keeps the statement before it apart from the one behind it.
    edits.push({ start: node.start, end: node.end, text: `;${"\n".repeat(breaks)}` });
    lines.set(String(node.source.value), code.slice(0, node.source.start).split("\n").length);
  }
  return { code: edited(code, edits), lines };
}

function lateImports(program: Program): ImportDeclaration[] {
  const late: ImportDeclaration[] = [];
  let others = false;
  for (const node of program.body) {
    if (node.type !== "ImportDeclaration") {
      others ||= !("directive" in node);
    } else if (others) {
      late.push(node);
    }
  }
  return late;
}

/** The import on one line. */
function written(node: ImportDeclaration): string {
  const named: string[] = [];
  const whole: string[] = [];
  for (const specifier of node.specifiers) {
    if (specifier.type === "ImportSpecifier") {
      named.push(`${imported(specifier)} as ${specifier.local.name}`);
    } else {
      whole.push(
        specifier.type === "ImportDefaultSpecifier"
          ? specifier.local.name
          : `* as ${specifier.local.name}`,
      );
    }
  }
  const names = [...whole, ...(named.length > 0 ? [`{${named.join(", ")}}`] : [])].join(", ");
  const from = JSON.stringify(node.source.value);
  return names ? `import ${names} from ${from};` : `import ${from};`;
}

function imported({ imported: name }: ImportSpecifier): string {
  return name.type === "Identifier" ? name.name : JSON.stringify(name.value);
}
