// Tags that are drawn on, by name.

import type { BuiltIns } from "../base.ts";
import { Canvas } from "./canvas.ts";

export const drawn: BuiltIns = { canvas: Canvas };
