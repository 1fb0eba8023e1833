// What Python calls for Sass: `fanlightSass(request)`.
import { provideAddresses } from "./sheet/address.ts";
import { sass } from "./sheet/sass.ts";

provideAddresses();
Object.assign(globalThis, { fanlightSass: sass });
