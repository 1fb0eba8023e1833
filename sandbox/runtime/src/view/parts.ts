// Parts of the runtime that are scripts of their own (`src/<name>.entry.ts`), loaded when they are
// first needed, so that no other app pays for them. A part hands over what it has by an event.

/** Names of the parts, as the mount serves them (sandbox/weixin_mount.py, LATE_SCRIPTS). */
export type PartName = "codes" | "map";

/** Load a part; what it handed over. Rejects when it cannot be had. */
export async function loadPart<T>(name: PartName, into: Document): Promise<T> {
  return await new Promise((resolve, reject) => {
    const script = into.createElement("script");
    script.src = `/.fanlight/runtime/${name}.js`;
    into.addEventListener(
      eventOf(name),
      (event) => {
        resolve((event as CustomEvent<T>).detail);
      },
      { once: true },
    );
    script.addEventListener("error", () => {
      reject(new Error(`${script.src} could not be loaded`));
    });
    script.addEventListener("load", () => {
      script.remove();
    });
    into.head.append(script);
  });
}

/** Called by the part itself. */
export function handOver(name: PartName, what: unknown, from: Document): void {
  from.dispatchEvent(new CustomEvent(eventOf(name), { detail: what }));
}

function eventOf(name: PartName): string {
  return `fanlight-part-${name}`;
}
