// The map's tag.

import type { BuiltIns } from "../base.ts";
import { MapTag } from "./map.ts";

export const maps: BuiltIns = { map: MapTag };
