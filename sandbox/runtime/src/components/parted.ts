// A component whose own parts lie in the light DOM, because apps style them by WeChat's class
// names (`checkbox .wx-checkbox-input`, `.wx-swiper-dot`). They are its last child, in a slot.

import { make, slot, type InnerSheet, shadow } from "./draw.ts";
import { Styled } from "./styled.ts";

const PART_SLOT = "part";

export abstract class Parted extends Styled {
  /** The parts' outermost element. */
  protected readonly parts: HTMLElement;

  /** `around` builds the shadow tree of the two slots; the parts come first unless it says so. */
  constructor(
    partClass: string,
    sheet: InnerSheet,
    around: (part: HTMLSlotElement, children: HTMLSlotElement) => Node[] = (part, children) => [
      part,
      children,
    ],
  ) {
    super();
    this.parts = make("div", partClass);
    this.parts.slot = PART_SLOT;
    shadow(this, sheet, ...around(slot(PART_SLOT), slot()));
  }

  override get tail(): Node | null {
    return this.parts.parentNode === this ? this.parts : null;
  }

  connectedCallback(): void {
    if (this.parts.parentNode !== this) this.append(this.parts);
  }
}
