// How the two worlds of a document talk: CustomEvents on `window` whose detail is a string, or a
// string and bytes. They cross worlds synchronously, and what crosses is a copy (measured).

/** From the page's world to the host's. */
export const CALL = "fanlight:call";
export const CANCEL = "fanlight:cancel";
export const READY = "fanlight:ready";
export const SYNC = "fanlight:sync";
/** From the host's world to the page's. */
export const MESSAGE = "fanlight:message";
export const SYNC_REPLY = "fanlight:sync-reply";
