// Bytes of a call on their way to the view: a copy of them alone, handed over, not cloned.

import { METHODS } from "../../../../../bridge/js/src/generated.ts";
import { assign, isView } from "../../../../../bridge/js/src/primordials.ts";

export interface Carried {
  readonly params: object;
  readonly transfer?: Transferable[];
}

const NativeBytes = Uint8Array;
const NativeBuffer = ArrayBuffer;
const { hasOwn } = Object;
const setBytes = NativeBytes.prototype.set;
const { apply } = Reflect;

/** `params` of the host's `name`; the app may change its bytes afterwards. */
export function carried(name: string, params: object): Carried {
  const takes = hasOwn(METHODS, name) ? METHODS[name as keyof typeof METHODS].takes : undefined;
  if (takes === undefined) return { params };
  const given = bytesOf((params as Readonly<Record<string, unknown>>)[takes]);
  if (!given) return { params };
  const copy = new NativeBytes(given.byteLength);
  apply(setBytes, copy, [given]);
  return { params: assign({}, params, { [takes]: copy }), transfer: [copy.buffer] };
}

function bytesOf(value: unknown): Uint8Array | null {
  if (isView(value)) return new NativeBytes(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof NativeBuffer ? new NativeBytes(value) : null;
}
