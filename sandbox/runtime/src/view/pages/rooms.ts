// The pages of the stack, each with what watches over its scrolling and pulling.

import type { PageId } from "../../shared/ops.ts";
import type { Tells } from "../../shared/questions.ts";
import type { Happen } from "../posting.ts";
import { scrollOverFixed } from "./over_fixed.ts";
import type { Page } from "./page.ts";
import { PullDown } from "./pull.ts";
import { PageScrolling } from "./scrolling.ts";
import { PageStack } from "./stack.ts";
import { drawThumb } from "./thumb.ts";

export interface Room {
  readonly page: Page;
  readonly scrolling: PageScrolling;
  readonly pull: PullDown;
}

export interface RoomEnds {
  readonly make: (facts: Tells["page.open"]) => Page;
  readonly shown: (page: Page) => void;
  readonly happen: Happen;
}

export class PageRooms {
  readonly stack: PageStack;
  readonly #happen: Happen;
  readonly #rooms = new Map<PageId, Room>();

  constructor(stage: HTMLElement, ends: RoomEnds) {
    this.stack = new PageStack(stage, ends);
    this.#happen = ends.happen;
  }

  of(id: PageId): Room | null {
    return this.#rooms.get(id) ?? null;
  }

  open(facts: Tells["page.open"]): void {
    const page = this.stack.open(facts);
    const scrolling = new PageScrolling(page, this.#happen, facts.scroll);
    this.#rooms.set(page.id, { page, scrolling, pull: new PullDown(page, this.#happen) });
    drawThumb(page.scroller, page.frame);
    scrollOverFixed(page);
  }

  close(id: PageId): void {
    this.#rooms.delete(id);
    this.stack.close(id);
  }
}
