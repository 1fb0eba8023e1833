// What WXS sees (framework/../reference/wxs): a few names of its own, some of JavaScript's, and no
// globals. The compiler wraps each module (sandbox/compile/wxml/wxs.py):
//   function($names){with($names)return function(require,module,exports,getRegExp,…){ … }}
// so that a name which a module uses without declaring it is looked up in `$names`, and lives and
// dies with that module.

import names from "../../shared/wxs_names.json" with { type: "json" };

export type ScriptBody = (...values: unknown[]) => void;
/** The second argument of `__fanlight.script`. */
export type ScriptMaker = (names: object) => ScriptBody;
export type ScriptRequire = (path: string) => unknown;

/** `x.constructor` in WXS is a text; the compiler writes `x[$constructor]`. */
const KINDS: readonly (readonly [string, object])[] = [
  ["Object", Object.prototype],
  ["Array", Array.prototype],
  ["Function", Function.prototype],
  ["String", String.prototype],
  ["Number", Number.prototype],
  ["Boolean", Boolean.prototype],
  ["Date", Date.prototype],
  ["RegExp", RegExp.prototype],
];

export class WxsScope {
  readonly #values: Readonly<Record<string, unknown>>;

  /** Marks the prototypes of the realm, so it is made before they are frozen, if they are. */
  constructor(console: object) {
    const $constructor = Symbol("constructor");
    for (const [kind, prototype] of KINDS) {
      Object.defineProperty(prototype, $constructor, { value: kind });
    }
    this.#values = {
      getRegExp: (pattern: unknown, flags?: unknown) =>
        new RegExp(pattern as string, flags as string | undefined),
      getDate: (...parts: []) => new Date(...parts),
      console,
      Math,
      JSON,
      Number,
      Date,
      NaN,
      Infinity,
      parseInt,
      parseFloat,
      isNaN,
      isFinite,
      decodeURI,
      decodeURIComponent,
      encodeURI,
      encodeURIComponent,
      $constructor,
    };
  }

  /** Run a module. Throws what it throws. */
  run(make: ScriptMaker, module: { exports: unknown }, require: ScriptRequire): void {
    const own: Readonly<Record<string, unknown>> = { require, module, exports: module.exports };
    const body = make(undeclared());
    body(...names.map((name) => (Object.hasOwn(own, name) ? own[name] : this.#values[name])));
  }
}

/** Has every name, so that none is looked for outside; what was never set is undefined. */
function undeclared(): object {
  return new Proxy(Object.create(null) as object, {
    has: () => true,
    get: (target, name) =>
      name === Symbol.unscopables ? undefined : (Reflect.get(target, name) as unknown),
  });
}
