// Tags of WeChat's other renderer (Skyline) that are boxes here: what they do there with the help
// of the renderer, CSS does or nothing has to.

import { BuiltIn } from "../base.ts";

/** share-element, open-container, snapshot, nested-scroll-header, list-builder … */
export class Box extends BuiltIn {
  static override readonly styles = `
    wx-share-element, wx-open-container, wx-snapshot, wx-nested-scroll-header, wx-list-builder,
    wx-grid-builder { display: block; }
  `;
}

/** The part below a nested-scroll-header: as high as what it scrolls in. */
export class NestedScrollBody extends BuiltIn {
  static override readonly styles = "wx-nested-scroll-body { display: block; height: 100%; }";
}

/** <selection>: text in it can be selected. */
export class Selection extends BuiltIn {
  static override readonly styles = `
    wx-selection { display: block; user-select: text; cursor: text; }
  `;
}
