// File operations are written once, as generators that yield what they need of the host or the
// package; run by `later` they are the asynchronous form, by `now` the synchronous one.

import type { ApiGround } from "../../logic/api_ports.ts";
import { ApiFailure, refusalCode } from "../failures.ts";
import { recordOf, textOf, type Loose } from "../reading.ts";

/** A call of the host, or (`read`) a file of the package. */
export type Step = { readonly call: string; readonly params: object } | { readonly read: string };
export type Steps<R> = Generator<Step, R, unknown>;

export async function later<R>(ground: ApiGround, steps: Steps<R>): Promise<R> {
  let next = steps.next();
  while (!next.done) {
    const step = next.value;
    try {
      const answer = await ("read" in step
        ? ground.engine.read(step.read)
        : ground.host.call(step.call, step.params));
      next = steps.next(answer);
    } catch (error) {
      next = steps.throw(worded(error));
    }
  }
  return next.value;
}

export function now<R>(ground: ApiGround, steps: Steps<R>): R {
  let next = steps.next();
  while (!next.done) {
    const step = next.value;
    let answer: unknown;
    try {
      answer =
        "read" in step
          ? ground.engine.readSync(step.read)
          : ground.host.callSync(step.call, step.params);
    } catch (error) {
      next = steps.throw(worded(error));
      continue;
    }
    next = steps.next(answer);
  }
  return next.value;
}

/** Calls the host; gives the members of its answer. */
export function* asked(call: string, params: object): Steps<Loose> {
  return recordOf(yield { call, params });
}

/** The bytes of a file of the package. */
export function* packaged(path: string): Steps<Uint8Array> {
  return new Uint8Array((yield { read: path }) as ArrayBuffer);
}

/** WeChat's `errCode` by the words of the message, which are Node's. */
const CODES: readonly (readonly [string, number])[] = [
  ["no such file or directory", 1300002],
  ["file already exists", 1301005],
  ["not a directory", 1300020],
  ["is a directory", 1300021],
  ["illegal operation on a directory", 1300021],
  ["directory not empty", 1300066],
  ["permission denied", 1300013],
  ["file name too long", 1300036],
  ["bad file descriptor", 1300009],
  ["invalid argument", 1300022],
  ["maximum size of the file storage limit", 1300202],
];

function worded(error: unknown): Error {
  const code = refusalCode(error);
  if (code === null) return error as Error;
  const message = textOf(recordOf(error)["message"]);
  const known = CODES.find(([words]) => message.toLowerCase().includes(words));
  if (known) return new ApiFailure(message, { errCode: known[1] });
  if (code === "call.not_found") {
    return new ApiFailure(`no such file or directory, ${message}`, { errCode: 1300002 });
  }
  if (code === "call.quota") {
    const text = "the maximum size of the file storage limit is exceeded";
    return new ApiFailure(text, { errCode: 1300202 });
  }
  return error as Error;
}
