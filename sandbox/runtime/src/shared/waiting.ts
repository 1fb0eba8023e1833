// How the Worker waits for a synchronous answer (Atomics.wait on a SharedArrayBuffer, ECMA-262).
// The Worker posts its call and sleeps; the view, which never blocks, writes the answer and wakes
// it. An answer longer than the buffer comes in pieces, each acknowledged by the Worker.

export const WAIT_BYTES = 1 << 20;
/** Int32 slots at the start; the text (UTF-8 JSON) follows at TEXT_AT. */
export const Slot = { STATE: 0, LENGTH: 1, MORE: 2 } as const;
export const State = { IDLE: 0, ASKED: 1, ANSWERED: 2, TAKEN: 3 } as const;
export const TEXT_AT = 16;
