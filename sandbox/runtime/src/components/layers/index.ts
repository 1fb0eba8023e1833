// Tags that lead elsewhere, lie above the page or belong to it, by name.

import type { BuiltIns } from "../base.ts";
import {
  DoubleTapHandler,
  DragHandler,
  GestureHandler,
  ScaleHandler,
  TapHandler,
} from "../gestures/handlers.ts";
import { Navigator } from "../navigation/navigator.ts";
import { NavigationBar, PageMeta } from "../navigation/page_meta.ts";
import { CoverImage, CoverView, KeyboardAccessory } from "./cover.ts";
import { MatchMedia } from "./match_media.ts";
import { PageContainer } from "./page_container.ts";
import { RootPortal } from "./root_portal.ts";

export const layers: BuiltIns = {
  navigator: Navigator,
  "page-meta": PageMeta,
  "navigation-bar": NavigationBar,
  "cover-view": CoverView,
  "cover-image": CoverImage,
  "keyboard-accessory": KeyboardAccessory,
  "match-media": MatchMedia,
  "page-container": PageContainer,
  "root-portal": RootPortal,
  "tap-gesture-handler": TapHandler,
  "double-tap-gesture-handler": DoubleTapHandler,
  "pan-gesture-handler": DragHandler,
  "scale-gesture-handler": ScaleHandler,
  "long-press-gesture-handler": GestureHandler,
  "force-press-gesture-handler": GestureHandler,
  "horizontal-drag-gesture-handler": DragHandler,
  "vertical-drag-gesture-handler": DragHandler,
};
