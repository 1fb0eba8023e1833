// Loads the names of China's regions when the first region picker opens: they are a script of
// their own (regions.entry.ts), so that no other page pays for them.

import type { AreaList } from "./regions.ts";

/** Type of the event by which that script hands over the list. */
export const REGIONS_EVENT = "fanlight-regions";
export const REGIONS_SCRIPT = "/.fanlight/runtime/regions.js";

/** The list. Rejects when the script cannot be had. */
export async function loadAreaList(page: Document): Promise<AreaList> {
  return await new Promise((resolve, reject) => {
    const script = page.createElement("script");
    script.src = REGIONS_SCRIPT;
    page.addEventListener(
      REGIONS_EVENT,
      (event) => {
        resolve((event as CustomEvent<AreaList>).detail);
      },
      { once: true },
    );
    script.addEventListener("error", () => {
      reject(new Error(`${REGIONS_SCRIPT} could not be loaded`));
    });
    script.addEventListener("load", () => {
      script.remove();
    });
    page.head.append(script);
  });
}
