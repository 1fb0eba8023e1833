// The script of an app's Worker: its logic layer (and of the app's own Workers).

import { makeWx } from "./api/index.ts";
import { bootWhenTold } from "./logic/boot.ts";
import type { WorkerScope } from "./logic/realm/powers.ts";

bootWhenTold(globalThis as unknown as WorkerScope, makeWx);
