// What draws maps; loaded by components/map/map.ts.

import { makeBoard } from "./components/map/board.ts";
import { handOver } from "./view/parts.ts";

handOver("map", makeBoard, document);
