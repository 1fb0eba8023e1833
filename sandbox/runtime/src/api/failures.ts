// Why an API failed, in WeChat's words.

import type { Refusal } from "../logic/ports.ts";

/** What a `fail` callback gets besides `errMsg`, and some APIs give on success too. */
export interface Codes {
  readonly errno?: number;
  readonly errCode?: number;
}

/** The object that `fail` and `complete` get, and that a promise is rejected with. */
export interface FailureObject extends Codes {
  readonly errMsg: string;
}

/** WeChat's general `errno` (framework/usability/PublicErrno). */
export const Errno = {
  SYSTEM_DENIED: 3,
  INTERNAL: 4,
  TIMEOUT: 5,
  NOT_SUPPORTED: 6,
  USER_DENIED: 103,
  PRIVACY_REFUSED: 104,
  PARAMETER: 1001,
  NETWORK: 600001,
} as const;

/** Thrown inside the façade; `reason` stands behind `<api>:fail `. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly reason: string;
  readonly codes: Codes;

  constructor(reason: string, codes: Codes = {}) {
    super(reason);
    this.reason = reason;
    this.codes = codes;
  }
}

/** What the host's or the view's refusal, or anything else thrown, is in WeChat's words. */
export function explained(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (!isRefusal(error)) return new ApiFailure(messageOf(error), { errno: Errno.INTERNAL });
  switch (error.code) {
    case "call.cancelled":
      return new ApiFailure("cancel");
    case "call.deadline":
      return new ApiFailure("timeout", { errno: Errno.TIMEOUT });
    case "call.permission_denied":
      return new ApiFailure("auth deny", { errno: Errno.USER_DENIED });
    case "call.not_supported":
    case "call.unknown_method":
      return new ApiFailure(`not supported: ${error.message}`, { errno: Errno.NOT_SUPPORTED });
    case "call.invalid_params":
      return new ApiFailure(`parameter error: ${error.message}`, { errno: Errno.PARAMETER });
    default:
      return new ApiFailure(error.message);
  }
}

/** `<api>:fail <reason>`; a reason that begins with a colon stands without the blank. */
export function failureObject(api: string, error: unknown): FailureObject {
  const { reason, codes } = explained(error);
  const text = reason.startsWith(":") || reason === "" ? reason : ` ${reason}`;
  return { errMsg: `${api}:fail${text}`, ...codes };
}

/** The Error that a `…Sync` API throws. */
export function syncError(api: string, error: unknown): Error & FailureObject {
  const failure = failureObject(api, error);
  return Object.assign(new Error(failure.errMsg), failure);
}

/** `code` of a refusal by the host or the view; null for anything else. */
export function refusalCode(error: unknown): string | null {
  return isRefusal(error) ? error.code : null;
}

function isRefusal(error: unknown): error is Refusal {
  if (typeof error !== "object" || error === null) return false;
  const { code, message } = error as Partial<Refusal>;
  return typeof code === "string" && typeof message === "string";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
