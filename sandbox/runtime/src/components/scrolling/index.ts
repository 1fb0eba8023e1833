// Tags whose children move, by name.

import type { BuiltIns } from "../base.ts";
import { MovableArea, MovableView } from "../movable/movable.ts";
import { DraggableSheet } from "./draggable_sheet.ts";
import { GridView, ListView, StickyHeader, StickySection } from "./lists.ts";
import { ScrollView } from "./scroll_view.ts";
import { Swiper } from "./swiper.ts";
import { SwiperItem } from "./swiper_item.ts";

export const scrolling: BuiltIns = {
  "scroll-view": ScrollView,
  swiper: Swiper,
  "swiper-item": SwiperItem,
  "movable-area": MovableArea,
  "movable-view": MovableView,
  "list-view": ListView,
  "grid-view": GridView,
  "sticky-section": StickySection,
  "sticky-header": StickyHeader,
  "draggable-sheet": DraggableSheet,
};
