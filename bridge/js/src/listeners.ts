// Who listens to which event of the host.

import { EVENTS, type Events } from "./generated.ts";
import { NativeTypeError, SafeMap, SafeSet, queue } from "./primordials.ts";

export type Listener<E extends keyof Events> = (payload: Events[E]) => void;
type AnyListener = (payload: unknown) => void;

export class Listeners {
  readonly #byEvent = new SafeMap<string, SafeSet<AnyListener>>();

  constructor() {
    for (let i = 0; i < EVENTS.length; i += 1) this.#byEvent.set(EVENTS[i] ?? "", new SafeSet());
  }

  /** Throws TypeError for an event that this host does not have, or what is no function. */
  on(event: string, listener: unknown): void {
    const listeners = this.#of(event);
    if (typeof listener !== "function") throw new NativeTypeError("the listener is not a function");
    listeners.add(listener as AnyListener);
  }

  /** Without `listener`, all of the event's are taken off. Throws TypeError as `on` does. */
  off(event: string, listener?: unknown): void {
    const listeners = this.#of(event);
    if (listener === undefined) listeners.clear();
    else listeners.delete(listener as AnyListener);
  }

  /** Tell all listeners, each in a turn of its own. An unknown event is for newer pages. */
  tell(event: string, payload: unknown): void {
    this.#byEvent.get(event)?.each((listener) => {
      queue(() => {
        listener(payload);
      });
    });
  }

  #of(event: string): SafeSet<AnyListener> {
    const found = this.#byEvent.get(event);
    if (!found) throw new NativeTypeError(`${event} is not an event of this host`);
    return found;
  }
}
