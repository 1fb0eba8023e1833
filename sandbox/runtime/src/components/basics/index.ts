// Basic tags, by name.

import type { BuiltIns } from "../base.ts";
import { Box, NestedScrollBody, Selection } from "./boxes.ts";
import { Icon } from "./icon.ts";
import { Image } from "./image.ts";
import { Progress } from "./progress.ts";
import { RichTextView } from "./rich_text.ts";
import { Text } from "./text.ts";
import { Span, View } from "./view.ts";

export const basics: BuiltIns = {
  view: View,
  text: Text,
  image: Image,
  icon: Icon,
  progress: Progress,
  "rich-text": RichTextView,
  span: Span,
  "share-element": Box,
  "open-container": Box,
  snapshot: Box,
  selection: Selection,
  "nested-scroll-header": Box,
  "nested-scroll-body": NestedScrollBody,
  "list-builder": Box,
  "grid-builder": Box,
};
