// The base of all built-in components in the view: custom elements named `wx-<tag>`.
// Their children are the app's own nodes (light DOM, so that `scroll-view > view` and
// `:first-child` mean what they mean in WeChat); what a component draws itself stands in its
// shadow root, with a <slot> for the children. The replayer (../view) drives them.

import { textOf } from "../shared/text.ts";

export { textOf } from "../shared/text.ts";

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
  /** Do what only the logic layer can for `element`: navigate, … (`open-type`s of button and
   *  navigator); arrives there as `happened: act`. */
  act(element: BuiltIn, name: string, params: object): void;
}

export interface EventShape {
  readonly bubbles?: boolean;
  readonly composed?: boolean;
  /** Called once when the app's handlers have run, or at once when none listens, with what the
   *  first one on this element returned (an <input>'s bindinput may return another value). Comes
   *  before the operations that the handlers caused. */
  readonly heard?: (value: unknown) => void;
}

/** Where a tap was, in CSS pixels of the window; a keyboard's is in the middle of the element. */
export interface TapPlace {
  /** The innermost element that was tapped. */
  readonly target: Element;
  readonly clientX: number;
  readonly clientY: number;
}

/** An element in a component's shadow root with this attribute is the component's private surface
 *  (a picker's sheet): what a person does there is no touch or tap of the app's. */
export const OWN_SURFACE = "data-own";

export abstract class BuiltIn extends HTMLElement {
  /** The default look of this component's tags, as rules of the page's base sheet (below app.wxss
   *  in the cascade): `wx-view { display: block; }`. Seen in the page, not in the shadow root. */
  static readonly styles: string = "";

  reporter: Reporter | null = null;
  #attrs: Map<string, unknown> | null = null;

  /** Attributes as the template gave them: any JavaScript value, names in dash-case. Made when the
   *  first one comes: most views and texts of a long list have none. */
  get attrs(): Map<string, unknown> {
    return (this.#attrs ??= new Map());
  }

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

  /** The page that the component stands in is shown (true: also for the first time, when it can
   *  take the focus) or no longer (false). */
  pageShown(_shown: boolean): void {}

  /** Whether the app listens to `type` on this node or above; cheap, for what is costly to make. */
  isHeard(type: string): boolean {
    return this.reporter?.isHeard(this, type) ?? false;
  }

  /** The logic layer's contexts (createVideoContext …) call a component's methods by name. */
  invoke(name: string, _args: unknown): unknown {
    throw new TypeError(`${this.localName} has no method ${name}`);
  }

  /** The component's own last child in the light DOM (parts that apps style, such as
   *  `.wx-swiper-dots`): the replayer puts the app's nodes before it. */
  get tail(): Node | null {
    return null;
  }

  /** The element whose scroll position is this component's: scroll-view's inner one. */
  get scrolled(): Element {
    return this;
  }

  /** What SelectorQuery's `properties` reads of it; `name` in dash-case. */
  property(name: string): unknown {
    return this.attrs.get(name);
  }

  /** A tap (finger, mouse, or a click() such as the keyboard's and a screen reader's) came up to
   *  this component. The view's gestures call it from the innermost built-in outwards, after the
   *  app was told of the tap, and not beyond a node that catches it. True: no outer component is
   *  to act on this tap as well. */
  tapped(_at: TapPlace): boolean {
    return false;
  }

  /** Taps on it or in it are kept from the app, and from what is around it: a disabled button. */
  get deaf(): boolean {
    return false;
  }

  protected emit(type: string, detail: unknown = {}, options: EventShape = {}): void {
    this.reporter?.event(this, type, detail, options);
  }

  protected changedByPerson(name: string, value: unknown): void {
    this.attrs.set(name, value);
    this.reporter?.model(this, name, value);
  }

  /** As WeChat reads a Boolean: a bare attribute (it comes as true) and every string but "" are
   *  true, also the string "false" (its documentation warns of that); null counts as absent. */
  protected flag(name: string, absent = false): boolean {
    const value = this.attrs.get(name);
    return value === undefined || value === null ? absent : Boolean(value);
  }

  /** An attribute as text; objects are none. */
  protected text(name: string, absent = ""): string {
    return textOf(this.attrs.get(name), absent);
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
