// How the Worker waits for a synchronous answer (Atomics.wait on a SharedArrayBuffer, ECMA-262).
// The Worker posts its call and sleeps; the view, which never blocks, writes the answer and wakes
// it. An answer longer than the buffer comes in pieces, each acknowledged by the Worker.
//
// The Worker sets STATE to ASKED before it posts, and waits until it is ANSWERED. LENGTH is the
// piece's size in bytes; with MORE 1 another piece follows: the Worker sets TAKEN and wakes the
// view, which writes it and sets ANSWERED again. All pieces together are one SyncAnswer. With MORE
// 2 its text is whole, and SIZE bytes follow in pieces of their own, as they are.

/** `value` is absent for what JSON does not have. `bytes` names its member that the bytes are. */
export type SyncAnswer =
  | { readonly value?: unknown; readonly bytes?: string }
  | { readonly failure: { readonly code: string; readonly message: string } };

export const WAIT_BYTES = 1 << 20;
/** Int32 slots at the start; the text (UTF-8 JSON) follows at TEXT_AT. */
export const Slot = { STATE: 0, LENGTH: 1, MORE: 2, SIZE: 3 } as const;
export const State = { IDLE: 0, ASKED: 1, ANSWERED: 2, TAKEN: 3 } as const;
export const More = { NONE: 0, PIECE: 1, BYTES: 2 } as const;
export const TEXT_AT = 16;
