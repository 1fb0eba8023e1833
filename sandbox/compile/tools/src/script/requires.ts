// Finding what a CommonJS module requires, in its syntax tree.
import type { AnyNode, CallExpression, Node, Program } from "acorn";
import type { Edit } from "./edits.ts";

/** One `require("…")` with a literal name. `start` and `end` enclose the literal, quotes too. */
export interface RequireUse {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
  readonly isAsync: boolean;
  /** Whether it stands inside `try`, where a missing module is expected. */
  readonly isGuarded: boolean;
}

/** One `require` of a name that is put together: how the name begins and ends. */
export interface OpenRequire {
  readonly prefix: string;
  readonly suffix: string;
}

/** What a walk over a module found. */
export interface Found {
  readonly requires: RequireUse[];
  /** Those that name a folder, and in it what is only known at run time. */
  readonly open: OpenRequire[];
  /** Changes to the text that the walk asks for. */
  readonly edits: Edit[];
  /** An import or export that is still there. */
  readonly stray: Node | undefined;
}

/** A namespace object, as `import()` promises it, for a module that may be CommonJS. */
const AS_NAMESPACE = ".then(function(m){return m&&m.__esModule?m:Object.assign({},m,{default:m})})";

/** A function's variables; block scopes count as their function's. */
interface Scope {
  readonly parent: Scope | undefined;
  readonly declared: Set<string>;
}

type FunctionNode = Extract<AnyNode, { params: unknown[] }>;

interface Candidate<Use> {
  readonly scope: Scope;
  readonly use: Use;
}

/**
 * Every literal `require`, `require.async` and `import()` in a program that does not mean a local
 * variable called `require`. `import()` becomes `require.async()`.
 *
 * `nodeEnv` stands for `process.env.NODE_ENV`, which no mini-program has; undefined: leave it.
 */
export function findRequires(program: Program, nodeEnv: string | undefined): Found {
  const walk = new Walk(nodeEnv);
  walk.visit(program, { parent: undefined, declared: new Set() }, false);
  return { requires: walk.requires(), open: walk.open(), edits: walk.edits, stray: walk.stray };
}

class Walk {
  readonly edits: Edit[] = [];
  stray: Node | undefined;
  readonly #nodeEnv: string | undefined;
  readonly #candidates: Candidate<RequireUse>[] = [];
  readonly #open: Candidate<OpenRequire>[] = [];

  constructor(nodeEnv: string | undefined) {
    this.#nodeEnv = nodeEnv;
  }

  /** Those whose `require` is the module's own, in the order of the text. */
  requires(): RequireUse[] {
    return ownRequires(this.#candidates).sort((one, two) => one.start - two.start);
  }

  open(): OpenRequire[] {
    return ownRequires(this.#open);
  }

  visit(given: Node, scope: Scope, isGuarded: boolean): void {
    const node = given as AnyNode;
    if (isFunction(node)) {
      this.#function(node, scope, isGuarded);
      return;
    }
    if (node.type === "TryStatement") {
      this.visit(node.block, scope, true);
      for (const part of [node.handler, node.finalizer]) {
        if (part) {
          this.visit(part, scope, isGuarded);
        }
      }
      return;
    }
    if (node.type === "IfStatement" || node.type === "ConditionalExpression") {
      const value = this.#constant(node.test);
      if (value !== undefined) {
        const live = value ? node.consequent : node.alternate;
        this.visit(node.test, scope, isGuarded);
        if (live) {
          this.visit(live, scope, isGuarded);
        }
        return;
      }
    }
    if (node.type === "VariableDeclarator" || node.type === "ClassDeclaration") {
      bound(node.id, scope.declared);
    } else if (node.type === "CallExpression") {
      this.#call(node, scope, isGuarded);
    } else if (node.type === "ImportExpression") {
      this.edits.push({ start: node.start, end: node.start + 6, text: "require.async" });
      this.edits.push({ start: node.end, end: node.end, text: AS_NAMESPACE });
      this.#use(node.source, scope, true, isGuarded);
    } else if (node.type === "MetaProperty" && node.meta.name === "import") {
      this.edits.push({ start: node.start, end: node.end, text: '({url:""})' });
    } else if (isModuleSyntax(node)) {
      this.stray ??= node;
    } else if (this.#nodeEnv !== undefined && isNodeEnv(node)) {
      this.edits.push({ start: node.start, end: node.end, text: JSON.stringify(this.#nodeEnv) });
    }
    this.#children(node, scope, isGuarded);
  }

  #function(node: FunctionNode, scope: Scope, isGuarded: boolean): void {
    if (node.type === "FunctionDeclaration") {
      bound(node.id, scope.declared);
    }
    const inner: Scope = { parent: scope, declared: new Set() };
    for (const parameter of node.params) {
      bound(parameter, inner.declared);
    }
    this.#children(node, inner, isGuarded);
  }

  #children(node: Node, scope: Scope, isGuarded: boolean): void {
    for (const value of Object.values(node) as unknown[]) {
      if (Array.isArray(value)) {
        for (const item of value) {
          if (isNode(item)) {
            this.visit(item, scope, isGuarded);
          }
        }
      } else if (isNode(value)) {
        this.visit(value, scope, isGuarded);
      }
    }
  }

  #call(node: CallExpression, scope: Scope, isGuarded: boolean): void {
    const [name, callback] = node.arguments;
    if (name === undefined) {
      return;
    }
    const { callee } = node;
    if (callee.type === "Identifier" && callee.name === "require") {
      this.#use(name, scope, callback !== undefined, isGuarded);
    } else if (
      callee.type === "MemberExpression" &&
      callee.object.type === "Identifier" &&
      callee.object.name === "require" &&
      callee.property.type === "Identifier" &&
      callee.property.name === "async" &&
      !callee.computed
    ) {
      this.#use(name, scope, true, isGuarded);
    }
  }

  #use(given: Node, scope: Scope, isAsync: boolean, isGuarded: boolean): void {
    const specifier = literal(given);
    if (specifier !== undefined) {
      const use = { specifier, start: given.start, end: given.end, isAsync, isGuarded };
      this.#candidates.push({ scope, use });
      return;
    }
    const use = { prefix: firstPart(given), suffix: lastPart(given) };
    if (/[^./].*\//.test(use.prefix)) {
      this.#open.push({ scope, use });
    }
  }

  /** What a comparison of `process.env.NODE_ENV` with a literal comes to, where it is known. */
  #constant(given: Node): boolean | undefined {
    const test = given as AnyNode;
    if (this.#nodeEnv === undefined || test.type !== "BinaryExpression") {
      return undefined;
    }
    const { left, right, operator } = test;
    const isPlain = isNodeEnv(left);
    const other = isPlain ? right : isNodeEnv(right) ? left : undefined;
    if (other?.type !== "Literal") {
      return undefined;
    }
    const isEqual = other.value === this.#nodeEnv;
    if (operator === "===" || operator === "==") {
      return isEqual;
    }
    return operator === "!==" || operator === "!=" ? !isEqual : undefined;
  }
}

