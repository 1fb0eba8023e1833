// One script of a project → CommonJS with its lines where they were.
import { getLineInfo, type Options, type Program } from "acorn";
import { transform as sucrase } from "sucrase";
import { earlyNames } from "./early_names.ts";
import { codePointOffsets, edited, shiftAt, type Edit } from "./edits.ts";
import { exportsByName } from "./exports.ts";
import { withImportsFirst } from "./imports.ts";
import { valueNamespaces, type ValueNamespace } from "./namespaces.ts";
import { parsed, type DeadPattern } from "./patterns.ts";
import {
  bound,
  findRequires,
  isModuleSyntax,
  type OpenRequire,
  type RequireUse,
} from "./requires.ts";

/** What Python asks for. `nodeEnv`: what `process.env.NODE_ENV` becomes, null to leave it. */
export interface TransformRequest {
  readonly source: string;
  readonly typescript: boolean;
  readonly nodeEnv: string | null;
}

/** A literal `require`: offsets in code points of `code`, line and column from 1. */
export interface FoundRequire {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly isAsync: boolean;
  readonly isGuarded: boolean;
}

/** Where a text does not parse; line and column from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Either `problem` is null, or there is no code. */
export interface TransformAnswer {
  readonly code: string;
  readonly requires: readonly FoundRequire[];
  /** Each `require` of a name in a folder that is only known at run time. */
  readonly open: readonly OpenRequire[];
  /** Names that `let`, `const` and `class` declare outside any block. */
  readonly declared: readonly string[];
  /** TypeScript namespaces whose values were left out. */
  readonly namespaces: readonly ValueNamespace[];
  /** Regular expressions that throw once they are come to. */
  readonly patterns: readonly DeadPattern[];
  readonly problem: SyntaxProblem | null;
}

/** Import and export may stand anywhere, and beside `require`; a script may be sloppy. */
const TOLERANT: Options = {
  ecmaVersion: "latest",
  sourceType: "script",
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowHashBang: true,
};
const MAY_BE_MODULE = /\b(?:import|export)\b/;

/** Compile one script. Throws nothing for a text that does not parse: that is an answer. */
export function transform(request: TransformRequest): TransformAnswer {
  try {
    return transformed(request);
  } catch (error) {
    const problem = asProblem(error, request.source.split("\n"));
    if (problem === undefined) {
      throw error;
    }
    return failed(problem);
  }
}

function failed(problem: SyntaxProblem): TransformAnswer {
  return { code: "", requires: [], open: [], declared: [], namespaces: [], patterns: [], problem };
}

function transformed(request: TransformRequest): TransformAnswer {
  let code = withoutHashBang(request.source);
  if (request.typescript) {
    code = sucrased(code, "typescript");
  }
  let program: Program;
  let moved: ReadonlyMap<string, number> = new Map();
  const read = parsed(code, TOLERANT);
  ({ code, program } = read);
  const early = earlyNames(program);
  if (early.length > 0) {
    ({ code, program } = parsed(edited(code, early), TOLERANT));
  }
  if (MAY_BE_MODULE.test(code) && program.body.some(isModuleSyntax)) {
    const named = exportsByName(program);
    if (named.length > 0) {
      ({ code, program } = parsed(edited(code, named), TOLERANT));
    }
    const first = withImportsFirst(code, program);
    moved = first.lines;
    code = hoisted(sucrased(first.code, "imports"), exportedFunctions(program));
    ({ code, program } = parsed(code, TOLERANT));
  }
  const { requires, open, edits, stray } = findRequires(program, request.nodeEnv ?? undefined);
  if (stray !== undefined) {
    const { line, column } = getLineInfo(code, stray.start);
    return failed({ line, column: column + 1, message: "import and export stand outside blocks" });
  }
  return {
    code: edited(code, edits),
    requires: placed(code, requires, edits, request.source.split("\n"), moved),
    open,
    declared: lexicalNames(program),
    namespaces: request.typescript ? valueNamespaces(request.source) : [],
    patterns: read.dead,
    problem: null,
  };
}

function sucrased(source: string, transform: "typescript" | "imports"): string {
  return sucrase(source, {
    transforms: [transform],
    disableESTransforms: true,
    preserveDynamicImport: true,
  }).code;
}

