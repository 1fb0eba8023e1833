// Where the host serves the runtime's scripts on the app's origin (sandbox/weixin_mount.py).

export const LOGIC_SCRIPT = "/.fanlight/runtime/logic.js";

declare global {
  interface Window {
    /** The app's Worker, from early.entry.ts to view.entry.ts. */
    fanlightLogic?: Worker;
  }
}
