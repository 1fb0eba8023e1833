// The base of all built-in components in the view: custom elements named `wx-<tag>`.
// Their children are the app's own nodes (light DOM, so that `scroll-view > view` and
// `:first-child` mean what they mean in WeChat); what a component draws itself stands in its
// shadow root, with a <slot> for the children. The replayer (../view) drives them.

/** What a component reports to the app. Set by the replayer; nothing listens before that. */
export interface Reporter {
  /** An event on `element`; `detail` as WeChat documents it for that component. */
  event(element: BuiltIn, type: string, detail: unknown, options: EventShape): void;
  /** The person changed an attribute's value, for `model:`. */
  model(element: BuiltIn, name: string, value: unknown): void;
  /** Ask the app's host: bridge methods. Rejects with an Error that has `code`. */
  host(name: string, params: object): Promise<unknown>;
  /** An address of the app's own (package path, wxfile://, data:, https://) as the page may load
   *  it; null when it may not. Relative ones are taken from the page's own path. */
  url(address: string): string | null;
  /** Whether an event of that type would be heard by a node on the way up from `element`. */
  isHeard(element: BuiltIn, type: string): boolean;
  /** Do what only the logic layer can: navigate, … (`open-type`s of button and navigator). */
  act(name: string, params: object): void;
}

export interface EventShape {
  readonly bubbles?: boolean;
  readonly composed?: boolean;
}

export abstract class BuiltIn extends HTMLElement {
  /** The default look of this component's tags, as rules of the page's base sheet (below app.wxss
   *  in the cascade): `wx-view { display: block; }`. Seen in the page, not in the shadow root. */
  static readonly styles: string = "";

  /** Attributes as the template gave them: any JavaScript value, names in dash-case. */
  readonly attrs = new Map<string, unknown>();
  reporter: Reporter | null = null;

  /** Called by the replayer. `name` in dash-case (`openType` comes as `open-type`). */
  set(name: string, value: unknown): void {
    const before = this.attrs.get(name);
    this.attrs.set(name, value);
    this.changed(name, value, before);
  }

  unset(name: string): void {
    const before = this.attrs.get(name);
    if (!this.attrs.delete(name)) return;
    this.changed(name, undefined, before);
  }

  /** An attribute has another value; undefined when it is gone. Called after construction too. */
  protected changed(_name: string, _value: unknown, _before: unknown): void {}

  /** Called by the replayer in place of `className =`. A component that puts classes of its own on
   *  its tag (hover-class) overrides this and joins them to these. */
  dress(classText: string): void {
    this.className = classText;
  }

  /** The app has set the whole style text anew: what the component wrote into `style` is gone. */
  restyled(): void {}

  /** Whether the app listens to `type` on this node or above; cheap, for what is costly to make. */
  isHeard(type: string): boolean {
    return this.reporter?.isHeard(this, type) ?? false;
  }

  /** The logic layer's contexts (createVideoContext …) call a component's methods by name. */
  invoke(name: string, _args: unknown): unknown {
    throw new TypeError(`${this.localName} has no method ${name}`);
  }

  protected emit(type: string, detail: unknown = {}, options: EventShape = {}): void {
    this.reporter?.event(this, type, detail, options);
  }

  protected changedByPerson(name: string, value: unknown): void {
    this.attrs.set(name, value);
    this.reporter?.model(this, name, value);
  }

  /** A bare attribute and "false" as WeChat reads them: absent and false are false, "" is true. */
  protected flag(name: string, absent = false): boolean {
    const value = this.attrs.get(name);
    if (value === undefined || value === null) return absent;
    return value !== false && value !== "false" && value !== 0;
  }

  protected text(name: string, absent = ""): string {
    const value = this.attrs.get(name);
    return value === undefined || value === null ? absent : String(value as string | number);
  }

  /** A number; a string with `px` or nothing behind it counts as one. */
  protected number(name: string, absent: number): number {
    const value = Number.parseFloat(this.text(name));
    return Number.isNaN(value) ? absent : value;
  }
}

/** A component's class: any constructor of a BuiltIn. */
export interface BuiltInClass {
  new (): BuiltIn;
  readonly styles: string;
}

/** Tag name (without `wx-`) to class: each folder of components exports one such table. */
export type BuiltIns = Readonly<Record<string, BuiltInClass>>;

/** A custom component that stands for a form field (behavior `wx://form-field`): the replayer keeps
 *  name and value on its element, and a form reads them from there. */
export interface FormFieldHost extends HTMLElement {
  formField?: ReadonlyMap<string, unknown>;
}
