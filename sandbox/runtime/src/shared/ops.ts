// The node operations that the logic layer sends and the view replays: one flat array a tick.
// Each operation is its code followed by its operands; OPERANDS says how many. Nodes are numbers
// that the logic layer gives; numbers are never used twice within a page.

export const Op = {
  /** node, DOM tag name without its `wx-`: "view", "my-card" (a component's host), … */
  CREATE: 0,
  /** node, text */
  TEXT: 1,
  /** node: a fragment, which is gone once it is inserted */
  FRAGMENT: 2,
  /** parent, child */
  APPEND: 3,
  /** parent, child, before */
  INSERT: 4,
  /** parent, child */
  REMOVE: 5,
  /** parent, child, old */
  REPLACE: 6,
  /** parent, before (0: append), how many of the nodes from `before` on to remove, fragment or 0 */
  SPLICE: 7,
  /** node, text */
  SET_TEXT: 8,
  /** node, id */
  ID: 9,
  /** node, style text (rpx may stand in it) */
  STYLE: 10,
  /** node, whole class attribute, scoped already */
  CLASS: 11,
  /** node, name (dash-case), value: any cloneable JavaScript value. `wx-host` on a component's host
   *  is the name of its own style scope, which `:host` is compiled to. */
  ATTRIBUTE: 12,
  /** node, name */
  REMOVE_ATTRIBUTE: 13,
  /** node, event type, bits: Listens */
  LISTEN: 14,
  /** node, attribute name, 1 or 0: changes of this attribute by the person are reported */
  MODEL: 15,
  /** node: it will not be spoken of again */
  RELEASE: 16,
  /** node: is the root of the page (or of its custom tab bar) */
  ROOT: 17,
  /** package path of a style sheet that the page uses from now on */
  STYLE_SHEET: 18,
  /** node, name, value: a custom component with a form-field behavior, as forms read it */
  FORM_FIELD: 19,
} as const;
export type OpCode = (typeof Op)[keyof typeof Op];

/** Operands by operation code. */
export const OPERANDS: readonly number[] = [
  2, 2, 1, 2, 3, 2, 3, 4, 2, 2, 2, 2, 3, 2, 3, 3, 1, 1, 1, 3,
];

/** How a node listens to an event type, in bits. */
export const Listens = {
  NOT: 0,
  BUBBLE: 1,
  CAPTURE: 2,
  /** The event goes no further (catch:): the view stops its own default too, such as scrolling. */
  CATCH: 4,
} as const;

export type NodeId = number;
export type PageId = number;
export type OpList = unknown[];
