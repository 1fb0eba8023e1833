// Reading of QR codes; loaded by view/media/probes.ts.

import jsQR from "jsqr";

import { handOver } from "./view/parts.ts";

handOver("codes", jsQR, document);