function withoutHashBang(source: string): string {
  return source.startsWith("#!") ? `//${source.slice(2)}` : source;
}

function lexicalNames(program: Program): string[] {
  const names = new Set<string>();
  for (const node of program.body) {
    if (node.type === "ClassDeclaration") {
      bound(node.id, names);
    } else if (node.type === "VariableDeclaration" && node.kind !== "var") {
      for (const declarator of node.declarations) {
        bound(declarator.id, names);
      }
    }
  }
  return [...names];
}

/** Exported name → function declaration: ES modules bind those before any statement runs. */
function exportedFunctions(program: Program): Map<string, string> {
  const functions = new Set<string>();
  const found = new Map<string, string>();
  for (const node of program.body) {
    const declared = "declaration" in node ? node.declaration : node;
    if (declared?.type === "FunctionDeclaration" && declared.id) {
      functions.add(declared.id.name);
      if (node.type === "ExportNamedDeclaration") {
        found.set(declared.id.name, declared.id.name);
      } else if (node.type === "ExportDefaultDeclaration") {
        found.set("default", declared.id.name);
      }
    }
  }
  for (const node of program.body) {
    if (node.type !== "ExportNamedDeclaration" || node.source) {
      continue;
    }
    for (const { local, exported } of node.specifiers) {
      if (local.type === "Identifier" && functions.has(local.name)) {
        found.set(
          exported.type === "Identifier" ? exported.name : String(exported.value),
          local.name,
        );
      }
    }
  }
  return found;
}

/**
 * Assign exported functions first of all, as Babel does, so that modules which import each other
 * in a circle see them. Sucrase assigns them where they stand.
 */
function hoisted(code: string, functions: ReadonlyMap<string, string>): string {
  const directive = '"use strict";';
  if (functions.size === 0 || !code.startsWith(directive)) {
    return code;
  }
  const assignments = [...functions].map(
    ([exported, local]) => `exports[${JSON.stringify(exported)}] = ${local};`,
  );
  const edit: Edit = { start: directive.length, end: directive.length, text: assignments.join("") };
  return edited(code, [edit]);
}

/**
 * The places of `requires` in `code` once `edits` are made. Lines are those of the source, also
 * of what was `moved` from there; the column is the source's too where the literal is found there.
 */
function placed(
  code: string,
  requires: readonly RequireUse[],
  edits: readonly Edit[],
  source: readonly string[],
  moved: ReadonlyMap<string, number>,
): FoundRequire[] {
  const after = edited(code, edits);
  const points = codePointOffsets(after);
  let line = 1;
  let lineStart = 0;
  return requires.map((use) => {
    const shift = shiftAt(use.start, edits);
    const start = use.start + shift;
    for (let next = after.indexOf("\n", lineStart); next >= 0 && next < start;) {
      line += 1;
      lineStart = next + 1;
      next = after.indexOf("\n", lineStart);
    }
    const shown = (line === 1 ? moved.get(use.specifier) : undefined) ?? line;
    const written = source[shown - 1] ?? "";
    const at = columnOf(use.specifier, written);
    const column = at === undefined ? start - lineStart + 1 : shownColumn(written, at);
    return { ...use, start: points(start), end: points(use.end + shift), line: shown, column };
  });
}

/** A UTF-16 offset in a line as a column in code points, from 1. */
function shownColumn(line: string, offset: number): number {
  return Array.from(line.slice(0, offset)).length + 1;
}

function columnOf(specifier: string, line: string): number | undefined {
  const found = ['"', "'", "`"].map((quote) => line.indexOf(quote + specifier + quote));
  const there = found.filter((column) => column >= 0);
  return there.length > 0 ? Math.min(...there) : undefined;
}

/** What a parser threw, as a place and words; undefined for an error of another kind. */
function asProblem(error: unknown, source: readonly string[]): SyntaxProblem | undefined {
  if (!(error instanceof Error) || !("loc" in error)) {
    return undefined;
  }
  const { line, column } = error.loc as { line: number; column: number };
  // Acorn counts columns from 0, sucrase from 1; only acorn says how far it had read.
  const offset = "raisedAt" in error ? column : column - 1;
  const message = error.message.replace(/ \(\d+:\d+\)$/, "");
  return { line, column: shownColumn(source[line - 1] ?? "", offset), message };
}
