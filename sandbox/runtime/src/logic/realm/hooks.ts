// Hears of every error and warning that app code brings about: uncaught ones, those that
// glass-easel catches, rejected promises.

import {
  addGlobalErrorListener,
  addGlobalWarningListener,
  removeGlobalErrorListener,
  removeGlobalWarningListener,
} from "glass-easel";
import type { ErrorDesk } from "./errors.ts";
import type { Powers } from "./powers.ts";

/** Warnings of glass-easel that say nothing to a developer for WeChat. */
const NOISE = new RegExp(
  [
    "is not a valid (?:property|event binding)",
    "the target of relation",
    "^Some keys are not unique",
    "^The for-list data is neither",
    "as for-list",
    '^data field "_',
    "^recursive update detected",
  ].join("|"),
);

type Rejected = (reason: unknown, promise: Promise<unknown>) => void;

/** Gives what lets go of glass-easel's listeners, which all runtimes of a realm share. */
export function hookErrors(powers: Powers, errors: ErrorDesk, rejected: Rejected): () => void {
  const hearError = (error: unknown, method?: string, component?: unknown): boolean => {
    errors.report([nameOf(component), method ?? ""].filter((part) => part !== "").join(" "), error);
    // glass-easel's own print is not wanted beside ours.
    return false;
  };
  const hearWarning = (message: string, component: unknown): boolean => {
    const where = nameOf(component);
    if (!NOISE.test(message)) errors.warn(where === "" ? message : `${where}: ${message}`);
    return false;
  };
  addGlobalErrorListener(hearError);
  addGlobalWarningListener(hearWarning);
  powers.hearErrors((error, message) => {
    errors.report("", error ?? message);
    return true;
  });
  powers.hearRejections((reason, promise) => {
    errors.reportRejection(reason);
    rejected(reason, promise);
    return true;
  });
  return () => {
    removeGlobalErrorListener(hearError);
    removeGlobalWarningListener(hearWarning);
  };
}

/** A component's path, however glass-easel names it. */
function nameOf(component: unknown): string {
  if (typeof component === "string") return component;
  const is: unknown =
    typeof component === "object" && component !== null ? (component as { is?: unknown }).is : "";
  return typeof is === "string" ? is : "";
}
