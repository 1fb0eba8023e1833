// The error a failed call ends in.

import type { ErrorCode, Failure } from "./generated.ts";
import { NativeError, slice, startsWith } from "./primordials.ts";

export type Detail = Failure["detail"];

/** Why a call failed, for programs (`code`, `detail`) and in WeChat's words (`errMsg`). */
export class CallFailure extends NativeError {
  override readonly name = "CallFailure";
  /** `<API>:fail <reason>`. */
  readonly errMsg: string;
  readonly code: ErrorCode;
  /** Whether trying again later may help. */
  readonly retriable: boolean;
  readonly detail: Detail;

  constructor(method: string, failure: Omit<Failure, "type" | "id">, reason?: string) {
    super(failure.message);
    this.errMsg = `${method}:fail ${reason ?? reasonOf(method, failure)}`;
    this.code = failure.code as ErrorCode;
    this.retriable = failure.retriable;
    this.detail = failure.detail;
  }
}

/** The page itself took the call back. */
export function aborted(method: string): CallFailure {
  const message = `${method}: the page took the call back`;
  return made(method, "call.cancelled", message, "abort");
}

/** A failure that never left the page. */
export function made(
  method: string,
  code: ErrorCode,
  message: string,
  reason?: string,
): CallFailure {
  return new CallFailure(method, { code, message, retriable: false, detail: {} }, reason);
}

/** WeChat's reason where code of mini-programs looks for it, else the host's message. */
function reasonOf(method: string, failure: Omit<Failure, "type" | "id">): string {
  if (failure.code === "call.cancelled") return "cancel";
  if (failure.code === "call.deadline") return "timeout";
  if (failure.code === "call.permission_denied" && failure.detail["reason"] === "refused") {
    return "auth deny";
  }
  if (failure.code === "call.not_found" && method === "getStorage") return "data not found";
  const own = `${method}: `;
  const { message } = failure;
  return startsWith(message, own) ? slice(message, own.length) : message;
}
