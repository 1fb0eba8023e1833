// Waiting for frames; a hidden window draws none, and must not keep anybody waiting.

const HIDDEN_MS = 50;

/** Call back once before the next frame, or soon when the window is hidden. */
export function beforeFrame(act: () => void): void {
  if (document.visibilityState === "hidden") {
    setTimeout(act, HIDDEN_MS);
    return;
  }
  requestAnimationFrame(act);
}

/** Call back when what stands in the DOM now has been painted. */
export function afterPaint(act: () => void): void {
  beforeFrame(() => {
    // A task that is queued while a frame is being made runs behind it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (): void => {
      port1.close();
      act();
    };
    port2.postMessage(null);
  });
}

/** Call back when the window is in sight: now, or as it comes there, before its first frame. */
export function whenInSight(act: () => void): void {
  if (document.visibilityState === "hidden") {
    document.addEventListener("visibilitychange", act, { once: true });
    return;
  }
  act();
}

const PAINT = "paint";
/** Beyond this a first paint is not waited for: the window may be hidden. */
const PAINTED_MS = 100;

/** Resolves when the document's first paint is on the screen, which is some time after the frame
 *  was made; at the latest in PAINTED_MS. */
export async function painted(): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      observer.disconnect();
      resolve();
    };
    const observer = new PerformanceObserver(end);
    observer.observe({ type: PAINT, buffered: true });
    setTimeout(end, PAINTED_MS);
  });
}

/** At most one `act` a frame, however often the returned function is called. */
export function oncePerFrame(act: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    beforeFrame(() => {
      isWaiting = false;
      act();
    });
  };
}
