// Puts the page's world of a document together.

import { Calls } from "./calls.ts";
import { buildApi, type Api } from "./facade.ts";
import type { AppErrorFacts } from "./generated.ts";
import { Lifecycle, type Global } from "./lifecycle.ts";
import { Listeners } from "./listeners.ts";
import { readMessage } from "./messages.ts";
import { Port } from "./port.ts";
import { assign, listen, startsWith } from "./primordials.ts";

export type Fanlight = Api & {
  /** The interface Global of W3C MiniApp Lifecycle. */
  readonly global: Global;
};

/** Make the API object of this document. */
export function makePage(
  window: EventTarget,
  document: EventTarget & { readonly readyState: DocumentReadyState },
): Fanlight {
  const lifecycle = new Lifecycle();
  const listeners = new Listeners();
  const happen = (name: string, payload: unknown): void => {
    lifecycle.event(name, payload);
    listeners.tell(name, payload);
  };
  const whenParsed = holdUntilParsed(document);
  const port = new Port(window, (text, bytes) => {
    const message = readMessage(text);
    switch (message?.type) {
      case "welcome":
        lifecycle.welcome(message);
        break;
      case "result":
      case "failure":
        calls.settle(message, bytes);
        break;
      case "event": {
        const { name, payload } = message;
        // Scripts of the page can only listen once they ran: the lifecycle waits for them.
        if (startsWith(name, "app"))
          whenParsed(() => {
            happen(name, payload);
          });
        else happen(name, payload);
        break;
      }
      case undefined:
    }
  });
  const calls = new Calls(port);
  watchErrors(window, (errorDescription) => {
    const facts: AppErrorFacts = { errorDescription, lang: "en", dir: "ltr" };
    happen("appError", facts);
  });
  const api = buildApi(calls, listeners, () => {
    port.ready();
  });
  return assign(api, { global: lifecycle.global });
}

/** Run acts in their order, none before the document's own scripts had their turn. */
function holdUntilParsed(
  document: EventTarget & { readonly readyState: DocumentReadyState },
): (act: () => void) => void {
  let held: (() => void)[] | null = document.readyState === "loading" ? [] : null;
  listen(document, "DOMContentLoaded", () => {
    const acts = held ?? [];
    held = null;
    for (let i = 0; i < acts.length; i += 1) acts[i]?.();
  });
  return (act) => {
    if (held) held[held.length] = act;
    else act();
  };
}

/** Failures of scripts that nothing in the page caught. */
function watchErrors(window: EventTarget, tell: (description: string) => void): void {
  listen(window, "error", (event) => {
    // Only script errors have a message; a picture that does not load has none.
    if ("message" in event) tell(String(event.message));
  });
  listen(window, "unhandledrejection", (event) => {
    if ("reason" in event) tell(`Unhandled rejection: ${String(event.reason)}`);
  });
}