function ownRequires<Use>(candidates: readonly Candidate<Use>[]): Use[] {
  return candidates.filter(({ scope }) => !isDeclared("require", scope)).map(({ use }) => use);
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.declared.has(name)) {
      return true;
    }
  }
  return false;
}

/** Whether a statement is an import or an export declaration. */
export function isModuleSyntax(node: AnyNode): boolean {
  return (
    node.type === "ImportDeclaration" ||
    node.type === "ExportNamedDeclaration" ||
    node.type === "ExportDefaultDeclaration" ||
    node.type === "ExportAllDeclaration"
  );
}

/** Add the names that a pattern binds. */
export function bound(given: Node | null | undefined, names: Set<string>): void {
  if (!given) {
    return;
  }
  const pattern = given as AnyNode;
  if (pattern.type === "Identifier") {
    names.add(pattern.name);
  } else if (pattern.type === "ObjectPattern") {
    for (const property of pattern.properties) {
      bound(property.type === "RestElement" ? property.argument : property.value, names);
    }
  } else if (pattern.type === "ArrayPattern") {
    for (const element of pattern.elements) {
      bound(element, names);
    }
  } else if (pattern.type === "AssignmentPattern") {
    bound(pattern.left, names);
  } else if (pattern.type === "RestElement") {
    bound(pattern.argument, names);
  }
}

/** The text of a string literal, or of a template without holes, that stands on one line. */
function literal(given: Node): string | undefined {
  const node = given as AnyNode;
  if (node.type === "Literal" && typeof node.value === "string") {
    return node.value.includes("\n") || node.raw?.includes("\n") ? undefined : node.value;
  }
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) {
    const text = node.quasis[0]?.value.cooked;
    return typeof text !== "string" || text.includes("\n") ? undefined : text;
  }
  return undefined;
}

/** What a text that is put together begins with, "" where that is not known. */
function firstPart(given: Node): string {
  const node = given as AnyNode;
  if (node.type === "BinaryExpression" && node.operator === "+") {
    return firstPart(node.left);
  }
  return node.type === "TemplateLiteral" ? (node.quasis[0]?.value.cooked ?? "") : text(node);
}

/** What it ends with. */
function lastPart(given: Node): string {
  const node = given as AnyNode;
  if (node.type === "BinaryExpression" && node.operator === "+") {
    return lastPart(node.right);
  }
  return node.type === "TemplateLiteral" ? (node.quasis.at(-1)?.value.cooked ?? "") : text(node);
}

function text(node: AnyNode): string {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

function isNodeEnv(given: Node): boolean {
  const node = given as AnyNode;
  return (
    node.type === "MemberExpression" &&
    isNamed(node, "NODE_ENV") &&
    node.object.type === "MemberExpression" &&
    isNamed(node.object, "env") &&
    node.object.object.type === "Identifier" &&
    node.object.object.name === "process"
  );
}

function isNamed(node: AnyNode, name: string): boolean {
  return (
    node.type === "MemberExpression" &&
    !node.computed &&
    node.property.type === "Identifier" &&
    node.property.name === name
  );
}

function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
