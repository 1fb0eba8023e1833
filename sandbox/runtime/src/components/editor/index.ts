// The editor's tag.

import type { BuiltIns } from "../base.ts";
import { Editor } from "./editor.ts";

export const editors: BuiltIns = { editor: Editor };
