// All built-in tags, by name without their `wx-`.

import type { BuiltIns } from "./base.ts";
import { apart } from "./apart/index.ts";
import { basics } from "./basics/index.ts";
import { drawn } from "./canvas/index.ts";
import { editors } from "./editor/index.ts";
import { forms } from "./forms/index.ts";
import { layers } from "./layers/index.ts";
import { legacy } from "./legacy/index.ts";
import { maps } from "./map/index.ts";
import { media } from "./media/index.ts";
import { picking } from "./picking/index.ts";
import { scrolling } from "./scrolling/index.ts";

export const builtIns: BuiltIns = {
  ...basics,
  ...forms,
  ...picking,
  ...scrolling,
  ...layers,
  ...legacy,
  ...drawn,
  ...apart,
  ...media,
  ...maps,
  ...editors,
};
