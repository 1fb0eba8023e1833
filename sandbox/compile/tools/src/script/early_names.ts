// Names of `let` and `const` that are read before they are declared. That throws in JavaScript of
// today; WeChat's tools make `var` of them (es6: true, as most projects have it), and what is read is
// undefined. So the declaration moves to the start of its block, and a value is set where it stood.

import type { AnyNode, Node, Program, VariableDeclaration } from "acorn";
import type { Edit } from "./edits.ts";
import { bound } from "./requires.ts";

type FunctionNode = Extract<AnyNode, { params: unknown[] }>;

/** Their own names are left as they are, and hide those around. */
const HAVE_NAMES: ReadonlySet<string> = new Set([
  ...["ForStatement", "ForInStatement", "ForOfStatement", "SwitchStatement"],
  ...["CatchClause", "ClassDeclaration", "ClassExpression"],
]);
const READ_NOTHING: ReadonlySet<string> = new Set([
  ...["BreakStatement", "ContinueStatement", "ImportDeclaration"],
  ...["ExportSpecifier", "ExportAllDeclaration"],
]);

interface Declared {
  /** null: a name that may be read anywhere, or whose declaration cannot move. */
  readonly declaration: VariableDeclaration | null;
  readonly end: number;
}

interface Scope {
  readonly parent: Scope | null;
  /** Tells functions apart: what is called later may read what is declared further down. */
  readonly owner: Node;
  readonly names: Map<string, Declared>;
  /** Where a declaration may be put. */
  readonly start: number;
}

/** What to change so that such names are there; nothing in nearly all scripts. */
export function earlyNames(program: Program): Edit[] {
  const walk = new Walk();
  walk.block(program, program.body, program.start, null);
  return walk.edits();
}

class Walk {
  readonly #early = new Map<VariableDeclaration, number>();

  edits(): Edit[] {
    const edits: Edit[] = [];
    for (const [{ start, declarations }, at] of this.#early) {
      const names = new Set<string>();
      for (const { id } of declarations) bound(id, names);
      edits.push({ start: at, end: at, text: `;let ${[...names].join(",")};` });
      edits.push({ start, end: declarations[0]?.start ?? start, text: ";" });
    }
    return edits;
  }

  block(
    owner: Node,
    body: readonly Node[],
    start: number,
    parent: Scope | null,
    taken: ReadonlySet<string> = new Set(),
  ): void {
    const names = new Map<string, Declared>();
    for (const name of taken) names.set(name, { declaration: null, end: 0 });
    let at = start;
    for (const given of body) {
      const node = given as AnyNode;
      if (node.type === "ExpressionStatement" && "directive" in node) at = node.end;
      declare(node, names);
    }
    const scope: Scope = { parent, owner, names, start: at };
    for (const node of body) this.#visit(node, scope);
  }

  #visit(given: Node | null | undefined, scope: Scope): void {
    if (!given) return;
    const node = given as AnyNode;
    if (node.type === "Identifier") {
      this.#read(node.name, node.start, scope);
    } else if (node.type === "BlockStatement") {
      this.block(scope.owner, node.body, node.start + 1, scope);
    } else if (node.type === "MemberExpression") {
      this.#visit(node.object, scope);
      if (node.computed) this.#visit(node.property, scope);
    } else if (
      node.type === "Property" ||
      node.type === "MethodDefinition" ||
      node.type === "PropertyDefinition"
    ) {
      if (node.computed) this.#visit(node.key, scope);
      this.#visit(node.value, scope);
    } else if (node.type === "VariableDeclarator") {
      this.#visit(node.init, scope);
    } else if (node.type === "LabeledStatement") {
      this.#visit(node.body, scope);
    } else if ("params" in node) {
      this.#function(node, scope);
    } else if (HAVE_NAMES.has(node.type)) {
      this.#children(node, hiding(node, scope));
    } else if (!READ_NOTHING.has(node.type)) {
      this.#children(node, scope);
    }
  }

  #children(node: Node, scope: Scope): void {
    for (const value of Object.values(node) as unknown[]) {
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(one)) this.#visit(one, scope);
      }
    }
  }

  #function(node: FunctionNode, outer: Scope): void {
    const taken = new Set<string>(["arguments"]);
    if (node.type !== "FunctionDeclaration" && "id" in node) bound(node.id, taken);
    for (const parameter of node.params) bound(parameter, taken);
    const body = node.body as AnyNode;
    if (body.type === "BlockStatement") {
      vars(body, taken);
      this.block(node, body.body, body.start + 1, outer, taken);
    } else {
      this.block(node, [body], body.start, outer, taken);
    }
  }

  #read(name: string, at: number, scope: Scope): void {
    for (let each: Scope | null = scope; each; each = each.parent) {
      const found = each.names.get(name);
      if (!found) continue;
      if (found.declaration && each.owner === scope.owner && at < found.end) {
        this.#early.set(found.declaration, each.start);
      }
      return;
    }
  }
}

function declare(node: AnyNode, names: Map<string, Declared>): void {
  if (node.type === "VariableDeclaration" && node.kind !== "var") {
    const movable = node.declarations.every(({ id, init }) => id.type === "Identifier" && init);
    for (const { id, end } of node.declarations) {
      const each = new Set<string>();
      bound(id, each);
      for (const name of each) names.set(name, { declaration: movable ? node : null, end });
    }
  } else if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
    const each = new Set<string>();
    bound(node.id, each);
    for (const name of each) names.set(name, { declaration: null, end: 0 });
  }
}

/** A scope with the names that a loop, `switch`, `catch` or class has of its own. */
function hiding(node: AnyNode, parent: Scope): Scope {
  const own = new Set<string>();
  for (const value of Object.values(node) as unknown[]) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (!isNode(one)) continue;
      const part = one as AnyNode;
      if (part.type === "VariableDeclaration") {
        for (const { id } of part.declarations) bound(id, own);
      } else if (part.type === "SwitchCase") {
        for (const statement of part.consequent as AnyNode[]) {
          if (statement.type !== "VariableDeclaration") continue;
          for (const { id } of statement.declarations) bound(id, own);
        }
      }
    }
  }
  if (node.type === "CatchClause") bound(node.param, own);
  if (node.type === "ClassDeclaration" || node.type === "ClassExpression") bound(node.id, own);
  const names = new Map([...own].map((name) => [name, { declaration: null, end: 0 }]));
  return { parent, owner: parent.owner, names, start: parent.start };
}

/** The names that `var` declares anywhere in a function: they hide those around it. */
function vars(given: Node, names: Set<string>): void {
  const node = given as AnyNode;
  if (node.type === "VariableDeclaration" && node.kind === "var") {
    for (const { id } of node.declarations) bound(id, names);
  }
  for (const value of Object.values(node) as unknown[]) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(one) && !("params" in one)) vars(one, names);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
