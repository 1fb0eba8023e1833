// Reads npm's miniprogram-api-typings and says what it declares on `wx`, one line a member.

import { createRequire } from "node:module";
import ts from "typescript";

const CALLBACKS = new Set(["success", "fail", "complete"]);
/** Deeper than this nothing is asked by canIUse: `API.success.member.option`. */
const MAX_OPTIONS = 40;

/** The text of src/api/generated_facts.ts. */
export function factsModule(): string {
  const lines = wxMembers();
  return [
    "// Made by `node sandbox/runtime/tools/write_wx.ts` from npm's miniprogram-api-typings; do not",
    "// edit. What each member of `wx` takes and gives; grammar in facts.ts.",
    "",
    `export const TYPINGS_VERSION = ${JSON.stringify(typingsVersion())};`,
    "export const FACTS = `",
    ...lines,
    "`;",
    "",
  ].join("\n");
}

/** Version of the installed typings. */
export function typingsVersion(): string {
  const require = createRequire(import.meta.url);
  return (require("miniprogram-api-typings/package.json") as { version: string }).version;
}

/** One line a member of `wx`, sorted by name; see src/api/facts.ts for the grammar. */
export function wxMembers(): string[] {
  const require = createRequire(import.meta.url);
  const root = require.resolve("miniprogram-api-typings/index.d.ts");
  const program = ts.createProgram([root], {
    lib: ["lib.es2022.d.ts"],
    types: [],
    strict: true,
    skipLibCheck: true,
  });
  return new Reader(program.getTypeChecker()).read(program);
}

class Reader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  read(program: ts.Program): string[] {
    const wx = program
      .getSourceFiles()
      .flatMap((file) => [...file.statements])
      .filter(ts.isVariableStatement)
      .flatMap((statement) => [...statement.declarationList.declarations])
      .find((declaration) => declaration.name.getText() === "wx");
    if (!wx) throw new Error("miniprogram-api-typings declares no `wx`");
    const members = this.#checker.getPropertiesOfType(this.#checker.getTypeAtLocation(wx));
    return members.map((member) => this.#line(member)).sort();
  }

  #line(member: ts.Symbol): string {
    const signatures = this.#typeOf(member).getCallSignatures();
    const signature = signatures[0];
    if (!signature) return `${member.name} value`;
    const parameters = signature.getParameters();
    const option = parameters[0] && this.#typeOf(parameters[0]);
    if (option && this.#hasCallbacks(option)) return this.#asynchronous(member, signature, option);
    if (/^(on|off)[A-Z]/.test(member.name)) return this.#listener(member, option);
    const given = parameters.map((parameter) => this.#parameter(parameter)).join(",");
    const back = this.#members(signature.getReturnType());
    return `${member.name} function${part("given", given)}${part("return", back)}`;
  }

  #asynchronous(member: ts.Symbol, signature: ts.Signature, option: ts.Type): string {
    const own = this.#properties(option).filter((property) => !CALLBACKS.has(property.name));
    const object = own.map((property) => this.#parameter(property)).join(",");
    const success = this.#properties(option).find((property) => property.name === "success");
    const back = success ? this.#members(this.#firstParameter(this.#typeOf(success))) : "";
    const returned = signature.getReturnType();
    const name = returned.symbol as ts.Symbol | undefined;
    const isTask = name?.name.endsWith("Task") === true;
    const kind = isTask ? "task" : "call";
    return `${member.name} ${kind}${part("object", object)}${part("success", back)}`;
  }

  #listener(member: ts.Symbol, callback: ts.Type | undefined): string {
    const value = callback && this.#firstParameter(this.#checker.getNonNullableType(callback));
    return `${member.name} listener${part("callback", this.#members(value))}`;
  }

  #firstParameter(callback: ts.Type): ts.Type | undefined {
    const called = this.#checker.getNonNullableType(callback).getCallSignatures()[0];
    const first = called?.getParameters()[0];
    return first && this.#typeOf(first);
  }

  /** `name!Type` or `name?Type`, and the values it may have: `name!Type(a|b)`. */
  #parameter(symbol: ts.Symbol): string {
    const type = this.#checker.getNonNullableType(this.#typeOf(symbol));
    const declaration = symbol.valueDeclaration;
    const isOptional =
      (symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
      (declaration && ts.isParameter(declaration) && declaration.questionToken !== undefined) ===
        true;
    return `${symbol.name}${isOptional ? "?" : "!"}${this.#kind(type)}${this.#options(type)}`;
  }

  /** Names of an object's data members, each with those of its own. */
  #members(type: ts.Type | undefined): string {
    if (!type || this.#kind(type) !== "Object") return "";
    return this.#properties(this.#checker.getNonNullableType(type))
      .map((property) => {
        const inner = this.#checker.getNonNullableType(this.#typeOf(property));
        return `${property.name}${this.#options(inner)}`;
      })
      .join(",");
  }

  #options(type: ts.Type): string {
    const values = this.#literals(type);
    const found = values.length > 0 ? values : this.#innerNames(type);
    return found.length > 0 && found.length <= MAX_OPTIONS ? `(${found.join("|")})` : "";
  }

  #literals(type: ts.Type): string[] {
    const element = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    const asked = this.#checker.isArrayType(type) && element ? element : type;
    const parts = asked.isUnion() ? asked.types : [asked];
    const values = parts.map((one) => (one.isStringLiteral() ? one.value : ""));
    return values.every((value) => /^[\w.#-]+$/.test(value)) ? values.sort() : [];
  }

  #innerNames(type: ts.Type): string[] {
    if (this.#kind(type) !== "Object") return [];
    return this.#properties(type).map((property) => property.name);
  }

  #properties(type: ts.Type): ts.Symbol[] {
    return this.#checker
      .getPropertiesOfType(this.#checker.getNonNullableType(type))
      .filter((property) => /^\w+$/.test(property.name));
  }

  #hasCallbacks(type: ts.Type): boolean {
    const names = new Set(this.#properties(type).map((property) => property.name));
    return [...CALLBACKS].every((name) => names.has(name));
  }

  /** The word WeChat uses for a type in `parameter error` messages; Any where it checks nothing. */
  #kind(type: ts.Type): string {
    const parts = type.isUnion() ? type.types : [type];
    const kinds = new Set(parts.map((one) => this.#kindOfOne(one)));
    const [kind] = kinds;
    return kinds.size === 1 && kind !== undefined ? kind : "Any";
  }

  #kindOfOne(type: ts.Type): string {
    if (type.flags & ts.TypeFlags.StringLike) return "String";
    if (type.flags & ts.TypeFlags.NumberLike) return "Number";
    if (type.flags & ts.TypeFlags.BooleanLike) return "Boolean";
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return "Array";
    if (type.getCallSignatures().length > 0) return "Function";
    const name = (type.symbol as ts.Symbol | undefined)?.name ?? "";
    if (/Array|^Promise$/.test(name)) return "Any";
    return type.flags & ts.TypeFlags.Object ? "Object" : "Any";
  }

  #typeOf(symbol: ts.Symbol): ts.Type {
    return this.#checker.getTypeOfSymbol(symbol);
  }
}

function part(name: string, text: string): string {
  return text === "" ? "" : ` ${name}:${text}`;
}
